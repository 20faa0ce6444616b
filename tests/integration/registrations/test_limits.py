"""Steps for which no act sets a term: without limit, until a province gives them one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from registrations import services
from registrations.choices import RegistrationType, StepTerm
from registrations.models import StepClock, StepLimit
from tests.factories.law import load_holidays
from tests.factories.registrations import complete_dossier, submitted_dossier

MONDAY = "2026-11-02 02:00"


@pytest.fixture
def limit(cast):
    """From 1/11/2026 the province takes in within five working days."""
    load_holidays()
    with freeze_time("2026-11-01 02:00"):
        return set_limit(cast, 5)


def set_limit(cast, days, *, used_from=date(2026, 11, 1), term=StepTerm.PROVINCE_REVIEW, **changes):
    asked = {
        "actor": cast.administrator,
        "province": cast.places.province,
        "term": term,
        "days": days,
        "used_from": used_from,
        "note": "Quy chế phối hợp của tỉnh",
    }
    return services.set_step_limit(**asked | changes)


def submitted(cast, on=MONDAY, **options):
    with freeze_time(on):
        return submitted_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer, **options)


def test_without_one_nothing_runs(cast):
    sent = submitted(cast)

    assert (sent.due_on, StepClock.objects.filter(dossier=sent, ended_on=None).count()) == (None, 0)


def test_a_clock_runs_where_one_is_set(cast, limit):
    sent = submitted(cast)

    running = StepClock.objects.get(dossier=sent, ended_on=None)
    assert (running.term, running.kind, running.days) == (StepTerm.PROVINCE_REVIEW, "working_days", 5)
    assert sent.due_on == running.due_on == date(2026, 11, 9)


def test_it_waits_for_the_owner_goes_on_and_ends_when_taken_in(cast, limit):
    sent = submitted(cast)
    with freeze_time("2026-11-04 02:00"):
        returned = services.return_dossier(actor=cast.province_officer, dossier=sent, note="Thiếu ảnh")
    with freeze_time("2026-11-16 02:00"):
        again = services.submit_dossier(actor=cast.new_officer, dossier=returned)
    with freeze_time("2026-11-17 02:00"):
        accepted = services.accept_dossier(actor=cast.province_officer, dossier=again)

    assert (returned.due_on, again.due_on, accepted.due_on) == (None, date(2026, 11, 19), None)
    assert not StepClock.objects.filter(dossier=sent, ended_on=None).exists()


def test_the_term_of_a_renewal_follows_when_it_is_taken_in(cast, limit):
    sent = submitted(cast, registration_type=RegistrationType.REASSESSMENT)
    with freeze_time("2026-11-03 02:00"):
        accepted = services.accept_dossier(actor=cast.province_officer, dossier=sent)

    assert (sent.due_on, accepted.due_on) == (date(2026, 11, 9), date(2026, 12, 18))


def test_the_one_of_the_day_counts_and_may_be_taken_away(cast, limit):
    with freeze_time("2026-11-02 01:00"):
        set_limit(cast, None, used_from=date(2026, 11, 3))

    assert submitted(cast).due_on == date(2026, 11, 9)
    assert submitted(cast, "2026-11-03 02:00", name="Sen sấy").due_on is None


def test_it_holds_in_its_own_province_for_its_own_step(cast):
    with freeze_time("2026-11-01 02:00"):
        set_limit(cast, 5, term=StepTerm.DISTRICT_REVIEW)

    assert submitted(cast).due_on is None


def test_a_former_district_may_be_given_one_by_the_province_of_today(cast):
    StepLimit.objects.create(
        province=cast.places.province,
        term=StepTerm.DISTRICT_REVIEW,
        days=3,
        used_from=date(2025, 5, 1),
        set_by=cast.administrator,
    )
    with freeze_time("2025-05-05 02:00"):
        dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
        sent = services.submit_dossier(actor=cast.officer, dossier=dossier)

    assert sent.due_on == date(2025, 5, 8)


def change(cast, limit, days, **more):
    asked = {"actor": cast.administrator, "limit": limit, "days": days, "note": "Quy chế mới"}
    return services.change_step_limit(**asked | more)


def test_changing_one_is_written_down(cast, limit):
    with freeze_time("2026-11-01 02:00"):
        change(cast, limit, 7)

    event = Event.objects.filter(verb="step_limit.update").get()
    assert (event.before["days"], event.after["days"]) == (5, 7)
    assert (event.note, event.place_path) == ("Quy chế mới", cast.places.province.path)
    assert StepLimit.objects.get().days == 7


def test_of_two_who_change_one_the_second_is_told(cast, limit):
    with freeze_time("2026-11-01 02:00"):
        change(cast, limit, 7, version=limit.version)
        with pytest.raises(Stale):
            change(cast, limit, 9, version=limit.version)

    assert StepLimit.objects.get().days == 7


def test_a_day_that_has_one_gets_no_second(cast, limit):
    with freeze_time("2026-11-01 02:00"), pytest.raises(RuleViolation, match="đã có thời hạn"):
        set_limit(cast, 7)

    assert StepLimit.objects.get().days == 5


def test_what_was_promised_by_one_is_not_changed_afterwards(cast, limit):
    with freeze_time("2026-11-02 02:00"), pytest.raises(RuleViolation, match="đã áp dụng"):
        change(cast, limit, 7)

    assert StepLimit.objects.get().days == 5


def test_nobody_else_changes_one(cast, limit):
    with freeze_time("2026-11-01 02:00"), pytest.raises(RuleViolation, match="không quản trị"):
        change(cast, limit, 7, actor=cast.province_officer)

    assert StepLimit.objects.get().days == 5


def test_nobody_else_sets_one_nor_for_a_day_that_is_over(cast):
    with freeze_time("2026-11-02 02:00"):
        today = {"used_from": date(2026, 11, 2)}
        elsewhere = {"province": cast.places.an_giang} | today
        for changes in ({"actor": cast.province_officer} | today, elsewhere, {}):
            with pytest.raises(RuleViolation):
                set_limit(cast, 5, **changes)

    assert not StepLimit.objects.exists()


@pytest.mark.parametrize("wrong", [{"term": StepTerm.COMMUNE_REVIEW}, {"days": 0}, {"days": 251}])
def test_what_an_act_sets_and_odd_lengths_are_refused_by_the_database(limit, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        StepLimit.objects.filter(pk=limit.pk).update(**wrong)
