"""Terms that come to their end are told of in time, once, to those who have the dossier."""

from datetime import date

import pytest
from celery import current_app
from django.core import mail
from django.db import IntegrityError, transaction
from freezegun import freeze_time

from ocop.accounts.models import User
from ocop.celery import app
from ocop.core.roles import Role
from ocop.notifications.models import Notice
from registrations import services
from registrations.models import Dossier, StepReminder
from registrations.tasks import remind_of_terms
from tests.factories.accounts import make_officer
from tests.factories.law import load_holidays
from tests.factories.registrations import complete_dossier, submitted_dossier


@pytest.fixture
def reviewed(cast):
    """Handed in to the commune on Friday 30/10/2026; fifteen working days end on Friday 20/11."""
    load_holidays()
    with freeze_time("2026-10-30 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
        dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)
    Notice.objects.all().delete()
    return dossier


def told(on, *people):
    """What the reminders of a day have put into these people's inboxes, ever."""
    with freeze_time(on):
        services.remind_of_terms()
    return [
        list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))
        for person in people
    ]


NEAR = "Hồ sơ “{}” còn 3 ngày làm việc là hết hạn xã xem xét (hạn 20/11/2026)."
LATE = "Hồ sơ “{}” quá hạn xã xem xét {} ngày làm việc (hạn 20/11/2026)."


def test_the_officer_is_told_three_working_days_before(cast, reviewed):
    assert told("2026-11-16 01:00", cast.new_officer) == [[]]
    assert told("2026-11-17 01:00", cast.new_officer, cast.province_leader) == [[NEAR.format(reviewed)], []]


def test_how_early_is_a_setting(cast, reviewed, settings):
    settings.REMIND_BEFORE_WORKING_DAYS = 4

    assert len(told("2026-11-16 01:00", cast.new_officer)[0]) == 1


def test_the_officer_and_the_leader_are_told_once_that_it_is_over(cast, reviewed):
    late = LATE.format(reviewed, 1)

    first = told("2026-11-21 01:00", cast.new_officer, cast.province_leader, cast.province_officer)
    again = told("2026-11-25 01:00", cast.new_officer, cast.province_leader, cast.province_officer)

    assert first == again == [[late], [late], []]


def test_a_beat_that_comes_late_and_twice_says_what_is_true_then_and_says_it_once(cast, reviewed):
    assert told("2026-11-24 01:00", cast.new_officer) == told("2026-11-24 01:00", cast.new_officer)
    assert told("2026-11-24 02:00", cast.new_officer) == [[LATE.format(reviewed, 2)]]


def test_nobody_is_told_while_the_owner_has_it_nor_after_the_step(cast, reviewed):
    with freeze_time("2026-11-10 03:00"):
        dossier = services.commune_return_dossier(
            actor=cast.new_officer, dossier=reviewed, note="Thiếu phiếu kiểm nghiệm"
        )
    Notice.objects.all().delete()
    assert told("2026-11-25 01:00", cast.new_officer) == [[]]

    with freeze_time("2026-12-01 03:00"):
        services.submit_dossier(actor=cast.new_officer, dossier=dossier)
    Notice.objects.all().delete()
    assert told("2027-02-01 01:00", cast.new_officer, cast.province_officer) == [[], []]


def test_a_district_that_has_it_answers_to_its_own_leader(cast):
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    sent.clocks.create(
        term="renewal_handling",
        kind="days",
        days=45,
        started_on=date(2025, 5, 1),
        ran_from=date(2025, 5, 1),
        due_on=date(2025, 6, 15),
    )
    Notice.objects.all().delete()

    inboxes = told(
        "2025-06-16 01:00", cast.district_officer, cast.district_leader, cast.officer, cast.province_leader
    )

    assert [len(inbox) for inbox in inboxes] == [1, 1, 0, 0]


def test_it_is_mailed_to_who_has_an_address(cast, reviewed, django_capture_on_commit_callbacks):
    person = make_officer(Role.COMMUNE_OFFICER, cast.places.my_hiep, email="canbo@example.vn")
    current_app.conf.task_always_eager = True
    try:
        with freeze_time("2026-11-17 01:00"), django_capture_on_commit_callbacks(execute=True):
            remind_of_terms()
    finally:
        current_app.conf.task_always_eager = False

    assert [message.to for message in mail.outbox] == [[person.email]]
    assert User.objects.get(pk=person.pk).notices.count() == 1


def test_the_beat_calls_it():
    assert app.conf.beat_schedule["remind-of-terms"]["task"] == remind_of_terms.name


def test_one_reminder_of_a_kind_is_kept(reviewed):
    running = Dossier.objects.get(pk=reviewed.pk).clocks.get()
    StepReminder.objects.create(clock=running, kind="near")

    with pytest.raises(IntegrityError), transaction.atomic():
        StepReminder.objects.create(clock=running, kind="near")
