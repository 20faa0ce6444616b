"""The columns under which lists of this app leave as sheets."""

from __future__ import annotations

from ocop.spreadsheets.sheets import ListSheet, column, place_column


class ClassSheet(ListSheet):
    """One line for each class."""

    code = column("Mã lớp", "code")
    title = column("Tên lớp", "title")
    kind = column("Loại", "get_kind_display")
    audience = column("Đối tượng", "get_audience_display")
    organiser = place_column("Đơn vị tổ chức", "organiser")
    first_on = column("Từ ngày", "first_on")
    last_on = column("Đến ngày", "last_on")
    venue = column("Địa điểm", "venue")
    seats = column("Số chỗ", "seats")
    seats_taken = column("Đã giữ chỗ", "seats_taken")
    state = column("Trạng thái", "get_state_display")
