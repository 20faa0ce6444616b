"""Why something cannot be done to an estimate, in sentences that name the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from budgets.models import Commitment, Estimate
from budgets.models.execution import CeilingQuerySet
from budgets.queries.outline import Outline, OutlineRow, outline_of
from budgets.queries.versions import spoken_of
from budgets.rules import NormStand, Shape
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
        lambda r: (r.is_over or r.is_of_excess) and not r.line.over_reason,
        _("Vượt định mức mà chưa nêu lý do: dòng %(lines)s."),
    )
    yield from _about(
        leaves,
        lambda r: r.passed_by and not r.line.over_reason,
        _("Chưa so với định mức của loại việc (hãy chọn định mức, hoặc nêu lý do): dòng %(lines)s."),
    )
    yield from _about(
        leaves,
        lambda r: r.check is not None and r.check.stand == NormStand.ENDED,
        _("Định mức không còn áp dụng trong năm của dự toán: dòng %(lines)s."),
    )
    yield from _about(leaves, lambda r: not r.executor, _("Chưa có đơn vị thực hiện: dòng %(lines)s."))


def below_given(outline: Outline) -> Iterator[str]:
    """The lines to which a version leaves less than was given out or bound: it is not approved so."""
    shares = {(row.line.thread, source.pk): amount for row in outline.rows for source, amount in row.shares}
    return below_given_of(outline.estimate.budget.ceilings, shares)


def below_given_of(ceilings: CeilingQuerySet, shares: Mapping[tuple[UUID, int], int]) -> Iterator[str]:
    """The same of some ceilings; `shares` are the đồng they would have, by thread and source."""
    for ceiling in ceilings.select_related("line").order_by("line__position", "pk"):
        used = max(ceiling.allocated_vnd, ceiling.committed_vnd)
        left = shares.get((ceiling.thread, ceiling.source_id), 0) + ceiling.moved_vnd
        if left < used:
            yield _(
                "Dòng “%(line)s”: đã giao %(given)s đồng, bản này chỉ còn %(amount)s. Hãy thu hồi trước."
            ) % {
                "line": ceiling.line,
                "given": dotted(used),
                "amount": dotted(left),
            }


def unread_excesses(estimate: Estimate) -> Iterator[str]:
    """Lines above their norm, or not held to that of their purpose, to which the appraiser said nothing: not
    now, nor before the version in force, which says the same on them.
    """
    outline = outline_of(estimate)
    settled = spoken_of(outline)
    unread = [row for row in outline.leaves if not row.comments and row.line.thread not in settled]
    yield from _about(
        unread,
        lambda r: r.is_over or r.is_of_excess,
        _("Dòng vượt định mức chưa có ý kiến thẩm định: %(lines)s."),
    )
    yield from _about(
        unread, lambda r: r.passed_by, _("Dòng chưa so với định mức chưa có ý kiến thẩm định: %(lines)s.")
    )


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


def why_no_own_amount() -> str:
    return _("Dòng này là tổng các dòng con. Hãy để trống ô này, hoặc thêm một dòng con với số tiền đó.")


def why_no_amount(shape: Shape) -> tuple[str, str]:
    """Why no amount follows from a line, and the field to put right. Raises `KeyError` for `NEITHER`: a line
    may have no money yet.
    """
    return {
        Shape.BOTH: (_("Chỉ ghi một: đơn giá hoặc khoán gọn."), "lump_vnd"),
        Shape.NO_QUANTITY: (_("Có đơn giá thì ghi cả số lượng."), "quantity"),
        Shape.FRACTION: (
            _("Số lượng × đơn giá không ra số nguyên đồng. Hãy xem lại số lượng, đơn giá."),
            "price_vnd",
        ),
        Shape.TOO_LARGE: (_("Số tiền của dòng vượt 1.000.000 tỷ đồng."), "price_vnd"),
    }[shape]


def why_shares_differ(kind: str, difference: int, *, amount: int) -> str:
    """Why the sources of a line do not come to its amount; `difference` in đồng."""
    match kind:
        case "twice":
            return _("Một nguồn vốn chỉ ghi một lần.")
        case "open":
            return _("Chỉ một nguồn được để trống số tiền; nguồn đó nhận phần còn lại.")
        case _:
            words = _("Các nguồn cộng lại %(what)s %(amount)s đồng so với số tiền của dòng %(whole)s.")
            what = _("thiếu") if difference > 0 else _("thừa")
            return words % {"what": what, "amount": dotted(abs(difference)), "whole": dotted(amount)}


def why_not_paid(
    commitment: Commitment, amount_vnd: int, paid_on: date, *, unpaid_vnd: int, returnable_vnd: int
) -> tuple[str, str] | None:
    """Why a payment for a commitment is not written down, and the field to put right; None where it is.
    `unpaid_vnd` may still be paid and `returnable_vnd` come back when its turn comes.
    """
    if paid_on < commitment.committed_on:
        day = f"{commitment.committed_on:%d/%m/%Y}"
        return _("Ngày chi trước ngày cam kết %(day)s.") % {"day": day}, "paid_on"
    if amount_vnd > unpaid_vnd:
        return _("Cam kết này chỉ còn %(left)s đồng chưa chi.") % {"left": dotted(unpaid_vnd)}, "amount_vnd"
    if -amount_vnd > returnable_vnd:
        words = _("Số hoàn trả lớn hơn %(most)s đồng đã chi mà chưa quyết toán.")
        return words % {"most": dotted(returnable_vnd)}, "amount_vnd"
    return None
