"""The tables of this app as the migrations up to 0008 leave them, in one go for new databases."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import ocop.core.fields
import ocop.core.tables
from django.conf import settings
from django.db import migrations, models


INDICATORS = import_module("plans.migrations.0002_indicators")
EVENT_INDICATORS = import_module("plans.migrations.0006_event_indicators")
TRAINING_INDICATORS = import_module("plans.migrations.0008_training_indicators")


class Migration(migrations.Migration):

    replaces = [('plans', '0001_targets'), ('plans', '0002_indicators'), ('plans', '0003_reports'), ('plans', '0004_plans'), ('plans', '0005_events'), ('plans', '0006_event_indicators'), ('plans', '0007_training_measures'), ('plans', '0008_training_indicators')]

    initial = True

    dependencies = [
        ('budgets', '0004_sheets'),
        ('documents', '0008_signed_copies_stay'),
        ('law', '0008_kinds_of_acts'),
        ('localities', '0004_where_places_lie'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ocop.core.tables.CreateModels(
            models=[migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measure', models.CharField(blank=True, choices=[('products_registered', 'Sản phẩm nộp hồ sơ'), ('products_new_registered', 'Sản phẩm đăng ký lần đầu'), ('communes_registered', 'Xã, phường có sản phẩm đăng ký'), ('producers_registered', 'Chủ thể đăng ký'), ('recognised', 'Sản phẩm được công nhận từ 3 sao'), ('recognised_3', 'Sản phẩm đạt 3 sao'), ('recognised_4', 'Sản phẩm đạt 4 sao'), ('recognised_5', 'Sản phẩm đạt 5 sao'), ('potential_5', 'Sản phẩm tiềm năng 5 sao, đã chuyển Bộ'), ('recognised_new', 'Sản phẩm công nhận mới'), ('recognised_upgraded', 'Sản phẩm nâng hạng'), ('recognised_again', 'Sản phẩm đánh giá, phân hạng lại'), ('revoked', 'Giấy chứng nhận bị thu hồi'), ('standing', 'Sản phẩm còn giấy chứng nhận hiệu lực cuối kỳ'), ('communes_standing', 'Xã, phường có ít nhất một sản phẩm được công nhận'), ('producers_standing', 'Chủ thể có sản phẩm được công nhận'), ('producers_cooperative', 'Trong đó hợp tác xã'), ('producers_group', 'Trong đó tổ hợp tác'), ('producers_enterprise', 'Trong đó doanh nghiệp'), ('producers_household', 'Trong đó hộ kinh doanh, trang trại'), ('share_cooperative', 'Tỷ lệ chủ thể là hợp tác xã'), ('share_upgraded', 'Tỷ lệ sản phẩm nâng hạng trên sản phẩm được công nhận'), ('classes', 'Lớp tập huấn đã mở'), ('people_trained', 'Lượt người hoàn thành tập huấn'), ('officials', 'Cán bộ quản lý chương trình'), ('officials_trained', 'Cán bộ đã được tập huấn'), ('owners_trained', 'Chủ thể đăng ký đã được tập huấn'), ('share_officials', 'Tỷ lệ cán bộ được tập huấn'), ('share_owners', 'Tỷ lệ chủ thể đăng ký được tập huấn'), ('campaigns', 'Đợt tuyên truyền'), ('study_trips', 'Đợt học tập kinh nghiệm'), ('conferences', 'Hội nghị'), ('fairs', 'Hội chợ, triển lãm đã tham gia'), ('inspections', 'Đợt kiểm tra, giám sát'), ('money_approved', 'Kinh phí được duyệt'), ('money_allocated', 'Kinh phí đã giao'), ('money_spent', 'Kinh phí đã chi')], max_length=30, verbose_name='cách tính')),
                    ('name', models.CharField(max_length=200, verbose_name='chỉ tiêu')),
                    ('unit_name', models.CharField(max_length=40, verbose_name='đơn vị tính')),
                    ('is_share', models.BooleanField(default=False, verbose_name='là tỷ lệ phần trăm')),
                    ('position', models.PositiveSmallIntegerField(default=100, verbose_name='thứ tự')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='dùng đến hết ngày')),
                    ('province', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place')),
                ],
                options={
                    'verbose_name': 'chỉ tiêu',
                    'verbose_name_plural': 'chỉ tiêu',
                    'constraints': [models.CheckConstraint(condition=models.Q(('measure__in', ['', 'products_registered', 'products_new_registered', 'communes_registered', 'producers_registered', 'recognised', 'recognised_3', 'recognised_4', 'recognised_5', 'potential_5', 'recognised_new', 'recognised_upgraded', 'recognised_again', 'revoked', 'standing', 'communes_standing', 'producers_standing', 'producers_cooperative', 'producers_group', 'producers_enterprise', 'producers_household', 'share_cooperative', 'share_upgraded', 'classes', 'people_trained', 'officials', 'officials_trained', 'owners_trained', 'share_officials', 'share_owners', 'campaigns', 'study_trips', 'conferences', 'fairs', 'inspections', 'money_approved', 'money_allocated', 'money_spent'])), name='indicator_measure_known'), models.CheckConstraint(condition=models.Q(('province__isnull', False), models.Q(('measure', ''), _negated=True), _connector='OR'), name='indicator_of_the_country_is_counted'), models.UniqueConstraint(fields=('province', 'name'), name='one_indicator_per_name'), models.UniqueConstraint(condition=models.Q(('province__isnull', True)), fields=('measure',), name='one_national_indicator_per_measure')],
                },
            ), migrations.CreateModel(
                name='Plan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('year', 'Kế hoạch năm'), ('period', 'Kế hoạch, chương trình giai đoạn'), ('assessment', 'Kế hoạch đánh giá, phân hạng'), ('other', 'Kế hoạch khác')], default='year', max_length=12, verbose_name='loại')),
                    ('title', models.CharField(max_length=250, verbose_name='trích yếu')),
                    ('first_year', models.PositiveSmallIntegerField(verbose_name='từ năm')),
                    ('last_year', models.PositiveSmallIntegerField(verbose_name='đến năm')),
                    ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('submitted', 'Chờ ban hành'), ('issued', 'Đã ban hành')], default='draft', editable=False, max_length=10)),
                    ('opening', models.TextField(blank=True, verbose_name='câu mở đầu')),
                    ('recipients', models.TextField(blank=True, verbose_name='nơi nhận')),
                    ('signer_title', models.CharField(blank=True, max_length=100, verbose_name='chức vụ người ký')),
                    ('signer_name', models.CharField(blank=True, max_length=100, verbose_name='họ tên người ký')),
                    ('dated_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                    ('search_key', ocop.core.fields.SearchKeyField(blank=True, editable=False, max_length=300, sources=('title',))),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('submitted_at', models.DateTimeField(editable=False, null=True)),
                    ('issued_at', models.DateTimeField(editable=False, null=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('above', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='plans.plan')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('estimate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.estimate')),
                    ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('issued_document', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='documents.issueddocument')),
                    ('number_entry', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.numberentry')),
                    ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
                    ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'kế hoạch',
                    'verbose_name_plural': 'kế hoạch',
                    'indexes': [models.Index(fields=['-first_year', 'unit'], name='plan_by_year')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['year', 'period', 'assessment', 'other'])), name='plan_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'issued'])), name='plan_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='plan_submitted_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='plan_issued_at_whole'), models.CheckConstraint(condition=models.Q(('first_year__gte', 2018), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2100)), name='plan_years_sane'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(('dated_on__isnull', False), ('issued_at__isnull', False), ('number_entry__isnull', False)), _connector='OR'), name='issued_plan_has_number_and_day'), models.CheckConstraint(condition=models.Q(('issued_by__isnull', True), models.Q(models.Q(('issued_by', models.F('created_by')), _negated=True), models.Q(('issued_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='nobody_issues_their_own_plan'), models.CheckConstraint(condition=models.Q(('above__isnull', True), models.Q(('above', models.F('pk')), _negated=True), _connector='OR'), name='plan_not_above_itself')],
                },
            ), migrations.CreateModel(
                name='PlanActivity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('title', models.CharField(max_length=300, verbose_name='tên hoạt động')),
                    ('content', models.TextField(blank=True, verbose_name='nội dung')),
                    ('audience', models.CharField(blank=True, max_length=500, verbose_name='đối tượng, thành phần')),
                    ('quantity', models.CharField(blank=True, max_length=200, verbose_name='số lượng')),
                    ('time', models.CharField(blank=True, max_length=200, verbose_name='thời gian')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                    ('lead', models.CharField(blank=True, max_length=250, verbose_name='đơn vị chủ trì')),
                    ('joint', models.CharField(blank=True, max_length=500, verbose_name='đơn vị phối hợp')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='plans.planactivity')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'hoạt động',
                    'verbose_name_plural': 'hoạt động',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='planactivity_ends_on_after'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='activity_not_beneath_itself')],
                },
            ), migrations.CreateModel(
                name='PlanAnnex',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('budget', 'Dự toán kinh phí'), ('products', 'Danh sách sản phẩm'), ('targets', 'Chỉ tiêu theo đơn vị'), ('calendar', 'Tiến độ thực hiện')], max_length=10, verbose_name='loại')),
                    ('title', models.CharField(blank=True, max_length=250, verbose_name='tên phụ lục')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'phụ lục',
                    'verbose_name_plural': 'phụ lục',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['budget', 'products', 'targets', 'calendar'])), name='planannex_kind_known'), models.UniqueConstraint(fields=('plan', 'kind'), name='one_annex_of_a_kind')],
                },
            ), migrations.CreateModel(
                name='PlanGround',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('words', models.CharField(blank=True, max_length=500, verbose_name='lời văn')),
                    ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.legalact')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'căn cứ',
                    'verbose_name_plural': 'căn cứ',
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='ground_is_an_act_or_words')],
                },
            ), migrations.CreateModel(
                name='PlanPhase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'giai đoạn',
                    'verbose_name_plural': 'giai đoạn',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='planphase_ends_on_after')],
                },
            ), migrations.CreateModel(
                name='PlanPrint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_final', models.BooleanField(default=False, editable=False)),
                    ('requested_at', models.DateTimeField(auto_now_add=True)),
                    ('pdf', models.FileField(editable=False, max_length=120, upload_to='')),
                    ('docx', models.FileField(editable=False, max_length=120, upload_to='')),
                    ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                    ('docx_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prints', to='plans.plan')),
                    ('requested_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'bản in kế hoạch',
                    'verbose_name_plural': 'bản in kế hoạch',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('docx', ''), ('pdf', '')), models.Q(models.Q(('pdf', ''), _negated=True), models.Q(('docx', ''), _negated=True)), _connector='OR'), name='plan_print_has_both_files'), models.UniqueConstraint(condition=models.Q(('is_final', True)), fields=('plan',), name='one_final_print_per_plan')],
                },
            ), migrations.CreateModel(
                name='PlanReporting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=200, verbose_name='báo cáo')),
                    ('due_on', models.DateField(verbose_name='trước ngày')),
                    ('to', models.CharField(max_length=250, verbose_name='gửi')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reportings', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'hạn báo cáo',
                    'verbose_name_plural': 'hạn báo cáo',
                },
            ), migrations.CreateModel(
                name='PlanSection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('text', 'Chỉ có lời văn'), ('aims', 'Mục tiêu'), ('activities', 'Nội dung, các hoạt động'), ('funding', 'Kinh phí'), ('organisation', 'Tổ chức thực hiện'), ('reporting', 'Chế độ báo cáo')], default='text', max_length=12, verbose_name='in kèm')),
                    ('level', models.PositiveSmallIntegerField(choices=[(1, 'I, II, III'), (2, '1, 2, 3')], default=1, verbose_name='cấp')),
                    ('title', models.CharField(blank=True, max_length=200, verbose_name='tên mục')),
                    ('text', models.TextField(blank=True, verbose_name='lời văn')),
                    ('saved_at', models.DateTimeField(editable=False, null=True)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='plans.plan')),
                    ('saved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'mục',
                    'verbose_name_plural': 'mục',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'aims', 'activities', 'funding', 'organisation', 'reporting'])), name='plansection_kind_known'), models.CheckConstraint(condition=models.Q(('level__in', [1, 2])), name='plansection_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at__isnull', True), ('saved_by__isnull', True)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='plansection_saved_at_whole'), models.UniqueConstraint(condition=models.Q(('kind', 'text'), _negated=True), fields=('plan', 'kind'), name='one_section_of_each_kind')],
                },
            ), migrations.CreateModel(
                name='PlanTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('agency', models.CharField(max_length=250, verbose_name='cơ quan')),
                    ('words', models.TextField(verbose_name='nhiệm vụ')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plans.plan')),
                ],
                options={
                    'verbose_name': 'nhiệm vụ',
                    'verbose_name_plural': 'nhiệm vụ',
                },
            ), migrations.CreateModel(
                name='ProgrammeEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('campaign', 'Tuyên truyền'), ('study_trip', 'Học tập kinh nghiệm'), ('conference', 'Hội nghị'), ('fair', 'Hội chợ, triển lãm'), ('inspection', 'Kiểm tra, giám sát')], max_length=20, verbose_name='loại')),
                    ('name', models.CharField(max_length=250, verbose_name='hoạt động')),
                    ('content', models.TextField(blank=True, verbose_name='nội dung')),
                    ('audience', models.CharField(blank=True, max_length=250, verbose_name='đối tượng')),
                    ('quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượng')),
                    ('quantity_unit', models.CharField(blank=True, max_length=40, verbose_name='đơn vị tính')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('lead', models.CharField(max_length=200, verbose_name='đơn vị chủ trì')),
                    ('joint', models.CharField(blank=True, max_length=300, verbose_name='đơn vị phối hợp')),
                    ('state', models.CharField(choices=[('planned', 'Theo kế hoạch'), ('done', 'Đã thực hiện'), ('cancelled', 'Đã hủy')], default='planned', editable=False, max_length=10)),
                    ('result', models.TextField(blank=True, verbose_name='kết quả')),
                    ('result_quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượng đạt')),
                    ('closed_on', models.DateField(editable=False, null=True, verbose_name='ngày kết thúc')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('ceiling', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.ceiling', verbose_name='dòng dự toán')),
                    ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'hoạt động',
                    'verbose_name_plural': 'hoạt động',
                    'indexes': [models.Index(fields=['state', 'closed_on'], name='plans_progr_state_f04592_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['campaign', 'study_trip', 'conference', 'fair', 'inspection'])), name='programmeevent_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'done', 'cancelled'])), name='programmeevent_state_known'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programmeevent_ends_on_after'), models.CheckConstraint(condition=models.Q(models.Q(('closed_by__isnull', True), ('closed_on__isnull', True), ('state', 'planned')), models.Q(models.Q(('state', 'planned'), _negated=True), ('closed_by__isnull', False), ('closed_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='event_closed_says_when_and_by_whom')],
                },
            ), migrations.CreateModel(
                name='ReportRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                    ('half_day', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='ngày, báo cáo 6 tháng')),
                    ('half_month', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='tháng, báo cáo 6 tháng')),
                    ('year_day', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='ngày, báo cáo năm')),
                    ('year_month', models.PositiveSmallIntegerField(default=11, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='tháng, báo cáo năm')),
                    ('opens_before', models.PositiveSmallIntegerField(default=30, verbose_name='mở trước hạn (ngày)')),
                    ('earlier_per_tier', models.PositiveSmallIntegerField(default=0, verbose_name='mỗi cấp dưới nộp sớm hơn (ngày)')),
                    ('basis', models.CharField(blank=True, max_length=200, verbose_name='theo văn bản')),
                    ('set_at', models.DateTimeField(auto_now_add=True)),
                    ('indicators', models.ManyToManyField(blank=True, related_name='+', to='plans.indicator', verbose_name='bộ chỉ tiêu')),
                    ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='tỉnh')),
                    ('set_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'chế độ báo cáo',
                    'verbose_name_plural': 'chế độ báo cáo',
                    'constraints': [models.UniqueConstraint(fields=('province', 'valid_from'), name='one_report_rule_per_day'), models.CheckConstraint(condition=models.Q(('earlier_per_tier__lte', 30), ('half_day__gte', 1), ('half_day__lte', 31), ('half_month__gte', 1), ('half_month__lte', 12), ('opens_before__lte', 180), ('year_day__gte', 1), ('year_day__lte', 31), ('year_month__gte', 1), ('year_month__lte', 12)), name='report_rule_days_sane')],
                },
            ), migrations.CreateModel(
                name='PeriodicReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('half_year', '6 tháng'), ('year', 'Năm')], editable=False, max_length=10, verbose_name='kỳ')),
                    ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='năm')),
                    ('due_on', models.DateField(editable=False, verbose_name='hạn')),
                    ('state', models.CharField(choices=[('open', 'Đang lập'), ('submitted', 'Chờ lãnh đạo duyệt'), ('approved', 'Đã gửi cấp trên'), ('accepted', 'Đã tiếp nhận')], default='open', editable=False, max_length=10)),
                    ('steering', models.TextField(blank=True, verbose_name='công tác chỉ đạo')),
                    ('difficulties', models.TextField(blank=True, verbose_name='khó khăn, nguyên nhân')),
                    ('tasks', models.TextField(blank=True, verbose_name='nhiệm vụ kỳ tới')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                    ('signed_on', models.DateField(blank=True, null=True, verbose_name='ngày ký')),
                    ('opened_at', models.DateTimeField(auto_now_add=True)),
                    ('counted_at', models.DateTimeField(editable=False, null=True)),
                    ('submitted_at', models.DateTimeField(editable=False, null=True)),
                    ('approved_at', models.DateTimeField(editable=False, null=True)),
                    ('accepted_at', models.DateTimeField(editable=False, null=True)),
                    ('return_reason', models.TextField(blank=True, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('accepted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place')),
                    ('rule', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.reportrule')),
                ],
                options={
                    'verbose_name': 'báo cáo định kỳ',
                    'verbose_name_plural': 'báo cáo định kỳ',
                    'indexes': [models.Index(fields=['state', 'due_on'], name='plans_perio_state_e957ae_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['half_year', 'year'])), name='periodicreport_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'submitted', 'approved', 'accepted'])), name='periodicreport_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='periodicreport_submitted_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='periodicreport_approved_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='periodicreport_accepted_at_whole'), models.UniqueConstraint(fields=('unit', 'kind', 'year'), name='one_report_per_unit_and_period'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('counted_at__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='report_sent_is_counted'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='report_accepted_says_by_whom'), models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), models.Q(models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('submitted_by')), _negated=True), _connector='OR'), models.Q(('accepted_by__isnull', True), models.Q(('accepted_by', models.F('submitted_by')), _negated=True), _connector='OR')), _connector='OR'), name='nobody_judges_their_own_report')],
                },
            ), migrations.CreateModel(
                name='ReportReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('near', 'sắp hết hạn'), ('overdue', 'quá hạn')], max_length=10)),
                    ('told_at', models.DateTimeField(auto_now_add=True)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='plans.periodicreport')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['near', 'overdue'])), name='reportreminder_kind_known'), models.UniqueConstraint(fields=('report', 'kind'), name='one_reminder_per_report_and_kind')],
                },
            ), migrations.CreateModel(
                name='ReportValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('computed', models.DecimalField(decimal_places=2, editable=False, max_digits=18, null=True)),
                    ('stated', models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                    ('explanation', models.CharField(blank=True, max_length=500)),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.indicator')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='plans.periodicreport')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('report', 'indicator'), name='one_value_per_indicator'), models.CheckConstraint(condition=models.Q(('computed__isnull', True), ('stated', models.F('computed')), models.Q(('explanation', ''), _negated=True), _connector='OR'), name='a_difference_is_explained')],
                },
            ), migrations.CreateModel(
                name='SectionVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('text', models.TextField(blank=True)),
                    ('saved_at', models.DateTimeField(auto_now_add=True)),
                    ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='plans.plansection')),
                ],
                options={
                    'verbose_name': 'bản của mục',
                    'verbose_name_plural': 'bản của mục',
                    'constraints': [models.UniqueConstraint(fields=('section', 'number'), name='one_version_per_number')],
                },
            ), migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_year', models.PositiveSmallIntegerField(verbose_name='từ năm')),
                    ('last_year', models.PositiveSmallIntegerField(verbose_name='đến năm')),
                    ('minimum', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='ít nhất')),
                    ('maximum', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='nhiều nhất')),
                    ('share', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='tỷ lệ (%)')),
                    ('basis', models.CharField(blank=True, max_length=200, verbose_name='theo văn bản')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                    ('set_at', models.DateTimeField(auto_now=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='plans.indicator', verbose_name='chỉ tiêu')),
                    ('set_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'chỉ tiêu của đơn vị',
                    'verbose_name_plural': 'chỉ tiêu của các đơn vị',
                    'indexes': [models.Index(fields=['unit', 'last_year'], name='plans_targe_unit_id_53b732_idx')],
                    'constraints': [models.UniqueConstraint(fields=('indicator', 'unit', 'first_year', 'last_year'), name='one_target_per_indicator_unit_and_years'), models.CheckConstraint(condition=models.Q(('first_year__gte', 2018), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2100)), name='target_years_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('minimum__isnull', False), ('share__isnull', True)), models.Q(('maximum__isnull', False), ('share__isnull', True)), models.Q(('maximum__isnull', True), ('minimum__isnull', True), ('share__isnull', False)), _connector='OR'), name='target_is_a_number_or_a_share'), models.CheckConstraint(condition=models.Q(('minimum__isnull', True), ('maximum__isnull', True), ('maximum__gte', models.F('minimum')), _connector='OR'), name='target_maximum_after'), models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gte', 0), ('share__lte', 100)), _connector='OR'), name='target_share_is_a_part')],
                },
            ), migrations.CreateModel(
                name='PlanAim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('general', 'Mục tiêu chung'), ('specific', 'Mục tiêu cụ thể')], default='specific', max_length=10, verbose_name='loại')),
                    ('words', models.CharField(max_length=1000, verbose_name='lời văn')),
                    ('minimum', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='từ')),
                    ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='đến')),
                    ('unit_name', models.CharField(blank=True, max_length=60, verbose_name='đơn vị tính')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='plans.plan')),
                    ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.target')),
                ],
                options={
                    'verbose_name': 'mục tiêu',
                    'verbose_name_plural': 'mục tiêu',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['general', 'specific'])), name='planaim_kind_known'), models.CheckConstraint(condition=models.Q(('maximum__isnull', True), ('minimum__isnull', True), ('maximum__gte', models.F('minimum')), _connector='OR'), name='aim_figures_in_order')],
                },
            )],
        ),
        migrations.RunPython(INDICATORS.add, migrations.RunPython.noop),
        migrations.RunPython(EVENT_INDICATORS.add, migrations.RunPython.noop),
        migrations.RunPython(TRAINING_INDICATORS.add, migrations.RunPython.noop),
    ]
