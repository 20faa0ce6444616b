"""What stands ready for a product before its meeting."""

from __future__ import annotations

from evaluations.models import Item
from evaluations.rules import SITE_QUESTIONS, samples_left
from ocop.law.rules.regimes import SERVICES


def is_tourism(item: Item) -> bool:
    return item.dossier.criteria_set.group == SERVICES


def custody_of(item: Item) -> list[tuple[str, int]]:
    """The moves of a product's samples so far, in their order: kind and number of units."""
    return list(item.sample_steps.order_by("recorded_at", "pk").values_list("kind", "count"))


def samples_in_custody(item: Item) -> int:
    return samples_left(custody_of(item))


def sample_label(item: Item) -> str:
    """What stands on each sample instead of its owner's name: the session and the product by number."""
    return f"M{item.session_id}-{item.pk:05d}"


def site_answers(answers: dict[str, str]) -> list[tuple[str, str]]:
    """Question and answer in the order of the list; a question of before without an answer stays empty."""
    return [(question, answers.get(code, "")) for code, question in SITE_QUESTIONS]
