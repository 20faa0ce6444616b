"""What the province recognised before the portal, as lists of past decisions bring it in.

The products are made up, one goods of the region to a commune; no list was copied.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from evaluations.services.records import PaperDecision, Recognition, write_recognitions
from ocop.core import clock
from ocop.core.clock import months_later
from ocop.core.roles import Level
from ocop.demo.people import People
from ocop.localities.models import Place
from ocop.localities.queries import address_of
from registrations.choices import ProducerKind
from registrations.models import Producer, Product

GOODS = (
    ("Xoài sấy", "FOOD"),
    ("Khô cá lóc", "FOOD"),
    ("Gạo thơm", "FOOD"),
    ("Rượu sen", "BEVERAGE"),
    ("Hạt sen sấy", "FOOD"),
    ("Chiếu cói", "HANDICRAFT"),
    ("Nhãn sấy", "FOOD"),
    ("Tinh dầu tràm", "HERBAL"),
)
"""Goods, each with the code of its group."""
EVERY = 2
"""Of so many communes one has something, so that the map shows blank ones too."""
MONTHS_AGO = (46, 35, 34, 34, 33, 32, 31, 20, 8)
"""When the decisions were signed; the first of them has run out."""
VALID_MONTHS = 36


def recognise_of_old(people: People) -> None:
    """Certificates of the record in half of the communes of today, three or four stars, over four years."""
    officer = people["tinh"]
    communes = Place.objects.at_level("commune").filter(parent=people.province).order_by("code")
    rows = [
        row for at, commune in enumerate(communes[::EVERY]) for row in _rows_of(people, officer, commune, at)
    ]
    with transaction.atomic():
        write_recognitions(actor=officer, rows=[(row, True) for row in rows])


def _rows_of(people: People, officer, commune: Place, at: int) -> list[Recognition]:
    """From one to seven products of a commune, more where the numbers happen to fall so."""
    producer = Producer(
        kind=ProducerKind.COOPERATIVE,
        name=f"Hợp tác xã nông nghiệp {commune.name}",
        number_pending=True,
        representative_name="Giám đốc hợp tác xã",
        commune=commune,
        created_by=officer,
    )
    count = 1 + (at * at) % 7
    return [_row(people, officer, producer, commune, at + n) for n in range(count)]


def _row(people: People, officer, producer: Producer, commune: Place, turn: int) -> Recognition:
    months = MONTHS_AGO[turn % len(MONTHS_AGO)]
    day = _signed(months)
    goods, group = GOODS[turn % len(GOODS)]
    name = f"{goods} {commune.name}"
    return Recognition(
        producer=producer,
        product=Product(producer=producer, name=name, created_by=officer),
        decision=PaperDecision(people.province, Level.PROVINCE, f"{100 + months}/QĐ-UBND", day),
        printed={
            "commune": commune,
            "stars": 4 if turn % 4 == 0 else 3,
            "product_name": name,
            "listed_group": group,
            "producer_name": producer.name,
            "address": address_of(commune),
            "valid_until": months_later(day, VALID_MONTHS),
        },
    )


def _signed(months: int) -> date:
    return months_later(clock.today() - timedelta(days=3), -months)
