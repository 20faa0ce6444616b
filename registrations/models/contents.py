"""What a dossier says beyond its registration form: a model for each form, rows for what is told by year."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from registrations.choices import Disability, Gender
from registrations.models.dossiers import Dossier

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Content(models.Model):
    """One form of a dossier, written by the producer or on her behalf.

    Version 0 are the words of the idea that the dossier was made from: nobody has gone through them here.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="%(class)s")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    EDITABLE: ClassVar[tuple[str, ...]] = ()
    """What a person writes, in the order of the form."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.dossier}"

    @property
    def audit_place(self):
        return self.dossier.commune


class SelfAssessment(Content):
    """The report of self-assessment, parts I, II and IV (Mẫu số 02, 26/2026/QĐ-TTg); part III are the scores.

    `rep_disability` has no field on the printed form; criterion 3.2 asks for it.
    """

    rep_gender = models.CharField("giới tính người đại diện", max_length=10, choices=Gender, blank=True)
    rep_ethnicity = models.CharField("dân tộc người đại diện", max_length=60, blank=True)
    rep_disability = models.CharField(
        "người đại diện là người khuyết tật", max_length=10, choices=Disability, blank=True
    )
    rep_residence = models.CharField("địa chỉ thường trú người đại diện", max_length=400, blank=True)
    established_on = models.DateField("ngày thành lập hoặc đăng ký kinh doanh", null=True, blank=True)
    description = models.TextField("mô tả, quy cách sản phẩm", blank=True)
    standards = models.TextField("tiêu chuẩn sản phẩm", blank=True)
    certificates = models.JSONField("giấy tờ đã có", default=list, blank=True)
    other_certificate = models.CharField("giấy tờ sở hữu trí tuệ khác", max_length=250, blank=True)
    history = models.TextField("lịch sử hình thành", blank=True)
    structure = models.TextField("cơ cấu tổ chức", blank=True)
    material_area = models.TextField("vùng nguyên liệu", blank=True)
    technology = models.TextField("công nghệ", blank=True)
    processing = models.TextField("chế biến", blank=True)
    packing = models.TextField("đóng gói", blank=True)
    quality_changes = models.TextField("thay đổi chất lượng, tiêu chuẩn, bao bì", blank=True)
    markets = models.TextField("thị trường", blank=True)
    product_plan = models.TextField("kế hoạch sản phẩm", blank=True)
    production_plan = models.TextField("kế hoạch sản xuất", blank=True)
    market_plan = models.TextField("kế hoạch thị trường", blank=True)

    EDITABLE = (
        "rep_gender",
        "rep_ethnicity",
        "rep_disability",
        "rep_residence",
        "established_on",
        "description",
        "standards",
        "certificates",
        "other_certificate",
        "history",
        "structure",
        "material_area",
        "technology",
        "processing",
        "packing",
        "quality_changes",
        "markets",
        "product_plan",
        "production_plan",
        "market_plan",
    )

    class Meta:
        verbose_name = "báo cáo tự đánh giá"
        verbose_name_plural = "báo cáo tự đánh giá"
        constraints = [
            models.CheckConstraint(
                name="selfassessment_gender_known",
                condition=models.Q(rep_gender="") | models.Q(rep_gender__in=Gender.values),
            ),
            models.CheckConstraint(
                name="selfassessment_disability_known",
                condition=models.Q(rep_disability="") | models.Q(rep_disability__in=Disability.values),
            ),
        ]


class BusinessPlan(Content):
    """The business plan (Biểu số 03, 1048/QĐ-TTg)."""

    product_plan = models.TextField("sản phẩm và định hướng phát triển", blank=True)
    materials = models.TextField("nguyên liệu", blank=True)
    technology = models.TextField("công nghệ, tổ chức sản xuất", blank=True)
    labour = models.TextField("lao động", blank=True)
    markets = models.TextField("thị trường, khách hàng", blank=True)
    marketing = models.TextField("phân phối, quảng bá", blank=True)
    investment_vnd = models.PositiveBigIntegerField("vốn đầu tư (đồng)", null=True, blank=True)
    capital_sources = models.TextField("nguồn vốn", blank=True)
    risks = models.TextField("khó khăn, rủi ro và cách xử lý", blank=True)

    EDITABLE = (
        "product_plan",
        "materials",
        "technology",
        "labour",
        "markets",
        "marketing",
        "investment_vnd",
        "capital_sources",
        "risks",
    )

    class Meta:
        verbose_name = "phương án sản xuất, kinh doanh"
        verbose_name_plural = "phương án sản xuất, kinh doanh"


class OrganisationProfile(Content):
    """The organisation and who does what in it (Biểu số 04, 1048/QĐ-TTg)."""

    established_on = models.DateField("ngày thành lập hoặc đăng ký kinh doanh", null=True, blank=True)
    history = models.TextField("lịch sử hình thành", blank=True)
    structure = models.TextField("cơ cấu tổ chức", blank=True)
    premises = models.TextField("nhà xưởng, thiết bị", blank=True)
    workers = models.PositiveIntegerField("số lao động", null=True, blank=True)
    local_workers = models.PositiveIntegerField("số lao động địa phương", null=True, blank=True)

    EDITABLE = ("established_on", "history", "structure", "premises", "workers", "local_workers")

    class Meta:
        verbose_name = "giới thiệu bộ máy tổ chức"
        verbose_name_plural = "giới thiệu bộ máy tổ chức"
        constraints = [
            models.CheckConstraint(
                name="local_workers_among_workers",
                condition=models.Q(workers__isnull=True)
                | models.Q(local_workers__isnull=True)
                | models.Q(local_workers__lte=models.F("workers")),
            ),
        ]


class OrganisationUnit(models.Model):
    """One unit of the organisation, as a row of its profile."""

    profile = models.ForeignKey(OrganisationProfile, models.CASCADE, related_name="units")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("bộ phận", max_length=120)
    head = models.CharField("chức danh phụ trách", max_length=120, blank=True)
    people = models.PositiveIntegerField("số người", null=True, blank=True)
    duties = models.CharField("nhiệm vụ", max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "position"], name="one_unit_per_position"),
            models.CheckConstraint(name="unit_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ChangeStatement(Content):
    """What has changed since the product was recognised; asked of an upgrade and of a reassessment."""

    materials = models.TextField("nguyên liệu", blank=True)
    technology = models.TextField("công nghệ", blank=True)
    packaging = models.TextField("bao bì, nhãn", blank=True)
    quality = models.TextField("công bố chất lượng, kiểm nghiệm định kỳ", blank=True)
    markets = models.TextField("thị trường", blank=True)
    output = models.TextField("sản lượng, doanh thu", blank=True)
    renewed_papers = models.TextField("giấy tờ đã cấp lại, gia hạn", blank=True)

    EDITABLE = ("materials", "technology", "packaging", "quality", "markets", "output", "renewed_papers")

    class Meta:
        verbose_name = "thay đổi từ khi được công nhận"
        verbose_name_plural = "thay đổi từ khi được công nhận"


class YearFigure(models.Model):
    """Output, revenue and profit of the product in one year: achieved, or planned. Whole đồng."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="year_figures")
    year = models.PositiveSmallIntegerField("năm")
    is_plan = models.BooleanField("kế hoạch", default=False)
    output = models.DecimalField("sản lượng", max_digits=14, decimal_places=3, null=True, blank=True)
    output_unit = models.CharField("đơn vị tính", max_length=30, blank=True)
    revenue_vnd = models.PositiveBigIntegerField("doanh thu", null=True, blank=True)
    profit_vnd = models.BigIntegerField("lợi nhuận", null=True, blank=True, help_text="A loss is negative.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "year", "is_plan"], name="one_figure_per_year"),
            models.CheckConstraint(
                name="figure_of_a_sane_year",
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
            models.CheckConstraint(
                name="output_not_negative",
                condition=models.Q(output__isnull=True) | models.Q(output__gte=0),
            ),
            models.CheckConstraint(
                name="profit_within_revenue",
                condition=models.Q(profit_vnd__isnull=True)
                | models.Q(revenue_vnd__isnull=True)
                | models.Q(profit_vnd__lte=models.F("revenue_vnd")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.year}"
