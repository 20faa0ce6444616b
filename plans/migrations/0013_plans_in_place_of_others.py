"""A plan may take the place of an issued one; which, stays as it was issued (see 0009)."""

import importlib
from dataclasses import replace

import django.db.models.deletion
from django.db import migrations, models

from ocop.core.guards import put_up

before = importlib.import_module("plans.migrations.0009_issued_plans_stay")
NAME = "plans_plan_stays"


def earlier():
    return [guard for guard in before.guards() if guard.name == NAME]


def guards():
    return [replace(guard, moment=f"{guard.moment}, replaces_id") for guard in earlier()]


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_replaced_papers"), ("plans", "0012_money_of_activities")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "issued")),
                fields=("replaces",),
                name="one_plan_in_place_of_another",
            ),
        ),
        migrations.RunPython(put_up(guards), put_up(earlier)),
    ]
