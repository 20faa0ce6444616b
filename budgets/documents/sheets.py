"""The lines of a version as a sheet, and what of a treasury's table was not written."""

from __future__ import annotations

from io import BytesIO

from budgets.models import BudgetSheet, Estimate
from budgets.queries.outline import OutlineRow, outline_of
from budgets.queries.sheets import PAYMENTS, payments_preview
from ocop.core.money import dotted
from ocop.spreadsheets.writer import write_xlsx

HEADERS = (
    "TT",
    "Nội dung",
    "Số lượng",
    "Đơn vị tính",
    "Số ngày, lần",
    "Tính theo",
    "Đơn giá (đồng)",
    "Số tiền (đồng)",
    "Đơn vị thực hiện",
    "Nguồn vốn",
    "Căn cứ",
    "Ghi chú",
)


def sheet_of(estimate: Estimate) -> bytes:
    """The lines as a sheet that can be filled in further and brought back: amounts are numbers."""
    outline, target = outline_of(estimate), BytesIO()
    rows = [
        ("", "TỔNG CỘNG", None, "", None, "", None, outline.total_vnd, "", "", "", ""),
        *(
            (
                row.placed.number,
                row.line.content,
                row.line.quantity,
                row.line.quantity_unit,
                row.line.times,
                row.line.times_unit,
                row.line.price_vnd,
                row.placed.amount_vnd,
                "" if row.inherited_from else row.executor,
                _sources_in_a_cell(row),
                row.line.basis,
                row.line.note,
            )
            for row in outline.rows
        ),
    ]
    write_xlsx(target, HEADERS, rows, name="Dự toán")
    return target.getvalue()


def _sources_in_a_cell(row: OutlineRow) -> str:
    """As `budgets.queries.sheets` reads them again: the name of one, several each with its amount."""
    if len(row.shares) == 1:
        return row.shares[0][0].name
    return "; ".join(f"{source.name}: {dotted(amount)}" for source, amount in row.shares)


def left_behind_of(sheet: BudgetSheet) -> bytes:
    """The rows of a treasury's table that were not written, as they were typed, each with why: put right,
    the file is brought in again.
    """
    typed, target = {row["row"]: row for row in sheet.rows}, BytesIO()
    rows = []
    for left in payments_preview(sheet).left_behind:
        row = typed[left.row]
        cells = row | row.get("written", {})
        rows.append([cells[field.key] for field in PAYMENTS] + [left.problem or "Chưa rõ cam kết."])
    write_xlsx(target, [*(field.label for field in PAYMENTS), "Vì sao chưa ghi"], rows, name="Chưa ghi")
    return target.getvalue()
