"""The environment is read in one place, under one name, and every variable is explained."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def variables_read() -> set[str]:
    """First arguments of every `env.…("NAME")` of the settings."""
    tree = ast.parse((ROOT / "ocop" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
    }


def test_every_variable_is_listed_with_a_sample():
    sample = (ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^#?\s?([A-Z_]+)=", sample, re.M))

    assert variables_read() <= listed


def test_only_settings_read_the_environment():
    readers = [
        str(path.relative_to(ROOT))
        for app in ("ocop", "registrations", "evaluations", "catalogue", "reports")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.environ(?!\.setdefault)|os\.getenv", path.read_text())
    ]

    assert readers == []
