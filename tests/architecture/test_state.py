"""Guards of state: one writer for states, whole pairs of who and when, a constraint for every choice."""

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import CheckConstraint

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ocop", "registrations", "evaluations", "budgets", "trainings", "plans", "catalogue", "reports")
WRITERS = {
    "ocop/workflow/moves.py",
    "ocop/documents/services/numbers.py",  # a number's only move: assigned to spoiled
}
"""Where a state may be assigned."""


def portal_models():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def test_states_are_assigned_only_by_their_writers():
    strays = []
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            relative = str(path.relative_to(ROOT))
            if "migrations" in relative or relative in WRITERS:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                targets = node.targets if isinstance(node, ast.Assign) else []
                written = [each for target in targets for each in ast.walk(target)]
                if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in written):
                    strays.append(f"{relative}:{node.lineno}")

    assert strays == []


def test_every_choice_field_has_a_check_constraint():
    without = []
    for model in portal_models():
        checked = " ".join(
            str(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, CheckConstraint)
        )
        without += [
            f"{model._meta.label}.{field.name}"
            for field in model._meta.concrete_fields
            if field.choices and f"'{field.name}__in'" not in checked
        ]

    assert without == []


def test_who_and_when_stand_together():
    """A nullable `x_at` with an `x_by` beside it carries the constraint that both or neither are filled."""
    loose = []
    for model in portal_models():
        names = {field.name: field for field in model._meta.concrete_fields}
        whole = {constraint.name for constraint in model._meta.constraints}
        for name, field in names.items():
            partner = names.get(name.removesuffix("_at") + "_by")
            if name.endswith("_at") and partner is not None and field.null:
                expected = f"{model._meta.model_name}_{name}_whole"
                loose += [] if expected in whole else [f"{model._meta.label}.{name}"]

    assert loose == []


def test_every_foreign_key_protects_unless_the_row_is_a_part():
    allowed = {"CASCADE", "PROTECT", "SET_NULL"}
    strange = [
        f"{model._meta.label}.{field.name}"
        for model in portal_models()
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete.__name__ not in allowed
    ]

    assert strange == []
