"""The tables of this app as the migrations up to 0004 leave them, in one go for new databases."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
import ocop.core.fields
import ocop.core.tables
import uuid
from django.conf import settings
from django.db import migrations, models


GUARDS = import_module("budgets.migrations.0002_guards")
SOURCES_OF_FUNDS = import_module("budgets.migrations.0003_sources_of_funds")


class Migration(migrations.Migration):

    replaces = [('budgets', '0001_initial'), ('budgets', '0002_guards'), ('budgets', '0003_sources_of_funds'), ('budgets', '0004_sheets')]

    initial = True

    dependencies = [
        ('evaluations', '0016_after_recognition'),
        ('localities', '0004_where_places_lie'),
        ('registrations', '0022_orders_of_dossiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ocop.core.tables.CreateModels(
            models=[migrations.CreateModel(
                name='FundSource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, unique=True, verbose_name='nguồn vốn')),
                    ('short_name', models.CharField(max_length=60, verbose_name='tên gọn')),
                    ('is_state', models.BooleanField(default=True, verbose_name='ngân sách nhà nước')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='dùng đến hết ngày')),
                ],
                options={
                    'verbose_name': 'nguồn vốn',
                    'verbose_name_plural': 'nguồn vốn',
                },
            ), migrations.CreateModel(
                name='Norm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='định mức')),
                    ('per', models.CharField(blank=True, max_length=80, verbose_name='tính cho')),
                    ('cap_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='mức tối đa')),
                    ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tỷ lệ tối đa')),
                    ('basis', models.CharField(max_length=250, verbose_name='văn bản')),
                    ('starts_on', models.DateField(verbose_name='áp dụng từ ngày')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='tỉnh')),
                ],
                options={
                    'verbose_name': 'định mức',
                    'verbose_name_plural': 'định mức',
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='norm_ends_on_after'), models.CheckConstraint(condition=models.Q(models.Q(('cap_vnd__gt', 0), ('percent__isnull', True)), models.Q(('cap_vnd__isnull', True), ('percent__gte', 1), ('percent__lte', 100)), _connector='OR'), name='norm_is_a_cap_or_a_share')],
                },
            ), migrations.CreateModel(
                name='Budget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=250, verbose_name='tên dự toán')),
                    ('first_year', models.PositiveSmallIntegerField(verbose_name='từ năm')),
                    ('last_year', models.PositiveSmallIntegerField(verbose_name='đến năm')),
                    ('has_blocks', models.BooleanField(default=True, verbose_name='đánh số khối I, II')),
                    ('search_key', ocop.core.fields.SearchKeyField(blank=True, editable=False, max_length=300, sources=('title',))),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                    ('current', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.estimate')),
                ],
                options={
                    'verbose_name': 'dự toán',
                    'verbose_name_plural': 'dự toán',
                    'indexes': [models.Index(fields=['-first_year', 'unit'], name='budget_by_year')],
                    'constraints': [models.UniqueConstraint(fields=('unit', 'first_year', 'last_year'), name='one_budget_per_unit_and_period'), models.CheckConstraint(condition=models.Q(('first_year__gte', 2018), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2100)), name='budget_years_sane')],
                },
            ), migrations.CreateModel(
                name='Estimate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='bản')),
                    ('kind', models.CharField(choices=[('first', 'Dự toán'), ('revision', 'Điều chỉnh dự toán'), ('carry_over', 'Chuyển nguồn')], default='first', max_length=12, verbose_name='loại')),
                    ('state', models.CharField(choices=[('draft', 'Đang lập'), ('appraising', 'Đang thẩm định'), ('appraised', 'Chờ phê duyệt'), ('approved', 'Đã phê duyệt'), ('returned', 'Đã trả lại')], default='draft', editable=False, max_length=12)),
                    ('basis', models.TextField(blank=True, verbose_name='căn cứ')),
                    ('reason', models.TextField(blank=True, verbose_name='lý do điều chỉnh')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('submitted_at', models.DateTimeField(editable=False, null=True)),
                    ('appraised_at', models.DateTimeField(editable=False, null=True)),
                    ('appraisal', models.TextField(blank=True, verbose_name='ý kiến thẩm định')),
                    ('returned_at', models.DateTimeField(editable=False, null=True)),
                    ('return_reason', models.TextField(blank=True, verbose_name='lý do trả lại')),
                    ('approved_at', models.DateTimeField(editable=False, null=True)),
                    ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('appraised_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='budgets.budget')),
                    ('carried_from', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.budget')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('previous', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.estimate')),
                    ('returned_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'bản dự toán',
                    'verbose_name_plural': 'bản dự toán',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'revision', 'carry_over'])), name='estimate_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'appraising', 'appraised', 'approved', 'returned'])), name='estimate_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='estimate_submitted_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('appraised_at__isnull', True), ('appraised_by__isnull', True)), models.Q(('appraised_at__isnull', False), ('appraised_by__isnull', False)), _connector='OR'), name='estimate_appraised_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', True), ('returned_by__isnull', True)), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False)), _connector='OR'), name='estimate_returned_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='estimate_approved_at_whole'), models.UniqueConstraint(fields=('budget', 'number'), name='one_estimate_per_number'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'appraising', 'appraised'))), fields=('budget',), name='one_open_estimate_per_budget'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('approved_at__isnull', False), ('decided_on__isnull', False), models.Q(('decision_number', ''), _negated=True)), _connector='OR'), name='approved_estimate_has_a_decision'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('created_by')), _negated=True), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='nobody_approves_their_own_estimate'), models.CheckConstraint(condition=models.Q(('appraised_by__isnull', True), models.Q(models.Q(('appraised_by', models.F('created_by')), _negated=True), models.Q(('appraised_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='nobody_appraises_their_own_estimate')],
                },
            ), migrations.CreateModel(
                name='BudgetSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('estimate', 'Các dòng dự toán'), ('treasury', 'Các khoản chi của kho bạc')], editable=False, max_length=10)),
                    ('name', models.CharField(editable=False, max_length=200, verbose_name='tên tệp')),
                    ('rows', models.JSONField(editable=False)),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                    ('applied_at', models.DateTimeField(editable=False, null=True)),
                    ('applied_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('budget', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='budgets.budget')),
                    ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('estimate', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='budgets.estimate')),
                    ('source', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.fundsource')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['estimate', 'treasury'])), name='budgetsheet_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by__isnull', True)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='budgetsheet_applied_at_whole'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'estimate'), _negated=True), ('estimate__isnull', False), _connector='OR'), name='sheet_of_lines_has_an_estimate')],
                },
            ), migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('origin', models.UUIDField(editable=False, null=True)),
                    ('position', models.PositiveIntegerField(editable=False)),
                    ('content', models.CharField(max_length=1000, verbose_name='nội dung')),
                    ('purpose', models.CharField(blank=True, choices=[('class', 'Lớp tập huấn'), ('trip', 'Học tập kinh nghiệm'), ('campaign', 'Tuyên truyền'), ('product', 'Tư vấn, phát triển sản phẩm'), ('mark', 'Nhãn hiệu, bao bì'), ('print_run', 'In tem, giấy chứng nhận'), ('assessment', 'Đánh giá, phân hạng'), ('fair', 'Hội chợ, xúc tiến thương mại'), ('outlet', 'Điểm bán hàng'), ('equipment', 'Thiết bị'), ('supervision', 'Kiểm tra, hướng dẫn'), ('prize', 'Thưởng'), ('unit', 'Hỗ trợ địa phương'), ('other', 'Chi khác')], max_length=12, verbose_name='chi cho việc')),
                    ('quantity', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='số lượng')),
                    ('quantity_unit', models.CharField(blank=True, max_length=40, verbose_name='đơn vị tính')),
                    ('times', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='số ngày, số lần')),
                    ('times_unit', models.CharField(blank=True, max_length=40, verbose_name='tính theo')),
                    ('price_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='đơn giá')),
                    ('lump_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='khoán gọn')),
                    ('amount_vnd', models.BigIntegerField(editable=False, null=True, verbose_name='số tiền')),
                    ('executor', models.CharField(blank=True, max_length=250, verbose_name='đơn vị thực hiện')),
                    ('whole_cost_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='tổng chi phí được duyệt')),
                    ('over_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do vượt định mức')),
                    ('basis', models.CharField(blank=True, max_length=250, verbose_name='căn cứ định mức')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('estimate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='budgets.estimate')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='budgets.line')),
                    ('norm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.norm')),
                ],
                options={
                    'verbose_name': 'dòng dự toán',
                    'verbose_name_plural': 'dòng dự toán',
                    'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['', 'class', 'trip', 'campaign', 'product', 'mark', 'print_run', 'assessment', 'fair', 'outlet', 'equipment', 'supervision', 'prize', 'unit', 'other'])), name='line_purpose_known'), models.UniqueConstraint(fields=('estimate', 'thread'), name='one_line_per_thread'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='line_not_beneath_itself'), models.CheckConstraint(condition=models.Q(('lump_vnd__isnull', True), models.Q(('amount_vnd__isnull', True), ('price_vnd__isnull', True)), models.Q(('amount_vnd', models.F('lump_vnd')), ('price_vnd__isnull', True)), _connector='OR'), name='line_lump_or_price'), models.CheckConstraint(condition=models.Q(('amount_vnd__isnull', True), models.Q(('amount_vnd__gte', 0), ('amount_vnd__lte', 1000000000000000)), _connector='OR'), name='line_amount_sane'), models.CheckConstraint(condition=models.Q(('price_vnd__isnull', True), models.Q(('price_vnd__gte', 0), ('price_vnd__lte', 1000000000000000)), _connector='OR'), name='line_price_sane'), models.CheckConstraint(condition=models.Q(('lump_vnd__isnull', True), models.Q(('lump_vnd__gte', 0), ('lump_vnd__lte', 1000000000000000)), _connector='OR'), name='line_lump_sane'), models.CheckConstraint(condition=models.Q(('whole_cost_vnd__isnull', True), models.Q(('whole_cost_vnd__gte', 0), ('whole_cost_vnd__lte', 1000000000000000)), _connector='OR'), name='line_whole_cost_sane')],
                },
            ), migrations.CreateModel(
                name='Ceiling',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.UUIDField(editable=False)),
                    ('approved_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='được duyệt')),
                    ('moved_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='điều chuyển')),
                    ('allocated_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã giao')),
                    ('committed_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã cam kết')),
                    ('paid_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã chi')),
                    ('settled_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã quyết toán')),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceilings', to='budgets.budget')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.fundsource')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceilings', to='budgets.line')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('budget', 'thread', 'source'), name='one_ceiling_per_line_and_source'), models.CheckConstraint(condition=models.Q(('approved_vnd__gte', 0), ('approved_vnd__lte', 1000000000000000)), name='ceiling_approved_sane'), models.CheckConstraint(condition=models.Q(('allocated_vnd__lte', django.db.models.expressions.CombinedExpression(models.F('approved_vnd'), '+', models.F('moved_vnd')))), name='ceiling_allocated_within_approved'), models.CheckConstraint(condition=models.Q(('committed_vnd__lte', django.db.models.expressions.CombinedExpression(models.F('approved_vnd'), '+', models.F('moved_vnd')))), name='ceiling_committed_within_approved'), models.CheckConstraint(condition=models.Q(('paid_vnd__lte', models.F('committed_vnd'))), name='ceiling_paid_within_committed'), models.CheckConstraint(condition=models.Q(('settled_vnd__lte', models.F('paid_vnd'))), name='ceiling_settled_within_paid'), models.CheckConstraint(condition=models.Q(('allocated_vnd__gte', 0), ('settled_vnd__gte', 0)), name='ceiling_never_below_nothing')],
                },
            ), migrations.CreateModel(
                name='Allotment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agency', models.CharField(blank=True, max_length=200, verbose_name='đơn vị được giao')),
                    ('allocated_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã giao')),
                    ('waived_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='được phép vượt')),
                    ('committed_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã cam kết')),
                    ('paid_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã chi')),
                    ('settled_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã quyết toán')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='địa bàn')),
                    ('ceiling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='budgets.ceiling')),
                ],
                options={
                    'verbose_name': 'phần giao',
                    'constraints': [models.UniqueConstraint(fields=('ceiling', 'unit', 'agency'), name='one_allotment_per_unit'), models.CheckConstraint(condition=models.Q(('committed_vnd__lte', django.db.models.expressions.CombinedExpression(models.F('allocated_vnd'), '+', models.F('waived_vnd')))), name='allotment_committed_within_allocated'), models.CheckConstraint(condition=models.Q(('paid_vnd__lte', models.F('committed_vnd'))), name='allotment_paid_within_committed'), models.CheckConstraint(condition=models.Q(('settled_vnd__lte', models.F('paid_vnd'))), name='allotment_settled_within_paid'), models.CheckConstraint(condition=models.Q(('allocated_vnd__gte', 0), ('paid_vnd__gte', 0), ('settled_vnd__gte', 0), ('waived_vnd__gte', 0)), name='allotment_never_below_nothing')],
                },
            ), migrations.CreateModel(
                name='Commitment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=300, verbose_name='chi cho việc gì')),
                    ('purpose', models.CharField(choices=[('class', 'Lớp tập huấn'), ('trip', 'Học tập kinh nghiệm'), ('campaign', 'Tuyên truyền'), ('product', 'Tư vấn, phát triển sản phẩm'), ('mark', 'Nhãn hiệu, bao bì'), ('print_run', 'In tem, giấy chứng nhận'), ('assessment', 'Đánh giá, phân hạng'), ('fair', 'Hội chợ, xúc tiến thương mại'), ('outlet', 'Điểm bán hàng'), ('equipment', 'Thiết bị'), ('supervision', 'Kiểm tra, hướng dẫn'), ('prize', 'Thưởng'), ('unit', 'Hỗ trợ địa phương'), ('other', 'Chi khác')], max_length=12, verbose_name='loại việc')),
                    ('payee', models.CharField(blank=True, max_length=200, verbose_name='người nhận tiền')),
                    ('contract', models.CharField(blank=True, max_length=120, verbose_name='hợp đồng, văn bản')),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('released_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã hủy bớt')),
                    ('paid_vnd', models.BigIntegerField(default=0, editable=False, verbose_name='đã chi')),
                    ('committed_on', models.DateField(verbose_name='ngày cam kết')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn thanh toán')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='budgets.allotment')),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.decision')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.product')),
                ],
                options={
                    'verbose_name': 'cam kết chi',
                    'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['class', 'trip', 'campaign', 'product', 'mark', 'print_run', 'assessment', 'fair', 'outlet', 'equipment', 'supervision', 'prize', 'unit', 'other'])), name='commitment_purpose_known'), models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), ('paid_vnd__gte', 0), ('released_vnd__gte', 0)), name='commitment_binds_money'), models.CheckConstraint(condition=models.Q(('paid_vnd__lte', django.db.models.expressions.CombinedExpression(models.F('amount_vnd'), '-', models.F('released_vnd')))), name='commitment_paid_within_it')],
                },
            ), migrations.CreateModel(
                name='LineComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('agree', 'Đồng ý'), ('cut', 'Đề nghị giảm'), ('return', 'Đề nghị làm lại')], max_length=10, verbose_name='ý kiến')),
                    ('words', models.TextField(blank=True, verbose_name='nội dung ý kiến')),
                    ('proposed_vnd', models.BigIntegerField(blank=True, null=True, verbose_name='số tiền đề nghị')),
                    ('said_at', models.DateTimeField(auto_now_add=True)),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='budgets.line')),
                    ('said_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['agree', 'cut', 'return'])), name='linecomment_verdict_known'), models.CheckConstraint(condition=models.Q(('proposed_vnd__isnull', True), models.Q(('proposed_vnd__gte', 0), ('proposed_vnd__lte', 1000000000000000)), _connector='OR'), name='line_proposal_sane')],
                },
            ), migrations.CreateModel(
                name='LineSource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='budgets.line')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.fundsource')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('line', 'source'), name='one_amount_per_line_and_source'), models.CheckConstraint(condition=models.Q(('amount_vnd__isnull', True), models.Q(('amount_vnd__gte', 0), ('amount_vnd__lte', 1000000000000000)), _connector='OR'), name='line_source_sane')],
                },
            ), migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('paid_on', models.DateField(verbose_name='ngày chi')),
                    ('reference', models.CharField(max_length=60, verbose_name='số chứng từ kho bạc')),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.budget')),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='budgets.commitment')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount_vnd', 0), _negated=True), models.Q(('reference', ''), _negated=True)), name='payment_moves_money'), models.UniqueConstraint(fields=('budget', 'reference', 'paid_on', 'commitment'), name='one_payment_per_voucher')],
                },
            ), migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('evidence', models.CharField(max_length=250, verbose_name='hồ sơ quyết toán')),
                    ('settled_on', models.DateField(verbose_name='ngày quyết toán')),
                    ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='budgets.allotment')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), models.Q(('evidence', ''), _negated=True)), name='settlement_has_evidence')],
                },
            ), migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.ceiling')),
                    ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.ceiling')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), models.Q(('decision_number', ''), _negated=True)), name='transfer_moves_money'), models.CheckConstraint(condition=models.Q(('giver', models.F('taker')), _negated=True), name='transfer_to_another_line')],
                },
            ), migrations.CreateModel(
                name='Waiver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='budgets.allotment')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), models.Q(('note', ''), _negated=True)), name='waiver_has_a_reason')],
                },
            ), migrations.CreateModel(
                name='Allocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('amount_vnd', models.BigIntegerField(verbose_name='số tiền')),
                    ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                    ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='budgets.allotment')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount_vnd', 0), _negated=True), models.Q(('decision_number', ''), _negated=True)), name='allocation_moves_money')],
                },
            )],
        ),
        migrations.RunPython(GUARDS.put_up, GUARDS.take_down),
        migrations.RunPython(SOURCES_OF_FUNDS.add, migrations.RunPython.noop),
    ]
