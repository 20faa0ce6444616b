"""Numbers, signs, dates and offices as papers write them."""

from datetime import date

import pytest

from ocop.documents.offices import Power, office_lines, office_of_title, title_to_sign_with
from ocop.documents.signs import PaperKind, Sign, number_in
from ocop.documents.templatetags.papers import refs
from ocop.documents.words import as_grounds, as_recipients, date_in_words


@pytest.mark.parametrize(
    ("sign", "number", "printed"),
    [
        (Sign(PaperKind.PLAN, "UBND"), 12, "12/KH-UBND"),
        (Sign(PaperKind.DECISION, "UBND"), 5, "05/QĐ-UBND"),
        (Sign(PaperKind.SUBMISSION, "SNNMT"), 211, "211/TTr-SNNMT"),
        (Sign(PaperKind.LETTER, "UBND", "NN"), 45, "45/UBND-NN"),
        (Sign(PaperKind.MINUTES, "HĐ"), None, "……/BB-HĐ"),
    ],
)
def test_number_and_sign(sign, number, printed):
    assert sign.numbered(number) == printed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("05/QĐ-UBND", (5, "QĐ-UBND")),
        (" 674/QĐ-UBND ", (674, "QĐ-UBND")),
        ("26/2026/QĐ-TTg", (26, "QĐ-TTg")),
        ("05/qđ-ubnd", (5, "QĐ-UBND")),
        ("05/QĐ – UBND", (5, "QĐ-UBND")),
        ("5 / QĐ\u2011UBND", (5, "QĐ-UBND")),
        ("26/2026/qđ-ttg", (26, "QĐ-TTg")),
        ("211/TTR-SNNMT", (211, "TTr-SNNMT")),
        ("QĐ-UBND", None),
        ("5", None),
    ],
)
def test_a_typed_number_is_read_again(typed, read):
    assert number_in(typed) == read


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (office_lines(on_behalf_of="Ủy ban nhân dân"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            office_lines(on_behalf_of="Ủy ban nhân dân", power=Power.FOR, signer="Phó Chủ tịch"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (office_lines(), ("CHỦ TỊCH",)),
        (office_lines(power=Power.BY_ORDER, signer="Chánh Văn phòng"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (
            office_lines(power=Power.BY_MANDATE, signer="Giám đốc Sở"),
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ"),
        ),
        (office_lines(power=Power.ACTING), ("Q. CHỦ TỊCH",)),
        (office_of_title("Chủ tịch UBND tỉnh"), ("CHỦ TỊCH",)),
        (office_of_title("Phó Chủ tịch UBND tỉnh"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (office_of_title("Phó Giám đốc", chief="GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (office_of_title("Chánh Văn phòng"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (office_of_title("Giám đốc Sở", on_behalf_of="Ủy ban nhân dân"), ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ")),
        (office_of_title("Phó Giám đốc Sở"), ("TL. CHỦ TỊCH", "KT. GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ")),
        (office_of_title("TL. Chủ tịch / Giám đốc Sở"), ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ")),
        (office_of_title("TUQ. CHỦ TỊCH GIÁM ĐỐC SỞ"), ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ")),
        (
            office_of_title("KT. Chủ tịch/Phó Chủ tịch", on_behalf_of="Ủy ban nhân dân"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (office_of_title("Q. Chủ tịch"), ("Q. CHỦ TỊCH",)),
        (office_of_title("Quyền Chủ tịch UBND tỉnh"), ("Q. CHỦ TỊCH",)),
    ],
)
def test_who_signs_stands_above_the_signature(lines, wanted):
    assert lines == wanted


def test_nobody_signs_for_the_head_without_a_title():
    with pytest.raises(ValueError, match="title"):
        office_lines(power=Power.FOR)


def test_grounds_and_recipients_end_as_the_decree_says():
    assert as_grounds(["Căn cứ A.", "Căn cứ B"]) == ("Căn cứ A;", "Căn cứ B.")
    assert as_recipients(["Như trên", "- Lưu: VT;"]) == ("- Như trên;", "- Lưu: VT.")
    assert as_grounds([]) == ()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_a_day_in_words(day, words):
    assert date_in_words(day) == words


def test_a_day_to_be_filled_in():
    assert date_in_words(None, year=2026) == "ngày …… tháng …… năm 2026"


def test_references_are_kept_together_and_escaped():
    assert refs("Theo 26/2026/QĐ-TTg <b>") == 'Theo <span class="ref">26/2026/QĐ-TTg</span> &lt;b&gt;'
    assert refs("ngày 05/02/2026, 3/4 số") == "ngày 05/02/2026, 3/4 số"


@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("Phó Chủ tịch UBND huyện", "Phó Chủ tịch"),
        ("Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch"),
        ("Phó Chủ tịch Thường trực", "Phó Chủ tịch Thường trực"),
        ("Lãnh đạo UBND tỉnh Đồng Tháp", "Chủ tịch"),
        ("", "Chủ tịch"),
    ],
)
def test_a_signer_signs_as_what_the_post_says(post, title):
    assert title_to_sign_with(post) == title
