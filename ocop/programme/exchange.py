"""The cycles as a sheet."""

from ocop.spreadsheets.sheets import ListSheet, column, place_column


class CycleSheet(ListSheet):
    """One line for each cycle."""

    province = place_column("Tỉnh", "province")
    year = column("Năm", "year")
    regime = column("Quy định áp dụng", "regime", needs=("regime__name",))
    opened_on = column("Ngày mở", "opened_on")
    closed_on = column("Ngày đóng", "closed_on")
