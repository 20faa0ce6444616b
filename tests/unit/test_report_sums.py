"""The figures of the places beneath a place are together those of the place, whatever merged with what."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.localities.models import Place
from ocop.localities.territory import Territory
from reports.queries.counts import Tally, added_up
from reports.queries.figures import by_child

PROVINCE = Place(level="province", path="VN.b1.", today_path="VN.b1.")
OLD_PROVINCE = Place(level="province", path="VN.a1.", today_path="VN.b1.")


@st.composite
def worlds(draw):
    """New communes, old districts with their communes, each of which merged into a new one or is not known
    to have; and how many products each has.
    """
    new = [f"VN.b1.b{n}." for n in range(draw(st.integers(1, 5)))]
    rows = [(path, path, draw(st.integers(0, 9))) for path in new]
    for district in range(draw(st.integers(1, 4))):
        for commune in range(draw(st.integers(0, 4))):
            heir = draw(st.sampled_from([*new, "VN.b1."]))
            rows.append((f"VN.a1.a{district}.a{commune}.", heir, draw(st.integers(0, 9))))
    return rows


def counted(rows, territory):
    """As the database does: by the path that the territory asks."""
    at = 0 if territory.by_then else 1
    found: dict[str, Counter] = {}
    for row in rows:
        if row[at].startswith(territory.place.path):
            found.setdefault(row[at], Counter())["valid"] += row[2]
    return found


def places(rows, at, depth):
    paths = {".".join(row[at].split(".")[:depth]) + "." for row in rows}
    return [
        Place(path=path, today_path=path, valid_to=None) for path in sorted(paths) if path.count(".") == depth
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_communes_add_up_to_districts_and_these_to_the_province(rows):
    today, then = Territory(PROVINCE), Territory(OLD_PROVINCE)

    by_today = by_child(today, places(rows, 1, 3), counted(rows, today))
    assert sum(row.valid for row in by_today) == sum(n for _path, _today, n in rows)

    districts = [p for p in places(rows, 0, 3) if p.path.startswith("VN.a1.")]
    by_district = by_child(then, districts, counted(rows, then))
    assert sum(row.valid for row in by_district) == sum(n for path, _t, n in rows if path.startswith("VN.a"))

    for row in by_district:
        district = Territory(Place(path=row.place.path, today_path="VN.b1.", valid_to=date(2025, 6, 30)))
        communes = [p for p in places(rows, 0, 4) if p.path.startswith(row.place.path)]
        beneath = by_child(district, communes, counted(rows, district))
        assert sum(one.valid for one in beneath) == row.valid
        assert all(one.place.path.startswith(row.place.path) for one in beneath), "none of another district"


@given(worlds())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_province_is_summed_from_all_that_is_its_own_then_or_today(rows):
    places = {n: Place(path=path, today_path=today) for n, (path, today, _count) in enumerate(rows)}
    tallies = [Tally(n, "valid", value=count) for n, (_path, _today, count) in enumerate(rows) if count]

    sums = added_up(tallies, places)

    def summed(top: str, *, by_then: bool, name: str = "valid") -> int:
        return sums[top, by_then, name, 0, 0, "", 0]

    held = [(path, today) for path, today, count in rows if count]
    assert summed("VN.b1.", by_then=False) == sum(count for _path, _today, count in rows)
    assert summed("VN.a1.", by_then=True) == sum(
        count for path, _t, count in rows if path.startswith("VN.a1.")
    )
    assert summed("VN.b1.", by_then=True) == sum(
        count for path, _t, count in rows if path.startswith("VN.b1.")
    )
    assert summed("VN.a1.", by_then=False) == 0
    assert summed("VN.b1.", by_then=False, name="covered") == len({today for _p, today in held} - {"VN.b1."})
    assert summed("VN.b1.", by_then=True, name="covered") == len({p for p, today in held if p == today})
