import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "0012_terms_are_whole")]

    operations = [
        migrations.CreateModel(
            "StepReminder",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        max_length=10, choices=[("near", "sắp hết hạn"), ("overdue", "quá hạn")]
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "clock",
                    models.ForeignKey(
                        "registrations.StepClock",
                        django.db.models.deletion.CASCADE,
                        related_name="reminders",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["near", "overdue"]), name="stepreminder_kind_known"
                    ),
                    models.UniqueConstraint(
                        fields=["clock", "kind"], name="one_reminder_per_clock_and_kind"
                    ),
                ]
            },
        )
    ]
