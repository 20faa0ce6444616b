"""Facts as they were printed, loaded into places of their own, come out again in pictures and reports."""

from __future__ import annotations

import pytest

from ocop.core.roles import Role
from ocop.localities.territory import Territory
from plans.choices import Measure, ReportKind
from plans.queries.actuals import Actuals
from plans.queries.reports import lines_of
from plans.rules import spans
from reports.choices import FigureName
from reports.queries.figures import figures_of
from reports.services import count_province
from tests.factories import printed
from tests.factories.accounts import make_officer
from tests.factories.plans import make_report, make_rule
from tests.factories.registrations import make_producer

pytestmark = pytest.mark.django_db
MEASURES = {
    "recognised": Measure.RECOGNISED,
    "first": Measure.RECOGNISED_NEW,
    "again": Measure.RECOGNISED_AGAIN,
    "registered": Measure.PRODUCTS_REGISTERED,
}


def stated(cast, where, year: int) -> dict[str, int]:
    """What the year report of an old province says before anybody wrote in it."""
    rule = make_rule(cast, province=where.old, year_day=31, year_month=12)
    report = make_report(rule, where.old, kind=ReportKind.YEAR, year=year)
    return {line.indicator.measure: line.shown for line in lines_of(report)}


@pytest.fixture
def tables(cast):
    """Every printed table in a land of its own; of one place in the same. A table of all that was recognised
    may stand beside one of what was for the first time.
    """
    found = printed.printed_units()
    units = {}
    for one in found:
        units.setdefault(one.place, {}).update(one.products)
    lands = {place: printed.land(cast.administrator, place, list(known)) for place, known in units.items()}
    firsts = {one.place: one.products for one in found if one.what == "first"}
    for one in found:
        where = lands[one.place]
        again = one.what == "again" or (one.what == "recognised" and one.place in firsts)
        beside = firsts.get(one.place, {}) if one.what == "recognised" else {}
        for unit, number in one.products.items():
            products = printed.goods(where, unit, number - beside.get(unit, 0))
            if one.what == "registered":
                printed.register(where, unit, year=one.year, products=products)
            else:
                printed.certify(where, unit, year=one.year, stars=one.stars, products=products, again=again)
    for where in lands.values():
        count_province(where.today)
    return [(one, lands[one.place]) for one in found]


def test_every_printed_table_adds_up_to_its_total(cast, tables):
    assert len(tables) == 12
    said = {
        key: stated(cast, where, key[1]) for key, where in {(t.place, t.year): w for t, w in tables}.items()
    }
    for table, where in tables:
        measure, year = MEASURES[table.what], table.year
        assert sum(table.products.values()) == table.total
        assert said[table.place, year][measure] == table.total, table
        below = Actuals(where.old, spans.years(year, year)).reached_below(measure, by_today=False)
        given = {where.units[unit].path: n for unit, n in table.products.items()}
        assert {path: reached.count for path, reached in below.items()} == given

        reader = make_officer(Role.PROVINCE_OFFICER, where.today)
        name = FigureName.HANDED_IN if table.what == "registered" else FigureName.ISSUED
        shown = {
            unit: figures_of(reader, Territory(place)).of(name, year=year)
            for unit, place in where.units.items()
        }
        totals = {figures_of(reader, Territory(top)).of(name, year=year) for top in (where.old, where.today)}
        assert totals == {sum(shown.values())}
        if table.what in ("recognised", "registered"):
            assert shown == table.products, table


def test_what_places_had_come_to_is_shown_and_reported_again(cast):
    places = printed.printed_places()
    assert len(places) == 19
    for fact in places:
        assert sum(fact.stars.values()) + fact.potential == fact.total
        where = printed.land(cast.administrator, fact.place, [fact.place])
        owners = [
            make_producer(
                where.communes[fact.place], cast.administrator, name=f"{kind} {n}", kind=printed.KINDS[kind]
            )
            for kind, number in fact.producers.items()
            for n in range(number)
        ]
        products = printed.goods(where, fact.place, fact.total, owners)
        done = 0
        for stars, number in fact.stars.items():
            printed.certify(
                where, fact.place, year=fact.year, stars=stars, products=products[done : done + number]
            )
            done += number
        printed.register(where, fact.place, year=fact.year, products=products[done:], state="ministry")
        count_province(where.today)

        reader = make_officer(Role.PROVINCE_OFFICER, where.today)
        shown = figures_of(reader, Territory(where.old)).by_year[fact.year]
        assert {stars: shown[stars] for stars in fact.stars} == fact.stars
        said = stated(cast, where, fact.year)
        assert said[Measure.RECOGNISED] + said[Measure.POTENTIAL_5] == fact.total
        assert [said[Measure(f"recognised_{stars}")] for stars in fact.stars] == list(fact.stars.values())
        if fact.producers:
            asked = {
                "cooperative": Measure.PRODUCERS_COOPERATIVE,
                "cooperative_group": Measure.PRODUCERS_GROUP,
                "enterprise": Measure.PRODUCERS_ENTERPRISE,
                "household": Measure.PRODUCERS_HOUSEHOLD,
            }
            assert said[Measure.PRODUCERS_STANDING] == sum(fact.producers.values())
            assert {kind: said[asked[kind]] for kind in asked if kind in fact.producers} == {
                kind: number for kind, number in fact.producers.items() if kind in asked
            }
