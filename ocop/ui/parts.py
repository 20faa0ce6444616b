"""What the components show: small frozen records that views and queries fill and templates hand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from ocop.core.money import dotted

TONES = frozenset({"draft", "wait", "move", "act", "seal", "good", "won", "bad", "void", "end", "plain"})
"""The looks of a status; each differs from the others in grey as well (border, fill, outline)."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a thing stands: the words, an icon of the sprite, and one of `TONES`. Chosen in code, beside the
    state.
    """

    tone: str
    icon: str
    label: str

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"unknown tone: {self.tone}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts. `value` may be text, a number already written out, or a `Status`."""

    label: str
    value: Any
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the path to this page; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a path. `state` is "done", "now" or "ahead"; in a plan also "over", its days being past
    without anybody saying that it is done, or "late".
    """

    label: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: one row, one link."""

    title: str
    url: str
    note: str = ""
    icon: str = "dossier"
    status: Status | None = None
    count: int = 1
    """How many things the one line stands for."""


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Things to do of one urgency. `urgency` is "late", "due" or ""."""

    title: str
    items: Sequence[WorkItem]
    urgency: str = ""

    @property
    def count(self) -> int:
        """How many things there are, as the head of the page counts them."""
        return sum(item.count for item in self.items)


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a larger job. Without `url` it is not open yet, and `note` says what opens it."""

    title: str
    status: Status
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a term, of which kind `unit` says: how many of `allowed` are `used`; what goes beyond is
    overrun.
    """

    used: int
    allowed: int
    unit: str = gettext_lazy("ngày làm việc")

    @property
    def over(self) -> int:
        return max(0, self.used - self.allowed)


@dataclass(frozen=True, slots=True)
class Where:
    """Who holds a thing, since when and what comes next; `days` are the days of its term, if one runs."""

    title: str
    holder: str
    note: str = ""
    term: str = ""
    days: Days | None = None
    verdict: str = ""
    is_late: bool = False
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter by state that is a plain link. `urgency` is "late", "due" or ""."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file someone handed in. `problem` says what is wrong with it and how to put it right."""

    name: str
    status: Status
    note: str = ""
    url: str = ""
    icon: str = "file"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MoveLink:
    """A move on offer and the page that asks for it. `tone` is "primary", "secondary" or "danger"."""

    label: str
    url: str
    icon: str = ""
    tone: str = "secondary"


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn bar. `share` is a part of the longest bar, 0–100; `text` is what is printed beside it."""

    label: str
    share: int
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a picture; `url` is the list that adds up to it."""

    value: int
    url: str = ""

    @property
    def written(self) -> str:
        return dotted(self.value)


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a picture: its name and a number for each key of the picture."""

    label: str
    numbers: Sequence[Number]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(number.value for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a map, at degrees north and east, with its number."""

    name: str
    north: Decimal
    east: Decimal
    number: Number


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of an overview, with the list behind it."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The running total of a sheet: points out of `most`, and how many criteria are done.

    `reachable` is what the criteria not yet done could still make of it; None leaves it out. `by_points`
    and `stars` are the star of the points and the one after the minima; None leaves both out.
    `missed` counts the minima that make the difference.
    """

    total: Decimal
    most: Decimal
    ticked: int
    countable: int
    by_points: int | None = None
    stars: int | None = None
    missed: int = 0
    reachable: Decimal | None = None

    @property
    def is_growing(self) -> bool:
        """Whether more points are to come than there are."""
        return self.reachable is not None and self.reachable > self.total


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: what happened, when and by whom, written out."""

    when: str
    what: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else saved while this form was open."""

    label: str
    typed: str
    saved: str
