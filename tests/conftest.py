"""What every test may ask for."""

import gc
import shutil
from functools import lru_cache

import pytest
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
from django.test import TransactionTestCase

from ocop.accounts import queries as accounts
from ocop.documents.renderers import pdf
from ocop.law import queries as law
from tests.architecture.lists import listed_world  # noqa: F401 -- a fixture
from tests.databases import COMMITTING, Stage, empty
from tests.kept import WORLD, side_by_side

STAGE = pytest.StashKey[Stage]()
LONG = (
    "tests/e2e/",
    "tests/integration/test_scripts.py",
    "tests/architecture/test_permissions.py",
    "tests/integration/documents/test_worker_crash.py",
    "tests/integration/imports/test_worker_crash.py",
)
"""Files that begin first, so that no worker is left with a long one at the end."""
DATABASE = COMMITTING | {"db"}
PROCESSES = "tests/integration/test_scripts.py"
"""Starts portals of its own, on the engine of the run."""
PRINTED = lru_cache(maxsize=256)(pdf.printed)


def pytest_configure(config: pytest.Config) -> None:
    stage = Stage(getattr(config, "workerinput", {}).get("workerid", "main"))
    config.stash[STAGE], config.stash[WORLD] = stage, stage.world
    TransactionTestCase._fixture_teardown = lambda _case: empty(connection)


def pytest_itemcollected(item: pytest.Item) -> None:
    """What may not ask a database says the same on every engine, wherever its file stands."""
    asks = item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ()))
    if not asks and not item.nodeid.startswith(PROCESSES):
        item.add_marker(pytest.mark.unit)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    side_by_side(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk through it over and over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[STAGE].enter(item)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """The databases of `tests/databases.py` in place of those that pytest-django would migrate."""
    with django_db_blocker.unblock(), request.config.stash[STAGE].built(), django_db_blocker.block():
        yield


@pytest.fixture(autouse=True)
def private_files(request, settings, tmp_path):
    """Uploads and papers of a test go to a folder of its own, beside those it is given."""
    settings.MEDIA_ROOT = tmp_path / "files"
    if given := request.config.stash[WORLD].files:
        shutil.copytree(given, settings.MEDIA_ROOT)
    settings.PAGES_DIR = tmp_path / "pages"


@pytest.fixture(autouse=True)
def reference_data_is_read_anew(monkeypatch):
    """What a process keeps for a minute is read once in a test: no minute ends while queries are counted."""
    monkeypatch.setattr(law, "monotonic", lambda: 0.0)
    law._groups.cache_clear()


@pytest.fixture(autouse=True)
def the_same_page_is_printed_once(request, monkeypatch):
    """Papers of the rows that many tests share come out alike, and laying one out takes a third of a second.
    How a page is laid out, and what is refused, is tested without a database: there every page is printed.
    """
    if not request.node.get_closest_marker("unit"):
        monkeypatch.setattr(pdf, "printed", PRINTED)


@receiver(setting_changed)
def post_sources_are_read_anew(*, setting: str, **_said) -> None:
    """The query for posts is put together once a process, from a setting that some tests change."""
    if setting == "POST_SOURCES":
        accounts._sources.cache_clear()
        accounts._statement.cache_clear()


@pytest.fixture
def cast(request, db):
    """The people and places of `tests/cast.py`."""
    return request.config.stash[STAGE].cast()
