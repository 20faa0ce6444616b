"""A decision: drawn up, signed, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import Outcome
from evaluations.queries.results import Result, stars_granted
from ocop.accounts.models import User
from ocop.core import clock
from ocop.documents.offices import title_to_sign_with
from ocop.ui.forms import DateField, PortalForm


class DecisionForm(PortalForm):
    """A choice for each result where the regime leaves one; the first is what it suggests."""

    def __init__(self, *args: Any, results: Iterable[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = []
        for result in results:
            name = f"r-{result.grading.pk}"
            self.keys.append((name, result.grading.pk))
            self.fields[name] = forms.ChoiceField(
                label=result.dossier.product_name,
                choices=[
                    (o.value, outcome_words(o, stars_granted(result.grading, o))) for o in result.outcomes
                ],
                initial=result.outcomes[0],
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return {"outcomes": {key: data[name] for name, key in self.keys if name in data}}


def outcome_words(outcome: Outcome, stars: int) -> str:
    if outcome == Outcome.RECOGNISE:
        return _("Công nhận %(stars)s sao") % {"stars": stars}
    if outcome == Outcome.RECOGNISE_UP:
        return _("Công nhận %(stars)s sao, trình Bộ xét 5 sao") % {"stars": stars}
    return str(outcome.label)


def signer_title_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Chức vụ người ký"),
        max_length=120,
        help_text=gettext_lazy("Chủ tịch, hoặc Phó Chủ tịch: giấy in thêm “KT. CHỦ TỊCH” ở trên."),
    )


class SignForm(PortalForm):
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=60, help_text=gettext_lazy("Ví dụ: 642/QĐ-UBND")
    )
    decided_on = DateField(label=gettext_lazy("Ngày ký"))
    signer_title = signer_title_field()


def signing_today(person: User, leader: str) -> dict[str, Any]:
    """What a leader's signature starts from: today, and the title of the post they hold."""
    own = next((post.title for post in person.posts() if post.role == leader), "")
    return {"decided_on": clock.today(), "signer_title": title_to_sign_with(own)}


class DiscardForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
