"""Opening, timing and closing the programme's years."""

from datetime import date

import pytest
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.law.models import Regime
from ocop.programme import services
from ocop.programme.choices import Step
from ocop.programme.models import Cycle
from ocop.programme.queries import current_cycle, cycles_for, year_of
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
AUTUMN = (date(2026, 9, 1), date(2026, 12, 30))


@pytest.fixture(autouse=True)
def _november():
    with freeze_time("2026-11-24 03:00"):
        yield


def open_cycle(world, **changes):
    return services.open_cycle(
        **{"actor": world.admin, "province": world.places.province, "year": 2026} | changes
    )


def test_a_year_is_opened_by_the_provinces_administrator(world):
    cycle = open_cycle(world)

    assert (str(cycle), cycle.regime, cycle.opened_on) == ("OCOP Đồng Tháp 2026", None, date(2026, 11, 24))
    event = Event.objects.get()
    assert (event.verb, event.actor, event.after, event.place_path) == (
        "cycle.open",
        world.admin,
        {"year": 2026, "regime": ""},
        world.places.province.path,
    )


def test_the_same_year_is_opened_once(world):
    open_cycle(world)

    with pytest.raises(RuleViolation, match="đã có chu trình năm 2026") as refusal:
        open_cycle(world)

    assert refusal.value.field == "year"
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["commune_admin", "officer", "commune_officer", "neighbour"])
def test_nobody_else_opens_a_year(world, who):
    with pytest.raises(RuleViolation, match="không quản trị tỉnh này"):
        open_cycle(world, actor=getattr(world, who))

    assert not Cycle.objects.exists()


def test_an_earlier_regime_needs_a_reason(world):
    earlier = Regime.objects.get(code="R148")

    with pytest.raises(RuleViolation) as refusal:
        open_cycle(world, regime=earlier, reason="  ")
    cycle = open_cycle(world, regime=earlier, reason="Hồ sơ đã nhận từ năm trước")

    assert refusal.value.field == "reason"
    assert (cycle.regime, cycle.regime_reason) == (earlier, "Hồ sơ đã nhận từ năm trước")
    assert Event.objects.get().note == "Hồ sơ đã nhận từ năm trước"


def test_todays_regime_needs_none(world):
    today = Regime.objects.taking_in_on(date(2026, 11, 24)).get()

    assert open_cycle(world, regime=today).regime == today


def test_the_steps_are_written_and_say_where_the_year_stands(world):
    cycle = open_cycle(world)

    services.set_steps(actor=world.officer, cycle=cycle, steps={1: MARCH, 5: AUTUMN})

    states = [(step.state, step.note) for step in year_of(cycle, on=date(2026, 11, 24)).steps]
    assert states == [
        ("over", "01/03/2026 – 31/03/2026, đã qua"),
        ("ahead", "chưa đặt ngày"),
        ("ahead", "chưa đặt ngày"),
        ("ahead", "chưa đặt ngày"),
        ("now", "01/09/2026 – 30/12/2026"),
        ("ahead", "chưa đặt ngày"),
    ]
    event = Event.objects.get(verb="cycle.steps")
    assert (event.before, event.after) == (
        {},
        {"1": "2026-03-01/2026-03-31", "5": "2026-09-01/2026-12-30"},
    )


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 2, 28), "ahead"),
        (date(2026, 3, 1), "now"),
        (date(2026, 3, 31), "now"),
        (date(2026, 4, 1), "over"),
    ],
)
def test_a_step_runs_from_its_first_to_its_last_day(world, day, state):
    cycle = open_cycle(world)
    services.set_steps(actor=world.admin, cycle=cycle, steps={1: MARCH})

    assert year_of(cycle, on=day).steps[0].state == state


def test_steps_left_out_lose_their_dates(world):
    cycle = open_cycle(world)
    services.set_steps(actor=world.admin, cycle=cycle, steps={1: MARCH, 5: AUTUMN})

    services.set_steps(actor=world.admin, cycle=cycle, steps={5: AUTUMN})

    assert list(cycle.steps.values_list("step", flat=True)) == [Step.ASSESS]


def test_a_step_turned_round_is_refused(world):
    cycle = open_cycle(world)

    with pytest.raises(RuleViolation, match="trước ngày bắt đầu"):
        services.set_steps(actor=world.admin, cycle=cycle, steps={1: MARCH[::-1]})


def test_a_form_opened_before_somebody_elses_change_is_stale(world):
    cycle = open_cycle(world)
    services.set_steps(actor=world.officer, cycle=cycle, steps={1: MARCH}, version=1)

    with pytest.raises(Stale):
        services.set_steps(actor=world.admin, cycle=cycle, steps={5: AUTUMN}, version=1)

    assert list(cycle.steps.values_list("step", flat=True)) == [Step.COMMUNICATE]


@pytest.mark.parametrize("who", ["commune_admin", "commune_officer", "neighbour"])
def test_a_commune_or_neighbour_times_and_closes_nothing(world, who):
    cycle = open_cycle(world)

    for deed in (
        lambda: services.set_steps(actor=getattr(world, who), cycle=cycle, steps={1: MARCH}),
        lambda: services.close_cycle(actor=getattr(world, who), cycle=cycle),
    ):
        with pytest.raises(RuleViolation, match="không có thẩm quyền"):
            deed()


def test_an_officer_of_the_province_does_not_close_the_year(world):
    with pytest.raises(RuleViolation, match="không có thẩm quyền"):
        services.close_cycle(actor=world.officer, cycle=open_cycle(world))


def test_a_closed_year_is_closed_once_and_for_all(world):
    cycle = services.close_cycle(actor=world.admin, cycle=open_cycle(world), note="Hết năm")

    for deed in (
        lambda: services.close_cycle(actor=world.admin, cycle=cycle),
        lambda: services.set_steps(actor=world.admin, cycle=cycle, steps={1: MARCH}),
    ):
        with pytest.raises(RuleViolation, match="đã đóng ngày 24/11/2026"):
            deed()
    event = Event.objects.get(verb="cycle.close")
    assert (event.before, event.after, event.note) == (
        {"closed_on": None},
        {"closed_on": "2026-11-24"},
        "Hết năm",
    )


def test_a_place_takes_part_in_the_cycles_of_its_province_then_and_today(world):
    cycle = open_cycle(world)
    old = Cycle.objects.create(
        province=world.places.old_province, year=2025, opened_on=date(2025, 1, 10), opened_by=world.admin,
        closed_on=date(2025, 12, 31),
    )  # fmt: skip

    places = world.places
    assert list(cycles_for(places.my_hiep, date(2026, 11, 24))) == [cycle]
    assert list(cycles_for(places.old_my_long, date(2026, 11, 24))) == [cycle]
    assert list(cycles_for(places.old_my_long, date(2025, 12, 31))) == [old]
    assert list(cycles_for(places.old_my_long, date(2026, 1, 1))) == []
    assert list(cycles_for(places.my_thoi, date(2026, 11, 24))) == []


@freeze_time("2026-11-24 05:00")
def test_a_year_that_was_opened_ahead_does_not_hide_the_present_one(world):
    last, this, ahead = (open_cycle(world, year=year) for year in (2025, 2026, 2027))

    assert current_cycle(world.commune_officer) == this
    assert list(cycles_for(world.places.my_hiep, date(2026, 11, 24))) == [this, last, ahead]


def test_the_current_cycle_is_the_newest_open_one_in_reach(world):
    services.close_cycle(actor=world.admin, cycle=open_cycle(world, year=2027))
    cycle = open_cycle(world)
    open_cycle(world, year=2025)

    assert current_cycle(world.commune_officer) == cycle
    assert current_cycle(world.neighbour) is None
    assert current_cycle(make_person("Người chưa giao vị trí")) is None
