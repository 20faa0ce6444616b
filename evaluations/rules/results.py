"""What councils and authorities do with points, as plain functions. What the acts leave to a council's Quy
chế (averaging) arrives as arguments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Protocol
from unicodedata import normalize

LEAST_STARS = 3
"""Below three stars nothing is recognised (26/2026/QĐ-TTg Art. 7)."""
MOST_STARS = 5
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits of a short code: none that is taken for another (0 O 1 I)."""
CODE_LENGTH = 8
NEAR_A_FLOOR = Fraction(1)
"""How close below a star's floor, in points, a mean asks the chair for a confirmation: 49.x, 69.x, 89.x."""

RECOGNISE, RECOGNISE_UP, FORWARD, MINISTRY, NOT_RECOGNISED, REJECT = (
    "recognise",
    "recognise_up",
    "forward",
    "ministry",
    "not_recognised",
    "reject",
)
RECOGNISING = (RECOGNISE, RECOGNISE_UP)
"""Outcomes by which a decision recognises a product, and after which it is certified."""
AT_MINISTRY = (MINISTRY, RECOGNISE_UP)
"""Outcomes by which a decision sends a product to the ministry."""
UPWARD = (FORWARD, *AT_MINISTRY)
"""Outcomes by which a decision sends a product to the next level."""
AFTER_TESTS = "after_tests"
"""What papers say of a product that its council scores once more after tests: no decision takes it up yet."""
MINISTRY_LEVEL = "ministry"


class Authority(Protocol):
    """What is asked of a regime: who decides which stars, and where points lead upward."""

    def decides(self, level: str, stars: int) -> bool: ...

    def next_level(self, level: str, points: Fraction) -> str | None: ...

    def recognised_on_the_way(self, level: str, points: Fraction) -> int | None: ...


def proposed_option(votes: Iterable[int | None], points: Mapping[int | None, Decimal]) -> int | None:
    """The option most members ticked on one criterion; on a tie the one worth less.

    `votes` are keys of options, None for a member who ticked nothing; `points` their worth (None is worth
    0). No act says how a council comes to its common view: this is only where its discussion starts.
    """
    counts = Counter(votes)
    if not counts:
        return None
    most = max(counts.values())
    tied = [option for option, count in counts.items() if count == most]
    return min(tied, key=lambda option: (points.get(option, Decimal(0)), option is not None))


def named_knock_out(named: Iterable[int | None]) -> int | None:
    """The knock-out that holds until the council has spoken: the one most sheets name, or None."""
    counts = Counter(key for key in named if key is not None)
    return min(counts, key=lambda key: (-counts[key], key)) if counts else None


def outcomes_for(
    authority: Authority, *, level: str, points: Fraction, stars: int, knocked_out: bool
) -> tuple[str, ...]:
    """What an authority of `level` may do with a result; the first one is what the regime suggests.

    `points` is the exact mean, `stars` what is left after the minima. A level recognises the stars it
    decides on. Where the points lead upward although the minima hold the stars down, the authority may
    still send it up: the acts speak of points there (148/QĐ-TTg; 26/2026/QĐ-TTg Art. 7), the minima of
    stars. Where the regime has the level recognise what it sends up, both are one (1048/QĐ-TTg).
    """
    if knocked_out:
        return (REJECT,)
    upward = _upward(authority.next_level(level, points))
    if stars < LEAST_STARS:
        return (NOT_RECOGNISED, *upward)
    if authority.recognised_on_the_way(level, points):
        return (RECOGNISE_UP,)
    if authority.decides(level, stars):
        return (RECOGNISE, *upward)
    return upward or (NOT_RECOGNISED,)


def granted_stars(authority: Authority, *, level: str, points: Fraction, stars: int, outcome: str) -> int:
    """The stars that a decision of `level` writes down: those of the result, and of a product that is
    recognised on its way up no more than the level gives (1048/QĐ-TTg: four).
    """
    most = authority.recognised_on_the_way(level, points) if outcome == RECOGNISE_UP else None
    return min(stars, most) if most else stars


def _upward(level: str | None) -> tuple[str, ...]:
    if level is None:
        return ()
    return (MINISTRY,) if level == MINISTRY_LEVEL else (FORWARD,)


def floor_missed(points: Fraction, floors: Iterable[Decimal]) -> tuple[Decimal, Fraction] | None:
    """The next floor that a mean misses by a point or less, and by how much; else None."""
    above = [floor for floor in floors if 0 < Fraction(floor) - points <= NEAR_A_FLOOR]
    return (min(above), Fraction(min(above)) - points) if above else None


_NUMBER_FIRST = re.compile(r"^(?:(?:theo\s+)?(?:quyết\s+định|qđ)\b\s*)?(?:số)?\s*:?\s*", re.IGNORECASE)
_DAY_LAST = re.compile(
    r"[\s,;(]*(?:ngày\s*)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})\s*\)?.*$|[\s,;(]*(ngày\s.*)$"
)


def decision_as_written(text: str) -> tuple[str, str]:
    """The number and the day of a decision that stand in one cell, either of them maybe empty.

    “Quyết định số 105/QĐ-UBND ngày 05/02/2023” → (“105/QĐ-UBND”, “05/02/2023”).
    """
    found = _DAY_LAST.search(text)
    day = next(filter(None, found.groups()), "") if found else ""
    number = _NUMBER_FIRST.sub("", text[: found.start()] if found else text)
    return number.strip(" ,;.()"), day.strip(" )")


def is_of_committee(number: str) -> bool:
    """Whether the letters of a decision's number are those of a People's Committee: “105/QĐ-UBND”."""
    return bool(re.search(r"\bUBND\b", number, re.IGNORECASE))


def stars_that_may_be_meant(text: str) -> tuple[int, ...]:
    """The ranks from three stars up that a cell names without being plain: “3 sao, 4 sao” → (3, 4).

    “Tiềm năng 5 sao” was said of products with 90 points that the province recognised with four until the
    ministry decided (1048/QĐ-TTg), so both may be meant.
    """
    if "sao" not in text.lower():
        return ()
    named = {int(digit) for digit in re.findall(r"(?<!\d)0?([3-5])(?!\d)", text)}
    if normalize("NFC", text).lower().startswith("tiềm năng"):
        named |= {MOST_STARS - 1}
    return tuple(sorted(named))


def plain_code(text: str) -> str:
    """A short code as it is stored, from what somebody typed: “k7-q2 9f…” → “K7Q29F…”.

    The alphabet has no O, 0, I or 1, so that whoever reads one of them has misread nothing else; they are
    dropped with the spaces, and the length then tells. Letters of full width are read as the plain ones.
    """
    return "".join(char for char in normalize("NFKC", text).upper() if char in CODE_ALPHABET)


def code_as_printed(code: str) -> str:
    """A short code in two groups, as it stands on the certificate: “K7M42QXD” → “K7M4-2QXD”."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
