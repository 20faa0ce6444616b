"""A new database takes the short way, one migration an app in place of many, and comes to the same place."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

ONLY_FOR_EARLIER_ROWS = {
    ("evaluations", "fill_years"),
    ("registrations", "write_down"),
    ("registrations", "rewrite"),
    ("registrations", "fill"),
}
"""What mends rows of earlier versions, of which a new database has none."""


def python_of(migration) -> set[tuple[str, str]]:
    return {
        (migration.app_label, step.code.__name__, step.code.__module__)
        for step in migration.operations
        if isinstance(step, RunPython)
    }


def test_the_short_way_leads_to_the_same_tables():
    short, long = (MigrationLoader(None, replace_migrations=replace) for replace in (True, False))

    assert len(short.graph.nodes) < len(long.graph.nodes)
    steps = [leaf for leaf in long.graph.leaf_nodes() if not long.disk_migrations[leaf].replaces]
    assert MigrationAutodetector(long.project_state(steps), short.project_state())._detect_changes() == {}


def test_the_short_way_runs_every_step_that_a_new_database_needs():
    migrations = MigrationLoader(None).disk_migrations
    short = [migration for migration in migrations.values() if migration.replaces]
    assert short

    for migration in short:
        replaced = set().union(*(python_of(migrations[key]) for key in migration.replaces))
        left_out = {step[:2] for step in replaced - python_of(migration)}
        assert left_out <= ONLY_FOR_EARLIER_ROWS
        assert not {step[:2] for step in python_of(migration)} & ONLY_FOR_EARLIER_ROWS
