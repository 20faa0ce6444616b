"""A pytest plugin that writes down how many tests ran, were skipped or failed, in all and by mark."""

import json
from collections import Counter
from pathlib import Path

import pytest

MARKS = ("postgres", "broker", "browser", "office", "walk", "unit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tally", help="file for the counts of this run")


def pytest_configure(config: pytest.Config) -> None:
    target = config.getoption("--tally")
    if target and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Tally(Path(target)), "tally")


class Tally:
    """Counts each test once: as failed if any of its three phases failed."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.outcomes: dict[str, str] = {}
        self.marks: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.outcomes[report.nodeid] = "failed"
        elif report.skipped or report.when == "call":
            self.outcomes.setdefault(report.nodeid, report.outcome)
        self.marks[report.nodeid] = [mark for mark in MARKS if mark in report.keywords]

    def pytest_sessionfinish(self) -> None:
        counts = {"all": Counter(self.outcomes.values())}
        for mark in MARKS:
            counts[mark] = Counter(
                outcome for test, outcome in self.outcomes.items() if mark in self.marks[test]
            )
        self.target.write_text(json.dumps(counts))
