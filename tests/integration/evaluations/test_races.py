"""Two people press at once: one effect, and a clear answer to the other. Locks are those of PostgreSQL."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from evaluations import services
from evaluations.choices import SessionState, SheetState
from evaluations.models import Certificate, Decision, DecisionLine, Grading, Sheet
from evaluations.workflow import SHEET
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.documents.models import NumberBook
from ocop.law import queries as law
from ocop.workflow.moves import Workflow
from registrations.choices import DossierState
from tests.cast import make_cast
from tests.factories.accounts import make_officer
from tests.factories.evaluations import (
    closed_session,
    district_panel,
    open_session,
    score,
    send,
    sheet_of,
    signed_decision,
)
from tests.factories.registrations import accepted_dossier, fresh

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    """The cast and its district council, committed for every thread to see."""
    law._tree.cache_clear()
    cast = make_cast()
    return cast, district_panel(cast)


def dossier_of(cast, **options):
    return accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, **options
    )


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts together, each on its own connection; what each gave or how it was refused."""
    barrier, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            answers[place] = act()
        except RuleViolation as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def refusals(answers: list[object]) -> list[str]:
    return [answer.message for answer in answers if isinstance(answer, RuleViolation)]


def test_two_members_send_at_once_and_both_count(world):
    cast, panel = world
    item = open_session(panel, dossier_of(cast)).items.get()
    sheets = [sheet_of(person, item) for person in panel.scorers]
    answers = at_once(
        *(lambda s=sheet: services.send_sheet(actor=s.seat.person, sheet=s) for sheet in sheets)
    )

    assert refusals(answers) == []
    assert set(Sheet.objects.values_list("state", flat=True)) == {SheetState.SENT}
    assert Event.objects.filter(verb="sheet.send").count() == 3


def test_one_member_s_double_click_sends_once(world):
    cast, panel = world
    sheet = sheet_of(panel.chair, open_session(panel, dossier_of(cast)).items.get())
    answers = at_once(*[lambda: services.send_sheet(actor=panel.chair, sheet=sheet)] * 4)

    assert len(refusals(answers)) == 3
    assert all("đã gửi" in said.lower() for said in refusals(answers))
    assert Event.objects.filter(verb="sheet.send").count() == 1


def test_a_tick_and_the_close_leave_a_result_that_equals_its_sheets(world):
    """Closing waits for the last sheet or is refused, so is a tick after it: no mark behind the result."""
    cast, panel = world
    session = open_session(panel, dossier_of(cast))
    item = session.items.get()
    for person in panel.members:
        send(person, item, 60)
    sheet = sheet_of(panel.chair, item)
    answers = at_once(
        lambda: services.send_sheet(actor=panel.chair, sheet=sheet),
        lambda: services.close_session(actor=panel.chair, session=session),
        lambda: services.save_mark(actor=panel.chair, sheet=sheet, criterion="1a", position=3),
    )

    session.refresh_from_db()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SENT
    assert not isinstance(answers[0], RuleViolation)
    if session.state == SessionState.CLOSED:
        assert Grading.objects.get().points_sum == sum(Sheet.objects.values_list("total", flat=True))
    else:
        assert "Còn phiếu chưa gửi" in answers[1].message


def test_two_secretaries_close_once(world):
    cast, panel = world
    session = open_session(panel, dossier_of(cast))
    score(panel, session, 62)
    answers = at_once(*[lambda: services.close_session(actor=panel.chair, session=session)] * 3)

    assert len(refusals(answers)) == 2
    assert all("Đã đóng" in said for said in refusals(answers))
    assert Grading.objects.count() == 1
    assert Event.objects.filter(verb="session.close").count() == 1


def test_two_officers_prepare_one_draft(world):
    cast, panel = world
    session = closed_session(panel, dossier_of(cast), points=62)
    colleague = make_officer(Role.DISTRICT_OFFICER, cast.places.old_district)
    answers = at_once(
        *(
            lambda p=person: services.prepare_decision(actor=p, session=session)
            for person in (cast.district_officer, colleague)
        )
    )

    assert refusals(answers) == ["Mọi kết quả của phiên đã có trong quyết định."]
    assert (Decision.objects.count(), DecisionLine.objects.count()) == (1, 1)


def test_two_leaders_sign_once(world):
    cast, panel = world
    dossier = dossier_of(cast)
    session = closed_session(panel, dossier, points=62)
    draft = services.prepare_decision(actor=cast.district_officer, session=session)
    deputy = make_officer(Role.DISTRICT_LEADER, cast.places.old_district)
    answers = at_once(
        *(
            lambda p=person, n=number: services.sign_decision(
                actor=p, decision=draft, number=n, decided_on=clock.today(), signer_title="Chủ tịch"
            )
            for person, number in ((cast.district_leader, "1/QĐ-UBND"), (deputy, "2/QĐ-UBND"))
        )
    )

    assert len(refusals(answers)) == 1
    assert "Đã ký" in refusals(answers)[0]
    assert Event.objects.filter(verb="decision.sign").count() == 1
    assert Event.objects.filter(verb="dossier.recognise").count() == 1
    assert fresh(dossier).state == DossierState.RECOGNISED


def test_two_officers_schedule_one_dossier_once(world):
    cast, panel = world
    dossier = dossier_of(cast)
    sessions = [
        services.plan_session(actor=panel.secretary, council=panel.council, held_on=clock.today())
        for _n in range(2)
    ]
    answers = at_once(
        *(
            lambda s=session: services.add_dossiers_to_session(
                actor=cast.district_officer, session=s, dossiers=[dossier]
            )
            for session in sessions
        )
    )

    assert len(refusals(answers)) == 1
    assert dossier.items.count() == 1
    assert Event.objects.filter(verb="dossier.schedule").count() == 1


def test_one_line_is_certified_once_and_numbers_have_no_gap(world):
    cast, panel = world
    session = closed_session(panel, *(dossier_of(cast) for _n in range(3)), points=62)
    lines = list(signed_decision(panel, session).lines.order_by("pk"))
    acts = [
        lambda line=line: services.issue_certificate(actor=cast.district_officer, line=line)
        for line in lines
        for _twice in range(2)
    ]
    answers = at_once(*acts)

    assert refusals(answers) == []
    assert Certificate.objects.count() == 3
    numbers = sorted(Certificate.objects.values_list("number_entry__number", flat=True))
    assert numbers == [1, 2, 3]
    assert NumberBook.objects.get(series="GCN-OCOP").last == 3


@pytest.fixture
def guards():
    """Takes the database's own guards of sent sheets down, and puts them up again after the test."""
    migration = import_module("evaluations.migrations.0015_sent_sheets_stay")
    taken = []

    def take_down():
        with connection.schema_editor() as editor:
            migration.take_down(None, editor)
        taken.append(True)

    yield take_down
    if taken:
        with connection.schema_editor() as editor:
            migration.put_up(None, editor)


@pytest.mark.parametrize(
    ("locked", "guarded", "sent"), [(True, True, 1), (True, False, 1), (False, True, 1), (False, False, 2)]
)
def test_two_presses_are_kept_apart_by_the_lock_and_by_the_database(
    world, guards, monkeypatch, locked, guarded, sent
):
    """Both presses are held until each has read the row. With both protections off, it is sent twice."""
    cast, panel = world
    sheet = sheet_of(panel.chair, open_session(panel, dossier_of(cast)).items.get())
    both_read = Barrier(2)

    def wait_for_the_other(subject):
        with suppress(BrokenBarrierError):
            both_read.wait(timeout=2)
        return ()

    move = replace(SHEET.move("send"), blockers=wait_for_the_other)
    monkeypatch.setattr(services.sheets, "SHEET", Workflow("sheet", (move,)))
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows.all())
    if not guarded:
        guards()

    def press():
        with suppress(IntegrityError):
            services.send_sheet(actor=panel.chair, sheet=sheet)

    at_once(press, press)

    assert Event.objects.filter(verb="sheet.send").count() == sent
