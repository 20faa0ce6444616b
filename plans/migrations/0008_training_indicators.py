"""What is counted of classes, in the words of the plans that were read."""

from django.db import migrations

INDICATORS = (
    ("classes", "Lớp tập huấn đã mở", "lớp", False),
    ("people_trained", "Lượt người hoàn thành tập huấn", "lượt người", False),
    ("officials", "Cán bộ quản lý chương trình", "người", False),
    ("officials_trained", "Cán bộ đã được tập huấn", "người", False),
    ("owners_trained", "Chủ thể đăng ký đã được tập huấn", "chủ thể", False),
    ("share_officials", "Tỷ lệ cán bộ được tập huấn", "%", True),
    ("share_owners", "Tỷ lệ chủ thể đăng ký được tập huấn", "%", True),
)
FIRST = 211
"""Behind the share of upgrades, before the activities."""


def add(apps, _editor):
    indicator = apps.get_model("plans", "Indicator")
    for position, (measure, name, unit_name, is_share) in enumerate(INDICATORS, FIRST):
        indicator.objects.get_or_create(
            province=None,
            measure=measure,
            defaults={"name": name, "unit_name": unit_name, "is_share": is_share, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_training_measures")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
