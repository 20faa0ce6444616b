"""Numbers of headings and items: given in order, and checked where people typed them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.rules.markup import Mark, own_number, pieces_of

_ROMAN = {"I": 1, "V": 5, "X": 10}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_VALUES = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_NAMED = re.compile(
    r"(?:Phần|Chương|Mục|Điều) (?:[IVX]{1,6}|\d{1,3})(?=[.:]|$)|\(\d{1,2}\)(?= )", re.IGNORECASE
)
"""“Phần I”, “Điều 3.”, “(1)” before a line; “Điều 6 Nghị định …” is cited, not counted."""
_BRACKETED = re.compile(r"(?<=[:;,.] )\(\d{1,2}\)(?= )")
"""What follows in a paragraph such as “(1) …; (2) …”."""
_ROWS = ("phần", "chương", "mục", "I", "điều", "1", "a", "(")
"""What numbers stand before, the higher first (Decree 30/2020/NĐ-CP, Appendix I)."""
_RUN_ON = ("chương", "điều")
"""Counted through the whole paper, whatever stands above them."""


class Slip(StrEnum):
    GAP = "gap"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class NumberSlip:
    """A number that does not follow the one before it; `line` is where it stands, 0 in a title."""

    slip: Slip
    number: str
    before: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A number as it stands in a paper: its sort and what was typed. “Điều 3” and “(1)” are no signs of
    a list and stand in paragraphs.
    """

    mark: Mark
    number: str
    line: int = 0


def roman(number: int) -> str:
    """4 → “IV”; from 1 to 39."""
    letters = ""
    for value, letter in _VALUES:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


def of_roman(text: str) -> int:
    """“VIII” → 8."""
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if following and _ROMAN[following] > value else value
    return total


def numbered(titles: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """Number and title of each heading; `titles` are (level, title): level 1 “I”, 2 “1”, 3 “1.1” and so on.

    A number typed in the title is kept, as papers that came from elsewhere have it; the next one counts on
    from there. A heading without a title has no number. Every heading begins those beneath it anew.
    """
    last: dict[int, int] = {}
    shown: dict[int, str] = {}
    done = []
    for level, title in titles:
        typed, words = own_number(title)
        if not words:
            done.append(("", ""))
            continue
        last[level] = _value(typed) if typed else last.get(level, 0) + 1
        shown[level] = typed or _number(level, last[level], shown.get(level - 1, ""))
        for deeper in [one for one in last if one > level]:
            del last[deeper]
        done.append((shown[level], words))
    return done


def _number(level: int, count: int, above: str) -> str:
    if level == 1:
        return roman(count)
    return str(count) if level == 2 or not above else f"{above}.{count}"


def labels_in(text: str) -> list[Label]:
    """The numbers typed in one text, in its order."""
    found = []
    for piece in pieces_of(text):
        numbers = [piece.number] if piece.number else []
        if piece.mark == Mark.PARAGRAPH and (named := _NAMED.match(piece.words)):
            numbers = [named[0], *_BRACKETED.findall(piece.words, named.end())]
        found += [Label(piece.mark, number, piece.line) for number in numbers]
    return found


def slips_in_text(text: str) -> list[NumberSlip]:
    """Gaps and repeats among the numbers typed in one text: 10 → 12, 1.2 twice, IV → VIII, a) → c), Điều 1 →
    Điều 3.
    """
    return slips_among(labels_in(text))


def slips_among(labels: Iterable[Label]) -> list[NumberSlip]:
    """The same among labels in the order of the paper.

    Each number is held against the last one of its own row: “2.1” against “2.…”, a letter against the letters
    since the last number. A row may begin anywhere, but at its first number where it hangs below
    another (“2.2” behind “2” lacks “2.1”).
    """
    seen: dict[tuple, tuple[int, str]] = {}
    slips = []
    for label in labels:
        row, value = _row_and_value(label)
        before = seen.get(row)
        if before and value <= before[0]:
            slips.append(NumberSlip(Slip.REPEAT, label.number, before[1], label.line))
        elif before and value > before[0] + 1:
            slips.append(NumberSlip(Slip.GAP, label.number, before[1], label.line))
        elif before is None and value > 1 and _hangs(row):
            slips.append(NumberSlip(Slip.GAP, label.number, "", label.line))
        seen[row] = (value, label.number)
        _begin_anew(seen, row)
    return slips


def _row_and_value(label: Label) -> tuple[tuple, int]:
    match label.mark:
        case Mark.ROMAN:
            return ("I",), of_roman(label.number)
        case Mark.LETTER:
            return ("a",), _LETTERS.find(label.number) + 1
        case Mark.PARAGRAPH:
            name, _space, number = label.number.rpartition(" ")
            return (name.lower() or "(",), _value(number.strip("()").upper())
        case _:
            *above, own = label.number.split(".")
            return ("1", *above), int(own)


def _hangs(row: tuple) -> bool:
    return len(row) > 1 or row in (("a",), ("(",))


def _begin_anew(seen: dict, row: tuple) -> None:
    """A number begins anew what stands below its row: a Roman one all figures, a figure the letters."""
    below = _ROWS[_ROWS.index(row[0]) + 1 :]
    for one in [one for one in seen if one[0] in below and one[0] not in _RUN_ON]:
        del seen[one]


def _value(typed: str) -> int:
    return of_roman(typed) if typed[0] in _ROMAN else int(typed.rsplit(".", maxsplit=1)[-1])
