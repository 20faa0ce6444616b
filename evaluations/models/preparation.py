"""What is made ready before a council meets: samples in custody, the visit to a place, the team's report."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.choices import SampleMove, TeamOpinion
from evaluations.models.local_rules import LocalRule
from evaluations.models.sessions import Item
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from ocop.core.roles import Role
from registrations.models import Dossier

SEATED = (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER)


class OfItemQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("item__session__council__place") | scope.council(
            "item__session__council"
        )


class OfItem(models.Model):
    """Something recorded about a product on an agenda."""

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = OfItemQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def audit_place(self):
        return self.item.session.council.place


class SampleStep(OfItem):
    """One line of the custody log of a product's samples; lines are added, never changed. When the product is
    taken off the agenda, they stay with its dossier and `item` is empty.
    """

    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="sample_steps")
    dossier = models.ForeignKey(Dossier, models.PROTECT, editable=False, related_name="sample_steps")
    kind = models.CharField("việc", max_length=10, choices=SampleMove)
    count = models.PositiveSmallIntegerField("số đơn vị mẫu")
    counterpart = models.CharField("người giao hoặc nhận", max_length=160)
    condition = models.CharField("tình trạng mẫu, niêm phong", max_length=250, blank=True)

    class Meta:
        constraints = [
            known_choice("kind", SampleMove),
            models.CheckConstraint(name="some_samples", condition=models.Q(count__gte=1, count__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count}"

    @property
    def audit_place(self):
        return super().audit_place if self.item else self.dossier.commune


class SiteCheck(OfItem):
    """What was seen at a tourist place before the meeting, question by question. `asked_by` is the province's
    rule whose questions they are; the portal's own where there is none.
    """

    item = models.OneToOneField(Item, models.PROTECT, related_name="site_check")
    asked_by = models.ForeignKey(
        LocalRule, models.PROTECT, null=True, editable=False, related_name="site_checks"
    )
    checked_on = models.DateField("ngày kiểm tra")
    people = models.CharField("người đi kiểm tra", max_length=500)
    answers = models.JSONField(default=dict)
    findings = models.TextField("điều đáng chú ý", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.item}, {self.checked_on:%d/%m/%Y}"


class TeamReport(OfItem):
    """What the advisory team tells the council about one product."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="team_report")
    review = models.TextField("kết quả thẩm tra hồ sơ")
    survey = models.TextField("kết quả khảo sát thực tế", blank=True)
    tests = models.TextField("kiểm nghiệm", blank=True)
    opinion = models.CharField("đề nghị", max_length=10, choices=TeamOpinion)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [known_choice("opinion", TeamOpinion)]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_opinion_display()}"


class LabResultQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """Members of councils read them on the pages of their products."""
        return scope.without(*SEATED).place("dossier__commune")


class LabResult(models.Model):
    """The result of a test that was made after the dossier was handed in. It stays with the dossier from
    round to round and goes up with it (1048/QĐ-TTg); rows are added, never changed.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, editable=False, related_name="lab_results")
    number = models.CharField("số phiếu", max_length=60)
    tested_on = models.DateField("ngày trả kết quả")
    laboratory = models.CharField("nơi kiểm nghiệm", max_length=200)
    file = models.FileField(max_length=120, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = LabResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả kiểm nghiệm"
        verbose_name_plural = "kết quả kiểm nghiệm"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sha256"], name="one_lab_result_per_dossier_and_file"),
            models.CheckConstraint(name="lab_result_is_numbered", condition=~models.Q(number="")),
        ]

    def __str__(self) -> str:
        return f"Phiếu {self.number} ngày {self.tested_on:%d/%m/%Y}, {self.laboratory}"

    @property
    def audit_place(self):
        return self.dossier.commune
