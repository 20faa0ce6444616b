import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ocop.localities.choices import CodeSystem, Extent, PlaceKind, PlaceLevel
from ocop.localities.gazetteer import FILES, Gazetteer

OLD, NEW = CodeSystem.OLD, CodeSystem.NEW
BUILD_UNITS = Path(__file__).resolve().parents[2] / "script" / "build_units"
LISTS = [
    *("map_2025.csv", "map_2025_01.csv", "points_2025.csv", "points_2025_01.csv"),
    *("units_2021.csv", "units_2025.csv", "units_2025_01.csv"),
]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


def tiers(name: str) -> Counter:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return Counter(len(row["code"]) for row in csv.DictReader(file))


def test_the_shipped_lists_have_as_many_units_as_the_country_had():
    assert tiers("units_2021.csv") == {2: 63, 3: 705, 5: 10_599}
    assert tiers("units_2025.csv") == {2: 34, 5: 3_321}


def test_the_list_of_january_2025_follows_from_its_differences(gazetteer):
    january = [unit for unit in gazetteer.units.values() if unit.valid_to == date(2025, 6, 30)]

    assert Counter(unit.level for unit in january) == {
        PlaceLevel.PROVINCE: 63,
        PlaceLevel.DISTRICT: 696,
        PlaceLevel.COMMUNE: 10_035,
    }


def test_the_packages_give_the_shipped_lists_byte_by_byte(tmp_path):
    subprocess.run([sys.executable, str(BUILD_UNITS), "--to", str(tmp_path)], check=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == LISTS
    assert sorted(path.name for path in FILES.iterdir()) == LISTS
    for name in LISTS:
        assert (tmp_path / name).read_bytes() == (FILES / name).read_bytes(), name


def test_the_new_units_are_of_the_kinds_the_law_left(gazetteer):
    assert Counter(unit.kind for unit in gazetteer.units.values() if unit.system == NEW) == {
        PlaceKind.PROVINCE: 28,
        PlaceKind.CENTRAL_CITY: 6,
        PlaceKind.COMMUNE: 2_621,
        PlaceKind.WARD: 687,
        PlaceKind.SPECIAL_ZONE: 13,
    }


def test_every_unit_of_june_2025_has_exactly_one_default_successor_of_july(gazetteer):
    ended = {unit.key for unit in gazetteer.units.values() if unit.valid_to == date(2025, 6, 30)}
    defaults = Counter(link.old for link in gazetteer.links if link.is_default and link.new[0] == NEW)

    assert defaults == dict.fromkeys(ended, 1)


def test_units_lie_where_they_are(gazetteer):
    def point(system, code):
        return gazetteer.units[system, code].point

    here, without = point(NEW, "30112"), [u for u in gazetteer.units.values() if u.point is None]
    assert 10.2 < here[0] < 10.5
    assert 105.6 < here[1] < 105.9
    assert {unit.system for unit in without if unit.code != "VN"} == {OLD}, "each one of today has its point"
    islands = {"Hoàng Sa": 16, "Trường Sa": 9}
    for unit in gazetteer.units.values():
        if unit.name in islands and unit.level != PlaceLevel.COMMUNE:
            assert int(unit.point[0]) == islands[unit.name]
            assert unit.point[1] > 111, "in the open sea, not at its office ashore"


def test_only_divided_communes_go_in_part(gazetteer):
    whole = Counter(link.old for link in gazetteer.links if link.extent == Extent.WHOLE)
    parts = Counter(link.old for link in gazetteer.links if link.extent == Extent.PART)

    assert set(whole.values()) == {1}
    assert min(parts.values()) == 2
    assert not whole.keys() & parts.keys()


def test_every_path_of_today_is_that_of_a_unit_in_force(gazetteer):
    in_force = {gazetteer.path_of(unit.key) for unit in gazetteer.units.values() if unit.valid_to is None}

    assert {gazetteer.today_path_of(key) for key in gazetteer.units} <= in_force


@pytest.mark.parametrize(
    ("code", "path", "today"),
    [
        ("30112", "VN.a87.a873.a30112.", "VN.b82.b30112."),  # xã Mỹ Hiệp, huyện Cao Lãnh
        ("30079", "VN.a87.a873.a30079.", "VN.b82.b30088."),  # xã Gáo Giồng, divided: the default
        ("873", "VN.a87.a873.", "VN.b82."),  # huyện Cao Lãnh: no districts now
        ("87", "VN.a87.", "VN.b82."),  # tỉnh Đồng Tháp, by its new code
        ("719", "VN.a74.a719.", "VN.b79."),  # huyện Bàu Bàng, Bình Dương: in Hồ Chí Minh City
        ("536", "VN.a51.a536.", "VN.b51.b21548."),  # huyện Lý Sơn, an island without communes
        ("00013", "VN.a01.a001.a00013.", "VN.b01.b00004."),  # phường Nguyễn Trung Trực, merged before 2025
        ("683", "VN.a68.a683.", "VN.b68."),  # huyện Cát Tiên, merged before 2025
        ("20239", "VN.a48.a492.a20239.", "VN.b48."),  # phường Hải Châu II: successor not known, the province
    ],
)
def test_a_former_place_is_found_where_it_was_and_where_it_is(gazetteer, code, path, today):
    assert (gazetteer.path_of((OLD, code)), gazetteer.today_path_of((OLD, code))) == (path, today)


def test_the_lists_date_their_units(gazetteer):
    def days(system, code):
        unit = gazetteer.units[system, code]
        return unit.valid_from, unit.valid_to

    assert days(OLD, "30112") == (date(2004, 7, 8), date(2025, 6, 30))
    assert days(OLD, "683") == (date(2004, 7, 8), date(2024, 12, 31))
    assert days(OLD, "475") == (date(2025, 1, 1), date(2025, 6, 30))
    assert days(NEW, "30112") == (date(2025, 7, 1), None)


def test_a_unit_renamed_under_its_code_keeps_the_name_of_2021(gazetteer):
    def names(code):
        unit = gazetteer.units[OLD, code]
        return unit.full_name, unit.former_name

    assert names("46") == ("Thành phố Huế", "Tỉnh Thừa Thiên Huế")
    assert names("682") == ("Huyện Đạ Huoai", "Huyện Đạ Tẻh")
    assert names("414") == ("Thị xã Thái Hòa", "")  # Hoà and Hòa are two spellings of one name
    assert names("27325") == ("Phường 1", "")  # as are 01 and 1
