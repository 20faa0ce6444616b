"""Whose certificates look how, and who may say so."""

from __future__ import annotations

from base64 import b64encode

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from evaluations.choices import Background
from evaluations.models import CertificateTemplate, Council
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import CERTIFIERS, Role
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place

SETTERS = frozenset({Role.ADMINISTRATOR})
READERS = SETTERS | CERTIFIERS


def template_of(place: Place) -> CertificateTemplate:
    """What a place chose; where it chose nothing, the portal's own look, not kept."""
    return CertificateTemplate.objects.filter(place=place).first() or CertificateTemplate(place=place)


def ground_of(chosen: CertificateTemplate) -> str:
    """What lies under the words, as a renderer takes it: “ornament”, “blank”, or a picture as a data address.
    Raises `RuleViolation` where its file is gone.
    """
    if chosen.background != Background.PICTURE:
        return str(chosen.background)
    try:
        with default_storage.open(chosen.picture.name) as file:
            return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"
    except FileNotFoundError:
        raise RuleViolation(_("Tệp ảnh nền không còn trong kho. Quản trị cổng hãy tải lại.")) from None


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
