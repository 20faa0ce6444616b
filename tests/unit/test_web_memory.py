"""What a web process keeps: the program once and for good, a page not longer than its answer."""

import gc
import importlib
import weakref

from django.test import RequestFactory

import ocop.wsgi
from ocop.ui.views import PortalView


def test_the_program_is_taken_out_of_the_collectors_walks():
    gc.unfreeze()
    importlib.reload(ocop.wsgi)
    assert gc.get_freeze_count() > 50_000, "a full walk goes through the whole program again"


def test_a_page_goes_with_its_answer():
    request = RequestFactory().get("/")
    page = PortalView()
    page.setup(request)
    seen = weakref.ref(page)
    gc.disable()
    try:
        del page
        assert seen() is None, "the page holds itself, and all it has read, until the collector comes"
    finally:
        gc.enable()
