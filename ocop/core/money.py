"""Money is whole đồng. How an amount is written in figures and in words, and read back from words."""

from __future__ import annotations

MOST_VND = 10**15
"""No amount of the portal is larger: a million tỷ đồng."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_SCALES = {"nghìn": 10**3, "triệu": 10**6}
_READ = {word: digit for digit, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}


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

    North and South are understood (linh and lẻ, nghìn and ngàn, tỷ and tỉ), a closing “chẵn” too.
    """
    tokens = words.lower().replace("ngàn", "nghìn").replace("tỉ", "tỷ").replace("lẻ", "linh").split()
    while tokens and tokens[-1].strip(".,;/") in {"đồng", "chẵn"}:
        tokens.pop()
    if not tokens:
        raise ValueError("no words")
    high, rest = _split(tokens)
    return _read(high) * _BILLION + _read(rest) if high is not None else _read(rest)


def _split(tokens: list[str]) -> tuple[list[str] | None, list[str]]:
    if "tỷ" not in tokens:
        return None, tokens
    at = tokens.index("tỷ")
    return tokens[:at], tokens[at + 1 :]


def _read(tokens: list[str]) -> int:
    total, group = 0, 0
    pending: int | None = None
    for word in tokens:
        if word in _READ:
            group, pending = group + (pending or 0), _READ[word]
        elif word == "mười":
            group, pending = group + (pending or 0) + 10, 0
        elif word == "mươi" and pending is not None:
            group, pending = group + pending * 10, 0
        elif word == "trăm" and pending is not None:
            group, pending = group + pending * 100, 0
        elif word in _SCALES:
            total, group, pending = total + (group + (pending or 0)) * _SCALES[word], 0, None
        elif word != "linh":
            raise ValueError(f"not a word of an amount: {word}")
    return total + group + (pending or 0)
