"""The dated rounds of 26/2026/QĐ-TTg and its transition terms."""

from dataclasses import replace
from datetime import date

import pytest

from ocop.law.rules import Deadline, RegimeRules, Round

RULES = RegimeRules(
    code="R26",
    powers=(),
    bands=(),
    deadlines={
        "transition_first": Deadline("transition_first", 60, "days"),
        "transition_reassessment": Deadline("transition_reassessment", 30, "days"),
        "transition_extension": Deadline("transition_extension", 180, "days"),
    },
    validity_months=36,
    product_code_pattern="",
    product_code_keeper="commune",
    receipt_pattern="",
    has_commune_report=True,
    has_self_assessment=True,
    sample_count=5,
    code_system="19/2025",
    rounds=(
        Round("province", 1, (4, 30), (6, 30)),
        Round("province", 2, (10, 30), (12, 30)),
        Round("ministry", 1, (7, 30), (9, 30)),
        Round("ministry", 2, (1, 30), (3, 30)),
    ),
)


@pytest.mark.parametrize(
    ("level", "rounds"),
    [
        (
            "province",
            [
                (1, date(2025, 10, 30), date(2026, 4, 30), date(2026, 6, 30)),
                (2, date(2026, 4, 30), date(2026, 10, 30), date(2026, 12, 30)),
            ],
        ),
        (
            "ministry",
            [
                (2, date(2025, 7, 30), date(2026, 1, 30), date(2026, 3, 30)),
                (1, date(2026, 1, 30), date(2026, 7, 30), date(2026, 9, 30)),
            ],
        ),
        ("district", []),
    ],
)
def test_the_rounds_of_a_year_follow_one_another(level, rounds):
    found = [(r.number, r.opens, r.closes, r.results_before) for r in RULES.rounds_in(level, 2026)]

    assert found == rounds


@pytest.mark.parametrize(
    "day", [date(2026, 4, 29), date(2026, 4, 30), date(2026, 10, 29), date(2026, 10, 30)]
)
def test_a_request_falls_into_the_round_that_round_for_names(day):
    number, _results = RULES.round_for("province", day)
    rounds = (*RULES.rounds_in("province", 2026), *RULES.rounds_in("province", 2027))

    assert [r.number for r in rounds if r.opens <= day < r.closes] == [number]


def test_earlier_dossiers_have_60_and_30_days():
    begins = date(2026, 5, 22)

    assert RULES.transition_due(begins, again=False) == date(2026, 7, 21)
    assert RULES.transition_due(begins, again=True) == date(2026, 6, 21)


def test_a_certificate_is_kept_180_days_past_its_end_at_most():
    assert RULES.longest_extension(date(2026, 9, 1)) == date(2027, 2, 28)
    assert replace(RULES, deadlines={}).longest_extension(date(2026, 9, 1)) is None
