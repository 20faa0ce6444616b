"""A PostgreSQL and a Redis for one run of the tests: in a folder of their own, gone afterwards."""

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGINT
from time import monotonic, sleep

from script.launch.machine import Refusal, end_with_parent, free_port, last_line, stop_group

QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "autovacuum": "off",
}
"""What makes a cluster quick that nobody will miss."""
SECONDS_TO_START = 30


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL server of this machine; Debian keeps it off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(
        folders, key=lambda folder: float(re.sub(r"[^\d.]", "", folder.parent.name) or 0), default=None
    )


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Run a cluster and yield the address of its database. PostgreSQL refuses to run as root: another user
    does.
    """
    with _folder("ocop-pg-") as folder:
        user = _unprivileged(folder)
        password, port, log = secrets.token_hex(16), free_port(), folder / "server.log"
        _make_cluster(programs, folder, password, user)
        options = QUICK | {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        command = [str(programs / "postgres"), "-D", str(folder / "data")]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with _running(command, log, user=user, stop_with=SIGINT) as process:
            _wait(process, log, lambda: "ready to accept connections" in log.read_text(errors="replace"))
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"


@contextmanager
def redis(program: str) -> Iterator[str]:
    """Run a Redis that writes nothing to disk and yield its address."""
    with _folder("ocop-redis-") as folder:
        port, log = free_port(), folder / "server.log"
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
        command += ["--save", "", "--appendonly", "no", "--databases", "32"]
        with _running(command, log) as process:
            _wait(process, log, lambda: "eady to accept connections" in log.read_text(errors="replace"))
            yield f"redis://127.0.0.1:{port}/0"


# --- Helpers ----------------------------------------------------------------------------------------------
@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict:
    """For root: arguments that run a process as `postgres` or `nobody`, who gets the folder. Else none."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Refusal("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


def _make_cluster(programs: Path, folder: Path, password: str, user: dict) -> None:
    word = folder / "password"
    word.write_text(password)
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "--username", "postgres", "--no-sync"]
    command += ["--auth", "scram-sha-256", "--pwfile", str(word), "--encoding", "UTF8", "--locale", "C.UTF-8"]
    if user:
        os.chown(word, user["user"], user["group"])
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **user)
    word.unlink()
    if done.returncode:
        raise Refusal(f"A PostgreSQL cluster could not be made: {done.stderr.strip().splitlines()[-1]}")


@contextmanager
def _running(
    command: list[str], log: Path, *, user: dict | None = None, stop_with: int = 15
) -> Iterator[subprocess.Popen]:
    with log.open("w") as out:
        process = subprocess.Popen(
            command,
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 -- no threads run here
            **(user or {}),
        )
    try:
        yield process
    finally:
        stop_group(process, seconds=10, first=stop_with)


def _wait(process: subprocess.Popen, log: Path, is_ready) -> None:
    deadline = monotonic() + SECONDS_TO_START
    while not is_ready():
        if process.poll() is not None or monotonic() > deadline:
            raise Refusal(f"{Path(process.args[0]).name} did not start: {last_line(log)}")
        sleep(0.05)
