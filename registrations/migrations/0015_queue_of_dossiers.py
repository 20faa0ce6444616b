"""What the pills over the list of dossiers count is read from one index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0014_short_names_first"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["commune", "handed_in_at", "state", "level", "due_on"], name="dossier_queue"
            ),
        ),
    ]
