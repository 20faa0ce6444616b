"""Setting how the certificates of an authority look."""

import hashlib
from secrets import token_hex
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.choices import Background
from evaluations.models import CertificateTemplate
from evaluations.queries.templates import SETTERS, issuing_places
from evaluations.services.authority import NotAllowed
from evaluations.services.backgrounds import background_from
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.documents.services import write_whole
from ocop.localities.models import Place

FIELDS = ("background", "seal_space", "on_behalf", "signer_title", "signer_name")
KEPT = (*FIELDS, "picture_sha256")


@transaction.atomic
def set_certificate_template(
    *,
    actor: User,
    place: Place,
    picture: UploadedFile | None = None,
    version: int | None = None,
    **chosen: Any,
) -> CertificateTemplate:
    """Keep how a place wants its certificates from now on. `chosen` are `FIELDS`; a new `picture` takes the
    place of the former one.

    Raises `NotAllowed` outside the actor's places, `RuleViolation` (field `signer_title`) for a signer
    without a title, (field `picture`) for a picture that is not believed or not there, `Stale`.
    """
    if not issuing_places(actor, SETTERS).filter(pk=place.pk).exists():
        raise NotAllowed(_("Chỉ quản trị cổng của tỉnh đặt được mẫu giấy của nơi cấp."))
    if chosen.get("signer_name") and not chosen.get("signer_title"):
        raise RuleViolation(_("Có họ tên người ký thì phải có chức vụ."), field="signer_title")
    rows = CertificateTemplate.objects.select_for_update(of=("self",))
    row = rows.filter(place=place).first() or CertificateTemplate(place=place, version=0)
    if version is not None and version != max(row.version, 1):
        raise Stale(_("Người khác vừa thay đổi mẫu giấy này. Hãy xem lại rồi làm tiếp."))
    before, former = snapshot(row, *KEPT) if row.pk else {}, row.picture.name
    content = background_from(picture) if picture else None
    for name in FIELDS:
        if name in chosen:
            setattr(row, name, chosen[name])
    if row.background == Background.PICTURE and not (content or former):
        raise RuleViolation(_("Hãy chọn ảnh nền."), field="picture")
    row.version, row.changed_by = row.version + 1, actor
    if content:
        row.picture.name = f"backgrounds/{token_hex(16)}.jpg"
        row.picture_sha256 = hashlib.sha256(content).hexdigest()
        write_whole(row.picture.name, content)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if content:
            default_storage.delete(row.picture.name)
        raise Stale(_("Người khác vừa thay đổi mẫu giấy này. Hãy xem lại rồi làm tiếp.")) from None
    if content and former:
        transaction.on_commit(lambda: default_storage.delete(former))
    record(
        actor=actor,
        verb="certificate_template.set",
        subject=row,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(row, *KEPT),
    )
    return row
