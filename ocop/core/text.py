"""Vietnamese text: one form at the door, keys to search and to sort by."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_WORDS = re.compile(r"\w+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_REMEMBERED = 20_000
"""Words that a process knows the keys of: lists of a province say the same few thousand again and again."""
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền hỏi ngã sắc nặng


def clean(text: str) -> str:
    """NFC, one space between words, none at the ends. Line breaks are kept as they are in `clean_lines`."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def clean_lines(text: str) -> str:
    """NFC with line breaks kept; trailing spaces go."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def search_key(text: str) -> str:
    """Lower case, no marks, đ→d, words separated by one space: “TT. Mỹ Thọ” → “tt my tho”."""
    return " ".join(filter(None, map(_bare, text.lower().split())))


@lru_cache(maxsize=_REMEMBERED)
def _bare(word: str) -> str:
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", word.replace("đ", "d")).strip()


def spoken_key(text: str) -> str:
    """Lower case with every mark, a tone behind its syllable: “Hoà” and “Hòa” are both “hoa2”.

    Unicode form, case and punctuation do not matter; “Vịnh” and “Vĩnh” stay two names.
    """
    return " ".join(_spoken(word) for word in _WORDS.findall(unicodedata.normalize("NFC", text).lower()))


@lru_cache(maxsize=_REMEMBERED)
def _spoken(syllable: str) -> str:
    pieces = unicodedata.normalize("NFD", syllable)
    tones = "".join(_TONES[char] for char in pieces if char in _TONES)
    letters = unicodedata.normalize("NFC", "".join(char for char in pieces if char not in _TONES))
    return (letters.lstrip("0") or letters) + tones


def near_keys(key: str) -> set[str]:
    """The key and each of its forms with one letter left out: keys one slip apart have one in common."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


def sort_key(text: str) -> str:
    """A key whose code-point order is Vietnamese dictionary order: letters first, tones second.

    Digits, with a space between both parts: it comes before every digit, so that “Bưởi” stands before
    “Bưởi sấy”, whatever order of characters a database has.
    """
    ranks = [_rank(char) for char in clean(text).lower()]
    return f"{''.join(letter for letter, _tone in ranks)} {''.join(tone for _letter, tone in ranks)}"


@lru_cache(maxsize=1_000)
def _rank(char: str) -> tuple[str, str]:
    """Where a letter stands in the alphabet, and its tone."""
    pieces = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in pieces if c in _TONES), "1")
    letter = unicodedata.normalize("NFC", "".join(c for c in pieces if c not in _TONES))
    rank = _ALPHABET.find(letter)
    return (f"{rank + 20:02d}" if rank >= 0 else (f"1{letter}" if letter.isdigit() else "00")), tone
