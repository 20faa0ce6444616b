"""A norm may say what a line pays for that must be held to it; the country's own two that do are told so."""

from django.conf import settings
from django.db import migrations, models


OF_PURPOSE = (("Hỗ trợ điểm bán hàng OCOP", "outlet"), ("Hỗ trợ đăng ký nhãn hiệu", "mark"))


def tell(apps, _editor):
    for name, purpose in OF_PURPOSE:
        apps.get_model("budgets", "Norm").objects.filter(province=None, name=name).update(purpose=purpose)


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0010_exceptions_give_nothing_back'),
        ('localities', '0004_where_places_lie'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='norm',
            name='purpose',
            field=models.CharField(blank=True, choices=[('class', 'Lớp tập huấn'), ('trip', 'Học tập kinh nghiệm'), ('campaign', 'Tuyên truyền'), ('product', 'Tư vấn, phát triển sản phẩm'), ('mark', 'Nhãn hiệu, bao bì'), ('print_run', 'In tem, giấy chứng nhận'), ('assessment', 'Đánh giá, phân hạng'), ('fair', 'Hội chợ, xúc tiến thương mại'), ('outlet', 'Điểm bán hàng'), ('equipment', 'Thiết bị'), ('supervision', 'Kiểm tra, hướng dẫn'), ('prize', 'Thưởng'), ('unit', 'Hỗ trợ địa phương'), ('other', 'Chi khác')], default='', max_length=12, verbose_name='loại việc'),
        ),
        migrations.AddConstraint(
            model_name='norm',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['', 'class', 'trip', 'campaign', 'product', 'mark', 'print_run', 'assessment', 'fair', 'outlet', 'equipment', 'supervision', 'prize', 'unit', 'other'])), name='norm_purpose_known'),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
