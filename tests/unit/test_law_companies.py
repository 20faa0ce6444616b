"""Sizes of companies at their limits; figures of the worked examples of the decree's table."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ocop.law.management.commands.load_law import DATA
from ocop.law.rules import CompanyClass, SizeLimit, company_class, company_size
from ocop.law.rules.companies import LARGE, SIZES

BILLION = 1_000_000_000
ROWS = yaml.safe_load((DATA / "company_sizes.yaml").read_text(encoding="utf-8"))
LIMITS = [SizeLimit(**{k: v for k, v in row.items() if k != "act"}) for row in ROWS if row["act"] == "d80"]


@pytest.mark.parametrize(
    ("sector", "employees", "revenue", "capital", "size"),
    [
        ("production", 10, 3, 3, "micro"),
        ("production", 11, 1, 1, "small"),
        ("production", 8, 40, 30, "small"),  # micro fails on both money limits; revenue is within 50
        ("production", 10, 4, 3, "micro"),  # either money limit is enough
        ("production", 100, 51, 20, "small"),
        ("production", 100, 51, 21, "medium"),
        ("production", 200, 200, 101, "medium"),
        ("production", 200, 201, 101, "large"),
        ("production", 201, 1, 1, "large"),
        ("trade", 10, 10, 4, "micro"),
        ("trade", 50, 100, 50, "small"),
        ("trade", 51, 100, 50, "medium"),
        ("trade", 100, 300, 101, "medium"),
        ("trade", 150, 1, 1, "large"),
    ],
)
def test_size_is_the_first_whose_limits_hold(sector, employees, revenue, capital, size):
    figures = {"employees": employees, "revenue_vnd": revenue * BILLION, "capital_vnd": capital * BILLION}

    assert company_size(LIMITS, sector=sector, **figures) == size


def test_one_dong_above_both_limits_is_the_next_size():
    over = {"employees": 10, "revenue_vnd": 3 * BILLION + 1, "capital_vnd": 3 * BILLION + 1}

    assert company_size(LIMITS, sector="production", **over) == "small"


def limit_of(size, sector="production"):
    return next(limit for limit in LIMITS if (limit.size, limit.sector) == (size, sector))


@pytest.mark.parametrize(
    ("employees", "revenue", "capital", "expected"),
    [
        (8, 2, 5, CompanyClass("micro", limit_of("micro"), employees=True, revenue=True, capital=False)),
        (11, 1, 1, CompanyClass("small", limit_of("small"), employees=True, revenue=True, capital=True)),
        (201, 1, 1, CompanyClass(LARGE, limit_of("medium"), employees=False, revenue=True, capital=True)),
        (9, 201, 101, CompanyClass(LARGE, limit_of("medium"), employees=True, revenue=False, capital=False)),
    ],
)
def test_the_reason_names_the_limit_and_the_figures_within_it(employees, revenue, capital, expected):
    figures = {"employees": employees, "revenue_vnd": revenue * BILLION, "capital_vnd": capital * BILLION}

    assert company_class(LIMITS, sector="production", **figures) == expected


FIGURES = st.fixed_dictionaries(
    {
        "employees": st.integers(0, 400),
        "revenue_vnd": st.integers(0, 400 * BILLION),
        "capital_vnd": st.integers(0, 200 * BILLION),
    }
)
GROWTH = st.sampled_from(["employees", "revenue_vnd", "capital_vnd"])


@given(st.sampled_from(["production", "trade"]), FIGURES, GROWTH, st.integers(0, 300 * BILLION))
def test_a_company_that_grows_is_never_classed_smaller(sector, figures, grown, by):
    order = [*SIZES, LARGE]

    before = company_size(LIMITS, sector=sector, **figures)
    after = company_size(LIMITS, sector=sector, **figures | {grown: figures[grown] + by})

    assert order.index(before) <= order.index(after)


@given(st.sampled_from(["production", "trade"]), FIGURES)
def test_the_size_keeps_its_limit_and_breaks_every_smaller_one(sector, figures):
    found = company_class(LIMITS, sector=sector, **figures)

    assert found.limit.holds(**figures) == (found.size != LARGE)
    smaller = [limit_of(size, sector) for size in SIZES[: [*SIZES, LARGE].index(found.size)]]
    assert not any(limit.holds(**figures) for limit in smaller)
