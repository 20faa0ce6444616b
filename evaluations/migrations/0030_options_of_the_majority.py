"""An agreed option says whether the secretary recorded it, or the closing took it from most sheets."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0029_samples_stay_with_their_dossier')]

    operations = [
        migrations.AddField(
            'agreedoption',
            'is_recorded',
            models.BooleanField(db_default=True, default=True, editable=False),
        ),
    ]
