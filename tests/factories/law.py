"""The shipped law, as little of it as a test needs."""

from functools import cache
from pathlib import Path

import yaml

from ocop.law.management.commands.load_law import DATA, load_holidays, load_regimes, load_set
from ocop.law.rules import SetTree
from ocop.law.rules.reading import read_tree

__all__ = [
    "ALL_CODES",
    "COMPLETE_CODES",
    "document_of",
    "load_holidays",
    "load_regimes",
    "load_set",
    "tree_from_file",
]

ALL_CODES = tuple(sorted(path.stem.upper() for path in Path(DATA / "criteria").glob("*.yaml")))


@cache
def document_of(code: str) -> dict:
    return yaml.safe_load((DATA / "criteria" / f"{code.lower()}.yaml").read_text(encoding="utf-8"))


def tree_from_file(code: str) -> SetTree:
    """A set's tree straight from its document, without a database."""
    return read_tree(document_of(code))


COMPLETE_CODES = tuple(code for code in ALL_CODES if document_of(code)["complete"])
