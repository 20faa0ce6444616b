"""A table is found again whatever the mess around it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.core.errors import RuleViolation
from ocop.spreadsheets.finder import Skipped, find_table
from ocop.spreadsheets.reader import open_workbook
from ocop.spreadsheets.rows import Skip
from tests.factories.spreadsheets import DAYS, NAMES, ORDER, STARS, WRITERS, Grid, Made, Mess, facts, to_xlsx
from tests.unit.spreadsheets.fields import FIELDS, lines_of

MANY = 24
SHAPES = {
    "clean": Mess(titles=0),
    "titles and motto above": Mess(titles=4),
    "no line numbers": Mess(numbered=False),
    "two-line header": Mess(two_lines=True, stars="ticks"),
    "ticks under a lone line": Mess(stars="ticks"),
    "numbering under the header": Mess(numbering=True),
    "districts in roman numerals": Mess(districts=True),
    "districts by letters": Mess(districts=True, district_marks="letter"),
    "districts across the table": Mess(districts=True, district_marks="none"),
    "districts in a column of no use": Mess(
        districts=True, district_marks="none", numbered=False, order=("note", *ORDER[:-1])
    ),
    "districts without line numbers": Mess(districts=True, district_marks="none", numbered=False),
    "producer merged over its products": Mess(merged=True),
    "producer left blank in CSV": Mess(left_blank=True, format="csv"),
    "producer merged in XLS": Mess(merged=True, format="xls"),
    "header repeated": Mess(repeated=True),
    "two-line header repeated": Mess(repeated=True, two_lines=True, stars="ticks"),
    "total row": Mess(totals=True),
    "notes below": Mess(notes=True),
    "signatures below": Mess(signatures=True),
    "all of it below, without numbers": Mess(totals=True, notes=True, signatures=True, numbered=False),
    "blank rows between": Mess(blank_rows=True),
    "not the first sheet": Mess(cover=True),
    "a hidden sheet": Mess(hidden=True, cover=True),
    "decomposed letters": Mess(nfd=True),
    "non-breaking spaces": Mess(spaces=True),
    "both": Mess(nfd=True, spaces=True, merged=True),
    "places cut short": Mess(short_places=True),
    "begins at column D": Mess(indent=3),
    "columns turned round": Mess(order=tuple(reversed(ORDER))),
    "header in capitals": Mess(upper_header=True),
    **{f"headers, way {n}": Mess(names=n) for n in range(1, len(NAMES["product"]))},
    **{f"stars as {name}": Mess(stars=name) for name in STARS},
    **{f"days as {name}": Mess(days=name) for name in DAYS},
    **{f"as {name}": Mess(format=name) for name in WRITERS},
    "everything at once": Mess(
        titles=4, two_lines=True, stars="ticks", numbering=True, districts=True, merged=True,
        repeated=True, totals=True, notes=True, signatures=True, blank_rows=True, cover=True,
        hidden=True, nfd=True, spaces=True, days="sentence", indent=1,
    ),
}  # fmt: skip


def found_in(made: Made):
    return find_table(open_workbook(made.file, name=made.name), FIELDS)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_is_found_in_every_shape(shape):
    made = SHAPES[shape].book(facts(MANY))

    table = found_in(made)

    assert lines_of(table) == made.lines
    assert table.missing == ()


@settings(max_examples=40, deadline=None)
@given(
    mess=st.builds(
        Mess,
        titles=st.integers(0, 4),
        numbered=st.booleans(),
        numbering=st.booleans(),
        districts=st.booleans(),
        district_marks=st.sampled_from(["roman", "letter"]),
        merged=st.booleans(),
        repeated=st.booleans(),
        totals=st.booleans(),
        notes=st.booleans(),
        signatures=st.booleans(),
        blank_rows=st.booleans(),
        cover=st.booleans(),
        hidden=st.booleans(),
        nfd=st.booleans(),
        spaces=st.booleans(),
        short_places=st.booleans(),
        upper_header=st.booleans(),
        indent=st.integers(0, 3),
        names=st.integers(0, 3),
        order=st.permutations(ORDER),
        stars=st.sampled_from(sorted(STARS)),
        days=st.sampled_from(sorted(DAYS)),
        format=st.sampled_from(["xlsx", "xls"]),
    ),
    count=st.integers(2, 30),
)
def test_a_clean_list_put_through_any_mess_is_found_again(mess, count):
    if not mess.numbered:
        mess = replace(mess, district_marks="none")
    made = mess.book(facts(count))

    assert lines_of(found_in(made)) == made.lines


def test_hidden_sheets_are_told_and_not_read():
    table = found_in(Mess(hidden=True).book(facts(3)))

    assert table.remarks == ("Trang tính ẩn không được đọc: “Cũ”.",)


def test_what_is_passed_over_is_told():
    made = Mess(titles=0, districts=True, totals=True, signatures=True, numbering=True).book(
        [replace(fact, district="huyện A") for fact in facts(2)]
    )
    skipped: list[Skipped] = []

    list(found_in(made).rows(skipped=skipped))

    assert [each.why for each in skipped] == [
        Skip.NUMBERING,
        Skip.CONTEXT,
        Skip.TOTAL,
        Skip.FOOTER,
        Skip.FOOTER,
        Skip.FOOTER,
    ]
    assert [each.number for each in skipped] == [2, 3, 6, 7, 8, 9]


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_second_line_of_a_header_is_no_line_where_only_its_first_is_read(repeated, format_):
    made = Mess(two_lines=True, stars="ticks", repeated=repeated, format=format_).book(facts(4))

    table = find_table(open_workbook(made.file, name=made.name), FIELDS[:3])

    assert [row.values["product"] for row in table.rows()] == [fact.product for fact in facts(4)]


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_one_word_below_a_repeated_header_is_its_second_line(format_):
    header = [["TT", "Tên sản phẩm", "Chủ thể", "Hạng"], ["", "", "", "sao"]]
    rows = [*header, [1, "Nem", "HTX", 3], *header, ["(1)", "(2)", "(3)", "(4)"], [2, "Giò", "HTX", 4]]
    made = Made(WRITERS[format_]([Grid("DS", rows)]), f"ds.{format_}", [])
    skipped: list[Skipped] = []

    table = found_in(made)

    assert [row.values["product"] for row in table.rows(skipped=skipped)] == ["Nem", "Giò"]
    assert [each.why for each in skipped] == [Skip.HEADER, Skip.HEADER, Skip.NUMBERING]


def test_a_header_of_two_lines_that_is_repeated_in_one_is_no_line():
    header = [["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao", ""], ["", "", "", "3 sao", "4 sao"]]
    in_one = ["TT", "Tên sản phẩm", "Chủ thể", "3 sao", "4 sao"]
    rows = [*header, [1, "Nem", "HTX", "x", ""], in_one, [2, "Giò", "HTX", "", "x"]]
    made = Made(to_xlsx([Grid("DS", rows, [(0, 3, 0, 4)])]), "ds.xlsx", [])
    skipped: list[Skipped] = []

    table = found_in(made)

    assert [row.values["product"] for row in table.rows(skipped=skipped)] == ["Nem", "Giò"]
    assert [each.why for each in skipped] == [Skip.HEADER]


def test_a_repeated_header_is_no_sample_of_its_column():
    rows = [["TT", "Tên sản phẩm", "Chủ thể", "Khác"], [1, "Nem", "HTX", "x"]]
    content = to_xlsx([Grid("DS", [*rows, rows[0], [2, "Giò", "HTX", "y"]])])

    columns = found_in(Made(content, "ds.xlsx", [])).columns

    assert [column.samples for column in columns if column.header == "Khác"] == [("x", "y")]


def test_filled_in_cells_are_marked():
    rows = facts(4)
    same = [replace(row, producer="HTX Một", district="huyện A") for row in rows]

    filled = [row.filled for row in found_in(Mess(merged=True).book(same)).rows()]

    assert filled == [frozenset(), *[frozenset({"producer"})] * 3]


def test_a_blank_cell_in_a_sheet_that_tells_merges_stays_blank():
    same = [replace(row, producer="HTX Một", district="huyện A") for row in facts(2)]

    rows = list(found_in(Mess(left_blank=True).book(same)).rows())

    assert [row.values["producer"] for row in rows] == ["HTX Một", ""]


def test_a_confirmed_mapping_is_read_again():
    made = Mess(titles=1).book(facts(3))
    book = open_workbook(made.file, name=made.name)
    first = find_table(book, FIELDS)

    again = find_table(book, FIELDS, header=first.header, mapping={1: "product", 2: "commune", 3: "producer"})

    assert again.mapping == {1: "product", 2: "commune", 3: "producer"}
    assert [row.values["producer"] for row in again.rows()] == [line.commune for line in made.lines]


def test_two_columns_cannot_be_the_same_field():
    made = Mess().book(facts(3))
    book = open_workbook(made.file, name=made.name)

    with pytest.raises(RuleViolation, match="Hai cột cùng được chọn là “Tên sản phẩm”"):
        find_table(book, FIELDS, mapping={1: "product", 2: "product"})


def test_a_workbook_without_the_table_says_which_columns_were_looked_for():
    content = to_xlsx([Grid("Khác", [["Ngày", "Việc"], ["1/2/2023", "Họp"]])])

    with pytest.raises(RuleViolation, match="cột “Tên sản phẩm”, “Chủ thể”"):
        found_in(Made(content, "khac.xlsx", []))


def test_a_missing_column_is_told_and_can_be_chosen():
    content = to_xlsx(
        [Grid("DS", [["TT", "Tên sản phẩm", "Bên làm ra", "Số sao"], [1, "Nem", "HTX Nem", 3]])]
    )
    table = found_in(Made(content, "ds.xlsx", []))

    assert [each.key for each in table.missing] == ["producer"]
    assert [column.header for column in table.columns if not column.field] == ["TT", "Bên làm ra"]


def test_cells_that_a_field_cannot_read_make_its_column_less_sure():
    content = to_xlsx([Grid("DS", [["Tên sản phẩm", "Chủ thể", "Hạng sao"], ["Nem", "HTX", "rất cao"]])])

    columns = {column.field: column for column in found_in(Made(content, "ds.xlsx", [])).columns}

    assert (columns["stars"].confidence, columns["stars"].is_sure) == (0.5, False)
    assert columns["product"].is_sure


def test_two_ticks_are_a_question():
    rows = [["Tên sản phẩm", "Chủ thể", "3 sao", "4 sao"], ["Nem", "HTX", "x", "x"], ["Giò", "HTX", "", "x"]]
    table = found_in(Made(to_xlsx([Grid("DS", rows)]), "ds.xlsx", []))

    read = [table.readings(row)["stars"] for row in table.rows()]

    assert (read[0].value, read[0].is_question, read[1].value) == (None, True, 4)


def test_nested_rows_speak_for_the_lines_below_them():
    rows = [
        ["TT", "Tên sản phẩm", "Chủ thể"],
        ["A", "Tỉnh Một"],
        ["I", "Huyện Một"],
        [1, "Nem", "HTX"],
        ["II", "Huyện Hai"],
        [2, "Giò", "HTX"],
        ["B", "Tỉnh Hai"],
        [3, "Chả", "HTX"],
    ]
    table = found_in(Made(to_xlsx([Grid("DS", rows)]), "ds.xlsx", []))

    context = [[each.text for each in row.context] for row in table.rows()]

    assert context == [["Tỉnh Một", "Huyện Một"], ["Tỉnh Một", "Huyện Hai"], ["Tỉnh Hai"]]


def test_other_sheets_with_a_table_are_told():
    rows = [["Tên sản phẩm", "Chủ thể"], ["Nem", "HTX"]]
    made = Made(
        to_xlsx([Grid("2022", rows), Grid("2023", [[*rows[0], "Hạng sao"], [*rows[1], 3]])]), "a.xlsx", []
    )

    table = found_in(made)

    assert table.header.sheet == "2023"
    assert table.remarks == ("Cũng có bảng ở trang “2022”; đang đọc trang “2023”.",)


def test_one_named_sheet_is_read():
    rows = [["Tên sản phẩm", "Chủ thể"], ["Nem", "HTX"]]
    made = Made(to_xlsx([Grid("2022", rows), Grid("2023", rows)]), "a.xlsx", [])

    table = find_table(open_workbook(made.file, name=made.name), FIELDS, sheet="2023")

    assert (table.header.sheet, table.remarks) == ("2023", ())
