"""A district's plan and a city's programme of five years, entered as facts, issued and read back."""

from __future__ import annotations

import io
import unicodedata

import docx
import pdfplumber
import pytest
from django.core.files.storage import default_storage

from budgets.queries.outline import outline_of
from ocop.core.money import dotted
from ocop.documents.paper import Text
from ocop.documents.renderers import PAPER, to_docx
from ocop.documents.renderers.pdf import html_of
from ocop.documents.services import run_job
from plans import services
from plans.documents import plan_paper
from plans.models import PlanPrint
from plans.queries.findings import blocking, remarks_on
from plans.queries.reading import reading_of
from plans.rules.linter import Fault, Spot
from tests.factories import plan_facts as facts

pytestmark = pytest.mark.django_db


def test_a_district_plan_is_issued_and_read_back_from_both_files():
    """Bàu Bàng 2021."""
    district = facts.bau_bang()
    assert list(blocking(district.plan)) == []
    services.submit_plan(actor=district.officer, plan=district.plan)
    plan = services.issue_plan(
        actor=district.leader, plan=district.plan, dated_on=facts.BAU_BANG_SIGNED_ON, number=14
    )
    run_job(services.print_plan(actor=district.officer, plan=plan).pk)

    made = PlanPrint.objects.get(plan=plan, is_final=True)
    with default_storage.open(made.pdf.name) as file, pdfplumber.open(io.BytesIO(file.read())) as pdf:
        printed = "\n".join(page.extract_text(x_tolerance_ratio=0.25) for page in pdf.pages)
    with default_storage.open(made.docx.name) as file:
        paper = docx.Document(io.BytesIO(file.read()))
    assert not _headers(paper)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    typed = "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    for text in (_plain(printed), _plain(typed)):
        for words in (
            "Số: 14/KH-UBND",
            "Bàu Bàng, ngày 22 tháng 02 năm 2021",
            "Căn cứ Quyết định số 1166/QĐ-UBND ngày 29 tháng 4 năm 2020",
            "Xã, thị trấn có sản phẩm đăng ký, trên tổng số 7: từ 4 xã, thị trấn",
            "Sản phẩm được xếp hạng 3 sao: 1 - 3 sản phẩm",
            "5.2. Lựa chọn ý tưởng",
            "10. Xúc tiến thương mại, quảng bá",
            "Thời gian: Tháng 9 - 10/2021",
            "TM. ỦY BAN NHÂN DÂN",
        ):
            assert words in text


def _headers(paper) -> str:
    first = paper.sections[0]
    return "".join(one.text for part in (first.first_page_header, first.header) for one in part.paragraphs)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_a_programme_of_five_years_with_seven_sources_needs_no_code():
    """Hải Phòng 2021–2025: 165,4 tỷ by year and by source."""
    city = facts.hai_phong()
    outline = outline_of(city.estimate)
    assert city.plan.estimate == city.estimate, "the estimate of the same years is taken"
    assert outline.total_vnd == 165_400_000_000
    assert [row.placed.amount_vnd // 10**6 for row in outline.blocks] == [
        23_900,
        28_500,
        33_500,
        37_500,
        42_000,
    ]
    assert sorted(amount // 10**6 for _source, amount in outline.by_source) == sorted(
        sum(amounts) for _name, amounts in facts.HAI_PHONG_SOURCES
    )

    words = _plain(plan_paper(reading_of(city.plan)).words)

    assert "165.400.000.000 đồng (Bằng chữ: Một trăm sáu mươi lăm tỷ bốn trăm triệu đồng)" in words
    assert "+ Năm 2025: 42.000.000.000 đồng" in words
    assert "- Giai đoạn 2: từ 01/01/2023 đến 31/12/2025." in words
    assert "Sản phẩm đạt 5 sao: từ 5 sản phẩm" in words
    assert "TIẾN ĐỘ THỰC HIỆN GIAI ĐOẠN 2021–2025" in words
    for source, amount in outline.by_source:
        assert f"+ {source.name}: {dotted(amount)} đồng" in words
    services.submit_plan(actor=city.officer, plan=city.plan)
    plan = services.issue_plan(
        actor=city.leader, plan=city.plan, dated_on=facts.HAI_PHONG_SIGNED_ON, number=674
    )
    assert str(plan.number_entry) == "674/KH-UBND"


def test_what_leads_in_stays_with_what_follows():
    """“Các đơn vị báo cáo:” and a title in bold do not end a page."""
    whole = plan_paper(reading_of(facts.bau_bang().plan))
    leading = [block for block in whole.blocks if isinstance(block, Text) and block.leads_in]
    assert {block.lead for block in leading} >= {"5.1. Đăng ký sản phẩm", "5.2. Lựa chọn ý tưởng"}
    assert '<p class="text lead-in">' in html_of(PAPER, whole)
    paper = docx.Document(io.BytesIO(to_docx(whole)))
    kept = {p.text.strip() for p in paper.paragraphs if p.paragraph_format.keep_with_next}
    assert {block.lead for block in leading if block.lead} <= kept


def test_a_draft_says_so_on_every_page_of_its_word_file():
    paper = docx.Document(io.BytesIO(to_docx(plan_paper(reading_of(facts.hai_phong().plan)))))

    assert _headers(paper) == "BẢN NHÁP – BẢN NHÁP"
    assert all(one.first_page_header.is_linked_to_previous for one in paper.sections[1:])


def test_numbers_typed_in_a_text_and_given_to_rows_are_held_against_each_other():
    """The text of III begins with “1. Đối tượng thực hiện”; the first activity below it is a 1 as well."""
    district = facts.bau_bang()
    plan, actor = district.plan, district.officer
    numbers = {Fault.NUMBER_GAP, Fault.NUMBER_REPEAT}
    first, second = reading_of(plan).activities[:2]
    section = plan.sections.get(kind="activities")

    def found():
        return [one.finding for one in remarks_on(plan) if one.finding.fault in numbers]

    assert found() == []
    text = "1. Đối tượng thực hiện\nDoanh nghiệp, hợp tác xã, tổ hợp tác, hộ sản xuất."
    services.write_section(actor=actor, section=section, title=section.title, text=text)
    assert [(one.fault, one.spot, one.values) for one in found()] == [
        (Fault.NUMBER_REPEAT, Spot("activities", first.row.pk), ("1", "1"))
    ]
    services.change_part(actor=actor, part=first.row, title=f"2. {first.title}")
    assert found() == []
    content = "3. Một việc\n5. Một việc khác"
    services.change_part(actor=actor, part=first.row, title=f"2. {first.title}", content=content)
    assert [(one.fault, one.spot.key, one.values) for one in found()] == [
        (Fault.NUMBER_GAP, first.row.pk, ("5", "3")),
        (Fault.NUMBER_REPEAT, second.row.pk, ("3", "5")),
    ]


def test_the_money_in_the_text_is_held_against_that_of_the_estimate():
    city = facts.hai_phong()
    section = city.plan.sections.get(kind="funding")
    for text, is_wrong in (("Tổng kinh phí 165,4 tỷ đồng.", False), ("Tổng kinh phí 164,5 tỷ đồng.", True)):
        services.write_section(actor=city.officer, section=section, title="Kinh phí", text=text)
        faults = {remark.finding.fault for remark in remarks_on(city.plan)}
        assert (Fault.TOTAL_ANNEX in faults) is is_wrong
