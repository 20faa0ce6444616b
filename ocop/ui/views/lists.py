"""Lists: searched, filtered, sorted and paged in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from ocop.core.text import search_key
from ocop.spreadsheets.sheets import ListSheet
from ocop.ui.forms import FilterForm
from ocop.ui.listing import SORT, Listing, RowPages
from ocop.ui.listing import address as address_of
from ocop.ui.views.pages import PortalView, Scoped


class ScopedListView(Scoped, PortalView):
    """A list: searched, filtered, sorted and paged, all of it in the address.

    `sorts` maps a name in the address to the fields it orders by (the primary key always comes last); the
    first one is the default unless `default_sort` names another. `lookups` maps a field of the filter form to
    a query lookup. `search_in` names columns that hold search keys; without it the queryset's own
    `search(text)` is asked. `sheet_class` names the columns under which the list leaves as a sheet.
    """

    filter_form_class: ClassVar[type[FilterForm]] = FilterForm
    paginate_by: ClassVar[int] = 25
    sorts: ClassVar[Mapping[str, Sequence[str]]] = {}
    default_sort: ClassVar[str] = ""
    lookups: ClassVar[Mapping[str, str]] = {}
    search_in: ClassVar[Sequence[str]] = ()
    sheet_class: ClassVar[type[ListSheet] | None] = None

    @cached_property
    def filters(self) -> FilterForm:
        return self.filter_form_class(self.request.GET, user=self.request.user)

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        """The rows that pass the filters in force; override for filters wider than a lookup."""
        return rows.filter(**{self.lookups[name]: value for name, value in chosen.items()})

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        """The rows that hold every word of `text`, whatever its case and marks."""
        if not self.search_in:
            return rows.search(text)
        for word in search_key(text).split():
            rows = rows.filter(
                Q(*((f"{column}__contains", word) for column in self.search_in), _connector=Q.OR)
            )
        return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        """Annotations and joins that only the rows shown need."""
        return rows

    @cached_property
    def found(self) -> QuerySet:
        """All rows that pass search and filters, unordered and undecorated: counts and exports start here."""
        chosen = dict(self.filters.chosen)
        text = chosen.pop("q", "")
        rows = self.filter_rows(self.get_queryset(), **chosen)
        return self.search_rows(rows, text) if text else rows

    def shown_rows(self, keys: QuerySet) -> QuerySet:
        """The rows of these keys with all that a line shows, in order."""
        return self.ordered(self.decorate_rows(self.get_queryset().filter(pk__in=keys)))

    @property
    def found_count(self) -> int:
        """How many rows were found, counted without decorations; override where it is known already."""
        return self.found.count()

    @property
    def sort(self) -> str:
        asked = self.request.GET.get(SORT, "")
        fallback = self.default_sort or next(iter(self.sorts), "")
        return asked if asked.removeprefix("-") in self.sorts else fallback

    def ordered(self, rows: QuerySet) -> QuerySet:
        fields = self.sorts.get(self.sort.removeprefix("-"), ())
        if self.sort.startswith("-"):
            fields = [f.removeprefix("-") if f.startswith("-") else f"-{f}" for f in fields]
        return rows.order_by(*fields, "pk")

    @cached_property
    def listing(self) -> Listing:
        pages = RowPages(
            self.ordered(self.found), self.paginate_by, count=self.found_count, shown=self.shown_rows
        )
        return Listing(
            page=pages.get_page(self.request.GET.get("page")),
            query=self.request.GET,
            sort=self.sort,
            sorts=tuple(self.sorts),
            filters=self.filters,
            chosen=len(self.filters.chosen),
            sheet_url=self.sheet_url,
        )

    @property
    def sheet_url(self) -> str:
        """Where a POST takes this list as a sheet, filtered and in order as it is; "" for none."""
        if self.sheet_class is None:
            return ""
        return reverse("exports:take", args=[self.request.resolver_match.view_name]) + self.address()

    @property
    def rows(self) -> Sequence[Any]:
        return self.listing.rows

    def address(self, **changes: Any) -> str:
        """This list with some parameters changed, for pills and links."""
        return address_of(self.request.GET, **changes)
