"""Nobody is told today of what ended before ends were told."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def mark(apps, schema_editor):
    posts = apps.get_model("registrations", "ProducerPost").objects
    posts.filter(ends_on__lt=timezone.localdate()).update(end_told_on=F("ends_on"))


class Migration(migrations.Migration):
    dependencies = [("registrations", "0025_ends_that_are_told")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
