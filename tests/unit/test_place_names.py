import unicodedata

import pytest

from ocop.localities.choices import PlaceKind
from ocop.localities.names import LONGEST, full_name, key_of, phrase_of, phrases_of, whole_names


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("cao lanh", "cao lanh"),
        ("Cao Lãnh", "cao lanh"),
        (unicodedata.normalize("NFD", "Cao Lãnh"), "cao lanh"),
        ("  CAO   LÃNH ", "cao lanh"),
        ("Đồng Tháp", "dong thap"),
        ("TT. Mỹ Thọ", "thi tran my tho"),
        ("tt mỹ thọ", "thi tran my tho"),
        ("Thị trấn Mỹ Thọ", "thi tran my tho"),
        ("X. Mỹ Hiệp", "xa my hiep"),
        ("h.Cao Lãnh", "huyen cao lanh"),
        ("TP Cao Lãnh", "thanh pho cao lanh"),
        ("TX. Hồng Ngự", "thi xa hong ngu"),
        ("Q. Ninh Kiều", "quan ninh kieu"),
        ("ĐK Phú Quốc", "dac khu phu quoc"),
        ("T. Đồng Tháp", "tinh dong thap"),
        ("P.1", "phuong 1"),
        ("P1", "phuong 1"),
        ("Phường 01", "phuong 1"),
        ("q10", "quan 10"),
        ("TP.HCM", "thanh pho ho chi minh"),
        ("TPHCM", "thanh pho ho chi minh"),
    ],
)
def test_what_people_write_becomes_the_phrase_of_a_search_key(written, phrase):
    assert phrase_of(written) == phrase


@pytest.mark.parametrize(
    ("written", "phrase"), [("x", "x"), ("TT", "tt"), ("Ba Tri", "ba tri"), ("Tân P", "tan p")]
)
def test_a_kind_is_cut_short_only_in_front_of_a_name(written, phrase):
    assert phrase_of(written) == phrase


def test_an_address_is_cut_at_its_commas():
    assert phrases_of("X. Mỹ Hiệp, H. Cao Lãnh; Đồng Tháp") == ["xa my hiep", "huyen cao lanh", "dong thap"]


@pytest.mark.parametrize("nothing", ["", " , ;", "%", "…"])
def test_what_holds_no_word_has_no_phrase(nothing):
    assert phrases_of(nothing) == []


def test_an_endless_text_is_read_to_a_limit():
    assert sum(len(phrase.split()) for phrase in phrases_of("a " * 10_000)) == LONGEST / 2


def test_a_search_key_holds_all_names_of_a_place():
    assert key_of("Thành phố Huế", "Tỉnh Thừa Thiên Huế") == "|thanh pho hue|tinh thua thien hue|"
    assert key_of("Phường 01", "") == "|phuong 1|"


def test_a_name_is_whole_with_and_without_its_kind():
    def is_whole(written, *names):
        return any(whole in key_of(*names) for whole in whole_names(phrase_of(written)))

    assert is_whole("Mỹ Hiệp", "Xã Mỹ Hiệp")
    assert is_whole("X. Mỹ Hiệp", "Xã Mỹ Hiệp")
    assert is_whole("Thừa Thiên Huế", "Thành phố Huế", "Tỉnh Thừa Thiên Huế")
    assert not is_whole("Mỹ", "Xã Phong Mỹ")
    assert not is_whole("Mỹ", "Xã Mỹ Hiệp")
    assert not is_whole("P. Mỹ Hiệp", "Xã Mỹ Hiệp")


@pytest.mark.parametrize(
    ("kind", "name", "whole"),
    [
        (PlaceKind.COMMUNE, "Mỹ Hiệp", "Xã Mỹ Hiệp"),
        (PlaceKind.CENTRAL_CITY, "Hà Nội", "Thành phố Hà Nội"),
        (PlaceKind.PROVINCIAL_CITY, "Cao Lãnh", "Thành phố Cao Lãnh"),
        (PlaceKind.SPECIAL_ZONE, "Phú Quốc", "Đặc khu Phú Quốc"),
        (PlaceKind.COUNTRY, "Việt Nam", "Việt Nam"),
    ],
)
def test_a_full_name_begins_with_the_kind(kind, name, whole):
    assert full_name(kind, name) == whole
