"""Numbers whose sign was once typed with other dashes or letters come into the book of that sign.

A sign is read in one way since `number_in`; a book kept under “qđ–ubnd” was no longer found, so that its numbers
could be given again. Where both books have the same number nobody can tell which paper is right: they stay as
they are, and the log names them.
"""

import importlib
import logging

from django.db import migrations

from ocop.documents.signs import letters_as_printed

log = logging.getLogger(__name__)
numbers_stay = importlib.import_module("ocop.documents.migrations.0005_numbers_stay")


def join_books(apps, schema_editor):
    """The guard that keeps a number in its book is put up again at once, in the same transaction."""
    Book, Entry = apps.get_model("documents", "NumberBook"), apps.get_model("documents", "NumberEntry")
    papers = Book.objects.filter(pk__in=Entry.objects.exclude(letters="").values("book"))
    odd = [book for book in papers.order_by("pk") if letters_as_printed(book.series) != book.series]
    if not odd:
        return
    numbers_stay.take_down(apps, schema_editor)
    for book in odd:
        _join(Book, Entry, book, letters_as_printed(book.series))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    numbers_stay.put_up(apps, schema_editor)


def _join(Book, Entry, book, letters):
    entries = Entry.objects.filter(book=book)
    right = Book.objects.filter(issuer=book.issuer_id, series=letters, year=book.year).first()
    if right is None:
        Book.objects.filter(pk=book.pk).update(series=letters)
        entries.update(letters=letters)
        return
    twice = entries.filter(number__in=Entry.objects.filter(book=right).values("number"))
    if numbers := sorted(twice.values_list("number", flat=True)):
        log.warning("books %s and %s both have %s: left as they are", book.pk, right.pk, numbers)
        return
    entries.update(book=right, letters=letters)
    Book.objects.filter(pk=right.pk).update(last=max(right.last, book.last))
    book.delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_replaced_papers")]

    operations = [migrations.RunPython(join_books, migrations.RunPython.noop)]
