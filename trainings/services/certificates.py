"""Certificates of completion: numbered in one book per organiser and year, looked up like all others."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.models import Certificate
from evaluations.services.certificates import CODE_TRIES, new_codes
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.models import DocumentJob, IssuedDocument
from ocop.documents.services import request_document, take_number
from trainings.models import CompletionCertificate, Nomination, TrainingClass
from trainings.queries.refusals import why_not_certify
from trainings.services.authority import locked, require_organiser

SERIES = "GCN-TH"
KIND = "completion"


@transaction.atomic
def request_certificates(
    *, actor: User, training: TrainingClass, signer_title: str, signer_name: str, dated_on: date
) -> DocumentJob:
    """Start, or find, the one job that numbers and draws the certificates of everybody who completed a class.

    Raises `RuleViolation` before the class is closed, and for a day before its last one or in the future.
    """
    training = locked(training.pk)
    require_organiser(actor, training)
    refuse(why_not_certify(training))
    if not training.last_on <= dated_on <= clock.today():
        raise RuleViolation(
            _("Ngày ký từ ngày kết thúc lớp %(day)s đến hôm nay.") % {"day": f"{training.last_on:%d/%m/%Y}"},
            field="dated_on",
        )
    training.signer_title, training.signer_name = signer_title, signer_name
    training.certified_on = dated_on
    training.save(update_fields=["signer_title", "signer_name", "certified_on"])
    return request_document(actor=actor, kind=KIND, subject=training)


@transaction.atomic
def issue_completion(*, actor: User, nomination: Nomination) -> CompletionCertificate:
    """Issue the certificate of somebody who completed a class, or return it when it exists.

    The number comes from the book of the organiser and the year of the paper, within this transaction: no
    gap, no repeat. Raises `RuleViolation` for whoever did not complete it.
    """
    rows = Nomination.objects.select_related("training__organiser", "unit", "producer")
    nomination = rows.select_for_update(of=("self",)).get(pk=nomination.pk)
    if issued := CompletionCertificate.objects.filter(nomination=nomination).first():
        return issued
    training = nomination.training
    role = require_organiser(actor, training)
    if not nomination.completed or training.certified_on is None:
        raise RuleViolation(_("%(name)s chưa hoàn thành lớp.") % {"name": nomination.full_name})
    year = training.certified_on.year
    entry = take_number(issuer=training.organiser, series=SERIES, year=year, subject=nomination)
    certificate = _create(
        nomination=nomination,
        number_entry=entry,
        number=f"{entry.number:04d}/{year}/{SERIES}",
        full_name=nomination.full_name,
        role_words=_role_words(nomination),
        class_title=training.title,
        class_code=training.code,
        venue=training.venue,
        first_on=training.first_on,
        last_on=training.last_on,
        present_count=nomination.present_count,
        held_count=nomination.held_count,
        signer_title=training.signer_title,
        signer_name=training.signer_name,
        issued_on=training.certified_on,
        issued_by=actor,
    )
    record(
        actor=actor,
        verb="class.certify",
        subject=training,
        role=role,
        after={"number": certificate.number},
        name=nomination.full_name,
    )
    return certificate


@transaction.atomic
def attach_paper(*, certificate: CompletionCertificate, paper: IssuedDocument) -> CompletionCertificate:
    """Tie the printed sheet to its certificate, once; a second sheet is refused."""
    changed = CompletionCertificate.objects.filter(pk=certificate.pk, paper__isnull=True).update(paper=paper)
    if not changed:
        raise RuleViolation(_("Giấy chứng nhận này đã có bản in."))
    certificate.refresh_from_db()
    return certificate


def _role_words(nomination: Nomination) -> str:
    """“Chủ thể OCOP, Hợp tác xã …, xã Tháp Mười”: as what somebody came, and from where."""
    parts = [nomination.position, nomination.unit.name_in_address]
    if nomination.producer and nomination.producer.name not in nomination.position:
        parts.insert(1, nomination.producer.name)
    return ", ".join(part for part in parts if part)


def _create(**fields) -> CompletionCertificate:
    """Keep a certificate under a code that no other one has, of products neither."""
    for _try in range(CODE_TRIES):
        codes = new_codes()
        if Certificate.objects.filter(short_code=codes["short_code"]).exists():
            continue
        try:
            with transaction.atomic():
                return CompletionCertificate.objects.create(**codes, **fields)
        except IntegrityError as clash:
            last = clash
    raise last
