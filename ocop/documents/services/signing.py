"""A paper leaves to be signed with the authority's own tool, and comes back: checked, kept, locked.

What reads signatures is loaded at the first one: it takes a quarter of the time in which a process starts,
and most never see a signature.
"""

from __future__ import annotations

import hashlib
from secrets import token_hex

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse
from ocop.core.uploads import check_upload
from ocop.documents.models import IssuedDocument, SignedCopy
from ocop.documents.queries import SIGNERS, why_not_sign
from ocop.documents.renderers import with_training_mark
from ocop.documents.services.papers import write_whole

MAX_BYTES = 20 * 2**20


@transaction.atomic
def take_signed_copy(*, actor: User, document: IssuedDocument, upload: UploadedFile) -> SignedCopy:
    """Keep the signed file of a paper, once its signature has been verified; from then on it is locked.

    Raises `RuleViolation` (field `upload`) where the file is not what left, is not signed, was changed, or is
    signed by a certificate that the portal does not trust; and for a paper that is locked already.
    """
    from ocop.documents.signatures import NotSigned, read_signature  # noqa: PLC0415 -- see above

    document = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    role = _signer_of(actor, document)
    refuse(why_not_sign(document))
    file = check_upload(upload, name=upload.name, max_bytes=MAX_BYTES)
    if file.content_type != "application/pdf":
        raise RuleViolation(_("Bản ký số là tệp PDF."), field="upload")
    file.stream.seek(0)
    signed = file.stream.read()
    try:
        facts = read_signature(bytes_of(document), signed)
    except NotSigned as refusal:
        raise RuleViolation(refusal.message, field="upload") from refusal
    copy = _keep(actor, document, signed, facts)
    record(
        actor=actor,
        verb="document.signed",
        subject=document,
        role=role,
        after={"signer": facts.signer, "sha256": copy.sha256},
    )
    return copy


def training_copy(*, actor: User, document: IssuedDocument) -> bytes:
    """The paper with a training mark on every page and a training signature; nothing of it is kept.

    Raises `RuleViolation` where no training key is configured.
    """
    from ocop.documents.signatures import sign_for_training  # noqa: PLC0415 -- see above

    _signer_of(actor, document)
    content = sign_for_training(with_training_mark(bytes_of(document)))
    record(actor=actor, verb="document.training", subject=document)
    return content


def bytes_of(document: IssuedDocument) -> bytes:
    """The bytes as they were issued. Raises `RuleViolation` where the file is gone or is another."""
    if not default_storage.exists(document.file.name):
        raise RuleViolation(_("Tệp của văn bản không còn trong kho. Hãy báo quản trị."))
    with default_storage.open(document.file.name) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise RuleViolation(_("Tệp trong kho không còn đúng bản đã ban hành. Hãy báo quản trị."))
    return content


def _keep(actor: User, document: IssuedDocument, signed: bytes, facts) -> SignedCopy:
    name = f"signed/{token_hex(2)}/{token_hex(16)}.pdf"
    write_whole(name, signed)
    try:
        with transaction.atomic():
            return SignedCopy.objects.create(
                document=document,
                file=name,
                sha256=hashlib.sha256(signed).hexdigest(),
                size=len(signed),
                signer=facts.signer,
                certified_by=facts.issuer,
                fingerprint=facts.fingerprint,
                signed_at=facts.signed_at,
                uploaded_by=actor,
            )
    except IntegrityError:
        default_storage.delete(name)
        raise RuleViolation(_("Văn bản này đã có bản ký số và đã khóa.")) from None


def _signer_of(actor: User, document: IssuedDocument):
    held = IssuedDocument.objects.roles_over(actor, document) & SIGNERS
    if not held:
        raise RuleViolation(_("Chỉ chuyên viên và lãnh đạo nơi ban hành làm được việc này."))
    return min(held)
