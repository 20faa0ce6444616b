"""The shipped law, as little of it as a test needs."""

from functools import cache

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
    "text_of",
    "tree_from_file",
]

ALL_CODES = tuple(sorted(path.stem.upper() for path in (DATA / "criteria").glob("*.yaml")))


def text_of(code: str) -> str:
    return (DATA / "criteria" / f"{code.lower()}.yaml").read_text(encoding="utf-8")


@cache
def document_of(code: str) -> dict:
    return yaml.safe_load(text_of(code))


@cache
def tree_from_file(code: str) -> SetTree:
    """A set's tree straight from its document, without a database."""
    return read_tree(document_of(code))


COMPLETE_CODES = tuple(code for code in ALL_CODES if document_of(code)["complete"])
