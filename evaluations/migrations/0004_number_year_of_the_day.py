from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0003_notices_of_results"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_on__isnull", True), ("number_year__isnull", True))
                | models.Q(("decided_on__year", models.F("number_year"))),
                name="number_year_is_that_of_the_day",
            ),
        ),
    ]
