"""Producers and products that may be the one just being entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy

from ocop.access.scope import Scope, scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.localities.models import Place
from registrations.models import Producer, Product
from registrations.rules import Likeness, near_names, same_phone, same_tax_code

LIKENESS_WORDS = {
    Likeness.TAX_CODE: gettext_lazy("cùng mã số thuế"),
    Likeness.PHONE: gettext_lazy("cùng điện thoại"),
    Likeness.NAME: gettext_lazy("tên gần giống"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A producer on record that may be the one being entered, and why."""

    producer: Producer
    reasons: tuple[Likeness, ...]

    @property
    def why(self) -> str:
        return ", ".join(str(LIKENESS_WORDS[reason]) for reason in self.reasons)


def producers_like(
    actor: User,
    *,
    commune: Place,
    name: str,
    registration_number: str = "",
    phone: str = "",
    apart_from: int | None = None,
) -> list[Candidate]:
    """Producers within the actor's reach that may be this one: by tax code or phone anywhere in it, by a
    near name in the same place, the place it came from or the place it became; never `apart_from` itself.
    """
    own: Scope = scope_of(actor).only(Role.COMMUNE_OFFICER)
    here = Q(commune__today_path=commune.today_path)
    others = Producer.objects.within(own).exclude(pk=apart_from)
    known = others.select_related("commune").order_by("sort_key", "pk")
    neighbours = set(known.filter(here).values_list("pk", flat=True))
    found = []
    for producer in known:
        near = name if producer.pk in neighbours else ""
        reasons = tuple(_reasons(producer, name=near, number=registration_number, phone=phone))
        if reasons:
            found.append(Candidate(producer, reasons))
    return found


def _reasons(producer: Producer, *, name: str, number: str, phone: str) -> Iterable[Likeness]:
    if same_tax_code(producer.registration_number, number):
        yield Likeness.TAX_CODE
    if same_phone(producer.phone, phone):
        yield Likeness.PHONE
    if name and near_names(producer.name, name):
        yield Likeness.NAME


def products_like(producer: Producer, name: str, *, apart_from: int | None = None) -> list[Product]:
    """The producer's own products whose names are near to this one."""
    others = producer.products.exclude(pk=apart_from).order_by("sort_key", "pk")
    return [product for product in others if near_names(product.name, name)]
