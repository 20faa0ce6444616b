"""A number stays what it became: no row of a book goes away, changes its number or goes back, no counter falls.

PostgreSQL refuses DELETE too; on SQLite Django's test runner empties tables by it.
"""

from django.db import migrations

BACK = """(OLD.state = 'spoiled' AND NEW.state <> 'spoiled')
    OR (OLD.state = 'assigned' AND NEW.state = 'reserved')
    OR NEW.number <> OLD.number OR NEW.book_id <> OLD.book_id"""
POSTGRESQL = f"""
CREATE FUNCTION documents_numbers_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'numbers are never given again' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER documents_number_stays BEFORE UPDATE ON documents_numberentry
FOR EACH ROW WHEN ({BACK}) EXECUTE FUNCTION documents_numbers_refuse();
CREATE TRIGGER documents_number_is_kept BEFORE DELETE ON documents_numberentry
FOR EACH ROW EXECUTE FUNCTION documents_numbers_refuse();
CREATE TRIGGER documents_counter_rises BEFORE UPDATE ON documents_numberbook
FOR EACH ROW WHEN (NEW.last < OLD.last) EXECUTE FUNCTION documents_numbers_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER documents_counter_rises ON documents_numberbook;
DROP TRIGGER documents_number_is_kept ON documents_numberentry;
DROP TRIGGER documents_number_stays ON documents_numberentry;
DROP FUNCTION documents_numbers_refuse();
"""
SQLITE = (
    f"""CREATE TRIGGER documents_number_stays BEFORE UPDATE ON documents_numberentry WHEN {BACK}
BEGIN SELECT RAISE(ABORT, 'numbers are never given again'); END""",
    """CREATE TRIGGER documents_counter_rises BEFORE UPDATE ON documents_numberbook WHEN NEW.last < OLD.last
BEGIN SELECT RAISE(ABORT, 'numbers are never given again'); END""",
)
SQLITE_BACK = ("DROP TRIGGER documents_counter_rises", "DROP TRIGGER documents_number_stays")


def put_up(apps, schema_editor):
    for statement in (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for statement in (POSTGRESQL_BACK,) if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_number_entries")]

    operations = [migrations.RunPython(put_up, take_down)]
