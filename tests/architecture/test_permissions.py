"""The permission table: every address × everybody → what a GET answers. An address missing from it fails.

The table is `permissions.csv`, a line for each address, a column for each person. When an address is new or a
rule has changed, run this file with `WRITE_PERMISSIONS=1`, read the difference line by line, and commit
it: each changed cell is a decision about who may see what.
"""

import csv
import logging
import os
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from ocop.accounts import queries
from ocop.accounts.models import User
from tests.architecture.routes import routes
from tests.architecture.world import World, build_world

TABLE = Path(__file__).with_name("permissions.csv")
pytestmark = pytest.mark.django_db


@dataclass
class Answers:
    people: list[str]
    rows: dict[str, list[str]] = field(default_factory=dict)


def asked(world: World) -> Answers:
    """What everybody is answered at every address; nothing is written, since all of it is GET."""
    people = world.people
    answers = Answers(list(people))
    clients: dict[str, Client] = {}
    for name, person in people.items():
        clients[name] = Client()
        if person is not None:
            clients[name].force_login(person)
    for name, route in sorted(routes(), key=lambda pair: pair[0]):
        address = reverse(name, kwargs=world.arguments(name, route.pattern.converters))
        answers.rows[name] = [str(clients[who].get(address).status_code) for who in people]
    return answers


def written() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("route"): row for row in csv.DictReader(file)}


def write(answers: Answers) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(["route", *answers.people])
        sheet.writerows([name, *row] for name, row in answers.rows.items())


@pytest.fixture
def quick(monkeypatch, settings):
    """Thousands of answers in one test: what would be asked or said alike each time is so once.

    Nobody changes while all of it is GET: a person and the posts are read once, and who is signed in is kept
    in memory. A refusal is its number, since `tests/unit/ui/test_error_pages.py` reads its page. The number
    stands before a page is laid out, so that is done for the first alone who opens an address.
    """
    kept = cache(lambda pk: queries.posts_of(User.objects.get(pk=pk)))
    monkeypatch.setattr(User, "posts", lambda person: kept(person.pk))
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    person_of = cache(lambda key: auth.get_user_model().objects.get(pk=key))
    monkeypatch.setattr(auth, "get_user", lambda request: signed_in(request, person_of))
    for name, status in (("handler403", 403), ("handler404", 404)):
        monkeypatch.setattr(f"ocop.urls.{name}", refused_with(status), raising=False)
    monkeypatch.setattr(Template, "render", laid_out_once(Template.render))
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def signed_in(request: HttpRequest, person_of: Callable[[str], User]) -> User | AnonymousUser:
    key = request.session.get(auth.SESSION_KEY)
    return copy(person_of(key)) if key else AnonymousUser()


def laid_out_once(render: Callable[..., str]) -> Callable[..., str]:
    seen: set[tuple[str, str]] = set()

    def laid_out(template: Template, context: dict | None = None, request: HttpRequest | None = None) -> str:
        page = (request.path, template.template.name) if request else None
        if page in seen:
            return ""
        if page:
            seen.add(page)
        return render(template, context, request)

    return laid_out


def refused_with(status: int) -> Callable[..., HttpResponse]:
    return lambda request, exception: HttpResponse(status=status)


@pytest.mark.walk
def test_everybody_is_answered_as_the_table_says(cast, quick):
    answers = asked(build_world(cast))
    if os.environ.get("WRITE_PERMISSIONS"):
        write(answers)
    table = written()

    differing = [
        f"{name}, {who}: {answer} instead of {table.get(name, {}).get(who, 'a line in the table')}"
        for name, row in answers.rows.items()
        for who, answer in zip(answers.people, row, strict=True)
        if table.get(name, {}).get(who) != answer
    ]
    assert differing == []
    assert set(table) == set(answers.rows), "the table names addresses that are gone"


def test_nothing_fails_and_nobody_from_elsewhere_sees_a_row():
    table = written()
    private = {
        name: row
        for name, row in table.items()
        if row["cong_dan"] == "302" and row["can_bo_xa"] != row["tinh_khac"]
    }

    assert not [name for name, row in table.items() if any(code.startswith("5") for code in row.values())]
    assert private, "the table must hold addresses that a neighbour cannot open"
