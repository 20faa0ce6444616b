"""A page of a list asks the database the same, however many rows it shows: the number of `list_queries.csv`.

When a list is new or asks more or less, run this file with `WRITE_QUERIES=1` and commit the difference.
"""

import csv
import os
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ui.listing import Listing
from tests.architecture.lists import list_routes, reader_of

TABLE = Path(__file__).with_name("list_queries.csv")
pytestmark = pytest.mark.django_db


def questions(client, route: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(route)).status_code == 200
    return len(asked)


def three_of_each(listing: Listing) -> list:
    """Every row three times, each as it came from the database."""
    rows = list(listing.page.object_list)
    return [*rows, *deepcopy(rows), *deepcopy(rows)]


def test_a_list_asks_the_same_for_one_row_and_for_three(client, listed_world, monkeypatch):
    once, thrice = {}, {}
    for route in list_routes():
        client.force_login(reader_of(route, listed_world))
        questions(client, route)  # what is kept in memory has been read by now
        once[route] = questions(client, route)
        with monkeypatch.context() as patch:
            patch.setattr(Listing, "rows", property(three_of_each))
            thrice[route] = questions(client, route)

    assert thrice == once
    if os.environ.get("WRITE_QUERIES"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file, lineterminator="\n")
            sheet.writerows([("route", "queries"), *once.items()])
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert once == {row["route"]: int(row["queries"]) for row in csv.DictReader(file)}
