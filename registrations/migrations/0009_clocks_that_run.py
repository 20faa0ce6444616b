"""Write down the terms that run on dossiers today, so that they can stand still."""

from zoneinfo import ZoneInfo

from django.db import migrations

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def write_down(apps, schema_editor):
    Dossier = apps.get_model("registrations", "Dossier")
    StepClock = apps.get_model("registrations", "StepClock")
    running = Dossier.objects.filter(due_on__isnull=False, received_at__isnull=False)
    running = running.exclude(state__in=["recognised", "not_recognised", "rejected", "withdrawn"])
    StepClock.objects.bulk_create(
        (
            StepClock(
                dossier_id=pk,
                term="commune_review" if state == "commune_review" else "renewal_handling",
                kind="working_days" if state == "commune_review" else "days",
                started_on=received_at.astimezone(HANOI).date(),
                due_on=due_on,
            )
            for pk, state, received_at, due_on in running.values_list("pk", "state", "received_at", "due_on")
        ),
        batch_size=1000,
    )


def leave(apps, schema_editor):
    """The table goes with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("registrations", "0008_clocks_of_steps")]

    operations = [migrations.RunPython(write_down, leave)]
