"""A list as its reader sees it, found again by its address."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from ocop.accounts.models import User
from ocop.ui.views import ScopedListView


def list_of(route: str, *, query: str, person: User) -> ScopedListView:
    """The page at `route` with these filters, as `person` sees it.

    Raises `Http404` for what is no list that leaves as a sheet, `PermissionDenied` for who may not open it.
    """
    try:
        match = resolve(reverse(route))
    except NoReverseMatch:
        raise Http404 from None
    page = getattr(match.func, "view_class", None)
    if page is None or not issubclass(page, ScopedListView) or page.sheet_class is None:
        raise Http404
    request = HttpRequest()
    request.method, request.user, request.resolver_match = "GET", person, match
    request.path = request.path_info = reverse(route)
    request.GET = QueryDict(query)
    view = page()
    view.setup(request, *match.args, **match.kwargs)
    view.check_role()
    return view


def rows_of(view: ScopedListView) -> QuerySet:
    """All rows found, in the order shown: from what the reader may see, under the filters in force."""
    return view.ordered(view.decorate_rows(view.found))
