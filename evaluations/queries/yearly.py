"""Yearly figures: whose are there, whose are missing."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from evaluations.models import Certificate, ProductYear
from evaluations.models.yearly import FIRST_YEAR
from ocop.accounts.models import User
from ocop.core import clock


def certified_in(year: int) -> QuerySet[Certificate]:
    """The certificates that were in force on some day of a year, whatever became of them later."""
    return Certificate.objects.filter(
        reissue_reason="", valid_from__lte=date(year, 12, 31), valid_until__gte=date(year, 1, 1)
    )


def years_to_tell(product: int) -> list[int]:
    """The years up to this one in which a product was certified, the latest first."""
    rows = Certificate.objects.filter(product=product, reissue_reason="")
    spans = rows.values_list("valid_from__year", "valid_until__year")
    this_year = clock.today().year
    years = {
        year for first, last in spans for year in range(max(first, FIRST_YEAR), min(last, this_year) + 1)
    }
    return sorted(years, reverse=True)


def version_of_years(product: int) -> int:
    """A number that grows with every figure that is written of a product."""
    return ProductYear.objects.filter(product=product).aggregate(sum=Sum("version"))["sum"] or 0


def without_figures(person: User, year: int) -> int:
    """How many products in reach that were certified in a year have no figures of it."""
    told = ProductYear.objects.filter(product=OuterRef("product"), year=year)
    rows = Certificate.objects.visible_to(person).filter(pk__in=certified_in(year).values("pk"))
    return rows.filter(~Exists(told)).values("product").distinct().count()


def sums_of(rows: QuerySet[ProductYear]) -> dict[str, int]:
    """How many products told, and their revenue and labour together."""
    return rows.order_by().aggregate(
        products=Count("product", distinct=True), revenue_vnd=Sum("revenue_vnd"), workers=Sum("workers")
    )
