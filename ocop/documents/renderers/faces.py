"""What the printed face can show: the engine refuses a paper with a letter that it lacks."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from fontTools.ttLib import TTFont

Value = TypeVar("Value")
REGULAR = "LiberationSerif-Regular.ttf"
BOX = "□"


def in_the_face(value: Value) -> Value:
    """A value like this one in which every text is in NFC and holds only letters of the face.

    Control characters go; another letter that the face lacks becomes a box. Goes into records and tuples.
    """
    return _shown(value)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", value))
    if isinstance(value, tuple):
        return tuple(_shown(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _shown(getattr(value, field.name)) for field in fields(value)})
    return value


def _letter(letter: str) -> str:
    if letter in "\n\t" or ord(letter) in _letters():
        return letter
    return "" if unicodedata.category(letter).startswith(("C", "M")) else BOX


@cache
def _letters() -> frozenset[int]:
    """The code points of the face, in all that is printed with it."""
    with TTFont(Path(settings.DOCUMENT_ASSETS) / "fonts" / REGULAR, lazy=True) as face:
        return frozenset(face.getBestCmap())
