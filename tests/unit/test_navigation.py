"""What stands at the head of a page for whom."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from ocop.core.roles import Role
from ocop.navigation import IN_TABS, Portal


def at(path: str, role: Role) -> Portal:
    """The surroundings of a page for somebody who holds this role."""
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=True, posts=lambda: (SimpleNamespace(role=role),))
    return Portal(request)


@pytest.mark.parametrize("role", Role)
def test_one_line_leads_everywhere(role):
    portal = at("/", role)
    shown = [section.route for section in portal.tabs]

    assert len(shown) <= IN_TABS + 1
    assert shown[0] == "today"
    assert shown[-1] == "more" or shown == [section.route for section in portal.sections]


def test_a_page_of_the_rest_is_shown_open():
    portal = at("/nhat-ky/", Role.ADMINISTRATOR)

    assert [section.route for section in portal.tabs if section.current] == ["audit:event-list"]
    assert portal.tabs[-1].route == "more"
