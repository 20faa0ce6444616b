"""Files go out in time; who comes late scores what the Quy chế leaves them, and the minutes say so."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from freezegun import freeze_time

from evaluations import services
from evaluations.documents.minutes import minutes_paper
from evaluations.models import Attendance, Sheet
from evaluations.queries.packs import figures_of
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.notifications.models import Notice
from reports.queries.council_work import files_work
from tests.factories.evaluations import planned_session, send
from tests.factories.registrations import accepted_dossier

MONDAY = date(2026, 11, 30)


@pytest.fixture
def _friday():
    with freeze_time("2026-11-27 03:00"):
        yield


@pytest.mark.usefixtures("_friday")
def test_the_secretary_is_reminded_until_the_files_go_out(client, cast, district, dossier):
    """A meeting on Wednesday, files two working days before: due on Monday, told on the Friday before."""
    council = district.council
    services.set_procedure(
        actor=district.officer, council=council, procedure=replace(council.procedure, files_days_before=2)
    )
    session = planned_session(district, dossier, held_on=MONDAY + timedelta(days=2))
    far = planned_session(district, held_on=MONDAY + timedelta(days=30))

    (work,) = files_work(district.secretary, clock.today())
    assert (work.due, work.url) == (MONDAY, reverse("evaluations:session-files", args=[session.pk]))
    assert list(files_work(district.chair, clock.today())) == []
    assert (services.remind_of_files(), services.remind_of_files()) == (1, 0)
    assert Notice.objects.filter(person=district.secretary, text__contains="30/11/2026").count() == 1
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:session-detail", args=[session.pk])).content.decode()
    assert "chưa gửi" in page
    assert "hạn 30/11/2026, 2 ngày làm việc trước phiên" in page

    with pytest.raises(NotAllowed):
        services.send_files(actor=district.chair, session=session)
    with pytest.raises(RuleViolation, match="chưa có sản phẩm"):
        services.send_files(actor=district.secretary, session=far)
    address = reverse("evaluations:session-files", args=[session.pk])
    assert client.post(address, {"form_key": str(uuid4())}).status_code == 302
    session.refresh_from_db()
    assert (session.files_sent_by, services.remind_of_files()) == (district.secretary, 0)
    assert list(files_work(district.secretary, clock.today())) == []
    for person in district.scorers:
        assert Notice.objects.filter(person=person, path=f"/phien/{session.pk}/khai-bao/").count() == 1
    assert Event.objects.get(verb="session.send-files").detail["readers"] == 3


def test_what_was_to_be_read_before_the_session_waits_no_longer_once_it_opens(district, dossier):
    session = planned_session(district, dossier)
    services.send_files(actor=district.secretary, session=session)
    asked = Notice.objects.waiting().filter(path=f"/phien/{session.pk}/khai-bao/")
    assert asked.count() == 3

    services.open_session(actor=district.secretary, session=session, present=district.seats)

    assert not asked.exists()


@pytest.fixture
def running(district, cast, dossier):
    """Chair and one of four more members are away from a meeting on three products; one sheet was sent."""
    others = [
        accepted_dossier(
            cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, name=name
        )
        for name in ("Mít sấy", "Xoài dẻo")
    ]
    council = district.council
    services.set_procedure(
        actor=district.officer, council=council, procedure=replace(council.procedure, quorum_share="0.5")
    )
    session = planned_session(district, dossier, *others)
    here = [seat for seat in district.seats if seat.person != district.members[0]]
    session = services.open_session(actor=district.secretary, session=session, present=here)
    for person in district.scorers:
        services.declare_interests(actor=person, session=session, clear=session.items.all())
    send(district.chair, session.items.get(position=1), 62)
    return session


def positions(person) -> list[int]:
    return sorted(Sheet.objects.filter(seat__person=person).values_list("item__position", flat=True))


@pytest.mark.parametrize(("rule", "left"), [("nothing", []), ("untouched", [2, 3]), ("first", [1, 2, 3])])
def test_who_comes_late_scores_what_the_rules_leave(district, running, rule, left):
    late, council = district.members[0], running.council
    type(council).objects.filter(pk=council.pk).update(late_members=rule)

    items = services.admit_latecomer(actor=district.secretary, session=running, seat=district.seat_of(late))

    assert [item.position for item in items] == left == positions(late)
    row = Attendance.objects.get(session=running, seat__person=late)
    assert row.present
    assert row.arrived_at > running.opened_at
    with pytest.raises(RuleViolation, match="đã có mặt"):
        services.admit_latecomer(actor=district.secretary, session=running, seat=district.seat_of(late))


def test_only_the_secretary_admits_and_only_while_it_scores(client, district, running, dossier):
    late = district.seat_of(district.members[0])
    with pytest.raises(NotAllowed):
        services.admit_latecomer(actor=district.chair, session=running, seat=late)
    address = reverse("evaluations:session-admit", args=[running.pk])
    client.force_login(district.secretary)
    assert (
        "Ghi người đến muộn"
        in client.get(reverse("evaluations:session-detail", args=[running.pk])).content.decode()
    )
    refused = client.post(address, {"form_key": str(uuid4())})
    assert refused.status_code == 422
    done = client.post(address, {"form_key": str(uuid4()), "seat": late.pk})
    assert done.status_code == 302
    assert client.get(address).status_code == 302, "everybody is there"


def test_the_minutes_say_who_came_late_and_what_they_scored(district, running):
    late = district.members[0]
    services.admit_latecomer(actor=district.secretary, session=running, seat=district.seat_of(late))
    for item in running.items.order_by("position"):
        for person in district.scorers:
            if Sheet.objects.filter(item=item, seat__person=person, state="draft").exists():
                send(person, item, 62)
    closed = services.close_session(actor=district.chair, session=running)

    figures = figures_of(closed)
    words = minutes_paper(figures, number="01").words
    seat = next(one for one in figures.seats if one.name == str(late))
    assert seat.arrived
    everybody = len(figures.seats)
    assert f"Khi mở phiên có mặt {everybody - 1}/{everybody} thành viên" in words
    assert f"thành viên số {seat.number} đến lúc {seat.arrived}, chấm “Mít sấy”, “Xoài dẻo”" in words
