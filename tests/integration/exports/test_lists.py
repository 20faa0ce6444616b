"""Every list leaves as a sheet: what its reader may see, under the filters in force, as what it is."""

import io
import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Certificate
from ocop.audit.models import Event
from ocop.documents.choices import JobState
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.exports.lists import list_of, rows_of
from ocop.exports.models import ListExport
from ocop.exports.services import KEPT
from ocop.spreadsheets.reader import open_workbook
from ocop.spreadsheets.sheets import _needs_of
from tests.architecture.lists import list_routes, list_view, reader_of
from tests.factories.registrations import start_dossier, submitted_dossier

pytestmark = pytest.mark.django_db
DOSSIERS = "registrations:dossier-list"
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(\W+\d{1,2}/\d{1,2}/\d{4})?")
WITHOUT_A_SHEET = {
    "catalogue:product-list",
    "imports:import-list",
    "notifications:list",
}
"""The public list has a printed form, an inbox is one's own, a list that came in gives rows back itself."""


def taken(client, route: str, query: str = ""):
    return client.post(f"{reverse('exports:take', args=[route])}{query}")


def rows_in(response) -> list[tuple]:
    content = b"".join(response.streaming_content)
    return list(open_workbook(io.BytesIO(content), name="a.xlsx").sheets[0].rows())


def test_every_list_has_a_sheet():
    without = {name for name in list_routes() if list_view(name).sheet_class is None}

    assert without == WITHOUT_A_SHEET


def test_the_sheet_of_a_list_has_as_many_lines_as_the_list(client, listed_world):
    for route in sorted(set(list_routes()) - WITHOUT_A_SHEET):
        client.force_login(reader_of(route, listed_world))
        shown = client.get(reverse(route)).context["page"].listing.count

        rows = rows_in(taken(client, route))

        added = route == "audit:event-list"  # taking the trail is written into the trail
        assert (len(rows), shown > 0) == (1 + shown + added, True), route
        assert all(isinstance(header, str) and header for header in rows[0])
        assert any(cell not in ("", None) for cell in rows[1])
        said = {
            rows[0][at] for row in rows[1:] for at, cell in enumerate(row) if DAY.fullmatch(str(cell or ""))
        }
        assert not said, f"{route}: days are days, not texts"


def test_a_sheet_made_of_fields_says_what_whole_rows_say(listed_world):
    by_fields = set()
    for route in (route for route in list_routes() if list_view(route).sheet_class):
        view = list_of(route, query="", person=reader_of(route, listed_world))
        sheet, rows = view.sheet_class(), rows_of(view)
        if all(_needs_of(each, rows) for each in sheet.get_export_fields()):
            by_fields.add(route)
            assert list(sheet.lines(rows)) == list(sheet._lines_of_rows(rows)), route

    assert {"registrations:dossier-list", "registrations:producer-list"} <= by_fields


def test_a_sheet_holds_what_the_reader_sees_and_keeps_what_it_is(client, cast):
    mine = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="=CMD()")
    submitted_dossier(cast.neighbour_producer, cast.cycle_148, actor=cast.neighbour_officer, name="Hàng xóm")
    client.force_login(cast.officer)

    response = taken(client, DOSSIERS)

    rows = rows_in(response)
    assert len(rows) == 2
    assert rows[1][:2] == ("=CMD()", cast.producer.name)
    assert rows[1][8] == mine.product_code
    assert isinstance(rows[1][11], date)
    assert response["Content-Disposition"].startswith('attachment; filename="ho-so-san-pham-')
    assert response["Cache-Control"] == "private, no-store"


def test_the_filters_and_the_order_of_the_address_are_kept(client, cast):
    for name in ("Bưởi da", "Mít", "Bưởi sấy"):
        start_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name=name)
    client.force_login(cast.officer)

    rows = rows_in(taken(client, DOSSIERS, "?q=buoi&sort=-name"))

    assert [row[0] for row in rows[1:]] == ["Bưởi sấy", "Bưởi da"]


def test_taking_a_list_is_written_down(client, cast):
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    taken(client, DOSSIERS, "?q=nem")

    event = Event.objects.get(verb="list.export")
    assert (event.actor, event.detail) == (cast.officer, {"rows": 0, "filters": "q=nem"})
    assert event.place_path == cast.places.old_my_hiep.path


@pytest.mark.parametrize(
    "route", ["today", "notifications:list", "registrations:dossier-detail", "nothing", "a:b"]
)
def test_what_is_no_list_is_not_taken(client, cast, route):
    client.force_login(cast.officer)

    assert taken(client, route).status_code == 404
    assert not ListExport.objects.exists()


def test_who_may_not_open_a_list_may_not_take_it(client, cast):
    client.force_login(cast.officer)

    assert taken(client, "audit:event-list").status_code == 403


def test_a_visitor_takes_nothing(client):
    assert taken(client, DOSSIERS).status_code == 302
    assert not ListExport.objects.exists()


def test_a_long_list_is_made_in_the_background(client, cast, settings):
    settings.EXPORT_ROWS_AT_ONCE = 1
    for name in ("Xoài", "Mít"):
        start_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name=name)
    client.force_login(cast.officer)

    answer = taken(client, DOSSIERS)
    job = DocumentJob.objects.get()
    run_job(job.pk)

    job.refresh_from_db()
    assert answer["Location"] == reverse("documents:job-detail", args=[job.pk])
    assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
    address = ListExport.objects.get().get_absolute_url()
    assert address in client.get(answer["Location"]).content.decode()
    assert {row[0] for row in rows_in(client.get(address))[1:]} == {"Xoài", "Mít"}


def test_a_sheet_belongs_to_who_asked_for_it(client, cast, settings):
    settings.EXPORT_ROWS_AT_ONCE = 0
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    taken(client, DOSSIERS)
    run_job(DocumentJob.objects.get().pk)
    export = ListExport.objects.get()

    client.force_login(cast.district_officer)

    assert client.get(export.get_absolute_url()).status_code == 404


def test_a_post_that_ended_meanwhile_empties_the_sheet(client, cast, settings):
    settings.EXPORT_ROWS_AT_ONCE = 0
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    taken(client, DOSSIERS)
    cast.officer.memberships.update(starts_on="2019-01-01", ends_on="2020-01-01")

    run_job(DocumentJob.objects.get().pk)

    file = default_storage.open(ListExport.objects.get().file.name)
    assert len(list(open_workbook(file, name="a.xlsx").sheets[0].rows())) == 1


def test_old_files_are_thrown_away(client, cast, settings, django_capture_on_commit_callbacks):
    settings.EXPORT_ROWS_AT_ONCE = 0
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    taken(client, DOSSIERS)
    run_job(DocumentJob.objects.get().pk)
    old = ListExport.objects.get()
    ListExport.objects.update(requested_at=timezone.now() - 2 * KEPT)

    with django_capture_on_commit_callbacks(execute=True):
        taken(client, DOSSIERS)

    assert not default_storage.exists(old.file.name)
    assert client.get(old.get_absolute_url()).status_code == 404


def test_the_button_carries_the_address_in_force(client, cast):
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    page = client.get(reverse(DOSSIERS), {"q": "", "sort": "-name", "page": "1"}).content.decode()

    assert f'action="{reverse("exports:take", args=[DOSSIERS])}?q=&amp;sort=-name"' in page


def test_a_certificate_says_how_it_stands_in_the_sheet(client, listed_world):
    Certificate.objects.update(product_name="00123")
    valid = listed_world.rows["certificate"]
    client.force_login(listed_world.people["chuyen_vien_huyen"])

    rows = rows_in(taken(client, "evaluations:certificate-list"))

    (row,) = [row for row in rows[1:] if row[0] == valid.number]
    assert row[1] == "00123"
    assert (row[-1], len(rows)) == ("Còn hiệu lực", Certificate.objects.count() + 1)


def test_a_list_is_found_by_its_route(cast):
    view = list_of(DOSSIERS, query="q=x&muc=qua-han", person=cast.officer)

    assert (view.filters.chosen, view.request.GET["muc"]) == ({"q": "x"}, "qua-han")
