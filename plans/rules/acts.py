"""Acts cited in a plan, looked at across the whole of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ocop.core.text import search_key
from ocop.law.rules.citations import Cited, cited_in

_SHARED = ("-UBND", "-HĐND")
"""The ends of signs that every province, district and commune uses."""


@dataclass(frozen=True, slots=True)
class TwoDays:
    """One number cited with two days or years, as written; `index` tells in which of the texts the second one
    stands.
    """

    number: str
    first: str
    second: str
    index: int


def cited_with_two_days(texts: Iterable[str], known: Collection[tuple[str, date]] = ()) -> list[TwoDays]:
    """Acts cited with different days or years, in the order of the texts: 490/QĐ-TTg of 07/5/2018 and of
    07/5/2019. Numbers begin anew with each issuer and each year: two acts of one number are meant where both
    are `known` by number and day, where two issuers are named, and where neither year nor day of the year is
    the same. Beside a year alone another year is a slip: whoever means two acts writes their days.
    """
    cited_before: dict[str, list[Cited]] = {}
    told, found = set(), []
    for index, text in enumerate(texts):
        for cited in cited_in(text):
            if not (cited.day_text or year_alone(cited)):
                continue
            earlier = cited_before.setdefault(cited.number, [])
            other = next((one for one in earlier if _is_slip(one, cited, known)), None)
            earlier.append(cited)
            if other and (cited.number, _shown(cited)) not in told:
                told.add((cited.number, _shown(cited)))
                found.append(TwoDays(cited.number, _shown(other), _shown(cited), index))
    return found


def year_alone(cited: Cited) -> int | None:
    """The year that is written in place of a day; none behind the number of a plan, which may be that of the
    year it is for: “12/KH-UBND năm 2027” of December 2026.
    """
    return None if "/KH-" in cited.number else cited.year


def _shown(cited: Cited) -> str:
    return cited.day_text or str(cited.year)


def _is_slip(one: Cited, other: Cited, known: Collection[tuple[str, date]]) -> bool:
    """Whether two citations of a number are of one act, and one of their days is wrong."""
    if one.year or other.year:
        years = {one.year or _year(one), other.year or _year(other)}
        return len(years) > 1 and not years <= {day.year for number, day in known if number == one.number}
    if one.day == other.day:
        return False
    if {(one.number, one.day), (other.number, other.day)} <= set(known):
        return False
    if _of_two_issuers(one, other):
        return False
    if one.day is None or other.day is None:
        return True
    return one.day.year == other.day.year or one.day.timetuple()[1:3] == other.day.timetuple()[1:3]


def _year(cited: Cited) -> int:
    """The year of a written day, also of one that no calendar has."""
    return int(cited.day_text.rpartition("/")[2])


def _of_two_issuers(one: Cited, other: Cited) -> bool:
    """Whether both name who issued them, and not the same; “QĐ-TTg” says it itself, “KH-UBND” may be many."""
    if not one.number.endswith(_SHARED) or not one.issuer or not other.issuer:
        return False
    first, second = _named(one.issuer), _named(other.issuer)
    return not (first.startswith(second) or second.startswith(first))


def _named(issuer: str) -> str:
    """An issuer as it is compared: “UBND tỉnh” is “Ủy ban nhân dân tỉnh”."""
    return search_key(issuer.lower().replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân"))
