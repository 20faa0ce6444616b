"""What remains of a class: certificates of completion, the paper rolls that came in, what people thought."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from budgets.models.estimates import READERS
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither
from trainings.models.classes import OfOrganiser, TrainingClass
from trainings.models.people import Nomination

QUESTIONS = ("content", "trainers", "materials", "organisation", "usefulness")
BEST = 5


class CompletionCertificateQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        officials = scope.only(*READERS)
        return (
            officials.place("nomination__unit")
            | officials.place("nomination__training__organiser")
            | scope.producer("nomination__producer")
        )


class CompletionCertificate(models.Model):
    """That somebody completed a class: what is printed is kept as it was on that day."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="certificate")
    number_entry = models.OneToOneField("documents.NumberEntry", models.PROTECT, related_name="+")
    number = models.CharField("số vào sổ", max_length=60)
    token = models.CharField(max_length=32, unique=True, editable=False)
    short_code = models.CharField("mã tra cứu", max_length=12, unique=True, editable=False)
    full_name = models.CharField("họ tên", max_length=120)
    role_words = models.CharField("tư cách", max_length=400, blank=True)
    class_title = models.CharField("lớp", max_length=250)
    class_code = models.CharField("mã lớp", max_length=40)
    venue = models.CharField("địa điểm", max_length=250)
    first_on = models.DateField("từ ngày")
    last_on = models.DateField("đến ngày")
    present_count = models.PositiveSmallIntegerField("số buổi dự")
    held_count = models.PositiveSmallIntegerField("số buổi học")
    signer_title = models.CharField("chức vụ người ký", max_length=120)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    issued_on = models.DateField("ngày cấp")
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    paper = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = CompletionCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy chứng nhận hoàn thành"
        constraints = [
            models.CheckConstraint(
                name="completion_within_what_was_held",
                condition=Q(held_count__gte=1, present_count__lte=models.F("held_count")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.full_name}"

    @property
    def audit_place(self):
        return self.nomination.training.organiser


class RollSheet(models.Model):
    """The rows of a paper roll as they were read; what they mean is worked out whenever it is shown."""

    training = models.ForeignKey(TrainingClass, models.CASCADE, related_name="+", editable=False)
    name = models.CharField("tên tệp", max_length=200, editable=False)
    columns = models.JSONField(editable=False)
    rows = models.JSONField(editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = OfOrganiser.as_manager()

    class Meta:
        constraints = [both_or_neither("applied_at", "applied_by")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_place(self):
        return self.training.organiser

    def get_absolute_url(self) -> str:
        return reverse("trainings:roll-sheet", args=[self.pk])


class Feedback(models.Model):
    """What one person thought of a class, without a name: the nomination only knows that it answered."""

    training = models.ForeignKey(TrainingClass, models.CASCADE, related_name="feedback")
    content = models.PositiveSmallIntegerField("nội dung")
    trainers = models.PositiveSmallIntegerField("giảng viên")
    materials = models.PositiveSmallIntegerField("tài liệu")
    organisation = models.PositiveSmallIntegerField("tổ chức, địa điểm")
    usefulness = models.PositiveSmallIntegerField("áp dụng được vào công việc")
    words = models.TextField("ý kiến khác", blank=True)
    is_paper = models.BooleanField(default=False, editable=False)

    objects = OfOrganiser.as_manager()

    class Meta:
        verbose_name = "phiếu ý kiến"
        constraints = [
            models.CheckConstraint(
                name="feedback_on_the_scale",
                condition=Q(*((f"{name}__gte", 1) for name in QUESTIONS))
                & Q(*((f"{name}__lte", BEST) for name in QUESTIONS)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.training}"
