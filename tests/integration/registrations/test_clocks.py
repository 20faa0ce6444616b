"""The terms of a dossier's steps: they run, stand still while the owner has it, go on, and end."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from freezegun import freeze_time

from ocop.ui.parts import Days, Status
from registrations import queries, services
from registrations.choices import RegistrationType, StepTerm
from registrations.models import Dossier, StepClock
from tests.factories.law import load_holidays
from tests.factories.registrations import accepted_dossier, complete_dossier, fresh, submitted_dossier
from tests.kept import kept


@kept
def reviewed(cast):
    """Handed in to the commune on Friday 30/10/2026; fifteen working days end on 20/11."""
    load_holidays()
    with freeze_time("2026-10-30 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
        return services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)


def give_back(cast, dossier, on):
    with freeze_time(on):
        return services.commune_return_dossier(
            actor=cast.new_officer, dossier=dossier, note="Thiếu phiếu kiểm nghiệm"
        )


def shown(dossier):
    row = queries.dossier_rows(Dossier.objects.filter(pk=dossier.pk)).get()
    return queries.due_status(row, queries.calendar_for([row])), queries.where_of(row)


def test_the_term_of_the_commune_is_written_down(reviewed):
    running = StepClock.objects.get(dossier=reviewed)

    assert (running.term, running.kind) == (StepTerm.COMMUNE_REVIEW, "working_days")
    assert (running.started_on, running.due_on) == (date(2026, 10, 30), date(2026, 11, 20))


def test_it_stands_still_while_the_owner_has_the_dossier(cast, reviewed):
    dossier = give_back(cast, reviewed, "2026-11-10 03:00")

    still = StepClock.objects.get(dossier=dossier)
    assert (still.paused_on, still.left, dossier.due_on) == (date(2026, 11, 10), 8, None)
    with freeze_time("2026-12-20 03:00"):
        due, where = shown(dossier)
    assert due == Status("wait", "pause", "Tạm dừng chờ chủ thể")
    assert where.verdict == "Tạm dừng chờ chủ thể từ 10/11/2026, khi đó còn 8 ngày làm việc."
    assert where.days == Days(7, 15)
    assert not where.is_late


def test_it_goes_on_with_the_days_that_were_left(cast, reviewed):
    dossier = give_back(cast, reviewed, "2026-11-10 03:00")

    with freeze_time("2026-12-21 03:00"):
        again = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)

    running = StepClock.objects.get(dossier=dossier)
    assert again.due_on == running.due_on == date(2026, 12, 31)
    assert (running.paused_on, running.left) == (None, None)
    assert (running.started_on, running.ran_from) == (date(2026, 10, 30), date(2026, 12, 21))


def test_the_panel_counts_the_whole_term_after_a_pause(cast, reviewed):
    dossier = give_back(cast, reviewed, "2026-11-10 03:00")
    with freeze_time("2026-12-21 03:00"):
        services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)

    with freeze_time("2026-12-24 03:00"):
        due, where = shown(dossier)

    assert (where.days, where.term) == (Days(10, 15), "Thời hạn 15 ngày làm việc")
    assert where.verdict == "Còn 5 ngày làm việc (hạn 31/12/2026)."
    assert due == Status("act", "clock", "Còn 5 ngày làm việc")


def test_what_was_overdue_stays_overdue_by_as_much(cast, reviewed):
    dossier = give_back(cast, reviewed, "2026-11-24 03:00")

    with freeze_time("2026-12-02 03:00"):
        again = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)
        assert queries.where_of(again).is_late

    assert again.due_on == date(2026, 11, 30)


def test_it_ends_when_the_commune_sends_the_dossier_up(cast, reviewed):
    with freeze_time("2026-11-10 03:00"):
        sent = services.submit_dossier(actor=cast.new_officer, dossier=reviewed)

    assert sent.due_on is None
    assert StepClock.objects.get(dossier=sent).ended_on == date(2026, 11, 10)


def test_the_term_of_a_renewal_waits_for_the_commune_and_goes_on(cast):
    with freeze_time("2026-11-02 02:00"):
        accepted = accepted_dossier(
            cast.new_producer,
            cast.cycle_26,
            actor=cast.new_officer,
            officer=cast.province_officer,
            registration_type=RegistrationType.REASSESSMENT,
        )
    with freeze_time("2026-11-12 02:00"):
        returned = services.return_dossier(
            actor=cast.province_officer, dossier=accepted, note="Thiếu phiếu kiểm nghiệm"
        )
    with freeze_time("2026-11-20 02:00"):
        sent = services.submit_dossier(actor=cast.new_officer, dossier=returned)

    assert accepted.due_on == date(2026, 12, 17)
    assert sent.due_on == date(2026, 12, 25)


def test_a_dossier_that_is_withdrawn_has_no_clock_left(cast, reviewed):
    gone = services.withdraw_dossier(actor=cast.new_officer, dossier=reviewed, note="Chủ thể thôi làm")

    assert not StepClock.objects.filter(dossier=gone, ended_on=None).exists()


def test_where_the_regime_sets_no_term_none_is_kept(cast):
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert (sent.due_on, StepClock.objects.filter(dossier=sent).count()) == (None, 0)


def test_one_term_runs_once(reviewed):
    running = StepClock.objects.get(dossier=reviewed)
    running.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        running.save(force_insert=True)


def test_the_list_says_that_a_term_stands_still(client, cast, reviewed):
    give_back(cast, reviewed, "2026-11-10 03:00")
    client.force_login(cast.new_officer)

    page = client.get(reverse("registrations:dossier-list"))

    assert "Tạm dừng chờ chủ thể" in page.content.decode()
    assert fresh(reviewed).due_on is None
