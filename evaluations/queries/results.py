"""What came out of a session, once it is closed, and what an authority may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import (
    Aggregation,
    DecisionState,
    Outcome,
    SessionState,
    SheetState,
)
from evaluations.models import (
    AgreedOption,
    Decision,
    DecisionLine,
    Grading,
    Item,
    Mark,
    Session,
    Sheet,
    Spread,
)
from evaluations.queries.reopenings import is_reopened
from evaluations.queries.sessions import RECUSED
from evaluations.rules import (
    LEAST_STARS,
    MOST_STARS,
    floor_missed,
    granted_stars,
    mean_by_criterion,
    named_knock_out,
    outcomes_for,
    points_as_printed,
    proposed_option,
)
from ocop.accounts.models import User
from ocop.law.queries import rules_of, tree_of
from ocop.law.rules import (
    Criterion,
    FailedMinimum,
    SetTree,
    failed_minima,
    stars_after_minima,
    stars_for,
)
from ocop.ui.parts import Status


@dataclass(frozen=True, slots=True)
class Miss:
    """A minimum that was missed, as it is kept with the result and shown."""

    stars: int
    criterion: str
    name: str
    needed: str
    needed_points: str
    reached: str
    reached_points: str

    @classmethod
    def of(cls, missed: FailedMinimum) -> Miss:
        values = asdict(missed)
        for name in ("needed_points", "reached_points"):
            values[name] = "" if values[name] is None else f"{values[name].normalize():f}"
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sheets and the council's common view make of one item."""

    total: Decimal
    count: int
    aggregation: str
    mean: Fraction
    stars_by_points: int
    stars: int
    failed: tuple[Miss, ...]
    knock_out: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """One product on the page of results."""

    grading: Grading
    item: Item
    status: Status
    failed: tuple[Miss, ...]
    outcomes: tuple[Outcome, ...]
    outcome: Outcome
    """What was decided, before that what the regime suggests."""
    granted: int
    """The stars that come of it: of a product recognised on its way up, those that the level gives."""
    floors: tuple[tuple[int, int], ...]
    out: int
    near: tuple[Decimal, Fraction] | None
    line: DecisionLine | None
    spreads: tuple[Spread, ...] = ()
    once_more: Item | None = None
    """The product on the agenda after tests, whose result takes the place of this one."""
    before: str = ""
    """What it had on dossier and sample, in words."""
    majority: tuple[str, ...] = ()
    """The criteria whose agreed option is that of most sheets, without a record of the council's view."""

    @property
    def awaits_the_chair(self) -> bool:
        """The mean lies just below a floor and the chair has not confirmed the result yet."""
        return self.near is not None and self.grading.confirmed_at is None and self.may_correct

    @property
    def dossier(self):
        return self.item.dossier

    @property
    def mean(self) -> Decimal:
        return self.grading.mean

    @property
    def is_exact(self) -> bool:
        """Whether the printed digits are the whole mean; a third never ends."""
        return Fraction(self.grading.mean) == self.grading.exact_mean

    @property
    def lost(self) -> int:
        """How many stars the minima took."""
        return self.grading.stars_by_points - self.grading.stars

    @property
    def awaits_the_council(self) -> bool:
        """A sheet named a knock-out and the council's view on it is not recorded."""
        return self.grading.knock_out_id is not None and self.grading.settled_at is None and self.may_correct

    @property
    def may_correct(self) -> bool:
        return self.line is None and self.once_more is None


def judge(item: Item) -> Verdict:
    """Total, stars and missed minima of an item from its counted sheets and its agreed options.

    148/QĐ-TTg and 26/2026/QĐ-TTg: the mean decides the star by points, the marks on options the least
    levels. Raises `ValueError` without any counted sheet.
    """
    sheets = list(counted_sheets_of(item))
    if not sheets:
        raise ValueError("no sheet to judge by")
    rules, tree = rules_of(item.dossier.regime), tree_of(item.dossier.criteria_set)
    total = sum((sheet.total for sheet in sheets), Decimal(0))
    aggregation = aggregation_of(item)
    mean = Fraction(total) / len(sheets)
    if aggregation == Aggregation.CRITERIA:
        mean = mean_by_criterion(tree, marks_of_sheets(sheets))
    by_points = stars_for(mean, rules.bands)
    failed = failed_minima(tree, agreed_marks(item), up_to=MOST_STARS)
    settled = Grading.objects.filter(item=item, settled_at__isnull=False).first()
    knock_out = settled.knock_out_id if settled else named_knock_out(s.knock_out_id for s in sheets)
    return Verdict(
        total=total,
        count=len(sheets),
        aggregation=aggregation,
        mean=mean,
        stars_by_points=by_points,
        stars=0 if knock_out else stars_after_minima(by_points, failed),
        failed=tuple(Miss.of(miss) for miss in failed if miss.stars <= by_points),
        knock_out=knock_out,
    )


def aggregation_of(item: Item) -> str:
    """How this item's points come out of its sheets: as when it was graded, else as the Quy chế says now."""
    graded = Grading.objects.filter(item=item).values_list("aggregation", flat=True).first()
    return graded or item.session.council.aggregation


def marks_of_sheets(sheets: Iterable[Sheet]) -> list[dict[str, int | None]]:
    """The ticks of each sheet, criterion code → position, in one query and in the order given."""
    ticks: dict[int, dict[str, int | None]] = {sheet.pk: {} for sheet in sheets}
    rows = Mark.objects.filter(sheet__in=list(ticks), is_ticked=True)
    for sheet, code, position in rows.values_list("sheet", "criterion__code", "option__position"):
        ticks[sheet][code] = position
    return list(ticks.values())


def counted_sheets_of(item: Item) -> QuerySet[Sheet]:
    """The sent sheets of an item's present round whose members did not recuse themselves."""
    sent = Sheet.objects.filter(item=item, scoring_round=item.scoring_round, state=SheetState.SENT)
    return sent.exclude(RECUSED).select_related("seat__person", "knock_out").order_by("seat")


def criteria_to_agree(tree: SetTree) -> list[Criterion]:
    """The criteria on which the council needs a common view: those with a minimum, and the one that others
    hang on.
    """
    wanted = [criterion for criterion in tree.criteria() if criterion.has_minimum]
    story = tree.story_criterion
    if story and story not in wanted and any(criterion.applies_if for criterion in wanted):
        wanted.insert(0, story)
    return wanted


def agreed_marks(item: Item) -> dict[str, int | None]:
    """The council's common view: criterion code → position of the option, recorded or of the majority."""
    return dict(item.agreed_options.values_list("criterion__code", "option__position"))


def majority_options(session: Session) -> QuerySet[AgreedOption]:
    """What the closing took from the majority of the sheets and the secretary may still record, in the order
    of the agenda: the results that stand in no decision.
    """
    rows = AgreedOption.objects.filter(
        item__session=session,
        item__session__state=SessionState.CLOSED,
        item__grading__in=Grading.objects.undecided(),
        is_recorded=False,
    )
    rows = rows.select_related("criterion", "option", "item__dossier")
    return rows.order_by("item__position", "criterion__position", "pk")


def count_agreed(session: Session) -> tuple[int, int]:
    """Of the criteria of a session's products that carry a minimum: on how many the common view is recorded,
    and how many there are. It says nothing of any mark.
    """
    items = session.items.filter(is_calibration=False).select_related("dossier__criteria_set")
    wanted = sum(len(criteria_to_agree(tree_of(item.dossier.criteria_set))) for item in items)
    recorded = AgreedOption.objects.filter(item__session=session, is_recorded=True)
    return recorded.count(), wanted


def proposed_marks(item: Item) -> dict[str, int | None]:
    """Where the discussion of the common view starts: on each criterion the option most sheets chose.

    To be asked only when the session is closed, or within the transaction that closes it.
    """
    tree, sheets = tree_of(item.dossier.criteria_set), list(counted_sheets_of(item))
    ticks: dict[str, list[int | None]] = {}
    marks = Mark.objects.filter(sheet__in=sheets, is_ticked=True)
    for code, position in marks.values_list("criterion__code", "option__position"):
        ticks.setdefault(code, []).append(position)
    proposed = {}
    for criterion in criteria_to_agree(tree):
        votes = ticks.get(criterion.code, [])
        votes += [None] * (len(sheets) - len(votes))
        worth = {option.position: option.points for option in criterion.options}
        proposed[criterion.code] = proposed_option(votes, worth)
    return proposed


def possible_outcomes(grading: Grading) -> tuple[Outcome, ...]:
    """What the authority of this level may decide; the first is what the regime suggests."""
    item = grading.item
    found = outcomes_for(
        rules_of(item.dossier.regime),
        level=item.level,
        points=grading.exact_mean,
        stars=grading.stars,
        knocked_out=grading.knock_out_id is not None,
    )
    return tuple(Outcome(value) for value in found)


def stars_granted(grading: Grading, outcome: Outcome) -> int:
    """The stars that a decision of this outcome writes down for a result."""
    item = grading.item
    return granted_stars(
        rules_of(item.dossier.regime),
        level=item.level,
        points=grading.exact_mean,
        stars=grading.stars,
        outcome=outcome,
    )


def results_of(session: Session) -> list[Result]:
    """The results of a closed session in the order of its agenda; nothing before it is closed. Of one that is
    open again, the results of the products that are not scored once more.
    """
    if session.state != SessionState.CLOSED and not is_reopened(session):
        return []
    taken = AgreedOption.objects.filter(is_recorded=False).select_related("criterion")
    items = (
        session.items.filter(grading__isnull=False)
        .select_related(
            "grading__knock_out",
            "dossier__commune",
            "dossier__producer",
            "dossier__regime",
            "dossier__criteria_set",
            "once_more__session",
            "after__grading",
            "after__session",
            "after__ministry_result",
        )
        .prefetch_related("recusals", "spreads", "grading__decision_lines__decision")
        .prefetch_related(Prefetch("agreed_options", taken, to_attr="taken_options"))
        .order_by("position")
    )
    return [_result(item) for item in items]


def _result(item: Item) -> Result:
    grading = item.grading
    grading.item = item
    line = next((row for row in grading.decision_lines.all() if row.ministry_result_id is None), None)
    outcomes = possible_outcomes(grading)
    outcome = Outcome(line.outcome) if line else outcomes[0]
    once_more = getattr(item, "once_more", None)
    granted = stars_granted(grading, outcome)
    bands = rules_of(item.dossier.regime).bands
    floors = tuple(sorted((band.stars, int(band.floor)) for band in bands if band.stars >= LEAST_STARS))
    return Result(
        grading=grading,
        item=item,
        status=STATUS_ONCE_MORE if once_more and line is None else status_of(outcome, granted, decided=line),
        failed=tuple(Miss(**miss) for miss in grading.failed_minima),
        outcomes=outcomes,
        outcome=outcome,
        granted=granted,
        floors=floors,
        out=len(item.recusals.all()),
        near=near_floor(grading),
        line=line,
        once_more=once_more,
        before=first_round_in_words(item),
        spreads=tuple(sorted(item.spreads.all(), key=lambda spread: spread.scoring_round)),
        majority=_majority(item),
    )


def first_round_in_words(item: Item) -> str:
    """What a product had before that is scored after tests, or again after the ministry; else empty."""
    if item.after is None:
        return ""
    grading = item.after.grading
    floors = [band.floor for band in rules_of(item.dossier.regime).bands]
    words = _("%(points)s điểm, %(stars)s sao theo điểm, tại phiên ngày %(day)s")
    known = {
        "points": points_as_printed(grading.exact_mean, floors),
        "stars": grading.stars_by_points,
        "day": f"{item.after.session.held_on:%d/%m/%Y}",
    }
    result = getattr(item.after, "ministry_result", None)
    if result is None:
        return _("%(before)s, trên hồ sơ và mẫu") % {"before": words % known}
    came = {"before": words % known, "ministry": points_as_printed(Fraction(result.points), floors)}
    return _("%(before)s; Bộ chấm %(ministry)s điểm") % came


def _majority(item: Item) -> tuple[str, ...]:
    taken = {row.criterion.code for row in item.taken_options}
    tree = tree_of(item.dossier.criteria_set)
    return tuple(criterion.code for criterion in tree.criteria() if criterion.code in taken)


STATUS_ONCE_MORE = Status("wait", "hourglass", gettext_lazy("Chấm vòng sau kiểm nghiệm"))


def status_of(outcome: Outcome, stars: int, *, decided: DecisionLine | None) -> Status:
    """How an outcome is shown: as proposed, or as decided once the decision is signed."""
    signed = decided is not None and decided.decision.state == DecisionState.SIGNED
    if outcome == Outcome.RECOGNISE:
        words = _("Đạt %(stars)s sao") if signed else _("Đề nghị %(stars)s sao")
        return Status("won", "star", words % {"stars": stars})
    if outcome == Outcome.RECOGNISE_UP:
        words = _("Đạt %(stars)s sao, gửi Bộ") if signed else _("Đề nghị %(stars)s sao, gửi Bộ")
        return Status("good", "ministry", words % {"stars": stars})
    if outcome == Outcome.MINISTRY:
        return Status("good", "ministry", _("Tiềm năng 5 sao, gửi Bộ"))
    if outcome == Outcome.FORWARD:
        words = _("Đã chuyển tỉnh") if signed else _("Đề nghị chuyển tỉnh")
        return Status("move", "send", words)
    if outcome == Outcome.REJECT:
        return Status("bad", "ban", _("Bị loại"))
    return Status("end", "cross", _("Chưa đạt 3 sao"))


def sheets_of(item: Item) -> QuerySet[Sheet]:
    """All sheets of an item, counted or not; nothing before its session is closed."""
    closed = Sheet.objects.filter(item=item, item__session__state=SessionState.CLOSED)
    rows = closed.annotate(recused=RECUSED).select_related("seat__person", "knock_out")
    return rows.order_by("scoring_round", "seat")


def marks_by_criterion(
    item: Item, sheets: Sequence[Sheet] | None = None
) -> list[tuple[Criterion, list[Decimal | None]]]:
    """For a closed session: each criterion with the points of each sheet, in the order of `sheets`, by
    default that of `sheets_of`.
    """
    readable = list(sheets_of(item))
    sheets = readable if sheets is None else [sheet for sheet in sheets if sheet in readable]
    marks: Mapping[tuple[int, str], Decimal] = {
        (sheet, code): points
        for sheet, code, points in Mark.objects.filter(sheet__in=sheets).values_list(
            "sheet", "criterion__code", "option__points"
        )
    }
    tree = tree_of(item.dossier.criteria_set)
    return [(c, [marks.get((sheet.pk, c.code)) for sheet in sheets]) for c in tree.criteria()]


def undecided_gradings(session: Session) -> QuerySet[Grading]:
    """The results of a closed session that stand in no decision yet."""
    undecided = Grading.objects.undecided().filter(item__session=session)
    return undecided.select_related("item__dossier__regime", "item__dossier__commune").order_by(
        "item__position"
    )


def near_floor(grading: Grading) -> tuple[Decimal, Fraction] | None:
    """The floor of three stars or more that a result misses by a point or less, and by how much; None for
    one that is knocked out.
    """
    if grading.knock_out_id is not None:
        return None
    bands = rules_of(grading.item.dossier.regime).bands
    return floor_missed(grading.exact_mean, (band.floor for band in bands if band.stars >= LEAST_STARS))


def unconfirmed(gradings: Iterable[Grading]) -> list[Grading]:
    """The results just below a floor that the chair has still to confirm."""
    return [grading for grading in gradings if grading.confirmed_at is None and near_floor(grading)]


def has_unsettled(gradings: Iterable[Grading]) -> bool:
    """Whether the council still has to say if a knock-out holds."""
    return any(grading.knock_out_id and grading.settled_at is None for grading in gradings)


def decision_rows(decision: Decision) -> QuerySet[DecisionLine]:
    """The lines of a decision in the order of the agenda, with what they are about and their certificates."""
    return (
        decision.lines.select_related(
            "grading__item__dossier__product",
            "grading__item__dossier__producer",
            "grading__item__dossier__commune",
            "ministry_result",
        )
        .prefetch_related("certificates")
        .order_by("grading__item__position", "pk")
    )


def sessions_to_decide(person: User) -> QuerySet[Session]:
    """Closed sessions in reach with results that no decision takes up yet."""
    undecided = Grading.objects.undecided().filter(item__session=OuterRef("pk"))
    return (
        Session.objects.visible_to(person)
        .filter(Exists(undecided), state=SessionState.CLOSED)
        .annotate(level=F("council__level"))
        .select_related("council__place")
        .order_by("held_on", "pk")
    )
