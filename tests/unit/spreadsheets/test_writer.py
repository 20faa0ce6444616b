"""What is written stays what it is: text is text, days are days, nothing becomes a formula."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ocop.spreadsheets.reader import open_workbook
from ocop.spreadsheets.writer import LISTS, Entry, sheet_name, write_template, write_xlsx

MARKUP = "<r></r></is></c><c r='Z9'><f>1+1</f></c><c t='inlineStr'><is><r></r>"
"""What XlsxWriter would write as it is, were it not told otherwise."""
HEADERS = ["Mã", "Ngày", "Số"]


def written(rows, headers=HEADERS, name="Danh sách"):
    target = io.BytesIO()
    count = write_xlsx(target, headers, rows, name=name)
    target.seek(0)
    return target, count


def test_values_come_back_as_what_they_were():
    rows = [
        ["00123", date(2020, 2, 5), 3],
        ["=1+1", datetime(2020, 2, 5, 8, 30), Decimal("89.5")],
        [None, "", 0],
    ]

    target, count = written(rows)

    assert count == 3
    assert list(open_workbook(target, name="a.xlsx").sheets[0].rows()) == [
        tuple(HEADERS),
        ("00123", date(2020, 2, 5), 3.0),
        ("=1+1", datetime(2020, 2, 5, 8, 30), 89.5),
        ("", "", 0.0),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK('http://x')", "http://x.vn", MARKUP]
)
def test_nothing_becomes_a_formula_or_a_link(text):
    target, _count = written([[text]], headers=[text])

    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml
    assert [cell.data_type for row in load_workbook(target).active.iter_rows() for cell in row] == ["s", "s"]


def test_days_are_written_as_people_read_them_and_the_header_stays_in_sight():
    target, _count = written([["x", date(2020, 2, 5), 1]])

    sheet = load_workbook(target).active

    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A1"].font.bold


def test_yes_and_no_are_words_and_long_texts_are_cut():
    target, _count = written([[True, False, "x" * 40_000]])

    row = list(open_workbook(target, name="a.xlsx").sheets[0].rows())[1]

    assert row[:2] == ("Có", "Không")
    assert len(row[2]) == 32_767


def test_rows_are_taken_one_after_another():
    taken = []

    def rows():
        for number in range(1_000):
            taken.append(number)
            yield [str(number), None, number]

    _target, count = written(rows())

    assert (count, len(taken)) == (1_000, 1_000)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Hồ sơ [2025]: a/b", "Hồ sơ 2025 a b"), ("", "Bảng"), ("x" * 40, "x" * 31), ("'x'", "x")],
)
def test_names_of_sheets(name, shown):
    assert sheet_name(name) == shown


def test_a_template_offers_its_choices_and_refuses_others():
    target = io.BytesIO()
    entries = [
        Entry("Tên sản phẩm", hint="Như trên nhãn"),
        Entry("Xã, phường", ["Xã A", "Xã B"]),
        Entry("Ngày", is_day=True),
    ]

    write_template(target, entries, name="Nhập")

    book = load_workbook(target)
    rules = {
        str(rule.sqref): (rule.type, rule.formula1) for rule in book["Nhập"].data_validations.dataValidation
    }
    assert rules["B2:B2001"] == ("list", f"'{LISTS}'!$B$1:$B$2")
    assert rules["C2:C2001"][0] == "date"
    assert [cell.value for cell in book[LISTS]["B"]] == ["Xã A", "Xã B"]
    assert book[LISTS].sheet_state == "hidden"
    assert [cell.value for cell in book["Nhập"][1]] == ["Tên sản phẩm", "Xã, phường", "Ngày"]
