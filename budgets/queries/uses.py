"""What the money of a line is for, in apps that stand above budgets: classes, fairs, outlets, trips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from budgets.models import Ceiling
from ocop.accounts.models import User


@dataclass(frozen=True, slots=True)
class Use:
    """Something that a line pays for: its sort (“Lớp tập huấn”), its name and page, its first day.

    `commitment` is the key of the money bound for it; None while it is only planned from the line.
    """

    sort: str
    name: str
    url: str
    day: date
    commitment: int | None = None


UseSource = Callable[[User, Ceiling], Iterable[Use]]
"""Asked with a person and a line, the uses that this person may know of. `MONEY_USES` names them."""


def uses_of(person: User, ceiling: Ceiling) -> list[Use]:
    """Everything a line pays for or is to pay for, the earliest first."""
    found = (use for source in _sources() for use in source(person, ceiling))
    return sorted(found, key=lambda use: (use.day, use.name))


WayToPlan = Callable[[User, Ceiling], str]
"""Asked with a person and a line, the page that begins something to be paid from it; empty for who may not.
`MONEY_PLANNERS` names them.
"""


def ways_to_plan(person: User, ceiling: Ceiling) -> list[str]:
    """The pages on which this person begins something that the line is to pay for."""
    asked = (import_string(dotted)(person, ceiling) for dotted in settings.MONEY_PLANNERS)
    return [url for url in asked if url]


@cache
def _sources() -> tuple[UseSource, ...]:
    return tuple(import_string(dotted) for dotted in settings.MONEY_USES)
