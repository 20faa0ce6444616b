"""The self-assessment with its score table and the list of evidence (Mẫu số 02, 26/2026/QĐ-TTg)."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Block,
    Closing,
    Column,
    Heading,
    Line,
    Paper,
    Row,
    Table,
    Text,
    Ticks,
)
from ocop.documents.words import enclosed_with
from ocop.law.queries import tree_of
from ocop.ui.writing import points
from registrations.choices import HeldCertificate
from registrations.documents.shapes import day, figures_table, form_head, lines_of, signed_by_owner
from registrations.models import ChangeStatement, Dossier, SelfAssessment
from registrations.queries import (
    DossierFile,
    EvidenceRow,
    FiledCriterion,
    PartForm,
    dossier_file,
    figures_to_write,
)

TOLD = (("7. Lịch sử hình thành", "history"), ("8. Cơ cấu tổ chức", "structure"))
RESULTS = (
    ("1. Vùng nguyên liệu", "material_area"),
    ("2. Công nghệ", "technology"),
    ("3. Chế biến", "processing"),
    ("4. Đóng gói", "packing"),
    ("5. Thay đổi về chất lượng, tiêu chuẩn, bao bì", "quality_changes"),
    ("6. Thị trường", "markets"),
)
CHANGES = (
    ("- Nguyên liệu", "materials"),
    ("- Công nghệ", "technology"),
    ("- Bao bì, nhãn", "packaging"),
    ("- Công bố chất lượng, kiểm nghiệm định kỳ", "quality"),
    ("- Thị trường", "markets"),
    ("- Sản lượng, doanh thu", "output"),
    ("- Giấy tờ đã cấp lại, gia hạn", "renewed_papers"),
)
PLANS = (
    ("1. Sản phẩm", "product_plan"),
    ("2. Sản xuất", "production_plan"),
    ("3. Thị trường", "market_plan"),
)
SCORES = (
    Column("Tiêu chí", 18, "mid"),
    Column("Nội dung"),
    Column("Tối đa", 16, "mid"),
    Column("Tự chấm", 16, "mid"),
    Column("Mô tả", 40),
    Column("Minh chứng", 32),
)
EVIDENCE = (
    Column("TT", 11, "mid"),
    Column("Giấy tờ"),
    Column("Số, nơi cấp", 40),
    Column("Ngày cấp", 24, "mid"),
    Column("Hết hạn", 24, "mid"),
    Column("Tiêu chí", 26, "mid"),
)


def assessment_paper(dossier: Dossier, form: PartForm) -> Paper:
    """Parts I to IV in their order; the list of evidence as annex."""
    told, file = SelfAssessment.objects.filter(dossier=dossier).first(), dossier_file(dossier)
    return Paper(
        name=form.title,
        head=form_head(form),
        title=form.title.upper(),
        subject=(f"Sản phẩm: {dossier.product_name}", f"Chủ thể: {dossier.organisation_name}"),
        blocks=(
            Heading("I. THÔNG TIN CHUNG"),
            *_general(dossier, told),
            Heading("II. KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT, KINH DOANH"),
            *_results(dossier, told),
            Heading("III. KẾT QUẢ TỰ ĐÁNH GIÁ"),
            *_scores(dossier, file),
            Heading("IV. KẾ HOẠCH PHÁT TRIỂN"),
            *_plans(dossier, told),
        ),
        closing=Closing((signed_by_owner(dossier),)),
        annexes=(_evidence(dossier, file),),
    )


def _general(dossier: Dossier, told: SelfAssessment | None) -> Iterator[Block]:
    producer = dossier.producer
    held = set(told.certificates) if told else set()
    described = "\n".join(filter(None, (told.description, told.standards))) if told else ""
    yield Line("1. Tên chủ thể", dossier.organisation_name)
    yield Line("2. Loại hình tổ chức", str(producer.get_kind_display()))
    yield Line("3. Địa chỉ", dossier.contact_address)
    yield Line("Điện thoại, email", ", ".join(filter(None, (dossier.phone, dossier.email))))
    yield Line("4. Người đại diện theo pháp luật", dossier.legal_rep_name)
    yield Line("Giới tính", str(told.get_rep_gender_display()) if told else "")
    yield Line("Dân tộc", told.rep_ethnicity if told else "")
    yield Line("Địa chỉ thường trú", told.rep_residence if told else "")
    founded = day(told.established_on) if told else ""
    yield Line("5. Ngày thành lập hoặc đăng ký kinh doanh", founded)
    yield Line("Số giấy đăng ký", producer.registration_number)
    yield Line("6. Sản phẩm", dossier.product_name)
    yield Line("Mô tả, quy cách, tiêu chuẩn", described)
    yield Ticks("Giấy tờ đã có", tuple((str(tick.label), tick in held) for tick in HeldCertificate))
    if told and told.other_certificate:
        yield Line("Giấy tờ sở hữu trí tuệ khác", told.other_certificate)
    yield from lines_of(told, TOLD)


def _results(dossier: Dossier, told: SelfAssessment | None) -> Iterator[Block]:
    yield from lines_of(told, RESULTS)
    if dossier.is_again:
        yield Heading("7. Thay đổi từ khi được công nhận", level=2)
        yield from lines_of(ChangeStatement.objects.filter(dossier=dossier).first(), CHANGES)
    achieved, _planned = figures_to_write(dossier)
    yield figures_table(achieved, "Kết quả các năm")


def _plans(dossier: Dossier, told: SelfAssessment | None) -> Iterator[Block]:
    yield from lines_of(told, PLANS)
    _achieved, planned = figures_to_write(dossier)
    yield figures_table(planned, "Kế hoạch các năm")


def _scores(dossier: Dossier, file: DossierFile) -> Iterator[Block]:
    """The scores in the order of the set, part by part and section by section."""
    if dossier.criteria_set is None:
        yield Text("Chưa chọn bộ tiêu chí.")
        return
    tree = tree_of(dossier.criteria_set)
    filed = {row.code: row for row in file.criteria}
    rows: list[Row] = []
    for part in tree.parts:
        rows.append(_block_row("", f"Phần {part.code}. {part.name}", points(part.max_points)))
        for section in (s for s in tree.sections if s.part == part.code):
            only = len(section.criteria) == 1 and section.criteria[0].code == section.code
            if not only:
                rows.append(_block_row(section.code, section.name, points(section.max_points)))
            rows += [_score_row(filed[criterion.code]) for criterion in section.criteria]
    total = "" if file.self_total is None else points(file.self_total)
    rows.append(Row(("", "Tổng điểm tự chấm", "100", total, _stars(file), ""), look="total"))
    yield Text(str(dossier.criteria_set))
    yield Table(SCORES, tuple(rows))


def _block_row(code: str, name: str, most: str) -> Row:
    return Row((code, name, most, "", "", ""), look="block")


def _score_row(row: FiledCriterion) -> Row:
    claimed = row.option.label if row.option else ""
    own = points(row.option.points) if row.option else ""
    described = "\n".join(filter(None, (claimed, row.words)))
    papers = "\n".join(paper.title for paper in row.evidence)
    return Row((row.code, row.name, points(row.max_points), own, described, papers))


def _stars(file: DossierFile) -> str:
    return f"{file.self_stars} sao theo điểm" if file.self_total is not None else ""


def _evidence(dossier: Dossier, file: DossierFile) -> AnnexPart:
    rows = tuple(_evidence_row(n, paper) for n, paper in enumerate(file.evidence, 1))
    blocks: tuple[Block, ...] = (Table(EVIDENCE, rows),) if rows else (Text("Chưa có minh chứng nào."),)
    head = Annex(
        "PHỤ LỤC",
        "BẢNG KÊ MINH CHỨNG",
        enclosed_with(f"Báo cáo tự đánh giá sản phẩm “{dossier.product_name}”", dossier.producer.name),
    )
    return AnnexPart(head, blocks)


def _evidence_row(number: int, paper: EvidenceRow) -> Row:
    source = ", ".join(filter(None, (paper.number, paper.issuer)))
    cited = ", ".join(paper.criteria) or "cả hồ sơ"
    titled = f"{paper.kind}: {paper.title}"
    return Row((str(number), titled, source, day(paper.issued_on), day(paper.expires_on), cited))
