"""Every verb that the trail may hold has words, so that its readers never meet a code."""

import re
from pathlib import Path

import pytest

from budgets import workflow as budgets
from evaluations import workflow as evaluations
from ocop.audit.words import DEEDS, THINGS
from ocop.workflow import Workflow
from plans import workflow as plans
from registrations import workflow as registrations
from trainings import workflow as trainings

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = re.compile(r'verb="([a-z_]+\.[a-z_-]+)"')


def verbs() -> list[str]:
    """Those written out in the services, and the moves of every workflow."""
    files = [
        path
        for app in ("ocop", "registrations", "evaluations", "budgets", "trainings", "plans")
        for path in (ROOT / app).rglob("*.py")
    ]
    written = {verb for path in files for verb in WRITTEN.findall(path.read_text())}
    tables = [
        value
        for module in (registrations, evaluations, budgets, plans, trainings)
        for value in vars(module).values()
        if isinstance(value, Workflow)
    ]
    return sorted(written | {f"{table.prefix}.{move.name}" for table in tables for move in table.moves})


def test_there_are_verbs_of_both_sorts():
    assert {"post.give", "dossier.submit", "certificate.revoke"} <= set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_words(verb):
    thing, _dot, deed = verb.partition(".")

    assert thing in THINGS
    assert verb in DEEDS or deed in DEEDS
