"""The trail, for those who answer for what is done in their place."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.audit.exchange import EventSheet
from ocop.audit.forms import EventFilter
from ocop.audit.models import READERS, Event
from ocop.audit.queries import events_found
from ocop.audit.words import role_words, words_for, words_for_field
from ocop.core.text import search_key
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView, ScopedListView

_ISO_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class EventList(ScopedListView):
    model = Event
    roles = frozenset(READERS)
    title = gettext_lazy("Nhật ký")
    template_name = "audit/event_list.html"
    sheet_class = EventSheet
    filter_form_class = EventFilter
    search_in = ("subject_key",)
    sorts = {"at": ("at",)}
    default_sort = "-at"

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if thing := chosen.get("thing"):
            rows = rows.filter(verb__startswith=f"{thing}.")
        for word in search_key(chosen.get("person", "")).split():
            rows = rows.filter(actor_key__contains=word)
        return events_found(rows, since=chosen.get("since"), until=chosen.get("until"))

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("actor")

    @property
    def lines(self) -> Iterator[tuple[Event, str, str]]:
        """Each event with its words and the role acted under."""
        for event in self.rows:
            yield event, words_for(event.verb), role_words(event.role)


class EventDetail(ScopedDetailView):
    model = Event
    roles = frozenset(READERS)
    template_name = "audit/event_detail.html"

    @property
    def title(self) -> str:
        return words_for(self.object.verb)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Nhật ký"), reverse("audit:event-list")), Crumb(self.title)

    @property
    def facts(self) -> list[Fact]:
        event = self.object
        facts = [
            Fact(_("Lúc"), dmyhm(event.at)),
            Fact(_("Người làm"), str(event.actor) if event.actor else _("Cổng OCOP")),
            Fact(_("Với vai trò"), role_words(event.role)),
            Fact(_("Về"), event.subject_label),
            Fact(_("Ghi chú"), event.note),
            Fact(_("Mã lượt truy cập"), event.request_id),
        ]
        return [fact for fact in facts if fact.value]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """The named fields with their values before and after."""
        before, after = self.object.before, self.object.after
        names = dict.fromkeys([*before, *after])
        return [
            (words_for_field(name), written(before.get(name)), written(after.get(name))) for name in names
        ]

    @property
    def detail(self) -> list[Fact]:
        return [Fact(words_for_field(name), written(value)) for name, value in self.object.detail.items()]


def written(value: Any) -> str:
    """A stored value as people write it: days as dd/mm/yyyy, yes and no in words, nothing as a dash."""
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return ", ".join(written(part) for part in value)
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return _day(value)
    return words_for_field(value) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    try:
        return dmy(date.fromisoformat(text))
    except ValueError:  # the 30th of February
        return text
