"""The tables of this app as the migrations up to 0003 leave them, in one go for new databases."""

import django.db.models.deletion
import ocop.core.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('programme', '0001_initial'), ('programme', '0002_product_targets'), ('programme', '0003_bodies_and_steps')]

    initial = True

    dependencies = [
        ('accounts', '0002_procedure_and_changes'),
        ('law', '0008_kinds_of_acts'),
        ('localities', '0004_where_places_lie'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ocop.core.tables.CreateModels(
            models=[migrations.CreateModel(
                name='Body',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('steering', 'Ban Chỉ đạo'), ('standing_office', 'Cơ quan thường trực'), ('team', 'Tổ OCOP'), ('advisory', 'Tổ tư vấn'), ('officer_in_charge', 'Cán bộ phụ trách OCOP')], max_length=20, verbose_name='loại')),
                    ('name', models.CharField(blank=True, max_length=200, verbose_name='tên')),
                    ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                    ('papers_at', models.CharField(blank=True, max_length=300, verbose_name='nơi lưu hồ sơ giấy')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('set_up_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'tổ chức của chương trình',
                    'verbose_name_plural': 'bộ máy của chương trình',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['steering', 'standing_office', 'team', 'advisory', 'officer_in_charge'])), name='body_kind_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='body_ends_on_after'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('unit', 'kind'), name='one_open_body_per_kind')],
                },
            ), migrations.CreateModel(
                name='BodyMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ tên')),
                    ('seat', models.CharField(max_length=120, verbose_name='chức danh trong tổ chức')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                    ('agency', models.CharField(blank=True, max_length=200, verbose_name='cơ quan')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                    ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do thôi')),
                    ('is_in_charge', models.BooleanField(default=False, editable=False, verbose_name='cán bộ phụ trách')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='programme.body')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản trên cổng')),
                    ('post', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='body_member', to='accounts.membership')),
                ],
                options={
                    'verbose_name': 'thành viên',
                    'verbose_name_plural': 'thành viên',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='bodymember_ends_on_after'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), ('is_in_charge', True)), fields=('body',), name='one_officer_in_charge'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), ('person__isnull', False)), fields=('body', 'person'), name='one_open_seat_per_body_and_person'), models.CheckConstraint(condition=models.Q(('post__isnull', True), ('person__isnull', False), _connector='OR'), name='rights_only_with_a_sign_in')],
                },
            ), migrations.CreateModel(
                name='Cycle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                    ('regime_reason', models.TextField(blank=True, verbose_name='lý do dùng quy định cũ')),
                    ('opened_on', models.DateField(editable=False)),
                    ('closed_on', models.DateField(editable=False, null=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cycles', to='localities.place')),
                    ('regime', models.ForeignKey(blank=True, help_text='Để trống: theo ngày nộp của từng hồ sơ.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.regime', verbose_name='quy định áp dụng')),
                ],
                options={
                    'verbose_name': 'chu trình năm',
                    'verbose_name_plural': 'chu trình năm',
                    'constraints': [models.UniqueConstraint(fields=('province', 'year'), name='one_cycle_per_year'), models.CheckConstraint(condition=models.Q(('year__gte', 2018), ('year__lte', 2100)), name='cycle_year_sane'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='cycle_closed_on_after')],
                },
            ), migrations.CreateModel(
                name='CycleStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.PositiveSmallIntegerField(choices=[(1, 'Tuyên truyền, hướng dẫn'), (2, 'Nhận đăng ký ý tưởng sản phẩm'), (3, 'Nhận phương án sản xuất, kinh doanh'), (4, 'Triển khai phương án'), (5, 'Đánh giá, xếp hạng'), (6, 'Xúc tiến thương mại')])),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='programme.cycle')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('step__in', [1, 2, 3, 4, 5, 6])), name='cyclestep_step_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='cyclestep_ends_on_after'), models.UniqueConstraint(fields=('cycle', 'step'), name='one_row_per_step')],
                },
            ), migrations.CreateModel(
                name='ProductTarget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('products', models.PositiveSmallIntegerField(verbose_name='số sản phẩm')),
                    ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='product_targets', to='programme.cycle')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place')),
                    ('set_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'chỉ tiêu sản phẩm',
                    'constraints': [models.UniqueConstraint(fields=('cycle', 'place'), name='one_product_target_per_place_and_cycle'), models.CheckConstraint(condition=models.Q(('products__lte', 1000)), name='product_target_sane')],
                },
            ), migrations.CreateModel(
                name='UnitStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.PositiveSmallIntegerField(choices=[(1, 'Tuyên truyền, hướng dẫn'), (2, 'Nhận đăng ký ý tưởng sản phẩm'), (3, 'Nhận phương án sản xuất, kinh doanh'), (4, 'Triển khai phương án'), (5, 'Đánh giá, xếp hạng'), (6, 'Xúc tiến thương mại')])),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='xong ngày')),
                    ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unit_steps', to='programme.cycle')),
                    ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('step__in', [1, 2, 3, 4, 5, 6])), name='unitstep_step_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='unitstep_ends_on_after'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='unitstep_done_on_whole'), models.UniqueConstraint(fields=('cycle', 'unit', 'step'), name='one_row_per_unit_and_step')],
                },
            )],
        ),
    ]
