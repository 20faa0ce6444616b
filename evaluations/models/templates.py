"""How the certificates of an issuing authority look, where it wants them other than the portal's own."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.choices import Background, SealSpace
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice


class CertificateTemplateQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("place")


class CertificateTemplate(models.Model):
    """What a place chose for the certificates it issues from now on; those printed before stay as they are.

    Signer's title and name are empty where they follow the decision that recognises the product. The picture
    is a private JPEG that the portal drew anew; it stays while another background is chosen.
    """

    place = models.OneToOneField("localities.Place", models.PROTECT, related_name="+")
    background = models.CharField("nền", max_length=10, choices=Background, default=Background.ORNAMENT)
    picture = models.FileField("ảnh nền", max_length=120, blank=True, db_default="", editable=False)
    picture_sha256 = models.CharField(
        "mã băm ảnh nền", max_length=64, blank=True, default="", db_default="", editable=False
    )
    seal_space = models.CharField(
        "chỗ ký, đóng dấu", max_length=10, choices=SealSpace, default=SealSpace.WIDE
    )
    on_behalf = models.BooleanField("ký thay mặt Ủy ban nhân dân (TM.)", default=False)
    signer_title = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CertificateTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu giấy chứng nhận"
        verbose_name_plural = "mẫu giấy chứng nhận"
        constraints = [
            known_choice("background", Background),
            known_choice("seal_space", SealSpace),
            models.CheckConstraint(
                name="picture_lies_there",
                condition=~models.Q(background=Background.PICTURE) | ~models.Q(picture=""),
            ),
            models.CheckConstraint(
                name="signer_has_a_title", condition=models.Q(signer_name="") | ~models.Q(signer_title="")
            ),
        ]

    def __str__(self) -> str:
        return f"Mẫu giấy của {self.place.name_in_address}"

    @property
    def audit_place(self):
        return self.place
