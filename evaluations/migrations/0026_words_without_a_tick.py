"""Words on a criterion stand without a tick; until now a row without an option always meant none is reached.

SQLite makes the table of the marks anew for it and forgets its triggers, which are put up again.
"""

from django.db import migrations, models

SENT = "(SELECT state FROM evaluations_sheet WHERE id = {row}.sheet_id) = 'sent'"
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON evaluations_mark WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""


def put_up_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, event, row in (
            ("evaluations_mark_comes_in_time", "INSERT", "NEW"),
            ("evaluations_mark_stays", "UPDATE", "OLD"),
        ):
            schema_editor.execute(SQLITE.format(name=name, event=event, condition=SENT.format(row=row)))


class Migration(migrations.Migration):

    dependencies = [('evaluations', '0025_dossiers_in_packs')]

    operations = [
        migrations.AddField('mark', 'is_ticked', models.BooleanField(db_default=True, default=True)),
        migrations.AddField('latemark', 'is_ticked', models.BooleanField(db_default=True, default=True)),
        migrations.AddConstraint(
            'mark',
            models.CheckConstraint(
                name='option_is_ticked',
                condition=models.Q(is_ticked=True) | models.Q(option__isnull=True),
            ),
        ),
        migrations.RunPython(put_up_again, put_up_again),
    ]
