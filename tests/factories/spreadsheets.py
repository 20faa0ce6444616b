"""Workbooks as they come in: a clean list of products put through the mess that real lists have.

    made = Mess(districts=True, merged=True, stars="ticks").book(facts(12))
    made.content, made.name, made.lines

The facts are real products (`products.csv`: product, producer, commune, district, province, stars, year).
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

STARS: dict[str, Callable[[int], object]] = {
    "number": int,
    "float": float,
    "words": lambda n: f"{n} sao",
    "zero": lambda n: f"0{n} sao",
    "marks": lambda n: "*" * n,
    "signs": lambda n: "★" * n,
    "spelled": lambda n: {3: "Ba sao", 4: "Bốn sao", 5: "Năm sao"}[n],
    "rank": lambda n: f"Hạng {n} sao",
    "text": str,
}
DAYS: dict[str, Callable[[date], object]] = {
    "day": lambda day: day,
    "slashes": lambda day: f"{day:%d/%m/%Y}",
    "short": lambda day: f"{day.day}-{day.month}-{day:%y}",
    "iso": lambda day: f"{day:%Y-%m-%d}",
    "sentence": lambda day: f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
    "serial": lambda day: (day - date(1899, 12, 30)).days,
}
NAMES = {
    "product": ("Tên sản phẩm", "Sản phẩm", "TÊN SẢN PHẨM OCOP", "Sản phẩm tham gia"),
    "producer": ("Chủ thể", "Tên cơ sở", "Chủ thể sản xuất", "Tên chủ thể (đơn vị)"),
    "commune": ("Địa chỉ", "Xã, phường", "Địa chỉ (xã/phường)", "ĐỊA CHỈ"),
    "stars": ("Hạng sao", "Số sao", "Phân hạng", "Xếp hạng"),
    "decided_on": ("Ngày quyết định", "Ngày công nhận", "Ngày QĐ", "Ngày ban hành"),
    "note": ("Ghi chú", "Ghi chú khác", "GHI CHÚ", "Ghi chú (nếu có)"),
}
ORDER = ("product", "producer", "commune", "stars", "decided_on", "note")
_SHORT = {"xã ": "X. ", "phường ": "P.", "thị trấn ": "TT. ", "huyện ": "H. ", "thành phố ": "TP. "}
DECIDED_ON = date(2023, 2, 5)


@dataclass(frozen=True)
class Fact:
    product: str
    producer: str
    commune: str
    district: str
    province: str
    stars: int
    decided_on: date = DECIDED_ON


@dataclass(frozen=True)
class Line:
    """What must be found again, whatever the mess: the words of a line, its stars, day and district."""

    product: str
    producer: str
    commune: str
    stars: int
    decided_on: date
    district: str


@dataclass
class Grid:
    """Rows of one sheet and the cells merged in it (top, left, bottom, right from 0)."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def add(self, *cells: object) -> int:
        self.rows.append(list(cells))
        return len(self.rows) - 1


@dataclass(frozen=True)
class Made:
    content: bytes
    name: str
    lines: list[Line]

    @property
    def file(self) -> io.BytesIO:
        return io.BytesIO(self.content)


def facts(count: int = 0) -> list[Fact]:
    with (Path(__file__).parent / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = [{**row, "stars": int(row["stars"])} for row in csv.DictReader(file)]
    found = [Fact(**{key: value for key, value in row.items() if key != "year"}) for row in rows]
    return found[:count] if count else found


@dataclass(frozen=True)
class Mess:
    """Which mess a list is put through. Every switch is one habit seen in real lists."""

    titles: int = 3
    numbered: bool = True
    two_lines: bool = False
    numbering: bool = False
    districts: bool = False
    district_marks: str = "roman"
    merged: bool = False
    left_blank: bool = False
    repeated: bool = False
    totals: bool = False
    notes: bool = False
    signatures: bool = False
    blank_rows: bool = False
    cover: bool = False
    hidden: bool = False
    nfd: bool = False
    spaces: bool = False
    short_places: bool = False
    upper_header: bool = False
    indent: int = 0
    names: int = 0
    order: Sequence[str] = ORDER
    stars: str = "number"
    days: str = "day"
    format: str = "xlsx"

    def book(self, rows: Sequence[Fact]) -> Made:
        grids = []
        if self.cover:
            grids.append(Grid("Bìa", [["ỦY BAN NHÂN DÂN"], ["BÁO CÁO", "Năm 2023"]]))
        if self.hidden:
            grids.append(
                Grid("Cũ", [["TT", "Tên sản phẩm", "Chủ thể"], [1, "Bản cũ", "Không đọc"]], hidden=True)
            )
        lines: list[Line] = []
        grids.append(self._list(rows, lines))
        content = WRITERS[self.format](grids)
        return Made(content, f"danh-sach.{self.format.partition('-')[0]}", lines)

    def _list(self, rows: Sequence[Fact], lines: list[Line]) -> Grid:
        grid = Grid("Danh sách")
        for title in _TITLES[: self.titles]:
            self._put(grid, [title])
        self._header(grid)
        if self.numbering:
            self._put(grid, [f"({n})" for n in range(1, self._width + 1)])
        district, marks = "", 0
        for number, fact in enumerate(rows):
            if self.districts and fact.district != district:
                district, marks = fact.district, marks + 1
                self._district(grid, district, marks)
            above = rows[number - 1] if number else None
            same = above is not None and (above.producer, above.district) == (fact.producer, fact.district)
            if self.repeated and number == len(rows) // 2:
                self._header(grid)
                same = False
            if self.blank_rows and number % 4 == 3:
                self._put(grid, [])
                same = False
            self._line(grid, fact, number + 1, same=same)
            lines.append(self._expected(fact))
        self._below(grid, len(rows))
        return grid

    @property
    def _keys(self) -> list[str]:
        keys = []
        for key in self.order:
            keys += [f"{n} sao" for n in (3, 4, 5)] if key == "stars" and self.stars == "ticks" else [key]
        return keys

    @property
    def _width(self) -> int:
        return len(self._keys) + self.numbered

    def _put(self, grid: Grid, cells: Sequence[object]) -> int:
        return grid.add(*([""] * self.indent), *(self._text(cell) for cell in cells))

    def _text(self, cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        if self.spaces:
            cell = f"\u00a0{cell.replace(' ', '  ')} "
        return unicodedata.normalize("NFD", cell) if self.nfd else cell

    def _header(self, grid: Grid) -> None:
        top = [self._label(key) for key in self._keys]
        if self.numbered:
            top = ["TT" if self.names % 2 else "STT", *top]
        if not self.two_lines:
            self._put(grid, [label[-1] if isinstance(label, tuple) else label for label in top])
            return
        first = self._put(grid, [label[0] if isinstance(label, tuple) else label for label in top])
        self._put(grid, [label[1] if isinstance(label, tuple) else "" for label in top])
        columns = [index for index, label in enumerate(top) if isinstance(label, tuple)]
        for index in range(len(top)):
            if index not in columns:
                grid.merges.append((first, index + self.indent, first + 1, index + self.indent))
        for index in columns[1:]:
            grid.rows[first][index + self.indent] = ""
        if len(columns) > 1:
            grid.merges.append((first, columns[0] + self.indent, first, columns[-1] + self.indent))

    def _label(self, key: str) -> object:
        if key.endswith(" sao"):
            return ("Hạng sao", key)
        label = NAMES[key][self.names]
        return label.upper() if self.upper_header else label

    def _district(self, grid: Grid, district: str, marks: int) -> None:
        name = district[:1].upper() + district[1:]
        mark = {"roman": _ROMAN[marks], "letter": "ABCDEĐGH"[marks % 8], "none": ""}[self.district_marks]
        row = self._put(grid, [mark, name] if self.numbered else [name])
        if not mark:
            grid.rows[row] = [*([""] * self.indent), self._text(name)]
            grid.merges.append((row, self.indent, row, self.indent + self._width - 1))

    def _line(self, grid: Grid, fact: Fact, number: int, *, same: bool) -> None:
        cells = [self._cell(key, fact) for key in self._keys]
        row = self._put(grid, [number, *cells] if self.numbered else cells)
        column = self._keys.index("producer") + self.numbered + self.indent
        if same and (self.merged or self.left_blank):
            grid.rows[row][column] = ""
        if same and self.merged:
            last = grid.merges[-1] if grid.merges else None
            if last and last[1] == column and last[2] == row - 1:
                grid.merges[-1] = (last[0], column, row, column)
            else:
                grid.merges.append((row - 1, column, row, column))

    def _cell(self, key: str, fact: Fact) -> object:
        if key.endswith(" sao"):
            return "x" if key == f"{fact.stars} sao" else ""
        if key == "commune":
            return self._place(fact)
        if key == "stars":
            return STARS[self.stars](fact.stars)
        if key == "decided_on":
            return DAYS[self.days](fact.decided_on)
        return getattr(fact, key, "")

    def _place(self, fact: Fact) -> str:
        written = fact.commune if self.districts else f"{fact.commune}, {fact.district}"
        if self.short_places:
            for long, short in _SHORT.items():
                written = written.replace(long, short)
        return written

    def _below(self, grid: Grid, count: int) -> None:
        first = ["", "Tổng cộng"] if self.numbered else ["Tổng cộng"]
        if self.totals:
            self._put(grid, [*first, "", count])
        if self.notes:
            self._put(grid, ["Ghi chú: danh sách theo thứ tự huyện."])
            self._put(grid, ["- Sản phẩm nâng hạng có dấu *."])
        if self.signatures:
            self._put(grid, ["", "", "", "Nơi lập, ngày 05 tháng 02 năm 2023"])
            self._put(grid, ["", "NGƯỜI LẬP BIỂU", "", "TM. ỦY BAN NHÂN DÂN"])
            self._put(grid, ["", "", "", "CHỦ TỊCH"])

    def _expected(self, fact: Fact) -> Line:
        district = fact.district[:1].upper() + fact.district[1:] if self.districts else ""
        place = " ".join(self._place(fact).split())
        return Line(fact.product, fact.producer, place, fact.stars, fact.decided_on, district)


_TITLES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "DANH SÁCH SẢN PHẨM OCOP ĐẠT TỪ 3 SAO TRỞ LÊN",
    "(Kèm theo Quyết định của Ủy ban nhân dân)",
)
_ROMAN = [
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]


# --- Formats ------------------------------------------------------------------------------------------------


def to_xlsx(grids: Sequence[Grid]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    day, plain = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format()
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        if grid.hidden:
            sheet.hide()
        else:
            sheet.activate()
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell != "":
                    sheet.write(number, column, cell)
        for top, left, bottom, right in grid.merges:
            sheet.merge_range(top, left, bottom, right, "", plain)
            value = grid.rows[top][left] if left < len(grid.rows[top]) else ""
            sheet.write(top, left, value, plain)
    book.close()
    return out.getvalue()


def to_xls(grids: Sequence[Grid]) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.visibility = int(grid.hidden)
        corners = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if (number, column) in corners:
                    bottom, right = corners[number, column]
                    sheet.write_merge(number, bottom, column, right, cell)
                elif cell != "":
                    sheet.write(number, column, cell, *([day] if isinstance(cell, date) else []))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def to_ods(grids: Sequence[Grid]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(grid.name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid.rows)
        + "</table:table>"
        for grid in grids
    )
    return ods_of(_ODS.format(tables))


def ods_of(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def _ods_cell(cell: object) -> str:
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell:%Y-%m-%d}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    text = "<text:s/>".join(escape(part) for part in str(cell).split("  "))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def to_csv(grids: Sequence[Grid], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for row in grids[-1].rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    return out.getvalue().encode(encoding)


def _to_cp1258(grids: Sequence[Grid]) -> bytes:
    """The old Windows code page keeps tones as marks of their own."""
    text = to_csv(grids, encoding="utf-8", delimiter=";").decode()
    return "".join(_for_cp1258(char) for char in unicodedata.normalize("NFC", text)).encode("cp1258")


def _for_cp1258(char: str) -> str:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return char


WRITERS: dict[str, Callable[[Sequence[Grid]], bytes]] = {
    "xlsx": to_xlsx,
    "xls": to_xls,
    "ods": to_ods,
    "csv": to_csv,
    "csv-semicolon": lambda grids: to_csv(grids, delimiter=";"),
    "csv-tab": lambda grids: to_csv(grids, encoding="utf-16", delimiter="\t"),
    "csv-plain": lambda grids: to_csv(grids, encoding="utf-8"),
    "csv-1258": _to_cp1258,
}
