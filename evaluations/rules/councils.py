"""What a council's Quy chế hoạt động says, and when a meeting has its quorum.

No act fixes quorum, averaging or spread; they belong to each council's Quy chế. The presets hold what was
observed (Tây Ninh, Đồng Tháp) and what the acts say of the time that files must reach the members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ocop.law.rules import SetTree, active_criteria
from ocop.law.rules.sheets import Marks

MEAN_OF_TOTALS, MEAN_BY_CRITERION = "totals", "criteria"
WHOLE_COUNCIL, WITHOUT_NAMES, LEADERS_ONLY = "council", "nameless", "leaders"
AT_CLOSE, AT_DECISION = "close", "decision"
LATE_NOTHING, LATE_UNTOUCHED, LATE_FIRST_ROUND = "nothing", "untouched", "first"


@dataclass(frozen=True, slots=True)
class Procedure:
    """The settings of one Quy chế.

    `max_spread` is the most points by which two members' totals may differ, None where the Quy chế has no
    such rule; `max_rounds` how often a product may be scored at all; `files_days_before` the working days by
    which files reach the members before the meeting. `sheets_shown` says who reads the sheets once the
    session is closed, `results_shown` from when those outside the council read the results, `late_members`
    what a member who comes after the session opened still scores.
    """

    quorum_share: Decimal = Decimal("0.75")
    aggregation: str = MEAN_OF_TOTALS
    max_spread: int | None = 10
    max_rounds: int = 2
    files_days_before: int = 1
    sheets_shown: str = WHOLE_COUNCIL
    results_shown: str = AT_CLOSE
    late_members: str = LATE_UNTOUCHED


@dataclass(frozen=True, slots=True)
class Preset:
    """A Quy chế to start from."""

    code: str
    name: str
    procedure: Procedure


PRESETS = (
    Preset("trung-binh-tong", "Trung bình tổng điểm, chênh tối đa 10 điểm, chấm lại một lần", Procedure()),
    Preset(
        "trung-binh-tieu-chi",
        "Trung bình từng tiêu chí, chênh tối đa 10 điểm, chấm lại một lần",
        Procedure(aggregation=MEAN_BY_CRITERION),
    ),
    Preset(
        "mot-vong",
        "Trung bình tổng điểm, một vòng chấm (148/QĐ-TTg)",
        Procedure(max_spread=None, max_rounds=1),
    ),
    Preset(
        "hai-ngay",
        "Trung bình tổng điểm, gửi hồ sơ trước 2 ngày làm việc (1048/QĐ-TTg)",
        Procedure(files_days_before=2),
    ),
)


def mean_by_criterion(tree: SetTree, sheets: Sequence[Marks]) -> Fraction:
    """The sum over the criteria of the mean of the sheets that ticked the criterion; exact.

    A criterion that nobody ticked gives nothing. A tick that a sheet's own condition takes out (a story that
    it says does not exist) counts as none there. Raises `ValueError` without any sheet.
    """
    if not sheets:
        raise ValueError("no sheets to take a mean of")
    points: dict[str, list[Fraction]] = {}
    for marks in sheets:
        for criterion in active_criteria(tree, marks):
            if criterion.code in marks:
                option = criterion.option(marks[criterion.code])
                points.setdefault(criterion.code, []).append(Fraction(option.points if option else 0))
    return sum((sum(given, Fraction(0)) / len(given) for given in points.values()), Fraction(0))


def scored_by_latecomer(late_members: str, *, scoring_round: int, sent: int, is_frozen: bool) -> bool:
    """Whether a member who came late scores a product: never one that was talked about already, and under the
    usual rule none of which a sheet was sent.
    """
    if late_members == LATE_NOTHING or scoring_round > 1 or is_frozen:
        return False
    return late_members == LATE_FIRST_ROUND or not sent


def preset(code: str) -> Preset:
    """The preset of a code; the first one for a code that is not known."""
    return next((one for one in PRESETS if one.code == code), PRESETS[0])


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who came, against what the Quy chế asks for: a share of the members, the chair among them."""

    present: int
    members: int
    least_share: Decimal
    chair_present: bool

    @property
    def is_met(self) -> bool:
        return self.members > 0 and self.chair_present and self.share >= Fraction(self.least_share)

    @property
    def share(self) -> Fraction:
        return Fraction(self.present, self.members) if self.members else Fraction(0)

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down: it never looks better than it is."""
        return int(self.share * 100)

    @property
    def least_percent(self) -> Decimal:
        return (self.least_share * 100).normalize()
