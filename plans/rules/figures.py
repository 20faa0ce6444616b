"""Sums of money in a text: found, read exactly, and held against their words and the annex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ocop.core.money import amount_of_words

_UNITS = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
_AMOUNT = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d{1,3})?)\s*(tỷ đồng|tỉ đồng|triệu đồng|nghìn đồng|đồng)"
    r"(?:\s*\((?:Bằng chữ|bằng chữ)?\s*:?\s*([^()\d]{6,200}?)\s*\))?"
)
_TOTAL = re.compile(r"tổng (?:số )?(?:kinh phí|dự toán|nguồn vốn|tiền|vốn|cộng)", re.IGNORECASE)
_PARTS = re.compile(r"trong đó|bao gồm|, gồm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it stands in a text. `step` is the value of its last digit: “165,4 tỷ đồng” is known to 0,1
    tỷ. `words` is what stands in brackets behind it, `at` where it begins.
    """

    shown: str
    value_vnd: int
    step_vnd: int
    words: str
    at: int

    def may_be(self, exact_vnd: int) -> bool:
        """Whether an exact sum, rounded as this one is written, is this one."""
        return abs(exact_vnd - self.value_vnd) < self.step_vnd


def amounts_in(text: str) -> list[Amount]:
    """Every sum of a text in its order."""
    return [_amount(found) for found in _AMOUNT.finditer(text)]


def _amount(found: re.Match[str]) -> Amount:
    figures, unit = found[1], found[2].replace("tỉ", "tỷ")
    scale = _UNITS[unit]
    digits = Decimal(figures.replace(".", "").replace(",", "."))
    behind = len(figures.partition(",")[2])
    words = found[3] or ""
    if not re.search(r"đồng|chẵn", words):
        words = ""
    return Amount(f"{figures} {unit}", int(digits * scale), max(1, scale // 10**behind), words, found.start())


def other_in_words(text: str) -> list[Amount]:
    """The sums whose words in brackets name another one, or none that can be read."""
    return [amount for amount in amounts_in(text) if amount.words and not _agrees(amount)]


def _agrees(amount: Amount) -> bool:
    try:
        return amount.may_be(amount_of_words(amount.words))
    except ValueError:
        return False


def totals_in(text: str) -> list[Amount]:
    """The first sum behind each “tổng kinh phí”, “tổng dự toán” …, within its own line."""
    found = []
    for begins, line in _lines(text):
        for at in (match.end() for match in _TOTAL.finditer(line)):
            behind = next((one for one in amounts_in(line) if one.at >= at), None)
            if behind and (not found or found[-1][0] != begins + behind.at):
                found.append((begins + behind.at, behind))
    return [amount for _at, amount in found]


def parts_beside(text: str) -> list[tuple[Amount, int]]:
    """Lines that split a sum (“…, trong đó: …”) into others that do not add up to it: the sum and what its
    parts make. Sums written roughly are not held against each other.
    """
    wrong = []
    for _begins, line in _lines(text):
        split = _PARTS.search(line)
        if not split:
            continue
        amounts = amounts_in(line)
        whole = [one for one in amounts if one.at < split.start()]
        parts = [one for one in amounts if one.at > split.start()]
        if whole and len(parts) > 1 and all(one.step_vnd == 1 for one in (whole[-1], *parts)):
            made = sum(one.value_vnd for one in parts)
            if made != whole[-1].value_vnd:
                wrong.append((whole[-1], made))
    return wrong


def _lines(text: str):
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)
