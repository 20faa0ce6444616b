"""How a report goes up: written by the officer, approved by the leader, accepted by the unit above."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.accounts.queries import holders
from ocop.core.roles import LEADERS, OFFICERS, Level, Role
from ocop.localities.choices import PlaceLevel
from ocop.workflow import Move, Workflow
from plans.choices import ReportState
from plans.models import PeriodicReport
from plans.queries.reports import closed_above

S = ReportState


def officers_of(report: PeriodicReport) -> frozenset[Role]:
    """The standing office of the unit's own level."""
    return frozenset({OFFICERS[Level(report.unit.level)]})


def leaders_of(report: PeriodicReport) -> frozenset[Role]:
    """Who signs at the unit. A commune whose leader has no post on the portal signs on paper: nobody."""
    if report.unit.level != PlaceLevel.COMMUNE:
        return frozenset({LEADERS[Level(report.unit.level)]})
    is_led = holders([Role.COMMUNE_LEADER], report.unit).exists()
    return frozenset({Role.COMMUNE_LEADER} if is_led else ())


def _hands_to_leader(report: PeriodicReport) -> frozenset[Role]:
    return officers_of(report) if leaders_of(report) else frozenset()


def _sends_signed(report: PeriodicReport) -> frozenset[Role]:
    return frozenset() if leaders_of(report) else officers_of(report)


def receivers_of(report: PeriodicReport) -> frozenset[Role]:
    """The standing office of the unit above: of the district, or of the province where there is none. What a
    province reports leaves the portal.
    """
    if report.unit.level == PlaceLevel.PROVINCE or report.unit.parent is None:
        return frozenset()
    return frozenset({OFFICERS[Level(report.unit.parent.level)]})


def _gives_back(report: PeriodicReport) -> frozenset[Role]:
    """Whoever has it; what waits for a leader whose post has ended its officers take back."""
    if report.state == S.SUBMITTED:
        return leaders_of(report) or officers_of(report)
    return receivers_of(report)


def _closed_above(report: PeriodicReport) -> Iterator[str]:
    if above := closed_above(report):
        yield _(
            "%(unit)s đã chốt báo cáo kỳ này ngày %(day)s nên không nhận thêm. Hãy liên hệ để được mở lại, "
            "hoặc đưa số liệu vào kỳ sau. Những gì đã ghi vẫn được giữ."
        ) % {"unit": above.unit, "day": f"{above.submitted_at:%d/%m/%Y}"}


def _kept_above(report: PeriodicReport) -> Iterator[str]:
    """What is part of a report that was handed on is not given back: it could not come again."""
    if report.state == S.APPROVED and closed_above(report):
        yield _("Báo cáo tổng hợp của cấp trên đã chốt với số liệu này nên không trả lại được.")


REPORT = Workflow(
    "report",
    (
        Move(
            "submit",
            gettext_lazy("Trình lãnh đạo duyệt"),
            frozenset({S.OPEN}),
            S.SUBMITTED,
            roles=_hands_to_leader,
            blockers=_closed_above,
        ),
        Move(
            "send",
            gettext_lazy("Gửi cấp trên"),
            frozenset({S.OPEN}),
            S.APPROVED,
            roles=_sends_signed,
            blockers=_closed_above,
        ),
        Move(
            "approve",
            gettext_lazy("Duyệt, gửi cấp trên"),
            frozenset({S.SUBMITTED}),
            S.APPROVED,
            roles=leaders_of,
        ),
        Move(
            "return",
            gettext_lazy("Trả lại"),
            frozenset({S.SUBMITTED, S.APPROVED}),
            S.OPEN,
            roles=_gives_back,
            blockers=_kept_above,
            needs_note=True,
            tone="danger",
        ),
        Move("accept", gettext_lazy("Tiếp nhận"), frozenset({S.APPROVED}), S.ACCEPTED, roles=receivers_of),
    ),
)
