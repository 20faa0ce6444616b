"""Whatever merged with what: nobody sees what lies elsewhere, and places beneath add up to the place."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.models import Certificate
from evaluations.queries.certificates import with_standing
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.choices import CodeSystem, PlaceKind
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from reports.choices import FigureName
from reports.queries.figures import by_child, by_path, children_of, figures_of
from reports.services import count_province
from tests.factories import printed
from tests.factories.accounts import make_officer
from tests.factories.places import make_place

pytestmark = pytest.mark.django_db
NUMBERS = st.integers(0, 3)
LANDS = st.lists(st.lists(st.tuples(st.integers(0, 9), NUMBERS), max_size=3), min_size=1, max_size=3)
"""Old districts of old communes: into which commune of today each went, and how many products it has."""


class Land:
    """A province of today made of the districts of two old ones, with products then and today."""

    def __init__(self, administrator, new: list[int], districts: list[list[tuple[int, int]]]) -> None:
        self.actor, self.products = administrator, 0
        self.today = make_place(PlaceKind.PROVINCE, "Tỉnh mới", "97")
        self.old = [
            make_place(PlaceKind.PROVINCE, name, code, system=CodeSystem.OLD, today=self.today)
            for name, code in (("Tỉnh cũ", "97"), ("Tỉnh nhập vào", "98"))
        ]
        self.communes = [
            make_place(PlaceKind.COMMUNE, f"Xã mới {n}", f"97{n:03d}", parent=self.today)
            for n in range(len(new))
        ]
        self.own: dict[Place, int] = {}
        for commune, number in zip(self.communes, new, strict=True):
            self._certify(commune, number)
        self.districts = [self._district(at, rows) for at, rows in enumerate(districts)]

    def _district(self, at: int, rows: list[tuple[int, int]]) -> Place:
        parent = self.old[at % 2]
        district = make_place(
            PlaceKind.RURAL_DISTRICT, f"Huyện {at}", f"97{at}", parent=parent, system=CodeSystem.OLD,
            today=self.today,
        )  # fmt: skip
        for n, (heir, number) in enumerate(rows):
            commune = make_place(
                PlaceKind.COMMUNE, f"Xã cũ {at}.{n}", f"97{at}{n}0", parent=district, system=CodeSystem.OLD,
                today=self.communes[heir % len(self.communes)],
            )  # fmt: skip
            self._certify(commune, number)
        return district

    def _certify(self, commune: Place, number: int) -> None:
        self.own[commune] = number
        if number:
            name = commune.name
            where = printed.Land(self.today, self.old[0], self.actor, {name: self.today}, {name: commune})
            goods = printed.goods(where, name, number)
            printed.certify(where, name, year=clock.today().year - 1, stars=3, products=goods)

    def within(self, path: str, *, then: bool) -> int:
        """How many products lie in a place, told from what was made."""
        return sum(
            number
            for commune, number in self.own.items()
            if (commune.path if then else commune.today_path).startswith(path)
        )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=st.lists(NUMBERS, min_size=1, max_size=3), districts=LANDS)
def test_figures_are_of_their_own_place_and_add_up(cast, new, districts):
    with transaction.atomic():
        land = Land(cast.administrator, new, districts)
        count_province(land.today)
        province = make_officer(Role.PROVINCE_OFFICER, land.today)

        for territory in (Territory(land.today), *map(Territory, land.old)):
            shown = valid(province, territory)
            assert shown == land.within(territory.place.path, then=territory.by_then)
            assert shown == beneath(province, territory) == listed(province, territory)
        for at, district in enumerate(land.districts):
            officer = make_officer(Role.DISTRICT_OFFICER, district, username=f"huyen-{at}")
            own = Territory(district)
            assert valid(officer, own) == land.within(district.path, then=True)
            assert valid(officer, own) == beneath(officer, own) == listed(officer, own)
            for other in set(land.districts) - {district}:
                assert valid(officer, Territory(other)) == beneath(officer, Territory(other)) == 0
            assert valid(cast.foreign_province_officer, own) == 0
        transaction.set_rollback(True)


def valid(person, territory: Territory) -> int:
    return figures_of(person, territory).of(FigureName.VALID)


def beneath(person, territory: Territory) -> int:
    """What the places right beneath come to, as the table of the picture shows them."""
    found = by_path(person, territory, year=clock.today().year)
    return sum(row.valid for row in by_child(territory, children_of(territory, clock.today()), found))


def listed(person, territory: Territory) -> int:
    rows = Certificate.objects.visible_to(person).filter(territory.condition("commune"))
    return with_standing(rows, "valid", clock.today()).count()
