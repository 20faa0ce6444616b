"""Sizes of companies at their limits; figures of the worked examples of the decree's table."""

import pytest
import yaml

from ocop.law.management.commands.load_law import DATA
from ocop.law.rules import SizeLimit, company_size

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
