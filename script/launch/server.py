"""Runs the portal: web, worker and clock as process groups of their own, started and stopped together."""

import argparse
import getpass
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from script.launch.environment import ADMINISTRATOR, ANY_ADDRESS, Home, home_of
from script.launch.machine import (
    PYTHON,
    ROOT,
    Refusal,
    end_group,
    end_with_parent,
    held,
    last_line,
    refuse_taken_port,
    say,
)
from script.launch.setup import set_up

HEALTH = "/suc-khoe"
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 9
LOG_LIMIT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One of the processes of the portal."""

    name: str
    process: subprocess.Popen
    log: Path

    def refuse_end(self) -> None:
        """Raises `Refusal` once the process is no more."""
        code = self.process.poll()
        if code is not None:
            raise Refusal(
                f"The {self.name} ended by itself (code {code}), so the portal was stopped: "
                f"{last_line(self.log)} (all of it: {self.log})"
            )


def run_server(arguments: argparse.Namespace) -> None:
    """Set up, start, tell the address and the sign-ins, and wait for Ctrl-C."""
    refuse_taken_port(arguments.host, arguments.port)
    with stopping_signals():
        set_up()
        home = home_of(demo=not arguments.empty, host=arguments.host, port=arguments.port)
        with held(home.data / "server.lock", otherwise=f"A portal already runs on the data in {home.data}."):
            prepared = prepare(home)
            if prepared["needs_administrator"]:
                make_administrator(home)
            run_parts(home, host=arguments.host, port=arguments.port, sign_ins=prepared["sign_ins"])


# --- Before the start -------------------------------------------------------------------------------------
def prepare(home: Home) -> dict:
    say("Making the data ready ...")
    command = [PYTHON, "-W", "ignore", "-m", "script.launch.prepare"]
    variables = home.variables | {"LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Refusal("")
    return json.loads(done.stdout)


def make_administrator(home: Home) -> None:
    """Make the first administrator, named by the environment or asked for until one is taken."""
    username, password = (os.environ.get(name, "") for name in ADMINISTRATOR)
    if username and password:
        if not is_made(home, username, password):
            raise Refusal("")
        return
    if not sys.stdin.isatty():
        raise Refusal(
            f"There is no administrator yet: start at a terminal once, or set {' and '.join(ADMINISTRATOR)}."
        )
    say("This portal is empty. Name its first administrator.")
    while not is_made(
        home, input("User name: ").strip(), getpass.getpass("Password (10 characters or more): ")
    ):
        say("Try again, or press Ctrl-C to stop.")


def is_made(home: Home, username: str, password: str) -> bool:
    """Whether the administrator was taken; the command itself has said why not."""
    command = [PYTHON, "manage.py", "create_administrator", "--no-color", "--username", username]
    done = subprocess.run(command, cwd=ROOT, env=home.variables, input=password, text=True, check=False)
    return done.returncode == 0


# --- Running ----------------------------------------------------------------------------------------------
def run_parts(home: Home, *, host: str, port: int, sign_ins: list[dict]) -> None:
    """Start every part, wait until the portal answers, and stay until a signal or the end of a part."""
    with parts_of(home, host=host, port=port) as parts:
        try:
            wait_for_answer(parts, health_address(host, port))
            greet(host, port, sign_ins, logs=home.logs)
            while True:
                for part in parts:
                    part.refuse_end()
                sleep(0.5)
        except KeyboardInterrupt:
            say("\nStopping ...")
    say("The portal has stopped.")


@contextmanager
def stopping_signals() -> Iterator[None]:
    """TERM and HUP stop the portal as Ctrl-C does."""
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number, _frame) -> None:
    raise KeyboardInterrupt


@contextmanager
def parts_of(home: Home, *, host: str, port: int) -> Iterator[list[Part]]:
    """The running parts. Afterwards they are stopped within ten seconds: first requests, then work."""
    parts: list[Part] = []
    try:
        for name, command in commands(home, host=host, port=port).items():
            parts.append(start(name, command, home))
        yield parts
    finally:
        stop(parts)


def commands(home: Home, *, host: str, port: int) -> dict[str, list[str]]:
    """What runs, in the order of stopping. One web process with threads: slow clients do not block it."""
    python, bind = str(PYTHON), f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    celery = [python, "-W", "ignore::RuntimeWarning", "-m", "celery", "-A", "ocop"]
    return {
        "web": [
            *(python, "-m", "gunicorn", "ocop.wsgi", "--bind", bind),
            *("--worker-class", "gthread", "--workers", "1", "--threads", "4"),
            *("--graceful-timeout", "4", "--timeout", "120", "--no-control-socket"),
        ],
        "clock": [*celery, "beat", "--schedule", str(home.data / "beat-schedule"), "--pidfile", ""],
        "worker": [
            *(*celery, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
    }


def start(name: str, command: list[str], home: Home) -> Part:
    log = home.logs / f"{name}.log"
    fresh = log.exists() and log.stat().st_size > LOG_LIMIT_BYTES
    with log.open("w" if fresh else "a") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=home.variables,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 -- no threads run here
        )
    return Part(name, process, log)


def stop(parts: list[Part]) -> None:
    """Ask all to end, in order, and end by force what has not; a second Ctrl-C does that at once."""
    deadline = monotonic() + SECONDS_TO_STOP
    try:
        for part in parts:
            part.process.terminate()
        for part in parts:
            end_group(part.process, seconds=deadline - monotonic())
    except KeyboardInterrupt:
        for part in parts:
            end_group(part.process, seconds=0)


def health_address(host: str, port: int) -> str:
    return address_of("127.0.0.1" if host in ANY_ADDRESS else host, port) + HEALTH


def address_of(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def wait_for_answer(parts: list[Part], address: str) -> None:
    deadline = monotonic() + SECONDS_TO_ANSWER
    while not answers(address):
        for part in parts:
            part.refuse_end()
        if monotonic() > deadline:
            raise Refusal(
                f"The portal did not answer within {SECONDS_TO_ANSWER} seconds; see {parts[0].log}."
            )
        sleep(0.1)


def answers(address: str) -> bool:
    """Whether the portal says at this address that it can do its work; no proxy is asked."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def greet(host: str, port: int, sign_ins: list[dict], *, logs: Path) -> None:
    lines = [
        "",
        f"The portal answers at {address_of('localhost' if host in ANY_ADDRESS else host, port)}/",
        "",
    ]
    if sign_ins:
        lines += ["Demo world: everybody may sign in, nothing is real.", ""]
        wide = max(len(row["username"]) for row in sign_ins)
        lines += [f"  {row['username']:<{wide}}  {row['role']}" for row in sign_ins]
        lines += ["", f"  password of all: {sign_ins[0]['password']}", ""]
    print("\n".join([*lines, f"Logs: {logs}   Ctrl-C stops everything.", ""]), flush=True)
