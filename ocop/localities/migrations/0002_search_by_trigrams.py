"""On PostgreSQL a trigram index serves the search by parts of a name. SQLite reads the few rows without one."""

import logging

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)

ADD = "CREATE INDEX IF NOT EXISTS place_search_key_trigrams ON localities_place USING gin (search_key gin_trgm_ops)"
DROP = "DROP INDEX IF EXISTS place_search_key_trigrams"


def add_index(apps, schema_editor):
    """Without the right to add pg_trgm the portal does without the index; searching is slower, nothing else."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as refusal:
        logger.warning("No trigram index on place names: pg_trgm could not be added (%s)", refusal)
    else:
        schema_editor.execute(ADD)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("localities", "0001_initial")]

    operations = [migrations.RunPython(add_index, drop_index)]
