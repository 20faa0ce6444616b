"""The numbers of certificates: held, and taken over by another number when a printed paper is no good."""

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import Certificate, Handover
from evaluations.queries.register import SERIES, issuers_today, why_not_reissue
from evaluations.rules.register import printed_number
from evaluations.services.authority import require_keeper_at, require_officer_at
from evaluations.services.certificates import create_certificate, request_certificates
from evaluations.services.extensions import EXTENSION
from evaluations.workflow import CERTIFICATE
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.models import NumberEntry
from ocop.documents.services import hold_number, spoil_number, take_number
from ocop.localities.models import Place
from registrations.models import Product

HELD_AT_MOST = 50
SAID = ("product_name", "producer_name", "address")
"""What a certificate says that may have been written wrongly."""


@transaction.atomic
def hold_certificate_numbers(*, actor: User, issuer: Place, count: int, subject: str) -> list[NumberEntry]:
    """Hold the next numbers of this year's book, for certificates that are written outside the portal.

    Each is then entered as used or spoiled by hand. Raises `NotAllowed` for whoever keeps no numbers there,
    `RuleViolation` for a place that gives no certificates today and for more than `HELD_AT_MOST`.
    """
    role = require_keeper_at(actor, issuer)
    if issuer.is_former:
        raise RuleViolation(_("Nơi cấp này đã kết thúc hoạt động."), field="issuer")
    if not issuers_today(actor).filter(pk=issuer.pk).exists():
        raise RuleViolation(_("Theo quy định hiện hành nơi này không cấp giấy chứng nhận."), field="issuer")
    if not 1 <= count <= HELD_AT_MOST:
        raise RuleViolation(_("Mỗi lần giữ từ 1 đến %(n)s số.") % {"n": HELD_AT_MOST}, field="count")
    year = clock.today().year
    held = [
        hold_number(actor=actor, issuer=issuer, series=SERIES, year=year, subject=subject)
        for _number in range(count)
    ]
    record(
        actor=actor,
        verb="number.reserve",
        subject=held[0],
        role=role,
        after={"first": held[0].number, "last": held[-1].number, "series": SERIES},
    )
    return held


@transaction.atomic
def reissue_certificate(
    *, actor: User, certificate: Certificate, reason: str, note: str, version: int | None = None, **said: str
) -> Certificate:
    """Give a certificate another number and another sheet; rank, decision and days stay.

    Where the old paper was never handed over its number is spoiled; where it was, the old number is replaced.
    `said` may put right `product_name`, `producer_name` and `address`. Raises `NotAllowed` for everybody but
    the officer of the issuing level, `RuleViolation` where nothing can be reissued or no reason is given.
    """
    refuse(why_not_reissue(certificate))
    line = type(certificate.line).objects.select_for_update(of=("self",)).get(pk=certificate.line_id)
    Product.objects.select_for_update(of=("self",)).get(pk=certificate.product_id)
    old = Certificate.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=certificate.pk)
    role = require_officer_at(actor, old.issuer, line.decision.level)
    refuse(why_not_reissue(old))
    if not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    handed = Handover.objects.filter(certificate=old).exists()
    old = CERTIFICATE.carry("replace", old, actor=actor, note=note, reissue_reason=reason)
    if not handed:
        spoil_number(old.number_entry, note=note)
    year = line.decision.decided_on.year
    entry = take_number(issuer=old.issuer, series=SERIES, year=year, subject=f"{line}")
    new = create_certificate(
        number_entry=entry,
        number=printed_number(entry.number, year, SERIES),
        issued_by=actor,
        **{name: getattr(old, name) for name in ("line", "product", "issuer", "commune", "stars")},
        **{name: getattr(old, name) for name in ("product_code", "valid_from", "valid_until", *EXTENSION)},
        **{name: said.get(name, "").strip() or getattr(old, name) for name in SAID},
    )
    Certificate.objects.filter(pk=old.pk).update(replaced_by=new)
    record(
        actor=actor,
        verb="certificate.reissue",
        subject=new,
        role=role,
        note=note,
        after={"number": new.number, "replaces": old.number, "reason": reason, "spoiled": not handed},
    )
    request_certificates(actor=actor, decision=line.decision)
    return new
