"""Failures are counted for each address, for a while."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from freezegun import freeze_time

from ocop.ui.throttle import Throttle, client_address

GUESSES = Throttle("test", limit=2, seconds=60)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def asks(address="10.0.0.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_an_address_is_slowed_down_at_its_limit_and_no_other():
    for _i in range(2):
        assert not GUESSES.is_spent(asks())
        GUESSES.count(asks())

    assert GUESSES.is_spent(asks())
    assert not GUESSES.is_spent(asks("10.0.0.2"))


def test_the_count_ends_after_its_time():
    with freeze_time("2026-11-24 03:00") as clock:
        GUESSES.count(asks())
        clock.tick(59)
        GUESSES.count(asks())
        assert GUESSES.is_spent(asks())
        clock.tick(2)

        assert not GUESSES.is_spent(asks())


def test_a_claimed_address_is_believed_only_from_the_own_proxy(settings):
    claimed = asks("10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")

    settings.BEHIND_TLS_PROXY = False
    assert client_address(claimed) == "10.0.0.1"
    settings.BEHIND_TLS_PROXY = True
    assert client_address(claimed) == "203.0.113.7"
