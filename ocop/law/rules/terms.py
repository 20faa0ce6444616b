"""Terms that stand still: how much of a term is left, and where it ends once it runs again.

No act says what a return does to a term; the portal lets it stand while the dossier waits for its owner, so
that the days the owner takes are not counted against the office.
"""

from datetime import date, timedelta

from ocop.law.rules.calendar import Exceptions, add_working_days, is_working_day, working_days_between

WORKING_DAYS = "working_days"


def subtract_working_days(end: date, days: int, exceptions: Exceptions) -> date:
    """The latest day from which a term of this length ends on `end` or on the working day before it.

    Raises `ValueError` for a negative length.
    """
    if days < 0:
        raise ValueError("a term has no negative length")
    day = end
    while days > 0:
        days -= is_working_day(day, exceptions)
        day -= timedelta(days=1)
    return day


def days_left(today: date, due_on: date, exceptions: Exceptions, *, kind: str) -> int:
    """Days of the term after today, its last day included; negative once it is over.

    A day of rest after the last working day of a term is one day over only when work goes on again.
    """
    if kind != WORKING_DAYS:
        return (due_on - today).days
    return working_days_between(today, due_on, exceptions)


def due_after_pause(resumed_on: date, left: int, exceptions: Exceptions, *, kind: str) -> date:
    """The last day of a term of which `left` days were left when it was stopped.

    A term that was over already stays over by as much: it ended that many days before it runs again.
    """
    if kind != WORKING_DAYS:
        return resumed_on + timedelta(days=left)
    if left >= 0:
        return add_working_days(resumed_on, left, exceptions)
    return subtract_working_days(resumed_on, -left, exceptions)
