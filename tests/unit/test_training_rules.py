"""Seats, quotas and the waiting list; days, threshold, fees; the paper roll."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainings.rules import (
    Asker,
    Half,
    Quota,
    Trainee,
    class_days,
    column_of,
    has_begun,
    moving_up,
    person_key,
    planned_halves,
    present_enough,
    read_roll,
    room_left,
    why_over_the_norm,
)
from trainings.rules.days import HANOI

PLACES = ("VN.87.1.", "VN.87.2.", "VN.87.3.")
KINDS = ("", "household", "cooperative")
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
askers = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS)), max_size=16)
quota_lists = st.lists(
    st.builds(Quota, st.integers(0, 6), st.sampled_from(("", "VN.87.", *PLACES)), st.sampled_from(KINDS)),
    max_size=5,
)


def people(drawn, first=0):
    return [Asker(first + at, (path,), kind) for at, (path, kind) in enumerate(drawn)]


@QUICK
@given(askers, st.integers(0, 12), quota_lists)
def test_seats_and_quotas_are_never_passed_and_nobody_sits_twice(drawn, seats, quotas):
    waiting = people(drawn)

    moved = moving_up([], waiting, seats=seats, quotas=quotas)

    assert len(moved) <= seats
    assert len({one.key for one in moved}) == len(moved)
    assert all(sum(quota.counts(one) for one in moved) <= quota.seats for quota in quotas)


@QUICK
@given(askers, st.integers(0, 12), quota_lists)
def test_who_is_passed_over_has_no_room_left(drawn, seats, quotas):
    """Fair: whoever waits while somebody behind them sits was kept out by a quota of their own, filled by
    people who stood before them.
    """
    waiting = people(drawn)
    moved = moving_up([], waiting, seats=seats, quotas=quotas)
    keys = [one.key for one in moved]

    assert keys == sorted(keys)
    for one in waiting:
        if one in moved:
            continue
        before = [other for other in moved if other.key < one.key]
        full = any(q.counts(one) and sum(q.counts(other) for other in before) >= q.seats for q in quotas)
        assert full or len(before) == seats


@QUICK
@given(askers, st.integers(0, 12), quota_lists, st.data())
def test_asking_one_by_one_gives_what_asking_together_gives(drawn, seats, quotas, data):
    waiting = people(drawn)
    cut = data.draw(st.integers(0, len(waiting)))
    together = moving_up([], waiting, seats=seats, quotas=quotas)

    first = moving_up([], waiting[:cut], seats=seats, quotas=quotas)
    still = [one for one in waiting if one not in first]
    then = moving_up(first, still, seats=seats, quotas=quotas)

    assert {one.key for one in first + then} == {one.key for one in together}


@QUICK
@given(askers, st.integers(1, 12), quota_lists, st.data())
def test_a_seat_given_back_goes_to_the_first_who_fits_and_takes_none_away(drawn, seats, quotas, data):
    waiting = people(drawn)
    holding = moving_up([], waiting, seats=seats, quotas=quotas)
    if not holding:
        return
    gone = data.draw(st.sampled_from(holding))
    left = [one for one in holding if one is not gone]
    queue = [one for one in waiting if one not in holding]

    moved = moving_up(left, queue, seats=seats, quotas=quotas)

    assert len(left) + len(moved) <= seats
    assert all(sum(q.counts(one) for one in left + moved) <= q.seats for q in quotas)
    same = [one for one in queue if (one.paths, one.kind) == (gone.paths, gone.kind)]
    if same and not moved:
        pytest.fail("somebody like the one who left waits, and the seat stays empty")


def test_a_full_unit_waits_while_another_moves_up():
    quotas = [Quota(1, PLACES[0]), Quota(2, PLACES[1])]
    first, second, third = Asker(1, PLACES[:1]), Asker(2, PLACES[:1]), Asker(3, PLACES[1:2])

    assert moving_up([], [first, second, third], seats=3, quotas=quotas) == [first, third]
    assert room_left(quotas[1], [first, third]) == 1
    assert room_left(quotas[0], [first, second, third]) == 0


def test_a_merged_commune_counts_for_the_quota_of_today():
    assert Quota(1, "VN.87.9.").counts(Asker(1, ("VN.872.30.", "VN.87.9.")))


def test_the_days_of_the_plan_leave_out_the_weekend():
    halves = planned_halves(date(2020, 4, 9), lesson_days=3, field_days=2)

    assert len(halves) == 10
    assert [half.day for half in halves[::2]] == [
        date(2020, 4, 9),
        date(2020, 4, 10),
        date(2020, 4, 13),
        date(2020, 4, 14),
        date(2020, 4, 15),
    ]
    assert [half.is_field for half in halves] == [False] * 6 + [True] * 4
    assert class_days(date(2020, 4, 10), 2, with_weekends=True)[1] == date(2020, 4, 11)


def test_nobody_is_present_before_the_doors_open():
    day = date(2026, 4, 6)

    assert not has_begun(day, "am", datetime(2026, 4, 6, 6, 29, tzinfo=HANOI))
    assert has_begun(day, "am", datetime(2026, 4, 6, 6, 30, tzinfo=HANOI))
    assert not has_begun(day, "pm", datetime(2026, 4, 6, 11, 0, tzinfo=HANOI))


@pytest.mark.parametrize(
    ("present", "held", "percent", "enough"),
    [(8, 10, 80, True), (7, 10, 80, False), (7, 9, 80, False), (0, 0, 0, False), (1, 1, 100, True)],
)
def test_enough_is_the_threshold_exactly(present, held, percent, enough):
    assert present_enough(present, held, percent) is enough


def test_a_person_is_known_by_unit_and_name():
    assert person_key(3, "Nguyễn  Thị HOÀ") == person_key(3, "nguyễn thị hòa")
    assert person_key(3, "Lê Vịnh") != person_key(3, "Lê Vĩnh")
    assert person_key(3, "Lê Vịnh") != person_key(4, "Lê Vịnh")


def test_a_fee_above_its_norm_needs_a_reason():
    assert "vượt 500.000 đồng" in why_over_the_norm(2_500_000, 2_000_000)
    assert why_over_the_norm(2_500_000, 2_000_000, reason="Chuyên gia") == ""
    assert why_over_the_norm(2_000_000, 2_000_000) == why_over_the_norm(9, None) == ""


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("06/04 sáng", (date(2026, 4, 6), Half.MORNING)),
        ("6-4-2026 Chiều", (date(2026, 4, 6), Half.AFTERNOON)),
        ("06/04/2026 – chiều", (date(2026, 4, 6), Half.AFTERNOON)),
        ("06/04/26 buổi sáng", (date(2026, 4, 6), Half.MORNING)),
        ("Sáng 06/04/2026", (date(2026, 4, 6), Half.MORNING)),
        ("Buổi chiều, 6/4", (date(2026, 4, 6), Half.AFTERNOON)),
        ("31/02 sáng", None),
        ("Sáng 06/04 chiều", None),
        ("06/04 tối", None),
        ("Ghi chú", None),
    ],
)
def test_a_column_of_the_paper_roll_names_day_and_half(title, read):
    assert column_of(title, 2026) == read


def test_the_paper_roll_tells_what_it_cannot_take_and_keeps_the_rest():
    monday, tuesday = date(2026, 4, 6), date(2026, 4, 7)
    columns = [
        ("06/04 sáng", monday, Half.MORNING),
        ("07/04 sáng", tuesday, Half.MORNING),
        ("12/04 sáng", date(2026, 4, 12), Half.MORNING),
    ]
    trainees = [Trainee(1, "Trần Sen", "Xã A"), Trainee(2, "Lê Lúa", "Xã A"), Trainee(3, "Lê Lúa", "Xã B")]
    rows = [
        (4, "TRẦN SEN", "", [0]),
        (5, "Người Lạ", "", [0]),
        (6, "Trần Sen", "", []),
        (7, "Lê Lúa", "", [0]),
        (8, "Lê Lúa", "xã b", [0, 1]),
        (9, "", "", [0]),
    ]

    read = read_roll(
        columns,
        rows,
        sessions=frozenset({(monday, Half.MORNING), (tuesday, Half.MORNING)}),
        trainees=trainees,
        now=datetime(2026, 4, 6, 12, tzinfo=HANOI),
    )

    assert [(line.row, line.trainee) for line in read.taken] == [(4, 1), (8, 3)]
    assert [line.problem for line in read.set_aside] == [
        "“Người Lạ” không có trong danh sách học viên của lớp.",
        "“Trần Sen” đã có ở dòng 4.",
        "Lớp có 2 học viên tên “Lê Lúa”. Hãy ghi thêm đơn vị.",
        "Thiếu họ tên.",
    ]
    assert [column.problem for column in read.columns] == [
        "",
        "Buổi sáng ngày 07/04/2026 chưa diễn ra.",
        "Lớp không học sáng ngày 12/04/2026.",
    ]
    assert [column.title for column in read.lost_columns] == ["07/04 sáng"], "what has no tick is not lost"
