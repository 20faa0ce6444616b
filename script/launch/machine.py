"""The machine the portal is set up on: its folders, ports, system packages and programs."""

import ctypes
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
VAR = ROOT / "var"
NEEDED_BYTES = 300 * 1024 * 1024
"""Free space without which neither set-up nor start makes sense."""
SECRET = re.compile(r"(?<=://)[^/@\s]*@")


class Refusal(Exception):  # noqa: N818 -- named for what happened, as the style asks
    """What cannot be done, in one sentence for the person at the terminal."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def without_password(address: str) -> str:
    """An address fit for the terminal: `redis://:word@host/0` becomes `redis://host/0`."""
    return SECRET.sub("", address)


# --- Folders ----------------------------------------------------------------------------------------------
def make_folder(folder: Path) -> Path:
    """Make a private folder with room in it. Raises `Refusal` where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refusal(f"The folder {folder} cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK):
        raise Refusal(f"The folder {folder} cannot be written to by this user.")
    if not has_room(folder):
        raise Refusal(f"There is no space: {folder} needs {NEEDED_BYTES >> 20} MB free.")
    return folder


def has_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free >= NEEDED_BYTES


@contextmanager
def held(lock: Path, *, otherwise: str = "") -> Iterator[None]:
    """Hold a lock file; wait for whoever holds it, or refuse with the sentence `otherwise`."""
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if otherwise else 0))
        except BlockingIOError:
            raise Refusal(otherwise) from None
        yield


# --- Ports ------------------------------------------------------------------------------------------------
def refuse_taken_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except socket.gaierror:
        raise Refusal(f"The address {host} is not known on this machine.") from None
    except PermissionError:
        raise Refusal(f"Port {port} is not open to this user; choose one above 1023 with --port.") from None
    except OSError as error:
        raise Refusal(
            f"Port {port} on {host} cannot be used ({error.strerror.lower()}); "
            "stop what runs there or choose another one with --port."
        ) from None


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


# --- System packages --------------------------------------------------------------------------------------
def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_command(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def apt_install(packages: list[str], log: Path) -> bool:
    """Install Debian packages as root; the words of apt-get go to the log. Says whether it worked."""
    say(f"Installing {' '.join(packages)} ...")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with log.open("a") as out:
        for command in (["apt-get", "update", "-qq"], install):
            done = subprocess.run(command, stdout=out, stderr=out, env=environment, check=False)
    return done.returncode == 0


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


# --- Processes --------------------------------------------------------------------------------------------
def end_with_parent() -> None:
    """For `preexec_fn`: the kernel ends this child should its parent be killed outright (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def stop_group(process: subprocess.Popen, *, seconds: float, first: int = signal.SIGTERM) -> None:
    """Ask a process that leads its own group to end; after `seconds` end the group by force."""
    process.send_signal(first)
    end_group(process, seconds=seconds)


def end_group(process: subprocess.Popen, *, seconds: float) -> None:
    """Wait for a process that was asked to end; then end by force what is left of its group."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(max(seconds, 0.1))
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it wrote nothing"
