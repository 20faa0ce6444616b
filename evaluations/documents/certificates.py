"""The certificate as a page, and the work of issuing and printing all certificates of a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from evaluations.models import Certificate, CertificateTemplate, Decision, DecisionLine
from evaluations.queries.certificates import lines_without_paper, reissued_paper
from evaluations.queries.templates import ground_of, template_of
from evaluations.rules import RECOGNISING, code_as_printed
from evaluations.services.certificates import KIND, attach_paper, issue_certificate
from ocop.core import clock
from ocop.core.roles import Level
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.offices import office_of_title
from ocop.documents.queries import mark_for, picture_address
from ocop.documents.renderers import lay_out_certificate, qr_code, template_version, to_certificate
from ocop.documents.services import store_issued
from ocop.documents.slips import Slip, write_slip
from ocop.documents.words import date_in_words, specimen_mark
from ocop.localities.models import Place
from ocop.localities.queries import address_of, place_today

TEMPLATE = "evaluations/print/certificate.html"
IN_WORDS = {3: "BA SAO", 4: "BỐN SAO", 5: "NĂM SAO"}
CHAIRS = {Level.DISTRICT: "CHỦ TỊCH ỦY BAN NHÂN DÂN", Level.PROVINCE: "CHỦ TỊCH ỦY BAN NHÂN DÂN"}
OFFICE_WIDTH = 32
"""Capitals of a line of the office."""
SPACES = ("", "short", "shorter")
ROOMS = {"wide": 1, "medium": 2, "narrow": 3}
"""How many lines of the office leave as much room."""

COMMITTEE = "ỦY BAN NHÂN DÂN"
TAIL = 4
"""Syllables at the end of a long name that stay together, so that no lonely word ends it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its last syllables apart, to be kept on one line."""

    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """All that is printed. Dates are those of Hà Nội; `address_now` is empty where nothing has changed."""

    issuer: str
    stars: int
    rank: str
    product: Name
    producer: Name
    address: str
    address_now: str
    number: str
    product_code: str
    decision_number: str
    decided_on: date
    validity_months: int
    valid_from: date
    valid_until: date
    place_and_date: str
    office: tuple[str, ...]
    signer: str
    qr: str
    """What the QR code says."""
    code: str
    logo: str = ""
    """The mark of the issuing place as a data address; empty where it has none."""
    ground: str = "ornament"
    """What lies under the words: “ornament”, “blank”, or a picture as a data address."""
    seal: str = "wide"
    """How much room is left to sign, one of `SealSpace`."""
    mark: str = ""
    """Words across the sheet of what is no certificate."""
    is_draft: bool = False

    @property
    def space(self) -> str:
        """The room above the signer's name: every line of the office takes some of it."""
        return SPACES[min(max(self._office_height, ROOMS[self.seal]), len(SPACES)) - 1]

    @property
    def is_office_dense(self) -> bool:
        """Whether the office is set smaller, so that the smallest room to sign is left."""
        return self._office_height > len(SPACES)

    @property
    def _office_height(self) -> int:
        """The lines of the office as they are printed: long ones are broken."""
        return sum(len(wrap(line, OFFICE_WIDTH)) for line in self.office)

    @property
    def qr_picture(self) -> str:
        return qr_code(self.qr)

    @property
    def specimen(self) -> CertificatePage:
        """This page with tokens for what differs between the certificates of one decision and rank."""
        return replace(
            self,
            product=Name("{product_head}", "{product_tail}"),
            producer=Name("{producer_head}", "{producer_tail}"),
            address="{address}",
            address_now="{address_now}" if self.address_now else "",
            number="{number}",
            product_code="{product_code}",
            code="{code}",
            qr="{qr}",
        )

    @property
    def words(self) -> dict[str, str]:
        """What stands in the place of each token."""
        now = {"address_now": self.address_now} if self.address_now else {}
        return now | {
            "product_head": self.product.head,
            "product_tail": self.product.tail,
            "producer_head": self.producer.head,
            "producer_tail": self.producer.tail,
            "address": self.address,
            "number": self.number,
            "product_code": self.product_code,
            "code": self.code,
        }

    @property
    def codes(self) -> dict[str, str]:
        return {"qr": self.qr}


def certificate_page(certificate: Certificate) -> CertificatePage:
    """What the certificate's sheet says: as it was decided, and where its place lies today."""
    decision = certificate.decision
    chosen = template_of(decision.place)
    return CertificatePage(
        issuer=f"{CHAIRS[Level(decision.level)]} {issuer_name(decision.place).upper()}",
        stars=certificate.stars,
        rank=f"HẠNG {certificate.stars} SAO ({IN_WORDS[certificate.stars]})",
        product=split_name(certificate.product_name),
        producer=split_name(certificate.producer_name),
        address=certificate.address,
        address_now=_address_now(certificate.commune),
        number=certificate.number,
        product_code=certificate.product_code,
        decision_number=decision.number,
        decided_on=decision.decided_on,
        validity_months=_months_between(certificate.valid_from, certificate.valid_until),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        place_and_date=f"{decision.place.name}, {date_in_words(decision.decided_on)}",
        office=_office(chosen, decision.signer_title),
        signer=_signer(chosen, str(decision.signed_by)),
        qr=f"{check_address(certificate)}#{slip_of(certificate)}",
        code=code_as_printed(certificate.short_code),
        logo=_logo(decision.place),
        ground=ground_of(chosen),
        seal=chosen.seal_space,
        mark=specimen_mark(),
    )


def certificate_preview(place: Place, chosen: CertificateTemplate) -> bytes:
    """A certificate of a place with made-up words, marked BẢN NHÁP, the places of mark and seal shown."""
    today = clock.today()
    day = date(today.year, 1, 1)
    page = CertificatePage(
        issuer=f"{CHAIRS[Level.PROVINCE]} {issuer_name(place).upper()}",
        stars=4,
        rank=f"HẠNG 4 SAO ({IN_WORDS[4]})",
        product=split_name("Tên sản phẩm dùng để xem thử mẫu giấy"),
        producer=split_name("Tên chủ thể dùng để xem thử mẫu giấy"),
        address=f"Địa chỉ của chủ thể, {place.full_name}",
        address_now="",
        number=f"0000/{today.year}/GCN-OCOP",
        product_code=f"00-000-00-{today.year}",
        decision_number="00/QĐ-UBND",
        decided_on=day,
        validity_months=36,
        valid_from=day,
        valid_until=clock.months_later(day, 36),
        place_and_date=f"{place.name}, {date_in_words(day)}",
        office=_office(chosen, "Chủ tịch"),
        signer=_signer(chosen, "Họ và tên người ký"),
        qr=f"{settings.SITE_URL}{reverse('catalogue:check')}",
        code="0000-0000",
        logo=_logo(place),
        ground=ground_of(chosen),
        seal=chosen.seal_space,
        mark="BẢN NHÁP",
        is_draft=True,
    )
    return lay_out_certificate(TEMPLATE, page, stars=page.stars)


def check_address(certificate: Certificate) -> str:
    """Where the QR code leads: the public check page."""
    return f"{settings.SITE_URL}{reverse('catalogue:check', args=[certificate.token])}"


def slip_of(certificate: Certificate) -> str:
    """What the QR code says behind the address, to be checked without a network."""
    return write_slip(
        Slip(
            code=certificate.short_code,
            stars=certificate.stars,
            valid_from=certificate.valid_from,
            valid_until=certificate.valid_until,
            number=certificate.number,
            name=certificate.product_name,
        )
    )


def issuer_name(place: Place) -> str:
    """The issuing place as its title has it: “tỉnh Đồng Tháp”."""
    return place.name_in_address


def split_name(name: str) -> Name:
    words = name.split()
    return Name(" ".join(words[:-TAIL]), " ".join(words[-TAIL:]))


def print_certificate(certificate: Certificate, *, issued_by) -> Certificate:
    """Draw the sheet and keep it for good. Drawn outside the transaction; called again it changes nothing."""
    if certificate.paper_id:
        return certificate
    content = to_certificate(TEMPLATE, certificate_page(certificate), stars=certificate.stars)
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        if row.paper_id:
            return row
        paper = store_issued(
            kind=KIND,
            place=row.issuer,
            number=row.number,
            label=str(row),
            content=content,
            template_version=template_version(TEMPLATE),
            issued_by=issued_by,
            replaces=reissued_paper(row),
        )
        return attach_paper(certificate=row, paper=paper)


def _pending(decision_id: int) -> Sequence[int]:
    return lines_without_paper(Decision.objects.get(pk=decision_id))


def _make(line_ids: Sequence[int], job: DocumentJob) -> None:
    lines = DecisionLine.objects.filter(pk__in=line_ids, outcome__in=RECOGNISING)
    for line in lines.order_by("grading__item__position", "pk"):
        certificate = issue_certificate(actor=job.requested_by, line=line)
        print_certificate(certificate, issued_by=job.requested_by)


def _done_url(decision_id: int) -> str:
    return reverse("evaluations:decision-detail", args=[decision_id])


CERTIFICATES = DocumentKind(
    code=KIND,
    title="Giấy chứng nhận",
    subject=Decision,
    place_of=lambda decision: decision.place,
    pending=_pending,
    make=_make,
    done_url=_done_url,
    chunk=5,
)


def _office(chosen: CertificateTemplate, title: str) -> tuple[str, ...]:
    body = COMMITTEE if chosen.on_behalf else ""
    return office_of_title(chosen.signer_title or title, on_behalf_of=body)


def _signer(chosen: CertificateTemplate, name: str) -> str:
    """Who signs: whoever signed the decision, unless the authority names another title."""
    return chosen.signer_name if chosen.signer_title else name


def _logo(issuer: Place) -> str:
    mark = mark_for(issuer)
    return picture_address(mark) if mark else ""


def _address_now(commune: Place) -> str:
    return address_of(place_today(commune)) if commune.is_former else ""


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
