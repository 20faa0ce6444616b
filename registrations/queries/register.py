"""The producers, products and dossiers of a province in memory: what the rows of a list are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Q

from ocop.core.text import near_keys, spoken_key
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.models import Dossier, Producer, Product
from registrations.rules import NEAR_FROM, bare_names, name_key, plain_phone, root_of_tax_code

MOST_NEAR = 4
_PRODUCT = [column.attname for column in Product._meta.concrete_fields]


@dataclass(slots=True)
class Register:
    """Who is known where. Rows of a list that are yet to be written are entered like those that are kept.

    Producers are known by their number everywhere, by their name in one commune: that of today, so that an
    old commune and its heir are one place. `near` holds hashes: each name has as many keys as letters. By
    phone and by the root of their tax code they are known in the whole province. `kept` has the products of
    each producer as they were read: they become rows once a list names their owner.
    """

    by_number: dict[str, Producer] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Producer] = field(default_factory=dict)
    near: dict[int, list[Producer]] = field(default_factory=dict)
    by_phone: dict[str, list[Producer]] = field(default_factory=dict)
    by_root: dict[str, list[Producer]] = field(default_factory=dict)
    products: dict[tuple[int, str], Product] = field(default_factory=dict)
    products_of: dict[int, list[Product]] = field(default_factory=dict)
    kept: dict[int, list[tuple]] = field(default_factory=dict)
    in_cycle: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, path: str, *, cycle: Cycle | None = None) -> Register:
        """All producers at or below a place, then and today, with their products; dossiers of one cycle."""
        register = cls()
        here = Q(commune__path__startswith=path) | Q(commune__today_path__startswith=path)
        for producer in Producer.objects.filter(here).select_related("commune").order_by("pk"):
            register.enter(producer)
        elsewhere = Producer.objects.exclude(here).exclude(registration_number="")
        for producer in elsewhere.select_related("commune").iterator():
            register.by_number.setdefault(producer.registration_number, producer)
        owners = {producer.pk for producer in register.by_name.values()}
        rows = Product.objects.filter(producer__in=_here(path)).order_by("pk")
        for owner, *row in rows.values_list("producer", *_PRODUCT):
            if owner in owners:
                register.kept.setdefault(owner, []).append(row)
        if cycle is not None:
            filed = Dossier.objects.filter(cycle=cycle).exclude(state="withdrawn")
            register.in_cycle = set(filed.values_list("product", flat=True))
        return register

    def enter(self, producer: Producer) -> None:
        home = producer.commune.today_path
        self.by_name.setdefault((home, name_key(producer.name)), producer)
        self.know(producer)
        alone = [producer]
        for key in _near_keys(producer.name):
            known = self.near.setdefault(hash((home, key)), alone)
            if known is not alone:
                self.near[hash((home, key))] = [*known, producer]

    def know(self, producer: Producer) -> None:
        """By its number, and by the phone and the tax code that another one may share; also once more, when
        it got them later.
        """
        if producer.registration_number:
            self.by_number.setdefault(producer.registration_number, producer)
        phone, root = plain_phone(producer.phone), root_of_tax_code(producer.registration_number)
        for known, by in ((self.by_phone, phone), (self.by_root, root)):
            sharing = known.setdefault(by, []) if by else []
            if by and len(sharing) < MOST_NEAR and producer not in sharing:
                sharing.append(producer)

    def enter_product(self, product: Product) -> None:
        self.products.setdefault((id(product.producer), spoken_key(product.name)), product)

    def product_of(self, producer: Producer, name: str) -> Product | None:
        for row in self.kept.pop(producer.pk, ()):
            product = Product.from_db(Product.objects.db, _PRODUCT, row)
            product.producer = producer
            self.enter_product(product)
            self.products_of.setdefault(id(producer), []).append(product)
        return self.products.get((id(producer), spoken_key(name)))

    def products_near(self, producer: Producer, name: str) -> list[Product]:
        """The producer's products that are kept and whose name is one slip away; asked after `product_of`."""
        wanted, own = _near_keys(name), self.products_of.get(id(producer), ())
        return [row for row in own if not wanted.isdisjoint(_near_keys(row.name))][:MOST_NEAR]

    def producer_named(self, commune: Place, name: str) -> Producer | None:
        return self.by_name.get((commune.today_path, name_key(name)))

    def producers_near(
        self, commune: Place, name: str, *, number: str = "", phone: str = ""
    ) -> list[Producer]:
        """Producers of the same commune whose name is one slip away, or says the same with another form; and
        those of the province under the same tax code or phone.
        """
        found: dict[int, Producer] = {}
        for key in _near_keys(name):
            for producer in self.near.get(hash((commune.today_path, key)), ()):
                found.setdefault(id(producer), producer)
        for known, by in ((self.by_root, root_of_tax_code(number)), (self.by_phone, plain_phone(phone))):
            for producer in known.get(by, ()) if by else ():
                found.setdefault(id(producer), producer)
        return list(found.values())[:MOST_NEAR]


@lru_cache(maxsize=1_000)
def _near_keys(name: str) -> set[str]:
    """Two names that `near_names` takes for one have one of these in common; “số 1” and “số 2” are two."""
    return {key for bare in bare_names(name) for key in _keys_of(bare)}


def _keys_of(bare: str) -> Iterator[str]:
    numbers = "".join(char if char.isdigit() else " " for char in bare).split()
    keys = near_keys(bare) if len(bare) >= NEAR_FROM else {bare}
    return (f"{' '.join(numbers)}|{key}" for key in keys)


def _here(path: str) -> Iterator[int]:
    here = Q(commune__path__startswith=path) | Q(commune__today_path__startswith=path)
    return Producer.objects.filter(here).values("pk")
