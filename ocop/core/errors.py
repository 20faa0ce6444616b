"""What a service raises when it says no."""

from collections.abc import Iterable
from typing import Any


class RuleViolation(Exception):  # noqa: N818 -- named for what happened, as the style asks
    """A business rule said no. Each of its messages is shown to the user as it is."""

    def __init__(self, *messages: str, field: str | None = None, about: Any = None) -> None:
        """`about` is the row that stands in the way: the page leads whoever may see it there."""
        self.messages, self.message = messages, " ".join(messages)
        super().__init__(self.message)
        self.field, self.about = field, about


def refuse(reason: str, *, field: str | None = None) -> None:
    """Raise `RuleViolation` for a reason; without one nothing happens."""
    if reason:
        raise RuleViolation(reason, field=field)


def refuse_first(faults: Iterable[RuleViolation]) -> None:
    """Raise the first of the faults; without one nothing happens. A form says all of them."""
    for fault in faults:
        raise fault


class Stale(RuleViolation):
    """Somebody else changed the row since this form was opened."""
