"""The databases of a run of pytest: migrated once, then copied.

All migrations take longer than a module of tests, so they are run into a template that is kept from run to
run, under a name that says what it was made from. Each worker of pytest copies it twice: once without a row,
and once with the people, places and law of `tests/cast.py` committed. A test that asks for the `cast` runs in
the second, in a transaction that is rolled back, together with what it asks of `tests/kept.py`. Every other
test, and every test that commits, runs in the first.

The whole way from nothing is tested in `tests/integration/test_scripts.py`, which starts portals on new
databases.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from typing import Protocol

import psycopg2
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql
from pytest_django.plugin import blocking_manager_key

from tests.cast import Cast, make_cast
from tests.factories.law import load_set
from tests.factories.registrations import SET_OF
from tests.kept import Build, World, builds_of

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "cache" / "test-databases"
MADE_FROM = (
    "[!.]*/migrations/*.py",
    "ocop/*/migrations/*.py",
    "ocop/core/*.py",
    "ocop/settings.py",
    "requirements.txt",
)
"""A change in one of these files makes a new template."""
TEMPLATES_KEPT = 8
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
"""What a test asks for that writes for good and has the tables emptied afterwards."""


class Stage:
    """The two databases of one worker of pytest."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.with_cast = False
        self.empty: BaseDatabaseWrapper | None = None
        self.full: BaseDatabaseWrapper | None = None
        self.people = b""
        self.world = World()
        self.builds: tuple[Build, ...] = ()

    def enter(self, test: pytest.Item) -> None:
        """Choose the database of the test that is set up next."""
        asked = set(getattr(test, "fixturenames", ()))
        marks = test.iter_markers("django_db")
        commits = asked & COMMITTING or any(mark.kwargs.get("transaction") for mark in marks)
        self.with_cast = "cast" in asked and not commits
        self.builds = builds_of(test)
        with test.config.stash[blocking_manager_key].unblock():
            self._turn()

    def cast(self) -> Cast:
        """The people and places: as they were committed, or made anew where the test commits itself."""
        if not self.with_cast:
            return make_cast()
        return self.world.built.get("cast") or self._people()

    def _people(self) -> Cast:
        return pickle.loads(self.people)  # noqa: S301 -- our own bytes

    @contextmanager
    def built(self) -> Iterator[None]:
        """Make the databases, and drop them when the worker has run its tests."""
        self.empty = connections["default"]
        engine = engine_of(self.empty)
        name = f"test_{Path(self.empty.settings_dict['NAME']).name}_{self.worker}"
        template = engine.template()
        engine.fill(self.empty, name, template)
        self.full = type(self.empty)(deepcopy(self.empty.settings_dict), "default")
        engine.fill(self.full, f"{name}_cast", template)
        self._commit_cast()
        self._turn()
        yield
        connections["default"] = self.full
        self.world.leave()
        connections["default"] = self.empty
        for wrapper in (self.empty, self.full):
            wrapper.close()
            engine.drop(wrapper)

    def _turn(self) -> None:
        wanted = self.full if self.with_cast else self.empty
        if wanted and connections["default"] is not wanted:
            connections["default"] = wanted
            ContentType.objects.clear_cache()
        if wanted and self.with_cast:
            self.world.enter(self.builds, self._people)
        else:
            self.world.step_aside()

    def _commit_cast(self) -> None:
        connections["default"] = self.full
        with transaction.atomic():
            cast = make_cast()
            for code in sorted(set(SET_OF.values())):
                load_set(code)
        self.people = pickle.dumps(cast)


def empty(wrapper: BaseDatabaseWrapper) -> None:
    """Take away what a test has committed: the rows of the tables that hold any.

    Django's `flush` does so to nearly two hundred tables, which takes seconds on PostgreSQL, and writes the
    content types anew; here they stay.
    """
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    quoted = wrapper.ops.quote_name
    tables = sorted(set(wrapper.introspection.django_table_names(only_existing=True)) - kept)
    asked = " UNION ALL ".join(
        f"SELECT {at} WHERE EXISTS (SELECT 1 FROM {quoted(table)})"  # noqa: S608 -- our own names
        for at, table in enumerate(tables)
    )
    with transaction.atomic(using=wrapper.alias), wrapper.cursor() as cursor:
        cursor.execute(asked)
        filled = [quoted(tables[at]) for (at,) in cursor.fetchall()]
        if not filled:
            return
        if wrapper.vendor == "postgresql":
            cursor.execute("SHOW is_superuser")
            if cursor.fetchone() != ("on",):
                cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
                return
            cursor.execute("SET LOCAL session_replication_role = replica")  # rows go in any order, unguarded
        for table in filled:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names


def make_template() -> None:
    """Ahead of a run, whose workers would wait for the one that makes it."""
    engine_of(connections["default"]).template()


# --- Engines ----------------------------------------------------------------------------------------------
class Engine(Protocol):
    def template(self) -> str:
        """The migrated database without a row, made if it is not there yet."""

    def fill(self, wrapper: BaseDatabaseWrapper, name: str, template: str) -> None:
        """Let the connection work on a new copy of the template."""

    def drop(self, wrapper: BaseDatabaseWrapper) -> None: ...


def engine_of(wrapper: BaseDatabaseWrapper) -> Engine:
    return Sqlite() if wrapper.vendor == "sqlite" else Postgres(wrapper)


class Sqlite:
    """The template is a file; its copies live in memory."""

    def template(self) -> str:
        file = KEPT / f"{fingerprint()}.sqlite3"
        with alone():
            if file.exists():
                file.touch()
                return str(file)
            _name(wrapper := connections["default"], "template")
            call_command("migrate", verbosity=0, interactive=False)
            fresh = file.with_suffix(".new")
            with closing(sqlite3.connect(fresh)) as target:
                wrapper.connection.backup(target)
            fresh.rename(file)
            for old in sorted(KEPT.glob("*.sqlite3"), key=os.path.getmtime)[:-TEMPLATES_KEPT]:
                old.unlink()
        return str(file)

    def fill(self, wrapper: BaseDatabaseWrapper, name: str, template: str) -> None:
        _name(wrapper, name)
        wrapper.connect()
        with closing(sqlite3.connect(template)) as source:
            source.backup(wrapper.connection)

    def drop(self, wrapper: BaseDatabaseWrapper) -> None:
        """Memory is given back with the process."""


def _name(wrapper: BaseDatabaseWrapper, name: str) -> None:
    wrapper.connection = None
    wrapper.settings_dict["NAME"] = f"file:{name}?mode=memory&cache=shared"


class Postgres:
    """Template and copies are databases of the server that the tests were given."""

    def __init__(self, wrapper: BaseDatabaseWrapper) -> None:
        self.given = wrapper.get_connection_params()

    def template(self) -> str:
        name = f"ocop_template_{fingerprint()}"
        with alone():
            if not self._templates(name):
                fresh = f"{name}_{os.getpid()}"
                self.make(fresh)
                wrapper = connections["default"]
                wrapper.close()
                wrapper.settings_dict["NAME"] = fresh
                call_command("migrate", verbosity=0, interactive=False)
                wrapper.close()
                try:
                    self.run("ALTER DATABASE {} RENAME TO {}", fresh, name)
                except psycopg2.Error:  # another checkout was quicker
                    self.run("DROP DATABASE {}", fresh)
                for old in self._templates("ocop_template_%")[:-TEMPLATES_KEPT]:
                    with suppress(psycopg2.Error):
                        self.run("DROP DATABASE {}", old)
        return name

    def fill(self, wrapper: BaseDatabaseWrapper, name: str, template: str) -> None:
        self.make(name, template)
        wrapper.settings_dict["NAME"] = name

    def drop(self, wrapper: BaseDatabaseWrapper) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", wrapper.settings_dict["NAME"])

    def make(self, name: str, template: str = "template1") -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.run("CREATE DATABASE {} TEMPLATE {}", name, template)

    def run(self, statement: str, *names: str) -> None:
        with self._server() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _templates(self, pattern: str) -> list[str]:
        """Databases by their name, the oldest first."""
        with self._server() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [pattern])
            return [name for (name,) in cursor]

    @contextmanager
    def _server(self) -> Iterator:
        """Outside every transaction, on the database that the tests were given."""
        with closing(psycopg2.connect(**self.given)) as connection:
            connection.autocommit = True
            yield connection.cursor()


@contextmanager
def alone() -> Iterator[None]:
    """One worker at a time makes a template; the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint() -> str:
    """What the template depends on, in sixteen letters."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in MADE_FROM for file in ROOT.glob(pattern)}):
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
