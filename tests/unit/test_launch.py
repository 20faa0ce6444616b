"""The launcher's own decisions: what it refuses, what a run of the tests holds, what it says at the end."""

import argparse
import io
import socket
import stat
from dataclasses import replace
from types import SimpleNamespace

import pytest

from script.launch import environment, server, setup, testing
from script.launch.__main__ import port
from script.launch.machine import Refusal, held, make_folder, refuse_taken_port, without_password
from script.launch.tally import Tally
from script.launch.testing import Result, Run, Tools

WHOLE = Tools(postgres="postgres://x/y", redis="redis://x", browser=True, office=True)
BARE = Tools(postgres="", redis="", browser=False, office=False)


# --- The machine ------------------------------------------------------------------------------------------
def test_a_taken_port_is_refused_in_one_sentence():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        number = door.getsockname()[1]

        with pytest.raises(Refusal, match=rf"^Port {number} on 127\.0\.0\.1 cannot be used .*--port\.$"):
            refuse_taken_port("127.0.0.1", number)

    refuse_taken_port("127.0.0.1", number)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match="cannot be used"):
        refuse_taken_port("192.0.2.1", 8000)


def test_a_full_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("script.launch.machine.NEEDED_BYTES", 1 << 62)

    with pytest.raises(Refusal, match="There is no space"):
        make_folder(tmp_path / "new")


def test_a_folder_under_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Refusal, match="cannot be made"):
        make_folder(tmp_path / "file" / "below")


def test_a_held_lock_refuses_the_second(tmp_path):
    with (
        held(tmp_path / "lock"),
        pytest.raises(Refusal, match=r"^Taken$"),
        held(tmp_path / "lock", otherwise="Taken"),
    ):
        pass

    with held(tmp_path / "lock", otherwise="Taken"):
        pass


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgres://ocop:word@host:5432/ocop", "postgres://host:5432/ocop"),
        ("redis://:word@host/0", "redis://host/0"),
        ("redis://host/0", "redis://host/0"),
    ],
)
def test_addresses_are_shown_without_password(address, shown):
    assert without_password(address) == shown


@pytest.mark.parametrize("word", ["0", "65536", "-1", "web", "8000.0", ""])
def test_what_is_no_port_is_refused(word):
    with pytest.raises(argparse.ArgumentTypeError):
        port(word)


def test_a_port_is_a_number():
    assert port("8000") == 8000


# --- The environment of the portal ------------------------------------------------------------------------
def test_the_secret_key_is_made_once_and_private(tmp_path):
    first = environment.secret_key(tmp_path / "key")

    assert environment.secret_key(tmp_path / "key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://host/name"), ("DATABASE_URL", "ocop"), ("REDIS_URL", "http://host")],
)
def test_a_wrong_address_is_refused_by_its_name(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(Refusal, match=f"^{name} must begin with"):
        environment.refuse_wrong_variables()


def test_a_portal_gets_what_is_not_given_and_keeps_what_is(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SITE_URL", "https://given.example.vn")
    monkeypatch.setenv("ADMIN_PASSWORD", "not-for-the-portal")
    monkeypatch.setenv("DEBUG", "True")
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)

    home = environment.home_of(demo=True, host="10.1.2.3", port=8001)

    assert home.data == tmp_path
    assert home.variables["SITE_URL"] == "https://given.example.vn"
    assert home.variables["ALLOWED_HOSTS"] == "10.1.2.3,127.0.0.1,[::1],localhost"
    assert (home.variables["DEMO"], home.variables["DEBUG"]) == ("True", "False")
    assert home.variables["SECRET_KEY"] == (tmp_path / "secret_key").read_text()
    assert "ADMIN_PASSWORD" not in home.variables
    assert (tmp_path / "broker" / "queue").is_dir()


def test_the_demo_world_and_an_empty_portal_live_apart(tmp_path, monkeypatch):
    monkeypatch.delenv("DATA_DIR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(environment, "VAR", tmp_path)

    assert environment.home_of(demo=True).data == tmp_path / "demo"
    assert environment.home_of(demo=False).data == tmp_path / "portal"


def test_a_digest_follows_content_and_words_but_not_compiled_files(tmp_path):
    (tmp_path / "data.csv").write_text("1")
    before = environment.digest_of([tmp_path], "one")
    of_file = environment.digest_of([tmp_path / "data.csv", tmp_path / "missing"], "one")

    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_text("x")
    assert environment.digest_of([tmp_path], "one") == before
    assert environment.digest_of([tmp_path], "two") != before

    (tmp_path / "data.csv").write_text("2")
    assert environment.digest_of([tmp_path], "one") != before
    assert environment.digest_of([tmp_path / "data.csv", tmp_path / "missing"], "one") != of_file


def test_an_empty_portal_without_administrator_and_terminal_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("ADMIN_USERNAME", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(
        Refusal, match=r"^There is no administrator yet: .*ADMIN_USERNAME and ADMIN_PASSWORD\.$"
    ):
        server.make_administrator(environment.Home(tmp_path, {}))


# --- A run of the tests -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tools", "options", "runs"),
    [
        (WHOLE, {}, [("SQLite", ("postgres", "browser", "walk")), ("PostgreSQL", ("unit",))]),
        (WHOLE, {"only": "postgres"}, [("PostgreSQL", ())]),
        (BARE, {}, [("SQLite", ("postgres", "broker", "browser", "office"))]),
        (replace(WHOLE, postgres=""), {}, [("SQLite", ("postgres",))]),
        (replace(WHOLE, postgres=""), {"fast": True}, [("SQLite", ("postgres", "browser"))]),
    ],
)
def test_each_engine_leaves_out_what_it_cannot_or_need_not_run(tools, options, runs):
    planned = testing.planned_runs(tools, **({"fast": False, "only": None} | options))

    assert [(run.engine, run.left_out) for run in planned] == runs


def test_marks_are_joined_with_what_is_left_out():
    marks, rest = testing.split_marks(["tests/unit", "-m", "broker or browser", "-x"])

    assert rest == ["tests/unit", "-x"]
    assert testing.expression_of(("postgres",), marks) == "not postgres and (broker or browser)"
    assert testing.expression_of((), "") == ""


def test_a_mark_without_expression_is_refused():
    with pytest.raises(Refusal, match="-m needs"):
        testing.split_marks(["-m"])


def test_tests_do_not_see_the_variables_of_a_portal(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO", "True")
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/x")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")

    variables = testing.variables_for(Run("SQLite", {"REDIS_URL": "redis://x"}, ()), tmp_path)

    assert not {"DEMO", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE"} & set(variables)
    assert variables["LANG"] == "C.UTF-8"
    assert variables["REDIS_URL"] == "redis://x"


def result(engine: str, *, code: int = 0, **by_mark: dict[str, int]) -> Result:
    return Result(Run(engine, {}, ()), code, by_mark)


SQLITE = result("SQLite", all={"passed": 90, "skipped": 1}, unit={"passed": 30}, office={"passed": 8})
POSTGRES = result(
    "PostgreSQL",
    all={"passed": 99},
    postgres={"passed": 5},
    broker={"passed": 2},
    browser={"passed": 4},
    walk={"passed": 3},
)


def test_the_summary_says_which_engines_ran():
    assert testing.summary([SQLITE, POSTGRES], WHOLE) == [
        "Engines: SQLite ✓ 90 passed, 1 skipped, PostgreSQL ✓ 99 passed",
        "On PostgreSQL only (locks, races, crashes): 5 passed on PostgreSQL",
        "Redis: 2 passed on PostgreSQL",
        "Browser: 4 passed on PostgreSQL",
        "Word files opened in LibreOffice: 8 passed on SQLite",
        "Walks over all addresses (run once): 3 passed on PostgreSQL",
        "Without a database (run once): 30 passed on SQLite",
    ]


def test_the_summary_says_what_was_not_run():
    without_office = result("SQLite", all={"passed": 82}, unit={"passed": 30})
    assert testing.summary([without_office], BARE)[1:] == [
        "On PostgreSQL only (locks, races, crashes): not on this machine, not run",
        "Redis: not on this machine, not run",
        "Browser: not on this machine, not run",
        "Word files opened in LibreOffice: not on this machine, not run",
        "Walks over all addresses (run once): none chosen",
        "Without a database (run once): 30 passed on SQLite",
    ]


def test_the_set_up_for_tests_says_that_word_files_are_not_opened(monkeypatch, capsys):
    monkeypatch.setattr(setup, "has_office", lambda: False)
    setup._tell_of_office()
    assert "Word files are not opened by the tests" in capsys.readouterr().err
    monkeypatch.setattr(setup, "has_office", lambda: True)
    setup._tell_of_office()
    assert not capsys.readouterr().err


def test_a_complete_run_lacks_nothing():
    assert testing.missing_parts([SQLITE, POSTGRES]) == []


def test_a_run_without_postgres_and_browser_is_not_complete():
    broker_only = result("SQLite", all={"passed": 9}, broker={"passed": 2}, walk={"passed": 3})

    assert testing.missing_parts([broker_only]) == [
        "Not complete: no run on PostgreSQL.",
        "Not complete: no test of PostgreSQL only passed.",
        "Not complete: no test of the browser passed.",
    ]


def test_a_skipped_browser_test_is_not_complete():
    skipped = result(
        "PostgreSQL",
        postgres={"passed": 5},
        broker={"passed": 2},
        browser={"passed": 3, "skipped": 1},
        walk={"passed": 3},
    )

    assert testing.missing_parts([SQLITE, skipped]) == ["Not complete: 1 tests of the browser were skipped."]


@pytest.mark.parametrize(
    ("code", "narrowed", "failed"), [(0, False, False), (5, True, False), (5, False, True), (1, True, True)]
)
def test_no_tests_are_a_failure_unless_the_choice_was_narrowed(code, narrowed, failed):
    assert testing.is_failure(result("SQLite", code=code), narrowed=narrowed) is failed


def test_a_test_counts_once_and_as_failed_when_its_end_fails(tmp_path):
    def report(test: str, when: str, outcome: str, *marks: str) -> SimpleNamespace:
        return SimpleNamespace(
            nodeid=test,
            when=when,
            outcome=outcome,
            failed=outcome == "failed",
            skipped=outcome == "skipped",
            keywords=dict.fromkeys(marks, 1),
        )

    tally = Tally(tmp_path / "tally.json")
    for row in (
        report("a", "setup", "passed", "postgres"),
        report("a", "call", "passed", "postgres"),
        report("a", "teardown", "failed", "postgres"),
        report("b", "setup", "skipped", "browser"),
        report("b", "teardown", "passed", "browser"),
        report("c", "setup", "passed"),
        report("c", "call", "passed"),
        report("c", "teardown", "passed"),
    ):
        tally.pytest_runtest_logreport(row)
    tally.pytest_sessionfinish()

    assert testing.json.loads(tally.target.read_text()) == {
        "all": {"failed": 1, "skipped": 1, "passed": 1},
        "postgres": {"failed": 1},
        "broker": {},
        "browser": {"skipped": 1},
        "office": {},
        "walk": {},
        "unit": {},
    }
