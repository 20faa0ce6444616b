from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0009_clocks_that_run")]

    operations = [
        migrations.AddField("stepclock", "days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("stepclock", "ran_from", models.DateField(null=True)),
    ]
