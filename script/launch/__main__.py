"""The door of `script/setup`, `script/server`, `script/test`, `script/lint` and `script/manage`."""

import argparse
import subprocess
import sys

from script.launch.environment import home_of
from script.launch.linting import lint
from script.launch.machine import PYTHON, ROOT, Refusal, say
from script.launch.server import run_server
from script.launch.setup import set_up
from script.launch.testing import run_tests

PORTS = range(1, 65536)


def main(words: list[str]) -> int:
    """Do what the first word names. A refusal is one sentence and code 1, never a trace."""
    try:
        return ACTS[words[0]](words[1:]) or 0
    except Refusal as refusal:
        if str(refusal):
            say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return 130


def setup(words: list[str]) -> None:
    parser = argparse.ArgumentParser("script/setup", description="Make the environment and check libraries.")
    parser.add_argument("--tests", action="store_true", help="also what the tests and linters need")
    set_up(for_tests=parser.parse_args(words).tests)


def server(words: list[str]) -> None:
    parser = argparse.ArgumentParser(
        "script/server", description="Set the portal up and run it with the demo world, until Ctrl-C."
    )
    parser.add_argument("--empty", action="store_true", help="no demo world; makes the first administrator")
    parser.add_argument("--port", type=port, default=8000, help="where it listens (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1; 0.0.0.0 opens it to the network")
    run_server(parser.parse_args(words))


def port(word: str) -> int:
    if not word.isdecimal() or int(word) not in PORTS:
        raise argparse.ArgumentTypeError(f"{word} is not a port between 1 and 65535")
    return int(word)


def test(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "script/test",
        description="Run every test on SQLite, and again on PostgreSQL where it is to be had.",
        epilog="Anything else goes to pytest.",
    )
    parser.add_argument("--fast", action="store_true", help="on SQLite only, without browser and Redis")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one engine")
    parser.add_argument(
        "--complete",
        action="store_true",
        help="fail unless both engines, Redis and the browser took part; as root, install what is missing",
    )
    chosen, rest = parser.parse_known_args(words)
    return run_tests(chosen, rest)


def manage(words: list[str]) -> int:
    set_up()
    empty, rest = words[:1] == ["--empty"], [word for word in words if word != "--empty"]
    home = home_of(demo=not empty)
    return subprocess.run([PYTHON, "manage.py", *rest], cwd=ROOT, env=home.variables, check=False).returncode


ACTS = {"setup": setup, "server": server, "test": test, "lint": lambda words: lint(), "manage": manage}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
