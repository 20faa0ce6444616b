"""The pinned lists hold all that is needed, on every Python the portal is set up with."""

import importlib.metadata
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ["3.11.2", "3.12.0", "3.13.0"]


def pinned(name: str) -> dict[str, Requirement]:
    lines = [line for line in (ROOT / name).read_text().splitlines() if re.match(r"[A-Za-z]", line)]
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(row.name): row for row in requirements}


def applies(row: Requirement, version: str) -> bool:
    python = {"python_full_version": version, "python_version": version.rsplit(".", 1)[0], "extra": ""}
    return row.marker is None or row.marker.evaluate(python)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
@pytest.mark.parametrize("version", PYTHONS)
def test_what_a_pinned_package_needs_is_pinned(name, version):
    rows = {key for key, row in pinned(name).items() if applies(row, version)}
    lacking = [
        f"{key} needs {need}"
        for key in sorted(rows - {"async-timeout"})  # not installed on a newer Python
        for need in importlib.metadata.requires(key) or []
        if applies(Requirement(need), version) and canonicalize_name(Requirement(need).name) not in rows
    ]

    assert lacking == []


def test_both_lists_name_exact_versions_and_agree():
    run, test = pinned("requirements.txt"), pinned("requirements-dev.txt")

    assert {key: str(row) for key, row in run.items()} == {key: str(test[key]) for key in run}
    assert all(re.fullmatch(r"==[\w.]+", str(row.specifier)) for row in test.values())
