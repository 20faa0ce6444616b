import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("localities", "0002_search_by_trigrams"),
        ("programme", "0002_product_targets"),
        ("registrations", "0002_search_by_trigrams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Idea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_name", models.CharField(max_length=250, verbose_name="tên sản phẩm")),
                ("made_already", models.BooleanField(default=False, verbose_name="đã làm và bán")),
                ("description", models.TextField(verbose_name="ý tưởng")),
                ("local_strength", models.TextField(blank=True, verbose_name="lợi thế địa phương")),
                ("needs", models.TextField(blank=True, verbose_name="cần hỗ trợ")),
                ("proposer_name", models.CharField(max_length=250, verbose_name="người, cơ sở đề xuất")),
                (
                    "proposer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("household", "Hộ kinh doanh"),
                            ("farm", "Trang trại"),
                            ("cooperative_group", "Tổ hợp tác"),
                            ("cooperative", "Hợp tác xã"),
                            ("private_enterprise", "Doanh nghiệp tư nhân"),
                            ("limited_company", "Công ty TNHH"),
                            ("joint_stock_company", "Công ty cổ phần"),
                            ("association", "Hội, hiệp hội, trung tâm điều hành (du lịch)"),
                        ],
                        max_length=30,
                        verbose_name="loại hình",
                    ),
                ),
                ("proposer_phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                (
                    "proposer_address",
                    models.CharField(blank=True, max_length=250, verbose_name="số nhà, ấp, khóm"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("collected", "Xã đang ghi"),
                            ("sent", "Chờ chọn"),
                            ("chosen", "Được chọn"),
                            ("declined", "Chưa chọn"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="collected",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("commune", "xã"),
                            ("district", "huyện"),
                            ("province", "tỉnh"),
                            ("ministry", "Bộ"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "decision_note",
                    models.TextField(blank=True, editable=False, help_text="Why it was not chosen."),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=600)),
                ("sort_key", models.CharField(editable=False, max_length=1200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="localities.place",
                        verbose_name="xã, phường",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="programme.cycle",
                        verbose_name="chu trình",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="idea",
                        to="registrations.dossier",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="registrations.producer",
                        verbose_name="chủ thể",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ý tưởng sản phẩm",
                "verbose_name_plural": "ý tưởng sản phẩm",
                "indexes": [
                    models.Index(fields=["cycle", "commune", "state"], name="registratio_cycle_i_6e756c_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["collected", "sent", "chosen", "declined", "withdrawn"])
                        ),
                        name="idea_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["commune", "district", "province", "ministry"])),
                        name="idea_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "proposer_kind__in",
                                [
                                    "",
                                    "household",
                                    "farm",
                                    "cooperative_group",
                                    "cooperative",
                                    "private_enterprise",
                                    "limited_company",
                                    "joint_stock_company",
                                    "association",
                                ],
                            )
                        ),
                        name="idea_proposer_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="idea_sent_at_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("product_name", ""), _negated=True),
                            models.Q(("proposer_name", ""), _negated=True),
                            models.Q(("description", ""), _negated=True),
                        ),
                        name="idea_says_what_and_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", False),
                            ("state__in", ["collected", "withdrawn"]),
                            _connector="OR",
                        ),
                        name="idea_sent_before_it_is_judged",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dossier__isnull", True), ("state", "chosen"), _connector="OR"),
                        name="only_a_chosen_idea_has_a_dossier",
                    ),
                ],
            },
        ),
    ]
