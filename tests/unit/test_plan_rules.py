"""The pure rules of plans: markup, numbering, sums, acts, units, and the linter over all of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ocop.law.rules.citations import KnownAct
from plans.rules.acts import cited_with_two_days
from plans.rules.days import deadlines_in
from plans.rules.figures import amounts_in, other_in_words, parts_beside, totals_in
from plans.rules.linter import Body, Dated, Fault, PlanFacts, Spot, TargetSum, findings_of
from plans.rules.markup import Mark, pieces_of
from plans.rules.numbering import (
    Label,
    Slip,
    labels_in,
    numbered,
    of_roman,
    roman,
    slips_among,
    slips_in_text,
)
from plans.rules.sums import SumFault, SumRow, sum_faults
from plans.rules.units import AGENCIES, gone_units_in
from plans.rules.years import day_moved_on, moved_on

ANNEX = (
    SumRow("", 0, 5_000_000_000),
    SumRow("I", 1, 4_000_000_000),
    SumRow("1", 2, 330_000_000),
    SumRow("2", 2, 523_000_000),
    SumRow("2.1", 3, 208_300_000),
    SumRow("2.2", 3, 208_300_000),
    SumRow("2.3", 3, 106_400_000),
    SumRow("3", 2, 123_500_000),
    SumRow("4", 2, 400_000_000),
    SumRow("5", 2, 807_000_000),
    SumRow("6", 2, 1_200_000_000),
    SumRow("7", 2, 295_000_000),
    SumRow("8", 2, 55_000_000),
    SumRow("9", 2, 52_000_000),
    SumRow("10", 2, 44_500_000),
    SumRow("11", 2, 170_000_000),
    SumRow("II", 1, 1_000_000_000),
)
"""The annex of Bắc Giang 2020."""


def test_a_line_is_read_by_its_sign():
    text = "Mở đầu.\n\n- Một ý\n+ Ý nhỏ\n2.1. Lớp cho chủ thể\na) Cấp huyện\nIV. KINH PHÍ\n15/7/2020 là hạn."
    marks = [(piece.mark, piece.number, piece.words) for piece in pieces_of(text)]

    assert marks == [
        (Mark.PARAGRAPH, "", "Mở đầu."),
        (Mark.BULLET, "", "Một ý"),
        (Mark.SUB, "", "Ý nhỏ"),
        (Mark.NUMBER, "2.1", "Lớp cho chủ thể"),
        (Mark.LETTER, "a", "Cấp huyện"),
        (Mark.ROMAN, "IV", "KINH PHÍ"),
        (Mark.PARAGRAPH, "", "15/7/2020 là hạn."),
    ]


def test_a_numbered_line_is_a_heading_or_begins_with_a_label():
    heading, agency, item = pieces_of(
        "1. Mục đích\n2. Sở Tài chính: bố trí kinh phí.\n3. Làm xong trước hạn."
    )

    assert heading.is_heading and not heading.lead
    assert agency.lead == "Sở Tài chính:" and not agency.is_heading
    assert not item.is_heading and not item.lead
    assert item.shown == "3. Làm xong trước hạn."


@pytest.mark.parametrize("number", range(1, 40))
def test_roman_numbers_are_read_as_they_are_written(number):
    assert of_roman(roman(number)) == number


def test_headings_are_numbered_and_a_typed_number_is_kept():
    titles = [
        (1, "MỤC ĐÍCH"),
        (2, "Mục đích"),
        (2, "Yêu cầu"),
        (1, ""),
        (1, "VIII. KINH PHÍ"),
        (2, "Nguồn"),
        (1, "X"),
    ]

    assert [number for number, _title in numbered(titles)] == ["I", "1", "2", "", "VIII", "1", "IX"]
    assert numbered(titles)[4] == ("VIII", "KINH PHÍ")
    assert [
        n for n, _ in numbered([(1, "A"), (2, "B"), (2, "C"), (3, "D"), (3, "E"), (4, "G"), (2, "H")])
    ] == [*("I", "1", "2", "2.1", "2.2", "2.2.1", "3")]


@pytest.mark.parametrize(
    ("text", "slip", "number", "before"),
    [
        ("9. A\n10. B\n12. C", Slip.GAP, "12", "10"),
        ("1. A\n1.1. B\n1.2. C\n1.2. D", Slip.REPEAT, "1.2", "1.2"),
        ("III. A\nIV. B\nVIII. C", Slip.GAP, "VIII", "IV"),
        ("1. A\na) B\nc) C", Slip.GAP, "c", "a"),
        ("2. A\n2.2. B", Slip.GAP, "2.2", ""),
        ("Điều 1. A\n1. B\nĐiều 3. C", Slip.GAP, "Điều 3", "Điều 1"),
        ("Điều 1. A\n1. B\nĐiều 2. C\n1. D\n3. E", Slip.GAP, "3", "1"),
        ("(1) A\n(3) B", Slip.GAP, "(3)", "(1)"),
        ("(1) A; (2) B\n(4) C", Slip.GAP, "(4)", "(2)"),
        ("PHẦN I\nI. A\nPHẦN III\nI. B", Slip.GAP, "PHẦN III", "PHẦN I"),
        ("Chương I\nMục 1. A\nMục 1. B", Slip.REPEAT, "Mục 1", "Mục 1"),
    ],
)
def test_a_slip_among_typed_numbers_is_found(text, slip, number, before):
    (found,) = slips_in_text(text)

    assert (found.slip, found.number, found.before) == (slip, number, before)


def test_numbers_in_order_are_left_alone():
    text = "I. A\n1. B\na) C\nb) D\nc) E\nd) F\nđ) G\n2. H\na) I\n2.1. K\n2.2. L\n3. M\nII. N\n1. O\n2. P"

    assert slips_in_text(text) == []
    named = (
        "Phần I\nChương I\nMục 1. A\nĐiều 1. B\n(1) C\n(2) D\nPhần II\nChương II\nMục 1. E\nĐiều 2. G\n(1) H"
    )
    assert slips_in_text(named) == []
    assert slips_in_text("Điều 1. Gồm: (1) A; (2) B;\n(3) C\nĐiều 2. (1) D; (2) E") == []
    assert slips_in_text("Điều 6 Nghị định số 39/2018/NĐ-CP.\nĐiều 4 Luật số 04/2017/QH14.") == []
    assert slips_among([Label(Mark.NUMBER, str(n)) for n in range(5, 20)]) == []


def test_sums_are_read_exactly_with_their_step():
    found = amounts_in(
        "Tổng 165,4 tỷ đồng, năm đầu 5.000.000.000 đồng (Năm tỷ đồng), 330 triệu đồng; 12 đồng."
    )

    assert [(one.value_vnd, one.step_vnd, one.words) for one in found] == [
        (165_400_000_000, 100_000_000, ""),
        (5_000_000_000, 1, "Năm tỷ đồng"),
        (330_000_000, 1_000_000, ""),
        (12, 1, ""),
    ]
    assert found[0].may_be(165_432_000_000) and not found[0].may_be(165_600_000_000)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5.000.000.000 đồng (Năm tỷ đồng)", 0),
        ("5.000.000.000 đồng (Bằng chữ: Năm tỷ đồng chẵn)", 0),
        ("5.000.000.000 đồng (Năm trăm triệu đồng)", 1),
        ("5.000.000.000 đồng (Năm tỉ linh tinh đồng)", 1),
        ("5.000.000.000 đồng (chi tiết theo phụ lục)", 0),
        ("5.000.000.000 đồng (nguồn do tỉnh phân bổ đồng đều)", 0),
        ("5.000.000.000 đồng (Bằng chữ: Sáu tỷ)", 1),
        ("5.000.000.000 đồng (Sáu tỷ)", 1),
        ("5.000.000.000đ (Sáu tỷ đồng)", 1),
        ("5.000.000.000 đ (Năm tỷ đồng)", 0),
        ("5.000.000.000 Đồng (Sáu tỷ đồng)", 1),
        ("5.000.000.000 VNĐ, bằng chữ: Sáu tỷ đồng.", 1),
        ("5.000.000.000 đồng (Năm mười tỷ đồng)", 1),
        ("5 tỷ (Sáu tỷ đồng)", 1),
    ],
)
def test_figures_are_held_against_their_words(text, count):
    assert len(other_in_words(text)) == count


def test_a_total_and_the_parts_of_a_sum_are_found_in_their_line():
    text = (
        "Mua sắm 3.000.000 đồng.\n"
        "Tổng kinh phí là 5.000.000 đồng, trong đó: tỉnh 4.000.000 đồng; huyện 900.000 đồng."
    )

    assert [one.value_vnd for one in totals_in(text)] == [5_000_000]
    assert [(whole.value_vnd, made) for whole, made in parts_beside(text)] == [(5_000_000, 4_900_000)]
    assert parts_beside(text.replace("900.000", "1.000.000")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí: 6 tỷ",
        "Tổng kinh phí: 6 tỷ từ ngân sách tỉnh và huyện.",
        "Tổng kinh phí: 6.000.000.000đ.",
        "Tổng kinh phí: 6.000.000.000 Đồng.",
        "Tổng kinh phí ngân sách nhà nước dự kiến thực hiện năm 2020 là: 6 tỷ đồng",
        "Tổng kinh phí thực hiện Kế hoạch này là 6 tỷ đồng",
        "Tổng nguồn vốn thực hiện Chương trình OCOP tỉnh Bắc Giang năm 2020: 6 tỷ đồng",
        "Tổng dự toán thực hiện Chương trình mỗi xã một sản phẩm trên địa bàn huyện Bàu Bàng là 6 tỷ đồng",
        "Tổng cộng cho Kế hoạch: 6 tỷ đồng",
    ],
)
def test_the_total_of_the_plan_is_known_by_what_stands_before_it(text):
    assert [one.value_vnd for one in totals_in(text, (2020, 2020))] == [6_000_000_000]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí hội chợ là 500.000.000 đồng",
        "Tổng kinh phí hỗ trợ chủ thể là 200.000.000 đồng",
        "Tổng kinh phí thực hiện công tác tuyên truyền: 200 triệu đồng",
        "Tổng kinh phí kế hoạch truyền thông là 200 triệu đồng",
        "Tổng kinh phí ngân sách tỉnh: 4.000.000.000 đồng",
        "Tổng kinh phí năm 2022 là 33 tỷ đồng",
        "Tổng kinh phí thực hiện Chương trình giai đoạn 2021-2025 là 165,4 tỷ đồng",
        "Tổng kinh phí cấp huyện: 1.000.000.000 đồng",
        "Tổng số tiền: 44.500.000 đồng",
        "Tổng cộng 5 lớp: 208.300.000 đồng",
        "Tổng nguồn vốn không quá 3 tỷ đồng",
        "Tổng vốn phục vụ 5 triệu lượt khách",
    ],
)
def test_the_total_of_a_part_is_not_that_of_the_plan(text):
    assert totals_in(text, (2020, 2020)) == []


def test_a_period_has_its_own_total_beside_those_of_its_years():
    text = (
        "Tổng kinh phí thực hiện chương trình trong giai đoạn 2021-2025 là trên 165,4 tỷ đồng.\n"
        "Tổng kinh phí năm 2022: 33 tỷ đồng."
    )
    assert [one.shown for one in totals_in(text, (2021, 2025))] == ["165,4 tỷ đồng"]


def test_the_annex_of_bac_giang_adds_up_and_a_changed_row_is_named():
    assert sum_faults(ANNEX) == []

    broken = [SumRow("2", 2, 532_000_000) if row.number == "2" else row for row in ANNEX]

    assert sum_faults(broken) == [
        SumFault("I", 4_000_000_000, 4_009_000_000),
        SumFault("2", 532_000_000, 523_000_000),
    ]


def test_an_act_cited_with_two_years_is_found_once():
    texts = (
        "Quyết định số 490/QĐ-TTg ngày 07/5/2019 của Thủ tướng",
        "khung tại Quyết định số 490/QĐ-TTg ngày 07/5/2018; Quyết định số 490/QĐ-TTg ngày 07/5/2018",
    )
    (found,) = cited_with_two_days(texts)

    assert (found.number, found.first, found.second, found.index) == (
        "490/QĐ-TTg",
        "07/5/2019",
        "07/5/2018",
        1,
    )
    assert (
        cited_with_two_days(texts, {("490/QĐ-TTg", date(2019, 5, 7)), ("490/QĐ-TTg", date(2018, 5, 7))}) == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 12/KH-UBND ngày 05/01/2021 của UBND tỉnh và 12/KH-UBND ngày 20/3/2021 của UBND huyện",
        "Quyết định 01/QĐ-UBND ngày 05/01/2020 và Quyết định 01/QĐ-UBND ngày 04/02/2021 của UBND tỉnh",
        "12/KH-UBND ngày 05/01/2021 của UBND tỉnh về OCOP; 12/KH-UBND ngày 5/1/2021 của Ủy ban nhân dân tỉnh",
    ],
)
def test_one_number_of_two_issuers_or_years_is_two_acts(text):
    assert cited_with_two_days([text]) == []


@pytest.mark.parametrize(
    "text",
    [
        "12/KH-UBND ngày 05/01/2021 của UBND tỉnh và 12/KH-UBND ngày 20/3/2021 của Ủy ban nhân dân tỉnh",
        "12/KH-UBND ngày 05/01/2021 của UBND tỉnh và 12/KH-UBND ngày 20/3/2021",
        "1/QĐ-TTg ngày 31/02/2021 và 1/QĐ-TTg ngày 01/3/2021",
        "490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ phê duyệt Chương trình; "
        "490/QĐ-TTg ngày 07/5/2019 của Thủ tướng",
        "490/QĐ-TTg ngày 07/5/2018 của Chính phủ; 490/QĐ-TTg ngày 07/5/2019 của Thủ tướng Chính phủ",
        "12/KH-UBND ngày 05/01/2021 của UBND tỉnh; 12/KH-UBND ngày 05/01/2022 của UBND tỉnh Bắc Giang",
    ],
)
def test_one_number_with_two_days_of_a_year_is_a_slip(text):
    assert len(cited_with_two_days([text])) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("490/QĐ-TTg năm 2018, sau là 490/QĐ-TTg năm 2019", [("2018", "2019")]),
        ("490/QĐ-TTg ngày 07/5/2018, sau là 490/QĐ-TTg năm 2019", [("07/5/2018", "2019")]),
        ("490/QĐ-TTg ngày 07/5/2018, sau là 490/QĐ-TTg năm 2018", []),
        ("490/QĐ-TTg ngày 31/02/2018, sau là 490/QĐ-TTg năm 2018", []),
        ("975/QĐ-UBND năm 2019, sau là 975/QĐ-UBND năm 2020", [("2019", "2020")]),
        ("12/KH-UBND ngày 20/12/2026, tức Kế hoạch số 12/KH-UBND năm 2027", []),
    ],
)
def test_a_year_alone_is_held_against_the_other_years_of_an_act(text, shown):
    assert [(one.first, one.second) for one in cited_with_two_days([text])] == shown
    known = {("490/QĐ-TTg", date(2018, 5, 7)), ("490/QĐ-TTg", date(2019, 5, 7))}
    known |= {("975/QĐ-UBND", date(2019, 6, 29)), ("975/QĐ-UBND", date(2020, 7, 1))}
    assert cited_with_two_days([text], known) == []


def test_an_act_of_a_year_to_come_is_told_of():
    """The plan for a year is written before it, and a year may begin another thought."""
    text = "Theo Quyết định số 5/QĐ-TTg năm 2031; Kế hoạch số 6/KH-UBND năm 2031; 7/QĐ-TTg, năm 2031 phấn đấu"
    body = Body(Spot("sections", 1), text)
    found = findings_of(PlanFacts(date(2030, 12, 31), 2031, 2031, bodies=(body,)))

    assert [one.values[:2] for one in found if one.fault == Fault.ACT_NOT_YET] == [("5/QĐ-TTg", "năm 2031")]


def test_deadlines_are_days_behind_their_words():
    text = (
        "Xong trước ngày 15/7/2020; đợt 2 trước 10.11.2020; Quyết định ngày 07/5/2018; trước ngày 31/02/2020."
    )

    assert deadlines_in(text) == [date(2020, 7, 15), date(2020, 11, 10)]


def test_units_count_as_gone_from_the_day_after_their_end():
    text = "Sở Kế hoạch và Đầu tư phối hợp; sở nông nghiệp và phát triển nông thôn chủ trì."

    gone = gone_units_in(text, AGENCIES, on=date(2026, 1, 5))

    assert {unit.successor for unit in gone} == {"Sở Tài chính", "Sở Nông nghiệp và Môi trường"}
    assert gone_units_in(text, AGENCIES, on=date(2019, 11, 19)) == []


TEXT, OTHER = Spot("sections", 1), Spot("sections", 2)
GOOD = PlanFacts(
    day=date(2019, 11, 19),
    first_year=2020,
    last_year=2020,
    bodies=(Body(TEXT, "Tổng kinh phí: 5.000.000.000 đồng (Năm tỷ đồng).\n1. Một\n2. Hai"),),
    total_vnd=5_000_000_000,
    by_source_vnd=5_000_000_000,
    annex=ANNEX,
    dated=(Dated(OTHER, "Báo cáo", ends_on=date(2020, 6, 15)),),
)


def test_a_plan_without_a_flaw_is_left_alone():
    assert findings_of(GOOD) == []


def changed(**fields) -> PlanFacts:
    return replace(GOOD, **fields)


KNOWN = {
    "490/QĐ-TTg": [
        KnownAct("490/QĐ-TTg", date(2018, 5, 7), date(2018, 5, 7), date(2022, 7, 31), "919/QĐ-TTg")
    ]
}


def body(text: str) -> dict:
    return {"bodies": (Body(TEXT, text),), "labels": tuple((TEXT, label) for label in labels_in(text))}


WORK = Spot("activities", 7)


def work(text: str) -> dict:
    return {
        "bodies": (Body(WORK, text),),
        "sums_vnd": frozenset({5_000_000_000, 330_000_000}),
        "most_aimed": {"sản phẩm": Decimal(30)},
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí: 330.000.000 đồng",
        "Kinh phí thực hiện 330 triệu đồng từ ngân sách tỉnh",
        "Tổng kinh phí 5 tỷ đồng",
        "Kinh phí hỗ trợ tối đa 35 triệu đồng cho một nhãn hiệu",
        "Kinh phí hỗ trợ 35 triệu đồng/nhãn hiệu",
        "Giải thưởng 20 triệu đồng",
        "Đánh giá 27 - 30 sản phẩm",
        "Hiện có 250 sản phẩm đã công nhận",
        "Lập 31 hồ sơ sản phẩm; đường tỉnh 31, sản phẩm",
    ],
)
def test_work_that_says_what_estimate_and_aims_say_is_left_alone(text):
    assert findings_of(changed(**work(text))) == []


@pytest.mark.parametrize(
    ("fields", "fault", "spot", "blocks"),
    [
        ({"empty": ((OTHER, "Kinh phí"),)}, Fault.EMPTY, OTHER, True),
        (body("Chi 5.000.000 đồng (Năm tỷ đồng)"), Fault.FIGURES_WORDS, TEXT, True),
        (body("Tổng kinh phí 5,2 tỷ đồng"), Fault.TOTAL_ANNEX, TEXT, True),
        (body("Chi 10 đồng, trong đó 4 đồng và 5 đồng"), Fault.PARTS_IN_TEXT, TEXT, False),
        ({"annex": (SumRow("", 0, 9), SumRow("I", 1, 8))}, Fault.ANNEX_SUM, Spot("estimate"), True),
        ({"unfinished": ((OTHER, "Hội nghị", "thời gian"),)}, Fault.UNFINISHED, OTHER, False),
        (body("số 12/QĐ-TTg ngày 20/11/2019"), Fault.ACT_NOT_YET, TEXT, True),
        ({"by_source_vnd": 4_999_999_999}, Fault.SOURCES_SUM, Spot("estimate"), True),
        ({"estimate_is_open": True}, Fault.ESTIMATE_OPEN, Spot("estimate"), False),
        ({"estimate_is_old": True, "estimate_is_open": True}, Fault.ESTIMATE_OLD, Spot("estimate"), True),
        (body("10. A\n12. B"), Fault.NUMBER_GAP, TEXT, False),
        (body("1.1. A\n1.2. B\n1.2. C"), Fault.NUMBER_REPEAT, TEXT, False),
        (
            {"labels": ((TEXT, Label(Mark.ROMAN, "IV")), (OTHER, Label(Mark.ROMAN, "VIII")))},
            Fault.NUMBER_GAP,
            OTHER,
            False,
        ),
        (body("QĐ 1/QĐ-TTg ngày 01/5/2018 và 1/QĐ-TTg ngày 01/5/2019"), Fault.ACT_TWO_DAYS, TEXT, True),
        (
            {**body("số 490/QĐ-TTg ngày 07/5/2019"), "known_acts": KNOWN},
            Fault.ACT_OTHER_DAY,
            TEXT,
            True,
        ),
        (
            {
                **body("số 490/QĐ-TTg ngày 07/5/2018"),
                "known_acts": KNOWN,
                "day": date(2023, 1, 1),
                "dated": (),
            },
            Fault.ACT_ENDED,
            TEXT,
            False,
        ),
        (body("số 12/QĐ-UBND ngày 07/5/2018"), Fault.ACT_UNKNOWN, TEXT, False),
        (
            {"dated": (Dated(OTHER, "Hội nghị", ends_on=date(2019, 7, 15)),)},
            Fault.DAY_BEFORE_PLAN,
            OTHER,
            False,
        ),
        ({"dated": (Dated(OTHER, "Hội nghị", ends_on=date(2022, 7, 15)),)}, Fault.DAY_OUTSIDE, OTHER, False),
        (body("Xong trước ngày 15/7/2019"), Fault.DAY_BEFORE_PLAN, TEXT, False),
        (
            {**body("Sở Kế hoạch và Đầu tư"), "gone": AGENCIES, "day": date(2026, 1, 5), "dated": ()},
            Fault.UNIT_GONE,
            TEXT,
            False,
        ),
        ({"other_than_annex": (TargetSum(OTHER, "Sản phẩm", "30", "28"),)}, Fault.TARGET_ANNEX, OTHER, False),
        ({"below_higher_plan": (TargetSum(OTHER, "Sản phẩm", "3", "4"),)}, Fault.TARGET_ABOVE, OTHER, False),
        (work("Kinh phí: 331.000.000 đồng"), Fault.COST_UNKNOWN, WORK, False),
        (work("Đánh giá 31 sản phẩm"), Fault.MORE_THAN_AIMED, WORK, False),
        ({"left_out": (TargetSum(OTHER, "Sản phẩm", "", "4"),)}, Fault.TARGET_LEFT_OUT, OTHER, False),
    ],
)
def test_each_flaw_is_found_at_its_place(fields, fault, spot, blocks):
    found = [finding for finding in findings_of(changed(**fields)) if finding.fault == fault]

    assert [(finding.spot, finding.blocks) for finding in found] == [(spot, blocks)]


def test_what_blocks_comes_first():
    facts = changed(**body("10. A\n12. B\nTổng kinh phí 1 đồng"))

    assert [finding.blocks for finding in findings_of(facts)] == [True, False]


def test_a_plan_moves_on_but_the_acts_it_cites_do_not():
    text = (
        "Năm 2026, trước ngày 15/7/2026 và Quý II/2026; giai đoạn 2021-2025; "
        "Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026 và số 12/QĐ-UBND ngày 05 tháng 02 năm 2026"
    )

    assert moved_on(text, by=1, first=2026, last=2026) == (
        "Năm 2027, trước ngày 15/7/2027 và Quý II/2027; giai đoạn 2021-2025; "
        "Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026 và số 12/QĐ-UBND ngày 05 tháng 02 năm 2026"
    )
    assert moved_on("giai đoạn 2021-2025, năm 2025", by=1, first=2025, last=2025) == (
        "giai đoạn 2021-2025, năm 2026"
    )
    assert moved_on("giai đoạn 2021 – 2025", by=5, first=2021, last=2025) == "giai đoạn 2026 – 2030"
    assert day_moved_on(date(2024, 2, 29), by=1) == date(2025, 2, 28)
    assert day_moved_on(None, by=1) is None


# --- However people type it -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "5,000,000,000 đồng (Sáu tỷ đồng)",
        "5 000 000 000 đồng (Sáu tỷ đồng)",
        "5.000.000.000 đồng - Bằng chữ: Sáu tỷ đồng",
        "5.000.000.000 đồng (viết bằng chữ: Sáu tỷ đồng)",
    ],
)
def test_figures_are_read_however_their_thousands_are_parted(text):
    (amount,) = other_in_words(text)

    assert amount.value_vnd == 5_000_000_000


@pytest.mark.parametrize("text", ["Đợt 1 500 triệu đồng", "12 500 đồng (Mười hai nghìn năm trăm đồng)"])
def test_what_may_be_one_number_or_the_end_of_another_is_not_read(text):
    assert amounts_in(text) == []


@pytest.mark.parametrize(
    "what", ["mức kinh phí", "nhu cầu kinh phí thực hiện", "nguồn kinh phí", "nguồn vốn"]
)
def test_the_total_goes_by_several_names(what):
    assert [one.value_vnd for one in totals_in(f"Tổng {what}: 6.000.000.000 đồng")] == [6_000_000_000]


def test_the_items_beneath_a_sum_are_its_parts():
    text = (
        "Kinh phí 5.000.000.000 đồng, trong đó:\n- Tỉnh: 4.000.000.000 đồng\n+ Đợt 1: 9 đồng\n- Xã: {} đồng"
    )

    assert parts_beside(text.format("1.000.000.000")) == []
    ((_amount, made),) = parts_beside(text.format("900.000.000"))
    assert made == 4_900_000_000
    assert (
        parts_beside("Kinh phí 5.000 đồng, gồm:\n- Tỉnh: 4.000 đồng\n- Huyện tự bố trí\n- Xã: 5 đồng") == []
    )


@pytest.mark.parametrize(
    "text", ["trước ngày 15 tháng 3 năm 2025", "Thời hạn: 15/3/2025", "xong trong ngày 15.3.2025"]
)
def test_a_deadline_is_read_in_words_too(text):
    assert deadlines_in(text) == [date(2025, 3, 15)]


@pytest.mark.parametrize(
    "name", ["Sở NN&PTNT", "Sở Nông nghiệp & PTNT", "sở nn và  ptnt", "Sở TN&MT", "Bộ KH & ĐT"]
)
def test_a_unit_that_ended_is_known_by_its_short_name(name):
    assert gone_units_in(f"Giao {name} chủ trì", AGENCIES, on=date(2026, 1, 1))


def test_numbers_with_a_slash_are_numbers_of_items():
    slips = slips_in_text("1/ Mục đích\n3/ Yêu cầu\n15/7/2026 là hạn.")

    assert [(one.slip, one.number) for one in slips] == [(Slip.GAP, "3")]
