"""The print fonts have every Vietnamese letter, in each face."""

from itertools import product
from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "print" / "fonts"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"


def vietnamese_letters() -> set[str]:
    """Twelve vowels in six tones and đ, small and capital: 146."""
    small = {normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)} | {"đ"}
    return small | {letter.upper() for letter in small}


def test_there_are_146_letters():
    assert len(vietnamese_letters()) == 146


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_every_face_has_every_letter(face):
    font = TTFont(FONTS / f"LiberationSerif-{face}.ttf")
    letters = {chr(code) for code in font.getBestCmap()}

    assert vietnamese_letters() - letters == set()
    assert font["name"].getDebugName(5) == "Version 2.1.5"
