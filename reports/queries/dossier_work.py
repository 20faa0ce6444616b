"""Dossiers and ideas that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import LEADERS
from ocop.ui.parts import Status
from registrations.choices import DossierState, IdeaState
from registrations.models import Dossier, Idea
from registrations.queries import (
    calendar_for,
    dossiers_waiting_for,
    due_status,
    ideas_waiting_for,
    overdue,
    status_of,
)
from reports.queries.work import SHOWN_OF_A_KIND, Work


def dossier_work(person: User, on: date) -> Iterator[Work]:
    """Dossiers on which this person acts next."""
    waiting = dossiers_waiting_for(person).order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")
    shown = list(waiting[:SHOWN_OF_A_KIND])
    calendar = calendar_for(shown)
    for dossier in shown:
        yield Work(
            _DOSSIER_WORK[DossierState(dossier.state)]() % {"product": dossier.product_name},
            reverse("registrations:dossier-detail", args=[dossier.pk]),
            _about(dossier),
            _DOSSIER_ICONS.get(dossier.state, "dossier"),
            due=dossier.due_on,
            status=due_status(dossier, calendar) if dossier.due_on else status_of(dossier),
        )
    if (rest := waiting.count() - SHOWN_OF_A_KIND) > 0:
        words = ngettext("Còn %(n)s hồ sơ khác chờ bạn", "Còn %(n)s hồ sơ khác chờ bạn", rest)
        yield Work(words % {"n": rest}, reverse("registrations:dossier-list"), count=rest)


_DOSSIER_WORK: dict[str, Callable[[], str]] = {
    DossierState.DRAFT: lambda: _("Làm tiếp hồ sơ %(product)s"),
    DossierState.RETURNED: lambda: _("Bổ sung hồ sơ %(product)s"),
    DossierState.COMMUNE_REVIEW: lambda: _("Xét hồ sơ %(product)s"),
    DossierState.SUBMITTED: lambda: _("Tiếp nhận hồ sơ %(product)s"),
}
_DOSSIER_ICONS = {DossierState.RETURNED: "return", DossierState.DRAFT: "edit"}


def _about(dossier: Dossier) -> str:
    if dossier.state == DossierState.RETURNED and dossier.return_reason:
        return dossier.return_reason
    return f"{dossier.producer} · {dossier.commune.name_in_address}"


def overdue_work(person: User, on: date) -> Iterator[Work]:
    """To a leader: how many dossiers of the own place are over their term, since when the oldest."""
    scope = scope_of(person)
    for level, leader in LEADERS.items():
        late = overdue(Dossier.objects.within(scope.only(leader)))
        found = late.aggregate(n=Count("pk"), oldest=Min("due_on"))
        if not found["n"]:
            continue
        words = ngettext(
            "%(n)s hồ sơ quá hạn trong %(level)s", "%(n)s hồ sơ quá hạn trong %(level)s", found["n"]
        )
        yield Work(
            words % {"n": found["n"], "level": level.label},
            reverse("registrations:dossier-list") + "?muc=qua-han&sort=due",
            _("Xem ai đang giữ từng hồ sơ, đã quá bao nhiêu ngày."),
            due=found["oldest"],
            status=Status("bad", "error", _("Lâu nhất từ %(day)s") % {"day": f"{found['oldest']:%d/%m/%Y}"}),
        )


def idea_work(person: User, on: date) -> Iterator[Work]:
    """Ideas to send, to choose and to turn into dossiers, in one line for each."""
    waiting = Idea.objects.visible_to(person).filter(ideas_waiting_for(person))
    url = reverse("registrations:idea-list") + "?muc=cho-toi&state="
    counts = waiting.order_by().values_list("state").annotate(n=Count("pk"))
    for state, count in sorted(counts):
        yield Work(_IDEA_WORK[IdeaState(state)]() % {"n": count}, url + state, icon="edit", count=count)


_IDEA_WORK: dict[str, Callable[[], str]] = {
    IdeaState.COLLECTED: lambda: _("Gửi %(n)s ý tưởng đã ghi"),
    IdeaState.SENT: lambda: _("Chọn trong %(n)s ý tưởng xã gửi"),
    IdeaState.CHOSEN: lambda: _("Lập hồ sơ cho %(n)s ý tưởng được chọn"),
}
