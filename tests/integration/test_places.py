import unicodedata
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from ocop.access.scope import Post, Scope
from ocop.core.roles import Role
from ocop.localities import queries
from ocop.localities.choices import CodeSystem, Extent, PlaceKind, PlaceLevel
from ocop.localities.models import Place, Succession
from tests.factories.places import make_dong_thap, make_place

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def land():
    return make_dong_thap()


def found(text, **options):
    return [find.place for find in queries.find_places(text, **options)]


# --- What the database refuses ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "VN.b82.b30113"},
        {"path": ""},
        {"today_path": "VN.b82.b30113"},
        {"today_path": ""},
        {"level": "hamlet"},
        {"kind": "hamlet"},
        {"system": "2026"},
        {"valid_to": date(2025, 6, 30)},
        {"parent": None},
        {"code": "30076", "system": CodeSystem.NEW},
    ],
)
def test_a_place_that_makes_no_sense_is_refused(land, wrong):
    place = make_place(PlaceKind.COMMUNE, "Thanh Mỹ", "30073", parent=land.province)

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(**wrong)


def test_one_code_may_stand_in_both_lists(land):
    assert (land.my_hiep.code, land.old_my_hiep.code) == ("30112", "30112")
    assert queries.place_with_code("30112") == land.my_hiep
    assert queries.place_with_code("30112", system=CodeSystem.OLD) == land.old_my_hiep


def test_an_old_place_has_at_most_one_default(land):
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(old=land.old_my_long, new=land.my_tho, extent=Extent.PART, is_default=True)


@pytest.mark.parametrize("name", ["province", "my_hiep", "old_my_hiep"])
def test_a_place_that_others_lean_on_cannot_be_deleted(land, name):
    with pytest.raises(ProtectedError):
        getattr(land, name).delete()


# --- Finding ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["cao lanh", "Cao Lãnh", "H. Cao Lãnh", unicodedata.normalize("NFD", "CAO LÃNH")]
)
def test_a_former_district_is_found_however_it_is_written(land, text):
    assert found(text) == [land.old_district]


def test_a_former_place_is_found_as_itself_with_its_successor(land):
    assert queries.find_places("TT. Mỹ Thọ") == [
        queries.FoundPlace(
            land.old_my_tho,
            (land.my_tho,),
            address="thị trấn Mỹ Thọ, huyện Cao Lãnh, tỉnh Đồng Tháp",
            now_address="xã Mỹ Thọ, tỉnh Đồng Tháp",
        )
    ]


def test_names_of_today_come_first_and_exact_ones_before_longer(land):
    assert found("mỹ tho") == [land.my_tho, land.my_thoi, land.old_my_tho]


def test_one_name_may_belong_to_many_places(land):
    other = make_place(PlaceKind.COMMUNE, "Mỹ Hiệp", "30628", parent=land.an_giang)

    assert queries.find_places("xã Mỹ Hiệp") == [
        queries.FoundPlace(land.my_hiep, (), "xã Mỹ Hiệp, tỉnh Đồng Tháp"),
        queries.FoundPlace(other, (), "xã Mỹ Hiệp, tỉnh An Giang"),
        queries.FoundPlace(
            land.old_my_hiep,
            (land.my_hiep,),
            "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp",
            "xã Mỹ Hiệp, tỉnh Đồng Tháp",
        ),
    ]


def test_what_follows_a_comma_is_sought_above(land):
    make_place(PlaceKind.COMMUNE, "Mỹ Hiệp", "30628", parent=land.an_giang)

    assert found("Mỹ Hiệp, Đồng Tháp") == [land.my_hiep, land.old_my_hiep]
    assert found("x. mỹ hiệp, h. cao lãnh, t. đồng tháp, Việt Nam") == [land.old_my_hiep]
    assert found("Mỹ Hiệp, Mỹ Hiệp") == []


def test_a_name_borne_in_2021_finds_the_place_too():
    district = make_place(
        PlaceKind.RURAL_DISTRICT, "Đạ Huoai", "682", system=CodeSystem.OLD, former_name="Huyện Đạ Tẻh"
    )

    assert found("đạ tẻh") == [district]
    assert found("H. Đạ Huoai") == [district]


def test_finding_keeps_to_a_level_a_day_and_a_number(land):
    assert found("đồng tháp") == [land.province, land.old_province]
    assert found("mỹ hiệp", level=PlaceLevel.PROVINCE) == []
    assert found("mỹ hiệp", on=BEFORE) == [land.old_my_hiep]
    assert found("mỹ hiệp", on=AFTER) == [land.my_hiep]
    assert found("mỹ", limit=2) == [land.my_hiep, land.my_tho]


@pytest.mark.parametrize("nothing", ["", "  ", "%", "_", ", ,"])
def test_nothing_to_look_for_finds_nothing(land, nothing):
    assert found(nothing) == []


# --- Then and now -------------------------------------------------------------------------------------------
def test_a_place_in_force_has_no_successor_and_stands_for_itself(land):
    assert queries.successors_of(land.my_hiep) == ()
    assert queries.place_today(land.my_hiep) == land.my_hiep


def test_a_divided_commune_names_its_default_successor_first(land):
    assert queries.successors_of(land.old_gao_giong) == (land.phong_my, land.phu_cuong)
    assert queries.place_today(land.old_gao_giong) == land.phong_my


def test_mergers_are_followed_to_the_end(land):
    earlier = make_place(
        PlaceKind.COMMUNE,
        "Mỹ Xương",
        "30121",
        parent=land.old_district,
        system=CodeSystem.OLD,
        today=land.old_gao_giong,
        valid_to=date(2024, 12, 31),
    )

    assert queries.successors_of(earlier) == (land.phong_my, land.phu_cuong)
    assert queries.place_today(earlier) == land.phong_my


def test_an_unknown_successor_is_answered_by_the_place_above(land):
    lost = make_place(PlaceKind.COMMUNE, "Mỹ Xương", "30121", parent=land.old_district, system=CodeSystem.OLD)
    Place.objects.filter(pk=lost.pk).update(today_path=land.province.path)
    lost.refresh_from_db()

    assert queries.successors_of(lost) == (land.province,)
    assert queries.place_today(lost) == land.province


def test_officers_of_the_old_district_and_of_the_new_commune_reach_a_merged_commune(land):
    def reach(place):
        scope = Scope((Post(Role.COMMUNE_OFFICER, path=place.path),))
        return set(Place.objects.filter(scope.place("")))

    merged = {land.old_my_hiep, land.old_my_long}
    assert reach(land.my_hiep) == {land.my_hiep} | merged
    assert reach(land.old_district) == {land.old_district, land.old_my_tho, land.old_gao_giong} | merged
    assert reach(land.my_tho) == {land.my_tho, land.old_my_tho}
    assert reach(land.an_giang) == {land.an_giang, land.my_thoi}


# --- Addresses and neighbours -------------------------------------------------------------------------------
def test_an_address_walks_up_its_own_tree(land):
    assert queries.address_of(land.old_my_hiep) == "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp"
    assert queries.address_of(land.my_hiep) == "xã Mỹ Hiệp, tỉnh Đồng Tháp"
    assert queries.address_of(land.province) == "tỉnh Đồng Tháp"
    assert queries.address_of(land.country) == "Việt Nam"


def test_many_addresses_take_one_query(land, django_assert_num_queries):
    with django_assert_num_queries(1):
        addresses = queries.addresses_of([land.old_my_hiep, land.my_thoi, land.country])

    assert addresses == {
        land.old_my_hiep.pk: "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp",
        land.my_thoi.pk: "phường Mỹ Thới, tỉnh An Giang",
        land.country.pk: "Việt Nam",
    }


@pytest.mark.parametrize(("text", "count"), [("mỹ thới", 2), ("mỹ", 3)])
def test_finding_takes_the_same_few_queries_for_one_place_and_for_many(
    land, django_assert_num_queries, text, count
):
    with django_assert_num_queries(count):
        queries.find_places(text)


def test_the_places_above_come_nearest_first(land):
    assert queries.ancestors_of(land.old_my_hiep) == [land.old_district, land.old_province, land.country]
    assert queries.ancestors_of(land.country) == []


def test_children_are_those_of_the_day_by_the_dictionary(land):
    before = [land.old_gao_giong, land.old_my_hiep, land.old_my_long, land.old_my_tho]
    after = [land.my_hiep, land.my_tho, land.phong_my, land.phu_cuong]

    assert list(queries.children_of(land.old_district, BEFORE)) == before
    assert list(queries.children_of(land.old_district, AFTER)) == []
    assert list(queries.children_of(land.province, AFTER)) == after
    assert list(queries.children_of(land.country, AFTER)) == [land.an_giang, land.province]
    assert list(queries.provinces(BEFORE)) == [land.old_province]


def test_within_does_not_take_a_longer_code_for_a_place_beneath(land):
    Place.objects.filter(pk=land.my_tho.pk).update(path=f"{land.my_hiep.path[:-1]}3.")

    assert set(Place.objects.within(land.my_hiep.path)) == {land.my_hiep}


# --- The admin site -----------------------------------------------------------------------------------------
def test_the_admin_site_shows_places_and_changes_none(land, admin_client):
    shown = admin_client.get("/quan-tri/localities/place/", {"q": "TT. Mỹ Thọ"})
    detail = admin_client.get(f"/quan-tri/localities/place/{land.old_my_tho.pk}/change/")
    refused = admin_client.post(f"/quan-tri/localities/place/{land.old_my_tho.pk}/delete/", {"post": "yes"})

    assert [place.pk for place in shown.context["cl"].result_list] == [land.old_my_tho.pk]
    assert "Xã Mỹ Thọ" in detail.content.decode()
    assert 'name="_save"' not in detail.content.decode()
    assert refused.status_code == 403
