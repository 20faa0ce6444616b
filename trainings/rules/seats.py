"""Who gets a seat: in the order of nomination, within the seats of the class and the quotas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `seats` people of a unit (`path`) and of a kind of producer (`kind`); "" stands for any."""

    seats: int
    path: str = ""
    kind: str = ""

    def counts(self, asker: Asker) -> bool:
        """Whether this person takes a part of the quota."""
        of_unit = any(path.startswith(self.path) for path in asker.paths)
        return of_unit and self.kind in ("", asker.kind)


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who was named. `paths` say where their unit stands, then and today; `kind` is the kind of
    producer, "" for an official.
    """

    key: int
    paths: tuple[str, ...]
    kind: str = ""


def moving_up(
    holding: Iterable[Asker], waiting: Sequence[Asker], *, seats: int, quotas: Sequence[Quota]
) -> list[Asker]:
    """Who of those that wait gets a seat now; `waiting` stands in the order of nomination.

    Nobody who holds a seat loses it, seats and quotas are never passed, and a person is passed over only
    because a quota of their own is full: somebody of another unit may then move up before them.
    """
    free = seats
    left = [quota.seats for quota in quotas]
    for asker in holding:
        free -= 1
        for at, quota in enumerate(quotas):
            left[at] -= quota.counts(asker)
    moved = []
    for asker in waiting:
        if free < 1:
            break
        own = [at for at, quota in enumerate(quotas) if quota.counts(asker)]
        if all(left[at] > 0 for at in own):
            moved.append(asker)
            free -= 1
            for at in own:
                left[at] -= 1
    return moved


def room_left(quota: Quota, holding: Iterable[Asker]) -> int:
    """How many more people a quota takes; never below nothing."""
    return max(0, quota.seats - sum(quota.counts(asker) for asker in holding))
