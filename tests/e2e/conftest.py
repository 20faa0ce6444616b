"""A real browser against a live server and a real worker, in the small world of the cast."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import signals
from celery.contrib.testing.worker import start_worker

from ocop.celery import app
from script.launch.testing import browser_program

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # the browser driver runs an event loop in this thread

CHROMIUM = browser_program()
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """One for each file: until it is closed its event loop runs in this thread, where others need theirs."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine: browser tests were not run")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator:
    """Opens pages as somebody new: each call is a browser of its own, without cookies."""
    contexts = []

    def opened(size: dict[str, int] = DESK, **options):
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="vi-VN", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@signals.setup_logging.connect
def logging_is_set_up(**_said) -> None:
    """Somebody has answered: a worker in this process leaves the level of every later test alone."""


@pytest.fixture
def worker(transactional_db) -> Iterator:
    """A Celery worker in a thread of this process, on the broker of the tests."""
    root = logging.getLogger()
    level = root.level
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield
    root.setLevel(level)  # Celery has raised it, and later tests of this process read warnings
