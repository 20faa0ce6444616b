"""A sheet that was sent stays as it was sent, with its marks: a second round has sheets of its own.

PostgreSQL refuses every change of such rows; SQLite guards no DELETE, since Django's test runner empties tables
by it, and loses the triggers of a table that a later migration makes anew: such a migration must put them up
again with `put_up`.
"""

from django.db import migrations

SENT = "(SELECT state FROM evaluations_sheet WHERE id = {row}.sheet_id) = 'sent'"
GUARDS = [
    ("evaluations_sheet_stays", "evaluations_sheet", "UPDATE", "OLD.state = 'sent'"),
    ("evaluations_sheet_is_kept", "evaluations_sheet", "DELETE", "OLD.state = 'sent'"),
    ("evaluations_mark_comes_in_time", "evaluations_mark", "INSERT", SENT.format(row="NEW")),
    ("evaluations_mark_stays", "evaluations_mark", "UPDATE", SENT.format(row="OLD")),
    ("evaluations_mark_is_kept", "evaluations_mark", "DELETE", SENT.format(row="OLD")),
]
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
POSTGRESQL_BACK = "DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
SQLITE_BACK = "DROP TRIGGER {name}"


def put_up(apps, schema_editor):
    _run(schema_editor, POSTGRESQL, SQLITE)


def take_down(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def _run(schema_editor, postgresql, sqlite):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, event, condition in GUARDS:
        if on_postgresql or event != "DELETE":
            words = {"name": name, "table": table, "event": event, "condition": condition}
            schema_editor.execute((postgresql if on_postgresql else sqlite).format(**words))


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0014_certificate_templates")]

    operations = [migrations.RunPython(put_up, take_down)]
