"""Which group of the product list the words of a list of products mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.core.text import search_key

_SAY_NOTHING = frozenset({"nhom", "nganh", "hang", "va"})
"""“Nhóm gia vị”, “Ngành hàng: đồ uống”: words that stand before or between names of groups."""


@dataclass(frozen=True, slots=True)
class GroupNames:
    """The names of groups and of their parts, each with the codes of the groups it stands for."""

    codes: dict[str, frozenset[str]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> GroupNames:
        """From pairs of a name and the code of its group."""
        codes: dict[str, set[str]] = {}
        for name, code in names:
            codes.setdefault(_key(name), set()).add(code)
        return cls({key: frozenset(found) for key, found in codes.items()})

    def meant(self, text: str) -> str:
        """The code of the one group that a text names: as it is called, or within or around its name (“thủ
        công mỹ nghệ, trang trí”). Empty where it names none or several: that is for a person to say.
        """
        key = _key(text)
        found = self.codes.get(key) or frozenset().union(
            *(codes for name, codes in self.codes.items() if _within(name, key) or _within(key, name))
        )
        return next(iter(found)) if len(found) == 1 else ""


def _key(name: str) -> str:
    return " ".join(word for word in search_key(name).split() if word not in _SAY_NOTHING)


def _within(part: str, whole: str) -> bool:
    """Whether a name of at least two words stands in another: “chè” in “bánh chè” says nothing."""
    return " " in part and f" {part} " in f" {whole} "
