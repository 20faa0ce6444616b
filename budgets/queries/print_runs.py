"""What is bound for a print run, and whether and where more can be bound."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.models import Commitment
from budgets.queries.funds import free_allotments
from evaluations.choices import RunState
from evaluations.models import PrintRun
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.money import dotted
from ocop.core.roles import CERTIFIERS
from ocop.ui.parts import Fact


def facts_of(person: User, run: PrintRun) -> list[Fact]:
    """The money bound for a run, as far as a person sees it."""
    bound = Commitment.objects.visible_to(person).filter(print_run=run).order_by("pk")
    return [
        Fact(
            _("Kinh phí in"),
            _("giữ %(n)s đồng") % {"n": dotted(one.bound_vnd)},
            note=_("đã chi %(n)s đồng") % {"n": dotted(one.paid_vnd)},
            url=one.get_absolute_url(),
        )
        for one in bound
    ]


def binding_url(person: User, run: PrintRun) -> str:
    """Where this person binds money for a run; empty for a run given up and for whoever has none to bind."""
    if why_not_bind(run) or not PrintRun.objects.roles_over(person, run) & CERTIFIERS:
        return ""
    may = free_allotments(person, clock.today().year).exists()
    return reverse("budgets:printrun-bind", args=[run.pk]) if may else ""


def why_not_bind(run: PrintRun) -> str:
    return _("Đợt in này đã bỏ nên không giữ kinh phí.") if run.state == RunState.DISCARDED else ""
