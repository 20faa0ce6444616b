"""Adding up over places, and when a target is reached."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.rules.rollup import Tally, split_below, total_of
from plans.rules.spans import Span, phases_within, years
from plans.rules.targets import Aim, Reached, Stand, is_below, problem_with, progress, stand

OLD, NEW = "VN.a87.", "VN.b82."
in_any_country = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The machine that runs the suite may be busy; that says nothing of the rule."""


@st.composite
def countries(draw):
    """A former province of districts and communes, merged at random into the communes of a new one. Where
    nobody knows the heir of a commune, the new province stands for it, as in `load_places`.
    """
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    old = {f"{OLD}d{d}.c{c}.": "" for d, size in enumerate(sizes) for c in range(size)}
    new = [f"{NEW}n{n}." for n in range(draw(st.integers(1, 5)))]
    for path in old:
        old[path] = draw(st.sampled_from([*new, NEW]))
    places = old | {path: path for path in new}
    counts = draw(st.lists(st.tuples(st.sampled_from(sorted(places)), st.integers(0, 10**12)), max_size=30))
    return places, [Tally(path, places[path], count) for path, count in counts]


@in_any_country
@given(countries(), st.booleans())
def test_communes_sum_to_the_district_and_districts_to_the_province(country, once):
    places, tallies = country
    districts = {".".join(path.split(".")[:3]) + "." for path in places if path.startswith(OLD)}

    province = split_below(tallies, OLD, is_former=True, once=once)
    of_districts = {path: split_below(tallies, path, is_former=True, once=once) for path in districts}

    assert province.parts.items() <= {path: each.total for path, each in of_districts.items()}.items()
    assert province.total == sum(split.total for split in of_districts.values())
    for split in of_districts.values():
        assert split.own == 0
        assert split.total == sum(total_of(tallies, c, is_former=True, once=once) for c in split.parts)


@in_any_country
@given(countries())
def test_what_a_merger_brings_together_is_neither_lost_nor_doubled(country):
    _places, tallies = country
    everything = sum(tally.count for tally in tallies)

    today, then = split_below(tallies, NEW), split_below(tallies, NEW, by_today=False)

    assert today.total == then.total == everything
    assert today.own + sum(today.parts.values()) == everything
    assert today.parts == {path: total_of(tallies, path) for path in today.parts}
    assert sum(n for path, n in then.parts.items() if path.startswith(OLD)) == total_of(
        tallies, OLD, is_former=True
    )


@in_any_country
@given(countries())
def test_each_place_with_a_record_counts_once(country):
    _places, tallies = country
    known = {tally.today for tally in tallies if tally.today != NEW}

    split = split_below(tallies, NEW, once=True)

    assert Counter(split.parts) == Counter(dict.fromkeys(known, 1))
    assert split.total == len(known)


@in_any_country
@given(countries())
def test_a_unit_never_holds_what_lies_outside(country):
    places, tallies = country
    district = next(path for path in places if path.startswith(OLD)).rpartition("c")[0]

    inside = [tally for tally in tallies if tally.path.startswith(district)]

    assert total_of(tallies, district, is_former=True) == sum(tally.count for tally in inside)


@pytest.mark.parametrize(
    ("aim", "reached", "expected"),
    [
        (Aim(20), Reached(19), 95),
        (Aim(3), Reached(2), 66),
        (Aim(3), Reached(3), 100),
        (Aim(None, 4), Reached(5), 125),
        (Aim(0), Reached(0), 100),
        (Aim(share=Decimal(40)), Reached(2, 5), 100),
        (Aim(share=Decimal(100)), Reached(199, 200), 99),
        (Aim(share=Decimal(100)), Reached(0, 0), None),
    ],
)
def test_progress_is_rounded_down_so_that_a_hundred_means_reached(aim, reached, expected):
    assert progress(aim, reached) == expected


def test_a_target_is_missed_only_when_its_years_are_over():
    stands = [stand(Aim(3), Reached(n), is_over=over) for n, over in ((2, False), (2, True), (3, True))]

    assert stands == [Stand.OPEN, Stand.MISSED, Stand.REACHED]


@pytest.mark.parametrize(
    ("aim", "reached", "below"),
    [
        (Aim(2), Reached(3), True),
        (Aim(3), Reached(3), False),
        (Aim(2, 5), Reached(3), False),
        (Aim(2, 5), Reached(6), True),
        (Aim(share=Decimal(30)), Reached(2, 5), True),
        (Aim(share=Decimal(30)), Reached(0, 0), False),
    ],
)
def test_a_target_below_what_is_reached_is_noticed(aim, reached, below):
    assert is_below(aim, reached) is below


@pytest.mark.parametrize(
    ("aim", "is_share", "problem"),
    [
        (Aim(), False, "empty"),
        (Aim(5, 3), False, "order"),
        (Aim(5), True, "not_number"),
        (Aim(share=Decimal(5)), False, "not_share"),
        (Aim(3, 5), False, ""),
        (Aim(share=Decimal(5)), True, ""),
    ],
)
def test_an_aim_fits_its_indicator(aim, is_share, problem):
    assert problem_with(aim, is_share=is_share) == problem


def test_a_phase_holds_its_parts_and_passes_by_the_day():
    assert phases_within(2021, 2025, [(2025, 2025), (2021, 2022), (2021, 2025), (2020, 2021)]) == [
        (2021, 2022),
        (2025, 2025),
    ]
    assert years(2021, 2025).until(date(2023, 5, 1)) == Span(date(2021, 1, 1), date(2023, 5, 1))
    assert years(2027, 2028).until(date(2023, 5, 1)) == Span(date(2027, 1, 1), date(2027, 1, 1))
