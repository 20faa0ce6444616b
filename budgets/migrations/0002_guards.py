"""The database keeps the totals of money, refuses what goes beyond them, and freezes what was decided."""

from django.db import migrations

from budgets.migrations._guards import put_up, take_down


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
