"""The way of one dossier, drawn: where it is, what is behind it and what comes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.queries import rules_of, working_calendar
from ocop.law.rules import days_left
from ocop.ui.parts import Days, Step, Where
from registrations.choices import DossierState
from registrations.models import Dossier, StepClock
from registrations.queries.dossiers import holder_of
from registrations.queries.terms import clock_of

S = DossierState
_AT_LEVEL = {S.SUBMITTED: 0, S.ACCEPTED: 1, S.SCHEDULED: 1, S.SCORED: 2}
"""Which of a level's three stations a dossier stands at: intake, council, decision."""
_WRITING = frozenset({S.DRAFT, S.COMMUNE_REVIEW, S.RETURNED})


def steps_of(dossier: Dossier) -> list[Step]:
    """The stations from the first word to the decision of the highest level that had or has the dossier."""
    stations, here = _stations(dossier), _station_of(dossier)
    finished = dossier.state in (S.RECOGNISED, S.NOT_RECOGNISED)
    stopped = dossier.state in (S.REJECTED, S.WITHDRAWN)
    return [
        Step(
            label,
            "done" if n < here or finished else "now" if n == here and not stopped else "ahead",
            note=_note(dossier, n, here),
        )
        for n, label in enumerate(stations)
    ]


def _stations(dossier: Dossier) -> list[str]:
    report = _("Xã xét bốn nội dung và gửi") if dossier.regime.has_commune_report else _("Xã kiểm tra và gửi")
    stations = [_("Lập hồ sơ"), report]
    for level in _levels(dossier):
        name = {"level": Level(level).label}
        stations += [
            _("Cấp %(level)s tiếp nhận, kiểm tra") % name,
            _("Hội đồng cấp %(level)s chấm") % name,
            _("UBND cấp %(level)s quyết định") % name,
        ]
    return [*stations, _("Bộ đánh giá 5 sao")] if dossier.level == Level.MINISTRY else stations


def _levels(dossier: Dossier) -> list[str]:
    """The levels whose councils see this dossier: from the one that receives it to the one that has it."""
    rules = rules_of(dossier.regime)
    scoring = [level for level in rules.scoring_levels if level != Level.MINISTRY]
    first = scoring.index(rules.receiver)
    last = scoring.index(dossier.level) if dossier.level in scoring else first
    if dossier.level == Level.MINISTRY:
        last = len(scoring) - 1
    return scoring[first : last + 1]


def _station_of(dossier: Dossier) -> int:
    if dossier.state in _WRITING:
        return 1 if dossier.state == S.COMMUNE_REVIEW else 0
    if dossier.state == S.WITHDRAWN:
        return 2 if dossier.receipt_number else 1
    levels = _levels(dossier)
    if dossier.state in _AT_LEVEL:
        return 2 + 3 * (len(levels) - 1) + _AT_LEVEL[S(dossier.state)]
    return 2 + 3 * len(levels) - (0 if dossier.level == Level.MINISTRY else 1)


def _note(dossier: Dossier, station: int, here: int) -> str:
    if station == 0 and dossier.handed_in_at:
        return _("nộp ngày %(day)s") % {"day": f"{clock.hanoi_date(dossier.handed_in_at):%d/%m/%Y}"}
    if station == here and dossier.due_on:
        return _("hạn %(day)s") % {"day": f"{dossier.due_on:%d/%m/%Y}"}
    return ""


_NEXT = {
    S.DRAFT: lambda: _("Tiếp theo: điền đủ các phần rồi gửi."),
    S.COMMUNE_REVIEW: lambda: _("Tiếp theo: xã gửi lên cấp trên hoặc trả lại chủ thể."),
    S.RETURNED: lambda: _("Tiếp theo: bổ sung theo lý do trả lại rồi gửi lại."),
    S.SUBMITTED: lambda: _("Tiếp theo: kiểm tra, tiếp nhận hoặc trả lại."),
    S.ACCEPTED: lambda: _("Tiếp theo: xếp vào một phiên của Hội đồng."),
    S.SCHEDULED: lambda: _("Tiếp theo: Hội đồng chấm."),
    S.SCORED: lambda: _("Tiếp theo: dự thảo và ký quyết định."),
    S.MINISTRY: lambda: _("Tiếp theo: Bộ đánh giá, công nhận 5 sao."),
}


def where_of(dossier: Dossier) -> Where | None:
    """Who has the dossier, since when and how much of the term is used; None once it is finished."""
    if S(dossier.state) not in _NEXT:
        return None
    since = dossier.received_at or dossier.created_at
    note = _("Từ ngày %(day)s.") % {"day": f"{clock.hanoi_date(since):%d/%m/%Y}"}
    days, term, verdict, late = _term(dossier)
    return Where(
        title=_("Hồ sơ đang ở"),
        holder=holder_of(dossier),
        note=f"{note} {_NEXT[S(dossier.state)]()}",
        term=term,
        days=days,
        verdict=verdict,
        is_late=late,
    )


def _term(dossier: Dossier) -> tuple[Days | None, str, str, bool]:
    """The days of the whole term, its name, what is left of it in words, and whether it is over.

    The commune's review is counted in working days, every other legal term in days (26/2026/QĐ-TTg Art. 7).
    """
    each = clock_of(dossier)
    if each is None or (each.paused_on and dossier.state != S.RETURNED):
        return None, "", "", False
    if each.paused_on:
        return _standing_still(each)
    left = days_left(clock.today(), each.due_on, working_calendar(), kind=each.kind)
    days, due, unit = _days(each, left), {"day": f"{each.due_on:%d/%m/%Y}"}, each.get_kind_display()
    term = _("Thời hạn %(days)s %(unit)s") % {"days": each.days, "unit": unit}
    if clock.today() > each.due_on:
        late = {"days": max(1, days.over), "unit": unit} | due
        return days, term, _("Quá hạn %(days)s %(unit)s (hạn %(day)s).") % late, True
    if left == 0:
        return days, term, _("Hết hạn hôm nay (%(day)s).") % due, False
    return days, term, _("Còn %(days)s %(unit)s (hạn %(day)s).") % ({"days": left, "unit": unit} | due), False


def _standing_still(each: StepClock) -> tuple[Days | None, str, str, bool]:
    """A term that waits for the owner, in words."""
    known = {"days": abs(each.left), "unit": each.get_kind_display(), "day": f"{each.paused_on:%d/%m/%Y}"}
    words = (
        _("Tạm dừng chờ chủ thể từ %(day)s, khi đó còn %(days)s %(unit)s.")
        if each.left >= 0
        else _("Tạm dừng chờ chủ thể từ %(day)s, khi đó quá hạn %(days)s %(unit)s.")
    )
    term = _("Thời hạn: %(term)s") % {"term": each.get_term_display()}
    return _days(each, each.left), term, words % known, False


def _days(each: StepClock, left: int) -> Days:
    """How much of the whole term is used, whatever it waited for in between."""
    return Days(each.days - left, each.days, str(each.get_kind_display()))
