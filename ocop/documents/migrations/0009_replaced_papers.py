"""The archive says which paper has taken the place of another; once said it stays."""

import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = """
CREATE TRIGGER documents_replacement_append_only BEFORE UPDATE OR DELETE ON documents_replacement
FOR EACH ROW EXECUTE FUNCTION documents_issued_refuse();
"""
POSTGRESQL_BACK = "DROP TRIGGER documents_replacement_append_only ON documents_replacement"
SQLITE = """
CREATE TRIGGER documents_replacement_append_only BEFORE UPDATE ON documents_replacement
BEGIN SELECT RAISE(ABORT, 'issued papers never change'); END
"""
SQLITE_BACK = "DROP TRIGGER documents_replacement_append_only"


def put_up(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def take_down(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):

    dependencies = [("documents", "0008_signed_copies_stay")]

    operations = [
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("former", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="replacement", to="documents.issueddocument")),
                ("newer", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="replaces", to="documents.issueddocument")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("former", models.F("newer")), _negated=True), name="no_paper_replaces_itself")],
            },
        ),
        migrations.RunPython(put_up, take_down),
    ]
