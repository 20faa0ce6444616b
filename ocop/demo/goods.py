"""Products of the demo world: names and producers from the district's plan 124/KH-UBND of 21/7/2021.

Where the plan names no producer, the producer is called by what it is. Registration numbers are made up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LIST = Path(__file__).with_name("goods.csv")
CLAIMED = 62
"""Points that the producer of a product claims which no council has scored yet."""


class Stage(StrEnum):
    """How far a product has come in the demo world."""

    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    SCORING = "scoring"
    UNSIGNED = "unsigned"
    RECOGNISED = "recognised"
    UPWARD = "upward"
    PROVINCE = "province"
    MINISTRY = "ministry"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Goods:
    """A product, whose it is, where, by which set, how far it has come and the points it gets."""

    product: str
    producer: str
    kind: str
    commune: str
    set_code: str
    stage: Stage
    points: int


def goods_of(story: str) -> list[Goods]:
    """The products of one story: R148, R148-2023 or R26."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [
            Goods(
                row["product"],
                row["producer"],
                row["kind"],
                row["commune"],
                row["set_code"],
                Stage(row["stage"]),
                int(row["points"] or CLAIMED),
            )
            for row in csv.DictReader(file)
            if row["regime"] == story
        ]
