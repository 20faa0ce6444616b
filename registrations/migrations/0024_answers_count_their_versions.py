from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0023_counts_and_numbers_of_dossiers")]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
