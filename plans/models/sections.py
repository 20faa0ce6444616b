"""The sections of a plan and every text they had."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.core.constraints import both_or_neither, known_choice
from plans.choices import SectionKind
from plans.models.plans import PlanPart, of_plan


class PlanSection(PlanPart):
    """A heading with its text. Its kind says which rows of the plan are printed below the text.

    Level 1 is numbered I, II, level 2 (1, 2) within it; without a title it is no heading at all.
    """

    plan = of_plan("sections")
    kind = models.CharField("in kèm", max_length=12, choices=SectionKind, default=SectionKind.TEXT)
    level = models.PositiveSmallIntegerField("cấp", choices=((1, "I, II, III"), (2, "1, 2, 3")), default=1)
    title = models.CharField("tên mục", max_length=200, blank=True)
    text = models.TextField("lời văn", blank=True)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "mục"
        verbose_name_plural = "mục"
        constraints = [
            known_choice("kind", SectionKind),
            models.CheckConstraint(name="%(class)s_level_known", condition=Q(level__in=[1, 2])),
            both_or_neither("saved_at", "saved_by"),
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=~Q(kind=SectionKind.TEXT),
                name="one_section_of_each_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class SectionVersion(models.Model):
    """What a section said from `saved_at` on; the newest one is what it says now."""

    section = models.ForeignKey(PlanSection, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản của mục"
        verbose_name_plural = "bản của mục"
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="one_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.section}, bản {self.number}"
