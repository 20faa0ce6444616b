"""Setting how the certificates of an authority look."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.models import CertificateTemplate
from evaluations.queries.templates import SETTERS, issuing_places
from evaluations.services.authority import NotAllowed
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.localities.models import Place

FIELDS = ("background", "seal_space", "on_behalf", "signer_title", "signer_name")


@transaction.atomic
def set_certificate_template(
    *, actor: User, place: Place, version: int | None = None, **chosen: Any
) -> CertificateTemplate:
    """Keep how a place wants its certificates from now on. `chosen` are `FIELDS`.

    Raises `NotAllowed` outside the actor's places, `RuleViolation` (field `signer_title`) for a signer
    without a title, `Stale`.
    """
    if not issuing_places(actor, SETTERS).filter(pk=place.pk).exists():
        raise NotAllowed(_("Chỉ quản trị cổng của tỉnh đặt được mẫu giấy của nơi cấp."))
    if chosen.get("signer_name") and not chosen.get("signer_title"):
        raise RuleViolation(_("Có họ tên người ký thì phải có chức vụ."), field="signer_title")
    rows = CertificateTemplate.objects.select_for_update(of=("self",))
    row = rows.filter(place=place).first() or CertificateTemplate(place=place, version=0)
    if version is not None and version != max(row.version, 1):
        raise Stale(_("Người khác vừa thay đổi mẫu giấy này. Hãy xem lại rồi làm tiếp."))
    before = snapshot(row, *FIELDS) if row.pk else {}
    for name in FIELDS:
        if name in chosen:
            setattr(row, name, chosen[name])
    row.version, row.changed_by = row.version + 1, actor
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Stale(_("Người khác vừa thay đổi mẫu giấy này. Hãy xem lại rồi làm tiếp.")) from None
    record(
        actor=actor,
        verb="certificate_template.set",
        subject=row,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(row, *FIELDS),
    )
    return row
