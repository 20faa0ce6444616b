"""The certificate of completion as a page, and the work of issuing all of a class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from evaluations.rules import code_as_printed
from ocop.documents.kinds import DocumentKind
from ocop.documents.models import DocumentJob
from ocop.documents.offices import office_of_title
from ocop.documents.renderers import joined, qr_code, template_version, to_certificate
from ocop.documents.services import bytes_of, store_issued
from ocop.documents.words import date_in_words, specimen_mark
from trainings.models import CompletionCertificate, Nomination, TrainingClass
from trainings.services.certificates import KIND, attach_paper, issue_completion

TEMPLATE = "trainings/print/completion.html"
ORNAMENT = "training"
COMMITTEE = "ỦY BAN NHÂN DÂN"


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """All that is printed. Dates are those of Hà Nội."""

    issuer: str
    full_name: str
    role_words: str
    class_title: str
    class_code: str
    days: str
    presence: str
    venue: str
    number: str
    place_and_date: str
    office: tuple[str, ...]
    signer: str
    qr: str
    code: str
    ground: str = "ornament"
    mark: str = ""
    """Words across the sheet of what is no certificate."""

    @property
    def qr_picture(self) -> str:
        return qr_code(self.qr)

    @property
    def specimen(self) -> CompletionPage:
        """This page with tokens for what differs between the certificates of one class."""
        return replace(
            self,
            full_name="{full_name}",
            role_words="{role_words}" if self.role_words else "",
            presence="{presence}",
            number="{number}",
            code="{code}",
            qr="{qr}",
        )

    @property
    def words(self) -> dict[str, str]:
        """What stands in the place of each token."""
        role = {"role_words": self.role_words} if self.role_words else {}
        return role | {
            "full_name": self.full_name,
            "presence": self.presence,
            "number": self.number,
            "code": self.code,
        }

    @property
    def codes(self) -> dict[str, str]:
        return {"qr": self.qr}


def completion_page(certificate: CompletionCertificate) -> CompletionPage:
    """What the sheet says, as it was on the day of issue."""
    training = certificate.nomination.training
    days = (
        f"từ ngày {certificate.first_on:%d/%m/%Y} đến ngày {certificate.last_on:%d/%m/%Y}"
        if certificate.first_on != certificate.last_on
        else f"ngày {certificate.first_on:%d/%m/%Y}"
    )
    return CompletionPage(
        issuer=issuer_of(training),
        full_name=certificate.full_name,
        role_words=certificate.role_words,
        class_title=certificate.class_title,
        class_code=certificate.class_code,
        days=days,
        presence=f"dự {certificate.present_count}/{certificate.held_count} buổi",
        venue=certificate.venue,
        number=certificate.number,
        place_and_date=f"{training.organiser.name}, {date_in_words(certificate.issued_on)}",
        office=office_of_title(certificate.signer_title, chief=chief_of(certificate.signer_title)),
        signer=certificate.signer_name,
        qr=check_address(certificate),
        code=code_as_printed(certificate.short_code),
        mark=specimen_mark(),
    )


def issuer_of(training: TrainingClass) -> str:
    """Whose name stands at the head, in capitals."""
    return (training.agency or f"{COMMITTEE} {training.organiser.name_in_address}").upper()


def check_address(certificate: CompletionCertificate) -> str:
    """Where the QR code leads: the same public check page as that of products."""
    return f"{settings.SITE_URL}/gcn/{certificate.token}"


def print_completion(certificate: CompletionCertificate, *, issued_by) -> CompletionCertificate:
    """Draw the sheet and keep it for good. Drawn outside the transaction; called again it changes nothing."""
    if certificate.paper_id:
        return certificate
    content = to_certificate(TEMPLATE, completion_page(certificate), stars=ORNAMENT)
    with transaction.atomic():
        rows = CompletionCertificate.objects.select_related("nomination__training__organiser")
        row = rows.select_for_update(of=("self",)).get(pk=certificate.pk)
        if row.paper_id:
            return row
        paper = store_issued(
            kind=KIND,
            place=row.nomination.training.organiser,
            number=row.number,
            label=str(row)[:200],
            content=content,
            template_version=template_version(TEMPLATE),
            issued_by=issued_by,
        )
        return attach_paper(certificate=row, paper=paper)


def certificates_in_one(training: TrainingClass) -> bytes:
    """Every certificate of a class in one file, in the order of their numbers."""
    rows = CompletionCertificate.objects.filter(nomination__training=training, paper__isnull=False)
    return joined(bytes_of(one.paper) for one in rows.select_related("paper").order_by("number", "pk"))


def chief_of(title: str) -> str:
    """The head whom a deputy signs for: “Phó Chi cục trưởng” signs for the CHI CỤC TRƯỞNG."""
    return re.sub(r"^phó\s+", "", title.strip(), flags=re.IGNORECASE)


def _pending(class_id: int) -> Sequence[int]:
    rows = Nomination.objects.filter(training=class_id, completed=True, certificate__paper__isnull=True)
    return list(rows.order_by("order").values_list("pk", flat=True))


def _make(nomination_ids: Sequence[int], job: DocumentJob) -> None:
    rows = Nomination.objects.filter(pk__in=nomination_ids).select_related("training__organiser")
    for one in rows.order_by("order"):
        certificate = issue_completion(actor=job.requested_by, nomination=one)
        print_completion(certificate, issued_by=job.requested_by)


COMPLETION = DocumentKind(
    code=KIND,
    title="Giấy chứng nhận hoàn thành",
    subject=TrainingClass,
    place_of=lambda training: training.organiser,
    pending=_pending,
    make=_make,
    done_url=lambda class_id: reverse("trainings:class-detail", args=[class_id]),
    chunk=10,
)
