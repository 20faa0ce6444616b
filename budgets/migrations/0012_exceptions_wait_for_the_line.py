"""Exceptions to one line that are made at the same moment are counted one after the other.

The guard of 0010 read what the line has left without its lock: two exceptions could each take all of it.
"""

import importlib
from dataclasses import replace

from django.db import migrations

from ocop.core.guards import put_up

before = importlib.import_module("budgets.migrations.0010_exceptions_give_nothing_back")
NAME = "budgets_waiver_within_approved"


def earlier():
    return [guard for guard in before.guards() if guard.name == NAME]


def guards():
    return [replace(guard, waits_for=f"budgets_ceiling WHERE id = {before.CEILING}") for guard in earlier()]


class Migration(migrations.Migration):
    dependencies = [("budgets", "0011_norms_of_a_purpose")]

    operations = [migrations.RunPython(put_up(guards), put_up(earlier))]
