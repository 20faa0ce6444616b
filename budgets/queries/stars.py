"""Đồng to star: what was paid for products that were recognised."""

from __future__ import annotations

from django.db.models import Sum

from budgets.models import Budget, Commitment
from budgets.queries.execution import CostOfStars
from evaluations.models import Certificate


def cost_of_stars(budget: Budget) -> list[CostOfStars]:
    """Each commune with products that this budget paid for or that were recognised in its years.

    A product counts in the year its certificate begins. Money that is not tied to a product is not shared
    out: it stands in the board.
    """
    paid = dict(
        Commitment.objects.filter(allotment__ceiling__budget=budget, product__isnull=False)
        .order_by()
        .values_list("product__producer__commune")
        .annotate(paid=Sum("paid_vnd"))
    )
    certificates = Certificate.objects.filter(
        valid_from__year__gte=budget.first_year, valid_from__year__lte=budget.last_year
    )
    certificates = _within(certificates, budget)
    names: dict[int, str] = {}
    products: dict[int, set[int]] = {}
    rows = certificates.select_related("product__producer__commune").only(
        "product__producer__commune__kind", "product__producer__commune__name"
    )
    for certificate in rows:
        commune = certificate.product.producer.commune
        names[commune.pk] = commune.full_name
        products.setdefault(commune.pk, set()).add(certificate.product_id)
    for commitment in Commitment.objects.filter(
        allotment__ceiling__budget=budget, product__isnull=False
    ).select_related("product__producer__commune"):
        commune = commitment.product.producer.commune
        names.setdefault(commune.pk, commune.full_name)
    found = [CostOfStars(name, len(products.get(key, ())), paid.get(key, 0)) for key, name in names.items()]
    return sorted(found, key=lambda cost: (-cost.paid_vnd, cost.commune))


def _within(certificates, budget: Budget):
    unit = budget.unit
    return certificates.filter(product__producer__commune__path__startswith=unit.path) | certificates.filter(
        product__producer__commune__today_path__startswith=unit.path
    )
