"""Lists ask the database the same number of questions for one row and for three."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import services
from ocop.law.queries import tree_of
from tests.factories.evaluations import (
    closed_session,
    district_panel,
    open_session,
    planned_session,
    sheet_of,
    signed_decision,
)
from tests.factories.registrations import accepted_dossier

COUNTS = {
    "council-list": 7,
    "session-list": 6,
    "council-detail": 11,
    "agenda-add": 8,
    "agenda": 9,
    "board": 18,
    "sheet-list": 5,
    "results": 19,
    "decision-detail": 11,
    "certificate-list": 12,
    "decision-list": 6,
    "sheet-detail": 14,
}
"""Sign-in, posts and notices included."""


def questions(client, person, name, *args) -> int:
    client.force_login(person)
    address = reverse(f"evaluations:{name}", args=args)
    client.get(address)  # what is kept in memory is read once
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


def dossiers(cast, count):
    return [
        accepted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer)
        for _n in range(count)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_council_list(client, cast, rows):
    panels = [district_panel(cast) for _n in range(rows)]
    assert len(panels) == rows

    assert questions(client, cast.district_officer, "council-list") == COUNTS["council-list"]


@pytest.mark.parametrize("rows", [1, 3])
def test_session_pages(client, cast, district, rows):
    for _n in range(rows):
        planned_session(district)
    assert questions(client, cast.district_officer, "session-list") == COUNTS["session-list"]
    assert (
        questions(client, cast.district_officer, "council-detail", district.council.pk)
        == COUNTS["council-detail"]
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_agenda_to_fill(client, cast, district, rows):
    dossiers(cast, rows)
    session = planned_session(district)

    assert questions(client, cast.district_officer, "agenda-add", session.pk) == COUNTS["agenda-add"]


@pytest.mark.parametrize("rows", [1, 3])
def test_agenda_board_and_sheets(client, cast, district, rows):
    session = planned_session(district, *dossiers(cast, rows))
    assert questions(client, cast.district_officer, "session-detail", session.pk) == COUNTS["agenda"]
    services.open_session(actor=district.secretary, session=session, present=district.seats)

    assert questions(client, district.secretary, "session-detail", session.pk) == COUNTS["board"]
    assert questions(client, district.chair, "sheet-list") == COUNTS["sheet-list"]


@pytest.mark.parametrize("rows", [1, 3])
def test_results_decisions_and_register(client, cast, district, rows):
    session = closed_session(district, *dossiers(cast, rows), points=62)
    assert questions(client, district.secretary, "results", session.pk) == COUNTS["results"]
    decision = signed_decision(district, session)
    for line in decision.lines.order_by("pk"):
        services.issue_certificate(actor=cast.district_officer, line=line)

    assert (
        questions(client, cast.district_officer, "decision-detail", decision.pk) == COUNTS["decision-detail"]
    )
    assert questions(client, cast.district_officer, "certificate-list") == COUNTS["certificate-list"]


@pytest.mark.parametrize("rows", [1, 3])
def test_decision_list(client, cast, district, rows):
    for dossier in dossiers(cast, rows):
        services.prepare_decision(
            actor=cast.district_officer, session=closed_session(district, dossier, points=62)
        )

    assert questions(client, cast.district_officer, "decision-list") == COUNTS["decision-list"]


def test_score_sheet(client, cast, district, dossier):
    """Fifty criteria with their options come from memory; the marks in one query."""
    sheet = sheet_of(district.chair, open_session(district, dossier).items.get())
    assert questions(client, district.chair, "sheet-detail", sheet.pk) == COUNTS["sheet-detail"]


def test_a_tick_with_its_answer(client, district, dossier):
    """Session, person, posts and sheet; in one transaction receipt, lock, what stands around the
    sheet, the mark before, mark, version and event; the marks of the total.
    """
    sheet = sheet_of(district.chair, open_session(district, dossier).items.get())
    criterion = next(iter(tree_of(dossier.criteria_set).criteria()))
    client.force_login(district.chair)
    address = reverse("evaluations:sheet-tick", args=[sheet.pk, criterion.pk])
    for was, position in (("", "1"), ("1", "2")):  # what is kept in memory is read at the first
        with CaptureQueriesContext(connection) as asked:
            tick = f"c-{criterion.pk}"
            sent = {tick: position, f"was-{tick}": was, "form_key": str(uuid4())}
            response = client.post(address, sent, headers={"HX-Request": "true"})
        assert response.status_code == 200

    steps = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(steps) == 12, steps
    assert sheet.marks.get().option.position == 2
