"""The shipped law, as little of it as a test needs."""

from functools import cache

import yaml

from ocop.law.management.commands import load_law
from ocop.law.management.commands.load_law import DATA, load_holidays, load_regimes
from ocop.law.models import CriteriaSet
from ocop.law.rules import SetTree
from ocop.law.rules.reading import read_tree
from ocop.law.services import SAFE_LOADER, read_document

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
    return yaml.load(text_of(code), Loader=SAFE_LOADER)  # noqa: S506 -- safe


@cache
def digest_from_file(code: str) -> str:
    return read_document(text_of(code))[2]


def load_set(code: str) -> CriteriaSet:
    """One shipped set; its document is not read again where it is there already."""
    known = CriteriaSet.objects.filter(code=code, digest=digest_from_file(code))
    return known.order_by("-version").first() or load_law.load_set(code)


@cache
def tree_from_file(code: str) -> SetTree:
    """A set's tree straight from its document, without a database."""
    return read_tree(document_of(code))


COMPLETE_CODES = tuple(code for code in ALL_CODES if "\ncomplete: true\n" in text_of(code))
"""Asked of the line, since every process of pytest loads this module: reading all documents takes seconds."""
