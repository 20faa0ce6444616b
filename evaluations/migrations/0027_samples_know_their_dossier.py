"""The custody log of samples outlives the place of a product on an agenda."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0026_words_without_a_tick'),
        ('registrations', '0026_ends_of_old_are_told'),
    ]

    operations = [
        migrations.AlterField(
            'samplestep',
            'item',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sample_steps', to='evaluations.item'),
        ),
        migrations.AddField(
            'samplestep',
            'dossier',
            models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sample_steps', to='registrations.dossier'),
        ),
    ]
