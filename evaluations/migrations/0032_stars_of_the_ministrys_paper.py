"""The ministry's paper may name other stars than its points give; the rules that tie them come with 0034."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0031_former_options_of_the_majority')]

    operations = [
        migrations.AddField(
            'ministryresult',
            'named_stars',
            models.PositiveSmallIntegerField('hạng sao theo văn bản của Bộ', null=True),
        ),
        migrations.AddField(
            'ministryresult',
            'named_because',
            models.TextField('lý do hạng thấp hơn điểm', blank=True, db_default='', default=''),
        ),
    ]
