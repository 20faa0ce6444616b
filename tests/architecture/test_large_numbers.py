"""A number in an address that no row can have is an address that does not exist."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.routes import routes
from tests.architecture.test_permissions import written
from tests.architecture.world import World, build_world

NO_ROW = 99_999_999_999_999_999_999
"""Twenty digits: beyond every integer a database keeps."""
NOT_BY_GET = HTTPStatus.METHOD_NOT_ALLOWED
NESTED = {
    ("evaluations:sheet-tick", "criterion"),
    ("evaluations:item-lab-result", "lab_result"),
    ("evaluations:item-paper", "evidence"),
    ("evaluations:item-sheet-type", "seat"),
    ("registrations:evidence-uncite", "citation"),
}
"""Addresses with two numbers: the second is looked up only by who reaches the first."""
OPENED = ("200", "405", "302")
"""How the permission table says that somebody reached the row of an address."""
pytestmark = pytest.mark.django_db


def reader_of(answers: Mapping[str, str]) -> str:
    """Somebody who reaches the rows of an address, so that its last number is looked up as well."""
    signed_out = {"cong_dan"} if answers["cong_dan"] != "200" else set()
    return next(
        who for said in OPENED for who, answer in answers.items() if answer == said and who not in signed_out
    )


def numbered(world: World) -> Iterator[tuple[str, str, str]]:
    """Every address with a number, once for each number in it, which no row has; the others are rows."""
    for name, route in routes():
        converters = route.pattern.converters
        for each in (c for c in converters if c == "pk" or c in world.rows):
            yield name, each, reverse(name, kwargs=world.arguments(name, converters) | {each: NO_ROW})


@pytest.mark.walk
def test_a_number_beyond_every_row_is_not_found(cast):
    world, table = build_world(cast), written()
    clients = {who: Client() for who in world.people}
    for who, person in world.people.items():
        if person is not None:
            clients[who].force_login(person)

    answers = []
    for name, each, address in numbered(world):
        reader, whole_form = clients[reader_of(table[name])], {"form_key": uuid4(), "version": 1}
        answers.append((name, each, reader.get(address).status_code))
        answers.append((name, each, reader.post(address, whole_form).status_code))

    asked = {(name, each) for name, each, _code in answers}
    assert asked >= {("catalogue:product-detail", "pk"), *NESTED}
    assert [answer for answer in answers if answer[2] not in (HTTPStatus.NOT_FOUND, NOT_BY_GET)] == []
