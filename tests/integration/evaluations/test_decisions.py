"""Preparing, discarding and signing decisions."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.choices import DecisionState, Outcome
from evaluations.models import Decision, DecisionLine, Session
from ocop.accounts.models import Membership
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from registrations.choices import DossierState
from tests.cast import also_holds
from tests.factories.evaluations import closed_session, open_session, signed_decision
from tests.factories.registrations import accepted_dossier, fresh
from tests.kept import kept


@kept
def session(district, dossier):
    return closed_session(district, dossier, points=62)


@kept
def draft(cast, session):
    return services.prepare_decision(actor=cast.district_officer, session=session)


def sign(actor, decision, **changes):
    fields = {"number": "642/QĐ-UBND", "decided_on": clock.today(), "signer_title": "Chủ tịch"} | changes
    return services.sign_decision(actor=actor, decision=decision, **fields)


def test_draft_waits_for_the_leader_who_is_told(cast, draft):
    assert (draft.state, draft.prepared_by) == (DecisionState.DRAFT, cast.district_officer)
    assert Event.objects.get(verb="decision.prepare").detail == {"lines": 1}
    assert Notice.objects.filter(person=cast.district_leader, path=f"/quyet-dinh/{draft.pk}/").count() == 1


@pytest.mark.parametrize("end", ["sign", "discard"])
def test_a_draft_that_is_signed_or_discarded_waits_no_longer(cast, draft, end):
    if end == "sign":
        sign(cast.district_leader, draft)
    else:
        services.discard_decision(actor=cast.district_officer, decision=draft, note="Sai")

    notice = Notice.objects.get(person=cast.district_leader, text__contains="chờ ký")
    assert notice.done_at is not None


def test_results_of_an_open_session_are_not_decided_on(cast, district, dossier):
    session = open_session(district, dossier)

    with pytest.raises(RuleViolation, match="chưa đóng"):
        services.prepare_decision(actor=cast.district_officer, session=session)


def test_results_are_taken_up_once(cast, session, draft):
    with pytest.raises(RuleViolation, match="đã có trong quyết định"):
        services.prepare_decision(actor=cast.district_officer, session=session)

    assert DecisionLine.objects.count() == 1


def test_secretary_may_prepare_but_members_and_leaders_may_not(district, session):
    for person in (district.chair, district.leader):
        with pytest.raises(RuleViolation, match="Chỉ"):
            services.prepare_decision(actor=person, session=session)

    assert services.prepare_decision(actor=district.secretary, session=session).lines.count() == 1


def test_outcome_outside_the_regime_is_refused(cast, district, session):
    grading = session.items.get().grading

    with pytest.raises(RuleViolation, match="không cho phép"):
        services.prepare_decision(
            actor=cast.district_officer, session=session, outcomes={grading.pk: Outcome.MINISTRY}
        )
    assert not Decision.objects.exists()


def test_points_may_lead_upward_where_the_minima_hold_stars_down(cast, district, dossier):
    """75 points, three stars after the minima: the district recognises, or sends it up as the points say."""
    session = closed_session(district, dossier, points=75, stars=3)
    grading = session.items.get().grading
    assert grading.stars == 3

    draft = services.prepare_decision(
        actor=cast.district_officer, session=session, outcomes={grading.pk: Outcome.FORWARD}
    )
    sign(cast.district_leader, draft)
    assert fresh(dossier).state == DossierState.SUBMITTED


def test_signature_moves_the_dossier_and_leaves_events(cast, draft, dossier):
    signed = sign(cast.district_leader, draft, version=1)

    assert (signed.state, signed.number, signed.signed_by) == (
        DecisionState.SIGNED,
        "642/QĐ-UBND",
        cast.district_leader,
    )
    assert fresh(dossier).state == DossierState.RECOGNISED
    assert Event.objects.get(verb="decision.sign").role == Role.DISTRICT_LEADER
    assert Event.objects.filter(verb="dossier.recognise").count() == 1


@pytest.mark.parametrize("who", ["district_officer", "other_district_leader", "province_leader", "officer"])
def test_only_the_leader_of_this_level_here_signs(cast, draft, who):
    with pytest.raises(RuleViolation):
        sign(getattr(cast, who), draft)

    draft.refresh_from_db()
    assert draft.state == DecisionState.DRAFT


def test_nobody_signs_what_they_prepared(cast, session):
    both = also_holds(cast.district_officer, Role.DISTRICT_LEADER, cast.places.old_district)
    draft = services.prepare_decision(actor=both, session=session)

    with pytest.raises(RuleViolation, match="không tự ký"):
        sign(both, draft)
    assert Membership.objects.filter(user=both).count() == 2


def test_signed_twice_is_refused(cast, draft, dossier):
    sign(cast.district_leader, draft)

    with pytest.raises(MoveRefused, match="Đã ký"):
        sign(cast.district_leader, draft, number="643/QĐ-UBND")
    assert Event.objects.filter(verb="decision.sign").count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_day_of_signature_lies_between_the_session_and_today(cast, draft, days):
    with pytest.raises(RuleViolation, match="Ngày ký"):
        sign(cast.district_leader, draft, decided_on=clock.today() + timedelta(days=days))


@kept
def other_draft(cast, district, draft):
    """Of the same place, to be signed on another day."""
    second = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    session = closed_session(district, second, points=62)
    Session.objects.filter(pk__in=[session.pk, draft.session_id]).update(held_on=date(2023, 1, 5))
    return services.prepare_decision(actor=cast.district_officer, session=session)


def test_number_in_use_that_year_is_refused_with_the_earlier_day(cast, draft, other_draft):
    sign(cast.district_leader, draft, decided_on=date(2023, 10, 23))

    with pytest.raises(RuleViolation, match="đã dùng cho quyết định ký ngày 23/10/2023") as refusal:
        sign(cast.district_leader, other_draft, number=" 642/QĐ-UBND", decided_on=date(2023, 11, 25))
    assert refusal.value.field == "number"
    assert Decision.objects.get(pk=other_draft.pk).state == DecisionState.DRAFT
    assert other_draft.lines.get().grading.item.dossier.state == DossierState.SCORED


def test_number_of_an_earlier_year_is_free_again(cast, draft, other_draft):
    sign(cast.district_leader, draft, decided_on=date(2023, 12, 29))

    assert sign(cast.district_leader, other_draft, decided_on=date(2024, 1, 3)).number_year == 2024


def test_database_keeps_the_year_of_the_number(cast, draft):
    signed = sign(cast.district_leader, draft)

    with pytest.raises(IntegrityError, match="number_year"), transaction.atomic():
        Decision.objects.filter(pk=signed.pk).update(number_year=signed.decided_on.year + 1)


def test_database_keeps_a_number_from_a_second_decision(cast, draft, other_draft):
    signed = sign(cast.district_leader, draft, decided_on=date(2023, 10, 23))

    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        Decision.objects.filter(pk=other_draft.pk).update(
            number=signed.number, decided_on=signed.decided_on, number_year=2023
        )


def test_decision_without_number_is_refused(cast, draft):
    with pytest.raises(RuleViolation, match="số quyết định"):
        sign(cast.district_leader, draft, number=" ")


def test_draft_changed_meanwhile_is_not_signed(cast, draft):
    with pytest.raises(Stale):
        sign(cast.district_leader, draft, version=9)


def test_discarded_draft_frees_its_results(cast, session, draft):
    services.discard_decision(actor=cast.district_officer, decision=draft, note="Sai kết luận", version=1)

    assert not Decision.objects.exists()
    assert Event.objects.get(verb="decision.discard").note == "Sai kết luận"
    with pytest.raises(RuleViolation, match="đã bị hủy"):
        sign(cast.district_leader, draft)
    assert services.prepare_decision(actor=cast.district_officer, session=session).lines.count() == 1


def test_signed_decision_is_not_discarded(cast, district, session):
    decision = signed_decision(district, session)

    with pytest.raises(RuleViolation, match="đã ký"):
        services.discard_decision(actor=cast.district_officer, decision=decision, note="x")


def test_the_deputy_finds_their_own_title_in_the_form(client, cast, draft):
    Membership.objects.filter(user=cast.district_leader).update(title="Phó Chủ tịch UBND huyện")
    client.force_login(cast.district_leader)

    form = client.get(reverse("evaluations:decision-sign", args=[draft.pk])).context["form"]

    assert form["signer_title"].value() == "Phó Chủ tịch"
    assert form["decided_on"].value() == clock.today()


def test_whose_a_number_is_can_be_opened_from_the_refusal(client, cast, draft, other_draft):
    sign(cast.district_leader, draft)
    client.force_login(cast.district_leader)
    page = reverse("evaluations:decision-sign", args=[other_draft.pk])
    form = client.get(page).context["form"]

    answer = client.post(
        page,
        {
            "form_key": form.form_key,
            "version": form.version,
            "number": "642/QĐ-UBND",
            "decided_on": f"{clock.today():%d/%m/%Y}",
            "signer_title": "Chủ tịch",
        },
    )

    assert answer.status_code == 422
    assert f'<a href="{draft.get_absolute_url()}">Mở “642/QĐ-UBND”</a>' in answer.content.decode()
