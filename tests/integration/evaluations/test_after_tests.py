"""1048/QĐ-TTg: the province scores on dossier and sample, then once more after tests or checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.choices import Outcome
from evaluations.documents.pack import paper_of
from evaluations.models import DecisionLine, Grading, Item
from evaluations.queries.refusals import why_not_agree, why_not_prepare
from evaluations.queries.reopenings import items_to_reopen
from evaluations.queries.results import results_of
from evaluations.queries.sessions import items_for_after_tests
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.models import Regime
from registrations.choices import DossierState
from registrations.models import Dossier
from tests.factories.evaluations import (
    closed_session,
    declare_clear,
    planned_session,
    province_panel,
    score,
    sheet_of,
    signed_decision,
)
from tests.factories.registrations import accepted_dossier, fresh
from tests.kept import kept


@kept
def first(cast):
    """A product of the rules of 1048 with 76 points on dossier and sample, and its panel."""
    panel = province_panel(cast)
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    Dossier.objects.filter(pk=dossier.pk).update(regime=Regime.objects.get(code="R1048"))
    return panel, closed_session(panel, fresh(dossier), points=76).items.get()


def again(cast, panel, before):
    """A later meeting of the council with the product on its agenda."""
    session = planned_session(panel)
    services.add_after_tests(actor=cast.province_officer, session=session, items=[before])
    return session


def scored_again(cast, panel, before, points: int):
    session = again(cast, panel, before)
    declare_clear(panel, session)
    session = services.open_session(
        actor=panel.secretary, session=session, present=list(panel.council.seats.all())
    )
    score(panel, session, points)
    return services.close_session(actor=panel.chair, session=session)


def test_the_product_is_on_the_agenda_once_more(cast, first):
    panel, before = first

    session = again(cast, panel, before)

    item = session.items.get()
    assert (item.after, item.dossier, item.is_calibration) == (before, before.dossier, False)
    assert fresh(before.dossier).state == DossierState.SCHEDULED
    event = Event.objects.get(verb="session.after-tests")
    assert (event.actor, event.detail["dossiers"]) == (cast.province_officer, [before.dossier_id])


def test_agenda_and_preparation_say_that_it_was_scored_before(client, cast, first):
    panel, before = first
    session = again(cast, panel, before)
    client.force_login(cast.province_officer)

    agenda = client.get(reverse("evaluations:session-detail", args=[session.pk])).content.decode()
    ready = client.get(reverse("evaluations:item-preparation", args=[session.items.get().pk]))

    assert "(chấm lần nữa)" in agenda
    assert str(ready.context["page"].samples_status.label) == "Đã chấm trên mẫu ở phiên trước"


def test_no_decision_takes_up_the_first_result_any_more(cast, first):
    panel, before = first
    again(cast, panel, before)

    assert "Mọi kết quả" in why_not_prepare(before.session)
    assert "vòng sau kiểm nghiệm" in why_not_agree(before)
    assert items_to_reopen(before.session) == []
    [result] = results_of(before.session)
    assert (str(result.status.label), result.may_correct) == ("Chấm vòng sau kiểm nghiệm", False)


def test_each_member_starts_from_the_marks_of_the_first_round(cast, first):
    panel, before = first
    session = again(cast, panel, before)
    declare_clear(panel, session)
    services.open_session(actor=panel.secretary, session=session, present=list(panel.council.seats.all()))

    person = panel.scorers[0]
    old, new = sheet_of(person, before), sheet_of(person, session.items.get())

    def marks(sheet):
        return list(sheet.marks.order_by("criterion").values_list("criterion", "option"))

    assert marks(new) == marks(old) != []
    assert (new.state, old.state) == ("draft", "sent")


def test_the_second_result_is_decided_and_the_first_stays_beside_it(cast, first):
    panel, before = first

    session = scored_again(cast, panel, before, 81)
    decision = signed_decision(panel, session)

    [result] = results_of(session)
    assert result.before == (
        f"76,00 điểm, 4 sao theo điểm, tại phiên ngày {before.session.held_on:%d/%m/%Y}, trên hồ sơ và mẫu"
    )
    assert decision.lines.get().outcome == Outcome.RECOGNISE
    assert Grading.objects.get(item=before).mean == 76
    assert not DecisionLine.objects.filter(grading__item=before).exists()
    assert fresh(before.dossier).state == DossierState.RECOGNISED


def test_the_papers_of_both_meetings_tell_of_the_two_rounds(cast, first):
    panel, before = first
    session = scored_again(cast, panel, before, 81)

    early, _job = services.make_pack(actor=cast.province_officer, session=before.session, acts=[])
    late, _job = services.make_pack(actor=cast.province_officer, session=session, acts=[])

    assert not early.papers.filter(kind__in=("letter", "decision", "submission")).exists()
    assert "chấm vòng sau kiểm nghiệm 01 sản phẩm" in paper_of(early.papers.get(kind="minutes")).words
    words = paper_of(late.papers.get(kind="minutes")).words
    assert "7. Lần chấm trước:" in words
    assert "76,00 điểm, 4 sao theo điểm" in words


def test_taken_off_the_agenda_it_has_its_first_result_again(cast, first):
    panel, before = first
    item = again(cast, panel, before).items.get()

    services.remove_item(actor=cast.province_officer, item=item)

    assert fresh(before.dossier).state == DossierState.SCORED
    before = Item.objects.get(pk=before.pk)
    assert signed_decision(panel, before.session).lines.get().grading.item == before


@pytest.mark.parametrize("code", ["R148", "R148_2T", "R26"])
def test_other_regimes_have_one_round_only(cast, first, code):
    panel, before = first
    Dossier.objects.update(regime=Regime.objects.get(code=code))
    session = planned_session(panel)

    assert not items_for_after_tests(cast.province_officer, session).exists()
    with pytest.raises(RuleViolation, match="không có vòng sau kiểm nghiệm"):
        services.add_after_tests(actor=cast.province_officer, session=session, items=[before])


def test_what_is_decided_below_three_stars_or_on_again_has_no_second_round(cast, first):
    panel, before = first
    session = planned_session(panel)
    Grading.objects.filter(item=before).update(stars=2, stars_by_points=2)
    assert not items_for_after_tests(cast.province_officer, session).exists()

    Grading.objects.filter(item=before).update(stars=4, stars_by_points=4)
    assert items_for_after_tests(cast.province_officer, session).get() == before
    again(cast, panel, before)
    assert not items_for_after_tests(cast.province_officer, session).exists()


def test_no_meeting_before_the_first_takes_it(cast, first):
    panel, before = first
    session = planned_session(panel)
    type(session).objects.filter(pk=session.pk).update(held_on=before.session.held_on - timedelta(days=1))
    session.refresh_from_db()

    assert not items_for_after_tests(cast.province_officer, session).exists()


def test_the_database_keeps_one_second_round(cast, first):
    panel, before = first
    item = again(cast, panel, before).items.get()

    for changes in ({"is_calibration": True}, {"after": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**changes)


def test_officer_and_member_see_both_rounds_on_their_pages(cast, first, client):
    panel, before = first
    session = planned_session(panel)
    client.force_login(cast.province_officer)
    address = reverse("evaluations:agenda-after-tests", args=[session.pk])
    assert address in client.get(reverse("evaluations:session-detail", args=[session.pk])).content.decode()
    form = client.get(address).context["form"]

    client.post(address, {"form_key": form.form_key, "version": form.version or "", "items": [before.pk]})

    assert session.items.get().after == before
    declare_clear(panel, session)
    services.open_session(actor=panel.secretary, session=session, present=list(panel.council.seats.all()))
    client.force_login(panel.scorers[0])
    sheet = sheet_of(panel.scorers[0], session.items.get())
    page = client.get(reverse("evaluations:sheet-detail", args=[sheet.pk])).content.decode()
    assert "Hội đồng đã chấm 76,00 điểm, 4 sao theo điểm" in page
    score(panel, session, 81)
    services.close_session(actor=panel.chair, session=session)
    client.force_login(cast.province_officer)
    shown = [
        client.get(reverse("evaluations:results", args=[one.pk])).content.decode()
        for one in (before.session, session)
    ]
    assert f"tại phiên ngày {clock.today():%d/%m/%Y}; kết quả lần này giữ" in shown[0]
    assert "Lần chấm trước:" in shown[1]
