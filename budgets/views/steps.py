"""A step of money: a form about an amount of which only so much is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.rules import Room
from ocop.core.money import dotted, in_words
from ocop.localities.models import Place
from ocop.ui.parts import Status
from ocop.ui.views import ActionView


class MoneyStep(ActionView):
    """While an amount is typed, htmx asks this same page what it would leave; without script the page says
    what is left, and the service refuses what goes beyond.
    """

    template_name = "budgets/money_step.html"
    fragment_template_name = "budgets/parts/amount_says.html"
    left_words: str | Promise = gettext_lazy("Còn lại")
    asks_with: Sequence[str] = ()
    """The names of other fields on which depends what is left."""
    request: HttpRequest

    @property
    def asking_fields(self) -> str:
        """The fields that go along when the page is asked, and whose change asks, as a selector."""
        return ", ".join(f"[name={name}]" for name in ("amount_vnd", *self.asks_with))

    @property
    def room(self) -> Room:
        """How much may go, and how much may come back, in đồng."""
        raise NotImplementedError

    @cached_property
    def amount_says(self) -> Status:
        """What the amount in the address would leave."""
        field: forms.Field = self.get_form_class().base_fields["amount_vnd"]
        try:
            amount = field.to_python(self.request.GET.get("amount_vnd", "").strip())
        except forms.ValidationError as problem:
            return Status("act", "warn", problem.messages[0])
        room, left = self.room, f"{self.left_words}: {dotted(self.room.left_vnd)} đồng"
        if not amount:
            return Status("plain", "info", f"{left}.")
        if over := room.over_by(amount):
            told = _("Vượt %(over)s đồng. %(left)s.")
            if amount < 0:
                told = _("Quá số lấy về được %(over)s đồng.")
            return Status("act", "warn", told % {"over": dotted(over), "left": left})
        told = _("%(words)s. Sau đó còn %(left)s đồng.")
        words, after = in_words(abs(amount)), dotted(room.left_vnd - amount)
        return Status("good", "check", told % {"words": words, "left": after})


def typed_place(form: forms.Form, name: str, typed: Mapping[str, Any]) -> Place | None:
    """The place that stands in a form which is still being filled in; None while it is not clear."""
    field = form.fields[name]
    try:
        return field.clean(field.widget.value_from_datadict(typed, {}, name))
    except forms.ValidationError:
        return None
