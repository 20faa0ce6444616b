"""Triggers that keep what a check constraint cannot see, written once for both engines. Used by migrations.

SQLite loses the triggers of a table that a later migration makes anew (AlterField): such a migration must put
them up again. SQLite guards no DELETE, since Django's test runner empties tables by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger. `moment` is its time and event (“BEFORE UPDATE OF name”), `condition` SQL over OLD and NEW,
    empty for always. `steps` are done; without any the change is refused under the guard's own name.

    A condition that reads other rows names in `waits_for` the row (“table WHERE id = …”) whose lock it needs
    first, so that changes at one moment see each other. SQLite has one writer at a time and waits for nobody.
    """

    name: str
    table: str
    moment: str
    condition: str = ""
    steps: Sequence[str] = ()
    waits_for: str = ""

    @property
    def is_of_delete(self) -> bool:
        return "DELETE" in self.moment


def put_up(guards: Callable[[], Iterable[Guard]]) -> Callable[[Any, Any], None]:
    """What a migration runs to make every guard, or make it anew."""

    def run(apps: Any, schema_editor: Any) -> None:
        for guard in guards():
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(_postgresql(guard))
            elif not guard.is_of_delete:
                for statement in _sqlite(guard):
                    schema_editor.execute(statement)

    return run


def take_down(guards: Callable[[], Iterable[Guard]]) -> Callable[[Any, Any], None]:
    """What a migration runs to take every guard away."""

    def run(apps: Any, schema_editor: Any) -> None:
        for guard in guards():
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(
                    f"DROP TRIGGER {guard.name} ON {guard.table}; DROP FUNCTION {guard.name}();"
                )
            elif not guard.is_of_delete:
                schema_editor.execute(f"DROP TRIGGER {guard.name}")

    return run


def _postgresql(guard: Guard) -> str:
    name = guard.name
    refuses = f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';"
    row = "OLD" if guard.is_of_delete else "NEW"
    if guard.steps:
        body = f"{' '.join(guard.steps)} RETURN NULL;"
    elif guard.condition:
        locks = f"PERFORM 1 FROM {guard.waits_for} FOR UPDATE; " if guard.waits_for else ""
        body = f"{locks}IF {guard.condition} THEN {refuses} END IF; RETURN {row};"
    else:
        body = refuses
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;"
        f"DROP TRIGGER IF EXISTS {name} ON {guard.table};"
        f"CREATE TRIGGER {name} {guard.moment} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}();"
    )


def _sqlite(guard: Guard) -> list[str]:
    body = " ".join(guard.steps) if guard.steps else f"SELECT RAISE(ABORT, '{guard.name}');"
    when = f" WHEN {guard.condition}" if guard.condition else ""
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} {guard.moment} ON {guard.table} FOR EACH ROW{when} BEGIN {body} END",
    ]
