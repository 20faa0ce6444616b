"""Whose certificates look how, and who may say so."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluations.models import CertificateTemplate, Council
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import CERTIFIERS, Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place

SETTERS = frozenset({Role.ADMINISTRATOR})
READERS = SETTERS | CERTIFIERS


def template_of(place: Place) -> CertificateTemplate:
    """What a place chose; where it chose nothing, the portal's own look, not kept."""
    return CertificateTemplate.objects.filter(place=place).first() or CertificateTemplate(place=place)


def issuing_places(person: User, roles: frozenset[Role] = READERS) -> QuerySet[Place]:
    """The places in reach that issue certificates: provinces of today, and districts with a council."""
    reached = Place.objects.filter(scope_of(person).only(*roles).place(""))
    councils = Council.objects.filter(place=OuterRef("pk"))
    today = clock.today()
    in_force = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    issuing = (Q(level=PlaceLevel.PROVINCE) & in_force) | (Q(level=PlaceLevel.DISTRICT) & Q(Exists(councils)))
    return reached.filter(issuing).order_by("-level", "sort_key", "pk")


def roles_at(person: User, place: Place) -> frozenset[Role]:
    """The roles under which somebody reads or sets how a place's certificates look."""
    scope = scope_of(person)
    return frozenset(
        role
        for role in READERS & scope.roles
        if Place.objects.filter(scope.only(role).place(""), pk=place.pk).exists()
    )
