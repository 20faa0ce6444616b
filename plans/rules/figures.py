"""Sums of money in a text: found, read exactly, and held against their words and the annex."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop.core.money import amount_of_words

_SCALES = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_DONG = r"(?:đồng|đ|vnđ|vnd)(?!\w)"
_BARE = r"(?:tỷ|tỉ|triệu)(?=\s*(?:[.,;:()\n]|$|(?:từ|do|gồm|trong|bằng|để|cho|bao gồm)\s))"
"""“6 tỷ” without “đồng” is a sum where no other thing is counted behind it: “5 triệu lượt khách” is none."""
_GROUPS = r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:[ \u00a0]\d{3}){2,}"
"""Thousands by dots; by commas or spaces where there are several, since one may be a decimal comma or the end
of another number.
"""
_AMOUNT = re.compile(
    rf"(?<![\d.,/])(?<!\d )(?P<figures>{_GROUPS}|\d+(?:,\d{{1,3}})?)"
    rf"\s*(?P<unit>(?:(?:tỷ|tỉ|triệu|nghìn)\s+)?{_DONG}|{_BARE})"
    r"(?:\s*\(\s*(?P<mark>(?:viết )?bằng chữ)?\s*:?\s*(?P<words>[^()\d]{4,200}?)\s*\)"
    r"|\s*[,;–-]?\s*(?:viết )?bằng chữ\s*:?\s*(?P<behind>[^()\d;.\n]{4,200}))?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"tổng (?:số |mức |nhu cầu )?(?:nguồn )?(?:kinh phí|dự toán|vốn|tiền|cộng)", re.IGNORECASE
)
_COST = re.compile(r"(?<!tổng )(?<!tổng số )kinh phí", re.IGNORECASE)
_OF_EACH = re.compile(rf"tối đa|không quá|định mức|(?<!\w)mỗi(?!\w)|{_DONG}\s*/", re.IGNORECASE)
_PLAN = re.compile(
    r"(?:kế hoạch|chương trình|đề án)(?: này)?"
    r"(?: (?:quốc gia )?(?:ocop|mỗi xã(?:, phường)? một sản phẩm))*"
    r"(?: (?:(?:trên )?địa bàn |của )?"
    r"(?-i:(?:tỉnh|thành phố|huyện|thị xã|xã|phường)(?: [A-ZĐÀ-Ỹ][\w’'-]*)*))?"
    r"|ocop",
    re.IGNORECASE,
)
_YEARS = re.compile(r"năm (\d{4})|giai đoạn (\d{4})\s*[-–—]\s*(\d{4})", re.IGNORECASE)
_FILLING = re.compile(
    r"(?:của|cho|để|cần|thực hiện|triển khai|dự kiến|dự toán|ước tính|ước|khoảng|trên|gần|nhu cầu|kinh phí|"
    r"ngân sách nhà nước|trong|cả|toàn|năm|giai đoạn|là|bằng|được|phân bổ|bố trí)(?!\w)|[:\s]",
    re.IGNORECASE,
)
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
    figures = found["figures"]
    scale_name = re.sub(_DONG, "", found["unit"].lower().replace("tỉ", "tỷ")).strip()
    scale = _SCALES[scale_name]
    bare = re.sub(r"[ .\u00a0]", "", figures)
    if bare.count(",") > 1:
        bare = bare.replace(",", "")
    digits = Decimal(bare.replace(",", "."))
    behind = len(bare.partition(",")[2])
    shown = f"{figures} {f'{scale_name} đồng'.strip()}"
    return Amount(shown, int(digits * scale), max(1, scale // 10**behind), _words(found), found.start())


def _words(found: re.Match[str]) -> str:
    """What stands behind a sum as its words: marked as such, ending like an amount, or one."""
    words = (found["words"] or found["behind"] or "").strip()
    if not words or found["mark"] or found["behind"] or re.search(r"(?:đồng|chẵn)\W*$", words.lower()):
        return words
    try:
        amount_of_words(words)
    except ValueError:
        return ""
    return words


def other_in_words(text: str) -> list[Amount]:
    """The sums whose words in brackets name another one, or none that can be read."""
    return [amount for amount in amounts_in(text) if amount.words and not _agrees(amount)]


def _agrees(amount: Amount) -> bool:
    try:
        return amount.may_be(amount_of_words(amount.words))
    except ValueError:
        return False


def totals_in(text: str, years: tuple[int, int] | None = None) -> list[Amount]:
    """What a text gives as the total of the whole plan: the sum behind “tổng kinh phí”, “tổng dự toán” …, in
    one line, where nothing between them names a part of the work, of the money or of the plan's `years`.
    """
    found = []
    for begins, line in _lines(text):
        for total in _TOTAL.finditer(line):
            behind = next((one for one in amounts_in(line) if one.at >= total.end()), None)
            if behind is None or (found and found[-1][0] == begins + behind.at):
                continue
            if _is_whole(total[0], line[total.end() : behind.at], years):
                found.append((begins + behind.at, behind))
    return [amount for _at, amount in found]


def costs_in(text: str) -> list[Amount]:
    """What a text gives as the money of a piece of work: the sum behind “kinh phí” in one line. Totals of the
    plan and what is said of each unit or at most are none.
    """
    found = []
    for _begins, line in _lines(text):
        named = None if _OF_EACH.search(line) else _COST.search(line)
        if named:
            found += [one for one in amounts_in(line) if one.at >= named.end()][:1]
    return found


def _is_whole(total: str, between: str, years: tuple[int, int] | None) -> bool:
    for year, first, last in _YEARS.findall(between):
        if years is not None and (int(year or first), int(year or last)) != years:
            return False
    rest, plans = _PLAN.subn("", _YEARS.sub("", between))
    if not plans and total.lower().endswith(("tiền", "cộng")):
        return False
    return not _FILLING.sub("", rest)


def parts_beside(text: str) -> list[tuple[Amount, int]]:
    """Lines that split a sum (“…, trong đó: …”) into others that do not add up to it: the sum and what its
    parts make. Where nothing follows in the line, the items beneath it are its parts. Sums written roughly
    are not held against each other.
    """
    wrong = []
    lines = [line for _begins, line in _lines(text)]
    for at, line in enumerate(lines):
        split = _PARTS.search(line)
        if not split:
            continue
        amounts = amounts_in(line)
        whole = [one for one in amounts if one.at < split.start()]
        parts = [one for one in amounts if one.at > split.start()] or _items_beneath(lines[at + 1 :])
        if whole and len(parts) > 1 and all(one.step_vnd == 1 for one in (whole[-1], *parts)):
            made = sum(one.value_vnd for one in parts)
            if made != whole[-1].value_vnd:
                wrong.append((whole[-1], made))
    return wrong


def _items_beneath(lines: Sequence[str]) -> list[Amount]:
    """The first sum of each item that follows at once under one sign; one item without a sum and they are no
    parts.
    """
    signs = [line.strip()[:2] for line in lines]
    sign = signs[0] if signs and signs[0] in {"- ", "+ "} else ""
    items = []
    for line, own in zip(lines, signs, strict=True) if sign else ():
        if own == sign:
            items.append(amounts_in(line)[:1])
        elif own != "+ ":
            break
    return [one for first in items for one in first] if all(items) else []


def _lines(text: str):
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)
