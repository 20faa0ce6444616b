"""A member's own sheets. Whoever else may read a sheet after the session is asked in `results`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet

from evaluations.choices import SessionState
from evaluations.models import Item, Seat, Session, Sheet
from evaluations.queries.sessions import RECUSED
from ocop.accounts.models import User
from ocop.law.queries import tree_of
from ocop.law.rules import Criterion, Option, Section, SetTree, active_criteria, maximum_path, sheet_total
from ocop.ui.parts import Score


@dataclass(frozen=True, slots=True)
class MarkedCriterion:
    """One criterion with what this member ticked: an option, or (`is_marked` without one) that none is
    reached.

    `counts` is False where the criterion's condition does not hold.
    """

    criterion: Criterion
    position: int | None
    note: str
    counts: bool
    is_marked: bool

    @property
    def choices(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        return _by_variant(self.criterion)

    @property
    def ticked(self) -> Option | None:
        return self.criterion.option(self.position)

    @property
    def anchor(self) -> str:
        """The code as part of an id: only letters, digits and dashes."""
        return "c-" + self.criterion.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class MarkedSection:
    section: Section
    criteria: tuple[MarkedCriterion, ...]

    @property
    def points(self) -> Decimal:
        ticked = (row.ticked for row in self.criteria if row.counts)
        return sum((option.points for option in ticked if option), Decimal(0))


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet as it is shown: the tree with the ticks, the running total, the total that the rest could
    still make of it, and how much is done.
    """

    tree: SetTree
    sections: tuple[MarkedSection, ...]
    total: Decimal
    reachable: Decimal
    ticked: int
    countable: int

    @property
    def score(self) -> Score:
        """The running total as the bar shows it, with what the criteria without a tick may still add."""
        most = sum((part.max_points for part in self.tree.parts), Decimal(0))
        return Score(self.total, most, self.ticked, self.countable, reachable=self.reachable)

    @property
    def open(self) -> tuple[MarkedCriterion, ...]:
        """The criteria that count and have no tick: allowed, yet worth a look before sending."""
        rows = (row for section in self.sections for row in section.criteria)
        return tuple(row for row in rows if row.counts and not row.is_marked)

    def criterion(self, code: str) -> MarkedCriterion:
        """Raises `KeyError` for a code the set does not have."""
        for section in self.sections:
            for row in section.criteria:
                if row.criterion.code == code:
                    return row
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed of one criterion when something was changed there: `ticks` is empty where it was not
    ticked. None is what the page does not say.
    """

    ticks: Mapping[str, int | None] | None = None
    note: str | None = None

    def covers(self, marks: Mapping[str, int | None], notes: Mapping[str, str]) -> bool:
        """Whether it tells of all that is replaced."""
        return not (marks and self.ticks is None) and not (notes and self.note is None)


def my_sheets(person: User) -> QuerySet[Sheet]:
    """The sheets a member has in sessions that are scoring now; `recused` marks those that do not count."""
    return (
        Sheet.objects.visible_to(person)
        .filter(item__session__state=SessionState.SCORING, scoring_round=F("item__scoring_round"))
        .annotate(recused=RECUSED)
        .select_related("item__session__council", "item__dossier__producer", "item__dossier__commune", "seat")
        .order_by("item__session__held_on", "item__session", "item__position", "pk")
    )


def sheet_for(person: User, item) -> Sheet | None:
    """The person's own sheet of an item in its present scoring round, unless they stay out of it."""
    mine = Sheet.objects.visible_to(person).filter(item=item, scoring_round=item.scoring_round)
    return mine.exclude(RECUSED).first()


def sheets_on_paper(session: Session) -> QuerySet[Sheet]:
    """The sheets of the present rounds that may come on paper, for the list of who typed what: no marks."""
    rows = Sheet.objects.filter(item__session=session, scoring_round=F("item__scoring_round"))
    rows = rows.exclude(RECUSED).select_related(
        "seat__person", "item__session", "item__dossier", "typed_by", "confirmed_by"
    )
    return rows.defer("total", "opinion").order_by("item__position", "seat")


def sheet_on_paper(item: Item, seat: int) -> Sheet | None:
    """The sheet of one seat for an item in its present round."""
    rows = Sheet.objects.filter(item=item, seat__in=Seat.objects.filter(pk=seat))
    rows = rows.filter(scoring_round=item.scoring_round)
    return rows.select_related("seat__person", "item__session", "item__dossier__criteria_set").first()


def marks_of(sheet: Sheet) -> dict[str, int | None]:
    """What was ticked on a sheet: criterion code → position of the option."""
    return dict(sheet.marks.filter(is_ticked=True).values_list("criterion__code", "option__position"))


def marked_sheet(sheet: Sheet) -> MarkedSheet:
    """A sheet with its tree, in one query for the marks (trees are kept in memory)."""
    tree = tree_of(sheet.item.dossier.criteria_set)
    rows = sheet.marks.values_list("criterion__code", "option__position", "is_ticked", "note")
    ticks = {code: position for code, position, is_ticked, _note in rows if is_ticked}
    notes = {code: note for code, _position, _is_ticked, note in rows}
    return mark_tree(tree, ticks, notes)


def mark_tree(tree: SetTree, ticks: Mapping[str, int | None], notes: Mapping[str, str]) -> MarkedSheet:
    counting = {criterion.code for criterion in active_criteria(tree, ticks)}
    sections = tuple(
        MarkedSection(
            section,
            tuple(
                MarkedCriterion(
                    criterion,
                    position=ticks.get(criterion.code),
                    note=notes.get(criterion.code, ""),
                    counts=criterion.code in counting,
                    is_marked=criterion.code in ticks,
                )
                for criterion in section.criteria
            ),
        )
        for section in tree.sections
    )
    return MarkedSheet(
        tree=tree,
        sections=sections,
        total=sheet_total(tree, ticks),
        reachable=sheet_total(tree, {**maximum_path(tree), **ticks}),
        ticked=sum(1 for code in counting if code in ticks),
        countable=len(counting),
    )


def _by_variant(criterion: Criterion) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """The options under the heading of their variant; one group without heading where there are none."""
    groups: dict[str, list[Option]] = {}
    for option in criterion.options:
        groups.setdefault(option.variant, []).append(option)
    titles = criterion.variants or {}
    return tuple((titles.get(variant, ""), tuple(options)) for variant, options in groups.items())
