"""A planned meeting is held on another day: who may, when files still reach the members, who is told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from freezegun import freeze_time

from evaluations import services
from evaluations.choices import SeatRole
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.notifications.models import Notice
from tests.factories.evaluations import open_session, planned_session

FRIDAY = date(2026, 11, 27)
MONDAY, TUESDAY, WEDNESDAY = (FRIDAY + timedelta(days=n) for n in (3, 4, 5))


@pytest.fixture(autouse=True)
def _friday():
    with freeze_time("2026-11-27 03:00"):
        yield


@pytest.fixture
def planned(district, dossier):
    """A meeting on Wednesday, its files one working day before."""
    return planned_session(district, dossier, held_on=WEDNESDAY)


def move(actor, session, **changes):
    return services.move_session(
        actor=actor, session=session, **{"held_on": TUESDAY, "venue": "Hội trường", "note": "Bão"} | changes
    )


def test_everybody_with_a_seat_is_told_and_what_was_made_ready_stays(district, planned):
    services.send_files(actor=district.secretary, session=planned)
    services.declare_interests(actor=district.chair, session=planned, clear=planned.items.all())
    services.check_in(actor=district.chair, session=planned, code=services.roll_code(planned))

    moved = move(district.secretary, planned)

    assert (moved.held_on, moved.venue, moved.version) == (TUESDAY, "Hội trường", planned.version + 1)
    assert (moved.files_sent_at is not None, moved.items.get().declarations.count()) == (True, 1)
    assert not moved.roll.exists()
    words = "Phiên họp ngày 02/12/2026 nay họp ngày 01/12/2026, tại Hội trường. Lý do: Bão"
    told = set(Notice.objects.filter(text=words).values_list("person", flat=True))
    assert told == {person.pk for person in (*district.scorers, district.secretary)}
    event = Event.objects.get(verb="session.move")
    assert (event.before["held_on"], event.after["held_on"], event.note) == (
        "2026-12-02",
        "2026-12-01",
        "Bão",
    )


def test_who_is_seated_only_on_the_new_day_is_told_too(cast, district, planned):
    joins = services.NewSeat(cast.auditor, SeatRole.MEMBER)
    services.change_members(
        actor=district.officer,
        council=district.council,
        number="9/QĐ-UBND",
        decided_on=FRIDAY,
        effective_on=WEDNESDAY + timedelta(days=5),
        joining=[joins],
    )
    move(district.officer, planned, held_on=WEDNESDAY + timedelta(days=6))

    assert Notice.objects.filter(person=cast.auditor, text__contains="nay họp ngày").exists()


def test_files_must_still_reach_the_members_in_time(district, planned):
    """Not sent on Friday: Monday is the first day one working day later."""
    with pytest.raises(RuleViolation, match="sớm nhất họp ngày 30/11/2026"):
        move(district.secretary, planned, held_on=FRIDAY)
    assert move(district.secretary, planned, held_on=MONDAY).held_on == MONDAY


@freeze_time("2026-11-29 03:00")
def test_files_sent_on_a_sunday_have_no_working_day_before_monday(district, planned):
    with pytest.raises(RuleViolation, match="sớm nhất họp ngày 01/12/2026"):
        move(district.secretary, planned, held_on=MONDAY)


def test_files_that_went_out_count_from_their_day(district, planned):
    services.send_files(actor=district.secretary, session=planned)
    with freeze_time("2026-11-30 03:00"):
        assert move(district.secretary, planned, held_on=MONDAY).held_on == MONDAY
    with freeze_time("2026-12-01 03:00"), pytest.raises(RuleViolation, match="sớm nhất họp ngày 01/12/2026"):
        move(district.secretary, planned, held_on=MONDAY - timedelta(days=1))


def test_an_empty_agenda_owes_no_files(district):
    session = planned_session(district, held_on=WEDNESDAY)

    assert move(district.secretary, session, held_on=FRIDAY).held_on == FRIDAY


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"note": " "}, "nêu lý do"),
        ({"held_on": WEDNESDAY, "venue": ""}, "chưa đổi"),
        ({"held_on": date(2020, 1, 1)}, "ngoài thời gian hoạt động"),
    ],
)
def test_what_is_wrong_is_refused_in_words(district, planned, changes, words):
    with pytest.raises(RuleViolation, match=words):
        move(district.secretary, planned, **changes)
    planned.refresh_from_db()
    assert planned.held_on == WEDNESDAY


def test_only_those_who_plan_and_only_what_they_saw(district, planned):
    for person in (district.chair, district.members[0], district.leader):
        with pytest.raises(NotAllowed):
            move(person, planned)
    with pytest.raises(Stale):
        move(district.secretary, planned, version=planned.version + 1)


def test_an_open_meeting_keeps_its_day(district, dossier):
    with pytest.raises(RuleViolation, match="đã mở"):
        move(district.secretary, open_session(district, dossier))


def test_on_its_page(client, district, planned):
    client.force_login(district.secretary)
    assert reverse("evaluations:session-move", args=[planned.pk]) in (
        client.get(reverse("evaluations:session-detail", args=[planned.pk])).content.decode()
    )
    address = reverse("evaluations:session-move", args=[planned.pk])
    page = client.get(address)
    assert "30/11/2026" in page.content.decode()
    form = page.context["form"]
    told = {"form_key": form.form_key, "version": form.version, "venue": "", "note": "Bão"}

    early = client.post(address, told | {"held_on": "27/11/2026"})
    assert (early.status_code, "sớm nhất họp ngày" in early.content.decode()) == (422, True)
    assert client.post(address, told | {"held_on": "01/12/2026"}).status_code == 302
    planned.refresh_from_db()
    assert planned.held_on == TUESDAY
