"""The forms of a dossier as PDF and Word: the same facts in both, for each regime."""

import io
import re

import pdfplumber
import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.documents.paper import Line, Table
from ocop.documents.renderers import paper_to_pdf, to_docx
from registrations import documents, queries, services
from registrations.choices import RegistrationType
from registrations.models import Dossier, SelfAssessment
from registrations.rules import Part
from tests.factories.papers import words_of_docx
from tests.factories.registrations import complete_dossier, fresh, start_dossier
from tests.kept import kept

pytestmark = pytest.mark.django_db

PRODUCT = "Xoài Cát Chu sấy dẻo"


def words_of_pdf(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return plain("\n".join(page.extract_text() for page in pdf.pages))


def plain(text: str) -> str:
    """All that is written, without how the lines break."""
    return re.sub(r"\s+", "", text)


@kept
def dossier(cast):
    return complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer, name=PRODUCT)


FACTS = {
    Part.FORM: [
        "PHIẾU ĐĂNG KÝ",
        "Mẫu số 01",
        PRODUCT,
        "☒ Đăng ký lần đầu",
        "Dành cho UBND",
        "05",
    ],
    Part.ASSESSMENT: [
        "BÁO CÁO TỰ ĐÁNH GIÁ",
        "Giới tính: Nữ",
        "Dân tộc: Kinh",
        "☒ GCN đăng ký nhãn hiệu",
        "☐ Bằng sáng chế",
        "Lời về material_area",
        "950,5 hộp",
        "47.500.000",
        "-500.000",
        "Tổng điểm tự chấm",
        "IV. KẾ HOẠCH PHÁT TRIỂN",
        "BẢNG KÊ MINH CHỨNG",
        "Giấy đăng ký kinh doanh",
    ],
    Part.REPORT: [
        "12/UBND",
        "ỦY BAN NHÂN DÂN",
        "Hai mươi lao động của xã.",
        "Giới tính: Nữ",
        "TM. ỦY BAN NHÂN DÂN",
        "Lưu: VT.",
    ],
    Part.PLAN: ["Biểu số 03", "350.000.000", "Lời về materials", "60.000.000"],
    Part.PROFILE: ["Biểu số 04", "Tổ chế biến", "Lời về premises", "06/05/2019"],
}


def both(dossier, part) -> tuple[str, str]:
    paper = documents.paper_of(dossier, part)
    return words_of_pdf(paper_to_pdf(paper)), plain(words_of_docx(to_docx(paper)))


def facts_for_pdf(fact: str) -> str:
    """On the PDF a box is drawn, on a line of its own for a reader of text."""
    return plain(fact.replace("☒ ", "").replace("☐ ", ""))


@pytest.mark.parametrize("part", [Part.FORM, Part.ASSESSMENT, Part.REPORT])
def test_each_form_of_today_carries_the_same_facts_in_both(dossier, part):
    pdf, word = both(dossier, part)

    assert [fact for fact in FACTS[part] if facts_for_pdf(fact) not in pdf] == []
    assert [fact for fact in FACTS[part] if plain(fact) not in word] == []


@pytest.mark.parametrize("part", [Part.PLAN, Part.PROFILE])
def test_the_forms_of_1048_carry_the_same_facts_in_both(cast, part):
    dossier = complete_dossier(cast.producer, cast.cycle_1048, actor=cast.officer)
    pdf, word = both(dossier, part)

    assert [fact for fact in FACTS[part] if plain(fact) not in pdf] == []
    assert [fact for fact in FACTS[part] if plain(fact) not in word] == []


def test_every_score_stands_in_the_order_of_the_set(dossier):
    paper = documents.paper_of(dossier, Part.ASSESSMENT)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    table = next(table for table in tables if table.columns[0].title == "Tiêu chí")
    codes = [row.cells[0] for row in table.rows if row.look == ""]

    assert codes == [row.code for row in queries.dossier_file(dossier).criteria]
    assert table.rows[-1].cells[2:4] == ("100", "100")


def test_an_empty_form_is_printed_with_lines_to_write_on(cast):
    draft = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    for part in (Part.FORM, Part.ASSESSMENT, Part.REPORT):
        pdf, word = both(draft, part)
        assert plain("Độc lập - Tự do - Hạnh phúc") in pdf
        assert plain("Độc lập - Tự do - Hạnh phúc") in word


def test_an_upgrade_prints_what_changed(cast):
    dossier = complete_dossier(
        cast.new_producer,
        cast.cycle_26,
        actor=cast.new_officer,
        registration_type=RegistrationType.UPGRADE,
    )
    pdf, word = both(dossier, Part.ASSESSMENT)

    assert plain("7. Thay đổi từ khi được công nhận") in pdf
    assert plain("Lời về renewed_papers") in pdf and plain("Lời về renewed_papers") in word


def test_long_names_and_odd_letters_stay_on_the_page(dossier):
    long = "Nghiễng Ưỡng Ẫm: rượu nếp cẩm ủ men lá truyền thống " * 4
    dossier.product_name, dossier.organisation_name = long[:250], "Á" * 250
    SelfAssessment.objects.filter(dossier=dossier).update(history="Dòng một\nDòng hai <b>&amp;</b>\x0b 🍋")
    paper = documents.paper_of(dossier, Part.ASSESSMENT)
    content = paper_to_pdf(paper)

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        right = max(letter["x1"] for page in pdf.pages for letter in page.chars)
        assert right <= pdf.pages[0].width - 15 * 72 / 25.4 + 1
    assert plain("Dòng hai <b>&amp;</b> □") in words_of_pdf(content)
    assert plain("Dòng hai <b>&amp;</b> 🍋") in plain(words_of_docx(to_docx(paper)))


@pytest.mark.parametrize(("kind", "head"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")])
def test_a_form_is_downloaded_and_noted(client, cast, dossier, kind, head):
    client.force_login(cast.new_officer)

    answer = client.get(reverse("registrations:dossier-print", args=[dossier.pk, "form", kind]))

    assert answer.status_code == 200
    assert answer.content.startswith(head)
    assert f".{kind}" in answer["Content-Disposition"]
    event = Event.objects.get(verb="dossier.print")
    assert (event.subject_id, event.detail) == (dossier.pk, {"part": "form", "file_format": kind})


@pytest.mark.parametrize(
    ("part", "kind"), [("form", "exe"), ("plan", "pdf"), ("changes", "docx"), ("x", "pdf")]
)
def test_what_the_dossier_does_not_have_is_not_found(client, cast, dossier, part, kind):
    client.force_login(cast.new_officer)

    answer = client.get(reverse("registrations:dossier-print", args=[dossier.pk, part, kind]))

    assert answer.status_code == 404
    assert not Event.objects.filter(verb="dossier.print").exists()


def test_a_neighbour_gets_no_form(client, cast, dossier):
    client.force_login(cast.neighbour_officer)
    url = reverse("registrations:dossier-print", args=[dossier.pk, "form", "pdf"])

    assert client.get(url).status_code == 404


def test_the_receipt_number_is_printed_once_given(cast, dossier):
    sent = services.submit_dossier(actor=cast.new_officer, dossier=fresh(dossier))
    pdf, word = both(sent, Part.FORM)

    assert plain(sent.receipt_number) in pdf and plain(sent.receipt_number) in word


def test_nothing_optional_is_left_to_write_on_once_somebody_is_named(cast, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(legal_rep_position="", email="")

    paper = documents.paper_of(fresh(dossier), Part.FORM)

    told = {block.label: block.value for block in paper.blocks if isinstance(block, Line)}
    assert (told["Chức vụ"], told["Email"]) == ("không có", "không có")


def test_a_form_taken_home_stands_in_the_trail_and_not_in_the_history(client, cast, dossier):
    client.force_login(cast.new_officer)
    before = len(client.get(dossier.get_absolute_url()).context["page"].entries)

    for kind in ("pdf", "docx"):
        client.get(reverse("registrations:dossier-print", args=[dossier.pk, "form", kind]))

    assert Event.objects.filter(verb="dossier.print", subject_id=dossier.pk).count() == 2
    assert len(client.get(dossier.get_absolute_url()).context["page"].entries) == before
