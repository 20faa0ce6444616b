"""Facts that provinces and newspapers printed, loaded into places of their own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path

from evaluations.choices import CertificateState
from evaluations.models import Certificate, PastDecision
from evaluations.services.certificates import new_codes
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Level
from ocop.law.models import Regime
from ocop.localities.choices import CodeSystem, PlaceKind
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.choices import DossierState, ProducerKind
from registrations.models import Dossier, Producer, Product
from tests.factories.places import make_place
from tests.factories.registrations import make_producer

HERE = Path(__file__).parent
TOTAL = "TỔNG CỘNG"
_codes = count(1)


@dataclass(frozen=True)
class Land:
    """A province of today with an old one in it: its units, each with a commune that lies somewhere today."""

    today: Place
    old: Place
    actor: User
    units: dict[str, Place]
    communes: dict[str, Place]

    def cycle(self, year: int) -> Cycle:
        found = Cycle.objects.filter(province=self.old, year=year).first()
        return found or Cycle.objects.create(
            province=self.old,
            year=year,
            regime=Regime.objects.order_by("pk").first(),
            opened_on=date(year, 1, 2),
            opened_by=self.actor,
        )


def land(actor: User, name: str, units: list[str]) -> Land:
    """Made-up codes: what is printed names its units in many ways."""
    number = next(_codes)
    code = f"{number:02d}"
    today = make_place(PlaceKind.PROVINCE, name, code)
    old = make_place(PlaceKind.PROVINCE, f"{name} cũ", code, system=CodeSystem.OLD, today=today)
    found, communes = {}, {}
    for each, unit in enumerate(units):
        commune = f"{code}{each:03d}"
        district = make_place(
            PlaceKind.RURAL_DISTRICT, unit, f"{code}{each}", parent=old, system=CodeSystem.OLD, today=today
        )
        heir = make_place(PlaceKind.COMMUNE, unit, commune, parent=today)
        found[unit] = district
        communes[unit] = make_place(
            PlaceKind.COMMUNE, f"Xã {unit}", commune, parent=district, system=CodeSystem.OLD, today=heir
        )
    return Land(today, old, actor, found, communes)


def certify(
    where: Land,
    unit: str,
    *,
    year: int,
    stars: int,
    products: list[Product],
    again: bool = False,
) -> None:
    """Certificates of the record, as a list of a past decision brings them in; `again`: after older ones."""
    new = _certificates(where, unit, year, stars, products)
    if again:
        older = _certificates(where, unit, year - 3, stars, products, state=CertificateState.REPLACED)
        for before, after in zip(older, new, strict=True):
            before.replaced_by = after
        Certificate.objects.bulk_update(older, ["replaced_by"])


def _certificates(
    where: Land,
    unit: str,
    year: int,
    stars: int,
    products: list[Product],
    *,
    state: str = CertificateState.ACTIVE,
) -> list[Certificate]:
    decision, _new = PastDecision.objects.get_or_create(
        place=where.units[unit], level=Level.DISTRICT, number=f"{stars}/QĐ-UBND", decided_on=date(year, 6, 1),
        defaults={"entered_by": where.actor},
    )  # fmt: skip
    return Certificate.objects.bulk_create(
        Certificate(
            past_decision=decision,
            product=product,
            issuer=where.units[unit],
            commune=where.communes[unit],
            stars=stars,
            product_name=product.name,
            producer_name=product.producer.name,
            valid_from=date(year, 6, 1),
            valid_until=date(year + 3, 6, 1),
            issued_by=where.actor,
            state=state,
            **new_codes(),
        )
        for product in products
    )


def register(where: Land, unit: str, *, year: int, products: list[Product], **fields) -> None:
    """Dossiers that were handed in."""
    handed_in = clock.start_of(date(year, 5, 4))
    this = where.cycle(year)
    Dossier.objects.bulk_create(
        Dossier(
            **{
                "product": product,
                "producer": product.producer,
                "commune": where.communes[unit],
                "cycle": this,
                "regime": this.regime,
                "state": DossierState.ACCEPTED,
                "level": Level.PROVINCE,
                "organisation_name": product.producer.name,
                "legal_rep_name": "Người đại diện",
                "product_name": product.name,
                "handed_in_at": handed_in,
                "handed_in_by": where.actor,
                "created_by": where.actor,
                "sort_key": product.sort_key,
            }
            | fields
        )
        for product in products
    )


def goods(where: Land, unit: str, number: int, producers: list[Producer] | None = None) -> list[Product]:
    """So many products, of one producer or shared out among several."""
    owners = producers or [make_producer(where.communes[unit], where.actor, name=f"HTX {unit}")]
    return Product.objects.bulk_create(
        Product(
            producer=owner,
            name=f"{unit} {at}",
            search_key=f"sp {at}",
            sort_key=f"sp {at}",
            created_by=where.actor,
        )
        for at, owner in enumerate(islice(cycle(owners), number))
    )


# --- What is printed ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrintedUnits:
    """One printed table: how many products of each unit, and the total beneath it."""

    place: str
    year: int
    what: str
    stars: int
    products: dict[str, int]
    total: int


def printed_units() -> list[PrintedUnits]:
    """`what` is "recognised" in the year, for the "first" time, "again", or "registered"."""
    tables: dict[tuple, dict[str, int]] = {}
    for row in _rows("printed_units.csv"):
        key = row["place"], int(row["year"]), row["what"], int(row["stars"] or 0)
        tables.setdefault(key, {})[row["unit"]] = int(row["products"])
    return [PrintedUnits(*key, total=units.pop(TOTAL), products=units) for key, units in tables.items()]


@dataclass(frozen=True)
class PrintedPlace:
    """What a place had come to: products by stars, and, where it was printed, producers by kind."""

    place: str
    year: int
    total: int
    stars: dict[int, int]
    potential: int
    producers: dict[str, int]


KINDS = {
    "cooperative": ProducerKind.COOPERATIVE,
    "cooperative_group": ProducerKind.COOPERATIVE_GROUP,
    "enterprise": ProducerKind.LIMITED_COMPANY,
    "household": ProducerKind.HOUSEHOLD,
    "other": ProducerKind.ASSOCIATION,
}


def printed_places() -> list[PrintedPlace]:
    return [
        PrintedPlace(
            row["place"],
            int(row["year"]),
            int(row["total"]),
            {3: int(row["three"]), 4: int(row["four"]), 5: int(row["five"] or 0)},
            int(row["potential"] or 0),
            {kind: int(row[kind]) for kind in KINDS if row[kind]},
        )
        for row in _rows("printed_places.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
