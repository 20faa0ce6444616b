"""What waits for a person today, from every part of the portal. Reads only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.accounts.queries import posts_ending
from ocop.core.roles import Role
from ocop.programme.models import Cycle
from ocop.programme.queries import provinces_run_by
from ocop.ui.parts import Status, WorkGroup, WorkItem
from reports.queries.class_work import class_work
from reports.queries.council_work import (
    certificate_work,
    council_work,
    files_work,
    inspection_work,
    ministry_work,
    revocation_work,
    team_work,
)
from reports.queries.dossier_work import dossier_work, idea_work, overdue_work
from reports.queries.office_work import budget_work, plan_work, report_work
from reports.queries.work import SHOWN_OF_A_KIND, Work

THIS_WEEK = timedelta(days=7)
POSTS_ENDING_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person's work in three urgencies, and how much of each there is."""

    groups: tuple[WorkGroup, ...]
    total: int
    late: int
    due: int


def agenda_for(person: User, *, on: date) -> Agenda:
    """What this person's posts ask of them on a day: overdue, due within seven days, and the rest."""
    late, due, later = [], [], []
    for work in work_for(person, on=on):
        near = work.due is not None and work.due <= on + THIS_WEEK
        (late if near and work.due < on else due if near else later).append(work)
    groups = (
        WorkGroup(_("Quá hạn"), _items(late, on), "late"),
        WorkGroup(_("Đến hạn tuần này"), _items(due, on), "due"),
        WorkGroup(_("Chưa gấp"), _items(later, on)),
    )
    return Agenda(groups, *(sum(work.count for work in part) for part in (late + due + later, late, due)))


def work_for(person: User, *, on: date) -> list[Work]:
    return [work for provider in PROVIDERS for work in provider(person, on)]


def _items(works: Iterable[Work], on: date) -> list[WorkItem]:
    ordered = sorted(works, key=lambda work: work.due or date.max)
    return [WorkItem(w.title, w.url, w.note, w.icon, w.status or _term(w.due, on), w.count) for w in ordered]


def _term(due: date | None, on: date) -> Status | None:
    """How near the last day is."""
    if due is None:
        return None
    days, day = (due - on).days, f"{due:%d/%m/%Y}"
    if days < 0:
        return Status("bad", "error", _("Quá hạn %(days)s ngày") % {"days": -days})
    if days == 0:
        return Status("act", "clock", _("Hết hạn hôm nay"))
    if due <= on + THIS_WEEK:
        return Status("act", "clock", _("Còn %(days)s ngày, đến %(day)s") % {"days": days, "day": day})
    return Status("plain", "clock", _("Đến %(day)s") % {"day": day})


def administration_work(person: User, on: date) -> Iterator[Work]:
    """Years to open, and posts that end."""
    if Role.ADMINISTRATOR not in scope_of(person).roles:
        return
    for province in provinces_run_by(person).exclude(cycles__in=Cycle.objects.filter(year=on.year)):
        words = {"year": on.year, "place": province.name_in_address}
        yield Work(
            _("Mở chu trình năm %(year)s của %(place)s") % words,
            reverse("programme:cycle-open"),
            _("Chưa có chu trình thì xã và chủ thể chưa lập được hồ sơ."),
            "plan",
        )
    for post in posts_ending(person, until=on + POSTS_ENDING_WITHIN)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Vị trí sắp hết: %(person)s") % {"person": post.user},
            reverse("accounts:person-detail", args=[post.user_id]),
            str(post),
            "user",
            due=post.ends_on,
        )


PROVIDERS: tuple[Callable[[User, date], Iterable[Work]], ...] = (
    dossier_work,
    overdue_work,
    idea_work,
    council_work,
    files_work,
    team_work,
    ministry_work,
    certificate_work,
    inspection_work,
    budget_work,
    plan_work,
    report_work,
    class_work,
    revocation_work,
    administration_work,
)
"""Every part of the portal that has work for somebody."""
