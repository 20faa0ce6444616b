"""The environment the portal runs in when started from the checkout: what is not given gets a value here."""

import hashlib
import os
import re
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from script.launch.machine import VAR, Refusal, make_folder

ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 -- compared, not bound to
ADMINISTRATOR = ("ADMIN_USERNAME", "ADMIN_PASSWORD")
"""Variables that name the first administrator; never passed on to the running portal."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where one portal of this checkout lives, and the variables its processes get."""

    data: Path
    variables: dict[str, str]

    @property
    def logs(self) -> Path:
        return self.data / "log"


def home_of(*, demo: bool, host: str = "127.0.0.1", port: int = 8000) -> Home:
    """The demo world and an empty portal live in folders of their own, unless `DATA_DIR` names one.

    Raises `Refusal` where the folder cannot be used or a variable is wrong.
    """
    refuse_wrong_variables()
    data = make_folder(Path(os.environ.get("DATA_DIR") or VAR / ("demo" if demo else "portal")).resolve())
    for name in ("log", "cache", "broker/queue", "broker/control", "home"):
        make_folder(data / name)
    given = {name: value for name, value in os.environ.items() if name not in ADMINISTRATOR}
    variables = {
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(data / "secret_key"),
        "ALLOWED_HOSTS": ",".join(names_of_machine(host)),
        "SITE_URL": site_url(host, port),
    } | given
    return Home(
        data,
        variables
        | {
            "DATA_DIR": str(data),
            "DEMO": str(demo),
            "DEBUG": "False",
            "DJANGO_SETTINGS_MODULE": "ocop.settings",
            "PYTHONUNBUFFERED": "1",
            "XDG_CACHE_HOME": str(data / "home"),
        },
    )


def refuse_wrong_variables() -> None:
    database, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if database and not re.match(r"(postgres|postgresql|pgsql)://", database):
        raise Refusal("DATABASE_URL must begin with postgres://; leave it out for the embedded database.")
    if redis and not re.match(r"rediss?://", redis):
        raise Refusal(
            "REDIS_URL must begin with redis:// or rediss://; leave it out for the embedded broker."
        )


def secret_key(path: Path) -> str:
    """The key of this portal, made at its first start and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def site_url(host: str, port: int) -> str:
    shown = socket.gethostname() if host in ANY_ADDRESS else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def names_of_machine(host: str) -> list[str]:
    """The names under which this machine may be asked for the portal."""
    names = {"localhost", "127.0.0.1", "[::1]"}
    if host in ANY_ADDRESS:
        names |= {socket.gethostname(), *addresses_of_machine()}
    else:
        names.add(f"[{host}]" if ":" in host else host)
    return sorted(names)


def addresses_of_machine() -> set[str]:
    try:
        return {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except socket.gaierror:
        return set()


def digest_of(places: list[Path], *words: str) -> str:
    """A digest of files and of all files in folders, by content, and of words; compiled files left out."""
    digest = hashlib.sha256("\0".join(words).encode())
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(place)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
