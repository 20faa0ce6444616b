"""What is counted of outlets, in the words of the plans that were read."""

from django.db import migrations

POSITION = 226
"""Behind the other activities, before the money."""


def add(apps, _editor):
    apps.get_model("plans", "Indicator").objects.get_or_create(
        province=None,
        measure="outlets",
        defaults={
            "name": "Điểm bán hàng, trung tâm OCOP đã mở",
            "unit_name": "điểm",
            "position": POSITION,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_outlets_counted")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
