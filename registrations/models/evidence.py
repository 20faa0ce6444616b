"""Evidence: papers and pictures of a producer, cited by dossiers."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import in_order, known_choice
from ocop.core.roles import Role
from ocop.law.choices import EvidenceKind
from registrations.models.dossiers import Dossier
from registrations.models.producers import Producer


class EvidenceQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """The commune and the producer reach all papers; the levels above those that a handed-in dossier
        cites.
        """
        own = scope.only(Role.COMMUNE_OFFICER).place("producer__commune") | scope.producer("producer")
        above = scope.without(
            Role.COMMUNE_OFFICER, Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY
        )
        if not any(post.path for post in above.posts):
            return own
        cited = Citation.objects.filter(dossier__handed_in_at__isnull=False).values("evidence")
        return own | (above.place("producer__commune") & models.Q(pk__in=cited))


class Evidence(models.Model):
    """One stored file. It is replaced by a newer one, never overwritten."""

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="evidence")
    kind = models.CharField("loại giấy tờ", max_length=40, choices=EvidenceKind)
    title = models.CharField("tên giấy tờ", max_length=200)
    number = models.CharField("số", max_length=80, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    expires_on = models.DateField("hết hạn ngày", null=True, blank=True)
    file = models.FileField(max_length=120, editable=False)
    file_name = models.CharField(
        max_length=200, editable=False, help_text="As the uploader called it; plain text."
    )
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="replaces"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        constraints = [known_choice("kind", EvidenceKind), in_order("issued_on", "expires_on")]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_place(self):
        return self.producer.commune


class Citation(models.Model):
    """A dossier cites a paper, for the whole of it or for one criterion."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="citations")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    criterion = models.ForeignKey("law.Criterion", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "evidence", "criterion"], name="one_citation_per_criterion"
            ),
            models.UniqueConstraint(
                fields=["dossier", "evidence"],
                condition=models.Q(criterion__isnull=True),
                name="one_general_citation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.dossier}"
