"""The letters that invite to a class: those in force, and the one to be issued next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.documents.words import date_in_words
from trainings.models import Invitation, Nomination, TrainingClass
from trainings.queries.classes import seated, uninvited


@dataclass(frozen=True, slots=True)
class NextLetter:
    """Whom the next letter of a class names, and the letters that it replaces or adds to, in words."""

    people: tuple[Nomination, ...]
    replaces: str = ""
    adds_to: str = ""


def letters_in_force(training: TrainingClass) -> list[Invitation]:
    """The letter that holds and those that were added to it, in their order."""
    found: list[Invitation] = []
    for letter in training.invitations.select_related("paper").order_by("pk"):
        found = [*found, letter] if letter.adds else [letter]
    return found


def next_letter(training: TrainingClass) -> NextLetter:
    """To everybody with a seat at first, and again where days or venue have changed; else to those who are
    still in no letter.
    """
    in_force = letters_in_force(training)
    if not in_force:
        return NextLetter(tuple(seated(training)))
    if training.invitation_outdated:
        return NextLetter(tuple(seated(training)), replaces=_named(in_force))
    return NextLetter(tuple(uninvited(training)), adds_to=_named(in_force[:1]))


def _named(letters: Iterable[Invitation]) -> str:
    """“01/GM-UBND ngày 30 tháng 11 năm 2026”, as a letter names those before it."""
    return ", số ".join(f"{one.number} {date_in_words(one.dated_on)}" for one in letters)
