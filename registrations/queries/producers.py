"""Who acts for which producer, and lists of producers and products."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ocop.access.scope import Given, HeldPost, Post, PostSource, scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.core.text import search_key
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from registrations import rules
from registrations.choices import HELPERS, ActingAs
from registrations.models import Dossier, Producer, ProducerPost, Product
from registrations.rules import NumberShape


def _for_producers(user: Given, day: Given) -> QuerySet[ProducerPost]:
    return ProducerPost.objects.filter(user=user).held_on(day)


def _told_of_producer(held: HeldPost) -> Iterator[Post]:
    title = str(ProducerPost(kind=held.kind, producer=Producer(name=held.name)))
    yield Post(role=Role.PRODUCER, body="producer", body_id=held.body_id, title=title)


PRODUCER_POSTS = PostSource(
    _for_producers, _told_of_producer, kind="kind", name="producer__name", body_id="producer"
)
"""The posts that people hold for producers."""


def number_fault(kind: str, number: str) -> str:
    """What is wrong with the number under which a producer of this kind is registered; empty when nothing."""
    match rules.number_problem(kind, number):
        case NumberShape.NOT_A_TAX_CODE:
            return _("Mã số thuế có 10 chữ số, của chi nhánh có 13. Hãy xem lại.")
        case NumberShape.NOT_A_LICENCE:
            return _(
                "Số giấy đăng ký có từ 4 ký tự: chữ, các dấu . / - và ít nhất một chữ số."
                " Hãy ghi đúng như trên giấy."
            )
    return ""


def acting_for(producer: Producer) -> QuerySet[ProducerPost]:
    """The posts of those who act for a producer today, representatives first. The caller has checked the
    reader's reach.
    """
    helps = Case(When(kind=ActingAs.REPRESENTATIVE, then=0), default=1)
    held = ProducerPost.objects.filter(producer=producer).held_on(clock.today())
    return held.select_related("user", "producer").order_by(helps, "pk")


def represents(person: User, producer: Producer) -> bool:
    """Whether a person is a representative of the producer today: who hands in, confirms and invites."""
    held = ProducerPost.objects.filter(user=person, producer=producer, kind=ActingAs.REPRESENTATIVE)
    return held.held_on(clock.today()).exists()


def known_person(username: str, full_name: str) -> User | None:
    """Who has this sign-in already and is called so; a name that differs is refused as any taken sign-in is,
    so that nobody learns whose it is.
    """
    person = User.objects.filter(username=User.normalize_username(username), is_active=True).first()
    same = person is not None and search_key(person.full_name) == search_key(full_name)
    return person if same else None


def roles_to_end(person: User, post: ProducerPost) -> frozenset[Role]:
    """The roles that end a post: the commune's officer any, a representative those of helpers."""
    helps = post.kind in HELPERS and represents(person, post.producer)
    return frozenset({Role.COMMUNE_OFFICER, Role.PRODUCER} if helps else {Role.COMMUNE_OFFICER})


def last_day_to_help(today: date) -> date:
    """The last day to which an accountant or a consultant may be invited (`HELPER_MONTHS`)."""
    return clock.months_later(today, settings.HELPER_MONTHS)


def producer_rows(producers: QuerySet[Producer]) -> QuerySet[Producer]:
    """Producers with their place and `products_count`."""
    counted = Product.objects.filter(producer=OuterRef("pk")).order_by().values("producer")
    count = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return producers.select_related("commune").annotate(products_count=Coalesce(count, 0))


def product_rows(products: QuerySet[Product]) -> QuerySet[Product]:
    """Products with their producer and place, and `dossiers_count`."""
    counted = Dossier.objects.filter(product=OuterRef("pk")).order_by().values("product")
    count = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return products.select_related("producer__commune").annotate(dossiers_count=Coalesce(count, 0))


def own_communes(person: User) -> QuerySet[Place]:
    """The communes this person is the officer of: those of today before the former ones."""
    scope = scope_of(person).only(Role.COMMUNE_OFFICER)
    return (
        Place.objects.filter(scope.place(""))
        .at_level(PlaceLevel.COMMUNE)
        .order_by(F("valid_to").desc(nulls_first=True), "sort_key", "pk")
    )
