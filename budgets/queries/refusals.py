"""Why something cannot be done to an estimate, in sentences that name the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from budgets.models import Estimate
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.rules import NormStand
from ocop.core.money import dotted

_NAMED = 6


def unfinished(estimate: Estimate) -> Iterator[str]:
    """What keeps a draft from being handed to the finance side."""
    yield from unfinished_in(outline_of(estimate))


def unfinished_in(outline: Outline) -> Iterator[str]:
    if not outline.rows:
        yield _("Dự toán chưa có dòng nào.")
        return
    if not outline.total_vnd:
        yield _("Tổng dự toán đang là 0 đồng.")
    leaves = outline.leaves
    yield from _about(leaves, lambda r: r.line.amount_vnd is None, _("Chưa có số tiền: dòng %(lines)s."))
    for row in leaves:
        if row.unshared_vnd:
            yield _("Dòng %(line)s: nguồn vốn lệch số tiền %(amount)s đồng.") % {
                "line": named(row),
                "amount": dotted(row.unshared_vnd),
            }
    yield from _about(
        leaves,
        lambda r: r.is_over and not r.line.over_reason,
        _("Vượt định mức mà chưa nêu lý do: dòng %(lines)s."),
    )
    yield from _about(
        leaves,
        lambda r: r.check is not None and r.check.stand == NormStand.ENDED,
        _("Định mức không còn áp dụng trong năm của dự toán: dòng %(lines)s."),
    )
    yield from _about(leaves, lambda r: not r.executor, _("Chưa có đơn vị thực hiện: dòng %(lines)s."))


def unread_excesses(estimate: Estimate) -> Iterator[str]:
    """Lines above their norm to which the appraiser has said nothing."""
    over = [row for row in outline_of(estimate).leaves if row.is_over and not row.comments]
    if over:
        yield _("Dòng vượt định mức chưa có ý kiến thẩm định: %(lines)s.") % {"lines": _names(over)}


def named(row: OutlineRow) -> str:
    """“2.1 (Lớp 1 cho chủ thể)”: a number alone says little once lines have moved."""
    words = row.line.content
    return f"{row.placed.number} ({words if len(words) <= 40 else words[:39] + '…'})"


def _about(rows: Iterable[OutlineRow], wrong, sentence: str) -> Iterator[str]:
    found = [row for row in rows if wrong(row)]
    if found:
        yield sentence % {"lines": _names(found)}


def _names(rows: list[OutlineRow]) -> str:
    shown = "; ".join(named(row) for row in rows[:_NAMED])
    more = len(rows) - _NAMED
    return f"{shown}; {_('và %(n)s dòng khác') % {'n': more}}" if more > 0 else shown
