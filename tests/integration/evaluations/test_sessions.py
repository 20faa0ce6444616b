"""Agenda, roll, recusals, closing."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from evaluations import services
from evaluations.choices import SessionState
from evaluations.documents.pack import paper_of
from evaluations.models import AgreedOption, Grading, Item, Recusal, Sheet
from evaluations.queries.work import waiting_for
from evaluations.workflow import SESSION
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.law.queries import tree_of
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from registrations import services as registrations
from registrations.choices import DossierState
from tests.factories.evaluations import (
    closed_session,
    marks_for,
    open_session,
    planned_session,
    score,
    send,
    sheet_of,
)
from tests.factories.registrations import accepted_dossier, fresh, submitted_dossier


def test_session_outside_the_council_s_days_is_refused(cast, district):
    with pytest.raises(RuleViolation, match="nằm ngoài"):
        services.plan_session(
            actor=district.secretary,
            council=district.council,
            held_on=district.council.decided_on - timedelta(days=1),
        )


def test_members_do_not_plan_sessions(district):
    with pytest.raises(RuleViolation, match="Chỉ"):
        services.plan_session(actor=district.chair, council=district.council, held_on=clock.today())


def test_accepted_dossier_is_scheduled_by_the_agenda(cast, district, dossier):
    session = planned_session(district, dossier)

    assert session.items.get().dossier == dossier
    assert fresh(dossier).state == DossierState.SCHEDULED
    event = Event.objects.get(verb="session.add-dossiers")
    assert event.detail == {"dossiers": [dossier.pk]}


def test_dossier_that_is_not_accepted_stays_out(cast, district):
    waiting = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="không phải hồ sơ đã tiếp nhận"):
        planned_session(district, waiting)

    assert fresh(waiting).state == DossierState.SUBMITTED


def test_dossier_of_another_district_stays_out(cast, district):
    foreign = accepted_dossier(
        cast.other_district_producer,
        cast.cycle_148,
        actor=_officer_of(cast),
        officer=cast.other_district_officer,
    )

    with pytest.raises(RuleViolation, match="không phải hồ sơ đã tiếp nhận"):
        planned_session(district, foreign)


def _officer_of(cast):
    from ocop.core.roles import Role
    from tests.factories.accounts import make_officer

    return make_officer(Role.COMMUNE_OFFICER, cast.other_district_commune)


def test_same_dossier_twice_is_refused(cast, district, dossier):
    session = planned_session(district, dossier)

    with pytest.raises(RuleViolation):
        services.add_dossiers_to_session(actor=cast.district_officer, session=session, dossiers=[dossier])

    assert Item.objects.count() == 1


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_only_the_officer_of_the_level_fills_the_agenda(district, dossier, who):
    session = planned_session(district)

    with pytest.raises(RuleViolation, match="Chỉ"):
        services.add_dossiers_to_session(actor=getattr(district, who), session=session, dossiers=[dossier])


def test_removed_product_waits_for_another_session(cast, district, dossier):
    session = planned_session(district, dossier)
    services.remove_item(actor=cast.district_officer, item=session.items.get(), note="Thiếu mẫu")

    assert fresh(dossier).state == DossierState.ACCEPTED
    assert not Item.objects.exists()
    assert Event.objects.get(verb="session.remove-dossier").note == "Thiếu mẫu"


def three_dossiers(cast):
    return [
        accepted_dossier(
            cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, name=name
        )
        for name in ("Một", "Hai", "Ba")
    ]


def order_of(session):
    return list(session.items.order_by("position").values_list("position", "dossier__product_name"))


def test_agenda_keeps_whole_numbers_when_it_changes(cast, district):
    session = planned_session(district, *three_dossiers(cast))
    assert order_of(session) == [(1, "Một"), (2, "Hai"), (3, "Ba")]

    services.move_item(actor=district.secretary, item=session.items.get(position=3), up=True)
    assert order_of(session) == [(1, "Một"), (2, "Ba"), (3, "Hai")]
    services.move_item(actor=district.secretary, item=session.items.get(position=1), up=True)
    services.move_item(actor=district.secretary, item=session.items.get(position=1), up=False)
    assert order_of(session) == [(1, "Ba"), (2, "Một"), (3, "Hai")]

    services.remove_item(actor=cast.district_officer, item=session.items.get(position=1))
    assert order_of(session) == [(1, "Một"), (2, "Hai")]
    assert Event.objects.filter(verb="session.reorder").count() == 2


def test_open_session_gives_a_sheet_to_each_present_scorer(district, dossier):
    session = open_session(district, dossier)

    assert {sheet.seat.person for sheet in Sheet.objects.all()} == set(district.scorers)
    assert session.state == SessionState.SCORING
    assert session.opened_by == district.secretary
    assert Event.objects.filter(verb="session.open").count() == 1
    told = Notice.objects.filter(path="/phieu/").values_list("person", flat=True)
    assert set(told) == {person.pk for person in district.scorers}


def test_absent_member_gets_no_sheet(district, dossier):
    session = planned_session(district, dossier)
    there = [seat for seat in district.seats if seat.person != district.members[0]]
    services.open_session(actor=district.secretary, session=session, present=there)

    assert not Sheet.objects.filter(seat__person=district.members[0]).exists()
    assert session.roll.get(seat__person=district.members[0]).present is False


def test_session_without_quorum_stays_closed_and_says_the_figures(district, dossier):
    """Chair and one more of four: 50 %, the Quy chế asks for 75 %."""
    session = planned_session(district, dossier)
    there = [district.seat_of(district.chair), district.seat_of(district.secretary)]

    with pytest.raises(MoveRefused, match=r"2/4 thành viên \(50%\).*75%"):
        services.open_session(actor=district.secretary, session=session, present=there)

    session.refresh_from_db()
    assert (session.state, session.roll.count(), Sheet.objects.count()) == (SessionState.PLANNED, 0, 0)


def test_session_does_not_open_before_its_day(district, dossier):
    session = planned_session(district, dossier, held_on=clock.today() + timedelta(days=1))

    with pytest.raises(MoveRefused, match="chưa tới ngày"):
        services.open_session(actor=district.secretary, session=session, present=district.seats)
    assert not Sheet.objects.exists()


def test_session_does_not_open_without_its_chair(district, dossier):
    session = planned_session(district, dossier)
    there = [seat for seat in district.seats if seat.person != district.chair]

    with pytest.raises(MoveRefused, match="Chủ tịch Hội đồng chưa có mặt"):
        services.open_session(actor=district.secretary, session=session, present=there)


def test_empty_session_does_not_open(district):
    session = planned_session(district)

    with pytest.raises(MoveRefused, match="chưa có sản phẩm"):
        services.open_session(actor=district.secretary, session=session, present=district.seats)


@pytest.mark.parametrize("who", ["chair", "officer"])
def test_only_the_secretary_opens_a_session(district, dossier, who):
    session = planned_session(district, dossier)

    with pytest.raises(MoveRefused, match="thẩm quyền"):
        services.open_session(actor=getattr(district, who), session=session, present=district.seats)


def test_opened_twice_is_refused(district, dossier):
    session = open_session(district, dossier)

    with pytest.raises(MoveRefused, match="Đang chấm"):
        services.open_session(actor=district.secretary, session=session, present=district.seats)

    assert Sheet.objects.count() == 3


def test_agenda_changed_meanwhile_stops_the_opening(district, dossier):
    session = planned_session(district, dossier)

    with pytest.raises(Stale):
        services.open_session(actor=district.secretary, session=session, present=district.seats, version=5)


def test_recusal_needs_a_reason_and_leaves_an_event(district, dossier):
    item = open_session(district, dossier).items.get()
    with pytest.raises(RuleViolation, match="lý do"):
        services.declare_recusal(actor=district.chair, item=item, ground=" ")
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")
    with pytest.raises(RuleViolation, match="đã xin không chấm"):
        services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")

    assert Recusal.objects.count() == 1
    assert Event.objects.filter(verb="session.recuse").count() == 1


def test_recusal_after_sending_is_refused(district, dossier):
    item = open_session(district, dossier).items.get()
    send(district.chair, item, 60)

    with pytest.raises(RuleViolation, match="đã gửi phiếu"):
        services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")


def test_somebody_without_a_seat_cannot_recuse(cast, district, dossier):
    item = open_session(district, dossier).items.get()

    with pytest.raises(RuleViolation, match="không giữ ghế"):
        services.declare_recusal(actor=district.secretary, item=item, ground="Góp vốn")


def test_recused_member_does_not_count(district, dossier):
    """60 and 66 of two members; the chair stays out: 126 : 2 = 63."""
    session = open_session(district, dossier)
    item = session.items.get()
    services.fill_sheet(
        actor=district.chair,
        sheet=sheet_of(district.chair, item),
        marks=marks_for(tree_of(dossier.criteria_set), 90),
        notes={},
    )
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")
    send(district.members[0], item, 60)
    send(district.members[1], item, 66)
    services.close_session(actor=district.chair, session=session)

    grading = Grading.objects.get()
    assert (grading.points_sum, grading.sheet_count, grading.stars_by_points) == (126, 2, 3)


def test_session_with_open_sheets_does_not_close_and_names_who_is_missing(district, dossier):
    session = open_session(district, dossier)
    send(district.chair, session.items.get(), 83)

    with pytest.raises(MoveRefused) as refusal:
        services.close_session(actor=district.chair, session=session)

    said = refusal.value.message
    assert SESSION.hindrances("close", session) == [said]
    assert all(str(person) in said for person in district.members)
    assert str(district.chair) not in said
    assert "83" not in said
    assert not Grading.objects.exists()


def test_product_that_nobody_is_left_to_score_stops_the_closing(district, dossier):
    session = open_session(district, dossier)
    for person in district.scorers:
        services.declare_recusal(actor=person, item=session.items.get(), ground="Quen biết")

    with pytest.raises(MoveRefused, match="Không còn ai chấm"):
        services.close_session(actor=district.chair, session=session)


def test_product_leaves_an_open_session_only_while_no_sheet_was_sent(cast, district):
    first, second, _third = three_dossiers(cast)
    session = open_session(district, first, second)
    one, two = session.items.order_by("position")
    send(district.chair, one, 60)

    with pytest.raises(RuleViolation, match="Đã có phiếu gửi"):
        services.remove_item(actor=cast.district_officer, item=one)
    services.remove_item(actor=cast.district_officer, item=two)

    assert list(session.items.all()) == [one]
    assert Sheet.objects.filter(item=one).count() == Sheet.objects.count() == 3


def test_nobody_but_the_chair_closes(district, dossier):
    session = open_session(district, dossier)
    score(district, session, 60)

    for who in (district.members[0], district.officer):
        with pytest.raises(RuleViolation, match="Chỉ Chủ tịch Hội đồng đóng phiên"):
            services.close_session(actor=who, session=session, note="Tự ý")


def test_the_secretary_closes_at_the_word_of_the_chair(district, dossier):
    session = open_session(district, dossier)
    score(district, session, 60)

    with pytest.raises(RuleViolation, match="ý kiến của Chủ tịch"):
        services.close_session(actor=district.secretary, session=session, note=" ")
    services.close_session(actor=district.secretary, session=session, note="Chủ tịch kết luận đóng phiên")

    assert Event.objects.get(verb="session.close").note == "Chủ tịch kết luận đóng phiên"


def test_the_chair_is_told_when_nobody_has_a_sheet_left(district, dossier):
    def told(person) -> int:
        return waiting_for(person).sessions_to_close

    session = open_session(district, dossier)
    assert told(district.chair) == 0
    score(district, session, 60)
    assert [told(person) for person in (district.chair, *district.members)] == [1, 0, 0]
    services.close_session(actor=district.chair, session=session)
    assert told(district.chair) == 0


def test_closing_grades_and_moves_every_dossier(cast, district):
    dossiers = three_dossiers(cast)
    session = closed_session(district, *dossiers, points=60)

    assert Grading.objects.count() == 3
    assert {fresh(d).state for d in dossiers} == {DossierState.SCORED}
    assert session.closed_by == district.chair
    assert Event.objects.filter(verb="session.close").count() == 1
    with pytest.raises(MoveRefused, match="Đã đóng"):
        services.close_session(actor=district.chair, session=session)
    assert Grading.objects.count() == 3


def test_agreed_option_is_the_one_most_sheets_chose(district, dossier):
    session = closed_session(district, dossier, points=60)
    item = session.items.get()
    ticks = dict(sheet_of(district.chair, item).marks.values_list("criterion__code", "option__position"))

    agreed = dict(item.agreed_options.values_list("criterion__code", "option__position"))
    assert agreed
    assert agreed == {code: ticks.get(code) for code in agreed}


def test_agreed_options_are_corrected_until_a_decision_is_prepared(cast, district, dossier):
    """62 points are three stars; without the label's minimum (2c, three stars) two are left."""
    session = closed_session(district, dossier, points=62)
    item = session.items.get()
    code = next(c.code for c in tree_of(dossier.criteria_set).criteria() if _asks_three(c))
    services.record_agreed_options(actor=district.secretary, item=item, options={code: None}, version=1)

    grading = Grading.objects.get()
    assert (grading.stars_by_points, grading.stars) == (3, 2)
    assert [miss["criterion"] for miss in grading.failed_minima] == [code]
    assert Event.objects.filter(verb="session.agree").count() == 1
    with pytest.raises(Stale):
        services.record_agreed_options(actor=district.secretary, item=item, options={code: 1}, version=1)

    services.prepare_decision(actor=cast.district_officer, session=session)
    with pytest.raises(RuleViolation, match="đã đưa vào quyết định"):
        services.record_agreed_options(actor=district.secretary, item=item, options={code: 1})


def _asks_three(criterion):
    return any(option.min_for_star == 3 for option in criterion.options)


def test_options_of_the_majority_are_told_apart_until_the_secretary_records_them_at_once(
    client, cast, district, dossier
):
    session = open_session(district, dossier)
    item = session.items.get()
    code = next(c.code for c in tree_of(dossier.criteria_set).criteria() if _asks_three(c))
    services.record_agreed_options(actor=district.secretary, item=item, options={code: 1})
    score(district, session, 62)
    session = services.close_session(actor=district.chair, session=session)
    taken = set(item.agreed_options.filter(is_recorded=False).values_list("criterion__code", flat=True))
    results, press = (
        reverse(f"evaluations:{name}", args=[session.pk]) for name in ("results", "session-majority")
    )
    client.force_login(district.secretary)

    assert taken and code not in taken
    assert "Theo đa số phiếu, chưa ghi biên bản" in client.get(results).content.decode()
    pack, _job = services.make_pack(actor=district.officer, session=session, acts=())
    assert "lấy theo đa số phiếu, chưa ghi ý kiến chung" in paper_of(pack.papers.get(kind="minutes")).words
    assert "(theo đa số phiếu)" in paper_of(pack.papers.filter(kind="letter").first()).words
    form = client.get(press).context["form"]
    sent = {"form_key": form.form_key, "version": form.version}
    assert client.post(press, sent).status_code == 302

    assert item.agreed_options.filter(is_recorded=True).count() == len(taken) + 1
    assert "Theo đa số phiếu, chưa ghi biên bản" not in client.get(results).content.decode()
    assert set(Event.objects.get(verb="session.agree-majority").after["options"][str(item.pk)]) == taken
    with pytest.raises(RuleViolation, match="Không còn mức nào"):
        services.record_majority_options(actor=district.secretary, session=session)


def test_only_the_secretary_records_the_majority_and_only_what_was_on_the_page(district, dossier):
    session = closed_session(district, dossier, points=62)

    with pytest.raises(RuleViolation, match="Chỉ"):
        services.record_majority_options(actor=district.chair, session=session)
    with pytest.raises(Stale):
        services.record_majority_options(actor=district.secretary, session=session, version=1)
    assert not AgreedOption.objects.filter(is_recorded=True).exists()


def test_options_of_before_are_told_apart_by_the_trail(district, dossier):
    migration = import_module("evaluations.migrations.0031_former_options_of_the_majority")
    session = open_session(district, dossier)
    item = session.items.get()
    code = next(c.code for c in tree_of(dossier.criteria_set).criteria() if _asks_three(c))
    services.record_agreed_options(actor=district.secretary, item=item, options={code: 1})
    score(district, session, 62)
    services.close_session(actor=district.chair, session=session)
    AgreedOption.objects.update(is_recorded=True)

    migration.tell_apart(apps, None)
    assert [row.criterion.code for row in AgreedOption.objects.filter(is_recorded=True)] == [code]


def test_agreed_option_recorded_while_scoring_is_kept_at_the_closing(district, dossier):
    session = open_session(district, dossier)
    item = session.items.get()
    code = next(c.code for c in tree_of(dossier.criteria_set).criteria() if _asks_three(c))
    services.record_agreed_options(actor=district.secretary, item=item, options={code: None})
    score(district, session, 62)
    services.close_session(actor=district.chair, session=session)

    assert Grading.objects.get().stars == 2


def test_common_view_on_a_criterion_without_minimum_is_refused(district, dossier):
    item = open_session(district, dossier).items.get()
    code = next(c.code for c in tree_of(dossier.criteria_set).criteria() if not c.has_minimum)

    with pytest.raises(RuleViolation, match="không cần ý kiến chung"):
        services.record_agreed_options(actor=district.secretary, item=item, options={code: 1})


def test_only_the_secretary_records_the_common_view(district, dossier):
    item = open_session(district, dossier).items.get()

    with pytest.raises(RuleViolation, match="Chỉ"):
        services.record_agreed_options(actor=district.chair, item=item, options={})


def knock_out_of(dossier):
    return dossier.criteria_set.knock_outs.order_by("position").first()


def test_knock_out_of_one_sheet_holds_until_the_council_lifts_it(cast, district, dossier):
    session = open_session(district, dossier)
    item = session.items.get()
    send(district.chair, item, 62, knock_out=knock_out_of(dossier))
    for person in district.members:
        send(person, item, 62)
    services.close_session(actor=district.chair, session=session)

    grading = Grading.objects.get()
    assert (grading.stars_by_points, grading.stars, grading.knock_out) == (3, 0, knock_out_of(dossier))
    with pytest.raises(RuleViolation, match="ghi ý kiến của Hội đồng"):
        services.prepare_decision(actor=cast.district_officer, session=session)

    services.settle_knock_out(
        actor=district.secretary, item=item, knock_out=None, note="Hội đồng không thống nhất loại", version=1
    )
    grading.refresh_from_db()
    assert (grading.stars, grading.knock_out, grading.settled_by) == (3, None, district.secretary)
    assert Event.objects.get(verb="session.settle-knock-out").note == "Hội đồng không thống nhất loại"


def test_confirmed_knock_out_rejects_the_dossier(cast, district, dossier):
    session = open_session(district, dossier)
    item = session.items.get()
    for person in district.scorers:
        send(person, item, 62, knock_out=knock_out_of(dossier))
    services.close_session(actor=district.chair, session=session)
    services.settle_knock_out(
        actor=district.secretary, item=item, knock_out=knock_out_of(dossier), note="Thống nhất loại"
    )

    from tests.factories.evaluations import signed_decision

    line = signed_decision(district, session).lines.get()
    assert (line.outcome, line.stars) == ("reject", 0)
    assert fresh(dossier).state == DossierState.REJECTED


def test_knock_out_that_no_sheet_names_is_refused(district, dossier):
    session = closed_session(district, dossier, points=62)

    with pytest.raises(RuleViolation, match="Không có phiếu nào nêu"):
        services.settle_knock_out(
            actor=district.secretary, item=session.items.get(), knock_out=knock_out_of(dossier), note="x"
        )


def test_forwarded_dossier_is_scored_again_one_level_up(cast, district, dossier):
    from tests.factories.evaluations import province_panel, signed_decision

    signed_decision(district, closed_session(district, dossier, points=75))
    registrations.accept_dossier(actor=cast.province_officer, dossier=fresh(dossier))
    province = province_panel(cast, cycle=cast.cycle_148)
    planned_session(province, fresh(dossier))

    assert list(Item.objects.order_by("pk").values_list("level", flat=True)) == ["district", "province"]
