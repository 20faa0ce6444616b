"""A workbook is believed by its content, or refused in a sentence, in flat memory."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ocop.core.errors import RuleViolation
from ocop.spreadsheets.cells import CellError, written
from ocop.spreadsheets.extents import UNCOMPUTED, ParsedScan, QuickScan
from ocop.spreadsheets.limits import Limits
from ocop.spreadsheets.reader import open_workbook
from tests.factories.broken_workbooks import BROKEN_WORKBOOKS, cell, good, with_formula_errors, xlsx_of
from tests.factories.spreadsheets import WRITERS, Grid, to_xls, to_xlsx

ROOT = Path(__file__).resolve().parents[3]
GRID = Grid("Trang một", [["Tên", "Số"], ["Nem", 3], ["", ""], ["Giò", 4.5]])


def opened(content: bytes, name: str = "a.xlsx"):
    return open_workbook(io.BytesIO(content), name=name)


@pytest.mark.parametrize("case", BROKEN_WORKBOOKS)
def test_a_broken_workbook_is_refused_in_words(case):
    name, make, words = BROKEN_WORKBOOKS[case]

    with pytest.raises(RuleViolation, match=words.replace("(", r"\(").replace(")", r"\)")) as refusal:
        opened(make(), name)

    assert refusal.value.field == "upload"


def test_memory_stays_flat_while_all_of_them_are_refused():
    """The bombs would unfold to many gigabytes."""
    code = (
        "import io, resource\n"
        "from ocop.core.errors import RuleViolation\n"
        "from ocop.spreadsheets.reader import open_workbook\n"
        "from tests.factories.broken_workbooks import BROKEN_WORKBOOKS\n"
        "skip = ('a bomb', 'too many bytes')\n"
        "bombs = [(n, m()) for k, (n, m, _) in BROKEN_WORKBOOKS.items() if k not in skip]\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for name, content in bombs:\n"
        "    try: open_workbook(io.BytesIO(content), name=name)\n"
        "    except RuleViolation: continue\n"
        "    raise SystemExit(name)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert int(run.stdout) < 150, f"{run.stdout} MB more"


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_texts(kind):
    book = opened(WRITERS[kind]([GRID]), f"a.{kind.partition('-')[0]}")

    texts = [[written(value) for value in row] for row in book.sheets[0].rows()]

    assert [row for row in texts if any(row)] == [["Tên", "Số"], ["Nem", "3"], ["Giò", "4.5"]]


def test_rows_begin_at_the_first_of_the_sheet_and_can_be_read_twice():
    book = opened(to_xlsx([Grid("S", [[], [], ["", "", "x"]])]))

    rows = [list(book.sheets[0].rows()) for _ in range(2)]

    assert rows[0] == rows[1]
    assert [row[2] for row in rows[0]][-1] == "x"
    assert len(rows[0]) == book.sheets[0].height == 3


def test_sheets_keep_their_rows_when_read_in_turns():
    book = opened(to_xlsx([Grid("A", [["a"]]), Grid("B", [["b"]])]))

    assert [[list(sheet.rows()) for sheet in book.sheets] for _ in range(2)] == [[[("a",)], [("b",)]]] * 2


def test_formulas_that_failed_say_so():
    rows = list(opened(with_formula_errors()).sheets[0].rows())

    assert rows[1][2:] == (CellError("#DIV/0!"), CellError("#REF!"))


def test_formulas_that_were_never_worked_out_say_so():
    formula = (
        '<row r="1"><c r="A1"><f>1+1</f><v></v></c>'
        '<c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><v>2</v></c></row>'
    )

    rows = list(opened(xlsx_of(formula)).sheets[0].rows())

    assert rows[0][0] == CellError(UNCOMPUTED)
    assert rows[0][1] in ("", None)


def test_the_stray_rows_of_another_program_do_no_harm():
    """LibreOffice writes empty rows at the very end of a sheet."""
    stray = f'<row r="1">{cell("A1")}</row><row r="1048576" customHeight="1"/>'

    assert opened(xlsx_of(stray)).sheets[0].height == 1


def test_macros_and_outside_links_are_not_read():
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")

    assert len(list(opened(out.getvalue(), "a.xlsm").sheets[0].rows())) == 2


def test_merged_cells_are_told_where_the_format_tells_them():
    grid = Grid("S", [["a", "b"], ["", "c"], ["", "d"]], merges=[(0, 0, 2, 0)])

    found = [
        opened(write([grid]), name).sheets[0] for write, name in ((to_xlsx, "a.xlsx"), (to_xls, "a.xls"))
    ]

    assert [[(m.top, m.left, m.bottom, m.right) for m in sheet.merges] for sheet in found] == [
        [(0, 0, 2, 0)]
    ] * 2
    assert all(sheet.knows_merges for sheet in found)


def test_limits_are_those_of_the_caller():
    with pytest.raises(RuleViolation, match="nhiều nhất 2 dòng"):
        open_workbook(io.BytesIO(to_xlsx([GRID])), name="a.xlsx", limits=Limits(rows=2))


def test_both_scans_measure_alike():
    sheet = "".join(f'<row r="{n}">{cell(f"A{n}")}{cell(f"AB{n}")}</row>' for n in range(1, 3000))
    xml = f"<worksheet><sheetData>{sheet}</sheetData></worksheet>".encode()
    extents = []
    for scan in (QuickScan(), ParsedScan()):
        for at in range(0, len(xml), 1000):
            scan.feed(xml[at : at + 1000])
        extents.append(scan.close())

    assert extents[0] == extents[1]
    assert (extents[0].rows, extents[0].last_row, extents[0].last_column) == (2999, 2999, 28)
