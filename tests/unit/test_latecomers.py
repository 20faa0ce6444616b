"""What a member who comes late still scores."""

import pytest

from evaluations.rules.councils import scored_by_latecomer


@pytest.mark.parametrize(
    ("rule", "scoring_round", "sent", "is_frozen", "scores"),
    [
        ("nothing", 1, 0, False, False),
        ("untouched", 1, 0, False, True),
        ("untouched", 1, 1, False, False),
        ("first", 1, 1, False, True),
        ("first", 1, 3, True, False),
        ("first", 2, 0, False, False),
        ("untouched", 2, 0, False, False),
    ],
)
def test_never_what_was_talked_about(rule, scoring_round, sent, is_frozen, scores):
    found = scored_by_latecomer(rule, scoring_round=scoring_round, sent=sent, is_frozen=is_frozen)

    assert found is scores
