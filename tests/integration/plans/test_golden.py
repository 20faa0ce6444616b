"""The plan of Bắc Giang 2020, entered as facts, issued, and read back from its two files."""

from __future__ import annotations

import io
import unicodedata

import docx
import pdfplumber
import pytest
from django.core.files.storage import default_storage

from ocop.documents.services import run_job
from plans import services
from plans.models import Plan, PlanPrint
from plans.queries.findings import remarks_on
from plans.rules.linter import Fault
from tests.factories import plan_papers as make

pytestmark = pytest.mark.django_db

MOTTO = "Độc lập - Tự do - Hạnh phúc"
ANNEX_SUMS = (
    *("5.000.000.000", "4.000.000.000", "330.000.000", "523.000.000", "208.300.000", "208.300.000"),
    *("106.400.000", "123.500.000", "400.000.000", "807.000.000", "1.200.000.000", "295.000.000"),
    *("55.000.000", "52.000.000", "44.500.000", "170.000.000", "1.000.000.000"),
)
HEADS = ("TT", "Nội dung", "Số tiền (đồng)", "Đơn vị thực hiện")


def mm(points: float) -> float:
    return float(points) * 25.4 / 72


def text_of(page) -> str:
    return unicodedata.normalize("NFC", page.extract_text(x_tolerance_ratio=0.25))


def lines_of(page) -> list[dict]:
    lines = page.extract_text_lines(x_tolerance_ratio=0.25)
    return [line | {"text": unicodedata.normalize("NFC", line["text"])} for line in lines]


def style(page, begins: str) -> tuple[float, str]:
    line = next(line for line in lines_of(page) if line["text"].startswith(begins))
    char = next(char for char in line["chars"] if not char["text"].isspace())
    return round(char["size"]), char["fontname"].rpartition("OCOP-Serif")[2].lstrip("-")


@pytest.fixture
def golden():
    return make.bac_giang()


def test_the_golden_plan_is_issued_and_read_back(golden):
    remarks = remarks_on(golden.plan)
    assert {remark.finding.fault for remark in remarks} == {Fault.ESTIMATE_OPEN}

    services.submit_plan(actor=golden.officer, plan=golden.plan)
    plan = services.issue_plan(actor=golden.leader, plan=golden.plan, dated_on=make.SIGNED_ON, number=4130)
    assert str(plan.number_entry) == "4130/KH-UBND"
    run_job(services.print_plan(actor=golden.officer, plan=plan).pk)
    plan = Plan.objects.get(pk=plan.pk)
    made = PlanPrint.objects.get(plan=plan, is_final=True)
    assert plan.issued_document.number == "4130/KH-UBND"

    with default_storage.open(made.pdf.name) as file, pdfplumber.open(io.BytesIO(file.read())) as pdf:
        _read_pdf(pdf.pages)
    with default_storage.open(made.docx.name) as file:
        _read_docx(docx.Document(io.BytesIO(file.read())))


def _read_pdf(pages) -> None:
    first, whole = pages[0], "\n".join(text_of(page) for page in pages)
    assert (round(mm(first.width)), round(mm(first.height))) == (210, 297)
    for page in pages:
        right = 20 if page.width > page.height else 15
        body = [line for line in lines_of(page) if not (mm(line["bottom"]) < 20 and line["text"].isdigit())]
        assert min(mm(line["x0"]) for line in body) >= 29.7
        assert mm(page.width) - max(mm(line["x1"]) for line in body) >= right - 0.3
        assert min(mm(line["top"]) for line in body) >= 19.7
        assert mm(page.height) - max(mm(line["bottom"]) for line in body) >= 19.7
    assert any(line["text"].endswith(MOTTO) for line in lines_of(first)) or MOTTO in text_of(first)
    assert style(first, "KẾ HOẠCH") == (14, "Bold")
    assert style(first, "Căn cứ Quyết định số 490/QĐ-TTg") == (14, "Italic")
    assert style(first, "I. MỤC ĐÍCH, YÊU CẦU") == (14, "Bold")
    assert "Bắc Giang, ngày 19 tháng 11 năm 2019" in text_of(first)
    assert not [line for line in lines_of(first) if mm(line["bottom"]) < 20 and line["text"].isdigit()]
    number = next(line for line in lines_of(pages[1]) if mm(line["bottom"]) < 20)
    assert number["text"] == "2"
    assert mm(number["x0"] + number["x1"]) / 2 == pytest.approx((30 + 210 - 15) / 2, abs=0.5)
    plain = " ".join(whole.split())
    assert "5.000.000.000 đồng (Bằng chữ: Năm tỷ đồng)" in plain
    assert "8. Kinh phí thực hiện" in plain
    assert "7.2. Đánh giá, phân hạng" in plain
    wide = [page for page in pages if page.width > page.height]
    budget = [page for page in wide if "Số tiền (đồng)" in text_of(page)]
    assert budget and "DỰ TOÁN KINH PHÍ THỰC HIỆN NĂM 2020" in text_of(budget[0])
    assert all(all(head in text_of(page) for head in HEADS) for page in budget)
    figures = [word for page in budget for word in text_of(page).split() if word in ANNEX_SUMS]
    assert sorted(figures) == sorted(ANNEX_SUMS)


def _read_docx(paper) -> None:
    sections = {(round(one.page_width.mm), round(one.page_height.mm)) for one in paper.sections}
    assert sections == {(210, 297), (297, 210)}
    assert (round(paper.sections[0].left_margin.mm), round(paper.sections[0].right_margin.mm)) == (30, 15)
    words = " ".join(paragraph.text for paragraph in paper.paragraphs)
    assert "5.000.000.000 đồng (Bằng chữ: Năm tỷ đồng)" in words
    table = next(table for table in paper.tables if tuple(cell.text for cell in table.rows[0].cells) == HEADS)
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert [row.cells[2].text for row in table.rows[1:]] == list(ANNEX_SUMS)
