"""An exception lets a unit bind more than it was given; it gives nothing back and goes no further than the line.

Both guards look at what is done from now on: rows of before may hold an allotment beneath what it has bound.
"""

from django.db import migrations

from ocop.core.guards import Guard, put_up, take_down

CEILING = "(SELECT ceiling_id FROM budgets_allotment WHERE id = NEW.allotment_id)"
STILL_OPEN = (
    "(SELECT approved_vnd + moved_vnd - allocated_vnd"
    f" - (SELECT SUM(waived_vnd) FROM budgets_allotment WHERE ceiling_id = {CEILING})"
    f" FROM budgets_ceiling WHERE id = {CEILING})"
)


def guards():
    yield Guard(
        "budgets_allotment_keeps_what_is_bound",
        "budgets_allotment",
        "BEFORE UPDATE OF allocated_vnd",
        "NEW.allocated_vnd < OLD.allocated_vnd AND NEW.allocated_vnd < NEW.committed_vnd",
    )
    yield Guard(
        "budgets_waiver_within_approved", "budgets_waiver", "BEFORE INSERT", f"NEW.amount_vnd > {STILL_OPEN}"
    )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0009_decisions_in_the_book")]

    operations = [migrations.RunPython(put_up(guards), take_down(guards))]
