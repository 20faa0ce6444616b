"""Nothing that a member marks reaches anybody else before the session is closed.

Two ways of looking, at every address of the portal and every list as a sheet. First for a canary: words and
a total that stand nowhere else. Then for interference, wherever an answer asked the database for sheets or
marks (no other can follow them): the member's marks are changed underneath, and what everybody else reads
must stay the same to the letter, and ask the same number of questions; so not even a count, an order or the
time an answer takes can tell.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time
from pypdfium2 import PdfDocument, PdfiumError

from evaluations import services
from evaluations.models import Item, Mark, Session, Sheet
from evaluations.models import sessions as models
from evaluations.queries import readers, results, sessions
from evaluations.views import results as result_pages
from ocop.access.querysets import ScopedQuerySet
from ocop.audit.models import Event
from ocop.law.queries import tree_of
from ocop.notifications.models import Notice
from ocop.ui.views import ScopedListView
from tests.architecture.routes import routes
from tests.architecture.world import World, build_world
from tests.factories.evaluations import marks_for
from tests.kept import kept

WORDS = "Hoàng yến hót trong lồng"
OPINION = "Chim yến bay khỏi tổ"
READERS = (
    "uy_vien_hd",
    "thu_ky_hd",
    "chuyen_vien_huyen",
    "lanh_dao_huyen",
    "quan_tri",
    "thanh_tra",
)
MARKS = tuple(f'"{model._meta.db_table}"' for model in (Sheet, Mark))
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_key|draft_for)" value="[^"]*"'
    r"|X-CSRFToken[^}]*|nonce[-=][^\s>]*|<svg[^>]*class=\"qr\".*?</svg>"
)
"""What differs from one answer to the next whatever is asked."""
MOVING = re.compile(r"^/gcn/thu-hoi\.json$|^/nhat-ky/$|audit:event-list$")
"""What is signed anew each time, and the trail, which holds that lists were taken as sheets: searched for
the canary alone.
"""


@dataclass
class Seen:
    """What one reader got at one address."""

    status: int
    text: str
    questions: int
    asks_marks: bool


@dataclass
class Walk:
    world: World
    clients: dict[str, Client] = field(default_factory=dict)

    def addresses(self) -> Iterator[tuple[str, str]]:
        for name, route in sorted(routes(), key=lambda pair: pair[0]):
            yield name, reverse(name, kwargs=self.world.arguments(name, route.pattern.converters))

    def lists(self) -> Iterator[str]:
        for name, route in routes():
            view = getattr(route.callback, "view_class", None)
            if view and issubclass(view, ScopedListView) and view.sheet_class:
                yield reverse("exports:take", args=[name])

    def client(self, reader: str) -> Client:
        if reader not in self.clients:
            self.clients[reader] = Client(raise_request_exception=True)
            self.clients[reader].force_login(self.world.people[reader])
        return self.clients[reader]

    def everything(self) -> dict[tuple[str, str, str], Seen]:
        asked = [("get", address) for _name, address in self.addresses()]
        asked += [("post", address) for address in self.lists()]
        return self.again((reader, *one) for reader in READERS for one in asked)

    def again(self, asked: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Seen]:
        return {(reader, method, at): self.ask(reader, at, method) for reader, method, at in asked}

    def ask(self, reader: str, address: str, method: str = "get") -> Seen:
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as questions:
            answer = getattr(self.client(reader), method)(address)
            text = readable(answer)
        asks_marks = any(table in one["sql"] for one in questions for table in MARKS)
        return Seen(answer.status_code, text, len(questions), asks_marks)


def readable(answer) -> str:
    """The text of an answer, that of a workbook and of a printed page too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        with suppress(PdfiumError):  # what only looks like one is read as it is
            return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(content))
    if content.startswith(b"PK") and len(content) > 100:
        with ZipFile(BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in sorted(book.namelist()) if name.endswith(".xml"))
    return CHANGING.sub("", content.decode(errors="replace"))


@kept
def walk(cast):
    """The world of all addresses, with the canary in the chair's sheet; the chair reads nothing here."""
    world = build_world(cast)
    sheet: Sheet = world.rows["sheet"]
    for person in [seat.person for seat in sheet.item.session.council.seats.filter(scores=True)]:
        services.declare_interests(actor=person, session=sheet.item.session, clear=[sheet.item])
    services.fill_sheet(
        actor=sheet.seat.person,
        sheet=sheet,
        marks=marks_for(tree_of(sheet.item.dossier.criteria_set), 83),
        notes={"1a": WORDS},
        opinion=OPINION,
        knock_out=sheet.item.dossier.criteria_set.knock_outs.first(),
    )
    services.send_sheet(actor=sheet.seat.person, sheet=sheet)
    return Walk(world)


def mark_otherwise(sheet: Sheet) -> None:
    """Change every mark, the words and the total underneath, as if the member had marked so. The database
    keeps a sent sheet as it is, so its guards go first, until the test is rolled back.
    """
    guards = import_module("evaluations.migrations.0015_sent_sheets_stay")
    connection.check_constraints()
    guards.take_down(None, connection.SchemaEditorClass(connection))
    tree = tree_of(sheet.item.dossier.criteria_set)
    sheet.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion_id=criterion.pk, option_id=criterion.options[0].pk, note="Khác hẳn")
        for criterion in tree.criteria()
    )
    Sheet.objects.filter(pk=sheet.pk).update(total=17, opinion="Ý khác", knock_out=None)


def leaked(seen: dict[tuple[str, str, str], Seen]) -> list[tuple[str, str, str]]:
    return [where for where, got in seen.items() if WORDS in got.text or OPINION in got.text]


@pytest.mark.walk
@freeze_time("2026-11-29 02:00")
def test_no_address_and_no_sheet_tells_anybody_what_a_member_marked(walk, caplog):
    caplog.set_level(logging.DEBUG)
    first = walk.everything()
    told = [where for where, got in first.items() if got.asks_marks and not MOVING.search(where[2])]
    second = walk.again(told)  # what is kept in memory has been read by now
    mark_otherwise(walk.world.rows["sheet"])
    third = walk.again(told)

    assert sum(got.status == 200 for got in first.values()) > 200, "the walk must meet open pages"
    assert {reader for reader, _method, _address in told} == set(READERS), "and pages about sheets for each"
    assert leaked(first) == []
    assert leaked(third) == []
    assert [where for where in told if second[where].text != third[where].text] == []
    assert [where for where in told if second[where].questions != third[where].questions] == []
    assert WORDS not in caplog.text
    assert OPINION not in caplog.text
    for event in Event.objects.filter(verb__startswith="sheet."):
        told = repr([event.before, event.after, event.detail, event.note])
        assert WORDS not in told
        assert "83" not in told
    assert not Notice.objects.filter(text__contains=WORDS).exists()


def test_the_member_would_be_found(walk):
    """The canary is there to be read: its own member reads it."""
    sheet = walk.world.rows["sheet"]
    own = walk.ask("chu_tich_hd", reverse("evaluations:sheet-detail", args=[sheet.pk]))

    assert WORDS in own.text
    assert OPINION in own.text


# --- Each rule of blindness, switched off, is missed ------------------------------------------------------


def open_sheet(walk) -> bool:
    """Another member opens the sheet by its address."""
    sheet = walk.world.rows["sheet"]
    return WORDS in walk.ask("uy_vien_hd", reverse("evaluations:sheet-detail", args=[sheet.pk])).text


def all_sheets(walk) -> bool:
    """Another member opens the page of all sheets."""
    item = walk.world.rows["item"]
    return OPINION in walk.ask("uy_vien_hd", reverse("evaluations:item-sheets", args=[item.pk])).text


def asked_of_the_queries(walk) -> bool:
    """An upper app asks the queries themselves."""
    item, member = walk.world.rows["item"], walk.world.people["uy_vien_hd"]
    told = results.results_of(item.session) or results.sheets_of(item).exists()
    return bool(told) or readers.may_read_sheets(member, item.session)


def of_the_own_council(self, person):
    return ScopedQuerySet.visible_to(self, person)


def all_of_an_item(item):
    return results.Sheet.objects.filter(item=item).annotate(recused=sessions.RECUSED)


RULES = {
    "a sheet is its member's own": (
        [(models.SheetQuerySet, "visible_to", of_the_own_council)],
        open_sheet,
    ),
    "sheets are read after the close": (
        [(results, "sheets_of", all_of_an_item)],
        asked_of_the_queries,
    ),
    "nobody may read sheets before": (
        [(readers, "may_read_sheets", lambda person, session: True)],
        asked_of_the_queries,
    ),
    "the page of all sheets asks for a closed session": (
        [
            (result_pages.ItemSheets, "get_queryset", lambda self: Item.objects.all()),
            (readers, "may_read_sheets", lambda person, session: True),
            (result_pages, "sheets_of", all_of_an_item),
            (result_pages, "may_read_names", lambda person, session: True),
            (result_pages, "marks_by_criterion", lambda item, sheets: []),
        ],
        all_sheets,
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_switched_off_is_missed(walk, monkeypatch, rule):
    changes, tells = RULES[rule]
    assert not tells(walk)

    for owner, name, instead in changes:
        monkeypatch.setattr(owner, name, instead)
    assert tells(walk)
    assert Session.objects.get(pk=walk.world.rows["session"].pk).state == "scoring"
