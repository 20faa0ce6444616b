"""Say of each term how long it is as a whole, and since when it runs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def write_down(apps, schema_editor):
    StepClock = apps.get_model("registrations", "StepClock")
    Deadline = apps.get_model("law", "Deadline")
    lengths = dict(((d.regime_id, d.name), d.days) for d in Deadline.objects.all())
    exceptions = dict(apps.get_model("law", "WorkingDayException").objects.values_list("day", "works"))
    changed = []
    for clock in StepClock.objects.select_related("dossier"):
        received = clock.dossier.received_at
        since = received.astimezone(HANOI).date() if received else clock.started_on
        clock.ran_from = max(clock.started_on, since)
        clock.days = lengths.get((clock.dossier.regime_id, clock.term)) or counted(clock, exceptions)
        changed.append(clock)
    StepClock.objects.bulk_update(changed, ["ran_from", "days"], batch_size=500)


def counted(clock, exceptions):
    """The length of a term that the regime no longer gives, from its first and last day."""
    days = [clock.started_on + timedelta(days=n) for n in range(1, (clock.due_on - clock.started_on).days + 1)]
    if clock.kind != "working_days":
        return len(days)
    return sum(exceptions.get(day, day.weekday() < 5) for day in days)


def leave(apps, schema_editor):
    """The columns go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("registrations", "0010_whole_terms"), ("law", "0005_article_on_subjects")]

    operations = [migrations.RunPython(write_down, leave)]
