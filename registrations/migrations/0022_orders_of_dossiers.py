"""Each order of the list of dossiers is read from one index, which also says who reaches a row."""

from django.db import migrations, models

REACHED = ["commune", "handed_in_at", "producer"]


class Migration(migrations.Migration):
    dependencies = [("registrations", "0021_fill_sort_keys_of_dossiers")]

    operations = [
        migrations.RemoveIndex("dossier", "dossier_queue"),
        migrations.AddIndex(
            "dossier", models.Index(fields=["id", *REACHED, "state", "level", "due_on"], name="dossiers_by_age")
        ),
        migrations.AddIndex(
            "dossier", models.Index(fields=["sort_key", "id", *REACHED], name="dossiers_by_name")
        ),
        migrations.AddIndex(
            "dossier",
            models.Index(
                fields=["commune_sort_key", "sort_key", "id", *REACHED], name="dossiers_by_commune"
            ),
        ),
        migrations.AddIndex(
            "dossier", models.Index(fields=["due_on", "received_at", "id", *REACHED], name="dossiers_by_term")
        ),
    ]
