"""Đồng to star: what was paid for products that were recognised."""

from __future__ import annotations

from django.db.models import Q

from budgets.models import Budget, Payment
from budgets.queries.execution import CostOfStars
from evaluations.models import Certificate


def cost_of_stars(budget: Budget) -> list[CostOfStars]:
    """Each commune and year with products that this budget paid for or that were recognised.

    A product counts in the year its certificate begins, a payment in the year it was made; what is paid
    after the last year of the budget belongs to that. Money that is not tied to a product is not shared out:
    it stands in the board.
    """
    names: dict[int, str] = {}
    products: dict[tuple[int, int], set[int]] = {}
    paid: dict[tuple[int, int], int] = {}
    for certificate in _certificates(budget):
        commune = certificate.product.producer.commune
        names[commune.pk] = commune.full_name
        products.setdefault((commune.pk, certificate.valid_from.year), set()).add(certificate.product_id)
    payments = Payment.objects.filter(budget=budget, commitment__product__isnull=False)
    for payment in payments.select_related("commitment__product__producer__commune"):
        commune = payment.commitment.product.producer.commune
        names[commune.pk] = commune.full_name
        key = commune.pk, min(max(payment.paid_on.year, budget.first_year), budget.last_year)
        paid[key] = paid.get(key, 0) + payment.amount_vnd
    found = [
        CostOfStars(
            names[commune], year, len(products.get((commune, year), ())), paid.get((commune, year), 0)
        )
        for commune, year in {*products, *paid}
    ]
    return sorted(found, key=lambda cost: (-cost.year, -cost.paid_vnd, cost.commune))


def _certificates(budget: Budget):
    """Those of the unit that begin in the years of the budget."""
    path = budget.unit.path
    here = Q(product__producer__commune__path__startswith=path) | Q(
        product__producer__commune__today_path__startswith=path
    )
    rows = Certificate.objects.filter(
        here, valid_from__year__gte=budget.first_year, valid_from__year__lte=budget.last_year
    )
    return rows.select_related("product__producer__commune")
