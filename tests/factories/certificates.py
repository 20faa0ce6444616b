"""Certificates straight into the database, with the shortest chain of rows that can stand behind one."""

import secrets
from datetime import date
from decimal import Decimal
from itertools import count

from django.utils import timezone

from evaluations.choices import DecisionState, Outcome, SessionState
from evaluations.models import Certificate, Council, Decision, DecisionLine, Grading, Item, Session
from evaluations.rules import CODE_ALPHABET
from ocop.core.clock import months_later
from ocop.core.roles import Level
from ocop.core.text import search_key, sort_key
from ocop.documents.models import NumberBook, NumberEntry
from ocop.localities.queries import address_of
from ocop.programme.models import Cycle
from registrations.choices import DossierState
from registrations.models import Dossier, Producer, Product

_numbers = count(1)
DECIDED_ON = date(2025, 6, 16)


def make_certificate(
    cast, *, producer: Producer | None = None, name: str = "Xoài sấy dẻo", **fields
) -> Certificate:
    """A certificate of 16/06/2025 by the district Cao Lãnh, for a product of the cast's cooperative."""
    producer = producer or cast.producer
    number, issuer = next(_numbers), fields.pop("issuer", cast.places.old_district)
    product = fields.pop("product", None) or make_named_product(producer, name)
    stars, valid_from = fields.pop("stars", 3), fields.pop("valid_from", DECIDED_ON)
    line = make_line(cast, product, issuer=issuer, stars=stars, decided_on=valid_from)
    book, _new = NumberBook.objects.get_or_create(issuer=issuer, series="GCN-OCOP", year=valid_from.year)
    return Certificate.objects.create(
        **{
            "line": line,
            "product": product,
            "issuer": issuer,
            "commune": producer.commune,
            "number_entry": NumberEntry.objects.create(book=book, number=number),
            "number": f"{number:02d}/{valid_from.year}",
            "stars": stars,
            "product_name": product.name,
            "producer_name": producer.name,
            "address": address_of(producer.commune),
            "product_code": f"87-873-{number:02d}-{valid_from.year}",
            "valid_from": valid_from,
            "valid_until": months_later(valid_from, 36),
            "token": secrets.token_urlsafe(16),
            "short_code": "".join(secrets.choice(CODE_ALPHABET) for _letter in range(8)),
            "issued_by": cast.district_officer,
        }
        | fields
    )


def make_named_product(producer: Producer, name: str, **fields) -> Product:
    return Product.objects.create(
        producer=producer,
        name=name,
        search_key=search_key(name),
        sort_key=sort_key(name),
        created_by=producer.created_by,
        **fields,
    )


def make_line(cast, product: Product, *, issuer, stars: int, decided_on: date) -> DecisionLine:
    """A signed decision that recognises the product, with the session and the dossier behind it."""
    decision = make_decision(cast, issuer=issuer, decided_on=decided_on)
    return add_line(cast, decision, product, stars=stars, position=1)


def signed_decision_with(cast, count: int, *, name: str = "Xoài sấy dẻo") -> Decision:
    """A signed decision that recognises `count` products, none of which has its certificate yet."""
    decision = make_decision(cast, issuer=cast.places.old_district, decided_on=DECIDED_ON)
    for position in range(1, count + 1):
        product = make_named_product(cast.producer, f"{name} {position}")
        add_line(
            cast, decision, product, stars=3, position=position, product_code=f"87-873-{next(_numbers)}-2025"
        )
    return decision


def make_decision(cast, *, issuer, decided_on: date) -> Decision:
    people = {"created_by": cast.district_officer}
    council = Council.objects.create(
        place=issuer,
        level=Level.DISTRICT,
        cycle=cast.cycle_148,
        name="Hội đồng huyện Cao Lãnh",
        decision_number=f"{next(_numbers)}/QĐ-UBND",
        decided_on=decided_on,
        **people,
    )
    session = Session.objects.create(
        council=council, held_on=decided_on, state=SessionState.PLANNED, **people
    )
    return Decision.objects.create(
        place=issuer,
        level=Level.DISTRICT,
        session=session,
        state=DecisionState.SIGNED,
        number=f"{next(_numbers)}/QĐ-UBND",
        decided_on=decided_on,
        number_year=decided_on.year,
        prepared_by=cast.district_officer,
        signed_at=timezone.now(),
        signed_by=cast.district_leader,
    )


def add_line(
    cast, decision: Decision, product: Product, *, stars: int, position: int, **fields
) -> DecisionLine:
    """The product as one more line of the decision; `fields` are the dossier's."""
    dossier = make_bare_dossier(
        product,
        cast.cycle_148,
        created_by=cast.officer,
        state=DossierState.RECOGNISED,
        stars=stars,
        handed_in_at=timezone.now(),
        handed_in_by=cast.officer,
        **fields,
    )
    item = Item.objects.create(
        session=decision.session, dossier=dossier, level=Level.DISTRICT, position=position
    )
    grading = Grading.objects.create(
        item=item,
        points_sum=Decimal(60),
        sheet_count=1,
        mean=Decimal(60),
        stars_by_points=stars,
        stars=stars,
    )
    return DecisionLine.objects.create(
        decision=decision, grading=grading, outcome=Outcome.RECOGNISE, stars=stars
    )


def handed_in(dossier: Dossier, actor) -> Dossier:
    """The dossier as if it had been handed in now, whatever it lacks."""
    said = {"state": DossierState.SUBMITTED, "handed_in_at": timezone.now(), "handed_in_by": actor}
    Dossier.objects.filter(pk=dossier.pk).update(**said)
    dossier.refresh_from_db()
    return dossier


def make_bare_dossier(product: Product, cycle: Cycle, *, created_by, **fields) -> Dossier:
    """A dossier in whatever state is asked for, without papers."""
    return Dossier.objects.create(
        **{
            "product": product,
            "producer": product.producer,
            "commune": product.producer.commune,
            "cycle": cycle,
            "regime": cycle.regime,
            "state": DossierState.DRAFT,
            "organisation_name": product.producer.name,
            "legal_rep_name": product.producer.representative_name,
            "product_name": product.name,
            "created_by": created_by,
            "sort_key": product.sort_key,
            "commune_sort_key": product.producer.commune.sort_key,
        }
        | fields
    )
