from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0011_whole_terms_of_today")]

    operations = [
        migrations.AlterField("stepclock", "days", models.PositiveSmallIntegerField()),
        migrations.AlterField("stepclock", "ran_from", models.DateField()),
        migrations.AddConstraint(
            "stepclock",
            models.CheckConstraint(
                name="clock_ran_once_it_started",
                condition=models.Q(ran_from__gte=models.F("started_on")),
            ),
        ),
    ]
