"""Certificates: issued in one number book per issuer and year, revoked by who issued them, replaced by
newer ones.
"""

import secrets
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState, DecisionState
from evaluations.models import Certificate, Decision, DecisionLine
from evaluations.queries.refusals import why_not_certify
from evaluations.rules import CODE_ALPHABET, CODE_LENGTH, RECOGNISING
from evaluations.rules.register import printed_number
from evaluations.services.authority import require_officer_at
from evaluations.workflow import CERTIFICATE
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.models import DocumentJob, IssuedDocument
from ocop.documents.services import request_document, take_number
from ocop.law.queries import rules_of
from ocop.localities.queries import address_of
from registrations.models import Dossier, Product

SERIES = "GCN-OCOP"
KIND = "certificates"
CODE_TRIES = 20


def request_certificates(*, actor: User, decision: Decision) -> DocumentJob:
    """Start, or find, the one job that issues every certificate of a signed decision and draws its sheets."""
    require_officer_at(actor, decision.place, decision.level)
    refuse(why_not_certify(decision))
    return request_document(actor=actor, kind=KIND, subject=decision)


@transaction.atomic
def issue_certificate(*, actor: User, line: DecisionLine) -> Certificate:
    """Issue the certificate of one recognised line, or return it when it exists.

    The number comes from the book of the issuer and the year of the decision, which the sheet is dated by,
    within this transaction: no gap, no repeat. It is valid from that day, as published records count, for the
    months of the regime. An older active certificate of the product is replaced.
    """
    line = DecisionLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if issued := Certificate.objects.filter(line=line, reissue_reason="").first():
        return issued
    decision = line.decision
    role = require_officer_at(actor, decision.place, decision.level)
    if decision.state != DecisionState.SIGNED or line.outcome not in RECOGNISING:
        raise RuleViolation(_("Dòng này không công nhận sản phẩm nên không có giấy chứng nhận."))
    dossier = line.grading.item.dossier
    older = retire_active(actor=actor, dossier=dossier)
    year = decision.decided_on.year
    entry = take_number(issuer=decision.place, series=SERIES, year=year, subject=f"{line}")
    certificate = certify(
        dossier,
        in_place_of=older,
        decided_on=decision.decided_on,
        line=line,
        issuer=decision.place,
        number_entry=entry,
        number=printed_number(entry.number, year, SERIES),
        stars=line.stars,
        issued_by=actor,
    )
    record(
        actor=actor,
        verb="certificate.issue",
        subject=certificate,
        role=role,
        after={
            "number": certificate.number,
            "stars": certificate.stars,
            "valid_until": str(certificate.valid_until),
        },
        replaces=older.number if older else "",
    )
    return certificate


@transaction.atomic
def attach_paper(*, certificate: Certificate, paper: IssuedDocument) -> Certificate:
    """Tie the printed sheet to its certificate, once; a second sheet is refused."""
    changed = Certificate.objects.filter(pk=certificate.pk, paper__isnull=True).update(paper=paper)
    if not changed:
        raise RuleViolation(_("Giấy chứng nhận này đã có bản in."))
    certificate.refresh_from_db()
    return certificate


def retire_active(*, actor: User, dossier: Dossier) -> Certificate | None:
    """Lock the product of a dossier that is recognised anew; its certificate in force is replaced."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=dossier.product_id)
    older = Certificate.objects.filter(product=product, state=CertificateState.ACTIVE).first()
    return CERTIFICATE.carry("replace", older, actor=actor) if older else None


def certify(dossier: Dossier, *, in_place_of: Certificate | None, decided_on: date, **fields) -> Certificate:
    """Keep the certificate of a recognised dossier, valid from the day of the decision for the months of its
    regime, in the caller's transaction.
    """
    certificate = create_certificate(
        product=dossier.product,
        commune=dossier.commune,
        product_name=dossier.product_name,
        producer_name=dossier.organisation_name,
        address=_address(dossier),
        product_code=dossier.product_code,
        valid_from=decided_on,
        valid_until=clock.months_later(decided_on, rules_of(dossier.regime).validity_months),
        **fields,
    )
    if in_place_of:
        in_place_of.replaced_by = certificate
        in_place_of.save(update_fields=["replaced_by"])
    return certificate


def create_certificate(**fields) -> Certificate:
    """Keep a certificate under a code that no other one has. A clash is about one in a trillion, and met
    with another draw.
    """
    for _try in range(CODE_TRIES):
        try:
            with transaction.atomic():
                return Certificate.objects.create(**new_codes(), **fields)
        except IntegrityError as clash:
            last = clash
    raise last


def new_codes() -> dict[str, str]:
    """What a certificate is looked up by: its token and its short code, drawn at random."""
    short_code = "".join(secrets.choice(CODE_ALPHABET) for _letter in range(CODE_LENGTH))
    return {"token": secrets.token_urlsafe(16), "short_code": short_code}


def _address(dossier: Dossier) -> str:
    """The address as recognised: house and hamlet, then the commune with the places above it on that day."""
    house = dossier.producer.address
    return ", ".join(part for part in (house, address_of(dossier.commune)) if part)
