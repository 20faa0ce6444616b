"""A first result keeps the chair's confirmation that it lies just below a floor.

SQLite makes the table anew for it and forgets its trigger, which is put up again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER IF NOT EXISTS evaluations_former_append_only BEFORE UPDATE ON evaluations_formerresult
BEGIN SELECT RAISE(ABORT, 'first results never change'); END
"""


def put_up_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0022_signer_of_a_revocation'),
        ('law', '0008_kinds_of_acts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='formerresult',
            name='confirmation',
            field=models.TextField(blank=True, db_default='', default='', editable=False, verbose_name='xác nhận của Chủ tịch'),
        ),
        migrations.AddField(
            model_name='formerresult',
            name='confirmed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='formerresult',
            name='confirmed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='formerresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='formerresult_confirmed_at_whole'),
        ),
        migrations.RunPython(put_up_again, put_up_again),
    ]
