import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormReceipt",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False, verbose_name="khóa")),
                ("digest", models.CharField(max_length=64, verbose_name="dấu nội dung")),
                ("location", models.CharField(blank=True, max_length=500, verbose_name="nơi dẫn tới")),
                ("taken_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="lúc nhận")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "biên nhận biểu mẫu",
                "verbose_name_plural": "biên nhận biểu mẫu",
            },
        ),
    ]
