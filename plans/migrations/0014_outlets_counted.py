"""Outlets that were opened are counted, as the other activities are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('localities', '0004_where_places_lie'),
        ('plans', '0013_plans_in_place_of_others'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='indicator',
            name='indicator_measure_known',
        ),
        migrations.AlterField(
            model_name='indicator',
            name='measure',
            field=models.CharField(blank=True, choices=[('products_registered', 'Sản phẩm nộp hồ sơ'), ('products_new_registered', 'Sản phẩm đăng ký lần đầu'), ('communes_registered', 'Xã, phường có sản phẩm đăng ký'), ('producers_registered', 'Chủ thể đăng ký'), ('recognised', 'Sản phẩm được công nhận từ 3 sao'), ('recognised_3', 'Sản phẩm đạt 3 sao'), ('recognised_4', 'Sản phẩm đạt 4 sao'), ('recognised_5', 'Sản phẩm đạt 5 sao'), ('potential_5', 'Sản phẩm tiềm năng 5 sao, đã chuyển Bộ'), ('recognised_new', 'Sản phẩm công nhận mới'), ('recognised_upgraded', 'Sản phẩm nâng hạng'), ('recognised_again', 'Sản phẩm đánh giá, phân hạng lại'), ('revoked', 'Giấy chứng nhận bị thu hồi'), ('standing', 'Sản phẩm còn giấy chứng nhận hiệu lực cuối kỳ'), ('communes_standing', 'Xã, phường có ít nhất một sản phẩm được công nhận'), ('producers_standing', 'Chủ thể có sản phẩm được công nhận'), ('producers_cooperative', 'Trong đó hợp tác xã'), ('producers_group', 'Trong đó tổ hợp tác'), ('producers_enterprise', 'Trong đó doanh nghiệp'), ('producers_household', 'Trong đó hộ kinh doanh, trang trại'), ('share_cooperative', 'Tỷ lệ chủ thể là hợp tác xã'), ('share_upgraded', 'Tỷ lệ sản phẩm nâng hạng trên sản phẩm được công nhận'), ('classes', 'Lớp tập huấn đã mở'), ('people_trained', 'Lượt người hoàn thành tập huấn'), ('officials', 'Cán bộ quản lý chương trình'), ('officials_trained', 'Cán bộ đã được tập huấn'), ('owners_trained', 'Chủ thể đăng ký đã được tập huấn'), ('share_officials', 'Tỷ lệ cán bộ được tập huấn'), ('share_owners', 'Tỷ lệ chủ thể đăng ký được tập huấn'), ('campaigns', 'Đợt tuyên truyền'), ('study_trips', 'Đợt học tập kinh nghiệm'), ('conferences', 'Hội nghị'), ('fairs', 'Hội chợ, triển lãm đã tham gia'), ('inspections', 'Đợt kiểm tra, giám sát'), ('outlets', 'Điểm bán hàng, trung tâm OCOP đã mở'), ('money_approved', 'Kinh phí được duyệt'), ('money_allocated', 'Kinh phí đã giao'), ('money_spent', 'Kinh phí đã chi')], max_length=30, verbose_name='cách tính'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['', 'products_registered', 'products_new_registered', 'communes_registered', 'producers_registered', 'recognised', 'recognised_3', 'recognised_4', 'recognised_5', 'potential_5', 'recognised_new', 'recognised_upgraded', 'recognised_again', 'revoked', 'standing', 'communes_standing', 'producers_standing', 'producers_cooperative', 'producers_group', 'producers_enterprise', 'producers_household', 'share_cooperative', 'share_upgraded', 'classes', 'people_trained', 'officials', 'officials_trained', 'owners_trained', 'share_officials', 'share_owners', 'campaigns', 'study_trips', 'conferences', 'fairs', 'inspections', 'outlets', 'money_approved', 'money_allocated', 'money_spent'])), name='indicator_measure_known'),
        ),
    ]
