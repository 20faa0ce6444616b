"""Numbers without gaps: taken from a locked counter row, in the transaction of what they number."""

from django.db import transaction

from ocop.documents.choices import EntryState
from ocop.documents.models import NumberBook, NumberEntry


def take_number(*, issuer, series: str, year: int, subject: object = "") -> NumberEntry:
    """The next number of a book. Must be called inside the transaction that uses it, so that both stand
    or fall.

    The lock on the book makes others wait until that transaction ends: no number is given twice, and a
    number whose use is rolled back is given again. Raises `RuntimeError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of what it numbers")
    NumberBook.objects.get_or_create(issuer=issuer, series=series, year=year)
    book = NumberBook.objects.select_for_update().get(issuer=issuer, series=series, year=year)
    book.last += 1
    book.save(update_fields=["last"])
    return NumberEntry.objects.create(book=book, number=book.last, subject=str(subject)[:200])


@transaction.atomic
def spoil_number(entry: NumberEntry) -> NumberEntry:
    """Write off a number that was given but cannot be used; it stays accounted for."""
    entry = NumberEntry.objects.select_for_update().get(pk=entry.pk)
    entry.state = EntryState.SPOILED
    entry.save(update_fields=["state"])
    return entry
