"""The decision that revokes a certificate: a draft while the conclusion is open, the signed words after."""

from __future__ import annotations

from evaluations.documents.shapes import COMMITTEE
from evaluations.models import Certificate, RevocationCase
from ocop.core.roles import Level
from ocop.documents.offices import office_of_title
from ocop.documents.paper import Closing, Head, Paper, Signature, Text
from ocop.documents.signs import PaperKind, Sign
from ocop.documents.words import date_in_words
from ocop.law.models import LegalAct
from ocop.law.queries import citation_of, regime_on
from ocop.localities.models import Place
from ocop.localities.queries import place_today


def revocation_decision(case: RevocationCase) -> Paper:
    """Who revokes, on which ground, what the owner must do; sent to the owner and the agencies concerned.

    26/2026/QĐ-TTg Art. 8: the chair of the province revokes three and four stars.
    """
    certificate = case.certificate
    place = authority_of(certificate)
    number = certificate.revocation_decision or Sign(PaperKind.DECISION, "UBND").numbered(None)
    day = certificate.revocation_decided_on
    office = office_of_title(certificate.revocation_signer_title)
    return Paper(
        name=f"Quyết định thu hồi giấy chứng nhận {certificate.name}",
        head=Head(
            body=(COMMITTEE, place.name_in_address.upper()),
            number=number,
            place_and_date=f"{place.name}, {date_in_words(day, year=case.concluded_on.year)}",
        ),
        title=PaperKind.DECISION.title,
        subject=("Về việc thu hồi Giấy chứng nhận sản phẩm OCOP",),
        competence=f"CHỦ TỊCH ỦY BAN NHÂN DÂN {place.name_in_address.upper()}",
        grounds=(*_acts(case), f"Căn cứ {_conclusion(case)}", f"Xét căn cứ thu hồi: {_ground(case)}"),
        blocks=(
            Text("QUYẾT ĐỊNH:", look="decides"),
            Text(
                f"Thu hồi Giấy chứng nhận sản phẩm OCOP {_number(certificate)} của sản phẩm "
                f"“{certificate.product_name}”, hạng {certificate.stars} sao, chủ thể "
                f"{certificate.producer_name}, địa chỉ {certificate.address}. Lý do: {_reason(case)}",
                lead="Điều 1.",
            ),
            Text(
                f"{certificate.producer_name} nộp lại bản giấy đã cấp, ngừng in và sử dụng nhãn hiệu chứng "
                "nhận OCOP, hạng sao trên bao bì, tài liệu quảng bá của sản phẩm nêu tại Điều 1 kể từ ngày "
                "Quyết định có hiệu lực.",
                lead="Điều 2.",
            ),
            Text(
                f"Chánh Văn phòng Ủy ban nhân dân {place.name_in_address}, thủ trưởng các cơ quan liên "
                f"quan, Ủy ban nhân dân {place_today(certificate.commune).name_in_address} và "
                f"{certificate.producer_name} chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
                lead="Điều 3.",
            ),
        ),
        closing=Closing(
            (Signature(office, name=str(certificate.revoked_by or "")),),
            recipients=("Như Điều 3", "Sở Nông nghiệp và Môi trường", "Lưu: VT"),
        ),
        is_draft=certificate.revoked_at is None,
    )


def authority_of(certificate: Certificate) -> Place:
    """Whose chair revokes: the issuer, or the province that followed a district."""
    issuer = certificate.issuer
    return place_today(issuer) if issuer.level == Level.DISTRICT and issuer.is_former else issuer


def _acts(case: RevocationCase) -> tuple[str, ...]:
    """The acts that were in force when the conclusion was drawn."""
    acts = LegalAct.objects.filter(regimes=regime_on(case.concluded_on))
    return tuple(f"Căn cứ {citation_of(act)}" for act in acts.order_by("issued_on", "pk"))


def _conclusion(case: RevocationCase) -> str:
    number = f" số {case.conclusion_number}" if case.conclusion_number else ""
    return f"kết luận{number} ngày {case.concluded_on:%d/%m/%Y} của {case.concluded_by}"


def _ground(case: RevocationCase) -> str:
    ground = str(case.get_ground_display())
    return f"{ground[0].lower()}{ground[1:]}"


def _number(certificate: Certificate) -> str:
    day = f"cấp ngày {certificate.valid_from:%d/%m/%Y}"
    return f"số {certificate.number} {day}" if certificate.number else f"{certificate.name}, {day}"


def _reason(case: RevocationCase) -> str:
    words = (case.certificate.revocation_reason or case.details).strip()
    return words if words.endswith(".") else f"{words}."
