"""A plan that was issued stays as it was issued, and its parts stay from the day it is handed on.

What may still come: the paper that was filed (`issued_document`, once) and the files of a print (once). A target
that is taken away leaves an aim without it.
"""

from django.db import migrations

from ocop.core.guards import Guard, put_up, take_down

ISSUED_COLUMNS = (
    "kind, unit_id, title, first_year, last_year, state, previous_id, above_id, estimate_id, opening, recipients,"
    " signer_title, signer_name, dated_on, number_entry_id, search_key, created_at, created_by_id, submitted_at,"
    " submitted_by_id, issued_at, issued_by_id, version"
)
AIM_COLUMNS = "position, version, plan_id, kind, words, minimum, maximum, unit_name"
PARTS = ("phase", "ground", "section", "activity", "task", "reporting", "annex")
HANDED_ON = "(SELECT state FROM plans_plan WHERE id = {row}.plan_id) <> 'draft'"
SECTION_HANDED_ON = (
    "(SELECT p.state FROM plans_plan p JOIN plans_plansection s ON s.plan_id = p.id"
    " WHERE s.id = {row}.section_id) <> 'draft'"
)


def guards():
    yield Guard(
        "plans_plan_stays", "plans_plan", f"BEFORE UPDATE OF {ISSUED_COLUMNS}", "OLD.state = 'issued'"
    )
    yield Guard(
        "plans_plan_keeps_its_paper",
        "plans_plan",
        "BEFORE UPDATE OF issued_document_id",
        "OLD.issued_document_id IS NOT NULL",
    )
    yield Guard("plans_plan_is_kept", "plans_plan", "BEFORE DELETE", "OLD.state = 'issued'")
    for part in PARTS:
        yield from _of_part(part, "BEFORE UPDATE")
    yield from _of_part("aim", f"BEFORE UPDATE OF {AIM_COLUMNS}")
    yield Guard(
        "plans_aim_keeps_its_target",
        "plans_planaim",
        "BEFORE UPDATE OF target_id",
        f"NEW.target_id IS NOT NULL AND {HANDED_ON.format(row='NEW')}",
    )
    versions = "plans_sectionversion"
    yield Guard(
        f"{versions}_comes_in_time", versions, "BEFORE INSERT", SECTION_HANDED_ON.format(row="NEW")
    )
    yield Guard(f"{versions}_stays", versions, "BEFORE UPDATE")
    yield Guard(f"{versions}_is_kept", versions, "BEFORE DELETE", SECTION_HANDED_ON.format(row="OLD"))
    yield Guard("plans_planprint_stays", "plans_planprint", "BEFORE UPDATE", "OLD.pdf <> ''")
    yield Guard("plans_planprint_is_kept", "plans_planprint", "BEFORE DELETE", "OLD.is_final")


def _of_part(part, update):
    table = f"plans_plan{part}"
    either = f"{HANDED_ON.format(row='OLD')} OR {HANDED_ON.format(row='NEW')}"
    yield Guard(f"{table}_comes_in_time", table, "BEFORE INSERT", HANDED_ON.format(row="NEW"))
    yield Guard(f"{table}_stays", table, update, either)
    yield Guard(f"{table}_is_kept", table, "BEFORE DELETE", HANDED_ON.format(row="OLD"))


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_training_indicators")]

    operations = [migrations.RunPython(put_up(guards), take_down(guards))]
