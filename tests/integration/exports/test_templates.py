"""An entry template offers what its reader may choose, and what is filled in is found again."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ocop.exports.templates import entries_of
from ocop.imports.kinds import kinds
from ocop.spreadsheets.finder import find_table
from ocop.spreadsheets.reader import open_workbook
from registrations.choices import ProducerKind
from registrations.lists import RegistrationList

pytestmark = pytest.mark.django_db
CODE = "registrations"


def template(client, person) -> io.BytesIO:
    client.force_login(person)
    response = client.get(reverse("exports:template", args=[CODE]))
    return io.BytesIO(b"".join(response.streaming_content))


def communes_offered(person) -> list[str]:
    entries = entries_of(kinds()[CODE], person)
    return next(list(entry.choices) for entry in entries if entry.header == "Xã, phường")


def test_the_drop_downs_hold_what_is_in_reach(cast):
    assert communes_offered(cast.new_officer) == ["Xã Mỹ Hiệp"]
    assert {"Xã Mỹ Hiệp", "Xã Mỹ Thọ"} <= set(communes_offered(cast.province_officer))
    assert "Xã Mỹ Hiệp" not in communes_offered(cast.foreign_officer)


def test_what_is_filled_in_is_found_again_as_it_was(client, cast):
    filled = {
        "product": "Xoài sấy",
        "producer": "HTX Xoài",
        "commune": "Xã Mỹ Hiệp",
        "number": "00123",
        "kind": str(ProducerKind.COOPERATIVE.label),
    }
    fields = RegistrationList.finder_fields()
    book = load_workbook(template(client, cast.new_officer))
    for column, field in enumerate(fields, 1):
        book.worksheets[0].cell(2, column, filled.get(field.key))
    saved = io.BytesIO()
    book.save(saved)
    saved.seek(0)

    table = find_table(open_workbook(saved, name="mau.xlsx"), fields)

    assert table.mapping == {index: field.key for index, field in enumerate(fields)}
    assert all(column.confidence == 1.0 for column in table.columns)
    [row] = table.rows()
    read = {key: reading.value for key, reading in table.readings(row).items() if reading.value is not None}
    assert read == filled


def test_an_unknown_kind_has_no_template(client, cast):
    client.force_login(cast.officer)

    assert client.get(reverse("exports:template", args=["khac"])).status_code == 404


def test_a_producer_gets_no_template(client, cast):
    client.force_login(cast.producer_person)

    assert client.get(reverse("exports:template", args=[CODE])).status_code == 403
