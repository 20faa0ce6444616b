"""What the four regimes let a level do with a result."""

from fractions import Fraction

import pytest

from evaluations.rules import (
    FORWARD,
    MINISTRY,
    NOT_RECOGNISED,
    RECOGNISE,
    RECOGNISE_UP,
    granted_stars,
    outcomes_for,
)
from ocop.law.models import Regime
from ocop.law.queries import rules_of


@pytest.mark.parametrize(
    ("code", "level", "points", "stars", "outcomes"),
    [
        ("R1048", "district", 55, 3, (FORWARD,)),
        ("R1048", "district", 49, 2, (NOT_RECOGNISED,)),
        ("R1048", "district", 92, 5, (FORWARD,)),
        ("R1048", "province", 55, 3, (RECOGNISE,)),
        ("R1048", "district", 50, 3, (FORWARD,)),
        ("R1048", "province", 70, 4, (RECOGNISE,)),
        ("R1048", "province", 49, 2, (NOT_RECOGNISED,)),
        ("R1048", "province", 90, 5, (RECOGNISE_UP,)),
        ("R1048", "province", 92, 5, (RECOGNISE_UP,)),
        ("R148", "district", 69, 3, (RECOGNISE,)),
        ("R148", "district", 70, 4, (FORWARD,)),
        ("R148", "district", 75, 3, (RECOGNISE, FORWARD)),
        ("R148", "province", 78, 4, (RECOGNISE,)),
        ("R148", "province", 90, 5, (MINISTRY,)),
        ("R148", "province", 92, 4, (RECOGNISE, MINISTRY)),
        ("R148", "province", 92, 2, (NOT_RECOGNISED, MINISTRY)),
        ("R148_2T", "province", 55, 3, (RECOGNISE,)),
        ("R26", "province", 50, 3, (RECOGNISE,)),
        ("R26", "province", 89, 4, (RECOGNISE,)),
        ("R26", "province", 90, 5, (MINISTRY,)),
        ("R26", "province", 49, 2, (NOT_RECOGNISED,)),
    ],
)
def test_what_a_level_may_do_with_a_result(cast, code, level, points, stars, outcomes):
    rules = rules_of(Regime.objects.get(code=code))
    found = outcomes_for(rules, level=level, points=Fraction(points), stars=stars, knocked_out=False)

    assert found == outcomes


@pytest.mark.parametrize(
    ("code", "outcome", "points", "stars", "granted"),
    [
        ("R1048", RECOGNISE_UP, 92, 5, 4),
        ("R1048", RECOGNISE, 78, 4, 4),
        ("R148", MINISTRY, 92, 5, 5),
        ("R148", RECOGNISE, 92, 4, 4),
        ("R26", MINISTRY, 90, 5, 5),
    ],
)
def test_on_its_way_up_a_product_gets_what_the_province_gives(cast, code, outcome, points, stars, granted):
    rules = rules_of(Regime.objects.get(code=code))

    found = granted_stars(rules, level="province", points=Fraction(points), stars=stars, outcome=outcome)

    assert found == granted
