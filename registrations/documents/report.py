"""The commune's report (Mẫu số 03, 26/2026/QĐ-TTg)."""

from __future__ import annotations

from ocop.documents.paper import Closing, Head, Heading, Line, Paper, Signature, Text
from registrations.documents.shapes import day_in_words, lines_of, province_of
from registrations.models import CommuneReport, Dossier, SelfAssessment
from registrations.queries import PartForm

CONTENTS = (
    ("1. Nguyên liệu địa phương", "local_materials"),
    ("2. Lao động địa phương", "local_labour"),
    ("3. Nguồn gốc ý tưởng (truyền thống hoặc mới)", "idea_origin"),
    ("4. Bản sắc, tri thức địa phương", "local_identity"),
)


def report_paper(dossier: Dossier, form: PartForm) -> Paper:
    """The four contents and the request to the province. The report gives no points."""
    report = CommuneReport.objects.filter(dossier=dossier).first()
    commune, asked_on = dossier.commune, report.request_on if report else None
    return Paper(
        name=f"{form.title} {commune.name}",
        head=Head(
            body=("ỦY BAN NHÂN DÂN", commune.name_in_address.upper()),
            number=(report.request_number if report else "") or "……/BC-UBND",
            place_and_date=f"{commune.name}, {day_in_words(asked_on, dossier.cycle.year)}",
            mark=form.number,
        ),
        title="BÁO CÁO",
        subject=("Xem xét hồ sơ đề nghị đánh giá, phân hạng sản phẩm OCOP", f"năm {dossier.cycle.year}"),
        blocks=(
            Heading("I. THÔNG TIN HỒ SƠ"),
            *_dossier(dossier),
            Heading("II. Ý KIẾN XEM XÉT"),
            *lines_of(report, CONTENTS),
            Text(
                f"Ủy ban nhân dân {commune.name_in_address} đề nghị Ủy ban nhân dân {province_of(dossier)} "
                f"xem xét, đánh giá, phân hạng sản phẩm “{dossier.product_name}”./."
            ),
        ),
        closing=Closing(
            (Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),),
            recipients=(f"- UBND {province_of(dossier)};", f"- {dossier.organisation_name};", "- Lưu: VT."),
        ),
    )


def _dossier(dossier: Dossier) -> tuple[Line, ...]:
    """Owner, representative and product, as the self-assessment tells of them."""
    told = SelfAssessment.objects.filter(dossier=dossier).first()
    return (
        Line("1. Chủ thể", dossier.organisation_name),
        Line("2. Loại hình tổ chức", str(dossier.producer.get_kind_display())),
        Line("3. Địa chỉ", dossier.contact_address),
        Line("4. Người đại diện theo pháp luật", dossier.legal_rep_name),
        Line("Giới tính", str(told.get_rep_gender_display()) if told else ""),
        Line("Dân tộc", told.rep_ethnicity if told else ""),
        Line("Địa chỉ thường trú", told.rep_residence if told else ""),
        Line("5. Sản phẩm", dossier.product_name),
    )
