"""By what lists put dossiers in order stands on the dossier, so that one index can hold an order."""

from django.db import migrations, models


def key() -> models.CharField:
    return models.CharField(max_length=1200, default="", db_default="", editable=False)


class Migration(migrations.Migration):
    dependencies = [("registrations", "0019_papers_count_their_versions")]

    operations = [
        migrations.AddField(model_name="dossier", name="sort_key", field=key()),
        migrations.AddField(model_name="dossier", name="commune_sort_key", field=key()),
    ]
