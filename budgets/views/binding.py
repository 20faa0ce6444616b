"""A page that binds money of a budget line for something that the portal knows."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.forms import BindMoneyForm
from budgets.models import Allotment
from budgets.queries.funds import free_allotments
from ocop.core import clock


class BindsMoney:
    """To stand first among the bases of an `ActionView`."""

    request: HttpRequest
    form_class = BindMoneyForm
    template_name = "layouts/confirm.html"
    button = gettext_lazy("Giữ kinh phí")

    @property
    def day(self) -> date:
        """Of whose year the money is."""
        return clock.today()

    @property
    def why_not_bind(self) -> str:
        """Why nothing is bound for it any more, in a sentence; empty where something may be."""
        return ""

    @cached_property
    def allotments(self) -> QuerySet[Allotment]:
        return free_allotments(self.request.user, self.day.year)

    def is_likely(self, rows: QuerySet[Allotment]) -> QuerySet[Allotment]:
        """Those of the allotments of which the first is proposed."""
        raise NotImplementedError

    @property
    def closed_because(self) -> str:
        if self.why_not_bind:
            return self.why_not_bind
        if self.allotments.exists():
            return ""
        return _("Chưa có kinh phí được giao còn trống trong năm %(year)s.") % {"year": self.day.year}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"allotments": self.allotments}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"allotment": self.is_likely(self.allotments).first()}
