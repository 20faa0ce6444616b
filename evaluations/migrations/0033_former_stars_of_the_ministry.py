"""Until now 90 points and more were always entered as the ministry's five stars."""

from django.db import migrations

FIVE = 5


def name_stars(apps, schema_editor):
    apps.get_model('evaluations', 'MinistryResult').objects.filter(stars=FIVE).update(named_stars=FIVE)


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0032_stars_of_the_ministrys_paper')]

    operations = [migrations.RunPython(name_stars, migrations.RunPython.noop)]
