"""What is counted of activities, in the words of the plans that were read."""

from django.db import migrations

INDICATORS = (
    ("campaigns", "Đợt tuyên truyền", "đợt"),
    ("study_trips", "Đợt học tập kinh nghiệm", "đợt"),
    ("conferences", "Hội nghị", "hội nghị"),
    ("fairs", "Hội chợ, triển lãm đã tham gia", "hội chợ"),
    ("inspections", "Đợt kiểm tra, giám sát", "đợt"),
)
FIRST = 221
"""Behind the shares, before the money."""


def add(apps, _editor):
    indicator = apps.get_model("plans", "Indicator")
    for position, (measure, name, unit_name) in enumerate(INDICATORS, FIRST):
        indicator.objects.get_or_create(
            province=None,
            measure=measure,
            defaults={"name": name, "unit_name": unit_name, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_events")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
