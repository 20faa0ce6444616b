"""A number in an address that no row can have is an address that does not exist."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.routes import routes
from tests.architecture.test_access import PUBLIC_ROUTES
from tests.architecture.world import World, build_world

NO_ROW = 99_999_999_999_999_999_999
"""Twenty digits: beyond every integer a database keeps."""
SENT_AWAY = (403, 405)
"""Refused before any row is asked for: a page of another role, an address that takes POST only."""
pytestmark = pytest.mark.django_db


def numbered(world: World) -> Iterator[tuple[str, str]]:
    """Every address with a number, once for each number in it, which no row has."""
    for name, route in routes():
        converters = route.pattern.converters
        for each in (c for c in converters if c == "pk" or c in world.rows):
            yield name, reverse(name, kwargs=world.arguments(name, converters) | {each: NO_ROW})


def test_a_number_beyond_every_row_is_not_found(cast):
    world = build_world(cast)
    anybody, administrator = Client(), Client()
    administrator.force_login(world.people["quan_tri"])

    answers = []
    for name, address in numbered(world):
        reader = anybody if name in PUBLIC_ROUTES else administrator
        answers += [(name, reader.get(address).status_code), (name, reader.post(address).status_code)]

    assert "catalogue:product-detail" in dict(answers)
    assert [(name, code) for name, code in answers if code not in (404, *SENT_AWAY)] == []
