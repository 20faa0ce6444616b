"""The lists of budgets as sheets."""

from ocop.spreadsheets.sheets import ListSheet, column, place_column


class BudgetListSheet(ListSheet):
    """One line for each budget."""

    unit = place_column("Đơn vị", "unit")
    title = column("Dự toán", "title")
    first_year = column("Từ năm", "first_year")
    last_year = column("Đến năm", "last_year")
    decision = column("Quyết định phê duyệt", "current__decision_number")
    approved = column("Được phê duyệt (đồng)", "approved_vnd")
    allocated = column("Đã phân bổ (đồng)", "allocated_vnd")
    committed = column("Đã cam kết (đồng)", "committed_vnd")
    paid = column("Đã chi (đồng)", "paid_vnd")
    settled = column("Đã quyết toán (đồng)", "settled_vnd")


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


class NormSheet(ListSheet):
    """One line for each norm."""

    name = column("Định mức", "name")
    province = place_column("Tỉnh", "province")
    purpose = column("Loại việc", "get_purpose_display", needs=("purpose",))
    cap = column("Mức tối đa (đồng)", "cap_vnd")
    per = column("Tính cho", "per")
    percent = column("Tỷ lệ tối đa (%)", "percent")
    basis = column("Văn bản", "basis")
    certainty = column("Độ chắc chắn", "get_certainty_display", needs=("certainty",))
    starts_on = column("Áp dụng từ ngày", "starts_on")
    ends_on = column("Đến hết ngày", "ends_on")
