"""What people type into the longer forms of a dossier. All may be saved unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.errors import RuleViolation
from ocop.ui.fields import DecimalField, MoneyField
from ocop.ui.forms import DateField, PortalForm
from registrations.choices import Disability, Gender, HeldCertificate
from registrations.forms.shapes import AREA
from registrations.queries.faults import faults_of_figures, faults_of_founding, faults_of_workforce
from registrations.rules import Figure, Unit

UNITS = 6
"""Rows for units of the organisation."""
MOST_VND = 10**15


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=5000, help_text=help_text, widget=forms.Textarea(attrs=AREA)
    )


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "w-date"}),
    )


class ContentForm(PortalForm):
    """A form in sections. `sections` are headings with the names of their fields."""

    sections: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()

    def faults(self, typed: Mapping[str, Any]) -> Iterator[RuleViolation]:
        yield from faults_of_founding(typed.get("established_on"))

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Heading, fields, and whether these stand side by side."""
        for heading, names in self.sections:
            yield str(heading), [self[name] for name in names], False


class ChangesForm(ContentForm):
    """What changed since the product was recognised."""

    materials = _words(gettext_lazy("Nguyên liệu"))
    technology = _words(gettext_lazy("Công nghệ"))
    packaging = _words(gettext_lazy("Bao bì, nhãn"))
    quality = _words(gettext_lazy("Công bố chất lượng, kiểm nghiệm định kỳ"))
    markets = _words(gettext_lazy("Thị trường"))
    output = _words(gettext_lazy("Sản lượng, doanh thu"))
    renewed_papers = _words(
        gettext_lazy("Giấy tờ đã cấp lại, gia hạn"), gettext_lazy("Tải giấy mới ở phần Minh chứng.")
    )

    sections = (
        (
            gettext_lazy("Từ khi được công nhận, những gì đã thay đổi"),
            ("materials", "technology", "packaging", "quality", "markets", "output", "renewed_papers"),
        ),
    )


class _WithFigures(ContentForm):
    """Adds output, revenue and profit of the years that the page hands in: `<when>_<year>_<what>`."""

    def __init__(
        self, *args: Any, achieved: Sequence[Figure] = (), planned: Sequence[Figure] = (), **kwargs: Any
    ) -> None:
        self.told = {"achieved": achieved, "planned": planned}
        self.base_fields = dict(type(self).base_fields) | dict(self._year_fields())
        kwargs["initial"] = self._year_values() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def _years(self) -> Iterator[tuple[str, Figure]]:
        return ((when, figure) for when, figures in self.told.items() for figure in figures)

    def _year_fields(self) -> Iterator[tuple[str, forms.Field]]:
        for when, figure in self._years():
            name, year = f"{when}_{figure.year}", {"year": figure.year}
            yield (
                f"{name}_output",
                DecimalField(
                    label=_("Sản lượng %(year)s") % year,
                    required=False,
                    min_value=0,
                    max_digits=14,
                    decimal_places=3,
                ),
            )
            yield (
                f"{name}_output_unit",
                forms.CharField(
                    label=_("Đơn vị tính %(year)s") % year,
                    required=False,
                    max_length=30,
                    help_text=_("Ví dụ: kg, hộp"),
                    widget=forms.TextInput(attrs={"class": "w-date"}),
                ),
            )
            yield (
                f"{name}_revenue_vnd",
                MoneyField(
                    label=_("Doanh thu %(year)s") % year, required=False, max_value=MOST_VND, help_text=""
                ),
            )
            yield (
                f"{name}_profit_vnd",
                MoneyField(
                    label=_("Lợi nhuận %(year)s") % year,
                    required=False,
                    min_value=-MOST_VND,
                    max_value=MOST_VND,
                    help_text=_("Lỗ thì ghi dấu trừ phía trước."),
                ),
            )

    def _year_values(self) -> dict[str, Any]:
        return {
            f"{when}_{figure.year}_{what}": getattr(figure, what)
            for when, figure in self._years()
            for what in ("output", "output_unit", "revenue_vnd", "profit_vnd")
        }

    def faults(self, typed: Mapping[str, Any]) -> Iterator[RuleViolation]:
        yield from super().faults(typed)
        for when, figures in self._figures(typed).items():
            yield from faults_of_figures(figures, is_plan=when == "planned")

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        headings = {"achieved": _("Kết quả năm %(year)s"), "planned": _("Kế hoạch năm %(year)s")}
        for heading, names in self.sections:
            yield str(heading), [self[name] for name in names if name not in headings], False
            for when in (name for name in names if name in headings):
                for figure in self.told[when]:
                    fields = [self[n] for n in self.fields if n.startswith(f"{when}_{figure.year}_")]
                    yield headings[when] % {"year": figure.year}, fields, True

    def split(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What was typed, with the figures put together year by year."""
        own = {name: value for name, value in cleaned.items() if name in type(self).base_fields}
        return own | self._figures(cleaned)

    def _figures(self, cleaned: Mapping[str, Any]) -> dict[str, list[Figure]]:
        return {
            when: [
                Figure(
                    figure.year,
                    *(cleaned.get(f"{when}_{figure.year}_{what}") for what in ("output",)),
                    cleaned.get(f"{when}_{figure.year}_output_unit") or "",
                    cleaned.get(f"{when}_{figure.year}_revenue_vnd"),
                    cleaned.get(f"{when}_{figure.year}_profit_vnd"),
                )
                for figure in told
            ]
            for when, told in self.told.items()
            if told
        }


class SelfAssessmentForm(_WithFigures):
    """Mẫu số 02 (26/2026/QĐ-TTg), parts I, II and IV."""

    rep_gender = forms.ChoiceField(
        label=gettext_lazy("Giới tính"), choices=Gender, required=False, widget=forms.RadioSelect
    )
    rep_ethnicity = forms.CharField(
        label=gettext_lazy("Dân tộc"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-code"}),
    )
    rep_disability = forms.ChoiceField(
        label=gettext_lazy("Là người khuyết tật"),
        choices=Disability,
        required=False,
        help_text=gettext_lazy("Không in ra mẫu; dùng để xét tiêu chí về người đại diện."),
        widget=forms.RadioSelect,
    )
    rep_residence = forms.CharField(label=gettext_lazy("Địa chỉ thường trú"), max_length=400, required=False)
    established_on = DateField(label=gettext_lazy("Ngày thành lập hoặc đăng ký kinh doanh"), required=False)
    description = _words(gettext_lazy("Mô tả, quy cách sản phẩm"))
    standards = _words(gettext_lazy("Tiêu chuẩn sản phẩm"))
    certificates = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ đã có"),
        choices=HeldCertificate,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_certificate = forms.CharField(
        label=gettext_lazy("Tên giấy tờ sở hữu trí tuệ khác"), max_length=250, required=False
    )
    history = _words(gettext_lazy("Lịch sử hình thành"))
    structure = _words(gettext_lazy("Cơ cấu tổ chức"))
    material_area = _words(gettext_lazy("Vùng nguyên liệu"))
    technology = _words(gettext_lazy("Công nghệ"))
    processing = _words(gettext_lazy("Chế biến"))
    packing = _words(gettext_lazy("Đóng gói"))
    quality_changes = _words(gettext_lazy("Thay đổi chất lượng, tiêu chuẩn, bao bì"))
    markets = _words(gettext_lazy("Thị trường"))
    product_plan = _words(gettext_lazy("Kế hoạch sản phẩm"))
    production_plan = _words(gettext_lazy("Kế hoạch sản xuất"))
    market_plan = _words(gettext_lazy("Kế hoạch thị trường"))

    sections = (
        (
            gettext_lazy("I. Người đại diện"),
            ("rep_gender", "rep_ethnicity", "rep_disability", "rep_residence"),
        ),
        (
            gettext_lazy("I. Chủ thể và sản phẩm"),
            (
                "established_on",
                "description",
                "standards",
                "certificates",
                "other_certificate",
                "history",
                "structure",
            ),
        ),
        (
            gettext_lazy("II. Kết quả thực hiện"),
            (
                "material_area",
                "technology",
                "processing",
                "packing",
                "quality_changes",
                "markets",
                "achieved",
            ),
        ),
        (gettext_lazy("IV. Kế hoạch"), ("product_plan", "production_plan", "market_plan", "planned")),
    )


class BusinessPlanForm(_WithFigures):
    """Biểu số 03 (1048/QĐ-TTg)."""

    product_plan = _words(gettext_lazy("Sản phẩm và định hướng phát triển"))
    materials = _words(gettext_lazy("Nguyên liệu"))
    technology = _words(gettext_lazy("Công nghệ, tổ chức sản xuất"))
    labour = _words(gettext_lazy("Lao động"))
    markets = _words(gettext_lazy("Thị trường, khách hàng"))
    marketing = _words(gettext_lazy("Phân phối, quảng bá"))
    investment_vnd = MoneyField(label=gettext_lazy("Vốn đầu tư"), required=False, max_value=MOST_VND)
    capital_sources = _words(gettext_lazy("Nguồn vốn"))
    risks = _words(gettext_lazy("Khó khăn, rủi ro và cách xử lý"))

    sections = (
        (gettext_lazy("Sản xuất"), ("product_plan", "materials", "technology", "labour")),
        (gettext_lazy("Thị trường"), ("markets", "marketing")),
        (gettext_lazy("Tài chính"), ("investment_vnd", "capital_sources", "risks", "planned")),
    )


class OrganisationForm(ContentForm):
    """Biểu số 04 (1048/QĐ-TTg). Units of the organisation: `unit_<n>_<what>`."""

    established_on = DateField(label=gettext_lazy("Ngày thành lập hoặc đăng ký kinh doanh"), required=False)
    history = _words(gettext_lazy("Lịch sử hình thành"))
    structure = _words(gettext_lazy("Cơ cấu tổ chức"))
    premises = _words(gettext_lazy("Nhà xưởng, thiết bị"))
    workers = _count(gettext_lazy("Số lao động"))
    local_workers = _count(gettext_lazy("Số lao động địa phương"))

    sections = (
        (gettext_lazy("Tổ chức"), ("established_on", "history", "structure", "premises")),
        (gettext_lazy("Lao động"), ("workers", "local_workers")),
    )

    def __init__(self, *args: Any, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        self.base_fields = dict(type(self).base_fields) | dict(self._unit_fields())
        values = {
            f"unit_{n}_{what}": getattr(unit, what)
            for n, unit in enumerate(units, 1)
            for what in ("name", "head", "people", "duties")
        }
        kwargs["initial"] = values | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    @staticmethod
    def _unit_fields() -> Iterator[tuple[str, forms.Field]]:
        for n in range(1, UNITS + 1):
            named = {"n": n}
            yield (
                f"unit_{n}_name",
                forms.CharField(label=_("Bộ phận %(n)s") % named, max_length=120, required=False),
            )
            yield (
                f"unit_{n}_head",
                forms.CharField(label=_("Chức danh phụ trách %(n)s") % named, max_length=120, required=False),
            )
            yield f"unit_{n}_people", _count(_("Số người %(n)s") % named)
            yield (
                f"unit_{n}_duties",
                forms.CharField(label=_("Nhiệm vụ %(n)s") % named, max_length=400, required=False),
            )

    def faults(self, typed: Mapping[str, Any]) -> Iterator[RuleViolation]:
        yield from super().faults(typed)
        yield from faults_of_workforce(typed["workers"], typed["local_workers"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for n in range(1, UNITS + 1):
            rest = [cleaned.get(f"unit_{n}_{what}") for what in ("head", "people", "duties")]
            if any(value not in (None, "") for value in rest) and not cleaned.get(f"unit_{n}_name"):
                self.add_error(f"unit_{n}_name", _("Hãy ghi tên bộ phận."))
        return cleaned

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        yield from super().groups()
        for n in range(1, UNITS + 1):
            fields = [self[f"unit_{n}_{what}"] for what in ("name", "head", "people", "duties")]
            yield _("Bộ phận thứ %(n)s") % {"n": n}, fields, True

    def split(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What was typed, with the units put together."""
        units = [
            Unit(*(cleaned[f"unit_{n}_{what}"] for what in ("name", "head", "people", "duties")))
            for n in range(1, UNITS + 1)
            if cleaned[f"unit_{n}_name"]
        ]
        return {name: value for name, value in cleaned.items() if name in type(self).base_fields} | {
            "units": units
        }
