"""The text of a section as people type it: a line a paragraph, list signs in front, nothing else.

“- ” and “+ ” begin items, “1. ” or “1/ ”, “2.1. ”, “a) ” and “IV. ” carry numbers as they were typed. There
is no HTML and nothing to escape: what is not one of these is a paragraph (ADR 0019).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_ROMAN = re.compile(r"([IVX]{1,6})[./]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)|(\d{1,2})[.)/]\s+(?=\S)")
_LETTER = re.compile(r"([a-zđ])[.)]\s+(?=\S)")
_LEAD = re.compile(r"([^:.;]{2,90}:)\s+(?=\S)")
HEADING_LENGTH = 160
"""Letters of a numbered line that can still be a heading of its own."""


class Mark(StrEnum):
    """What a line begins with."""

    PARAGRAPH = ""
    BULLET = "-"
    SUB = "+"
    ROMAN = "I"
    NUMBER = "1"
    LETTER = "a"


@dataclass(frozen=True, slots=True)
class Piece:
    """One line: its sign, the number as typed (“2.1”, “a”, “IV”), its words; `line` counts from 1."""

    mark: Mark
    number: str
    words: str
    line: int

    @property
    def is_heading(self) -> bool:
        """Whether it is a title above what follows: numbered, short, and no sentence."""
        numbered = self.mark in (Mark.ROMAN, Mark.NUMBER) and "." not in self.number
        return (
            numbered and len(self.words) <= HEADING_LENGTH and not self.words.endswith((".", ";", ":", ","))
        )

    @property
    def lead(self) -> str:
        """The label that a numbered line begins with: “Sở Tài chính:”; empty where it has none."""
        found = _LEAD.match(self.words) if self.mark == Mark.NUMBER else None
        return found[1] if found else ""

    @property
    def shown(self) -> str:
        """The line as it is printed, its sign before it."""
        match self.mark:
            case Mark.PARAGRAPH:
                return self.words
            case Mark.BULLET | Mark.SUB:
                return f"{self.mark} {self.words}"
            case Mark.LETTER:
                return f"{self.number}) {self.words}"
            case _:
                return f"{self.number}. {self.words}"


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The lines of a text that are not empty, in their order."""
    lines = enumerate((line.strip() for line in text.splitlines()), 1)
    return tuple(_piece(line, at) for at, line in lines if line)


def _piece(line: str, at: int) -> Piece:
    for sign, mark in (("-", Mark.BULLET), ("–", Mark.BULLET), ("•", Mark.BULLET), ("+", Mark.SUB)):
        if line.startswith(f"{sign} "):
            return Piece(mark, "", line[2:].strip(), at)
    for pattern, mark in ((_ROMAN, Mark.ROMAN), (_NUMBER, Mark.NUMBER), (_LETTER, Mark.LETTER)):
        if found := pattern.match(line):
            number = next(group for group in found.groups() if group)
            return Piece(mark, number, line[found.end() :], at)
    return Piece(Mark.PARAGRAPH, "", line, at)


def own_number(title: str) -> tuple[str, str]:
    """A number typed in front of a title and the title behind it: “IV. KINH PHÍ” → ("IV", "KINH PHÍ")."""
    piece = _piece(title.strip(), 1) if title.strip() else None
    if piece is None or piece.mark not in (Mark.ROMAN, Mark.NUMBER):
        return "", title.strip()
    return piece.number, piece.words
