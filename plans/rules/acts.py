"""Acts cited in a plan, looked at across the whole of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ocop.law.rules.citations import Cited, cited_in


@dataclass(frozen=True, slots=True)
class TwoDays:
    """One number cited with two days; `index` tells in which of the texts the second one stands."""

    number: str
    first: str
    second: str
    index: int


def cited_with_two_days(texts: Iterable[str], known: Collection[tuple[str, date]] = ()) -> list[TwoDays]:
    """Acts cited with different days or years, in the order of the texts: 490/QĐ-TTg of 07/5/2018 and of
    07/5/2019. Two acts of one number that are both `known` by number and day are two acts.
    """
    first: dict[str, Cited] = {}
    told, found = set(), []
    for index, text in enumerate(texts):
        for cited in cited_in(text):
            if not cited.day_text:
                continue
            before = first.setdefault(cited.number, cited)
            if before.day == cited.day or (cited.number, cited.day) in told:
                continue
            if {(cited.number, before.day), (cited.number, cited.day)} <= set(known):
                continue
            told.add((cited.number, cited.day))
            found.append(TwoDays(cited.number, before.day_text, cited.day_text, index))
    return found
