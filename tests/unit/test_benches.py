"""What measures the portal is started by hand only, so that a change of the portal may break it unseen.

A bench needs minutes and a database of its own. What breaks it is nearly always a name that has moved or an
argument that has changed, and those are held against the portal without a run.
"""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db.models import Model

BENCHES = sorted((Path(__file__).resolve().parents[2] / "script").glob("bench_*"))


def faults_of(program: str) -> list[str]:
    """What the program imports, names or calls that is not so. Each function sees the imports of the program
    and its own, but for the names that it gives to other things.
    """
    tree = ast.parse(program)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    top = ast.Module([node for node in tree.body if node not in functions], [])
    faults: list[str] = []
    around = imported(top, faults)
    for part in (top, *functions):
        own = {node.id for node in ast.walk(part) if isinstance(node, ast.Name) and is_given(node)}
        own |= {node.arg for node in ast.walk(part) if isinstance(node, ast.arg)}
        known = {name: what for name, what in around.items() if name not in own}
        known |= imported(part, faults) if part is not top else {}
        faults += wrong_uses(part, known)
    return faults


def is_given(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def imported(part: ast.AST, faults: list[str]) -> dict[str, Any]:
    """What the imported names stand for. An engine that only a bench compares with may be missing."""
    known: dict[str, Any] = {}
    for node in ast.walk(part):
        if isinstance(node, ast.Import):
            there = [alias for alias in node.names if find_spec(alias.name)]
            known |= {alias.asname or alias.name: import_module(alias.name) for alias in there}
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                try:
                    known[alias.asname or alias.name] = thing(node.module, alias.name)
                except ImportError:
                    faults.append(f"{node.module}.{alias.name} is not there")
    return known


def thing(module: str, name: str) -> Any:
    found = import_module(module)
    return getattr(found, name) if hasattr(found, name) else import_module(f"{module}.{name}")


def wrong_uses(part: ast.AST, known: dict[str, Any]) -> Iterator[str]:
    """Names that a module does not hold, and arguments that a function or a model does not take."""
    for node in ast.walk(part):
        if isinstance(node, ast.Attribute) and isinstance(held := meant(node.value, known), ModuleType):
            if not hasattr(held, node.attr):
                yield f"{ast.unparse(node)} is not there"
        elif isinstance(node, ast.Call) and (model := model_made(node.func, known)):
            fields = {name for field in model._meta.get_fields() for name in (field.name, attname(field))}
            yield from (f"{model.__name__} has no {name}" for name in keywords(node) - fields)
        elif isinstance(node, ast.Call) and not takes(meant(node.func, known), node):
            yield f"{ast.unparse(node.func)} takes other arguments"


def meant(node: ast.expr, known: dict[str, Any]) -> Any:
    """What stands behind `name` or `module.name`."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(held := meant(node.value, known), ModuleType):
        return getattr(held, node.attr, None)
    return None


def model_made(made: ast.expr, known: dict[str, Any]) -> type[Model] | None:
    """The model of `Model(…)` and of `Model.objects.create(…)`."""
    if isinstance(made, ast.Attribute) and made.attr == "create" and isinstance(made.value, ast.Attribute):
        made = made.value.value
    found = meant(made, known)
    return found if isinstance(found, type) and issubclass(found, Model) else None


def attname(field: Any) -> str:
    return getattr(field, "attname", field.name)


def keywords(call: ast.Call) -> set[str]:
    return {word.arg for word in call.keywords if word.arg}


def takes(function: Any, call: ast.Call) -> bool:
    """Whether the arguments of a function fit; where some are spread, as far as they are named."""
    if not inspect.isfunction(function):
        return True
    spread = any(isinstance(each, ast.Starred) for each in call.args) or any(
        word.arg is None for word in call.keywords
    )
    signature = inspect.signature(function)
    bind = signature.bind_partial if spread else signature.bind
    try:
        bind(
            *(each for each in call.args if not isinstance(each, ast.Starred)),
            **dict.fromkeys(keywords(call)),
        )
    except TypeError:
        return False
    return True


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: path.name)
def test_a_bench_uses_the_portal_as_it_is(bench):
    assert faults_of(bench.read_text(encoding="utf-8")) == []


HEAD = """
from ocop.core import clock
from ocop.core.clock import months_later
from ocop.localities.models import Place
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("clock.yesteryear()", "clock.yesteryear is not there"),
        ("months_later(1, 2, 3, 4)", "months_later takes other arguments"),
        ("months_later(day=1)", "months_later takes other arguments"),
        ("Place(nickname='')", "Place has no nickname"),
        ("Place.objects.create(name='', nickname='')", "Place has no nickname"),
        ("from ocop.core.clock import century", "ocop.core.clock.century is not there"),
    ],
)
def test_what_has_moved_or_changed_is_missed(line, said):
    assert faults_of(f"{HEAD}{line}") == [said]
    assert faults_of(f"{HEAD}def measured():\n    {line}") == [said]


def test_a_name_given_to_something_else_is_not_taken_for_the_import():
    assert faults_of(f"{HEAD}def measured():\n    clock = started()\n    return clock.yesteryear()") == []
