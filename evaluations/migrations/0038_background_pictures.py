"""An authority may lay a picture of its own under its certificates."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0037_exact_first_results'),
        ('localities', '0004_where_places_lie'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificatetemplate',
            name='certificatetemplate_background_known',
        ),
        migrations.AddField(
            model_name='certificatetemplate',
            name='picture',
            field=models.FileField(blank=True, db_default='', editable=False, max_length=120, upload_to='', verbose_name='ảnh nền'),
        ),
        migrations.AddField(
            model_name='certificatetemplate',
            name='picture_sha256',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=64, verbose_name='mã băm ảnh nền'),
        ),
        migrations.AlterField(
            model_name='certificatetemplate',
            name='background',
            field=models.CharField(choices=[('ornament', 'Hoa văn và sao của cổng'), ('picture', 'Ảnh nền của nơi cấp, sao của cổng'), ('blank', 'Không nền, in chữ lên phôi in sẵn')], default='ornament', max_length=10, verbose_name='nền'),
        ),
        migrations.AddConstraint(
            model_name='certificatetemplate',
            constraint=models.CheckConstraint(condition=models.Q(('background__in', ['ornament', 'picture', 'blank'])), name='certificatetemplate_background_known'),
        ),
        migrations.AddConstraint(
            model_name='certificatetemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('background', 'picture'), _negated=True), models.Q(('picture', ''), _negated=True), _connector='OR'), name='picture_lies_there'),
        ),
    ]
