"""Visits after recognition: where each stands, what is still to be put right, what may be planned."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CertificateState, FindingState, InspectionState, MisuseState
from evaluations.models import Certificate, Finding, Inspection, MisuseReport
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import CERTIFIERS
from ocop.core.text import search_key
from ocop.localities.models import Place
from ocop.ui.parts import Status

STANDS = {
    "planned": gettext_lazy("Chưa kiểm tra"),
    "open": gettext_lazy("Chờ khắc phục"),
    "fine": gettext_lazy("Đã xong"),
}
"""Names in the address of the list of visits, and their words."""

UNFIXED = Q(findings__state=FindingState.OPEN)


def with_findings(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Each with `unfixed`, how many of its findings are open, and `fix_by`, the first term among them."""
    return rows.annotate(
        unfixed=Count("findings", filter=UNFIXED), fix_by=Min("findings__fix_by", filter=UNFIXED)
    )


def standing(rows: QuerySet[Inspection], stands: str) -> QuerySet[Inspection]:
    """The rows that stand so: planned, open (something is to be put right) or fine."""
    unfixed = Finding.objects.filter(inspection=OuterRef("pk"), state=FindingState.OPEN)
    if stands == "planned":
        return rows.filter(state=InspectionState.PLANNED)
    if stands == "open":
        return rows.filter(Exists(unfixed))
    if stands == "fine":
        return rows.filter(~Exists(unfixed), state=InspectionState.DONE)
    return rows


def inspection_status(inspection: Inspection, day: date) -> Status:
    """Where a visit stands on a day; the row carries what `with_findings` adds."""
    if inspection.state == InspectionState.PLANNED:
        late = inspection.planned_on < day
        return Status(
            "bad" if late else "wait", "clock", _("Quá ngày dự kiến") if late else _("Chưa kiểm tra")
        )
    if not inspection.unfixed:
        return Status("good", "done", _("Đã xong"))
    if inspection.fix_by < day:
        return Status("bad", "error", _("Quá hạn khắc phục"))
    return Status("act", "hourglass", _("Chờ khắc phục"))


def finding_status(finding: Finding, day: date) -> Status:
    if finding.state == FindingState.FIXED:
        return Status("good", "done", _("Đã khắc phục"))
    if finding.fix_by < day:
        return Status("bad", "error", _("Quá hạn %(days)s ngày") % {"days": (day - finding.fix_by).days})
    return Status("act", "hourglass", _("Còn %(days)s ngày") % {"days": (finding.fix_by - day).days})


def misuse_status(report: MisuseReport) -> Status:
    tone, icon = {
        MisuseState.NEW: ("act", "warn"),
        MisuseState.CASE: ("move", "search"),
        MisuseState.CLOSED: ("good", "done"),
        MisuseState.DISMISSED: ("end", "ban"),
    }[MisuseState(report.state)]
    return Status(tone, icon, report.get_state_display())


def certificates_to_inspect(person: User, day: date) -> QuerySet[Certificate]:
    """The certificates in force in an officer's reach without a visit to come; who waited longest first."""
    coming = Inspection.objects.filter(certificate=OuterRef("pk"), state=InspectionState.PLANNED)
    rows = Certificate.objects.filter(scope_of(person).only(*CERTIFIERS).place("commune"))
    rows = rows.lasting(day).filter(~Exists(coming), state=CertificateState.ACTIVE)
    rows = rows.annotate(last=Max("inspections__visited_on"))
    return rows.order_by(F("last").asc(nulls_first=True), "valid_from", "pk")


ENDS = {
    "soon": gettext_lazy("Trong 6 tháng tới"),
    "year": gettext_lazy("Trong 12 tháng tới"),
    "later": gettext_lazy("Sau 12 tháng nữa"),
}
"""Names in the address for when certificates end, and their words."""

SEEN = {
    "never": gettext_lazy("Chưa lần nào"),
    "year": gettext_lazy("Quá 12 tháng"),
    "half": gettext_lazy("Quá 6 tháng"),
    "recent": gettext_lazy("Trong 6 tháng qua"),
}
"""Names in the address for how long ago the last visit was, and their words."""


def narrowed_to_inspect(
    rows: QuerySet[Certificate],
    day: date,
    *,
    q: str = "",
    commune: int | None = None,
    stars: int | None = None,
    ends: str = "",
    seen: str = "",
) -> QuerySet[Certificate]:
    """Those of `certificates_to_inspect` that a filter leaves: by the words of product, owner or number, by
    commune, stars, when they end and when they were visited last.
    """
    for word in search_key(q).split():
        rows = rows.filter(
            Q(product__search_key__contains=word)
            | Q(product__producer__search_key__contains=word)
            | Q(number__icontains=word)
        )
    if commune:
        rows = rows.filter(commune=commune)
    if stars:
        rows = rows.filter(stars=stars)
    ended = {
        "soon": Q(valid_until__lte=clock.months_later(day, 6)),
        "year": Q(valid_until__lte=clock.months_later(day, 12)),
        "later": Q(valid_until__gt=clock.months_later(day, 12)),
    }
    visited = {
        "never": Q(last__isnull=True),
        "year": Q(last__lt=clock.months_later(day, -12)),
        "half": Q(last__lt=clock.months_later(day, -6)),
        "recent": Q(last__gte=clock.months_later(day, -6)),
    }
    return rows.filter(ended.get(ends, Q()), visited.get(seen, Q()))


def communes_of(rows: QuerySet[Certificate]) -> QuerySet[Place]:
    """The communes that certificates lie in, by the dictionary."""
    return Place.objects.filter(pk__in=rows.order_by().values("commune")).order_by("sort_key", "pk")


NEAR = timedelta(days=30)
"""How long before its day a visit is shown among the work."""


def visits_waiting_for(person: User) -> QuerySet[Inspection]:
    """The visits that an officer still has to make and record, from `NEAR` before their day."""
    rows = Inspection.objects.within(scope_of(person).only(*CERTIFIERS))
    rows = rows.filter(state=InspectionState.PLANNED, planned_on__lte=clock.today() + NEAR)
    return rows.select_related("certificate__commune")


def findings_waiting_for(person: User) -> QuerySet[Finding]:
    """The findings that an officer has to see put right."""
    rows = Finding.objects.within(scope_of(person).only(*CERTIFIERS)).filter(state=FindingState.OPEN)
    return rows.select_related("inspection__certificate")


def misuse_waiting_for(person: User) -> QuerySet[MisuseReport]:
    """The reports of wrong use in an officer's reach, looked into or not; the caller chooses the state."""
    return MisuseReport.objects.within(scope_of(person).only(*CERTIFIERS))


def reports_of(inspection: Inspection) -> QuerySet[MisuseReport]:
    """The reports that a visit verifies."""
    return MisuseReport.objects.filter(inspection=inspection).order_by("pk")
