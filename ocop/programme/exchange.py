"""The cycles as a sheet."""

from ocop.spreadsheets.sheets import ListSheet, column


class CycleSheet(ListSheet):
    """One line for each cycle."""

    province = column("Tỉnh", "province__full_name")
    year = column("Năm", "year")
    regime = column("Quy định áp dụng", "regime")
    opened_on = column("Ngày mở", "opened_on")
    closed_on = column("Ngày đóng", "closed_on")
