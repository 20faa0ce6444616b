"""A first result keeps its mean as a fraction, as the result itself does.

SQLite makes the table anew for it and forgets its trigger, which is put up again.
"""

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
        ('evaluations', '0036_declarations_of_papers'),
        ('law', '0008_kinds_of_acts'),
    ]

    operations = [
        migrations.AddField(
            model_name='formerresult',
            name='mean_denominator',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='formerresult',
            name='mean_numerator',
            field=models.PositiveBigIntegerField(help_text='Empty in results kept before.', null=True),
        ),
        migrations.AddConstraint(
            model_name='formerresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mean_denominator__isnull', True), ('mean_numerator__isnull', True)), models.Q(('mean_denominator__isnull', False), ('mean_numerator__isnull', False)), _connector='OR'), name='formerresult_mean_numerator_whole'),
        ),
        migrations.AddConstraint(
            model_name='formerresult',
            constraint=models.CheckConstraint(condition=models.Q(('mean_denominator__isnull', True), ('mean_denominator__gte', 1), _connector='OR'), name='former_mean_has_a_divisor'),
        ),
        migrations.RunPython(put_up_again, put_up_again),
    ]
