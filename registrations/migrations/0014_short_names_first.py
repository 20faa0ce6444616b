"""Sort a name before the longer ones that begin with it: a space parts letters and tones now, no bar."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

SORTED = ("Producer", "Product", "Idea")


def rewrite(apps, schema_editor, *, old="|", new=" "):
    for name in SORTED:
        rows = apps.get_model("registrations", name).objects
        rows.update(sort_key=Replace(F("sort_key"), Value(old), Value(new)))


def put_back(apps, schema_editor):
    rewrite(apps, schema_editor, old=" ", new="|")


class Migration(migrations.Migration):
    dependencies = [("registrations", "0013_reminders_of_terms")]

    operations = [migrations.RunPython(rewrite, put_back)]
