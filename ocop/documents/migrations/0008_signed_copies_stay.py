"""A signed copy keeps its bytes: its row can be added, never changed; and every issued paper can be found.

PostgreSQL refuses UPDATE and DELETE of each row; SQLite refuses UPDATE only, since Django's test runner empties tables
there by DELETE. Papers issued before get the words of their number and label.
"""

from django.db import migrations

from ocop.core.text import search_key

POSTGRESQL = """
CREATE TRIGGER documents_signed_append_only BEFORE UPDATE OR DELETE ON documents_signedcopy
FOR EACH ROW EXECUTE FUNCTION documents_issued_refuse();
"""
POSTGRESQL_BACK = "DROP TRIGGER documents_signed_append_only ON documents_signedcopy"
SQLITE = """
CREATE TRIGGER documents_signed_append_only BEFORE UPDATE ON documents_signedcopy
BEGIN SELECT RAISE(ABORT, 'issued papers never change'); END
"""
SQLITE_BACK = "DROP TRIGGER documents_signed_append_only"


def put_up(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def take_down(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


def find_earlier_papers(apps, schema_editor):
    issued = apps.get_model("documents", "IssuedDocument")
    text = apps.get_model("documents", "IssuedText")
    without = issued.objects.filter(text__isnull=True).values_list("pk", "number", "label")
    rows = (
        text(document_id=pk, words=search_key(f"{number} {label}"))
        for pk, number, label in without.iterator(chunk_size=1000)
    )
    text.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_signed_copies")]

    operations = [
        migrations.RunPython(find_earlier_papers, migrations.RunPython.noop),
        migrations.RunPython(put_up, take_down),
    ]
