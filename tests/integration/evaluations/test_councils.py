"""Setting up councils and keeping their seats."""

from datetime import timedelta
from decimal import Decimal

import pytest

from evaluations import services
from evaluations.choices import SeatRole
from evaluations.forms import CouncilForm
from evaluations.models import Council, Seat
from evaluations.queries.councils import people_for_seats
from evaluations.rules import Procedure
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Level, Role
from ocop.programme.models import Cycle
from tests.factories.accounts import make_person
from tests.factories.evaluations import district_panel, open_session, planned_session


def council_with(cast, seats, **changes):
    fields = {
        "actor": cast.district_officer,
        "place": cast.places.old_district,
        "level": Level.DISTRICT,
        "cycle": cast.cycle_148,
        "name": "Hội đồng huyện Cao Lãnh",
        "decision_number": "12/QĐ-UBND",
        "decided_on": clock.today(),
        "seats": seats,
    }
    return services.create_council(**(fields | changes))


@pytest.fixture
def seats(cast):
    home = cast.places.old_district
    people = [make_person(name, home=home) for name in ("Chủ tịch", "Ủy viên", "Thư ký")]
    return [
        services.NewSeat(people[0], SeatRole.CHAIR),
        services.NewSeat(people[1]),
        services.NewSeat(people[2], SeatRole.SECRETARY, scores=False),
    ]


def test_council_is_set_up_with_its_seats_and_an_event(cast, seats):
    council = council_with(cast, seats, procedure=Procedure(quorum_share=Decimal("0.8")))

    assert council.seats.count() == 3
    event = Event.objects.get(verb="council.create")
    assert (event.actor, event.role, event.detail) == (
        cast.district_officer,
        Role.DISTRICT_OFFICER,
        {"seats": 3},
    )


def test_seats_give_posts_from_the_day_of_the_decision(cast, seats):
    council_with(cast, seats)

    roles = [{post.role for post in seat.person.posts()} for seat in seats]
    assert roles == [{Role.COUNCIL_MEMBER}, {Role.COUNCIL_MEMBER}, {Role.COUNCIL_SECRETARY}]


@pytest.mark.parametrize(
    "actor", ["officer", "district_leader", "other_district_officer", "province_officer"]
)
def test_only_the_officer_of_the_level_there_sets_up_a_council(cast, seats, actor):
    with pytest.raises(RuleViolation, match="Chỉ"):
        council_with(cast, seats, actor=getattr(cast, actor))

    assert not Council.objects.exists()


def test_council_without_chair_is_refused(cast, seats):
    with pytest.raises(RuleViolation, match="đúng một Chủ tịch"):
        council_with(cast, seats[1:])


def test_council_in_which_nobody_scores_is_refused(cast, seats):
    silent = [services.NewSeat(s.person, s.role, scores=False) for s in seats]

    with pytest.raises(RuleViolation, match="ít nhất một thành viên"):
        council_with(cast, silent)


def test_one_person_on_two_seats_is_refused(cast, seats):
    twice = [*seats, services.NewSeat(seats[1].person)]

    with pytest.raises(RuleViolation, match="chỉ giữ một ghế"):
        council_with(cast, twice)


def test_cycle_of_another_province_is_refused(cast, seats):
    with pytest.raises(RuleViolation, match="tỉnh khác"):
        council_with(cast, seats, cycle=cast.foreign_cycle)


def test_a_closed_cycle_gets_no_council(cast):
    Cycle.objects.filter(pk=cast.cycle_148.pk).update(closed_on=clock.today())
    cast.cycle_148.refresh_from_db()

    with pytest.raises(RuleViolation, match="đã đóng"):
        district_panel(cast)
    assert cast.cycle_148 not in CouncilForm(user=cast.district_officer).fields["cycle"].queryset


def test_district_has_no_council_under_a_regime_without_districts(cast, seats):
    with pytest.raises(RuleViolation, match="không có Hội đồng"):
        council_with(cast, seats, cycle=cast.cycle_26)


def test_second_council_of_the_same_decision_is_refused(cast, seats, district):
    again = district.council

    with pytest.raises(RuleViolation, match="Đã có Hội đồng"):
        council_with(cast, seats, decision_number=again.decision_number, decided_on=again.decided_on)


def test_second_chair_is_refused(cast, district):
    newcomer = services.NewSeat(make_person("Người mới"), SeatRole.CHAIR)

    with pytest.raises(RuleViolation, match="Chủ tịch"):
        services.add_seat(
            actor=cast.district_officer, council=district.council, seat=newcomer, starts_on=clock.today()
        )


def test_added_seat_leaves_an_event(cast, district):
    newcomer = make_person("Người mới")
    seat = services.add_seat(
        actor=cast.district_officer,
        council=district.council,
        seat=services.NewSeat(newcomer),
        starts_on=clock.today(),
    )

    assert Event.objects.get(verb="council.add-seat").after["person"] == newcomer.pk
    assert seat in district.council.seats.held_on(clock.today())


def test_ended_seat_ends_the_post(cast, district):
    member = district.members[0]
    yesterday = clock.today() - timedelta(days=1)
    services.end_seat(
        actor=cast.district_officer, seat=district.seat_of(member), ends_on=yesterday, note="Nghỉ hưu"
    )

    member.refresh_from_db()
    assert member.posts() == ()
    assert Event.objects.get(verb="council.end-seat").note == "Nghỉ hưu"


def test_seat_of_a_member_who_scores_is_not_ended(cast, district, dossier):
    open_session(district, dossier)

    with pytest.raises(RuleViolation, match="đang chấm"):
        services.end_seat(
            actor=cast.district_officer,
            seat=district.seat_of(district.chair),
            ends_on=clock.today(),
            note="x",
        )

    assert Seat.objects.filter(ends_on__isnull=False).count() == 0


def test_council_with_an_open_session_is_not_dissolved(cast, district):
    planned_session(district)

    with pytest.raises(RuleViolation, match="chưa đóng"):
        services.dissolve_council(
            actor=cast.district_officer, council=district.council, dissolved_on=clock.today()
        )


def test_dissolved_council_gives_no_posts(cast, district):
    services.dissolve_council(
        actor=cast.district_officer,
        council=district.council,
        dissolved_on=clock.today() - timedelta(days=1),
        version=1,
    )

    district.chair.refresh_from_db()
    assert district.chair.posts() == ()
    assert Event.objects.filter(verb="council.dissolve").count() == 1
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        services.dissolve_council(
            actor=cast.district_officer, council=district.council, dissolved_on=clock.today()
        )


def test_council_changed_meanwhile_is_not_dissolved(cast, district):
    with pytest.raises(Stale):
        services.dissolve_council(
            actor=cast.district_officer, council=district.council, dissolved_on=clock.today(), version=7
        )


@pytest.mark.parametrize(
    ("officer", "found"), [("district_officer", True), ("foreign_province_officer", False)]
)
def test_people_of_the_province_of_today_are_found_for_a_district_of_before(cast, officer, found):
    member = make_person("Ủy viên của tỉnh", home=cast.places.province)

    assert people_for_seats(getattr(cast, officer)).filter(pk=member.pk).exists() is found
