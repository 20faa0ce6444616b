"""Sort a name before the longer ones that begin with it: a space parts letters and tones now, no bar."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace


def rewrite(apps, schema_editor, *, old="|", new=" "):
    places = apps.get_model("localities", "Place").objects
    places.update(sort_key=Replace(F("sort_key"), Value(old), Value(new)))


def put_back(apps, schema_editor):
    rewrite(apps, schema_editor, old=" ", new="|")


class Migration(migrations.Migration):
    dependencies = [("localities", "0002_search_by_trigrams")]

    operations = [migrations.RunPython(rewrite, put_back)]
