"""The lists of budgets as sheets."""

from __future__ import annotations

from budgets.models import Budget
from ocop.spreadsheets.sheets import ListSheet, column, place_column


class BudgetListSheet(ListSheet):
    """One line for each budget."""

    unit = place_column("Đơn vị", "unit")
    title = column("Dự toán", "title")
    first_year = column("Từ năm", "first_year")
    last_year = column("Đến năm", "last_year")
    decision = column("Quyết định phê duyệt", "current__decision_number")

    def prepare(self, rows):
        return rows.select_related("unit", "current")

    def dehydrate_decision(self, budget: Budget) -> str:
        return budget.current.decision_number if budget.current else ""


class AllotmentSheet(ListSheet):
    """One line for what a unit was given of a line and a source."""

    year = column("Năm", "ceiling__budget__first_year")
    unit = place_column("Địa bàn", "unit")
    agency = column("Đơn vị", "agency")
    line = column("Nội dung", "ceiling__line__content")
    source = column("Nguồn vốn", "ceiling__source__name")
    allocated = column("Được giao (đồng)", "allocated_vnd")
    committed = column("Đã cam kết (đồng)", "committed_vnd")
    paid = column("Đã chi (đồng)", "paid_vnd")
    settled = column("Đã quyết toán (đồng)", "settled_vnd")
