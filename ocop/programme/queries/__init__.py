from ocop.programme.queries.cycles import (
    RUNNERS,
    TARGET_SETTERS,
    communes_to_target,
    current_cycle,
    cycles_for,
    may_run,
    provinces_run_by,
    targets_of,
    version_of_targets,
)
from ocop.programme.queries.steps import path_of, year_of

__all__ = [
    "RUNNERS",
    "TARGET_SETTERS",
    "communes_to_target",
    "current_cycle",
    "cycles_for",
    "may_run",
    "path_of",
    "provinces_run_by",
    "targets_of",
    "version_of_targets",
    "year_of",
]
