"""The producer's consent to what a dossier says."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from registrations.choices import ConsentWay
from registrations.models.dossiers import Dossier

_NO_FILE = models.Q(file="", sha256="", size=0)


class ConsentQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return models.Q(dossier__in=Dossier.objects.within(scope).order_by().values("pk"))


class Consent(models.Model):
    """The producer agreed to what a dossier said. `contents` is that, as a `Return` keeps it, `digest` its
    fingerprint: once the dossier says something else, the consent no longer holds. A signed summary is kept
    as a file.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="consents")
    way = models.CharField("cách đồng ý", max_length=10, choices=ConsentWay)
    given_by_name = models.CharField("người đồng ý", max_length=120)
    given_on = models.DateField("ngày đồng ý")
    contents = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    file = models.FileField(max_length=120, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "sự đồng ý của chủ thể"
        verbose_name_plural = "sự đồng ý của chủ thể"
        constraints = [
            known_choice("way", ConsentWay),
            models.CheckConstraint(
                name="signed_consent_has_a_file",
                condition=models.Q(_NO_FILE, way=ConsentWay.ACCOUNT)
                | (models.Q(way=ConsentWay.SIGNED) & ~models.Q(file="") & models.Q(size__gt=0)),
            ),
            models.CheckConstraint(
                name="consent_is_of_somebody", condition=~models.Q(given_by_name="") & ~models.Q(digest="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_by_name}: {self.dossier}"

    @property
    def audit_place(self):
        return self.dossier.commune
