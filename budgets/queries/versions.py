"""Two versions of a budget side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from budgets.choices import EstimateState
from budgets.models import Estimate, FundSource, LineComment
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.rules import Change, ChangeKind, Said, changes_between, in_one_order


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line in both versions, by its number in the later one (the earlier one where it was dropped)."""

    before: OutlineRow | None
    after: OutlineRow | None
    change: Change

    @property
    def row(self) -> OutlineRow:
        """The line as it is now, or as it was."""
        row = self.after or self.before
        assert row is not None
        return row

    @property
    def own_difference_vnd(self) -> int:
        """What its own amount gained or lost; sums of lines below do not count."""
        return _own_vnd(self.after) - _own_vnd(self.before)

    @property
    def number(self) -> str:
        return self.row.placed.number

    @property
    def content(self) -> str:
        return self.row.line.content

    @property
    def before_words(self) -> str:
        return self.before.line.content if self.before else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions as one list to read: what was dropped stands where it stood."""

    old: Outline
    new: Outline
    lines: tuple[ChangedLine, ...]

    @property
    def before(self) -> Estimate:
        return self.old.estimate

    @property
    def after(self) -> Estimate:
        return self.new.estimate

    @property
    def before_vnd(self) -> int:
        return self.old.total_vnd

    @property
    def after_vnd(self) -> int:
        return self.new.total_vnd

    @property
    def changed(self) -> list[ChangedLine]:
        return [line for line in self.lines if line.change.kind != ChangeKind.SAME]

    @property
    def difference_vnd(self) -> int:
        return self.after_vnd - self.before_vnd

    @property
    def raised_vnd(self) -> int:
        """What lines without others below them gained in all."""
        return sum(line.own_difference_vnd for line in self.lines if line.own_difference_vnd > 0)

    @property
    def lowered_vnd(self) -> int:
        """What such lines lost in all."""
        return -sum(line.own_difference_vnd for line in self.lines if line.own_difference_vnd < 0)

    @property
    def by_source(self) -> list[tuple[FundSource, int, int]]:
        """What each source pays before and after, in the order of the sources."""
        before, after = dict(self.old.by_source), dict(self.new.by_source)
        sources = sorted(before.keys() | after.keys(), key=lambda one: one.position)
        return [(one, before.get(one, 0), after.get(one, 0)) for one in sources]


def comparison_of(before: Estimate, new: Outline) -> Comparison:
    """What the later version (`new`) says otherwise, line by line."""
    old = outline_of(before)
    former = {row.line.thread: row for row in old.rows}
    latter = {row.line.thread: row for row in new.rows}
    changes = {change.thread: change for change in changes_between(_said(old), _said(new))}
    lines = tuple(
        ChangedLine(former.get(thread), latter.get(thread), changes[thread])
        for thread in in_one_order(_above(old), _above(new))
    )
    return Comparison(old, new, lines)


def followed_by(estimate: Estimate) -> Estimate | None:
    """The version that was in force when this one was made and that it takes the place of."""
    earlier = Estimate.objects.filter(budget=estimate.budget_id, number__lt=estimate.number)
    return earlier.filter(state=EstimateState.APPROVED).order_by("-number").first()


def _own_vnd(row: OutlineRow | None) -> int:
    return row.placed.amount_vnd if row and row.placed.is_leaf else 0


def _above(outline: Outline) -> dict[UUID, UUID | None]:
    """The line above each line."""
    return {
        row.line.thread: outline.row(row.placed.parent).line.thread if row.placed.parent else None
        for row in outline.rows
    }


def _said(outline: Outline) -> dict:
    return {row.line.thread: Said(_words(row), row.placed.amount_vnd) for row in outline.rows}


def spoken_of(new: Outline) -> set[UUID]:
    """The lines that say what the version in force says, and to which finance spoke in a version that was
    approved: none where nothing is in force.
    """
    current = new.estimate.budget.current
    if current is None:
        return set()
    comments = LineComment.objects.filter(
        line__estimate__budget=current.budget_id, line__estimate__state=EstimateState.APPROVED
    )
    threads = set(comments.values_list("line__thread", flat=True))
    if not threads:
        return threads
    same = changes_between(_said(outline_of(current)), _said(new))
    return threads & {change.thread for change in same if change.kind == ChangeKind.SAME}


def _words(row: OutlineRow) -> tuple[str, ...]:
    line = row.line
    shares = ", ".join(f"{source.pk}:{amount}" for source, amount in row.shares)
    norm = str(line.norm_id or "")
    return (
        line.content,
        row.executor,
        row.explanation,
        line.basis,
        line.note,
        line.over_reason,
        norm,
        shares,
    )


def is_gone(estimate: Estimate) -> bool:
    """Whether a version no longer stands: it was returned, or another was approved in its place."""
    if estimate.state == EstimateState.APPROVED:
        return estimate.budget.current_id != estimate.pk
    return estimate.state == EstimateState.RETURNED


def instead_of(estimate: Estimate) -> Estimate:
    """The version that took the place of one that no longer stands, else itself."""
    if not is_gone(estimate):
        return estimate
    if estimate.state == EstimateState.APPROVED:
        return estimate.budget.current or estimate
    later = Estimate.objects.filter(budget=estimate.budget_id, number__gt=estimate.number)
    return later.exclude(state=EstimateState.RETURNED).order_by("number").last() or estimate


def sent_back(estimate: Estimate) -> Estimate | None:
    """The returned version that a draft is to put right; None for every other version."""
    before = estimate.previous if estimate.is_draft else None
    return before if before and before.state == EstimateState.RETURNED else None


def said_before(estimate: Estimate) -> Mapping[UUID, list[LineComment]]:
    """What was said to the lines of the version that a draft is to put right, by thread."""
    before = sent_back(estimate)
    said: dict[UUID, list[LineComment]] = {}
    rows = LineComment.objects.filter(line__estimate=before) if before else LineComment.objects.none()
    for comment in rows.select_related("line", "said_by").order_by("pk"):
        said.setdefault(comment.line.thread, []).append(comment)
    return said
