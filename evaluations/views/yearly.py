"""The yearly figures of recognised products."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.exchange import ProductYearSheet
from evaluations.forms.inspections import ProductYearForm, YearFilter
from evaluations.models import ProductYear
from evaluations.queries.yearly import sums_of, version_of_years, without_figures, years_to_tell
from evaluations.services import yearly as services
from evaluations.services.yearly import FIELDS, WRITERS
from evaluations.views.certificates import AboutCertificate
from evaluations.views.inspections import register_crumb
from ocop.core import clock
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, ScopedListView


class ProductYearList(ScopedListView):
    """What recognised products brought, year by year."""

    model = ProductYear
    title = gettext_lazy("Số liệu năm của sản phẩm")
    template_name = "evaluations/product_years.html"
    filter_form_class = YearFilter
    sheet_class = ProductYearSheet
    search_in = ("product__search_key", "product__producer__search_key")
    sorts = {
        "year": ("year", "product__sort_key"),
        "revenue": ("revenue_vnd",),
        "product": ("product__sort_key",),
    }
    default_sort = "-year"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return rows.filter(**chosen)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("product__producer__commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return register_crumb(), Crumb(str(self.title))

    @cached_property
    def sums(self) -> dict[str, int]:
        return sums_of(self.found)

    @cached_property
    def year(self) -> int:
        """The year whose missing figures are counted: the one asked for, else the last full one."""
        return self.filters.chosen.get("year") or clock.today().year - 1

    @cached_property
    def missing(self) -> int:
        return without_figures(self.request.user, self.year)


class ProductYearWrite(AboutCertificate, ActionView):
    roles = WRITERS
    form_class = ProductYearForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ghi số liệu năm")
    button = gettext_lazy("Ghi số liệu")

    @cached_property
    def years(self) -> list[int]:
        return years_to_tell(self.object.product_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"years": self.years}

    def get_initial(self) -> dict[str, Any]:
        """The last full year, where the product was certified in it."""
        last = clock.today().year - 1
        return super().get_initial() | {"year": last if last in self.years else next(iter(self.years), "")}

    @property
    def facts(self) -> list[Fact]:
        told = ProductYear.objects.visible_to(self.request.user).filter(product=self.object.product_id)
        years = ", ".join(str(year) for year in told.order_by("-year").values_list("year", flat=True))
        return [
            Fact(_("Sản phẩm"), self.object.product_name),
            Fact(_("Đã ghi các năm"), years or _("chưa có")),
        ]

    @property
    def row_version(self) -> int:
        return version_of_years(self.object.product_id)

    def saved_values(self, form: ProductYearForm) -> dict[str, Any]:
        """The figures of the year that was chosen."""
        told = ProductYear.objects.visible_to(self.request.user).filter(product=self.object.product_id)
        return told.filter(year=form.cleaned_data["year"]).values(*FIELDS).first() or {}

    def act(self, **cleaned: Any) -> str:
        row = services.write_product_year(
            actor=self.request.user, certificate=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ghi số liệu năm %(year)s.") % {"year": row.year}
