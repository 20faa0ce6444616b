"""Lists through the whole importer: in the background, in every mess, out of the portal and in again."""

import io
from dataclasses import replace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.documents.choices import JobState
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.imports import services
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.queries import open_questions, table_of
from ocop.imports.workflow import READ
from ocop.localities.choices import CodeSystem, PlaceKind
from ocop.workflow import MoveRefused
from registrations.lists import RegistrationList
from registrations.models import Dossier, Producer, Product
from tests.cast import also_holds
from tests.factories.places import make_place
from tests.factories.registrations import make_producer, submitted_dossier
from tests.factories.spreadsheets import Mess, facts

V = Verdict
NEW = ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "1400000077", "0277 111 2222", "Hộp 300 g")
TWO = [NEW, ("Xoài sấy", *NEW[1:])]


def verdicts(batch):
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


# --- A preview in the background ----------------------------------------------------------------------------


@pytest.fixture
def slow(settings):
    """Every list is longer than one waits for."""
    settings.IMPORT_ROWS_AT_ONCE = 1


def reading_of(batch) -> DocumentJob:
    return DocumentJob.objects.get(kind=READ, subject_id=batch.pk)


def test_a_long_list_is_looked_at_in_the_background(cast, bring_in, load, slow):
    batch = bring_in(TWO)
    assert (batch.state, batch.row_count, verdicts(batch)) == (ImportState.READING, 2, [])

    run_job(reading_of(batch).pk)
    batch.refresh_from_db()

    assert (batch.state, verdicts(batch)) == (ImportState.CHECKED, [V.NEW, V.NEW])
    assert load(batch, actor=cast.officer).state == ImportState.LOADED
    assert Product.objects.filter(name__in=["Mứt xoài", "Xoài sấy"]).count() == 2


def test_a_preview_made_twice_is_made_once(bring_in, slow):
    batch = bring_in(TWO)
    job = reading_of(batch)
    run_job(job.pk)
    rows = set(batch.rows.values_list("pk", flat=True))

    services.read_list(batch.pk, job)

    assert set(batch.rows.values_list("pk", flat=True)) == rows


def test_while_it_is_looked_at_nothing_can_be_decided(client, cast, bring_in, slow):
    batch = bring_in(TWO)
    client.force_login(cast.officer)

    page = client.get(batch.get_absolute_url())

    job = reverse("documents:job-detail", args=[reading_of(batch).pk])
    assert page.context["page"].job_url == job and job in page.content.decode()
    assert page.context["page"].moves == []
    for act in (services.set_faulty_aside, services.take_back):
        with pytest.raises((RuleViolation, MoveRefused)):
            act(actor=cast.officer, batch=batch)


def test_a_list_that_cannot_be_looked_at_says_why_and_waits_for_its_columns(
    cast, bring_in, slow, monkeypatch
):
    def refuse(self, row):
        raise RuleViolation("Danh mục xã chưa có.")

    batch = bring_in(TWO)
    monkeypatch.setattr(RegistrationList, "examine", refuse)
    run_job(reading_of(batch).pk)
    batch.refresh_from_db()

    assert (batch.state, batch.problem) == (ImportState.UPLOADED, "Danh mục xã chưa có.")
    assert verdicts(batch) == []

    monkeypatch.undo()
    services.check_list(actor=cast.officer, batch=batch, columns=table_of(batch).mapping)
    run_job(reading_of_open(batch).pk)
    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (ImportState.CHECKED, "")


def reading_of_open(batch) -> DocumentJob:
    return DocumentJob.objects.get(kind=READ, subject_id=batch.pk, state=JobState.QUEUED)


def test_a_list_whose_reading_was_given_up_is_taken_back(client, cast, bring_in, slow):
    batch = bring_in(TWO)
    DocumentJob.objects.filter(pk=reading_of(batch).pk).update(state=JobState.FAILED)
    client.force_login(cast.officer)
    [move] = client.get(batch.get_absolute_url()).context["page"].moves
    assert move.url == reverse("imports:import-take-back", args=[batch.pk])

    batch = services.take_back(actor=cast.officer, batch=batch)

    assert batch.state == ImportState.UPLOADED


# --- Every mess ---------------------------------------------------------------------------------------------

MESSES = {
    "a header of two lines, repeated half-way": Mess(two_lines=True, stars="ticks", repeated=True),
    "the same under districts": Mess(two_lines=True, stars="ticks", repeated=True, districts=True),
    "numbered columns, merged producers": Mess(numbering=True, merged=True, totals=True, notes=True),
    "all of it": Mess(
        cover=True, hidden=True, nfd=True, spaces=True, short_places=True, two_lines=True, stars="ticks",
        repeated=True, districts=True, merged=True, totals=True, notes=True, signatures=True,
        blank_rows=True, upper_header=True, indent=2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("mess", MESSES.values(), ids=MESSES)
def test_a_messy_list_is_registered_whole(cast, bring_in, load, mess):
    told = [replace(fact, commune="xã Mỹ Hiệp", district="huyện Cao Lãnh") for fact in facts(12)]

    batch = bring_in([], actor=cast.district_officer, content=mess.book(told).content)
    while asked := open_questions(batch):
        batch = services.answer_questions(
            actor=cast.district_officer, batch=batch, answers={one["key"]: "household" for one in asked}
        )

    assert verdicts(batch) == [V.NEW] * len(told)
    load(batch, actor=cast.district_officer)
    kept = Dossier.objects.values_list("product_name", "organisation_name", "commune")
    assert set(kept) == {(f.product, f.producer, cast.places.old_my_hiep.pk) for f in told}


# --- Out of the portal and in again -------------------------------------------------------------------------


def test_the_list_of_dossiers_brought_in_again_changes_nothing(client, cast, bring_in, load):
    load(bring_in(TWO), actor=cast.officer)
    client.force_login(cast.officer)
    answer = client.post(reverse("exports:take", args=["registrations:dossier-list"]))
    before = [list(model.objects.order_by("pk").values()) for model in (Producer, Product, Dossier)]

    batch = bring_in([], content=b"".join(answer.streaming_content), name="ho-so.xlsx")
    assert verdicts(batch) == [V.SAME] * Dossier.objects.count()
    load(batch, actor=cast.officer)

    assert [list(model.objects.order_by("pk").values()) for model in (Producer, Product, Dossier)] == before


def test_two_communes_of_one_name_are_told_apart_where_the_list_comes_back(client, cast, bring_in):
    twin = make_place(
        PlaceKind.COMMUNE,
        "Mỹ Hiệp",
        "30055",
        parent=cast.other_district,
        system=CodeSystem.OLD,
        today=cast.places.phu_cuong,
    )
    officer = also_holds(cast.officer, Role.COMMUNE_OFFICER, twin)
    for place in (cast.places.old_my_hiep, twin):
        owner = make_producer(place, officer, name="Hợp tác xã Chung Tên")
        submitted_dossier(owner, cast.cycle_148, actor=officer)
    client.force_login(cast.province_officer)
    answer = client.post(reverse("exports:take", args=["registrations:dossier-list"]))

    batch = bring_in([], actor=cast.province_officer, content=b"".join(answer.streaming_content))

    assert (verdicts(batch), open_questions(batch)) == ([V.SAME, V.SAME], [])


def test_a_template_that_was_filled_in_is_brought_in(client, cast, bring_in, load):
    filled = {
        "product": "Xoài sấy", "producer": "HTX Xoài Non", "commune": "Xã Mỹ Hiệp", "kind": "Hợp tác xã",
        "number": "0123456789", "phone": "0277 111 2222", "packaging": "00123",
    }  # fmt: skip
    client.force_login(cast.new_officer)
    empty = client.get(reverse("exports:template", args=["registrations"]))
    book = load_workbook(io.BytesIO(b"".join(empty.streaming_content)))
    for column, field in enumerate(RegistrationList.finder_fields(), 1):
        book.worksheets[0].cell(2, column, filled.get(field.key))
    saved = io.BytesIO()
    book.save(saved)

    batch = bring_in([], actor=cast.new_officer, content=saved.getvalue(), cycle=cast.cycle_26)
    assert verdicts(batch) == [V.NEW]
    load(batch, actor=cast.new_officer)

    dossier = Dossier.objects.select_related("producer", "product").get()
    assert dossier.producer.registration_number == "0123456789"
    assert (dossier.producer.kind, dossier.producer.phone) == ("cooperative", "0277 111 2222")
    assert (dossier.product.name, dossier.product.packaging) == ("Xoài sấy", "00123")
