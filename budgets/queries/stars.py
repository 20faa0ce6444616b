"""Đồng to star: what was paid for products that were recognised."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from budgets.models import Budget, Payment
from evaluations.models import Certificate
from ocop.localities.models import Place


@dataclass(frozen=True, slots=True)
class CostOfStars:
    """What the recognised products of a commune in a year cost: money paid for them, and for each of them."""

    commune: str
    year: int
    products: int
    paid_vnd: int

    @property
    def each_vnd(self) -> int | None:
        """Rounded to a đồng; None where nothing was recognised, or nothing paid."""
        return round(self.paid_vnd / self.products) if self.products and self.paid_vnd else None


def cost_of_stars(budget: Budget) -> list[CostOfStars]:
    """Each commune and year with products that this budget paid for or that were recognised.

    A commune is the one whose territory it is today, for the budget of a former unit the one of the time. A
    product counts in the year its certificate begins, a payment in the year it was made; what is paid after
    the last year of the budget belongs to that. Money that is not tied to a product is not shared out: it
    stands in the board.
    """
    then = budget.unit.valid_to is not None
    names: dict[str, str] = {}
    products: dict[tuple[str, int], set[int]] = {}
    paid: dict[tuple[str, int], int] = {}

    def key(commune: Place, year: int) -> tuple[str, int]:
        path = commune.path if then else commune.today_path
        names.setdefault(path, commune.full_name)  # of the former one, until today's is read below
        return path, year

    for certificate in _certificates(budget):
        at = key(certificate.product.producer.commune, certificate.valid_from.year)
        products.setdefault(at, set()).add(certificate.product_id)
    payments = Payment.objects.filter(budget=budget, commitment__product__isnull=False)
    for payment in payments.select_related("commitment__product__producer__commune"):
        year = min(max(payment.paid_on.year, budget.first_year), budget.last_year)
        at = key(payment.commitment.product.producer.commune, year)
        paid[at] = paid.get(at, 0) + payment.amount_vnd
    for place in Place.objects.filter(path__in=names):
        names[place.path] = place.full_name
    found = [
        CostOfStars(names[at[0]], at[1], len(products.get(at, ())), paid.get(at, 0))
        for at in {*products, *paid}
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
