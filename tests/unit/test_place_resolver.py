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


@pytest.mark.parametrize(
    ("day", "meant"), [(date(2022, 6, 1), "first"), (date(2025, 3, 1), "heir"), (NOW, "heir")]
)
def test_a_name_that_was_taken_over_means_who_bore_it_on_the_day(day, meant):
    """Of two wards the one called “Phường 1” ended, and the other took that name over."""
    first = place(PlaceKind.WARD, "1", "VN.o42.445.7.", today="VN.42.9.")
    first.valid_to = date(2024, 12, 31)
    heir = place(PlaceKind.WARD, "1", "VN.o42.445.8.", today="VN.42.9.", former_name="Phường 2")
    book = PlaceBook([HA_TINH, OLD_HA_TINH, THACH_HA, heir, first], on=day)

    assert book.resolve("Phường 1, huyện Thạch Hà").place is {"first": first, "heir": heir}[meant]
    assert book.resolve("Phường 2, huyện Thạch Hà").place is heir


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
    ("text", "meant", "house"),
    [
        ("xã Cẩm Vĩnh huyện Cẩm Xuyên", CAM_VINH, ""),
        ("Xã Cẩm Vĩnh H.Cẩm Xuyên", CAM_VINH, ""),
        ("XÃ CẨM VĨNH HUYỆN CẨM XUYÊN TỈNH HÀ TĨNH", CAM_VINH, ""),
        ("xa Cam Vinh huyen Cam Xuyen tinh Ha Tinh", CAM_VINH, ""),
        ("Ấp 1 xã Cẩm Vĩnh, huyện Cẩm Xuyên", CAM_VINH, "Ấp 1"),
        ("Số 12 ấp 1 xã Cẩm Vĩnh huyện Cẩm Xuyên tỉnh Hà Tĩnh", CAM_VINH, "Số 12 ấp 1"),
        ("Số 12, ấp 1 X.Cẩm Vĩnh H. Cẩm Xuyên", CAM_VINH, "Số 12, ấp 1"),
        ("P.1 H.Thạch Hà", WARD, ""),
        ("Phường 1 huyện Thạch Hà", WARD, ""),
        ("tổ 5 P1 huyện Thạch Hà", WARD, "tổ 5"),
        ("đường tỉnh lộ 8 phường 1 huyện Thạch Hà", WARD, "đường tỉnh lộ 8"),
        ("chợ Phường 2 phường 1 huyện Thạch Hà", WARD, "chợ Phường 2"),
        ("12 phố Xã Đàn phường 1", WARD, "12 phố Xã Đàn"),
        ("thị trấn Cẩm Xuyên huyện Cẩm Xuyên", TOWNSHIP, ""),
        ("khối 2 TT Cẩm Xuyên H.Cẩm Xuyên", TOWNSHIP, "khối 2"),
        ("Cẩm Vĩnh huyện Cẩm Xuyên", CAM_VINH, ""),
        ("thôn Hòa Bình xã Cẩm Vĩnh", CAM_VINH, "thôn Hòa Bình"),
        ("Hòa Bình, xã Cẩm Vĩnh", CAM_VINH, "Hòa Bình"),
        ("Tân Lâm huyện Thạch Hà", TWIN_THERE, ""),
    ],
)
def test_an_address_without_commas_is_cut_at_its_kinds(text, meant, house):
    found = BOOK.resolve(text)

    assert (found.place, found.house) == (meant, house)


DASHED_CITY = place(
    PlaceKind.PROVINCIAL_CITY,
    "Phan Rang - Tháp Chàm",
    "VN.o42.450.",
    today="VN.42.",
    level=PlaceLevel.DISTRICT,
)
DASHED = place(PlaceKind.WARD, "Lâm Viên - Đà Lạt", "VN.42.20.")
PART_OF_DASHED = place(PlaceKind.COMMUNE, "Đà Lạt", "VN.o42.446.30.", today="VN.42.20.")
IN_DASHED = place(PlaceKind.WARD, "Đô Vinh", "VN.o42.450.1.", today="VN.42.20.")
IN_ANOTHER = place(PlaceKind.WARD, "Đô Vinh", "VN.o42.446.31.", today="VN.42.20.")
DASHED_BOOK = PlaceBook([*ALL, DASHED_CITY, DASHED, PART_OF_DASHED, IN_DASHED, IN_ANOTHER], on=THEN)


@pytest.mark.parametrize(
    ("text", "meant", "house"),
    [
        ("Thị trấn Cẩm Xuyên-huyện Cẩm Xuyên", TOWNSHIP, ""),
        ("TT. Cẩm Xuyên–H. Cẩm Xuyên", TOWNSHIP, ""),
        ("Xã Tân Lâm- huyện Thạch Hà -tỉnh Hà Tĩnh", TWIN_THERE, ""),
        ("Tân Lâm-Thạch Hà", TWIN_THERE, ""),
        ("P.1-H.Thạch Hà", WARD, ""),
        ("Phường 1-TP Cẩm Xuyên", None, ""),
        ("số 5-7, tổ 2-xã Cẩm Vĩnh-Cẩm Xuyên", CAM_VINH, "số 5-7, tổ 2"),
        ("Tổ 5 - Ấp 2 - xã Cẩm Vĩnh", CAM_VINH, "Tổ 5 - Ấp 2"),
        ("- Xã Cẩm Vĩnh -", CAM_VINH, ""),
        ("Phường Lâm Viên - Đà Lạt", DASHED, ""),
        ("tổ 3 P. Lâm Viên-Đà Lạt - tỉnh Hà Tĩnh", DASHED, "tổ 3"),
        ("lam vien - da lat", DASHED, ""),
        ("phường Đô Vinh, TP. Phan Rang - Tháp Chàm", IN_DASHED, ""),
        ("phường Đô Vinh - TP Phan Rang-Tháp Chàm", IN_DASHED, ""),
    ],
)
def test_an_address_is_cut_at_its_dashes_too(text, meant, house):
    found = DASHED_BOOK.resolve(text)

    assert (found.place, found.house) == (meant, house)


def test_a_near_name_in_an_address_without_commas_is_offered():
    found = BOOK.resolve("ấp 1 xã Cẩm Vịnh huyện Cẩm Xuyên tỉnh Hà Tĩnh")

    assert (found.place, found.offered, found.house) == (None, (CAM_VINH,), "ấp 1")


ODD_DISTRICT = place(PlaceKind.TOWN, "Quan Hóa", "VN.o42.447.", today="VN.42.", level=PlaceLevel.DISTRICT)
ODD_CITY = place(
    PlaceKind.PROVINCIAL_CITY, "Cẩm Xuyên", "VN.o42.448.", today="VN.42.", level=PlaceLevel.DISTRICT
)
ODD_NAMES = [
    place(kind, name, f"VN.o42.447.{number}.", today="VN.42.9.")
    for number, (kind, name) in enumerate(
        [
            (PlaceKind.WARD, "Xã Đàn"),
            (PlaceKind.COMMUNE, "Tân Xã"),
            (PlaceKind.COMMUNE, "Tân Xã Lệ"),
            (PlaceKind.COMMUNE, "Phước Tỉnh"),
            (PlaceKind.WARD, "Phường Đúc"),
            (PlaceKind.TOWNSHIP, "Thành Phố Mới"),
            (PlaceKind.COMMUNE, "Phương Thịnh"),
            (PlaceKind.COMMUNE, "Xà Phiên"),
            (PlaceKind.COMMUNE, "Quan Sơn"),
            (PlaceKind.WARD, "Đội Cấn"),
            (PlaceKind.WARD, "Phương Liên"),
            (PlaceKind.COMMUNE, "Ngọc Đường"),
        ]
    )
]
ODD_BOOK = PlaceBook([*ALL, ODD_DISTRICT, ODD_CITY, *ODD_NAMES], on=THEN)
TITLES_OF = {PlaceKind.COMMUNE: "xã", PlaceKind.WARD: "phường", PlaceKind.TOWNSHIP: "thị trấn"}


@pytest.mark.parametrize("rest", ["", " thị xã Quan Hóa", " TX.Quan Hóa tỉnh Hà Tĩnh", ", TX Quan Hóa"])
@pytest.mark.parametrize("house", ["", "số 5 ấp 2 "])
@pytest.mark.parametrize("commune", ODD_NAMES, ids=str)
def test_a_name_that_holds_a_kind_stays_whole(commune, house, rest):
    found = ODD_BOOK.resolve(f"{house}{TITLES_OF[commune.kind]} {commune.name}{rest}")

    assert (found.place, found.house) == (commune, house.strip())


@pytest.mark.parametrize("commune", ODD_NAMES, ids=str)
def test_a_bare_name_that_begins_like_a_kind_is_found(commune):
    assert ODD_BOOK.resolve(f"{commune.name}, thị xã Quan Hóa").place is commune


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("xã Cẩm Vĩnh", "THÀNH PHỐ CẨM XUYÊN"),
        ("xã Cẩm Vĩnh, TP. Cẩm Xuyên, Hà Tĩnh", ""),
        ("xã Cẩm Vĩnh TP.Cẩm Xuyên", ""),
        ("xã Cẩm Vĩnh", "thị xã Cẩm Xuyên"),
    ],
)
def test_a_district_of_another_kind_is_asked(text, above):
    found = ODD_BOOK.resolve(text, above=above)

    assert (found.place, found.offered) == (None, (CAM_VINH,))


def test_a_kind_that_no_place_of_the_name_has_is_asked():
    found = BOOK.resolve("xã Cẩm Vĩnh", above="thành phố Cẩm Xuyên")

    assert (found.place, found.offered) == (None, (CAM_VINH,))


@pytest.mark.parametrize("above", ["huyện Cẩm Xuyên", "Cẩm Xuyên", "H. Cẩm Xuyên, tỉnh Hà Tĩnh"])
def test_a_district_of_its_own_kind_or_of_none_is_right(above):
    assert ODD_BOOK.resolve("xã Cẩm Vĩnh", above=above).place is CAM_VINH


def test_a_district_may_be_named_as_what_it_was_before_it_grew():
    assert ODD_BOOK.resolve("xã Tân Xã", above="huyện Quan Hóa").place is ODD_NAMES[1]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Phương Thịnh", "", "Phương Thịnh"),
        ("Xà Phiên", "", "Xà Phiên"),
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
    st.sampled_from(
        [
            "",
            ", huyện Cẩm Xuyên",
            ", H.Cẩm Xuyên, T. Hà Tĩnh",
            " - Hà Tĩnh",
            " huyện Cẩm Xuyên tỉnh Hà Tĩnh",
            " H.Cẩm Xuyên",
            " H. Cẩm Xuyên, Hà Tĩnh",
        ]
    ),
    st.sampled_from(["", "Ấp 1 ", "số 12, tổ 3 ", "Ấp 1, ", "khu phố 2 "]),
)
def test_however_it_is_written_the_same_commune_is_found(commune, data, form, case, rest, house):
    if commune is WARD:
        rest = rest.replace("Cẩm Xuyên", "Thạch Hà")
    prefix = data.draw(st.sampled_from(SHORT[PlaceKind(commune.kind)]))
    text = unicodedata.normalize(form, case(f"{house}{prefix}{commune.name}{rest}"))

    found = BOOK.resolve(f"  {text}\u00a0")

    assert (found.place, found.house) == (commune, unicodedata.normalize("NFC", case(house)).strip(" ,"))


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer_and_a_place_only_by_its_own_name(text, above):
    found = BOOK.resolve(text, above=above)

    assert found.place is None or found.offered == ()
