"""Fixtures whose rows are written once for many tests.

`@kept` in place of `@pytest.fixture` says that a fixture only writes rows, from the `cast` and other kept
fixtures. What tests of one module ask for is then built once, in a transaction around all of them; each test
runs in a savepoint of it and gets the built objects as if they were new. A test that commits builds its own.
"""

from __future__ import annotations

import inspect
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from ocop.law import queries as law

WORLD = pytest.StashKey["World"]()
Build = Callable[..., Any]
BUILDS = pytest.StashKey[tuple[Build, ...]]()


def kept(build: Build) -> Any:
    """A fixture of this name that `World` builds ahead of the test, wherever it can."""

    @wraps(build)
    def told(request: pytest.FixtureRequest, **asked: Any) -> Any:
        built = request.config.stash[WORLD].built
        return built[build.__name__] if build.__name__ in built else build(**asked)

    asked = inspect.signature(build).parameters.values()
    first = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    told.__signature__ = inspect.Signature([first, *asked])
    told.build = build
    return pytest.fixture(told)


def builds_of(test: pytest.Item) -> tuple[Build, ...]:
    """How the kept fixtures of a test are built, each after those it asks for."""
    if BUILDS not in test.stash:
        known = getattr(test, "_fixtureinfo", None)
        test.stash[BUILDS] = tuple(_in_order(known.name2fixturedefs) if known else ())
    return test.stash[BUILDS]


def _in_order(definitions: dict) -> Iterable[Build]:
    found: dict[str, Build] = {}

    def add(name: str) -> None:
        if name in definitions and (build := getattr(definitions[name][-1].func, "build", None)):
            for asked in inspect.signature(build).parameters:
                add(asked)
            found[name] = build

    for name in sorted(definitions):
        add(name)
    return found.values()


def side_by_side(tests: list[pytest.Item]) -> None:
    """Put the tests of each module that stand in the same world next to each other."""
    place: dict[object, int] = {}
    for number, test in enumerate(tests):
        place.setdefault(test.path, number)
        place.setdefault((test.path, builds_of(test)), number)
    tests.sort(key=lambda test: (place[test.path], place[test.path, builds_of(test)]))


class World:
    """What stands around the test that runs now: the kept fixtures it asks for."""

    def __init__(self) -> None:
        self.builds: tuple[Build, ...] = ()
        self.built: dict[str, Any] = {}
        self._folder: Path | None = None
        self._rows = b""
        self._around = ExitStack()

    @property
    def files(self) -> Path | None:
        """The folder of what the kept fixtures have stored."""
        return self._folder if self.built else None

    def enter(self, builds: tuple[Build, ...], people: Callable[[], Any]) -> None:
        """Be the world of these fixtures on the present connection, beside the `people` that are there."""
        if builds != self.builds or (builds and connection.needs_rollback):
            self.leave()
            if builds:
                self._begin(builds, people())
        self.built = pickle.loads(self._rows) if builds else {}  # noqa: S301 -- our own bytes

    def step_aside(self) -> None:
        """Be nothing to a test that runs elsewhere."""
        self.built = {}

    def leave(self) -> None:
        """Take the rows back."""
        self._around.close()
        self.builds, self.built = (), {}

    def _begin(self, builds: tuple[Build, ...], cast: Any) -> None:
        with ExitStack() as around:
            self._folder = Path(around.enter_context(tempfile.TemporaryDirectory(prefix="ocop-kept-")))
            around.enter_context(_taken_back())
            law._tree.cache_clear()
            built = {"cast": cast}
            with override_settings(MEDIA_ROOT=self._folder):
                for build in builds:
                    asked = {name: built[name] for name in inspect.signature(build).parameters}
                    built[build.__name__] = build(**asked)
            self._rows = pickle.dumps(built)
            self._around = around.pop_all()
        self.builds = builds


@contextmanager
def _taken_back() -> Iterator[None]:
    """A transaction that never takes effect."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
