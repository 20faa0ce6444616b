"""On PostgreSQL trigram indexes serve the search by parts of names. SQLite reads the rows without them."""

import logging

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)

TABLES = ("registrations_product", "registrations_producer")
ADD = "CREATE INDEX IF NOT EXISTS {0}_trigrams ON {0} USING gin (search_key gin_trgm_ops)"
DROP = "DROP INDEX IF EXISTS {0}_trigrams"


def add_indexes(apps, schema_editor):
    """Without the right to add pg_trgm the portal does without the indexes; searching is slower, nothing else."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as refusal:
        logger.warning("No trigram index on products: pg_trgm could not be added (%s)", refusal)
    else:
        for table in TABLES:
            schema_editor.execute(ADD.format(table))


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(DROP.format(table))


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial")]

    operations = [migrations.RunPython(add_indexes, drop_indexes)]
