"""Acts cited in a text, and what is wrong with them."""

from datetime import date

import pytest

from ocop.law.rules.citations import Fault, KnownAct, cited_in, flaws_of

PROGRAMME = KnownAct("490/QĐ-TTg", date(2018, 5, 7), date(2018, 5, 7), date(2020, 12, 31), "919/QĐ-TTg")
CRITERIA = KnownAct("148/QĐ-TTg", date(2023, 2, 24), date(2023, 2, 24), date(2026, 7, 21), "26/2026/QĐ-TTg")
NEW = KnownAct("26/2026/QĐ-TTg", date(2026, 5, 22), date(2026, 5, 22))
KNOWN = {act.number: (act,) for act in (PROGRAMME, CRITERIA, NEW)}


def faults(text: str, on: date = date(2026, 6, 1)) -> list[tuple[str, str]]:
    return [(flaw.fault.value, flaw.cited.number) for flaw in flaws_of(cited_in(text), KNOWN, on=on)]


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("Căn cứ Quyết định số 490/QĐ-TTg ngày 07/5/2018 của", "490/QĐ-TTg", date(2018, 5, 7)),
        ("Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026", "26/2026/QĐ-TTg", date(2026, 5, 22)),
        ("theo 30/2020/NĐ-CP, ngày 5-3-2020", "30/2020/NĐ-CP", date(2020, 3, 5)),
        ("Nghị quyết 257/2025/QH15", "257/2025/QH15", None),
        ("ngày 31/02/2020 theo 148/QĐ-TTg ngày 31/02/2023", "148/QĐ-TTg", None),
    ],
)
def test_a_number_and_its_day_are_found(text, number, day):
    (cited,) = cited_in(text)

    assert (cited.number, cited.day) == (number, day)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Quyết định số 490/QĐ-TTg năm 2018 của Thủ tướng", 2018),
        ("Quyết định số 490/QĐ-TTg, năm 2018 của Thủ tướng", 2018),
        ("Quyết định số 490/QĐ-TTg, năm 2018;", 2018),
        ("theo Quyết định số 490/QĐ-TTg, năm 2027 phấn đấu có 30 sản phẩm", None),
    ],
)
def test_a_year_behind_a_comma_may_begin_another_thought(text, year):
    (cited,) = cited_in(text)

    assert cited.year == year


def test_what_is_right_is_not_flagged():
    assert faults("số 148/QĐ-TTg ngày 24/02/2023; 26/2026/QĐ-TTg ngày 22/5/2026") == []


@pytest.mark.parametrize(
    ("text", "on", "fault"),
    [
        ("490/QĐ-TTg ngày 07/5/2019", date(2019, 6, 1), Fault.OTHER_DAY),
        ("148/QĐ-TTg ngày 31/02/2023", date(2024, 6, 1), Fault.OTHER_DAY),
        ("148/QĐ-TTg", date(2026, 7, 22), Fault.ENDED),
        ("148/QĐ-TTg", date(2026, 7, 21), None),
        ("26/2026/QĐ-TTg", date(2026, 5, 21), Fault.NOT_YET),
        ("9999/QĐ-TTg ngày 01/01/2020", date(2026, 5, 21), Fault.UNKNOWN),
    ],
)
def test_each_fault_is_found_at_its_day(text, on, fault):
    assert [found for found, _number in faults(text, on)] == ([fault.value] if fault else [])


def test_the_same_act_with_two_years_is_found_once():
    """The slip of a real plan: 490/QĐ-TTg dated 7/5/2019 and 7/5/2018."""
    text = "490/QĐ-TTg ngày 07/5/2019 ... 490/QĐ-TTg ngày 07/5/2018"

    assert faults(text, date(2019, 11, 19)) == [("other_day", "490/QĐ-TTg")]


def test_of_two_acts_with_one_number_the_written_day_decides():
    other = KnownAct("12/KH-UBND", date(2021, 1, 5), date(2021, 1, 5), date(2021, 12, 31))
    newer = KnownAct("12/KH-UBND", date(2022, 1, 19), date(2022, 1, 19))
    known = {"12/KH-UBND": (other, newer)}

    assert flaws_of(cited_in("12/KH-UBND ngày 19/01/2022"), known, on=date(2022, 2, 1)) == []
    (flaw,) = flaws_of(cited_in("12/KH-UBND ngày 05/01/2021"), known, on=date(2022, 2, 1))
    assert flaw.fault == Fault.ENDED


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 490 / QĐ – TTg ngày 07/5/2018",
        "Quyết định số 490/Q\u00d0-TTg, ngày 07.5.2018",
        "Quyết định 490/QĐ-TTg (07/5/2018)",
    ],
)
def test_a_number_is_read_however_it_was_typed(text):
    (cited,) = cited_in(text)

    assert (cited.number, cited.day) == ("490/QĐ-TTg", date(2018, 5, 7))


def test_a_year_alone_is_held_against_the_act():
    act = KnownAct("490/QĐ-TTg", date(2018, 5, 7), date(2018, 5, 7))
    for year, faults in ((2018, []), (2019, [Fault.OTHER_DAY])):
        cited = cited_in(f"Quyết định số 490/QĐ-TTg năm {year} của Thủ tướng")
        flaws = flaws_of(cited, {"490/QĐ-TTg": [act]}, on=date(2020, 1, 1))
        assert [flaw.fault for flaw in flaws] == faults
        assert cited[0].written == f"năm {year}"
