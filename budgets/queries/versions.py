"""Two versions of a budget side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from budgets.choices import EstimateState
from budgets.models import Estimate, LineComment
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.rules import Change, ChangeKind, Said, changes_between


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line in both versions, by its number in the later one (the earlier one where it was dropped)."""

    number: str
    content: str
    before_words: str
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Estimate
    after: Estimate
    before_vnd: int
    after_vnd: int
    lines: tuple[ChangedLine, ...]

    @property
    def changed(self) -> list[ChangedLine]:
        return [line for line in self.lines if line.change.kind != ChangeKind.SAME]

    @property
    def difference_vnd(self) -> int:
        return self.after_vnd - self.before_vnd


def comparison_of(before: Estimate, new: Outline) -> Comparison:
    """What the later version (`new`) says otherwise, line by line."""
    old = outline_of(before)
    rows = {row.line.thread: row for row in (*old.rows, *new.rows)}
    former = {row.line.thread: row for row in old.rows}
    lines = tuple(
        ChangedLine(
            rows[change.thread].placed.number,
            rows[change.thread].line.content,
            former[change.thread].line.content if change.thread in former else "",
            change,
        )
        for change in changes_between(_said(old), _said(new))
    )
    return Comparison(before, new.estimate, old.total_vnd, new.total_vnd, lines)


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
