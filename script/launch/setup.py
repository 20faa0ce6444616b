"""The virtual environment and the system libraries. Done once; a stamp makes the next time instant."""

import hashlib
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from script.launch.machine import (
    PYTHON,
    ROOT,
    VAR,
    Refusal,
    apt_command,
    apt_install,
    has_library,
    held,
    last_line,
    make_folder,
    may_install,
    say,
)

LISTS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}
STAMP = ROOT / ".venv" / "installed.json"
LOG = VAR / "setup.log"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What the PDF engine looks for, and the Debian package that brings it."""


def set_up(*, for_tests: bool = False) -> None:
    """Make ready what the portal, or its tests, need. Raises `Refusal` with the reason where that fails."""
    make_folder(VAR)
    with held(VAR / "setup.lock"):
        wanted = {name: _digest(LISTS[name]) for name in (("run", "test") if for_tests else ("run",))}
        installed = _installed()
        if any(installed.get(name) != digest for name, digest in wanted.items()):
            LOG.write_text("")
            _make_environment()
            _install([LISTS[name] for name in wanted])
            STAMP.write_text(json.dumps(wanted | {"python": _python()}))
        _offer_libraries()
        if for_tests:
            _tell_of_office()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _python() -> str:
    return f"{platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}"


def _installed() -> dict[str, str]:
    """What the stamp says is there; nothing when the environment is of another Python or cannot run."""
    try:
        installed = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return installed if installed.get("python") == _python() and _runs() else {}


def _runs() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_environment() -> None:
    if _runs():
        return
    say("Making the virtual environment .venv ...")
    if shutil.which("uv"):
        command = ["uv", "venv", "--quiet", "--clear", "--python", sys.executable, ".venv"]
    else:
        _need_venv()
        command = [sys.executable, "-m", "venv", "--clear", ".venv"]
    _logged(command, otherwise="The virtual environment could not be made")


def _need_venv() -> None:
    if importlib.util.find_spec("ensurepip"):
        return
    if not (may_install() and apt_install(["python3-venv"], LOG)):
        raise Refusal(f"Python's venv is missing; install it with: {apt_command(['python3-venv'])}")


def _install(lists: list[Path]) -> None:
    say("Installing the pinned packages ...")
    if shutil.which("uv"):
        command = ["uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        _need_pip()
        command = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ]
    command += ["--only-binary", ":all:", "--no-deps"]
    for path in lists:
        command += ["-r", str(path)]
    _logged(command, otherwise="The packages could not be installed; is there a network and space")


def _need_pip() -> None:
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        _logged([str(PYTHON), "-m", "ensurepip"], otherwise="pip could not be made ready")


def _logged(command: list[str], *, otherwise: str) -> None:
    with LOG.open("a") as out:
        done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, check=False)
    if done.returncode:
        raise Refusal(f"{otherwise}? {last_line(LOG)} (all of it: {LOG.relative_to(ROOT)})")


def has_office() -> bool:
    """Whether Word files can be opened here to be compared with the PDF."""
    return shutil.which("soffice") is not None


def _tell_of_office() -> None:
    """The tests run without it, but nobody should think then that Word files were looked at."""
    if not has_office():
        command = apt_command(["libreoffice-writer"])
        say(f"LibreOffice is not on this machine: Word files are not opened by the tests; install: {command}")


def _offer_libraries() -> None:
    """Papers need these libraries; the portal starts without them."""
    missing = [package for library, package in LIBRARIES.items() if not has_library(library)]
    if not missing or (may_install() and apt_install(missing, LOG)):
        return
    say(f"PDF papers need libraries that are missing or slow without them; install: {apt_command(missing)}")
