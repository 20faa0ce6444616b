"""How people write a place: with or without marks, in any Unicode form, kinds cut short."""

import re

from ocop.core.text import clean, search_key, spoken_key
from ocop.localities.choices import TITLES, PlaceKind

LONGEST = 200
_KINDS = {
    "x": "xa",
    "p": "phuong",
    "f": "phuong",
    "tt": "thi tran",
    "dk": "dac khu",
    "h": "huyen",
    "q": "quan",
    "tx": "thi xa",
    "tp": "thanh pho",
    "t": "tinh",
}
_NAMES = {"hcm": "ho chi minh", "tphcm": "thanh pho ho chi minh", "tphn": "thanh pho ha noi"}
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")  # “Phường 01” of one list is “Phường 1” of the next
_KIND_WORDS = frozenset(_KINDS.values())
_SPOKEN_KINDS = {spoken_key(title) for title in TITLES.values()}
_GLUED_RAW = re.compile(r"^([PpFfQqXx])\.?(\d+)\b")
_GLUED = re.compile(rf"^({'|'.join(sorted(_KINDS, key=len, reverse=True))})(\d+)\b")  # “P1”, “Q10”


def name_in_address(kind: str, name: str) -> str:
    """“xã Mỹ Hiệp”, as it stands inside a sentence; a country has no kind before its name."""
    return f"{TITLES[PlaceKind(kind)]} {name}".strip()


def full_name(kind: str, name: str) -> str:
    """“Xã Mỹ Hiệp”, as a heading has it."""
    whole = name_in_address(kind, name)
    return whole[:1].upper() + whole[1:]


def phrase_of(text: str) -> str:
    """One name as it stands in a search key: “TT. Mỹ Thọ” → “thi tran my tho”, “P1” → “phuong 1”.

    A kind is cut short only in front of something: “X” alone stays a letter.
    """
    first, _, rest = _GLUED.sub(r"\1 \2", _plain(text)).partition(" ")
    if rest:
        first = _KINDS.get(first, first)
    return " ".join(_NAMES.get(word, word) for word in f"{first} {rest}".split())


def split_kind(text: str) -> tuple[str, str]:
    """The kind in front of a name, as in a search key, and the name as written: “TT. Mỹ Thọ” → “thi tran”.

    A name without a kind has an empty one.
    """
    text = _GLUED_RAW.sub(r"\1 \2", clean(text))
    words = text.replace(".", ". ").split()
    for length in (2, 1):
        kind = kind_of(" ".join(words[:length]))
        if len(words) > length and kind:
            return kind, " ".join(words[length:])
    return "", text


def kind_of(words: str) -> str:
    """The kind that these words are, as in a search key, short ones too; with marks they must be its own:
    “Phường” is one, “Phương” and “Quán” are parts of names.
    """
    key = search_key(words)
    kind = _KINDS.get(key, key)
    if kind not in _KIND_WORDS or not (words.isascii() or spoken_key(words) in _SPOKEN_KINDS):
        return ""
    return kind


def phrases_of(text: str) -> list[str]:
    """An address cut at its commas, the smallest place first: “Mỹ Hiệp, H. Cao Lãnh” → two phrases.

    No address needs more than `LONGEST` characters; what stands behind is not read.
    """
    return [phrase for part in re.split(r"[,;]", text[:LONGEST]) if (phrase := phrase_of(part))]


def key_of(*full_names: str) -> str:
    """The search key of a place: all its names between bars, “|thanh pho hue|tinh thua thien hue|”."""
    return "".join(f"|{_plain(name)}" for name in full_names if name) + "|"


def whole_names(phrase: str) -> list[str]:
    """How a search key may hold exactly this phrase: as a full name, or as a name behind any kind."""
    kinds = sorted({_plain(title) for title in TITLES.values()})
    return [f"|{f'{kind} {phrase}'.strip()}|" for kind in kinds]


def _plain(text: str) -> str:
    return _LEADING_ZEROS.sub("", search_key(text))
