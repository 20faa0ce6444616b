"""Money is whole đồng. How an amount is written in figures and in words, and read back from words."""

from __future__ import annotations

import re

MOST_VND = 10**15
"""No amount of the portal is larger: a million tỷ đồng."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_SCALES = {"triệu": 10**6, "nghìn": 10**3}
_SPELLINGS = {"ngàn": "nghìn", "tỉ": "tỷ", "lẻ": "linh"}


def dotted(amount: int) -> str:
    """A whole number with dots between thousands: 1500000 → “1.500.000”."""
    return f"{amount:,}".replace(",", ".")


def short(amount: int) -> str:
    """An amount beside a picture, where the exact one stands near: “5 tỷ”, “208,3 triệu”, “950.000”.

    At most three digits behind the comma; the rest is cut off.
    """
    for unit, name in ((_BILLION, "tỷ"), (10**6, "triệu")):
        if amount >= unit:
            whole, rest = divmod(amount, unit)
            behind = f"{rest * 1000 // unit:03d}".rstrip("0")
            return f"{dotted(whole)}{f',{behind}' if behind else ''} {name}"
    return dotted(amount)


def share(amount: int, whole: int) -> str:
    """A part of an amount in hundredths: “11,8 %”, “34 %”; what is behind the first digit is cut off, so that
    only the whole is 100 %.
    """
    hundredths, tenths = divmod(amount * 1000 // (whole or 1), 10)
    return f"{dotted(hundredths)}{f',{tenths}' if tenths else ''} %"


def in_words(amount: int, *, four: str = "bốn", unit: str = "đồng") -> str:
    """An amount as papers write it: 208300000 → “Hai trăm linh tám triệu ba trăm nghìn đồng”.

    From 0 to `MOST_VND`, else `ValueError`. `four` is the word for 4 behind “… mươi”: “bốn” or “tư”; both are
    in use. A group of three digits that does not lead says its hundreds, an empty one is left out.
    """
    if not 0 <= amount <= MOST_VND:
        raise ValueError(f"no amount of the portal: {amount}")
    words = " ".join([*_number(amount, four), unit]).strip()
    return words[0].upper() + words[1:]


def _number(amount: int, four: str) -> list[str]:
    if amount == 0:
        return ["không"]
    billions, rest = divmod(amount, _BILLION)
    words = [*_below_billion(billions, four, leads=True), "tỷ"] if billions else []
    return words + _below_billion(rest, four, leads=not billions)


def _below_billion(number: int, four: str, *, leads: bool) -> list[str]:
    """Up to three groups of three digits; `leads` while no digit stands before them."""
    words: list[str] = []
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // scale % 1000
        if group:
            words += _group(group, four, leads=leads)
            words += [name] if name else []
            leads = False
    return words


def _group(group: int, four: str, *, leads: bool) -> list[str]:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [] if leads and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        return words + ((["linh"] if words else []) + [_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_after_tens(tens, ones, four)] if ones else [])


def _after_tens(tens: int, ones: int, four: str) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones == 1:
        return "mốt"
    return four if tens > 1 and ones == 4 else _DIGITS[ones]


def amount_of_words(words: str) -> int:
    """The amount that words name: “Năm tỷ đồng” → 5000000000. Raises `ValueError` for other words.

    North and South are understood (linh and lẻ, nghìn and ngàn, tỷ and tỉ), a closing “chẵn” too, and a group
    that leaves its “không trăm” unsaid where nothing else can be meant. What no number is written like (“Năm
    mười tỷ”, “Hai lăm nghìn”, “Một nghìn năm”) is refused.
    """
    tokens = [_SPELLINGS.get(word, word) for word in re.split(r"[\s.,;/]+", words.lower()) if word]
    while tokens and tokens[-1] in {"đồng", "chẵn"}:
        tokens.pop()
    if tokens == ["không"]:
        return 0
    if not tokens:
        raise ValueError("no words")
    high, low = _split(tokens, "tỷ")
    amount = _read(low, leads=not high)
    if high:
        amount += _read(high, leads=True) * _BILLION
    if amount > MOST_VND:
        raise ValueError(f"no amount of the portal: {amount}")
    return amount


def _split(tokens: list[str], scale: str) -> tuple[list[str], list[str]]:
    """What stands before a scale, which must not be nothing, and behind it."""
    if scale not in tokens:
        return [], tokens
    at = tokens.index(scale)
    if at == 0:
        raise ValueError(f"nothing before {scale}")
    return tokens[:at], tokens[at + 1 :]


def _read(tokens: list[str], *, leads: bool) -> int:
    """Below a billion. `leads` while no digit stands before."""
    total = 0
    for name, scale in _SCALES.items():
        group, tokens = _split(tokens, name)
        if group:
            total += _read_group(group, leads=leads, closes=False) * scale
            leads = False
    return total + (_read_group(tokens, leads=leads, closes=True) if tokens else 0)


def _read_group(tokens: list[str], *, leads: bool, closes: bool) -> int:
    """Three digits. A single digit that `closes` an amount behind others says its “linh”: “một nghìn năm” may
    be 1.005 or 1.500.
    """
    hundreds, rest = 0, tokens
    says_hundreds = len(tokens) > 1 and tokens[1] == "trăm"
    if says_hundreds:
        hundreds, rest = _digit(tokens[0]), tokens[2:]
        if not hundreds and (leads or not rest):
            raise ValueError("no hundreds to say")
    match rest:
        case [] if says_hundreds:
            return hundreds * 100
        case ["linh", ones] if not leads or says_hundreds:
            return hundreds * 100 + _digit("bốn" if ones == "tư" else ones, least=1)
        case ["mười"]:
            return hundreds * 100 + 10
        case ["mười", ones]:
            return hundreds * 100 + 10 + _ones(1, ones)
        case [tens, "mươi"]:
            return hundreds * 100 + _digit(tens, least=2) * 10
        case [tens, "mươi", ones]:
            ten = _digit(tens, least=2)
            return hundreds * 100 + ten * 10 + _ones(ten, ones)
        case [ones] if not says_hundreds and (leads or not closes):
            return _digit(ones, least=1)
        case _:
            raise ValueError(f"no group of three digits: {' '.join(tokens)}")


def _digit(word: str, *, least: int = 0) -> int:
    if word not in _DIGITS[least:]:
        raise ValueError(f"no digit from {least}: {word}")
    return _DIGITS.index(word)


def _ones(tens: int, word: str) -> int:
    """The last digit behind tens, as it is said there: “mốt” and “tư” from twenty on, “lăm” for five."""
    for digit in range(1, 10):
        if word in {_after_tens(tens, digit, "bốn"), _after_tens(tens, digit, "tư")}:
            return digit
    raise ValueError(f"no digit behind tens: {word}")
