"""An issued paper keeps its bytes, hash and number: its row can be added, never changed.

PostgreSQL refuses UPDATE and DELETE of each row; SQLite refuses UPDATE only, since Django's test runner empties tables
there by DELETE.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION documents_issued_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'issued papers never change' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER documents_issued_append_only BEFORE UPDATE OR DELETE ON documents_issueddocument
FOR EACH ROW EXECUTE FUNCTION documents_issued_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER documents_issued_append_only ON documents_issueddocument;
DROP FUNCTION documents_issued_refuse();
"""
SQLITE = """
CREATE TRIGGER documents_issued_append_only BEFORE UPDATE ON documents_issueddocument
BEGIN SELECT RAISE(ABORT, 'issued papers never change'); END
"""
SQLITE_BACK = "DROP TRIGGER documents_issued_append_only"


def put_up(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def take_down(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
