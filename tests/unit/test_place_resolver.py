"""Names of places in lists: resolved by the list of the time, offered when doubtful, never guessed."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.localities.choices import CodeSystem, PlaceKind, PlaceLevel
from ocop.localities.models import Place
from ocop.localities.names import split_kind
from ocop.localities.resolver import PlaceBook

THEN, NOW = date(2022, 6, 1), date(2026, 6, 1)


def place(kind, name, path, *, today="", level=PlaceLevel.COMMUNE, former_name=""):
    return Place(
        level=level,
        system=CodeSystem.OLD if today else CodeSystem.NEW,
        kind=kind,
        name=name,
        path=path,
        today_path=today or path,
        former_name=former_name,
        valid_from=date(2004, 1, 1) if today else date(2025, 7, 1),
        valid_to=date(2025, 6, 30) if today else None,
    )


HA_TINH = place(PlaceKind.PROVINCE, "Hà Tĩnh", "VN.42.", level=PlaceLevel.PROVINCE)
OLD_HA_TINH = place(PlaceKind.PROVINCE, "Hà Tĩnh", "VN.o42.", today="VN.42.", level=PlaceLevel.PROVINCE)
CAM_XUYEN = place(
    PlaceKind.RURAL_DISTRICT, "Cẩm Xuyên", "VN.o42.446.", today="VN.42.", level=PlaceLevel.DISTRICT
)
THACH_HA = place(
    PlaceKind.RURAL_DISTRICT, "Thạch Hà", "VN.o42.445.", today="VN.42.", level=PlaceLevel.DISTRICT
)
CAM_VINH = place(PlaceKind.COMMUNE, "Cẩm Vĩnh", "VN.o42.446.1.", today="VN.42.9.")
TOWNSHIP = place(PlaceKind.TOWNSHIP, "Cẩm Xuyên", "VN.o42.446.2.", today="VN.42.8.")
HOA_BINH = place(PlaceKind.COMMUNE, "Hòa Bình", "VN.o42.446.3.", today="VN.42.8.")
TWIN_HERE = place(PlaceKind.COMMUNE, "Tân Lâm", "VN.o42.446.4.", today="VN.42.8.")
TWIN_THERE = place(PlaceKind.COMMUNE, "Tân Lâm", "VN.o42.445.5.", today="VN.42.9.")
WARD = place(PlaceKind.WARD, "1", "VN.o42.445.6.", today="VN.42.9.")
NEW_CAM_XUYEN = place(PlaceKind.COMMUNE, "Cẩm Xuyên", "VN.42.8.", former_name="Thị trấn Cẩm Xuyên")
NEW_THACH = place(PlaceKind.COMMUNE, "Thạch Lạc", "VN.42.9.")
ALL = [
    HA_TINH, OLD_HA_TINH, CAM_XUYEN, THACH_HA, CAM_VINH, TOWNSHIP, HOA_BINH, TWIN_HERE, TWIN_THERE, WARD,
    NEW_CAM_XUYEN, NEW_THACH,
]  # fmt: skip
BOOK = PlaceBook(ALL, on=THEN)


@pytest.mark.parametrize(
    ("text", "above", "meant"),
    [
        ("Cẩm Vĩnh", "", CAM_VINH),
        ("X. Cẩm Vĩnh", "", CAM_VINH),
        ("x.cẩm vĩnh", "", CAM_VINH),
        ("CẨM VĨNH", "", CAM_VINH),
        ("Cam Vinh", "", CAM_VINH),
        ("TT. Cẩm Xuyên", "", TOWNSHIP),
        ("thị trấn Cẩm Xuyên", "huyện Cẩm Xuyên", TOWNSHIP),
        ("Xã Hoà Bình", "", HOA_BINH),
        ("P.1", "", WARD),
        ("P1", "", WARD),
        ("Phường 01", "", WARD),
        ("Tân Lâm", "H. Thạch Hà", TWIN_THERE),
        ("Tân Lâm, huyện Cẩm Xuyên, tỉnh Hà Tĩnh", "", TWIN_HERE),
        ("Xã Thạch Lạc", "", NEW_THACH),
        ("Xã Cẩm Vĩnh (nay là xã Thạch Lạc)", "", CAM_VINH),
    ],
)
def test_a_name_is_resolved_in_the_list_of_the_time(text, above, meant):
    assert BOOK.resolve(text, above=above).place is meant


def test_the_list_of_today_answers_first_for_a_list_of_today():
    book = PlaceBook(ALL, on=NOW)

    assert book.resolve("Cẩm Xuyên").place is NEW_CAM_XUYEN
    assert book.resolve("Thị trấn Cẩm Xuyên").place is TOWNSHIP


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Xã Cẩm Vịnh", "Huyện Cẩm Xuyên"),
        ("Cẩm Vịnh", ""),
        ("Cẩm Vịnh, Cẩm Xuyên", ""),
        ("thôn 3, xã Cẩm Vịnh, Cẩm Xuyên, Hà Tĩnh", ""),
        ("Cẩm Vĩn", ""),
    ],
)
def test_a_near_name_is_offered_and_never_taken(text, above):
    found = BOOK.resolve(text, above=above)

    assert (found.place, found.offered) == (None, (CAM_VINH,))


def test_a_name_that_two_communes_bear_is_asked():
    found = BOOK.resolve("Tân Lâm")

    assert (found.place, found.offered) == (None, (TWIN_HERE, TWIN_THERE))


def test_another_kind_of_place_is_a_question():
    found = BOOK.resolve("phường Cẩm Vĩnh")

    assert (found.place, found.offered) == (None, (CAM_VINH,))


def test_an_unknown_name_has_nothing_to_offer():
    found = BOOK.resolve("Xã Đồng Không Có")

    assert (found.place, found.offered) == (None, ())


def test_the_house_is_split_from_an_address_in_one_cell():
    found = BOOK.resolve("Số 5, thôn Đông, xã Cẩm Vĩnh, huyện Cẩm Xuyên, Hà Tĩnh")

    assert (found.place, found.house) == (CAM_VINH, "Số 5, thôn Đông")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("TT. Mỹ Thọ", "thi tran", "Mỹ Thọ"),
        ("X.Mỹ Hiệp", "xa", "Mỹ Hiệp"),
        ("P1", "phuong", "1"),
        ("Thành phố Cao Lãnh", "thanh pho", "Cao Lãnh"),
        ("Mỹ Thọ", "", "Mỹ Thọ"),
        ("X", "", "X"),
    ],
)
def test_the_kind_is_told_from_the_name(text, kind, name):
    assert split_kind(text) == (kind, name)


COMMUNES = [CAM_VINH, TOWNSHIP, HOA_BINH, WARD]
SHORT = {PlaceKind.COMMUNE: ("xã ", "X. ", "x.", "Xã  "), PlaceKind.TOWNSHIP: ("TT. ", "thị trấn ", "TT "),
         PlaceKind.WARD: ("P. ", "P", "phường ")}  # fmt: skip


@given(
    st.sampled_from(COMMUNES),
    st.data(),
    st.sampled_from(["NFC", "NFD", "NFKC"]),
    st.sampled_from([str, str.lower, str.upper]),
    st.sampled_from(["", ", huyện Cẩm Xuyên", ", H.Cẩm Xuyên, T. Hà Tĩnh", " - Hà Tĩnh"]),
)
def test_however_it_is_written_the_same_commune_is_found(commune, data, form, case, rest):
    if commune is WARD:
        rest = rest.replace("Cẩm Xuyên", "Thạch Hà")
    prefix = data.draw(st.sampled_from(SHORT[PlaceKind(commune.kind)]))
    text = unicodedata.normalize(form, case(f"{prefix}{commune.name}{rest}"))

    assert BOOK.resolve(f"  {text}\u00a0").place is commune


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer_and_a_place_only_by_its_own_name(text, above):
    found = BOOK.resolve(text, above=above)

    assert found.place is None or found.offered == ()
