"""How large a company is: micro, small and medium ones may take part, a large one may not."""

from collections.abc import Iterable
from dataclasses import dataclass

SIZES = ("micro", "small", "medium")
"""From the smallest; above the last a company is large."""
LARGE = "large"


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """The most that a company of this size has, all three limits inclusive; money in đồng."""

    size: str
    sector: str
    employees: int
    revenue_vnd: int
    capital_vnd: int

    def holds(self, *, employees: int, revenue_vnd: int, capital_vnd: int) -> bool:
        within_money = revenue_vnd <= self.revenue_vnd or capital_vnd <= self.capital_vnd
        return employees <= self.employees and within_money


@dataclass(frozen=True, slots=True)
class CompanyClass:
    """A company's size and the limit that decides it: the one it keeps, for a large one the widest it breaks.

    `employees`, `revenue` and `capital` say which of the three figures are within that limit.
    """

    size: str
    limit: SizeLimit
    employees: bool
    revenue: bool
    capital: bool


def company_size(
    limits: Iterable[SizeLimit], *, sector: str, employees: int, revenue_vnd: int, capital_vnd: int
) -> str:
    """The first size whose limits hold: employees, and either revenue or capital (80/2021/NĐ-CP Art. 5).

    `employees` is the yearly average in social insurance; `sector` is production or trade.
    """
    figures = {"employees": employees, "revenue_vnd": revenue_vnd, "capital_vnd": capital_vnd}
    fitting = {limit.size for limit in limits if limit.sector == sector and limit.holds(**figures)}
    return next((size for size in SIZES if size in fitting), LARGE)


def company_class(
    limits: Iterable[SizeLimit], *, sector: str, employees: int, revenue_vnd: int, capital_vnd: int
) -> CompanyClass:
    """The size with its reason. Raises `KeyError` for a sector without limits."""
    rows = {limit.size: limit for limit in limits if limit.sector == sector}
    size = company_size(
        rows.values(), sector=sector, employees=employees, revenue_vnd=revenue_vnd, capital_vnd=capital_vnd
    )
    limit = rows[SIZES[-1] if size == LARGE else size]
    return CompanyClass(
        size,
        limit,
        employees=employees <= limit.employees,
        revenue=revenue_vnd <= limit.revenue_vnd,
        capital=capital_vnd <= limit.capital_vnd,
    )
