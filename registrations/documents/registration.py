"""The registration form (Mẫu số 01, 26/2026/QĐ-TTg; Biểu số 01 and 02, 1048/QĐ-TTg)."""

from __future__ import annotations

from ocop.core import clock
from ocop.core.roles import Level
from ocop.documents.paper import Beside, Block, Box, Closing, Line, Paper, Text, Ticks
from ocop.law.queries import rules_of
from ocop.localities.queries import address_of
from registrations.choices import DossierState, RegistrationType
from registrations.documents.shapes import day, form_head, province_of, signed_by_owner
from registrations.models import Dossier
from registrations.queries import PartForm, chain_of, forms_of, regime_for
from registrations.rules import Part

RECEIVING = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
TITLE = "Phiếu đăng ký"
"""How every registration form begins; the rest of its name stands below."""
NONE = "không có"

OATH = (
    "Chúng tôi cam đoan những thông tin trên là đúng sự thật, tuân thủ quy định của Chương trình OCOP và "
    "chịu trách nhiệm trước Hội đồng và pháp luật."
)


def registration_paper(dossier: Dossier, form: PartForm) -> Paper:
    """The registration form with the boxes of the offices that receive it."""
    return Paper(
        name=form.title,
        head=form_head(form),
        title=TITLE.upper(),
        subject=(
            _capital(form.title.removeprefix(TITLE).strip()),
            f"{province_of(dossier)}, năm {dossier.cycle.year}",
        ),
        blocks=(*_owner(dossier), *_product(dossier), *_enclosed(dossier), Text(OATH)),
        closing=Closing((signed_by_owner(dossier),)),
        after=(Beside(tuple(_receipt(dossier, level) for level in _receiving_levels(dossier))),),
    )


def _owner(dossier: Dossier) -> tuple[Block, ...]:
    """Who registers. What need not be filled in is a line to write on only while nobody is named yet."""
    nothing = NONE if dossier.legal_rep_name else ""
    return (
        Line("Tên đơn vị", dossier.organisation_name),
        Line("Họ và tên người đại diện theo pháp luật", dossier.legal_rep_name),
        Line("Chức vụ", dossier.legal_rep_position or nothing),
        Line("Địa chỉ liên hệ", dossier.contact_address or address_of(dossier.commune)),
        Line("Điện thoại", dossier.phone),
        Line("Email", dossier.email or nothing),
    )


def _product(dossier: Dossier) -> tuple[Block, ...]:
    chosen = dossier.criteria_set
    return (
        Line("Tên sản phẩm", dossier.product_name),
        Line("Ngành", chosen.group_name if chosen else ""),
        Line("Nhóm", chosen.subgroup_name if chosen else ""),
        Line("Phân nhóm, bộ sản phẩm", chosen.name if chosen else ""),
        Ticks(
            "Lần đăng ký",
            tuple((str(kind.label), kind == dossier.registration_type) for kind in RegistrationType),
        ),
    )


def _enclosed(dossier: Dossier) -> tuple[Block, ...]:
    own = [form for part, form in forms_of(dossier).items() if part not in (Part.FORM, Part.REPORT)]
    listed = tuple(Text(f"- {form.name}: 01 bản gốc, 01 bản điện tử;") for form in own)
    count = "" if dossier.sample_count is None else f"{dossier.sample_count:02d}"
    return (
        Text("Tài liệu kèm theo:"),
        *listed,
        Text("- Minh chứng theo bảng kê."),
        Line("Số sản phẩm mẫu", count),
    )


def _receiving_levels(dossier: Dossier) -> list[Level]:
    """The levels that take the dossier in or look at it first, from the ground up."""
    rules = rules_of(regime_for(dossier))
    taking = {rules.receiver, *rules.assessing_levels}
    return [level for level in RECEIVING if level in taking]


def _receipt(dossier: Dossier, level: Level) -> Box:
    """The box of one office. The number is that of the first hand-in; the others are written by hand."""
    place = chain_of(dossier.commune).get(level)
    name = place.name_in_address if place else str(level.label).lower()
    first = level == _receiving_levels(dossier)[0]
    office = f"UBND {name}" if level == Level.COMMUNE else f"Cơ quan OCOP {name}"
    received = clock.hanoi_date(dossier.handed_in_at) if first and dossier.handed_in_at else None
    if dossier.state == DossierState.DRAFT:
        received = None
    return Box(
        f"Dành cho {office}",
        (
            Line("Phiếu số", dossier.receipt_number if first else ""),
            Line("Ngày nhận", day(received)),
            Line("Người tiếp nhận"),
            Line("Chữ ký"),
            Line("Cơ quan", office),
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
