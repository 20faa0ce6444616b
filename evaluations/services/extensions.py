"""Keeping a certificate of the rules before past its end, until the result of its reassessment."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Certificate
from evaluations.queries.extensions import longest_extension, why_not_extend
from evaluations.services.authority import NotAllowed
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import Stale, refuse
from ocop.core.roles import CERTIFIERS
from ocop.notifications.services import notify
from registrations.models import Product
from registrations.queries import acting_for

EXTENSION = ("extended_until", "extended_at", "extended_by", "extension_reason")


@transaction.atomic
def extend_certificate(
    *, actor: User, certificate: Certificate, reason: str, version: int | None = None
) -> Certificate:
    """Keep a certificate in force until the result, at most to the last day of 26/2026/QĐ-TTg Art. 12.

    Raises `NotAllowed` for whoever is no officer of the place, `RuleViolation`, `Stale`.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("product__producer")
    certificate = rows.get(pk=certificate.pk)
    held = Certificate.objects.roles_over(actor, certificate) & CERTIFIERS
    if not held:
        raise NotAllowed(_("Chỉ chuyên viên OCOP của địa bàn làm được việc này."))
    refuse(why_not_extend(certificate))
    if version is not None and version != certificate.version:
        raise Stale(_("Người khác vừa thay đổi giấy này. Hãy xem lại rồi làm tiếp."))
    certificate.extended_until, certificate.extended_at = longest_extension(certificate), timezone.now()
    certificate.extended_by, certificate.extension_reason = actor, reason.strip()
    certificate.version += 1
    certificate.save(update_fields=[*EXTENSION, "version"])
    known = {"number": certificate.name, "day": f"{certificate.extended_until:%d/%m/%Y}"}
    words = _("Giấy %(number)s được giữ hiệu lực đến khi có kết quả đánh giá lại, chậm nhất %(day)s.")
    owners = [post.user for post in acting_for(certificate.product.producer)]
    notify(owners, words % known, f"/giay-chung-nhan/{certificate.pk}/")
    record(
        actor=actor,
        verb="certificate.extend",
        subject=certificate,
        role=min(held),
        after={"extended_until": str(certificate.extended_until)},
        note=reason,
    )
    return certificate


def end_extension(*, actor: User, product: Product) -> None:
    """The result is there and recognises nothing: a certificate of the product that outlasted its end counts
    for the last time today. Called within the decision's transaction.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).filter(product=product)
    for certificate in rows.filter(extended_until__gt=clock.today()):
        before = {"extended_until": str(certificate.extended_until)}
        if clock.today() > certificate.valid_until:
            certificate.extended_until = clock.today()
        else:
            certificate.extended_until = certificate.extended_at = certificate.extended_by = None
            certificate.extension_reason = ""
        certificate.version += 1
        certificate.save(update_fields=[*EXTENSION, "version"])
        after = {"extended_until": str(certificate.extended_until or "")}
        record(actor=actor, verb="certificate.end_extension", subject=certificate, before=before, after=after)
