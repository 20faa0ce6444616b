"""The lists of the programme as sheets."""

from ocop.spreadsheets.sheets import ListSheet, column, place_column


class CycleSheet(ListSheet):
    """One line for each cycle."""

    province = place_column("Tỉnh", "province")
    year = column("Năm", "year")
    regime = column("Quy định áp dụng", "regime", needs=("regime__name",))
    opened_on = column("Ngày mở", "opened_on")
    closed_on = column("Ngày đóng", "closed_on")


class BodySheet(ListSheet):
    """One line for each body of a unit."""

    unit = place_column("Đơn vị", "unit")
    kind = column("Loại", "get_kind_display")
    name = column("Tên", "name")
    decision_number = column("Số quyết định", "decision_number")
    decided_on = column("Ngày quyết định", "decided_on")
    papers_at = column("Nơi lưu hồ sơ giấy", "papers_at")
    ends_on = column("Đến hết ngày", "ends_on")


class GapSheet(ListSheet):
    """One line for each commune without an officer in charge."""

    code = column("Mã địa bàn", "code")
    unit = column("Đơn vị", "full_name", needs=("kind", "name"))
    parent = place_column("Thuộc", "parent")
