"""The words of an issued certificate as a paper of Decree 30, for its Word file (ADR 0024)."""

from __future__ import annotations

from evaluations.documents.certificates import CertificatePage, Name, certificate_page
from evaluations.models import Certificate
from ocop.documents.paper import Closing, Head, Line, Paper, Signature, Text

NO_CERTIFICATE = (
    "Bản chép lời để đối chiếu và lưu hồ sơ. Giấy chứng nhận là tệp PDF đã cấp và bản in của tệp đó."
)


def certificate_words(certificate: Certificate) -> Paper:
    """What the sheet says, word for word, without its look; it says of itself that it is no certificate."""
    page = certificate_page(certificate)
    return Paper(
        name=f"Giấy chứng nhận {page.number} bản chép lời",
        head=Head(body=(page.issuer,), number=page.number, place_and_date=page.place_and_date),
        title="GIẤY CHỨNG NHẬN",
        subject=("SẢN PHẨM OCOP", page.rank),
        blocks=(*_lines(page), Text(NO_CERTIFICATE, look="ground")),
        closing=Closing((Signature(page.office, name=page.signer),)),
    )


def _lines(page: CertificatePage) -> tuple[Line, ...]:
    now = (Line("Nay là", page.address_now),) if page.address_now else ()
    return (
        Line("Chứng nhận sản phẩm", _whole(page.product)),
        Line("Của chủ thể", _whole(page.producer)),
        Line("Địa chỉ khi công nhận" if page.address_now else "Địa chỉ", page.address),
        *now,
        Line("Mã sản phẩm", page.product_code),
        Line("Quyết định công nhận", f"số {page.decision_number} ngày {page.decided_on:%d/%m/%Y}"),
        Line(
            f"Thời hạn {page.validity_months} tháng",
            f"từ ngày {page.valid_from:%d/%m/%Y} đến ngày {page.valid_until:%d/%m/%Y}",
        ),
        Line("Mã tra cứu", page.code),
    )


def _whole(name: Name) -> str:
    return f"{name.head} {name.tail}".strip()
