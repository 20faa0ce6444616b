"""A plan of a unit, what it rests on, its phases and annexes, and the files made of it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import NOWHERE, Scope
from ocop.core.constraints import both_or_neither, in_order, known_choice
from ocop.core.fields import SearchKeyField
from ocop.core.roles import Role
from plans.choices import AnnexKind, PlanKind, PlanState

READERS = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.FINANCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Whose posts at a place open the plans at and below it, and the issued ones of the places above."""


def above(scope: Scope, locality: str) -> Q:
    """Rows whose place stands above one of the reader's places."""
    paths = {
        ".".join(steps[:length]) + "."
        for post in scope.posts
        if (steps := post.path.split(".")[:-1])
        for length in range(1, len(steps))
    }
    return Q(**{f"{locality}__path__in": sorted(paths)}) if paths else NOWHERE


class PlanQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        readers = scope.only(*READERS)
        return readers.place("unit") | (above(readers, "unit") & Q(state=PlanState.ISSUED))

    def with_successor(self) -> PlanQuerySet:
        """Each with `successor`, the key of the issued plan that took its place; None without one."""
        later = Plan.objects.filter(replaces=OuterRef("pk"), state=PlanState.ISSUED)
        return self.annotate(successor=Subquery(later.values("pk")[:1]))


class Plan(models.Model):
    """A plan for a year or a period. Once issued it is never changed; the next one follows it."""

    kind = models.CharField("loại", max_length=12, choices=PlanKind, default=PlanKind.YEAR)
    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.CharField("trích yếu", max_length=250)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The plan it was drafted from."""
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    """The plan of a higher level that it carries out."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The issued plan whose place it takes once it is issued itself."""
    estimate = models.ForeignKey("budgets.Estimate", models.PROTECT, null=True, blank=True, related_name="+")
    opening = models.TextField("câu mở đầu", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=100, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=100, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True)
    number_entry = models.OneToOneField(
        "documents.NumberEntry", models.PROTECT, null=True, editable=False, related_name="+"
    )
    issued_document = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, null=True, editable=False, related_name="plan"
    )
    search_key = SearchKeyField(max_length=300, sources=("title",))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        indexes = [models.Index(fields=["-first_year", "unit"], name="plan_by_year")]
        constraints = [
            known_choice("kind", PlanKind),
            known_choice("state", PlanState),
            both_or_neither("submitted_at", "submitted_by"),
            both_or_neither("issued_at", "issued_by"),
            models.CheckConstraint(
                name="plan_years_sane",
                condition=Q(first_year__gte=2018, last_year__lte=2100, last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(
                name="issued_plan_has_number_and_day",
                condition=~Q(state=PlanState.ISSUED)
                | Q(issued_at__isnull=False, number_entry__isnull=False, dated_on__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_issues_their_own_plan",
                condition=Q(issued_by__isnull=True)
                | (~Q(issued_by=F("created_by")) & ~Q(issued_by=F("submitted_by"))),
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state=PlanState.ISSUED), name="one_plan_in_place_of_another"
            ),
            models.CheckConstraint(
                name="plan_not_above_itself", condition=Q(above__isnull=True) | ~Q(above=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit

    @property
    def years(self) -> str:
        same = self.first_year == self.last_year
        return str(self.first_year) if same else f"{self.first_year}–{self.last_year}"

    @property
    def first_day(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last_year, 12, 31)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT


def of_plan(related_name: str) -> models.ForeignKey:
    """The plan that a part belongs to, and what its parts of this kind are called there."""
    return models.ForeignKey(Plan, models.CASCADE, related_name=related_name)


class PartQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return Q(plan__in=Plan.objects.within(scope))


class PlanPart(models.Model):
    """A row of a plan (`plan`, by `of_plan`), in its order among those of its kind."""

    position = models.PositiveIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def audit_place(self):
        return self.plan.unit

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()


class PlanPhase(PlanPart):
    """A part of the period, with its days."""

    plan = of_plan("phases")
    name = models.CharField("tên", max_length=150)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"
        constraints = [in_order("starts_on", "ends_on")]

    def __str__(self) -> str:
        return self.name


class PlanGround(PlanPart):
    """What the plan rests on: an act of the registry, or words of its own (“Theo đề nghị của …”)."""

    plan = of_plan("grounds")
    act = models.ForeignKey("law.LegalAct", models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("lời văn", max_length=500, blank=True)

    class Meta:
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"
        constraints = [
            models.CheckConstraint(
                name="ground_is_an_act_or_words", condition=Q(act__isnull=False) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.act)


class PlanAnnex(PlanPart):
    """A table behind the plan, made of what the portal holds."""

    plan = of_plan("annexes")
    kind = models.CharField("loại", max_length=10, choices=AnnexKind)
    title = models.CharField("tên phụ lục", max_length=250, blank=True)

    class Meta:
        verbose_name = "phụ lục"
        verbose_name_plural = "phụ lục"
        constraints = [
            known_choice("kind", AnnexKind),
            models.UniqueConstraint(fields=["plan", "kind"], name="one_annex_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class PrintQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return Q(plan__in=Plan.objects.within(scope))


class PlanPrint(models.Model):
    """A plan made into files at one moment, as PDF and as Word file; `is_final` once it was issued."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="prints")
    is_final = models.BooleanField(default=False, editable=False)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    pdf = models.FileField(max_length=120, editable=False)
    docx = models.FileField(max_length=120, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    docx_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = PrintQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in kế hoạch"
        verbose_name_plural = "bản in kế hoạch"
        constraints = [
            models.CheckConstraint(
                name="plan_print_has_both_files",
                condition=Q(pdf="", docx="") | (~Q(pdf="") & ~Q(docx="")),
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_final=True), name="one_final_print_per_plan"
            ),
        ]

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def audit_place(self):
        return self.plan.unit
