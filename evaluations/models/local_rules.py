"""What a province lays down for visits and for printing, where no act does."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from evaluations.rules.inspections import Question, checklist_of
from evaluations.rules.preparation import site_questions_of
from evaluations.rules.print_desk import LEAST_PROOFS, PROOF_SHARE
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope


class LocalRuleQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("province")


class LocalRule(models.Model):
    """What is asked at a visit after recognition and, of a tourist place, before the meeting; how many of a
    batch are printed as proofs. From a day on.
    """

    province = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    used_from = models.DateField("áp dụng từ")
    keeping = models.TextField("câu hỏi về duy trì tiêu chí", help_text="One question a line.")
    mark = models.TextField("câu hỏi về nhãn hiệu, quảng bá", help_text="One question a line.")
    site = models.TextField(
        "câu hỏi kiểm tra điểm du lịch",
        blank=True,
        default="",
        db_default="",
        help_text="One question a line; empty for the portal's own.",
    )
    proof_share = models.PositiveSmallIntegerField("in thử một trên mỗi", default=PROOF_SHARE)
    least_proofs = models.PositiveSmallIntegerField("in thử ít nhất", default=LEAST_PROOFS)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định của tỉnh sau công nhận"
        verbose_name_plural = "quy định của tỉnh sau công nhận"
        constraints = [
            models.UniqueConstraint(fields=["province", "used_from"], name="one_local_rule_per_day"),
            models.CheckConstraint(
                name="some_of_a_batch_are_proofs",
                condition=models.Q(proof_share__gte=1, proof_share__lte=100)
                & models.Q(least_proofs__gte=1, least_proofs__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}, {self.used_from:%d/%m/%Y}"

    @property
    def audit_place(self):
        return self.province

    @property
    def checklist(self) -> tuple[Question, ...]:
        return checklist_of(self.keeping, self.mark)

    @property
    def site_questions(self) -> tuple[tuple[str, str], ...]:
        """Code and words of what is asked at a tourist place."""
        return site_questions_of(self.site)
