"""Kinds of paper, their letters, and the number and sign of a paper (Decree 30/2020/NĐ-CP, Appendix III)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from ocop.documents.words import TO_FILL_IN, TWO_DIGIT_NUMBERS


class PaperKind(StrEnum):
    """The kinds that the portal draws up. The value is the kind's letters; an official letter has none."""

    PLAN = "KH"
    DECISION = "QĐ"
    MINUTES = "BB"
    REPORT = "BC"
    SUBMISSION = "TTr"
    NOTICE = "TB"
    INVITATION = "GM"
    LETTER = ""

    @property
    def title(self) -> str:
        """The kind in capitals above the subject; nothing for an official letter."""
        return _TITLES[self]

    @property
    def series(self) -> str:
        """Which numbers it takes: each kind counts for itself, official letters as “CV”."""
        return self.value or "CV"


_TITLES = {
    PaperKind.PLAN: "KẾ HOẠCH",
    PaperKind.DECISION: "QUYẾT ĐỊNH",
    PaperKind.MINUTES: "BIÊN BẢN",
    PaperKind.REPORT: "BÁO CÁO",
    PaperKind.SUBMISSION: "TỜ TRÌNH",
    PaperKind.NOTICE: "THÔNG BÁO",
    PaperKind.INVITATION: "GIẤY MỜI",
    PaperKind.LETTER: "",
}
IN_TEXT = re.compile(r"(?<![\w/])\d{1,6}(?:/\d{4})?/[A-ZĐ][\w-]{1,24}")
"""A number with its sign within a text, such as 12/KH-UBND: papers keep it on one line."""
_NUMBER = re.compile(r"^(\d{1,6})\s*/\s*(?:\d{4}\s*/\s*)?(.+)$")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_MIXED = {sign.upper(): sign for sign in (*PaperKind, "TTg")}
"""The parts of a sign that are not in capitals throughout."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Which paper of whom: “QĐ-UBND”, for a letter “UBND-NN”."""

    kind: PaperKind
    issuer: str
    unit: str = ""

    @property
    def letters(self) -> str:
        """“KH-UBND”; a letter has no kind but the unit that drafted it: “UBND-NN”."""
        return "-".join(part for part in (self.kind.value, self.issuer, self.unit) if part)

    def numbered(self, number: int | None) -> str:
        """“05/QĐ-UBND”: numbers below 10 take a leading zero; dots to write on where there is none yet."""
        return f"{number_as_printed(number)}/{self.letters}"


def number_as_printed(number: int | None) -> str:
    if number is None:
        return TO_FILL_IN
    return f"{number:02d}" if number < TWO_DIGIT_NUMBERS else str(number)


def number_in(text: str) -> tuple[int, str] | None:
    """Number and letters of what was typed as number and sign: “05/QĐ-UBND” → (5, "QĐ-UBND"), else None.

    However it was typed, “05 / qđ – ubnd” too, one sign has one way to be written.
    """
    found = _NUMBER.match(normalize("NFC", text).strip())
    return (int(found[1]), letters_as_printed(found[2])) if found else None


def letters_as_printed(typed: str) -> str:
    """The letters of a sign as papers have them: capitals but for “TTr” and “TTg”, plain dashes."""
    parts = _DASHES.split("".join(normalize("NFC", typed).upper().split()))
    return "-".join(_MIXED.get(part, part) for part in parts)
