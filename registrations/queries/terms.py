"""How near the terms of dossiers are, each counted in the days of its own kind."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core import clock
from ocop.law.choices import TermKind
from ocop.law.queries import rules_of, working_calendar
from ocop.law.rules import Deadline, days_left
from ocop.law.rules.calendar import Exceptions
from ocop.ui.parts import Status
from registrations.choices import LEFT_OPEN, DossierState, StepTerm
from registrations.models import Dossier, StepClock, StepLimit
from registrations.models.dossiers import FINISHED

DUE_SOON = 7
"""Days before the end of a term from which it is shown as near."""


def calendar_for(dossiers: Iterable[Dossier]) -> Exceptions:
    """The calendar by which the terms of these dossiers are counted; nothing is asked where none runs."""
    return working_calendar() if any(dossier.due_on for dossier in dossiers) else {}


def length_of(term: StepTerm, dossier: Dossier) -> Deadline | None:
    """How long a term of a dossier that begins today is: as the regime says, else as its province does."""
    if (legal := rules_of(dossier.regime).deadlines.get(term)) or term not in LEFT_OPEN:
        return legal
    province = dossier.cycle.province
    limits = StepLimit.objects.filter(
        province__path__in=(province.path, province.today_path), term=term, used_from__lte=clock.today()
    )
    newest = limits.order_by("-used_from", "-pk").first()
    return Deadline(term, newest.days, TermKind.WORKING_DAYS) if newest and newest.days else None


def step_limits(person: User) -> QuerySet[StepLimit]:
    """The limits that this person's provinces have set, the newest of each step first."""
    limits = StepLimit.objects.visible_to(person).select_related("province", "set_by")
    return limits.order_by("province__sort_key", "term", "-used_from", "pk")


def clock_of(dossier: Dossier) -> StepClock | None:
    """The term that runs on a dossier, the nearest first; else one that stands still."""
    clocks = StepClock.objects.filter(dossier=dossier, ended_on=None)
    return clocks.order_by(F("paused_on").desc(nulls_first=True), "due_on", "pk").first()


def overdue(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those whose term is over."""
    return dossiers.filter(is_overdue())


def is_overdue() -> Q:
    """That the term of a dossier is over, as a condition."""
    return Q(due_on__lt=clock.today()) & ~Q(state__in=FINISHED)


def days_over(dossier: Dossier, calendar: Exceptions) -> int:
    """By how many days of its kind the term is over, 0 while it is not; `term_kind` comes from
    `dossier_rows`.
    """
    if dossier.due_on is None or dossier.due_on >= clock.today() or dossier.state in FINISHED:
        return 0
    return max(1, -_left(dossier, calendar))


def due_status(dossier: Dossier, calendar: Exceptions) -> Status | None:
    """How near the legal term is, where one runs; that it stands still while the owner has the dossier.

    `paused_left` and `term_kind` come from `dossier_rows`.
    """
    if dossier.state == DossierState.RETURNED and dossier.paused_left is not None:
        return Status("wait", "pause", _("Tạm dừng chờ chủ thể"))
    if dossier.due_on is None or dossier.state in FINISHED:
        return None
    today, unit = clock.today(), unit_of(dossier)
    if over := days_over(dossier, calendar):
        return Status("bad", "error", _("Quá hạn %(days)s %(unit)s") % {"days": over, "unit": unit})
    if dossier.due_on == today:
        return Status("act", "clock", _("Hết hạn hôm nay"))
    if (dossier.due_on - today).days <= DUE_SOON:
        left = {"days": _left(dossier, calendar), "unit": unit}
        return Status("act", "clock", _("Còn %(days)s %(unit)s") % left)
    return Status("plain", "clock", _("Hạn %(day)s") % {"day": f"{dossier.due_on:%d/%m/%Y}"})


def unit_of(dossier: Dossier) -> str:
    """In which days the term of a dossier is counted, in words."""
    return str(TermKind(dossier.term_kind or TermKind.DAYS).label)


def _left(dossier: Dossier, calendar: Exceptions) -> int:
    return days_left(clock.today(), dossier.due_on, calendar, kind=dossier.term_kind or TermKind.DAYS)
