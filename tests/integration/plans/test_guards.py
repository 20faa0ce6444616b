"""What the database keeps of a plan by itself, each guard alone: no service stands between."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from ocop.core.guards import Guard
from plans import services
from plans.choices import PlanState
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanPhase,
    PlanPrint,
    PlanReporting,
    PlanSection,
    PlanTask,
    SectionVersion,
)
from plans.models.plans import PlanPart
from plans.rules.targets import Aim
from tests.factories import plan_papers as make
from tests.factories.plans import indicator
from tests.kept import kept

pytestmark = pytest.mark.django_db

PARTS = (PlanPhase, PlanGround, PlanSection, PlanAim, PlanActivity, PlanTask, PlanReporting, PlanAnnex)
GUARDS: list[Guard] = list(import_module("plans.migrations.0009_issued_plans_stay").guards())


@kept
def issued(cast) -> Plan:
    """With a row of every sort, one section written twice."""
    plan = make.whole(cast)
    actor = cast.province_officer
    services.add_part(
        actor=actor,
        plan=plan,
        sort=PlanPhase,
        name="Cả năm",
        starts_on=plan.first_day,
        ends_on=plan.last_day,
    )
    section = plan.sections.order_by("position").first()
    services.write_section(
        actor=actor, section=section, title=section.title, text="Lời mới.", version=section.version
    )
    plan = services.submit_plan(actor=actor, plan=plan)
    return services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=make.clock.today())


def refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("sort", PARTS, ids=lambda sort: sort.__name__)
def test_the_rows_of_an_issued_plan_are_neither_added_nor_changed(issued, sort: type[PlanPart]):
    row = sort.objects.filter(plan=issued).first()
    other = sort.objects.get(pk=row.pk)
    other.pk, other._state.adding = None, True
    if isinstance(other, PlanAnnex | PlanSection):
        other.kind = next(kind for kind in ("calendar", "products", "text") if kind in _kinds(sort))

    assert refused(lambda: sort.objects.filter(pk=row.pk).update(version=7))
    assert refused(lambda: sort.objects.filter(pk=row.pk).update(position=7))
    assert refused(other.save)


def _kinds(sort) -> list[str]:
    return [value for value, _label in sort._meta.get_field("kind").choices]


def test_a_row_is_not_moved_into_an_issued_plan(cast, issued):
    draft = make.whole(cast, year=2040)
    row = draft.tasks.first()

    assert refused(lambda: PlanTask.objects.filter(pk=row.pk).update(plan=issued))
    assert not refused(lambda: PlanTask.objects.filter(pk=row.pk).update(position=9))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Khác"},
        {"dated_on": "2026-01-01"},
        {"signer_name": "Khác"},
        {"recipients": ""},
        {"state": PlanState.DRAFT},
        {"estimate": None},
        {"number_entry": None},
        {"replaces": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_an_issued_plan_says_of_itself_stays(issued, change):
    assert refused(lambda: Plan.objects.filter(pk=issued.pk).update(**change))


def test_all_columns_of_a_plan_but_its_paper_are_kept():
    """A column that comes later is kept too, or named here."""
    (guard,) = import_module("plans.migrations.0013_plans_in_place_of_others").guards()
    kept_columns = guard.moment.removeprefix("BEFORE UPDATE OF ").split(", ")
    columns = {field.column for field in Plan._meta.concrete_fields}

    assert columns - set(kept_columns) == {"id", "issued_document_id"}


def test_what_a_section_said_stays_said(issued):
    version = SectionVersion.objects.filter(section__plan=issued).first()

    assert refused(lambda: SectionVersion.objects.filter(pk=version.pk).update(text="Khác"))
    version.pk, version.number, version._state.adding = None, 99, True
    assert refused(version.save)


def test_a_draft_keeps_what_its_sections_said_and_takes_more(cast):
    plan = make.whole(cast, year=2041)
    section = plan.sections.exclude(saved_at=None).first()
    version = SectionVersion.objects.filter(section=section).first()

    assert refused(lambda: SectionVersion.objects.filter(pk=version.pk).update(text="Khác"))
    version.pk, version.number, version._state.adding = None, 99, True
    assert not refused(version.save)


def test_a_plan_that_was_handed_on_and_returned_may_be_written_again(cast):
    plan = make.submitted(cast, year=2042)
    task = plan.tasks.first()
    assert refused(lambda: PlanTask.objects.filter(pk=task.pk).update(position=9))

    services.return_plan(actor=cast.province_leader, plan=plan, note="Viết lại")
    assert not refused(lambda: PlanTask.objects.filter(pk=task.pk).update(position=9))


def test_the_files_of_a_print_are_written_once(issued):
    made = PlanPrint.objects.filter(plan=issued).first()
    services.keep_files(made, pdf=b"%PDF-", docx=b"PK")

    assert refused(lambda: PlanPrint.objects.filter(pk=made.pk).update(pdf="x.pdf"))


def test_a_target_that_is_taken_away_leaves_the_aim_and_no_other_takes_its_place(cast):
    plan = make.whole(cast, year=2043)
    target = services.set_target(
        actor=cast.province_officer,
        unit=cast.places.province,
        indicator=indicator("recognised"),
        first_year=2043,
        last_year=2043,
        aim=Aim(minimum=1),
    )
    aim = plan.aims.first()
    PlanAim.objects.filter(pk=aim.pk).update(target=target)
    plan = services.submit_plan(actor=cast.province_officer, plan=plan)

    services.remove_target(actor=cast.province_officer, target=target, note="Nhập nhầm")
    aim.refresh_from_db()
    assert aim.target is None
    again = services.set_target(
        actor=cast.province_officer,
        unit=cast.places.province,
        indicator=indicator("recognised"),
        first_year=2043,
        last_year=2043,
        aim=Aim(minimum=1),
    )
    assert refused(lambda: PlanAim.objects.filter(pk=aim.pk).update(target=again))


@pytest.mark.postgres
@pytest.mark.parametrize("guard", [guard for guard in GUARDS if guard.is_of_delete], ids=lambda one: one.name)
def test_nothing_of_an_issued_plan_is_deleted(issued, guard: Guard):
    """PostgreSQL only: tests empty tables of SQLite by DELETE."""
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=guard.name),
        transaction.atomic(),
    ):
        cursor.execute(f"DELETE FROM {guard.table}")  # noqa: S608 -- a name of ours
