"""The figures of a closed session as one value, from which every paper of the pack is written.

It is frozen as JSON when the pack is asked for, so that minutes, result list, decision, letters and the
request to the next level cannot carry different numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from evaluations.rules.results import RECOGNISING

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SeatFigures:
    """One seat of the roll. `number` is its place in the list, by which the tables name it; `arrived` the
    time at which somebody came after the meeting had begun.
    """

    number: int
    name: str
    post: str
    role: str
    present: bool
    scores: bool
    arrived: str = ""


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """The totals of one scoring round, by the number of the seat; a seat without a sheet is not there."""

    number: int
    totals: Mapping[str, str]
    spread: str
    discussion: str = ""


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """What a product got on one criterion. `agreed` is the council's common view where a minimum hangs on it,
    `level` the same written out, elsewhere what most sheets chose; `reason` why a star was missed, `notes`
    what members wrote, without names.
    """

    code: str
    name: str
    most: str
    points: str
    agreed: str = ""
    level: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class ProductFigures:
    """One product with everything that any paper says of it; points are written as they are printed."""

    item: int
    dossier: int
    position: int
    product: str
    producer: str
    address: str
    commune: str
    code: str
    group: str
    regime: str
    kind: str
    rounds: tuple[RoundFigures, ...]
    recused: tuple[tuple[int, str], ...]
    mean: str
    stars_by_points: int
    stars: int
    missed: tuple[str, ...]
    knock_out: str
    outcome: str
    criteria: tuple[CriterionFigures, ...]
    confirmation: str = ""
    has_samples: bool = True
    """Whether units of it lay before the council; of services there are none."""
    majority: tuple[str, ...] = ()
    """The criteria whose minimum was looked at by the option of most sheets, without a recorded view."""
    granted: int | None = None
    """The stars that the decision gives where the council's are more: recognised on its way up."""

    before: str = ""
    """What it had on dossier and sample, where this is the round after tests."""
    tests: tuple[str, ...] = ()
    """The results of tests that were added after the dossier, by name: they go up with it."""

    @property
    def rank(self) -> int:
        """The stars that papers write down."""
        return self.stars if self.granted is None else self.granted

    @property
    def last_round(self) -> RoundFigures | None:
        return self.rounds[-1] if self.rounds else None


@dataclass(frozen=True, slots=True)
class PackFigures:
    """A session as its papers tell it. Days are ISO text."""

    council: str
    council_decision: str
    place: str
    place_name: str
    level: str
    year: int
    held_on: str
    venue: str
    began: str
    ended: str
    quorum_least: str
    quorum_share: str
    max_spread: int | None
    aggregation: str
    seats: tuple[SeatFigures, ...]
    products: tuple[ProductFigures, ...]
    votes: tuple[int, int, int] | None
    opinions: str
    grounds: tuple[str, ...]
    validity_months: int
    decision_number: str = ""
    decided_on: str = ""
    signer_title: str = ""
    signer: str = ""
    first_result: str = ""
    """Why the session was reopened, and when, where it was."""

    @property
    def present(self) -> int:
        return sum(seat.present for seat in self.seats)

    def with_outcome(self, *outcomes: str) -> list[ProductFigures]:
        return [product for product in self.products if product.outcome in outcomes]

    def with_stars(self, stars: int) -> list[ProductFigures]:
        """The recognised products of a rank, in the order of the agenda."""
        return [product for product in self.with_outcome(*RECOGNISING) if product.rank == stars]


def points_as_printed(points: Fraction, floors: Iterable[Decimal] = ()) -> str:
    """Two digits with a decimal comma: “76,17”, rounded half up, but never up to the floor of a star that the
    exact points miss: 89,996 is printed “89,99”.
    """
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    printed = exact.quantize(CENT, ROUND_HALF_UP)
    if any(points < floor <= printed for floor in floors):
        printed = exact.quantize(CENT, ROUND_DOWN)
    return f"{printed:f}".replace(".", ",")


def to_json(figures: PackFigures) -> dict[str, Any]:
    return asdict(figures)


def from_json(stored: Mapping[str, Any]) -> PackFigures:
    """The value that `to_json` stored."""
    products = tuple(_product(one) for one in stored["products"])
    seats = tuple(SeatFigures(**one) for one in stored["seats"])
    votes = tuple(stored["votes"]) if stored["votes"] else None
    rest = {
        name: value for name, value in stored.items() if name not in ("products", "seats", "votes", "grounds")
    }
    return PackFigures(**rest, products=products, seats=seats, votes=votes, grounds=tuple(stored["grounds"]))


def _product(stored: Mapping[str, Any]) -> ProductFigures:
    return ProductFigures(
        **stored
        | {
            "rounds": tuple(RoundFigures(**one) for one in stored["rounds"]),
            "recused": tuple((number, ground) for number, ground in stored["recused"]),
            "missed": tuple(stored["missed"]),
            "majority": tuple(stored.get("majority", ())),
            "tests": tuple(stored.get("tests", ())),
            "criteria": tuple(
                CriterionFigures(**one | {"notes": tuple(one["notes"])}) for one in stored["criteria"]
            ),
        }
    )
