"""Number books: no gap, no repeat."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from ocop.documents.choices import EntryState
from ocop.documents.models import NumberEntry
from ocop.documents.services import spoil_number, take_number
from tests.factories.places import make_place


@pytest.fixture
def issuer(db):
    return make_place("province", "Đồng Tháp", "82")


def take(issuer, **changes) -> int:
    with transaction.atomic():
        return take_number(**{"issuer": issuer, "series": "GCN-OCOP", "year": 2026} | changes).number


def test_numbers_count_from_one_for_each_series_and_year(issuer):
    assert [
        take(issuer),
        take(issuer),
        take(issuer, year=2027),
        take(issuer, series="PĐK"),
        take(issuer),
    ] == [
        1,
        2,
        1,
        1,
        3,
    ]


def test_a_number_whose_use_fails_is_given_again(issuer):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take_number(issuer=issuer, series="GCN-OCOP", year=2026)
        raise ZeroDivisionError

    assert take(issuer) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_never_taken_outside_a_transaction():
    issuer = make_place("province", "Đồng Tháp", "82")

    with pytest.raises(RuntimeError):
        take_number(issuer=issuer, series="GCN-OCOP", year=2026)


def test_a_spoiled_number_stays_accounted_for(issuer):
    with transaction.atomic():
        entry = take_number(issuer=issuer, series="GCN-OCOP", year=2026)

    assert spoil_number(entry).state == EntryState.SPOILED
    assert take(issuer) == 2


def counted(issuer, how) -> list[int]:
    """The numbers eight threads get that all start at once, five each."""
    start, taken = Barrier(8), []

    def work() -> None:
        start.wait()
        for _turn in range(5):
            taken.append(how(issuer))
        connection.close()

    threads = [Thread(target=work) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(taken)


def without_a_lock(issuer) -> int:
    """What the book would do if it read and then wrote without locking its row."""
    with transaction.atomic():
        last = NumberEntry.objects.filter(book__issuer=issuer, book__series="X").count()
        return last + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_forty_numbers_taken_at_once_are_one_to_forty():
    issuer = make_place("province", "Đồng Tháp", "82")

    assert len(set(counted(issuer, without_a_lock))) < 40, "the fault must be seen without the lock"
    assert counted(issuer, take) == list(range(1, 41))
