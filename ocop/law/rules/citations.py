"""Acts cited in a text: found by number and day, and checked against what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DASH, _SLASH = r" ?[-–—] ?", " ?/ ?"
_KINDS = (
    rf"(?:N[ĐÐ]{_DASH}CP|(?:Q[ĐÐ]|CT|KH){_DASH}[A-ZĐÐ]\w+|NQ{_DASH}[A-ZĐÐ]+\d*|QH\d{{1,2}}"
    rf"|TT{_DASH}[A-ZĐÐ]+\w*)"
)
_NUMBER = rf"(\d{{1,5}}(?:{_SLASH}\d{{4}})?{_SLASH}{_KINDS})"
"""However a typist wrote it: “490 / QĐ – TTg”, with the letter Ð of another alphabet too."""
_PLAIN = str.maketrans({" ": None, "–": "-", "—": "-", "Ð": "Đ"})
_DAY = r"(?:ngày\s+|\(\s*)(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})"
_YEAR = r"(?:\s+|\s*,\s*(?=năm\s+\d{4}(?:\s+của\b|\s*(?:[,;.()\n]|$))))năm\s+(\d{4})"
"""Behind a comma only where it ends or an issuer follows: “…, năm 2027 phấn đấu …” begins another thought."""
_ENDS = r"(?=\s+(?i:về|và|ban hành|phê duyệt|quy định|v/v)\b|[\d,;.()\n]|$)"
_ISSUER = rf"(?:\s*,?\s*của\s+([^\d,;.()\n]{{2,80}}?){_ENDS})"
_CITED = re.compile(rf"(?<![\w/]){_NUMBER}(?:\s*,?\s*(?:{_DAY}){_ISSUER}?|{_YEAR})?")


class Fault(StrEnum):
    UNKNOWN = "unknown"
    OTHER_DAY = "other_day"
    ENDED = "ended"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class KnownAct:
    """What the registry knows of an act. `replaced_by` is the number of the act that took its place."""

    number: str
    issued_on: date
    in_force_from: date
    in_force_to: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A number as it stands in a text, with the day, or the year alone, and the issuer behind it, if they are
    written; `at` is where it begins.
    """

    number: str
    day: date | None
    at: int
    day_text: str = ""
    issuer: str = ""
    year: int | None = None

    @property
    def written(self) -> str:
        """The day as it is written: “ngày 07/5/2018”, “năm 2018”, or nothing."""
        if self.day_text:
            return f"ngày {self.day_text}"
        return f"năm {self.year}" if self.year else ""

    def may_be(self, act: KnownAct) -> bool:
        """Whether what is written of the day is that of an act."""
        return act.issued_on == self.day or (self.day is None and act.issued_on.year == self.year)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one citation. `act` is what the registry knows, None for an unknown number."""

    fault: Fault
    cited: Cited
    act: KnownAct | None = None


def cited_in(text: str) -> list[Cited]:
    """Every act that a text cites, in the order of the text. A day that no calendar has counts as written."""
    return [
        Cited(
            found[1].translate(_PLAIN),
            _day(found),
            found.start(),
            "/".join(found.group(2, 3, 4)) if found[2] else "",
            found[5] or "",
            int(found[6]) if found[6] else None,
        )
        for found in _CITED.finditer(text)
    ]


def flaws_of(cited: Iterable[Cited], known: Mapping[str, Sequence[KnownAct]], *, on: date) -> list[Flaw]:
    """The citations that a paper dated `on` must not carry, in their order.

    An act is unknown, carries another day than its own, has ended or is not yet in force. Where several acts
    share a number, the one of the written day is meant.
    """
    flaws = []
    for one in cited:
        acts = known.get(one.number, ())
        if not acts:
            flaws.append(Flaw(Fault.UNKNOWN, one))
            continue
        meant = next((act for act in acts if one.may_be(act)), None)
        if meant is None and (one.day_text or one.year):
            flaws.append(Flaw(Fault.OTHER_DAY, one, acts[-1]))
        act = meant or acts[-1]
        if act.in_force_to and act.in_force_to < on:
            flaws.append(Flaw(Fault.ENDED, one, act))
        elif act.in_force_from > on:
            flaws.append(Flaw(Fault.NOT_YET, one, act))
    return flaws


def _day(found: re.Match[str]) -> date | None:
    if not found[2]:
        return None
    try:
        return date(int(found[4]), int(found[3]), int(found[2]))
    except ValueError:
        return None
