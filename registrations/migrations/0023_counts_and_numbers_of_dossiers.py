"""The list of dossiers is counted from one narrow index, and searched by number from another; limits of steps
count their versions.
"""

from django.db import migrations, models

REACHED = ["commune", "handed_in_at", "producer"]
ADD = (
    "CREATE INDEX IF NOT EXISTS dossier_numbers_trigrams ON registrations_dossier "
    "USING gin (product_code gin_trgm_ops, receipt_number gin_trgm_ops)"
)


def add_trigrams(apps, schema_editor):
    """Where pg_trgm could not be added, searching by number reads the rows."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone():
            schema_editor.execute(ADD)


def drop_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS dossier_numbers_trigrams")


class Migration(migrations.Migration):
    dependencies = [("registrations", "0022_orders_of_dossiers")]

    operations = [
        migrations.RemoveIndex("dossier", "dossiers_by_age"),
        migrations.AddIndex("dossier", models.Index(fields=["id", *REACHED], name="dossiers_by_age")),
        migrations.RemoveIndex("dossier", "registratio_commune_b6cc41_idx"),
        migrations.AddIndex(
            "dossier",
            models.Index(
                fields=["commune", "cycle", "state", "level", "due_on", "product", "handed_in_at"],
                condition=models.Q(handed_in_at__isnull=False),
                name="dossiers_counted",
            ),
        ),
        migrations.AddField(
            "steplimit", "version", models.PositiveIntegerField(default=1, db_default=1, editable=False)
        ),
        migrations.RunPython(add_trigrams, drop_trigrams),
    ]
