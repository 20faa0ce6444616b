"""The page of the year's rounds counts the requests of each, and lists what earlier rules left."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from evaluations.queries.yearly_rounds import leftovers, province_rounds, regime_with_rounds
from ocop.core import clock
from registrations.models import Dossier
from tests.factories.registrations import accepted_dossier


@pytest.fixture
def dossier(cast):
    return accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )


def hand_in(dossier: Dossier, day: date) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(handed_in_at=clock.start_of(day))


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        (date(2026, 4, 29), 1, 0),
        (date(2026, 4, 30), 0, 1),
        (date(2026, 10, 29), 0, 1),
        (date(2026, 10, 30), 0, 0),
    ],
)
def test_a_request_counts_in_the_round_of_its_day(cast, dossier, day, first, second):
    hand_in(dossier, day)
    regime = regime_with_rounds(2026)
    rows = province_rounds(Dossier.objects.visible_to(cast.province_officer), regime, 2026)

    assert [(row.requests, row.waiting) for row in rows] == [(first, first), (second, second)]


def test_a_year_of_earlier_rules_has_no_rounds(cast):
    assert regime_with_rounds(2024) is None


def test_an_earlier_dossier_is_listed_with_its_last_day(cast):
    old = accepted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer)
    hand_in(old, date(2026, 5, 1))
    (one,) = leftovers(Dossier.objects.filter(pk=old.pk), regime_with_rounds(2026))

    assert one.due_on == date(2026, 7, 21)


def test_the_page_shows_rounds_to_those_who_send_and_assess(cast, client, dossier):
    client.force_login(cast.province_officer)
    page = client.get(reverse("evaluations:yearly-rounds") + "?nam=2026")

    assert [len(rows) for _name, rows in page.context["page"].parts] == [2, 2]
    assert client.get(reverse("evaluations:yearly-rounds") + "?nam=abc").status_code == 200
