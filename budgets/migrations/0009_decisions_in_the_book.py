"""Decisions about money that were taken before enter the document books of their units.

A number that stands in a book already is left as it is, and so is what is no number with its sign.
"""

import re

from django.db import migrations

NUMBER = re.compile(r"^(\d{1,6})(?:/(?:\d{4}/)?)(.{1,30})$")
DEEDS = (
    ("Estimate", "budget__unit", "approved_by", "budget__title"),
    ("Allocation", "allotment__ceiling__budget__unit", "entered_by", "allotment__ceiling__budget__title"),
    ("Transfer", "giver__budget__unit", "entered_by", "giver__budget__title"),
)


def enter(apps, _editor):
    book_of, entry_of = (apps.get_model("documents", name) for name in ("NumberBook", "NumberEntry"))
    for name, unit, person, title in DEEDS:
        rows = apps.get_model("budgets", name).objects.exclude(decision_number="").exclude(decided_on=None)
        deeds = rows.order_by("decided_on", "pk").values_list("decision_number", "decided_on", unit, person, title)
        for written, day, place, who, subject in deeds:
            found = NUMBER.match(written.strip())
            if not found or not int(found[1]):
                continue
            number, letters = int(found[1]), found[2].strip()
            book, _new = book_of.objects.get_or_create(issuer_id=place, series=letters, year=day.year)
            entry_of.objects.get_or_create(
                book=book,
                number=number,
                defaults={
                    "letters": letters,
                    "state": "assigned",
                    "dated_on": day,
                    "taken_by_id": who,
                    "subject": subject[:200],
                },
            )
            book_of.objects.filter(pk=book.pk, last__lt=number).update(last=number)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0008_norms_of_the_country"), ("documents", "0008_signed_copies_stay")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
