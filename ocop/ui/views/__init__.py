"""The four bases every page stands on: list, detail, form, action.

Three questions are answered here, in this order: reach (404), role (403), and, by the service, state (the
form comes back with the reason). A template finds the view as `page`, so that a property of the view is a
line of the page; `get_page` may hand it a frozen record instead.
"""

from ocop.ui.views.lists import ScopedListView
from ocop.ui.views.pages import FragmentMixin, PortalView, Roles, ScopedDetailView
from ocop.ui.views.sending import ActionView, ScopedFormView, differences_between

__all__ = [
    "ActionView",
    "FragmentMixin",
    "PortalView",
    "Roles",
    "ScopedDetailView",
    "ScopedFormView",
    "ScopedListView",
    "differences_between",
]
