from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import ExtractYear


def fill_years(apps, _editor):
    decisions = apps.get_model("evaluations", "Decision").objects.filter(decided_on__isnull=False)
    decisions.update(number_year=ExtractYear("decided_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0001_initial"),
        ("localities", "0002_search_by_trigrams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="signed_decision_is_numbered",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="one_decision_per_number",
        ),
        migrations.AddField(
            model_name="decision",
            name="number_year",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(fill_years, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("decided_on__isnull", False),
                        ("number_year__isnull", False),
                        ("signed_at__isnull", False),
                        models.Q(("number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signed_decision_is_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("place", "number", "number_year"),
                name="one_decision_per_number_and_year",
            ),
        ),
    ]
