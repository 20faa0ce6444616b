"""The lists of plans as sheets."""

from ocop.spreadsheets.sheets import ListSheet, column, place_column


class TargetSheet(ListSheet):
    """One line for each target of a unit."""

    unit = place_column("Đơn vị", "unit")
    indicator = column("Chỉ tiêu", "indicator__name")
    unit_name = column("Đơn vị tính", "indicator__unit_name")
    first_year = column("Từ năm", "first_year")
    last_year = column("Đến năm", "last_year")
    minimum = column("Ít nhất", "minimum")
    maximum = column("Nhiều nhất", "maximum")
    share = column("Tỷ lệ (%)", "share")
    basis = column("Theo văn bản", "basis")


class ReportSheet(ListSheet):
    """One line for the report of each unit."""

    unit = place_column("Đơn vị", "unit")
    kind = column("Kỳ", "get_kind_display")
    year = column("Năm", "year")
    due_on = column("Hạn gửi", "due_on")
    state = column("Trạng thái", "get_state_display")
    number = column("Số, ký hiệu", "number")
    signed_on = column("Ngày ký", "signed_on")


class PlanListSheet(ListSheet):
    """One line for each plan."""

    unit = place_column("Đơn vị", "unit")
    title = column("Trích yếu", "title")
    first_year = column("Từ năm", "first_year")
    last_year = column("Đến năm", "last_year")
    number = column("Số, ký hiệu", "number_entry__number")
    dated_on = column("Ngày văn bản", "dated_on")


class EventSheet(ListSheet):
    """One line for each activity."""

    unit = place_column("Đơn vị", "unit")
    kind = column("Loại", "get_kind_display")
    name = column("Hoạt động", "name")
    audience = column("Đối tượng", "audience")
    quantity = column("Số lượng", "quantity")
    quantity_unit = column("Đơn vị tính", "quantity_unit")
    starts_on = column("Từ ngày", "starts_on")
    ends_on = column("Đến ngày", "ends_on")
    lead = column("Chủ trì", "lead")
    joint = column("Phối hợp", "joint")
    state = column("Trạng thái", "get_state_display")
    result_quantity = column("Số lượng đạt", "result_quantity")
    result = column("Kết quả", "result")
