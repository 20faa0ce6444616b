"""The number books of papers: every number and what became of it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.documents import services
from ocop.documents.choices import EntryState
from ocop.documents.exchange import NumberSheet
from ocop.documents.forms import AssignForm, NumberFilter, ReserveForm, SpoilForm
from ocop.documents.models import NumberEntry
from ocop.documents.queries import KEEPERS, issuers_kept_by, series_name, why_not_assign, why_not_spoil
from ocop.documents.signs import number_in
from ocop.localities.models import Place
from ocop.localities.views import PlaceSuggestions
from ocop.ui.parts import Crumb, Fact, Status
from ocop.ui.views import ActionView, ScopedFormView, ScopedListView

STATUSES = {
    EntryState.RESERVED: ("wait", "inbox"),
    EntryState.ASSIGNED: ("good", "done"),
    EntryState.SPOILED: ("bad", "ban"),
}


class NumberList(ScopedListView):
    """The newest numbers first. A gap among the numbers of papers is one given outside the portal."""

    model = NumberEntry
    title = gettext_lazy("Sổ số văn bản")
    template_name = "documents/number_list.html"
    filter_form_class = NumberFilter
    sheet_class = NumberSheet
    lookups = {"series": "book__series", "year": "book__year", "state": "state"}
    sorts = {"number": ("book__year", "number"), "subject": ("subject",)}
    default_sort = "-number"

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        if found := number_in(text):
            return rows.filter(number=found[0], letters__iexact=found[1])
        words = Q(subject__icontains=text) | Q(letters__icontains=text)
        return rows.filter(words | Q(number=int(text)) if text.isdecimal() and len(text) < 7 else words)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("book__issuer", "taken_by")

    @cached_property
    def may_reserve(self) -> bool:
        return issuers_kept_by(self.request.user).exists()

    @property
    def lines(self) -> list[tuple[NumberEntry, str, Status, bool]]:
        """Each number with the name of its book, how it stands, and whether it still waits for its paper."""
        return [
            (
                entry,
                series_name(entry.book.series),
                Status(*STATUSES[EntryState(entry.state)], entry.get_state_display()),
                self.may_reserve and bool(entry.letters),
            )
            for entry in self.rows
        ]


class NumberReserve(ScopedFormView):
    roles = KEEPERS
    form_class = ReserveForm
    template_name = "documents/number_reserve.html"
    title = gettext_lazy("Giữ số văn bản")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(NumberList.title), reverse("documents:number-list")), Crumb(str(self.title))

    def act(self, **cleaned: Any) -> str:
        entry = services.reserve_number(actor=self.request.user, **cleaned)
        return _("Đã giữ số %(number)s.") % {"number": entry}

    def get_success_url(self) -> str:
        return reverse("documents:number-list")


class IssuerSuggestions(PlaceSuggestions):
    """The places whose books this person keeps: no others would be taken."""

    roles = KEEPERS

    @property
    def within(self) -> QuerySet[Place]:
        return issuers_kept_by(self.request.user)


class OneNumber(ActionView):
    model = NumberEntry
    roles = KEEPERS
    template_name = "layouts/confirm.html"

    def get_queryset(self) -> QuerySet[NumberEntry]:
        return super().get_queryset().select_related("book__issuer")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(NumberList.title), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("documents:number-list")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def facts(self) -> list[Fact]:
        entry = self.object
        return [
            Fact(_("Số, ký hiệu"), str(entry)),
            Fact(_("Nơi ban hành"), str(entry.book.issuer)),
            Fact(_("Trích yếu"), entry.subject),
        ]


class NumberAssign(OneNumber):
    form_class = AssignForm
    title = gettext_lazy("Dùng số cho văn bản")
    button = gettext_lazy("Ghi là đã dùng")
    button_tone = "primary"

    @property
    def closed_because(self) -> str:
        return why_not_assign(self.object)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"dated_on": clock.today()}

    def act(self, **cleaned: Any) -> str:
        entry = services.assign_number(actor=self.request.user, entry=self.object, **cleaned)
        return _("Số %(number)s đã dùng.") % {"number": entry}


class NumberSpoil(OneNumber):
    form_class = SpoilForm
    title = gettext_lazy("Ghi số hỏng")
    button = gettext_lazy("Ghi là số hỏng")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_spoil(self.object)

    def act(self, *, note: str) -> str:
        entry = services.spoil_number(self.object, actor=self.request.user, note=note)
        return _("Số %(number)s đã ghi là hỏng và không dùng lại.") % {"number": entry}
