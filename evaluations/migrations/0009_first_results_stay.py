"""A first result is kept as it was: its row can be added, never changed.

PostgreSQL refuses UPDATE and DELETE of each row; SQLite refuses UPDATE only, since Django's test runner empties
tables there by DELETE.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION evaluations_former_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'first results never change' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER evaluations_former_append_only BEFORE UPDATE OR DELETE ON evaluations_formerresult
FOR EACH ROW EXECUTE FUNCTION evaluations_former_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER evaluations_former_append_only ON evaluations_formerresult;
DROP FUNCTION evaluations_former_refuse();
"""
SQLITE = """
CREATE TRIGGER evaluations_former_append_only BEFORE UPDATE ON evaluations_formerresult
BEGIN SELECT RAISE(ABORT, 'first results never change'); END
"""
SQLITE_BACK = "DROP TRIGGER evaluations_former_append_only"


def put_up(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def take_down(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0008_reopenings")]

    operations = [migrations.RunPython(put_up, take_down)]
