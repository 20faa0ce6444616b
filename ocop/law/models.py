"""Acts, regimes and criteria sets: the law as dated rows. Reference data that everybody may read."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from ocop.core.constraints import in_order, known_choice
from ocop.core.roles import Level
from ocop.law.choices import (
    ActKind,
    CompanySector,
    CompanySize,
    Condition,
    Effect,
    EffortClass,
    FormKind,
    HintSource,
    Task,
    TermKind,
    Trigger,
    When,
)
from ocop.law.rules.calendar import is_working_day
from ocop.law.rules.reading import CODE, NAME, WORDS


class LegalAct(models.Model):
    """An act that the portal cites. `in_force_to` is the last day; nothing is deleted when it ends."""

    number = models.CharField("số, ký hiệu", max_length=60)
    kind = models.CharField("loại", max_length=20, choices=ActKind)
    issuer = models.CharField("cơ quan ban hành", max_length=120)
    issued_on = models.DateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=300)
    in_force_from = models.DateField("hiệu lực từ")
    in_force_to = models.DateField("đến hết ngày", null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        constraints = [
            known_choice("kind", ActKind),
            in_order("in_force_from", "in_force_to"),
            models.UniqueConstraint(fields=["issuer", "number", "issued_on"], name="one_act_per_number"),
        ]

    def __str__(self) -> str:
        return self.number


class RegimeQuerySet(models.QuerySet):
    def taking_in_on(self, day: date) -> RegimeQuerySet:
        return self.filter(takes_in_from__lte=day).filter(
            Q(takes_in_to__isnull=True) | Q(takes_in_to__gte=day)
        )


class Regime(models.Model):
    """Which rules govern a dossier: the one that takes in dossiers on the day it is handed in."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    acts = models.ManyToManyField(LegalAct, related_name="regimes")
    takes_in_from = models.DateField("nhận hồ sơ từ")
    takes_in_to = models.DateField("đến hết ngày", null=True, blank=True)
    criteria_prefix = models.CharField(max_length=20)
    code_system = models.CharField(max_length=10, help_text="List of unit codes: 124/2004 or 19/2025.")
    validity_months = models.PositiveSmallIntegerField()
    sample_count = models.PositiveSmallIntegerField()
    has_commune_report = models.BooleanField()
    subjects_article = models.CharField(
        max_length=40, blank=True, help_text="Where the act says who may take part; empty where not found."
    )
    has_self_assessment = models.BooleanField(default=True)
    product_code_pattern = models.CharField(max_length=120)
    product_code_keeper = models.CharField(max_length=10, choices=Level)
    receipt_pattern = models.CharField(max_length=120)
    bands = models.JSONField(help_text="Star → least points, as text.")
    rounds = models.JSONField(default=list, help_text="Level, number, and two days of the year as mm-dd.")
    loaded_at = models.DateTimeField(auto_now=True)

    objects = RegimeQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định áp dụng"
        verbose_name_plural = "quy định áp dụng"
        constraints = [
            known_choice("product_code_keeper", Level),
            in_order("takes_in_from", "takes_in_to"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(takes_in_to__isnull=True), name="one_regime_without_an_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegimePower(models.Model):
    """One cell of the authority table: level × task × star."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="powers")
    level = models.CharField(max_length=10, choices=Level)
    task = models.CharField(max_length=20, choices=Task)
    stars = models.PositiveSmallIntegerField(null=True)
    floor = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        verbose_name = "thẩm quyền"
        verbose_name_plural = "thẩm quyền"
        constraints = [
            known_choice("level", Level),
            known_choice("task", Task),
            models.UniqueConstraint(fields=["regime", "level", "task", "stars"], name="one_power_per_star"),
            models.UniqueConstraint(
                fields=["regime", "level", "task"],
                condition=Q(stars__isnull=True),
                name="one_power_per_level",
            ),
            models.CheckConstraint(
                name="power_stars_sane", condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime.code}: {self.get_level_display()} {self.get_task_display()}"


class Deadline(models.Model):
    """A term that the regime gives by name."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="deadlines")
    name = models.CharField(max_length=40)
    days = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=TermKind)

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        constraints = [
            known_choice("kind", TermKind),
            models.UniqueConstraint(fields=["regime", "name"], name="one_deadline_per_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.days} {self.get_kind_display()}"


class RegimeForm(models.Model):
    """A form that the owner's dossier holds under a regime, and of which registrations it is asked."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="forms")
    kind = models.CharField(max_length=20, choices=FormKind)
    position = models.PositiveSmallIntegerField()
    number = models.CharField("số mẫu", max_length=30, blank=True)
    title = models.CharField("tên", max_length=200)
    when = models.CharField(max_length=20, choices=When, blank=True, default="")
    required = models.BooleanField("bắt buộc", default=True)

    class Meta:
        verbose_name = "biểu mẫu"
        verbose_name_plural = "biểu mẫu"
        constraints = [
            known_choice("kind", FormKind),
            known_choice("when", When),
            models.UniqueConstraint(fields=["regime", "kind", "when"], name="one_form_per_registration"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else self.title


class CriteriaSetQuerySet(models.QuerySet):
    def current(self) -> CriteriaSetQuerySet:
        """The version of each set that new dossiers use: the newest that is complete, or else the newest."""
        versions = CriteriaSet.objects.filter(code=models.OuterRef("code"))
        newer = versions.filter(version__gt=models.OuterRef("version"))
        return self.filter(
            models.Q(~models.Exists(newer.usable()), complete=True)
            | models.Q(~models.Exists(newer), ~models.Exists(versions.usable()), complete=False)
        )

    def usable(self) -> CriteriaSetQuerySet:
        """Sets that may be used for scoring."""
        return self.filter(complete=True)


class CriteriaSet(models.Model):
    """The criteria of one product set in one decision, in one version.

    A version never changes: another wording is another version. `frozen_at` says since when dossiers stand
    on this one.
    """

    code = models.CharField("mã bộ", max_length=20)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    decision = models.CharField("quyết định", max_length=80)
    number = models.PositiveSmallIntegerField("số bộ")
    name = models.CharField("tên bộ", max_length=NAME)
    name_en = models.CharField(max_length=NAME, blank=True)
    group = models.CharField("mã ngành", max_length=20)
    group_name = models.CharField("ngành", max_length=NAME)
    subgroup_name = models.CharField("nhóm", max_length=NAME)
    lead_agencies = models.JSONField("cơ quan quản lý", default=list)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    parts = models.JSONField(help_text="Code, names and most points of each part, in order.")
    complete = models.BooleanField(help_text="Every option is known and the points add up.")
    problems = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    source = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        indexes = [models.Index(fields=["code", "digest"])]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_set_per_version"),
            in_order("effective_from", "effective_to"),
        ]

    def __str__(self) -> str:
        return f"Bộ {self.number}: {self.name}"


class Section(models.Model):
    """A numbered heading of a set, with the most points its criteria can give together."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="sections")
    code = models.CharField(max_length=CODE)
    part = models.CharField(max_length=2)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME)
    name_en = models.CharField(max_length=NAME, blank=True)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "mục"
        verbose_name_plural = "mục"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="one_section_per_code"),
            models.CheckConstraint(name="section_points_not_negative", condition=Q(max_points__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Criterion(models.Model):
    """A single choice among graded options, counted once even where two variants are printed."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=CODE)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=WORDS)
    subgroup = models.CharField(max_length=NAME, blank=True)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)
    applies_if = models.CharField(max_length=20, choices=Condition, blank=True)
    any_option_needed_for_star = models.PositiveSmallIntegerField(null=True)
    variants = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        constraints = [
            known_choice("applies_if", Condition),
            models.UniqueConstraint(fields=["section", "code"], name="one_criterion_per_code"),
            models.CheckConstraint(name="criterion_points_not_negative", condition=Q(max_points__gte=0)),
            models.CheckConstraint(
                name="criterion_minimum_star",
                condition=Q(any_option_needed_for_star__isnull=True)
                | Q(any_option_needed_for_star__gte=3, any_option_needed_for_star__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Option(models.Model):
    """One level of a criterion; `min_for_star` makes it the least level for that star."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=WORDS)
    points = models.DecimalField(max_digits=5, decimal_places=2)
    variant = models.CharField(max_length=2, blank=True)
    min_for_star = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "mức điểm"
        verbose_name_plural = "mức điểm"
        constraints = [
            models.UniqueConstraint(fields=["criterion", "position"], name="one_option_per_position"),
            models.CheckConstraint(name="option_points_not_negative", condition=Q(points__gte=0)),
            models.CheckConstraint(
                name="option_minimum_star",
                condition=Q(min_for_star__isnull=True) | Q(min_for_star__gte=3, min_for_star__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.points:g})"


class KnockOut(models.Model):
    """A rule that ends an assessment; of a criterion, or of the whole set."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="knock_outs")
    criterion = models.ForeignKey(Criterion, models.CASCADE, null=True, related_name="knock_outs")
    position = models.PositiveSmallIntegerField()
    effect = models.CharField(max_length=20, choices=Effect)
    rule = models.CharField(max_length=WORDS)
    when = models.CharField(max_length=CODE, choices=Trigger, blank=True)

    class Meta:
        verbose_name = "điều kiện loại"
        verbose_name_plural = "điều kiện loại"
        constraints = [
            known_choice("effect", Effect),
            known_choice("when", Trigger),
            models.UniqueConstraint(fields=["criteria_set", "position"], name="one_knock_out_per_position"),
        ]

    def __str__(self) -> str:
        return self.rule


class WorkingDayException(models.Model):
    """A day that is other than its weekday says: a holiday, or a Saturday worked in exchange."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=120)
    is_certain = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def is_cleared(self) -> bool:
        """Whether the day is what its weekday says after all."""
        return self.works == is_working_day(self.day, {})


class CompanySizeLimit(models.Model):
    """One row of the table of company sizes; all limits are inclusive."""

    act = models.ForeignKey(LegalAct, models.PROTECT, related_name="size_limits")
    size = models.CharField(max_length=10, choices=CompanySize)
    sector = models.CharField(max_length=10, choices=CompanySector)
    employees = models.PositiveIntegerField(help_text="Yearly average in social insurance.")
    revenue_vnd = models.PositiveBigIntegerField()
    capital_vnd = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "ngưỡng quy mô doanh nghiệp"
        verbose_name_plural = "ngưỡng quy mô doanh nghiệp"
        constraints = [
            known_choice("size", CompanySize),
            known_choice("sector", CompanySector),
            models.UniqueConstraint(fields=["act", "size", "sector"], name="one_limit_per_size"),
        ]

    def __str__(self) -> str:
        return f"{self.get_size_display()}, {self.get_sector_display()}"


class EvidenceHint(models.Model):
    """Which kinds of paper a hint of a criterion means; none where it is judged by looking at the product.

    The portal's own reading, not law: what a checklist is drawn up from. An administrator may correct it.
    """

    hint = models.CharField("gợi ý của tiêu chí", max_length=WORDS, unique=True)
    kinds = models.JSONField("loại giấy tờ", default=list, blank=True)
    sure = models.CharField("theo", max_length=10, choices=HintSource)

    class Meta:
        verbose_name = "giấy tờ theo gợi ý của tiêu chí"
        verbose_name_plural = "giấy tờ theo gợi ý của tiêu chí"
        constraints = [known_choice("sure", HintSource)]

    def __str__(self) -> str:
        return self.hint


class EvidenceEffort(models.Model):
    """How hard evidence that names this word is to come by: the portal's own measure, not law.

    The star-gap coach prefers the easier steps among equally many; an administrator may correct it.
    """

    word = models.CharField("chữ trong minh chứng", max_length=60)
    weight = models.PositiveSmallIntegerField(
        "độ khó", choices=EffortClass, help_text="1 tự làm được, 2 cần người khác, 3 cần cơ quan cấp."
    )
    used_from = models.DateField("dùng từ ngày")
    used_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "độ khó của minh chứng"
        verbose_name_plural = "độ khó của minh chứng"
        constraints = [
            known_choice("weight", EffortClass),
            in_order("used_from", "used_to"),
            models.UniqueConstraint(fields=["word", "used_from"], name="one_effort_per_word"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.weight}"
