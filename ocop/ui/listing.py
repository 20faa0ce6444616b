"""A page of a list, and the addresses that lead to its other pages, orders and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

PAGE, SORT = "page", "sort"
_NEIGHBOURS = 2


def address(query: QueryDict, **changes: Any) -> str:
    """The same list with some parameters changed; `None` drops one. It starts at the first page."""
    changed = query.copy()
    changed.pop(PAGE, None)
    for name, value in changes.items():
        if value in (None, ""):
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


class RowPages(Paginator):
    """Pages of a long list: the keys of a page are found first, and only its rows are read whole.

    `rows` are ordered and carry nothing but what they are ordered by; `shown` makes the rows of a page of
    their keys. A page behind the middle is counted from the end, so the last one costs what the first does.
    """

    def __init__(
        self, rows: QuerySet, per_page: int, *, count: int, shown: Callable[[QuerySet], QuerySet]
    ) -> None:
        super().__init__(rows, per_page)
        self.count, self.shown = count, shown

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        rows = self.object_list
        if first > self.count // 2:
            rows, first, last = rows.reverse(), self.count - last, self.count - first
        return self._get_page(self.shown(rows.values("pk")[first:last]), number, self)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list with what its table head, filters and page links need."""

    page: Page
    query: QueryDict
    sort: str
    sorts: tuple[str, ...]
    filters: Any = None
    chosen: int = 0
    sheet_url: str = ""

    @property
    def rows(self) -> Sequence[Any]:
        return self.page.object_list

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def first(self) -> int:
        return self.page.start_index()

    @property
    def last(self) -> int:
        return self.page.end_index()

    @property
    def is_filtered(self) -> bool:
        return self.chosen > 0

    def address(self, **changes: Any) -> str:
        return address(self.query, **changes)

    @property
    def clear_url(self) -> str:
        """The list without any filter, in the order in force."""
        return address(QueryDict(mutable=True), sort=self.query.get(SORT))

    @property
    def links(self) -> list[tuple[int | None, str]]:
        """Numbers and addresses of the pages near this one, the first and the last; (None, "") stands for a
        gap.
        """
        here, end = self.page.number, self.page.paginator.num_pages
        around = range(max(1, here - _NEIGHBOURS), min(end, here + _NEIGHBOURS) + 1)
        near = sorted({1, *around, end})
        links: list[tuple[int | None, str]] = []
        for before, number in zip([0, *near], near, strict=False):
            if number - before > 1:
                links.append((None, ""))
            links.append((number, self.address(page=number)))
        return links

    @property
    def next_url(self) -> str:
        return self.address(page=self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def previous_url(self) -> str:
        return self.address(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    def sort_url(self, name: str) -> str:
        """The address that sorts by `name`; asked again, it turns the order round."""
        if name not in self.sorts:
            raise ValueError(f"not a sort order of this list: {name}")
        return self.address(sort=f"-{name}" if self.sort == name else name)

    def direction(self, name: str) -> str:
        """The value of `aria-sort` for a column."""
        return {name: "ascending", f"-{name}": "descending"}.get(self.sort, "none")
