from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0002_one_number_a_year'),
        ('localities', '0002_search_by_trigrams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_kind_known',
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('recognise', 'Công nhận, phân hạng'), ('propose', 'Đề nghị cấp trên đánh giá'), ('notify', 'Thông báo kết quả, chưa đạt')], default='recognise', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['recognise', 'propose', 'notify'])), name='decision_kind_known'),
        ),
    ]
