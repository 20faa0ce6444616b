"""Every line of the custody log belongs to a dossier."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0028_dossiers_of_samples')]

    operations = [
        migrations.AlterField(
            'samplestep',
            'dossier',
            models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sample_steps', to='registrations.dossier'),
        ),
    ]
