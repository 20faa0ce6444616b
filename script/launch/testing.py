"""Runs the tests on every engine of this machine and says plainly which took part."""

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from script.launch import throwaway
from script.launch.machine import PYTHON, ROOT, VAR, Refusal, apt_command, apt_install, may_install, say
from script.launch.setup import LOG, has_office, set_up

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The programs that can be the browser, the one without a window first: it is quicker."""
WORKERS = len(os.sched_getaffinity(0)) + 1
"""One more than there are processors, since some tests wait for a portal, a worker or a browser to answer."""
NOTHING_COLLECTED = 5
"""pytest's exit code when a choice of tests holds none for this engine."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What this machine offers to the tests besides SQLite; an empty address where it offers nothing."""

    postgres: str
    redis: str
    browser: bool
    office: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest on one engine, with the marks it leaves out."""

    engine: str
    variables: dict[str, str]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    run: Run
    code: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, outcome: str, mark: str = "all") -> int:
        return self.counts.get(mark, {}).get(outcome, 0)


def run_tests(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Run what was chosen; 0 when all that ran passed and, for a complete run, all that was demanded ran."""
    marks, rest = split_marks(rest)
    set_up(for_tests=True)
    with ExitStack() as stack:
        stack.enter_context(_terminable())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ocop-test-")))
        tools = stack.enter_context(tools_of_machine(chosen))
        runs = planned_runs(tools, fast=chosen.fast, only=chosen.only)
        if not (rest or marks):
            make_templates(runs, folder)
        results = [run_pytest(run, folder, marks=marks, rest=rest) for run in runs]
    print("\n" + "\n".join(summary(results, tools)), flush=True)
    lacking = missing_parts(results) if chosen.complete else []
    for sentence in lacking:
        say(sentence)
    return 1 if lacking or any(is_failure(result, narrowed=bool(rest or marks)) for result in results) else 0


def split_marks(words: list[str]) -> tuple[str, list[str]]:
    """Take `-m EXPRESSION` out of pytest's arguments: it is joined with what each engine leaves out."""
    if "-m" not in words:
        return "", words
    at = words.index("-m")
    if at + 1 == len(words):
        raise Refusal("-m needs an expression of marks.")
    return words[at + 1], words[:at] + words[at + 2 :]


# --- What the machine offers ------------------------------------------------------------------------------
@contextmanager
def tools_of_machine(chosen: argparse.Namespace) -> Iterator[Tools]:
    """Start what the chosen run needs. As root the browser is installed where missing; servers for a
    complete run only.
    """
    with ExitStack() as stack:
        wants_postgres = chosen.only != "sqlite" and not chosen.fast
        if chosen.complete:
            _install_servers()
        if not chosen.fast and not has_browser() and may_install():
            any(apt_install([name], LOG) for name in BROWSERS[:2])
        database = _postgres(stack) if wants_postgres else ""
        if chosen.only == "postgres" and not database:
            raise Refusal(
                f"PostgreSQL is not on this machine; install it with: {apt_command(['postgresql'])}"
            )
        broker = "" if chosen.fast else _redis(stack)
        yield Tools(database, broker, browser=has_browser(), office=has_office())


def has_browser() -> bool:
    return browser_program() is not None


def browser_program() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _install_servers() -> None:
    missing = []
    if not os.environ.get("DATABASE_URL") and not throwaway.postgres_programs():
        missing.append("postgresql")
    if not os.environ.get("REDIS_URL") and not shutil.which("redis-server"):
        missing.append("redis-server")
    if missing and may_install():
        apt_install(missing, LOG)


def _postgres(stack: ExitStack) -> str:
    if given := os.environ.get("DATABASE_URL"):
        return given
    programs = throwaway.postgres_programs()
    return stack.enter_context(throwaway.postgres(programs)) if programs else ""


def _redis(stack: ExitStack) -> str:
    program = shutil.which("redis-server")
    return stack.enter_context(throwaway.redis(program)) if program else os.environ.get("REDIS_URL", "")


@contextmanager
def _terminable() -> Iterator[None]:
    """A TERM ends the run like Ctrl-C, so that the throw-away servers go too."""
    import signal  # noqa: PLC0415

    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# --- Runs -------------------------------------------------------------------------------------------------
def planned_runs(tools: Tools, *, fast: bool, only: str | None) -> list[Run]:
    """SQLite first. What asks no database runs there only. The browser and the long walks over all addresses
    run once: on PostgreSQL, which production uses, where it is there.
    """
    broker = {"REDIS_URL": tools.redis, "TEST_REDIS_URL": tools.redis} if tools.redis else {}
    there = {"broker": tools.redis, "browser": tools.browser, "office": tools.office}
    absent = tuple(mark for mark, tool in there.items() if not tool)
    runs = []
    if only != "postgres":
        elsewhere = ("browser", "walk") if tools.postgres else ("browser",) if fast else ()
        runs.append(Run("SQLite", broker, unique("postgres", *absent, *elsewhere)))
    if tools.postgres:
        asked = ("unit",) if runs else ()
        runs.append(Run("PostgreSQL", broker | {"DATABASE_URL": tools.postgres}, unique(*absent, *asked)))
    return runs


def unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def make_templates(runs: list[Run], folder: Path) -> None:
    """The databases that the tests copy, of all engines at the same time: each keeps one processor busy.
    What fails here is told by the run itself, which tries again.
    """
    make = "import django; django.setup(); from tests.databases import make_template; make_template()"
    settings = {"DJANGO_SETTINGS_MODULE": "ocop.settings_test"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen(
            [str(PYTHON), "-c", make],
            cwd=ROOT,
            env=variables_for(run, folder / f"template of {run.engine}") | settings,
            **quiet,
        )
        for run in runs
    ]
    for process in started:
        process.wait()


def run_pytest(run: Run, folder: Path, *, marks: str, rest: list[str]) -> Result:
    tally, data = folder / f"{run.engine}.json", folder / run.engine
    data.mkdir()
    command = [str(PYTHON), "-m", "pytest", "-p", "script.launch.tally", "--tally", str(tally)]
    if not any(word == "-n" or word.startswith("--numprocesses") for word in rest):
        command += ["-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
    if expression := expression_of(run.left_out, marks):
        command += ["-m", expression]
    say(f"\n=== {run.engine} ===")
    done = subprocess.run([*command, *rest], cwd=ROOT, env=variables_for(run, data), check=False)
    return Result(run, done.returncode, json.loads(tally.read_text()) if tally.exists() else {})


def expression_of(left_out: tuple[str, ...], marks: str) -> str:
    return " and ".join([f"not {mark}" for mark in left_out] + ([f"({marks})"] if marks else []))


def variables_for(run: Run, data: Path) -> dict[str, str]:
    """The terminal's variables without any that would change the portal, and those of this run.

    A run starts dozens of processes that load the same modules: they may keep them compiled.
    """
    ours = re.findall(r"^#?\s?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    left = {*ours, "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return kept | run.variables | {"DATA_DIR": str(data), "XDG_CACHE_HOME": str(VAR / "cache")}


# --- What is said at the end ------------------------------------------------------------------------------
def is_failure(result: Result, *, narrowed: bool) -> bool:
    return result.code not in ({0, NOTHING_COLLECTED} if narrowed else {0})


def summary(results: list[Result], tools: Tools) -> list[str]:
    """The closing lines: which engines ran how many tests, and what was not run and why."""
    engines = ", ".join(
        f"{result.run.engine} {'✓' if result.code == 0 else '✗'} {_counted(result) or 'nothing'}"
        for result in results
    )
    lines = [f"Engines: {engines}"]
    for mark, title, there in (
        ("postgres", "On PostgreSQL only (locks, races, crashes)", tools.postgres),
        ("broker", "Redis", tools.redis),
        ("browser", "Browser", tools.browser),
        ("office", "Word files opened in LibreOffice", tools.office),
        ("walk", "Walks over all addresses (run once)", True),
        ("unit", "Without a database (run once)", True),
    ):
        ran = [f"{said} on {result.run.engine}" for result in results if (said := _counted(result, mark))]
        lines.append(
            f"{title}: {', '.join(ran) or ('none chosen' if there else 'not on this machine, not run')}"
        )
    return lines


def _counted(result: Result, mark: str = "all") -> str:
    words = ("passed", "failed", "skipped")
    return ", ".join(f"{n} {word}" for word in words if (n := result.count(word, mark)))


def missing_parts(results: list[Result]) -> list[str]:
    """What a complete run demands and did not get, a sentence each."""
    engines = {result.run.engine for result in results}
    sentences = [
        f"Not complete: no run on {name}." for name in ("SQLite", "PostgreSQL") if name not in engines
    ]
    for mark, title in (
        ("postgres", "PostgreSQL only"),
        ("broker", "Redis"),
        ("browser", "the browser"),
        ("walk", "the walks over all addresses"),
    ):
        if not any(result.count("passed", mark) for result in results):
            sentences.append(f"Not complete: no test of {title} passed.")
        if skipped := sum(result.count("skipped", mark) for result in results):
            sentences.append(f"Not complete: {skipped} tests of {title} were skipped.")
    return sentences
