"""The tables of this app as the migrations up to 0002 leave them, in one go for new databases."""

import django.db.models.deletion
import ocop.core.fields
import ocop.core.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('trainings', '0001_initial'), ('trainings', '0002_signer_of_the_invitation')]

    initial = True

    dependencies = [
        ('budgets', '0004_sheets'),
        ('documents', '0008_signed_copies_stay'),
        ('localities', '0004_where_places_lie'),
        ('registrations', '0022_orders_of_dossiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ocop.core.tables.CreateModels(
            models=[migrations.CreateModel(
                name='TrainingClass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(editable=False, max_length=40, verbose_name='mã lớp')),
                    ('kind', models.CharField(choices=[('class', 'Lớp tập huấn'), ('trip', 'Học tập kinh nghiệm'), ('conference', 'Hội nghị')], default='class', max_length=12, verbose_name='loại')),
                    ('audience', models.CharField(choices=[('officials', 'Cán bộ quản lý'), ('producers', 'Chủ thể OCOP'), ('everyone', 'Cán bộ và chủ thể')], max_length=10, verbose_name='đối tượng')),
                    ('agency', models.CharField(blank=True, max_length=200, verbose_name='cơ quan thực hiện')),
                    ('title', models.CharField(max_length=250, verbose_name='tên lớp')),
                    ('venue', models.CharField(max_length=250, verbose_name='địa điểm')),
                    ('seats', models.PositiveIntegerField(verbose_name='số chỗ')),
                    ('seats_taken', models.PositiveIntegerField(default=0, editable=False)),
                    ('threshold_percent', models.PositiveSmallIntegerField(verbose_name='dự đủ từ (%)')),
                    ('nominate_until', models.DateField(verbose_name='hạn cử người')),
                    ('first_on', models.DateField(editable=False, verbose_name='ngày đầu')),
                    ('last_on', models.DateField(editable=False, verbose_name='ngày cuối')),
                    ('state', models.CharField(choices=[('planned', 'Đang chuẩn bị'), ('nominating', 'Đang cử người'), ('running', 'Đang học'), ('closed', 'Đã kết thúc'), ('settled', 'Đã quyết toán'), ('cancelled', 'Đã hủy')], default='planned', editable=False, max_length=12)),
                    ('invitation_number', models.CharField(blank=True, editable=False, max_length=60, verbose_name='số giấy mời')),
                    ('invited_on', models.DateField(editable=False, null=True, verbose_name='ngày giấy mời')),
                    ('invitation_signer', models.CharField(blank=True, editable=False, max_length=120, verbose_name='người ký giấy mời')),
                    ('signer_title', models.CharField(blank=True, editable=False, max_length=120, verbose_name='chức vụ người ký')),
                    ('signer_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='người ký')),
                    ('certified_on', models.DateField(editable=False, null=True, verbose_name='ngày giấy chứng nhận')),
                    ('closed_at', models.DateTimeField(editable=False, null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('search_key', ocop.core.fields.SearchKeyField(blank=True, db_index=True, editable=False, max_length=600, sources=('code', 'title', 'venue'))),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('invitation', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị tổ chức')),
                ],
                options={
                    'verbose_name': 'lớp',
                    'verbose_name_plural': 'lớp',
                    'indexes': [models.Index(fields=['state', 'first_on'], name='trainings_t_state_cae75d_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['class', 'trip', 'conference'])), name='trainingclass_kind_known'), models.CheckConstraint(condition=models.Q(('audience__in', ['officials', 'producers', 'everyone'])), name='trainingclass_audience_known'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'nominating', 'running', 'closed', 'settled', 'cancelled'])), name='trainingclass_state_known'), models.CheckConstraint(condition=models.Q(('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='trainingclass_last_on_after'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='trainingclass_closed_at_whole'), models.UniqueConstraint(fields=('organiser', 'code'), name='one_class_per_code'), models.CheckConstraint(condition=models.Q(('seats__gte', 1), ('seats__lte', 2000)), name='class_has_seats'), models.CheckConstraint(condition=models.Q(('seats_taken__lte', models.F('seats'))), name='class_never_over_its_seats'), models.CheckConstraint(condition=models.Q(('threshold_percent__gte', 1), ('threshold_percent__lte', 100)), name='class_threshold_is_a_share')],
                },
            ), migrations.CreateModel(
                name='Trainer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ tên')),
                    ('position', models.CharField(blank=True, max_length=200, verbose_name='chức vụ, cơ quan')),
                    ('role', models.CharField(choices=[('lecturer', 'Giảng viên, báo cáo viên'), ('assistant', 'Trợ giảng'), ('guide', 'Hướng dẫn thực tế')], default='lecturer', max_length=10, verbose_name='vai trò')),
                    ('half_days', models.PositiveSmallIntegerField(verbose_name='số buổi')),
                    ('fee_vnd', models.BigIntegerField(verbose_name='thù lao một buổi')),
                    ('over_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do vượt định mức')),
                    ('norm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.norm')),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainers', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'giảng viên',
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['lecturer', 'assistant', 'guide'])), name='trainer_role_known'), models.CheckConstraint(condition=models.Q(('fee_vnd__gte', 0), ('fee_vnd__lte', 1000000000000000), ('half_days__gte', 1)), name='trainer_fee_sane'), models.UniqueConstraint(fields=('training', 'full_name', 'role'), name='one_trainer_per_role')],
                },
            ), migrations.CreateModel(
                name='RollSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(editable=False, max_length=200, verbose_name='tên tệp')),
                    ('columns', models.JSONField(editable=False)),
                    ('rows', models.JSONField(editable=False)),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                    ('applied_at', models.DateTimeField(editable=False, null=True)),
                    ('applied_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('training', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trainings.trainingclass')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by__isnull', True)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='rollsheet_applied_at_whole')],
                },
            ), migrations.CreateModel(
                name='Quota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('producer_kind', models.CharField(blank=True, choices=[('household', 'Hộ kinh doanh'), ('farm', 'Trang trại'), ('cooperative_group', 'Tổ hợp tác'), ('cooperative', 'Hợp tác xã'), ('private_enterprise', 'Doanh nghiệp tư nhân'), ('limited_company', 'Công ty TNHH'), ('joint_stock_company', 'Công ty cổ phần'), ('association', 'Hội, hiệp hội, trung tâm điều hành (du lịch)')], max_length=30, verbose_name='loại hình')),
                    ('seats', models.PositiveIntegerField(verbose_name='số người')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị')),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'chỉ tiêu',
                    'constraints': [models.CheckConstraint(condition=models.Q(('producer_kind', ''), ('producer_kind__in', ['household', 'farm', 'cooperative_group', 'cooperative', 'private_enterprise', 'limited_company', 'joint_stock_company', 'association']), _connector='OR'), name='quota_producer_kind_known'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('producer_kind', ''), _negated=True), _connector='OR'), name='quota_is_for_somebody'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('training', 'unit', 'producer_kind'), name='one_quota_per_unit_and_kind'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('training', 'producer_kind'), name='one_quota_per_kind')],
                },
            ), migrations.CreateModel(
                name='Nomination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('producer_kind', models.CharField(blank=True, choices=[('household', 'Hộ kinh doanh'), ('farm', 'Trang trại'), ('cooperative_group', 'Tổ hợp tác'), ('cooperative', 'Hợp tác xã'), ('private_enterprise', 'Doanh nghiệp tư nhân'), ('limited_company', 'Công ty TNHH'), ('joint_stock_company', 'Công ty cổ phần'), ('association', 'Hội, hiệp hội, trung tâm điều hành (du lịch)')], editable=False, max_length=30, verbose_name='loại hình')),
                    ('role', models.CharField(blank=True, editable=False, max_length=30, verbose_name='vai trò')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ tên')),
                    ('position', models.CharField(blank=True, max_length=250, verbose_name='chức vụ, đơn vị')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                    ('person_key', models.CharField(editable=False, max_length=200)),
                    ('order', models.PositiveIntegerField(editable=False)),
                    ('state', models.CharField(choices=[('seated', 'Có chỗ, chờ xác nhận'), ('waiting', 'Chờ chỗ'), ('confirmed', 'Đã xác nhận dự'), ('withdrawn', 'Không dự')], default='waiting', editable=False, max_length=10)),
                    ('nominated_at', models.DateTimeField(editable=False)),
                    ('present_count', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ('held_count', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ('completed', models.BooleanField(editable=False, null=True)),
                    ('has_answered', models.BooleanField(default=False, editable=False)),
                    ('search_key', ocop.core.fields.SearchKeyField(blank=True, editable=False, max_length=400, sources=('full_name', 'position'))),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('nominated_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('producer', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.producer')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='localities.place', verbose_name='đơn vị cử')),
                    ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'người được cử',
                    'indexes': [models.Index(fields=['producer'], name='trainings_n_produce_1b2587_idx'), models.Index(fields=['user'], name='trainings_n_user_id_e00700_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['seated', 'waiting', 'confirmed', 'withdrawn'])), name='nomination_state_known'), models.CheckConstraint(condition=models.Q(('producer_kind', ''), ('producer_kind__in', ['household', 'farm', 'cooperative_group', 'cooperative', 'private_enterprise', 'limited_company', 'joint_stock_company', 'association']), _connector='OR'), name='nomination_producer_kind_known'), models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('training', 'person_key'), name='one_nomination_per_person'), models.UniqueConstraint(condition=models.Q(('user__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('training', 'user'), name='one_nomination_per_account'), models.UniqueConstraint(fields=('training', 'order'), name='one_place_in_the_queue'), models.CheckConstraint(condition=models.Q(models.Q(('completed__isnull', True), ('held_count__isnull', True), ('present_count__isnull', True)), models.Q(('completed__isnull', False), ('held_count__isnull', False), ('present_count__isnull', False), ('present_count__lte', models.F('held_count'))), _connector='OR'), name='nomination_result_whole')],
                },
            ), migrations.CreateModel(
                name='Feedback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content', models.PositiveSmallIntegerField(verbose_name='nội dung')),
                    ('trainers', models.PositiveSmallIntegerField(verbose_name='giảng viên')),
                    ('materials', models.PositiveSmallIntegerField(verbose_name='tài liệu')),
                    ('organisation', models.PositiveSmallIntegerField(verbose_name='tổ chức, địa điểm')),
                    ('usefulness', models.PositiveSmallIntegerField(verbose_name='áp dụng được vào công việc')),
                    ('words', models.TextField(blank=True, verbose_name='ý kiến khác')),
                    ('is_paper', models.BooleanField(default=False, editable=False)),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'phiếu ý kiến',
                    'constraints': [models.CheckConstraint(condition=models.Q(('content__gte', 1), ('trainers__gte', 1), ('materials__gte', 1), ('organisation__gte', 1), ('usefulness__gte', 1), ('content__lte', 5), ('trainers__lte', 5), ('materials__lte', 5), ('organisation__lte', 5), ('usefulness__lte', 5)), name='feedback_on_the_scale')],
                },
            ), migrations.CreateModel(
                name='ClassSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='ngày')),
                    ('half', models.CharField(choices=[('am', 'sáng'), ('pm', 'chiều')], max_length=2, verbose_name='buổi')),
                    ('kind', models.CharField(choices=[('lesson', 'Học trên lớp'), ('field', 'Đi thực tế')], default='lesson', max_length=8, verbose_name='hình thức')),
                    ('topic', models.CharField(blank=True, max_length=250, verbose_name='chuyên đề')),
                    ('venue', models.CharField(blank=True, max_length=250, verbose_name='nơi học, nơi đến')),
                    ('roll_taken_at', models.DateTimeField(editable=False, null=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('roll_taken_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'buổi',
                    'constraints': [models.CheckConstraint(condition=models.Q(('half__in', ['am', 'pm'])), name='classsession_half_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['lesson', 'field'])), name='classsession_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('roll_taken_at__isnull', True), ('roll_taken_by__isnull', True)), models.Q(('roll_taken_at__isnull', False), ('roll_taken_by__isnull', False)), _connector='OR'), name='classsession_roll_taken_at_whole'), models.UniqueConstraint(fields=('training', 'day', 'half'), name='one_session_per_half_day')],
                },
            ), migrations.CreateModel(
                name='ClassCost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='training_cost', to='budgets.commitment')),
                    ('settlement', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.settlement')),
                    ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='trainings.trainingclass')),
                ],
                options={
                    'verbose_name': 'kinh phí của lớp',
                },
            ), migrations.CreateModel(
                name='CompletionCertificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=60, verbose_name='số vào sổ')),
                    ('token', models.CharField(editable=False, max_length=32, unique=True)),
                    ('short_code', models.CharField(editable=False, max_length=12, unique=True, verbose_name='mã tra cứu')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ tên')),
                    ('role_words', models.CharField(blank=True, max_length=400, verbose_name='tư cách')),
                    ('class_title', models.CharField(max_length=250, verbose_name='lớp')),
                    ('class_code', models.CharField(max_length=40, verbose_name='mã lớp')),
                    ('venue', models.CharField(max_length=250, verbose_name='địa điểm')),
                    ('first_on', models.DateField(verbose_name='từ ngày')),
                    ('last_on', models.DateField(verbose_name='đến ngày')),
                    ('present_count', models.PositiveSmallIntegerField(verbose_name='số buổi dự')),
                    ('held_count', models.PositiveSmallIntegerField(verbose_name='số buổi học')),
                    ('signer_title', models.CharField(max_length=120, verbose_name='chức vụ người ký')),
                    ('signer_name', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                    ('issued_on', models.DateField(verbose_name='ngày cấp')),
                    ('issued_at', models.DateTimeField(auto_now_add=True)),
                    ('issued_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('number_entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.numberentry')),
                    ('paper', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.issueddocument')),
                    ('nomination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='trainings.nomination')),
                ],
                options={
                    'verbose_name': 'giấy chứng nhận hoàn thành',
                    'constraints': [models.CheckConstraint(condition=models.Q(('held_count__gte', 1), ('present_count__lte', models.F('held_count'))), name='completion_within_what_was_held')],
                },
            ), migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('present', models.BooleanField()),
                    ('source', models.CharField(choices=[('qr', 'quét mã'), ('hand', 'đánh dấu'), ('paper', 'bảng điểm danh giấy')], max_length=6)),
                    ('held_on', models.DateField(editable=False)),
                    ('marked_on', models.DateField(editable=False)),
                    ('marked_at', models.DateTimeField()),
                    ('marked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='trainings.classsession')),
                    ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='trainings.nomination')),
                ],
                options={
                    'verbose_name': 'điểm danh',
                    'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['qr', 'hand', 'paper'])), name='attendance_source_known'), models.UniqueConstraint(fields=('session', 'nomination'), name='one_mark_per_half_day'), models.CheckConstraint(condition=models.Q(('held_on__lte', models.F('marked_on'))), name='nobody_present_in_the_future')],
                },
            )],
        ),
    ]
