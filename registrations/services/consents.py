"""The producer agrees to what a dossier says: with its own account, or on a signed summary."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse, refuse_first
from ocop.core.roles import Role
from ocop.core.uploads import check_upload
from registrations.choices import ConsentWay
from registrations.models import Consent, Dossier
from registrations.queries import digest_of, items_to_consent, represents, why_not_consent
from registrations.queries.faults import faults_of_signed_summary
from registrations.queries.items import to_keep
from registrations.services.doors import locked, refuse_without
from registrations.services.evidence import keep_file

OFFICER = frozenset({Role.COMMUNE_OFFICER})
READABLE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a signed summary may be: something that shows the signature."""


@transaction.atomic
def confirm_contents(*, actor: User, dossier: Dossier, read: str) -> Consent:
    """A representative confirms what the dossier says; `read` is the digest of what the person was shown.

    Raises `RuleViolation` for anybody else, once the dossier has gone up, and where it was changed meanwhile.
    """
    dossier = locked(dossier)
    if not represents(actor, dossier.producer):
        raise RuleViolation(_("Chỉ người đại diện của chủ thể xác nhận nội dung hồ sơ."))
    refuse(why_not_consent(dossier))
    if read != digest_of(items_to_consent(dossier)):
        raise RuleViolation(_("Hồ sơ vừa được sửa sau khi bạn mở trang này. Hãy đọc lại rồi xác nhận."))
    return consent_by_account(dossier, actor=actor)


def consent_by_account(dossier: Dossier, *, actor: User) -> Consent:
    """A representative's consent to what the dossier says now; handing in is one. The caller holds the
    dossier.
    """
    consent = _consent(dossier, actor, ConsentWay.ACCOUNT, str(actor), clock.today())
    consent.save()
    _record(consent, Role.PRODUCER)
    return consent


@transaction.atomic
def keep_signed_summary(
    *, actor: User, dossier: Dossier, upload: UploadedFile, code: str, given_by_name: str, given_on: date
) -> Consent:
    """The commune's officer keeps the photo or scan of the summary that the producer has signed; `code` is
    the code of contents printed on it.

    Raises `RuleViolation` where what was signed is not what the dossier says now (field `code`), where the
    file is not believed or shows no signature (field `upload`), for a day to come, and once the dossier has
    gone up.
    """
    dossier = locked(dossier)
    role = refuse_without(actor, dossier, OFFICER)
    refuse(why_not_consent(dossier))
    refuse_first(faults_of_signed_summary(dossier, code=code, given_on=given_on))
    file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    if file.content_type not in READABLE:
        raise RuleViolation(_("Bản có chữ ký phải là ảnh hoặc PDF."), field="upload")
    consent = _consent(dossier, actor, ConsentWay.SIGNED, given_by_name, given_on)
    keep_file(consent, file, folder="consents")
    _record(consent, role)
    return consent


def _consent(dossier: Dossier, actor: User, way: ConsentWay, name: str, day: date) -> Consent:
    items = items_to_consent(dossier)
    return Consent(
        dossier=dossier,
        way=way,
        given_by_name=name[:120],
        given_on=day,
        contents=to_keep(items),
        digest=digest_of(items),
        recorded_by=actor,
    )


def _record(consent: Consent, role: Role) -> None:
    record(
        actor=consent.recorded_by,
        verb="dossier.consent",
        subject=consent.dossier,
        role=role,
        after=snapshot(consent, "way", "given_on", "digest", "sha256"),
    )
