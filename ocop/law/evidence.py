"""Which kinds of paper the hints of a criterion mean: shipped data, not law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

KINDS_FILE = Path(__file__).resolve().parent / "data" / "evidence_kinds.yaml"
BY_ACT = "act"


@dataclass(frozen=True, slots=True)
class WantedKinds:
    """The kinds of paper a hint means. `sure` is "act", "guide" or "ours"."""

    kinds: tuple[str, ...]
    sure: str


@cache
def wanted_kinds() -> dict[str, WantedKinds]:
    """Hint → kinds, for every hint of the shipped sets."""
    rows = yaml.safe_load(KINDS_FILE.read_text(encoding="utf-8"))
    return {row["hint"]: WantedKinds(tuple(row["kinds"]), row["sure"]) for row in rows}
