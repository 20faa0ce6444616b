"""The law in the admin site: to look at only, but for what hints of evidence mean and how hard
evidence is to come by, which is no law. Days off are
kept on a page of the portal, which counts anew what runs over them.
"""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from ocop.law.choices import EvidenceKind
from ocop.law.models import (
    CompanySizeLimit,
    CriteriaSet,
    Criterion,
    Deadline,
    EvidenceEffort,
    EvidenceHint,
    KnockOut,
    LegalAct,
    Option,
    Regime,
    RegimeForm,
    RegimePower,
    Section,
    WorkingDayException,
)
from ocop.localities.admin import ReadOnly


class PowerInline(ReadOnly, admin.TabularInline):
    model = RegimePower
    extra = 0


class DeadlineInline(ReadOnly, admin.TabularInline):
    model = Deadline
    extra = 0


class FormInline(ReadOnly, admin.TabularInline):
    model = RegimeForm
    extra = 0


class SectionInline(ReadOnly, admin.TabularInline):
    model = Section
    extra = 0


class KnockOutInline(ReadOnly, admin.TabularInline):
    model = KnockOut
    extra = 0


class OptionInline(ReadOnly, admin.TabularInline):
    model = Option
    extra = 0


@admin.register(LegalAct)
class LegalActAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("number", "kind", "issuer", "issued_on", "in_force_from", "in_force_to")
    list_filter = ("kind",)
    ordering = ("-issued_on", "pk")
    search_fields = ("number", "title")


@admin.register(Regime)
class RegimeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "name", "takes_in_from", "takes_in_to")
    ordering = ("-takes_in_from", "pk")
    inlines = (PowerInline, DeadlineInline, FormInline)


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "version", "name", "decision", "complete", "frozen_at")
    list_filter = ("decision", "complete", "group_name")
    ordering = ("code", "-version", "pk")
    search_fields = ("code", "name")
    inlines = (SectionInline, KnockOutInline)


@admin.register(Criterion)
class CriterionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "name", "max_points", "criteria_set")
    ordering = ("section__criteria_set", "position", "pk")
    search_fields = ("name", "section__criteria_set__code")
    inlines = (OptionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Criterion]:
        return super().get_queryset(request).select_related("section__criteria_set")

    @admin.display(description="bộ tiêu chí")
    def criteria_set(self, criterion: Criterion) -> CriteriaSet:
        return criterion.section.criteria_set


@admin.register(CompanySizeLimit)
class CompanySizeLimitAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("act", "size", "sector", "employees", "revenue_vnd", "capital_vnd")
    list_filter = ("act",)
    list_select_related = ("act",)
    ordering = ("act", "pk")


@admin.register(WorkingDayException)
class WorkingDayExceptionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("day", "name", "works", "is_certain")
    list_filter = ("works", "is_certain")
    date_hierarchy = "day"
    ordering = ("-day", "pk")


@admin.register(EvidenceEffort)
class EvidenceEffortAdmin(admin.ModelAdmin):
    list_display = ("word", "weight", "used_from", "used_to")
    ordering = ("word", "-used_from", "pk")


class EvidenceHintForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label="Loại giấy tờ",
        choices=EvidenceKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn loại nào khi tiêu chí được xét trên sản phẩm hoặc trên phiếu.",
    )


@admin.register(EvidenceHint)
class EvidenceHintAdmin(admin.ModelAdmin):
    form = EvidenceHintForm
    fields = ("hint", "kinds", "sure")
    list_display = ("hint", "papers", "sure")
    list_filter = ("sure",)
    ordering = ("hint", "pk")
    search_fields = ("hint",)

    @admin.display(description="loại giấy tờ")
    def papers(self, hint: EvidenceHint) -> str:
        return "; ".join(str(EvidenceKind(kind).label) for kind in hint.kinds)
