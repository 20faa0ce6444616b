import unicodedata
from collections import Counter
from datetime import date
from io import StringIO
from time import perf_counter

import pytest
from django.core.management import call_command
from django.db import connection

from ocop.localities import queries, services
from ocop.localities.choices import CodeSystem, PlaceLevel
from ocop.localities.models import Place, Succession
from ocop.localities.services import Loaded, Tally

pytestmark = pytest.mark.django_db

ALL = Loaded(places=Tally(added=14_728), successions=Tally(added=11_922))
SMALL = {
    "units_2021.csv": """code,parent,kind,name
87,,province,Đồng Tháp
873,87,rural_district,Cao Lãnh
30076,873,township,Mỹ Thọ
30112,873,commune,Mỹ Hiệp
30115,873,commune,Mỹ Long
""",
    "units_2025_01.csv": "code,parent,kind,name\n30115,,,\n",
    "units_2025.csv": """code,parent,kind,name
82,,province,Đồng Tháp
30076,82,commune,Mỹ Thọ
30112,82,commune,Mỹ Hiệp
""",
    "map_2025_01.csv": "old,new\n30115,30112\n",
    "map_2025.csv": """old,new,extent,default
87,82,whole,1
873,82,whole,1
30076,30076,whole,1
30112,30112,part,1
30112,30076,part,0
""",
}


@pytest.fixture
def folder(tmp_path):
    """The lists of one small district, to be edited by a test."""
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def edit(folder, name, before, after):
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture(autouse=True)
def planned_anew(db):
    """PostgreSQL checks the keys of all rows at the end, by plans made while the tables were nearly empty: it
    would read each table whole for each row.
    """
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE localities_place, localities_succession")


def paths(code, system=CodeSystem.OLD):
    place = queries.place_with_code(code, system=system)
    return place.path, place.today_path


def test_the_whole_country_is_loaded_once_and_found_by_any_spelling():
    start = perf_counter()
    first, second = services.load_places(), services.load_places()
    seconds = perf_counter() - start

    assert first == ALL
    assert second == Loaded(places=Tally(kept=14_728), successions=Tally(kept=11_922))
    assert seconds < 40  # two runs, at most 20 s each
    assert Counter(Place.objects.values_list("level", flat=True)) == {
        PlaceLevel.COUNTRY: 1,
        PlaceLevel.PROVINCE: 63 + 34,
        PlaceLevel.DISTRICT: 705 + 2,
        PlaceLevel.COMMUNE: 10_599 + 3 + 3_321,
    }
    assert [find.address for find in queries.find_places("cao lanh")] == [
        "phường Cao Lãnh, tỉnh Đồng Tháp",
        "thành phố Cao Lãnh, tỉnh Đồng Tháp",
        "huyện Cao Lãnh, tỉnh Đồng Tháp",
    ]
    assert queries.find_places("Cao Lãnh") == queries.find_places("cao lanh")
    assert queries.find_places(unicodedata.normalize("NFD", "Cao Lãnh")) == queries.find_places("cao lanh")
    assert [(find.address, find.now_address) for find in queries.find_places("TT. Mỹ Thọ")] == [
        ("thị trấn Mỹ Thọ, huyện Cao Lãnh, tỉnh Đồng Tháp", "xã Mỹ Thọ, tỉnh Đồng Tháp")
    ]
    assert Place.objects.at_level(PlaceLevel.COMMUNE).in_force(date(2025, 6, 30)).count() == 10_035
    assert Place.objects.at_level(PlaceLevel.COMMUNE).in_force(date(2025, 7, 1)).count() == 3_321
    assert queries.provinces(date(2025, 7, 1)).count() == 34


def test_a_small_list_hangs_together(folder):
    services.load_places(folder=folder)

    assert paths("30115") == ("VN.a87.a873.a30115.", "VN.b82.b30112.")
    assert paths("873") == ("VN.a87.a873.", "VN.b82.")
    assert paths("30112", CodeSystem.NEW) == ("VN.b82.b30112.", "VN.b82.b30112.")


def test_a_second_run_writes_nothing(folder, django_assert_num_queries):
    services.load_places(folder=folder)
    before = list(Place.objects.order_by("pk").values())

    with django_assert_num_queries(12) as reads:
        services.load_places(folder=folder)

    assert not [query["sql"] for query in reads if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(Place.objects.order_by("pk").values()) == before


def test_a_changed_line_changes_its_row_only(folder):
    services.load_places(folder=folder)
    kept = queries.place_with_code("30112").pk
    edit(folder, "units_2025.csv", "30112,82,commune,Mỹ Hiệp", "30112,82,ward,Mỹ Hiệp")

    assert services.load_places(folder=folder) == Loaded(Tally(changed=1, kept=8), Tally(kept=6))
    assert (queries.place_with_code("30112").pk, f"{queries.place_with_code('30112')}") == (
        kept,
        "Phường Mỹ Hiệp",
    )


def test_a_place_that_left_the_lists_stays(folder):
    services.load_places(folder=folder)
    edit(folder, "units_2025.csv", "30076,82,commune,Mỹ Thọ\n", "")
    edit(folder, "map_2025.csv", "30076,30076,whole,1\n", "")
    edit(folder, "map_2025.csv", "30112,30076,part,0\n", "")

    services.load_places(folder=folder)

    assert queries.place_with_code("30076").full_name == "Xã Mỹ Thọ"


def test_the_default_successor_may_change_hands(folder):
    services.load_places(folder=folder)
    edit(folder, "map_2025.csv", "30112,30112,part,1", "30112,30112,part,0")
    edit(folder, "map_2025.csv", "30112,30076,part,0", "30112,30076,part,1")

    loaded = services.load_places(folder=folder)

    assert loaded.successions == Tally(changed=2, kept=4)
    assert paths("30112") == ("VN.a87.a873.a30112.", "VN.b82.b30076.")
    assert paths("30115")[1] == "VN.b82.b30076."


def test_a_succession_that_left_the_lists_is_taken_away(folder):
    services.load_places(folder=folder)
    edit(folder, "map_2025_01.csv", "30115,30112\n", "")

    assert services.load_places(folder=folder).successions == Tally(kept=5, removed=1)
    assert not Succession.objects.filter(old__code="30115").exists()
    assert paths("30115") == ("VN.a87.a873.a30115.", "VN.b82.")


def test_a_faulty_list_leaves_nothing_behind(folder):
    edit(folder, "map_2025.csv", "87,82,whole,1", "87,83,whole,1")

    with pytest.raises(KeyError):
        services.load_places(folder=folder)

    assert not Place.objects.exists()


def test_the_command_tells_what_it_did():
    out = StringIO()

    call_command("load_places", stdout=out)

    told = out.getvalue().splitlines()
    assert told[:2] == [
        "Địa bàn: 14728 mới, 0 sửa, 0 giữ nguyên, 0 bỏ",
        "Kế tục: 11922 mới, 0 sửa, 0 giữ nguyên, 0 bỏ",
    ]
    assert told[2].startswith("Xong sau ")
