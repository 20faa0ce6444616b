"""A page of a list, and the addresses that lead to its other pages, orders and filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
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
        near = [n for n in range(1, end + 1) if n in (1, end) or abs(n - here) <= _NEIGHBOURS]
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
