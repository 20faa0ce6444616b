"""What a council's Quy chế decides, and changes of members by a later decision."""

from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluations import services
from evaluations.choices import Aggregation, ResultsShown, SeatRole, SheetsShown
from evaluations.models import Council, Grading, Seat
from evaluations.queries.councils import seats_on
from evaluations.queries.readers import may_read_results, may_read_sheets
from evaluations.queries.results import judge
from evaluations.rules import PRESETS, Procedure
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.workflow.moves import MoveRefused
from tests.factories.accounts import make_person
from tests.factories.evaluations import (
    closed_session,
    fill,
    open_session,
    planned_session,
    send,
    sheet_of,
    signed_decision,
)


def with_procedure(panel, **changes):
    procedure = replace(panel.council.procedure, **changes)
    services.set_procedure(actor=panel.officer, council=panel.council, procedure=procedure)
    panel.council.refresh_from_db()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_preset_is_what_the_council_then_goes_by(district, preset):
    services.set_procedure(actor=district.officer, council=district.council, procedure=preset.procedure)

    assert Council.objects.get(pk=district.council.pk).procedure == preset.procedure
    event = Event.objects.get(verb="council.procedure")
    assert set(event.after) == set(asdict(preset.procedure))


def test_procedure_stands_still_while_a_session_scores(district, dossier):
    open_session(district, dossier)

    with pytest.raises(RuleViolation, match="đang có phiên chấm"):
        with_procedure(district, max_spread=5)


def test_procedure_is_entered_by_the_officer_and_from_the_newest_version(district):
    with pytest.raises(RuleViolation, match="Chỉ"):
        services.set_procedure(actor=district.secretary, council=district.council, procedure=Procedure())
    with pytest.raises(Stale):
        services.set_procedure(
            actor=district.officer, council=district.council, procedure=Procedure(), version=99
        )


def test_mean_by_criterion_leaves_out_the_sheets_without_a_tick(district, dossier):
    """1a: 5 and 3 of two sheets that ticked it, the third left it open: totals would divide by three."""
    with_procedure(district, aggregation=Aggregation.CRITERIA)
    item = open_session(district, dossier).items.get()
    for person, position in zip(district.scorers, (3, 2, None), strict=True):
        fill(sheet_of(person, item), {"1a": position} if position else {})
        services.send_sheet(actor=person, sheet=sheet_of(person, item))
    services.close_session(actor=district.chair, session=item.session)

    grading = Grading.objects.get()
    assert (grading.points_sum, grading.sheet_count) == (Decimal(8), 3)
    assert grading.exact_mean == Fraction(4)
    with_procedure(district, aggregation=Aggregation.TOTALS)
    assert judge(item).mean == Fraction(4), "a result keeps the way it was computed"


def test_sheets_are_shown_as_the_procedure_says(client, district, dossier):
    with_procedure(district, sheets_shown=SheetsShown.NAMELESS)
    session = closed_session(district, dossier, points=60)
    address = reverse("evaluations:item-sheets", args=[session.items.get().pk])
    member, chair = district.members[0], district.chair

    client.force_login(member)
    text = client.get(address).content.decode()
    assert "Phiếu 1" in text
    assert not [person for person in district.scorers if f"</b> {person}" in text]
    client.force_login(chair)
    assert f"</b> {member}" in client.get(address).content.decode()

    with_procedure(district, sheets_shown=SheetsShown.LEADERS)
    session.refresh_from_db()
    assert [may_read_sheets(p, session) for p in (member, chair, district.secretary, district.officer)] == [
        False,
        True,
        True,
        True,
    ]
    client.force_login(member)
    assert client.get(address).status_code == 404


def test_results_reach_others_when_the_decision_is_signed(client, cast, district, dossier):
    with_procedure(district, results_shown=ResultsShown.DECISION)
    session = closed_session(district, dossier, points=60, stars=3)
    address = reverse("evaluations:results", args=[session.pk])
    client.force_login(cast.province_officer)

    assert client.get(address).status_code == 404
    assert may_read_results(district.members[0], session)
    signed_decision(district, session)
    assert client.get(address).status_code == 200


# --- Changes of members -----------------------------------------------------------------------------------


def change(panel, *, days=0, **fields):
    today = clock.today()
    given = {
        "number": "88/QĐ-UBND",
        "decided_on": today - timedelta(days=1),
        "effective_on": today + timedelta(days=days),
    }
    return services.change_members(actor=panel.officer, council=panel.council, **(given | fields))


def test_a_new_chair_takes_over_on_the_day_and_the_past_stays(cast, district):
    newcomer = make_person("Chủ tịch mới", home=cast.places.old_district)
    old = district.seat_of(district.chair)
    made = change(district, leaving=[old], joining=[services.NewSeat(newcomer, SeatRole.CHAIR)])

    today, before = clock.today(), clock.today() - timedelta(days=1)
    chairs = [seats_on(district.council, day).get(role=SeatRole.CHAIR).person for day in (before, today)]
    assert chairs == [district.chair, newcomer]
    assert Seat.objects.get(left_under=made) == old
    event = Event.objects.get(verb="council.change-members")
    assert event.detail == {"left": [district.chair.pk], "joined": [newcomer.pk]}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "Hãy chọn"),
        ({"leaving": "chair"}, "đúng một chủ tịch"),
        ({"leaving": "member", "effective_on": -40, "decided_on": -40}, "trước quyết định thành lập"),
        ({"leaving": "member", "effective_on": -5}, "Ngày hiệu lực"),
    ],
)
def test_a_change_that_does_not_hold_is_refused_whole(district, fields, reason):
    seats = {"chair": district.seat_of(district.chair), "member": district.seat_of(district.members[0])}
    given = {k: clock.today() + timedelta(days=v) for k, v in fields.items() if isinstance(v, int)}
    given["leaving"] = [seats[fields["leaving"]]] if "leaving" in fields else []

    with pytest.raises(RuleViolation, match=reason):
        change(district, **given)

    assert not Seat.objects.filter(ends_on__isnull=False).exists()
    assert not district.council.changes.exists()


def test_who_is_scoring_stays_and_is_named(district, dossier):
    open_session(district, dossier)
    member = district.members[1]

    with pytest.raises(RuleViolation, match=f"{member} đang chấm trong một phiên chưa đóng"):
        change(district, leaving=[district.seat_of(member)])


def test_somebody_who_still_sits_does_not_join_again(district):
    member = district.members[0]
    change(district, days=10, leaving=[district.seat_of(member)])

    with pytest.raises(RuleViolation, match="còn giữ ghế"):
        change(district, number="89/QĐ-UBND", joining=[services.NewSeat(member)])


def test_an_adviser_reads_and_is_no_part_of_the_quorum(cast, district, dossier):
    adviser = make_person("Tổ tư vấn", home=cast.places.old_district)
    change(district, joining=[services.NewSeat(adviser, SeatRole.ADVISER)])
    session = services.open_session(
        actor=district.secretary,
        session=planned_session(district, dossier),
        present=list(seats_on(district.council, clock.today())),
    )

    assert {post.role for post in adviser.posts()} == {Role.ADVISER}
    assert session.roll.count() == 4
    assert not Seat.objects.get(person=adviser).scores
    with pytest.raises(RuleViolation, match="không giữ ghế"):
        services.declare_recusal(actor=adviser, item=session.items.get(), ground="Có")


# --- A council that cannot start --------------------------------------------------------------------------


def test_a_session_without_a_chair_does_not_open(district, dossier):
    session = planned_session(district, dossier)
    Seat.objects.filter(role=SeatRole.CHAIR).update(ends_on=clock.today() - timedelta(days=1))

    with pytest.raises(MoveRefused, match="không có Chủ tịch"):
        services.open_session(
            actor=district.secretary,
            session=session,
            present=[seat for seat in district.seats if seat.role != SeatRole.CHAIR],
        )


def test_a_set_that_is_not_whole_is_not_scored(district, dossier):
    session = planned_session(district, dossier)
    type(dossier.criteria_set).objects.filter(pk=dossier.criteria_set_id).update(complete=False)

    with pytest.raises(MoveRefused, match="chưa đủ để chấm"):
        services.open_session(actor=district.secretary, session=session, present=district.seats)


def test_forms_of_procedure_and_change(client, cast, district):
    client.force_login(district.officer)
    address = reverse("evaluations:council-procedure", args=[district.council.pk])
    page = client.get(address, {"mau": "mot-vong"})
    assert page.context["form"].initial["max_rounds"] == 1
    data = {
        "form_key": "5f0c1c60-6a57-4a51-8f0e-0d6b0c7a5a01",
        "version": "1",
        "quorum_percent": "80",
        "aggregation": "totals",
        "max_spread": "101",
        "max_rounds": "2",
        "files_days_before": "3",
        "sheets_shown": "council",
        "results_shown": "decision",
        "late_members": "nothing",
    }
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"max_spread": ""}).status_code == 302
    district.council.refresh_from_db()
    assert (district.council.max_spread, district.council.quorum_share) == (None, Decimal("0.800"))

    newcomer = make_person("Ủy viên mới", home=cast.places.old_district, username="uyvienmoi")
    address = reverse("evaluations:council-change", args=[district.council.pk])
    assert client.get(address).status_code == 200
    today = f"{clock.today():%d/%m/%Y}"
    data = {
        "form_key": "5f0c1c60-6a57-4a51-8f0e-0d6b0c7a5a02",
        "version": "2",
        "number": "88/QĐ-UBND",
        "decided_on": today,
        "effective_on": today,
        "leaving": [str(district.seat_of(district.members[0]).pk)],
        "person_1": "uyvienmoi",
        "scores_1": "on",
    }
    assert client.post(address, data).status_code == 302
    assert district.council.seats.get(person=newcomer).scores
    page = client.get(reverse("evaluations:council-detail", args=[district.council.pk])).content.decode()
    assert "88/QĐ-UBND" in page


def test_a_sheet_sent_by_each_member_counts_in_both_ways_alike(district, dossier):
    """Where everybody ticks everything the two ways agree."""
    with_procedure(district, aggregation=Aggregation.CRITERIA)
    item = open_session(district, dossier).items.get()
    for person, points in zip(district.scorers, (60, 62, 63), strict=True):
        send(person, item, points)
    services.close_session(actor=district.chair, session=item.session)

    assert Grading.objects.get().exact_mean == Fraction(185, 3)


def test_a_whole_user_name_is_no_question_though_others_begin_with_it(client, cast, district):
    found = make_person("Cán bộ xã Phong Mỹ", home=cast.places.old_district, username="xaphongmy")
    make_person("Cán bộ phường Phong Mỹ", home=cast.places.old_district, username="xaphongmymoi")
    client.force_login(cast.district_officer)
    address = reverse("evaluations:council-change", args=[district.council.pk])
    today = f"{clock.today():%d/%m/%Y}"
    typed = {"number": "90/QĐ-UBND", "decided_on": today, "effective_on": today, "person_1": "xaphongmy"}
    form = client.get(address).context["form"]
    answer = client.post(
        address, {"form_key": str(uuid4()), "version": form.version, "role_1": "member", **typed}
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert district.council.seats.filter(person=found).exists()
