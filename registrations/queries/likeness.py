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
from registrations.choices import IdeaState
from registrations.models import Idea, Producer, Product
from registrations.rules import (
    Likeness,
    near_names,
    plain_phone,
    root_of_tax_code,
    same_phone,
    same_tax_code,
)

LIKENESS_WORDS = {
    Likeness.TAX_CODE: gettext_lazy("cùng mã số thuế"),
    Likeness.PHONE: gettext_lazy("cùng điện thoại"),
    Likeness.NAME: gettext_lazy("tên gần giống"),
}


def in_words(reasons: Iterable[Likeness]) -> str:
    return ", ".join(str(LIKENESS_WORDS[reason]) for reason in reasons)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A producer on record that may be the one being entered, and why."""

    producer: Producer
    reasons: tuple[Likeness, ...]

    @property
    def why(self) -> str:
        return in_words(self.reasons)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A commune of the province that has somebody on record who may be the one being entered: which one to
    ask and why, and nothing of whom it has (ADR 0026).
    """

    commune: Place
    reasons: tuple[Likeness, ...]

    @property
    def why(self) -> str:
        return in_words(self.reasons)


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


def communes_that_know(
    actor: User, *, commune: Place, registration_number: str, phone: str, apart_from: int | None = None
) -> list[Elsewhere]:
    """Communes of the same province, outside the actor's, with a producer under this tax code or phone."""
    root, dialled = root_of_tax_code(registration_number), plain_phone(phone)
    shared = Q(registration_number__startswith=root) if root else Q(pk__in=())
    if dialled:
        shared |= ~Q(phone="")
    own: Scope = scope_of(actor).only(Role.COMMUNE_OFFICER)
    others = Producer.objects.filter(shared, commune__today_path__startswith=commune.province_path)
    foreign = others.exclude(pk=apart_from).exclude(pk__in=Producer.objects.within(own).values("pk"))
    found: dict[int, dict[Likeness, None]] = {}
    for place, number, known in foreign.values_list("commune", "registration_number", "phone"):
        for reason in _shared(number, known, registration_number, phone):
            found.setdefault(place, {})[reason] = None
    places = Place.objects.in_bulk(found)
    return [Elsewhere(places[pk], tuple(reasons)) for pk, reasons in sorted(found.items())]


def _reasons(producer: Producer, *, name: str, number: str, phone: str) -> Iterable[Likeness]:
    yield from _shared(producer.registration_number, producer.phone, number, phone)
    if name and near_names(producer.name, name):
        yield Likeness.NAME


def _shared(known_number: str, known_phone: str, number: str, phone: str) -> Iterable[Likeness]:
    if same_tax_code(known_number, number):
        yield Likeness.TAX_CODE
    if same_phone(known_phone, phone):
        yield Likeness.PHONE


def ideas_like(idea: Idea) -> list[Idea]:
    """Ideas of the same cycle and place that still count, with a near name by somebody of a near name."""
    others = Idea.objects.filter(cycle=idea.cycle, commune__today_path=idea.commune.today_path)
    counted = others.exclude(pk=idea.pk).exclude(state=IdeaState.WITHDRAWN).order_by("sort_key", "pk")
    return [
        other
        for other in counted
        if near_names(other.product_name, idea.product_name)
        and near_names(other.proposer_name, idea.proposer_name)
    ]


def products_like(producer: Producer, name: str, *, apart_from: int | None = None) -> list[Product]:
    """The producer's own products whose names are near to this one."""
    others = producer.products.exclude(pk=apart_from).order_by("sort_key", "pk")
    return [product for product in others if near_names(product.name, name)]
