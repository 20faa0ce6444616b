"""Who acts for which producer, and lists of producers and products."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ocop.access.scope import Post, scope_of
from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from registrations.models import Dossier, Producer, ProducerPost, Product


def producer_posts(user: User, day: date) -> Iterator[Post]:
    """The posts a person holds for producers on a day."""
    held = ProducerPost.objects.filter(user=user).held_on(day).select_related("producer").order_by("pk")
    for post in held:
        yield Post(role=Role.PRODUCER, body="producer", body_id=post.producer_id, title=str(post))


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
