"""Samples in custody, the visit to a place, the team's report, and paper as a fallback."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.choices import SeatRole
from evaluations.models import Declaration, Grading, SampleStep, Seat, Sheet, SiteCheck, TeamReport
from evaluations.queries import marks_of
from evaluations.queries.packs import figures_of
from evaluations.queries.preparation import sample_label, samples_in_custody, site_answers
from evaluations.rules import SITE_QUESTIONS
from evaluations.services.local_rules import set_local_rule
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.law.queries import tree_of
from ocop.notifications.models import Notice
from registrations.models import Dossier
from reports.queries.council_work import team_work
from tests.factories.accounts import make_person
from tests.factories.evaluations import (
    closed_session,
    declare_clear,
    marks_for,
    open_session,
    planned_session,
    send,
    sheet_of,
)
from tests.factories.registrations import accepted_dossier, fresh


@pytest.fixture
def item(district, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(sample_count=5)
    return planned_session(district, dossier).items.get()


def sample(panel, item, kind, count, **fields):
    return services.record_samples(
        actor=panel.secretary, item=item, kind=kind, count=count, counterpart="Chủ thể", **fields
    )


# --- Samples ----------------------------------------------------------------------------------------------


def test_samples_are_followed_from_the_owner_to_their_end(client, district, item):
    for kind, count in (("received", 5), ("shown", 5), ("used", 3), ("returned", 2)):
        sample(district, item, kind, count)

    assert samples_in_custody(item) == 0
    with pytest.raises(RuleViolation, match="Chỉ còn 0"):
        sample(district, item, "destroyed", 1)
    assert SampleStep.objects.count() == 4
    assert Event.objects.filter(verb="session.samples").count() == 4
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:item-preparation", args=[item.pk])).content.decode()
    assert "Dùng để đánh giá" in page
    labels = client.get(reverse("evaluations:item-labels", args=[item.pk])).content.decode()
    assert labels.count(sample_label(item)) == 5
    assert str(item.dossier.organisation_name) not in labels, "a label does not name the owner"


def test_tourism_gives_no_samples(district, item):
    Dossier.objects.filter(pk=item.dossier_id).update(sample_count=None)

    with pytest.raises(RuleViolation, match="không nộp mẫu"):
        sample(district, item, "received", 5)


def test_members_keep_no_samples(district, item):
    with pytest.raises(RuleViolation, match="Chỉ Tổ tư vấn"):
        services.record_samples(
            actor=district.chair, item=item, kind="received", count=5, counterpart="Chủ thể"
        )


def test_a_product_leaves_the_agenda_and_its_custody_log_stays(cast, client, district, item):
    dossier = item.dossier
    sample(district, item, "received", 5)
    with pytest.raises(RuleViolation, match="Còn 5 đơn vị mẫu đang giữ"):
        services.remove_item(actor=cast.district_officer, item=item)
    sample(district, item, "returned", 5)

    services.remove_item(actor=cast.district_officer, item=item)

    kept_lines = SampleStep.objects.filter(item=None, dossier=dossier).order_by("pk")
    assert list(kept_lines.values_list("kind", "count")) == [("received", 5), ("returned", 5)]
    later = planned_session(district, fresh(dossier)).items.get()
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:item-preparation", args=[later.pk])).content.decode()
    assert "Mẫu của lần đưa vào phiên trước" in page
    assert samples_in_custody(later) == 0


# --- The visit and the report -----------------------------------------------------------------------------


def answers(**changes):
    return {code: "yes" for code, _question in SITE_QUESTIONS} | changes


def test_a_tourist_place_is_visited_before_the_meeting(client, district, item):
    def check(**fields):
        given = {"checked_on": clock.today(), "people": "Tổ tư vấn", "answers": answers()}
        return services.record_site_check(actor=district.secretary, item=item, **(given | fields))

    with pytest.raises(RuleViolation, match="du lịch"):
        check()
    type(item.dossier.criteria_set).objects.filter(pk=item.dossier.criteria_set_id).update(group="TOURISM")
    with pytest.raises(RuleViolation, match="chưa tới"):
        check(checked_on=clock.today() + timedelta(days=1))
    for wrong in ({}, answers(waste="maybe")):
        with pytest.raises(RuleViolation, match="đủ các câu"):
            check(answers=wrong)
    check()
    with pytest.raises(Stale):
        check(version=9)
    check(answers=answers(waste="no"), version=1)

    assert SiteCheck.objects.get().answers["waste"] == "no"
    client.force_login(district.secretary)
    assert client.get(reverse("evaluations:item-site-check", args=[item.pk])).status_code == 200


def test_a_tourist_place_is_asked_what_its_province_lays_down(client, cast, district, item):
    type(item.dossier.criteria_set).objects.filter(pk=item.dossier.criteria_set_id).update(group="TOURISM")
    before = {"checked_on": clock.today(), "people": "Tổ tư vấn", "answers": answers()}
    services.record_site_check(actor=district.secretary, item=item, **before)
    chosen = {"keeping": "Còn làm", "mark": "Nhãn", "site": "Có nội quy\nCó tủ thuốc", "note": "01/QĐ"}
    chosen |= {"province": cast.places.province, "used_from": clock.today(), "proof_share": 20}
    rule = set_local_rule(actor=cast.administrator, least_proofs=3, **chosen)

    client.force_login(district.secretary)
    address = reverse("evaluations:item-site-check", args=[item.pk])
    page = client.get(address)
    assert "Có tủ thuốc" in page.content.decode()
    assert {name for name in page.context["form"].initial if name.startswith("q-")} == set()
    typed = {"form_key": str(uuid4()), "version": "1", "people": "Tổ tư vấn", "q-site-1": "yes"}
    typed["checked_on"] = f"{clock.today():%d/%m/%Y}"
    assert "q-site-2" in client.post(address, typed).context["form"].errors
    assert client.post(address, typed | {"q-site-2": "partly"}).status_code == 302

    check = SiteCheck.objects.get()
    assert (check.asked_by, check.answers) == (rule, {"site-1": "yes", "site-2": "partly"})
    assert site_answers(check) == [("Có nội quy", "yes"), ("Có tủ thuốc", "partly")]
    with pytest.raises(RuleViolation, match="đã được dùng"):
        set_local_rule(actor=cast.administrator, least_proofs=3, **chosen | {"site": "Câu khác"})


def test_the_team_is_told_of_products_that_come_onto_an_agenda(cast, district, dossier):
    adviser = make_person("Tổ tư vấn", home=cast.places.old_district)
    services.add_seat(
        actor=district.officer,
        council=district.council,
        seat=services.NewSeat(adviser, SeatRole.ADVISER),
        starts_on=clock.today(),
    )
    session = planned_session(district, dossier)

    notice = Notice.objects.get(person=adviser)
    assert ("1 sản phẩm vào phiên" in notice.text, notice.path) == (True, f"/phien/{session.pk}/")
    assert not Notice.objects.filter(text__contains="Tổ tư vấn").exclude(person=adviser).exists()


def test_the_team_reports_and_the_members_read(client, cast, district, item):
    adviser = make_person("Tổ tư vấn", home=cast.places.old_district)
    services.add_seat(
        actor=district.officer,
        council=district.council,
        seat=services.NewSeat(adviser, SeatRole.ADVISER),
        starts_on=clock.today(),
    )
    client.force_login(adviser)
    (work,) = team_work(adviser, clock.today())
    assert (work.due, client.get(work.url).status_code) == (item.session.held_on, 200)
    address = reverse("evaluations:item-team-report", args=[item.pk])
    data = {"form_key": str(uuid4()), "version": "0", "review": "Hồ sơ đủ.", "opinion": "ready"}
    assert 'name="draft_for"' in client.get(address).content.decode()  # minutes of typing are not lost
    assert client.post(address, data | {"opinion": "x"}).status_code == 422
    assert client.post(address, data).status_code == 302
    assert TeamReport.objects.get().recorded_by == adviser
    assert not list(team_work(adviser, clock.today()))
    assert not list(team_work(district.secretary, clock.today()))

    services.declare_interests(actor=district.chair, session=item.session, clear=[item])
    client.force_login(district.chair)
    assert client.get(address).status_code == 403
    assert "Hồ sơ đủ." in client.get(reverse("evaluations:item-file", args=[item.pk])).content.decode()
    seats = [seat for seat in district.seats if seat.role != SeatRole.ADVISER]
    services.open_session(actor=district.secretary, session=item.session, present=seats)
    with pytest.raises(RuleViolation, match="Phiên đã mở"):
        services.write_team_report(actor=adviser, item=item, review="Sửa", opinion="unfit")


# --- The agenda -------------------------------------------------------------------------------------------


def test_an_agenda_is_arranged_with_owners_apart(client, cast, district):
    owners = [cast.producer, cast.producer, cast.neighbour_producer]
    officers = [cast.officer, cast.officer, cast.neighbour_officer]
    rows = [
        accepted_dossier(owner, cast.cycle_148, actor=officer, officer=cast.district_officer)
        for owner, officer in zip(owners, officers, strict=True)
    ]
    session = planned_session(district, *rows)
    client.force_login(district.secretary)
    assert client.post(reverse("evaluations:agenda-arrange", args=[session.pk])).status_code == 302

    order = list(session.items.order_by("position").values_list("position", "dossier__producer"))
    assert order == [
        (1, cast.producer.pk),
        (2, cast.neighbour_producer.pk),
        (3, cast.producer.pk),
    ]


def test_a_calibration_product_opens_the_session_and_nothing_follows(cast, client, district, dossier):
    past = closed_session(district, dossier, points=62)
    fresh_one = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    session = planned_session(district, fresh_one)
    with pytest.raises(RuleViolation, match="đã chấm"):
        services.add_calibration(actor=district.secretary, session=session, dossier=fresh_one)
    client.force_login(district.secretary)
    data = {"dossier": dossier.pk, "form_key": str(uuid4()), "version": str(session.version)}
    assert client.post(reverse("evaluations:agenda-calibrate", args=[session.pk]), data).status_code == 302
    with pytest.raises(RuleViolation, match="đã có"):
        services.add_calibration(actor=district.secretary, session=session, dossier=dossier)

    before = Dossier.objects.get(pk=dossier.pk).state
    services.open_session(actor=district.secretary, session=session, present=district.seats)
    declare_clear(district, session)
    practice, real = session.items.order_by("position")
    board = client.get(reverse("evaluations:session-detail", args=[session.pk])).content.decode()
    offered = [reverse("evaluations:item-agree", args=[item.pk]) in board for item in (practice, real)]
    assert ("(tập chấm)" in board, offered) == (True, [False, True])
    client.force_login(district.chair)
    too_early = client.get(reverse("evaluations:item-confirm", args=[real.pk]), follow=True)
    assert (too_early.status_code, "Phiên chưa đóng" in too_early.content.decode()) == (200, True)
    for number, person in enumerate(district.scorers):
        send(person, practice, 60 + 10 * number)
        send(person, real, 62)
    session = services.close_session(actor=district.chair, session=session)

    assert practice.is_calibration
    with pytest.raises(RuleViolation, match="tập chấm"):
        services.record_agreed_options(actor=district.secretary, item=practice, options={})
    assert set(Grading.objects.values_list("item__session", flat=True)) == {past.pk, session.pk}
    assert not Grading.objects.filter(item=practice).exists()
    (told,) = figures_of(session).products
    assert (told.position, told.item) == (1, real.pk), "papers count what has a result"
    assert Dossier.objects.get(pk=dossier.pk).state == before


def test_severity_is_shown_to_the_secretary_and_to_the_member_concerned(client, district, dossier):
    session = open_session(district, dossier)
    item = session.items.get()
    address = reverse("evaluations:council-severity", args=[district.council.pk])
    for person, points in zip(district.scorers, (60, 70, 80), strict=True):
        send(person, item, points)
    client.force_login(district.secretary)
    assert "Chưa có phiên nào đã đóng" in client.get(address).content.decode(), "not while it is blind"
    services.close_session(actor=district.chair, session=session)

    page = client.get(address).content.decode()
    assert [words in page for words in ("−15", "+15")] == [True, True]
    assert f"{session.held_on:%d/%m/%Y}" in page
    client.force_login(district.chair)
    page = client.get(address).content.decode()
    assert [words in page for words in ("−15", "+15")] == [True, False]
    client.force_login(district.officer)
    assert client.get(address).status_code == 403


# --- Paper ------------------------------------------------------------------------------------------------


@pytest.fixture
def scoring(district, item):
    services.open_session(actor=district.secretary, session=item.session, present=district.seats)
    item.refresh_from_db()
    return item


def typed(panel, item, person, points, *, actor=None, declared="clear", **said):
    marks = marks_for(tree_of(item.dossier.criteria_set), points)
    return services.type_paper_sheet(
        actor=actor or panel.secretary,
        sheet=sheet_of(person, item),
        marks=marks,
        notes={},
        declared=declared,
        **said,
    )


def confirmed(item, sheet, actor, points, *, declared="clear"):
    """The paper typed a second time."""
    marks = marks_for(tree_of(item.dossier.criteria_set), points)
    return services.confirm_paper_sheet(actor=actor, sheet=sheet, marks=marks, declared=declared)


def test_one_types_and_another_confirms(district, scoring):
    sheet = typed(district, scoring, district.chair, 66)
    with pytest.raises(RuleViolation, match="không tự xác nhận"):
        confirmed(scoring, sheet, district.secretary, 66)
    with pytest.raises(RuleViolation, match="đang được nhập"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    with pytest.raises(RuleViolation, match="Chỉ"):
        confirmed(scoring, sheet, district.members[0], 66)
    sent = confirmed(scoring, sheet, district.officer, 66)

    assert (sent.state, sent.total, sent.typed_by, sent.confirmed_by) == (
        "sent",
        66,
        district.secretary,
        district.officer,
    )
    assert Declaration.objects.filter(seat=sent.seat, item=scoring).exists()
    with pytest.raises(RuleViolation, match="đã gửi"):
        typed(district, scoring, district.chair, 70)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sent.pk).update(confirmed_by=district.secretary)


@pytest.mark.parametrize(
    ("declared", "reason"), [("tied", "có quan hệ lợi ích"), ("silent", "chưa khai báo quan hệ lợi ích")]
)
def test_nothing_is_declared_that_the_paper_does_not_say(district, scoring, declared, reason):
    with pytest.raises(RuleViolation, match=reason) as refused:
        typed(district, scoring, district.chair, 66, declared=declared)

    assert refused.value.field == "declared"
    assert not Declaration.objects.exists()
    assert not Notice.objects.filter(person=district.chair, text__contains="phiếu giấy").exists()
    sheet = sheet_of(district.chair, scoring)
    assert (sheet.typed_by, marks_of(sheet)) == (None, {})


def test_a_declaration_made_in_the_portal_needs_no_box_on_the_paper(district, scoring):
    services.declare_interests(actor=district.chair, session=scoring.session, clear=[scoring])

    assert typed(district, scoring, district.chair, 66, declared="silent").typed_by == district.secretary


def test_both_who_type_a_paper_see_its_declaration(client, district, scoring):
    """What only the first typist saw there does not count; what the member declared in the portal does."""
    sheet = typed(district, scoring, district.chair, 66)
    with pytest.raises(RuleViolation, match="khác nhau ở: khai báo quan hệ lợi ích"):
        confirmed(scoring, sheet, district.officer, 66, declared="silent")
    with pytest.raises(RuleViolation, match="có quan hệ lợi ích"):
        confirmed(scoring, sheet, district.officer, 66, declared="tied")
    client.force_login(district.officer)
    seat = district.seat_of(district.chair)
    address = reverse("evaluations:item-sheet-confirm", args=[scoring.pk, seat.pk])
    assert "theo ô trên phiếu giấy" in client.get(address).content.decode()
    assert confirmed(scoring, sheet, district.officer, 66).total == 66

    member = district.members[0]
    services.declare_interests(actor=member, session=scoring.session, clear=[scoring])
    sheet = typed(district, scoring, member, 66, declared="silent")
    assert confirmed(scoring, sheet, district.officer, 66, declared="silent").total == 66


def test_the_member_is_told_of_the_paper_and_the_portal_keeps_the_ties(district, scoring):
    producer = scoring.dossier.producer
    Seat.objects.filter(pk=district.seat_of(district.chair).pk).update(agency=producer.name)
    typed(district, scoring, district.chair, 66)

    told = Notice.objects.get(person=district.chair, text__contains="phiếu giấy").text
    assert str(district.secretary) in told and scoring.dossier.product_name in told
    assert Declaration.objects.get().hints == ["unit"]
    assert "không có quan hệ lợi ích" in str(Event.objects.get(verb="sheet.type").detail)


def test_a_paper_replaces_ticks_of_the_member_only_with_consent(client, district, scoring):
    services.declare_interests(actor=district.chair, session=scoring.session, clear=[scoring])
    sheet = sheet_of(district.chair, scoring)
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    client.force_login(district.secretary)
    seat = district.seat_of(district.chair)
    address = reverse("evaluations:item-sheet-type", args=[scoring.pk, seat.pk])
    sent = {"form_key": str(uuid4()), "version": 2, "declared": "clear", "knock_out": "", "opinion": ""}

    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "đã bắt đầu chấm" in str(refused.context["form"].errors["replaces_own"])
    assert marks_of(sheet) == {"1a": 1}
    asked = client.post(address, {k: v for k, v in sent.items() if k != "declared"})
    assert "declared" in asked.context["form"].errors
    assert client.post(address, sent | {"replaces_own": "on"}).status_code == 302
    assert marks_of(sheet) == {}


def test_paper_counts_like_any_sheet(district, scoring):
    confirmed(scoring, typed(district, scoring, district.chair, 66), district.officer, 66)
    for person in district.members:
        services.declare_interests(actor=person, session=scoring.session, clear=[scoring])
        send(person, scoring, 60)
    services.close_session(actor=district.chair, session=scoring.session)

    scoring.refresh_from_db()
    assert scoring.grading.points_sum == 186


def test_two_typings_that_differ_are_not_sent_and_the_first_may_be_sent_back(district, scoring):
    sheet = typed(district, scoring, district.chair, 66)
    right = marks_of(sheet)
    wrong = right | {"1a": 2 if right["1a"] == 1 else 1}
    with pytest.raises(RuleViolation, match=r"khác nhau ở: 1a\."):
        services.confirm_paper_sheet(actor=district.officer, sheet=sheet, marks=wrong, declared="clear")
    with pytest.raises(RuleViolation, match="lý do"):
        services.return_paper_sheet(actor=district.officer, sheet=sheet, note=" ")

    services.return_paper_sheet(actor=district.officer, sheet=sheet, note="Xem lại tiêu chí 1a")

    assert "Xem lại tiêu chí 1a" in Notice.objects.get(person=district.secretary).text
    sheet.refresh_from_db()
    with pytest.raises(RuleViolation, match="đã trả lại"):
        confirmed(scoring, sheet, district.officer, 66)
    assert confirmed(scoring, typed(district, scoring, district.chair, 60), district.officer, 60).total == 60


def test_a_second_typist_never_replaces_the_first_unasked(client, district, scoring):
    """The code on the paper leads to the second typing, unless the first was sent back."""
    sheet = typed(district, scoring, district.chair, 66)
    seat = district.seat_of(district.chair)
    typing = reverse("evaluations:item-sheet-type", args=[scoring.pk, seat.pk])
    client.force_login(district.officer)

    assert client.get(typing).url == reverse("evaluations:item-sheet-confirm", args=[scoring.pk, seat.pk])
    with pytest.raises(RuleViolation, match="Hãy nhập lần hai để so"):
        typed(district, scoring, district.chair, 60, actor=district.officer)
    services.return_paper_sheet(actor=district.officer, sheet=sheet, note="Sai tiêu chí 1a")
    assert typed(district, scoring, district.chair, 60, actor=district.officer).typed_by == district.officer


def test_nobody_but_the_typist_sees_a_typed_sheet(client, district, scoring):
    """Both start from an empty form, whatever the member ticked or the other typed."""
    seat = district.seat_of(district.chair)
    typing = reverse("evaluations:item-sheet-type", args=[scoring.pk, seat.pk])
    confirming = reverse("evaluations:item-sheet-confirm", args=[scoring.pk, seat.pk])
    services.declare_interests(actor=district.chair, session=scoring.session, clear=[scoring])
    services.fill_sheet(
        actor=district.chair, sheet=sheet_of(district.chair, scoring), marks={"1a": 3}, notes={"1a": "Mật"}
    )
    client.force_login(district.secretary)
    assert client.get(typing).context["page"].shown.ticked == 0
    assert "Mật" not in client.get(typing).content.decode()
    client.force_login(district.officer)
    assert client.get(confirming).status_code == 302, "nothing was typed yet"

    sheet = typed(district, scoring, district.chair, 66, replaces_own=True)
    first = client.get(confirming)
    assert first.context["page"].shown.ticked == 0
    assert not re.search(r'name="c-\d+"[^>]*checked', first.content.decode())
    wrong = {"form_key": str(uuid4()), "version": sheet.version, "declared": "clear"}
    refused = client.post(confirming, wrong)
    assert refused.status_code == 422
    assert "Hai lần nhập khác nhau ở" in refused.content.decode()
    assert refused.context["page"].shown.ticked == 0
    assert Event.objects.filter(verb="sheet.refuse", actor=district.officer).count() == 1
    returning = reverse("evaluations:item-sheet-return", args=[scoring.pk, seat.pk])
    assert returning in refused.content.decode()
    client.force_login(district.members[0])
    assert [client.get(address).status_code for address in (typing, confirming)] == [403, 403]
    confirmed(scoring, sheet_of(district.chair, scoring), district.officer, 66)
    for person in (district.secretary, district.officer):
        client.force_login(person)
        assert [client.get(address).status_code for address in (typing, confirming)] == [302, 302]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Ấp 9, xã Mỹ Hiệp", "Ấp 9, xã Mỹ Hiệp"),
        ("", "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp"),
    ],
)
def test_blank_sheet_names_phone_and_address_of_the_owner(client, district, scoring, said, printed):
    """As the printed form of the acts does."""
    Dossier.objects.filter(pk=scoring.dossier_id).update(phone="0903 111 222", contact_address=said)
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:item-sheet-blank", args=[scoring.pk])).content.decode()

    copies = page.count('class="qr"')
    assert page.count("Điện thoại: 0903 111 222") == page.count(f"Địa chỉ: {printed}<br>") == copies == 3


def test_blank_sheets_are_printed_with_a_code_for_each_member(client, district, scoring):
    services.declare_recusal(actor=district.members[1], item=scoring, ground="Góp vốn")
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:item-sheet-blank", args=[scoring.pk])).content.decode()

    assert page.count('class="qr"') == 2
    assert str(district.chair) in page
    assert str(district.members[1]) not in page
    listed = client.get(reverse("evaluations:session-paper", args=[scoring.session_id])).content.decode()
    assert "Nhập phiếu giấy" in listed
