"""Producers and their products."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, refuse_first
from ocop.core.roles import Role
from ocop.core.text import clean, search_key, sort_key
from ocop.localities.models import Place
from registrations import rules
from registrations.choices import ENTERPRISES
from registrations.models import Producer, Product
from registrations.queries.faults import (
    faults_of_producer,
    faults_of_size,
    name_in_use,
    number_in_use,
)
from registrations.queries.likeness import communes_that_know, producers_like, products_like
from registrations.services.doors import locked, refuse_foreign_commune, refuse_without

OFFICER = frozenset({Role.COMMUNE_OFFICER})
PRODUCER_FIELDS = (
    "kind",
    "name",
    "registration_number",
    "registered_on",
    "representative_name",
    "representative_position",
    "commune",
    "address",
    "phone",
    "email",
)
IN_THE_TRAIL = ("kind", "name", "registration_number", "registered_on", "commune")
"""What the trail keeps of a producer: nothing about persons."""
FIGURES = ("sector", "insured_employees", "revenue_vnd", "capital_vnd", "figures_year")
"""What an enterprise is classed by."""
PRODUCT_FIELDS = ("name", "packaging", "description", "story")


class MaybeKnown(RuleViolation):
    """What is being entered may be on record already: the officer looks at `candidates` and says so."""

    def __init__(self, message: str, candidates: Sequence[Any]) -> None:
        super().__init__(message)
        self.candidates = candidates


@transaction.atomic
def create_producer(
    *,
    actor: User,
    commune: Place,
    apart_from: Collection[int] | None = None,
    apart_from_communes: Collection[int] = (),
    **fields: Any,
) -> Producer:
    """Register a producer at a commune of the actor's. `fields` are those of `PRODUCER_FIELDS`.

    `apart_from` are the keys of the producers that the actor has looked at and calls others; None asks
    nothing. `apart_from_communes` are those of communes outside the actor's that have somebody alike on
    record, who is another. Raises `MaybeKnown` for others that this one may be, and `RuleViolation` outside
    the actor's communes, for a number of the wrong shape and for one in use.
    """
    refuse_foreign_commune(actor, commune)
    producer = Producer(commune=commune, created_by=actor)
    _fill_producer(producer, fields)
    if apart_from is not None:
        _refuse_maybe_known(actor, producer, apart_from, apart_from_communes)
    _save_producer(actor, producer)
    record(
        actor=actor,
        verb="producer.create",
        subject=producer,
        role=Role.COMMUNE_OFFICER,
        after=snapshot(producer, *IN_THE_TRAIL),
        **_told_apart(apart_from, apart_from_communes),
    )
    return producer


@transaction.atomic
def update_producer(
    *,
    actor: User,
    producer: Producer,
    version: int | None = None,
    apart_from: Collection[int] | None = None,
    apart_from_communes: Collection[int] = (),
    **fields: Any,
) -> Producer:
    """Change a producer's particulars; dossiers that were filed keep the words they were signed with.

    Raises `Stale`, and what `create_producer` raises; `MaybeKnown` only for what this change makes alike.
    """
    producer = locked(producer, version)
    role = refuse_without(actor, producer, OFFICER)
    before, known_by = snapshot(producer, *IN_THE_TRAIL), _known_by(producer)
    if (commune := fields.get("commune")) and commune.pk != producer.commune_id:
        refuse_foreign_commune(actor, commune)
    _fill_producer(producer, fields)
    if apart_from is not None:
        _refuse_maybe_known(actor, producer, apart_from, apart_from_communes, before=known_by)
    producer.version += 1
    _save_producer(actor, producer)
    for product in Product.objects.select_for_update(of=("self",)).filter(producer=producer):
        product.search_key = _product_key(product.name, producer)
        product.save(update_fields=["search_key"])
    record(
        actor=actor,
        verb="producer.update",
        subject=producer,
        role=role,
        before=before,
        after=snapshot(producer, *IN_THE_TRAIL),
        **_told_apart(apart_from, apart_from_communes),
    )
    return producer


def _known_by(producer: Producer) -> dict[str, Any]:
    """What a producer is recognised by: where it is called so, its number, its phone."""
    return {
        "name": (producer.name, producer.commune_id),
        "registration_number": producer.registration_number,
        "phone": producer.phone,
    }


def _told_apart(apart_from: Collection[int] | None, communes: Collection[int]) -> dict[str, list[int]]:
    """What an event keeps of those that were called others."""
    told = {"apart_from": sorted(apart_from or ()), "apart_from_communes": sorted(communes)}
    return {name: keys for name, keys in told.items() if keys}


def _refuse_maybe_known(
    actor: User,
    producer: Producer,
    apart_from: Collection[int],
    apart_from_communes: Collection[int],
    *,
    before: Mapping[str, Any] | None = None,
) -> None:
    """Raise `MaybeKnown` for those that share what is new: with `before`, what it was known by, the rest.

    A number that is in use is for `_save_producer` to refuse.
    """
    new = {name for name, value in _known_by(producer).items() if not before or before[name] != value}
    known = {name: getattr(producer, name) if name in new else "" for name in _known_by(producer)}
    where = {"commune": producer.commune, "apart_from": producer.pk}
    others = Producer.objects.exclude(pk=producer.pk)
    if others.filter(registration_number=producer.registration_number).exists():
        return
    alike = producers_like(actor, **where, **known)
    known.pop("name")
    elsewhere = communes_that_know(actor, **where, **known)
    if any(candidate.producer.pk not in apart_from for candidate in alike) or any(
        known.commune.pk not in apart_from_communes for known in elsewhere
    ):
        raise MaybeKnown(
            _("Chủ thể này có thể đã được đăng ký. Hãy xem các chủ thể dưới đây."), [*alike, *elsewhere]
        )


@transaction.atomic
def write_company_figures(
    *,
    actor: User,
    producer: Producer,
    sector: str,
    insured_employees: Decimal,
    revenue_vnd: int,
    capital_vnd: int,
    figures_year: int,
    version: int | None = None,
) -> Producer:
    """Write the figures by which an enterprise is classed (80/2021/NĐ-CP Art. 5); money in whole đồng.

    `insured_employees` is the yearly average in social insurance. Raises `Stale`, and `RuleViolation` for a
    producer that is no enterprise, for figures below zero and for a year to come.
    """
    producer = locked(producer, version)
    role = refuse_without(actor, producer)
    if producer.kind not in ENTERPRISES:
        raise RuleViolation(_("Chỉ doanh nghiệp mới xếp theo quy mô."))
    if min(insured_employees, revenue_vnd, capital_vnd) < 0:
        raise RuleViolation(_("Số liệu không thể âm."))
    refuse_first(faults_of_size(figures_year))
    before = snapshot(producer, *FIGURES)
    producer.sector, producer.insured_employees = sector, insured_employees
    producer.revenue_vnd, producer.capital_vnd = revenue_vnd, capital_vnd
    producer.figures_year = figures_year
    producer.version += 1
    producer.save(update_fields=[*FIGURES, "version"])
    record(
        actor=actor,
        verb="producer.figures",
        subject=producer,
        role=role,
        before=before,
        after=snapshot(producer, *FIGURES),
    )
    return producer


def _fill_producer(producer: Producer, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in PRODUCER_FIELDS:
            raise TypeError(f"not a field of a producer: {name}")
        setattr(producer, name, value)
    producer.registration_number = clean(producer.registration_number)
    refuse_first(
        faults_of_producer(
            kind=producer.kind,
            registration_number=producer.registration_number,
            registered_on=producer.registered_on,
            commune=producer.commune,
        )
    )
    if producer.kind not in ENTERPRISES:
        producer.sector = ""
        for name in FIGURES[1:]:
            setattr(producer, name, None)
    producer.name = clean(producer.name)
    producer.registration_number = rules.plain_number(producer.kind, producer.registration_number)
    producer.number_pending = False
    producer.search_key = search_key(f"{producer.name} {producer.registration_number}")[:300]
    producer.sort_key = sort_key(producer.name)


def _save_producer(actor: User, producer: Producer) -> None:
    try:
        with transaction.atomic():
            producer.save()
    except IntegrityError:
        refuse_first(number_in_use(actor, producer.registration_number, apart_from=producer.pk))
        raise


@transaction.atomic
def create_product(
    *,
    actor: User,
    producer: Producer,
    name: str,
    packaging: str = "",
    description: str = "",
    story: str = "",
    apart_from: Collection[int] | None = None,
) -> Product:
    """Add a product to a producer.

    `apart_from` are the keys of the producer's products that the actor calls others; None asks nothing.
    Raises `MaybeKnown` for near names, and `RuleViolation` for a name the producer already uses.
    """
    producer = locked(producer)
    role = refuse_without(actor, producer)
    product = Product(producer=producer, created_by=actor)
    _fill_product(product, {"name": name, "packaging": packaging, "description": description, "story": story})
    if apart_from is not None:
        _refuse_maybe_listed(product, apart_from)
    _save_product(product)
    record(
        actor=actor,
        verb="product.create",
        subject=product,
        role=role,
        after=snapshot(product, "producer", "name", "packaging"),
    )
    return product


@transaction.atomic
def update_product(
    *,
    actor: User,
    product: Product,
    version: int | None = None,
    apart_from: Collection[int] | None = None,
    **fields: Any,
) -> Product:
    """Change a product's words; dossiers that were filed keep theirs.

    Raises `Stale`, and what `create_product` raises; `MaybeKnown` only for a new name.
    """
    product = locked(product, version)
    role = refuse_without(actor, product)
    before, name = snapshot(product, "name", "packaging"), product.name
    _fill_product(product, fields)
    if apart_from is not None and product.name != name:
        _refuse_maybe_listed(product, apart_from)
    product.version += 1
    _save_product(product)
    record(
        actor=actor,
        verb="product.update",
        subject=product,
        role=role,
        before=before,
        after=snapshot(product, "name", "packaging"),
    )
    return product


def _refuse_maybe_listed(product: Product, apart_from: Collection[int]) -> None:
    near = products_like(product.producer, product.name, apart_from=product.pk)
    alike = [other for other in near if other.name != product.name]
    if any(other.pk not in apart_from for other in alike):
        raise MaybeKnown(_("Chủ thể đã có sản phẩm tên gần giống. Hãy xem các sản phẩm dưới đây."), alike)


def _fill_product(product: Product, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in PRODUCT_FIELDS:
            raise TypeError(f"not a field of a product: {name}")
        setattr(product, name, value)
    product.name = clean(product.name)
    product.search_key = _product_key(product.name, product.producer)
    product.sort_key = sort_key(product.name)


def _product_key(name: str, producer: Producer) -> str:
    return search_key(f"{name} {producer.name}")[:600]


def _save_product(product: Product) -> None:
    try:
        with transaction.atomic():
            product.save()
    except IntegrityError:
        refuse_first(name_in_use(product.producer, product.name, apart_from=product.pk))
        raise
