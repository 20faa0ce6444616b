"""Every kind of paper read back: Decree 30/2020/NĐ-CP, Appendix I, measured in the finished files."""

from __future__ import annotations

import io
import os
import re
import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import docx
import pdfplumber
import pikepdf
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from ocop.documents.paper import Column, Row, Table
from ocop.documents.renderers import paper_to_pdf, to_docx
from script.launch.setup import has_office
from tests.factories import decree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
SLACK = 0.3
"""Millimetres that a justified line may reach out."""

BOLD, ITALIC, BOTH, UPRIGHT = "Bold", "Italic", "BoldItalic", ""
ELEMENTS = {
    "QĐ": (
        ("QUYẾT ĐỊNH", 14, BOLD),
        ("Về việc phê duyệt", 14, BOLD),
        ("ỦY BAN NHÂN DÂN CỘNG", 13, BOLD),
        ("CHỦ TỊCH ỦY BAN", 14, BOLD),
        ("Căn cứ Luật", 14, ITALIC),
        ("Nơi nhận: ", 12, BOTH),
        ("- Lưu: VT, KT.", 11, UPRIGHT),
        ("Lãnh đạo tỉnh", 14, BOLD),
        ("Phụ lục I", 14, BOLD),
        ("DANH SÁCH SẢN PHẨM", 14, BOLD),
        ("(Kèm theo", 14, ITALIC),
        ("Tập huấn lớp 1", 12, UPRIGHT),
    ),
    "KH": (("I. MỤC ĐÍCH", 14, BOLD), ("1. Mục đích", 14, BOLD), ("Phát triển", 14, UPRIGHT)),
    "CV": (("V/v thông báo", 12, UPRIGHT), ("Kính gửi:", 14, UPRIGHT), ("KT. CHỦ TỊCH", 14, BOLD)),
    "BB": (("HỘI ĐỒNG ĐÁNH GIÁ", 12, BOLD), ("THƯ KÝ", 14, BOLD), ("1 Trà tim sen", 11, UPRIGHT)),
}


def mm(points: float) -> float:
    return float(points) * 25.4 / 72


@cache
def pdf_of(kind: str) -> bytes:
    return paper_to_pdf(decree.KINDS[kind]())


def pages_of(kind: str) -> list:
    with pdfplumber.open(io.BytesIO(pdf_of(kind))) as pdf:
        return list(pdf.pages)


def lines_of(page) -> list[dict]:
    lines = page.extract_text_lines(x_tolerance_ratio=0.25)
    return [line | {"text": unicodedata.normalize("NFC", line["text"])} for line in lines]


def is_page_number(line: dict) -> bool:
    return mm(line["bottom"]) < 20 and line["text"].isdigit()


def face_of(char: dict) -> str:
    name = char["fontname"].rpartition("OCOP-Serif")[2].lstrip("-")
    return "".join(part for part in ("Bold", "Italic") if part in name)


@pytest.mark.parametrize("kind", decree.KINDS)
def test_the_text_stays_within_the_margins(kind):
    """A4; 20 mm above and below, 30 mm left, 15 mm right (20 mm where the paper lies)."""
    for page in pages_of(kind):
        lying = page.width > page.height
        assert {round(mm(page.width)), round(mm(page.height))} == {210, 297}
        body = [line for line in lines_of(page) if not is_page_number(line)]
        assert min(mm(line["x0"]) for line in body) >= 30 - SLACK
        assert mm(page.width) - max(mm(line["x1"]) for line in body) >= (20 if lying else 15) - SLACK
        assert min(mm(line["top"]) for line in body) >= 20 - SLACK
        assert mm(page.height) - max(mm(line["bottom"]) for line in body) >= 20 - SLACK


@pytest.mark.parametrize("kind", decree.KINDS)
def test_the_motto_stands_on_one_line_over_a_rule_of_its_length(kind):
    page = pages_of(kind)[0]
    text = unicodedata.normalize("NFC", "".join(char["text"] for char in page.chars))
    nation, motto = ([page.chars[at + n] for n in range(len(words))] for words, at in
                     ((NATION, text.find(NATION)), (MOTTO, text.find(MOTTO))))  # fmt: skip

    assert {(round(char["size"]), face_of(char)) for char in nation} == {(13, BOLD)}
    assert {(round(char["size"]), face_of(char)) for char in motto} == {(14, BOLD)}
    assert len({round(char["top"]) for char in nation}) == len({round(char["top"]) for char in motto}) == 1
    below = [r for r in page.rects + page.lines if 0 < r["bottom"] - motto[0]["bottom"] < 9]
    rule = next(r for r in below if abs(r["x0"] - motto[0]["x0"]) < 6)
    assert mm(rule["x1"] - rule["x0"]) == pytest.approx(mm(motto[-1]["x1"] - motto[0]["x0"]), abs=0.5)


@pytest.mark.parametrize(("kind", "begins", "size", "face"), [
    (kind, *element) for kind, elements in ELEMENTS.items() for element in elements
])  # fmt: skip
def test_each_element_has_the_size_and_the_face_of_the_decree(kind, begins, size, face):
    for page in pages_of(kind):
        for line in lines_of(page):
            at = line["text"].find(begins.strip())
            if at >= 0:
                char = next(char for char in line["chars"][at:] if not char["text"].isspace())
                assert (round(char["size"], 1), face_of(char)) == (size, face)
                return
    pytest.fail(f"not printed: {begins}")


def test_pages_are_numbered_in_the_upper_margin_but_not_the_first_of_the_paper_or_of_an_annex():
    numbers = []
    for page in pages_of("QĐ"):
        found = [line for line in lines_of(page) if is_page_number(line)]
        numbers.append(found[0]["text"] if found else "")
        for line in found:
            right = 20 if page.width > page.height else 15
            middle = (30 + mm(page.width) - right) / 2
            assert mm(line["x0"] + line["x1"]) / 2 == pytest.approx(middle, abs=0.5)
            assert {round(char["size"]) for char in line["chars"]} == {13}

    assert numbers[0] == ""
    assert numbers[1:4] == ["", "2", "3"]  # the first annex, counted anew
    assert numbers[-1] == ""  # the second annex has one page


def test_a_wide_annex_lies_and_repeats_the_head_of_its_table():
    wide = [page for page in pages_of("QĐ") if page.width > page.height]

    assert len(wide) >= 3
    assert all("Số tiền (đồng)" in unicodedata.normalize("NFC", page.extract_text()) for page in wide)


@pytest.mark.parametrize("kind", decree.KINDS)
def test_files_are_tagged_in_vietnamese_with_embedded_faces(kind):
    with pikepdf.open(io.BytesIO(pdf_of(kind))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont) for font in fonts}
        kept = [{"/FontFile2", "/FontFile3"} & set(f.DescendantFonts[0].FontDescriptor.keys()) for f in fonts]

    assert all("OCOP-Serif" in name for name in names)
    assert all(kept)


def test_numbers_and_signs_are_not_broken():
    text = unicodedata.normalize("NFC", pages_of("KH")[0].extract_text())

    assert "11/TTr-SNNMT." in text


def test_blocks_without_rows_of_their_own_fill_the_page_and_the_head_is_on_every_one():
    """An estimate of several years: five blocks, each with the lines of four sources and nothing below it."""
    with pdfplumber.open(io.BytesIO(paper_to_pdf(decree.years()))) as pdf:
        lines = [[line["text"] for line in lines_of(page)] for page in pdf.pages if page.width > page.height]

    head = "TT Nội dung Số tiền (đồng) Đơn vị thực hiện Nguồn vốn"
    assert len(lines) == 2 and all(head in page for page in lines)
    assert any("Năm 2023" in line for line in lines[0]), "the first page is not left empty below the total"


def test_a_table_of_150_rows_runs_over_twelve_pages():
    """`script/bench_plan` says how long a plan of this length takes."""
    content = paper_to_pdf(decree.plan(rows=150, paragraphs=10))

    assert len(pikepdf.open(io.BytesIO(content)).pages) >= 12


# --- The Word file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", decree.KINDS)
def test_every_paragraph_of_the_word_file_has_a_named_style(kind):
    document = docx.Document(io.BytesIO(to_docx(decree.KINDS[kind]())))
    nodes = document.element.body.iter(W + "p")
    loose = [p.text for p in (docx.text.paragraph.Paragraph(n, document) for n in nodes)
             if p.text and not p.style.name.startswith("OCOP ")]  # fmt: skip

    assert loose == []


def test_a_head_of_two_rows_keeps_its_titles_in_the_word_file():
    document = docx.Document(io.BytesIO(to_docx(decree.minutes())))
    upper, lower = document.tables[1].rows[0].cells, document.tables[1].rows[1].cells

    assert [cell.text for cell in upper[:4]] == [
        "TT",
        "Sản phẩm",
        "Điểm của thành viên",
        "Điểm của thành viên",
    ]
    assert [cell.text for cell in lower[:4]] == ["TT", "Sản phẩm", "1", "2"]
    assert upper[-1].text == "Hạng"


def test_a_number_with_its_sign_does_not_break_in_the_word_file():
    document = docx.Document(io.BytesIO(to_docx(decree.plan())))
    paragraph = next(p for p in document.paragraphs if "11/TTr-SNNMT" in p.text)

    assert "11/TTr-" not in "".join(node.text or "" for node in paragraph._p.iter(W + "t"))
    assert len(list(paragraph._p.iter(W + "noBreakHyphen"))) >= 1


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Serif</string></edit></match>
</fontconfig>"""
"""The face of the Word files by one of the same widths, wherever the test runs."""


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory):
    """Every kind of paper as Word file, opened in LibreOffice: all in one start of the program."""
    folder = tmp_path_factory.mktemp("libreoffice")
    return opened_in_libreoffice(folder, decree.KINDS, settings.DOCUMENT_ASSETS / "fonts")


def opened_in_libreoffice(folder: Path, papers: Mapping[str, Callable], fonts: Path) -> dict[str, Path]:
    if not has_office():
        pytest.skip("LibreOffice is not installed")
    known = folder / "fonts.conf"
    known.write_text(FONTS.format(fonts=fonts, cache=folder / "cache"))
    sources = [folder / f"{name}.docx" for name in range(len(papers))]
    for source, make in zip(sources, papers.values(), strict=True):
        source.write_bytes(to_docx(make()))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *sources]
    environment = os.environ | {"FONTCONFIG_FILE": str(known)}
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
    return dict(zip(papers, (source.with_suffix(".pdf") for source in sources), strict=True))


@pytest.mark.office
@pytest.mark.parametrize("kind", decree.KINDS)
def test_the_word_file_opened_in_libreoffice_looks_like_the_pdf(in_libreoffice, kind):
    """The same pages, the same words, the head at the same place."""
    with pdfplumber.open(in_libreoffice[kind]) as pdf:
        word, printed = shape_of(list(pdf.pages)), shape_of(pages_of(kind))

    assert word[:2] == printed[:2]
    assert word[2] == pytest.approx(printed[2], abs=1.5)


@pytest.fixture(scope="module")
def wide_face(tmp_path_factory) -> Path:
    """The faces of the papers with every letter a fifth wider, as a face that stands in for them may be."""
    folder = tmp_path_factory.mktemp("wide")
    for source in (settings.DOCUMENT_ASSETS / "fonts").glob("*.ttf"):
        font = TTFont(source)
        for letter, (advance, side) in font["hmtx"].metrics.items():
            font["hmtx"][letter] = (advance * 6 // 5, side)
        font.save(folder / source.name)
    return folder


@pytest.mark.office
def test_a_wider_face_breaks_neither_the_state_nor_its_motto_nor_an_amount(tmp_path, wide_face):
    papers = {"KH": partial(decree.plan, rows=3), "QĐ": decree.KINDS["QĐ"]}
    for made in opened_in_libreoffice(tmp_path, papers, wide_face).values():
        with pdfplumber.open(made) as pdf:
            lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
        assert sum(NATION in line for line in lines) == 1
        assert sum(MOTTO in line for line in lines) == 1
        assert not [line for line in lines if re.search(r"\d\.\d{1,2}$", line.strip())], "an amount is broken"


def shape_of(pages: list) -> tuple:
    """Page sizes, all words, and where the state's name ends and begins, in millimetres."""
    words = " ".join(page.extract_text() for page in pages)
    nation = next(line for line in lines_of(pages[0]) if NATION in line["text"])
    return (
        [(round(page.width), round(page.height)) for page in pages],
        sorted(unicodedata.normalize("NFC", words).split()),
        [mm(nation["x1"]), mm(nation["top"])],
    )


@pytest.mark.parametrize(("rows", "held"), [(3, 4), (12, 1)])
def test_a_signature_below_a_table_is_never_alone_on_a_page(rows, held):
    """The table goes along, past the gap below it: a short one whole with its head, of a long one a row."""
    line = Row(("Năm", "Doanh thu"))
    table = Table((Column("Năm"), Column("Doanh thu")), (line,) * rows)
    paper = replace(decree.letter(), blocks=(table,))
    document = docx.Document(io.BytesIO(to_docx(paper)))

    last = document.tables[-2]._tbl.tr_lst
    kept = [all(p.pPr is not None and p.pPr.keepNext_val for p in row.iter(W + "p")) for row in last]
    assert kept == [False] * (len(last) - held) + [True] * held
