"""Writing lists of products in bulk: producers, products, and the draft dossiers of registrations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.text import search_key, sort_key
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import rules_of
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.models import Dossier, Producer, Product

BATCH = 1_000
PRODUCER_CHANGES = (
    "registration_number",
    "number_pending",
    "representative_name",
    "phone",
    "email",
    "address",
    "search_key",
)
PRODUCT_CHANGES = ("packaging",)


@dataclass(slots=True, kw_only=True)
class Listed:
    """A producer and its product as a row has them; what is kept already, and the row has otherwise."""

    producer: Producer
    product: Product
    new_producer: dict[str, object] = field(default_factory=dict)
    new_product: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Registration(Listed):
    """One row as it would be written. Without `dossier_commune` the product has its dossier in the cycle."""

    dossier_commune: Place | None
    registration_type: str
    criteria_set: CriteriaSet | None
    address: str


def write_registrations(
    *, actor: User, cycle: Cycle, regime: Regime, rows: Sequence[tuple[Registration, bool]]
) -> dict[str, int]:
    """Write rows in the caller's transaction; the flag says whether the row's changes were taken.

    Returns how many of each were written. Raises `IntegrityError` where somebody was faster.
    """
    written = write_products(actor=actor, rows=rows)
    drafts = (
        draft_dossier(row, cycle=cycle, regime=regime, actor=actor)
        for row, _taken in rows
        if row.dossier_commune is not None
    )
    count = 0
    while chunk := list(islice(drafts, BATCH)):
        count += len(Dossier.objects.bulk_create(chunk))
    changed = written.pop(_("dòng sửa"))
    return {**written, _("hồ sơ nháp"): count, _("dòng sửa"): changed}


def write_products(*, actor: User, rows: Iterable[tuple[Listed, bool]]) -> dict[str, int]:
    """Write the producers and products of rows in the caller's transaction, each once.

    The flag says whether the row's changes were taken. Returns how many of each were written. Raises
    `IntegrityError` where somebody was faster.
    """
    producers: dict[int, Producer] = {}
    products: dict[int, Product] = {}
    changed: dict[int, tuple[Producer, dict]] = {}
    changed_products: dict[int, tuple[Product, dict]] = {}
    for row, taken in rows:
        if row.producer.pk is None:
            producers[id(row.producer)] = row.producer
        elif taken and row.new_producer:
            changed[row.producer.pk] = (row.producer, row.new_producer)
        if row.product.pk is None:
            products[id(row.product)] = row.product
        elif taken and row.new_product:
            changed_products[row.product.pk] = (row.product, row.new_product)
    for producer in producers.values():
        keyed(producer)
    Producer.objects.bulk_create(producers.values(), batch_size=BATCH)
    _update_producers(actor, changed.values())
    for product in products.values():
        keyed_product(product)
    Product.objects.bulk_create(products.values(), batch_size=BATCH)
    _update_products(actor, changed_products.values())
    return {
        _("chủ thể mới"): len(producers),
        _("sản phẩm mới"): len(products),
        _("dòng sửa"): len(changed) + len(changed_products),
    }


def draft_dossier(row: Registration, *, cycle: Cycle, regime: Regime, actor: User) -> Dossier:
    """The draft of a row, prefilled from its producer as `start_dossier` does."""
    producer = row.producer
    samples = rules_of(regime).samples_for(row.criteria_set.group) if row.criteria_set else None
    return Dossier(
        product=row.product,
        producer=producer,
        commune=row.dossier_commune,
        cycle=cycle,
        regime=regime,
        criteria_set=row.criteria_set,
        registration_type=row.registration_type,
        organisation_name=producer.name,
        legal_rep_name=producer.representative_name,
        legal_rep_position=producer.representative_position,
        contact_address=row.address,
        phone=producer.phone,
        email=producer.email,
        product_name=row.product.name,
        sample_count=samples,
        created_by=actor,
        sort_key=row.product.sort_key or sort_key(row.product.name),
        commune_sort_key=row.dossier_commune.sort_key,
    )


def keyed(producer: Producer) -> Producer:
    producer.search_key = search_key(f"{producer.name} {producer.registration_number}")[:300]
    producer.sort_key = sort_key(producer.name)
    return producer


def keyed_product(product: Product) -> Product:
    product.search_key = search_key(f"{product.name} {product.producer.name}")[:600]
    product.sort_key = sort_key(product.name)
    return product


def _update_producers(actor: User, changed: Iterable[tuple[Producer, dict]]) -> None:
    rows = []
    for producer, fields in changed:
        before = {name: getattr(producer, name) for name in fields if name == "registration_number"}
        for name, value in fields.items():
            setattr(producer, name, value)
        producer.number_pending = not producer.registration_number
        producer.version += 1
        rows.append(keyed(producer))
        record(
            actor=actor,
            verb="producer.update",
            subject=producer,
            before=before,
            after={name: fields[name] for name in before},
            fields=sorted(fields),
        )
    _overwrite(Producer, rows, (*PRODUCER_CHANGES, "version"))


def _update_products(actor: User, changed: Iterable[tuple[Product, dict]]) -> None:
    rows = []
    for product, fields in changed:
        before = {name: getattr(product, name) for name in fields}
        for name, value in fields.items():
            setattr(product, name, value)
        product.version += 1
        rows.append(product)
        record(actor=actor, verb="product.update", subject=product, before=before, after=fields)
    _overwrite(Product, rows, (*PRODUCT_CHANGES, "version"))


def _overwrite(model, rows: list, fields: tuple[str, ...]) -> None:
    """Many rows by their keys in one statement each batch; far faster than `bulk_update`."""
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
