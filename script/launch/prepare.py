"""Brings a portal's data up to date before it starts. Runs inside the virtual environment, in the portal's
environment, and prints what came of it as JSON.
"""

import json
import os
import re
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from script.launch.environment import digest_of
from script.launch.machine import ROOT, Refusal, has_room, say, without_password

LOADED_BY = ("data", "management", "migrations", "services.py", "rules")
"""What, inside a package, decides which reference data its command loads."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that may be shown: those of the demo world only."""

    role: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Prepared:
    sign_ins: list[SignIn]
    needs_administrator: bool


def main() -> int:
    try:
        print(json.dumps(asdict(prepare())))
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last word before the terminal: one sentence, details apart
        say(_explain(error))
        return 1
    return 0


def prepare() -> Prepared:
    """Migrate, load what the law and the map of places say, collect static files, make the demo world."""
    import django  # noqa: PLC0415 -- only the virtual environment has it

    _read_settings()
    django.setup()
    _ask_redis()
    _ask_database()
    _run("migrate", interactive=False)
    _refuse_mixed_worlds()
    _load_reference_data()
    _collect_static_files()
    return _open_demo() if _settings().DEMO else Prepared([], needs_administrator=_has_no_administrator())


# --- Steps ------------------------------------------------------------------------------------------------
def _settings():
    from django.conf import settings  # noqa: PLC0415

    return settings


def _read_settings() -> None:
    """Read the settings, so that a variable with a wrong value is named rather than traced."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        _settings().DEBUG  # noqa: B018 -- reading one reads all
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from None
    except (ValueError, KeyError, TypeError) as error:
        read = re.compile(r"env\.\w+\(\s*\"(\w+)\"")
        frames = [frame.line or "" for frame in traceback.extract_tb(error.__traceback__)]
        names = [found[1] for line in frames if (found := read.search(line))]
        raise Refusal(
            f"The variable {names[-1] if names else '(unknown)'} has a wrong value: {error}."
        ) from None


def _ask_redis() -> None:
    url = _settings().REDIS_URL
    if not url:
        return
    import redis  # noqa: PLC0415

    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError, OSError) as error:
        raise Refusal(f"Redis at {without_password(url)} does not answer: {_first_line(error)}.") from None


def _ask_database() -> None:
    from django.db import DatabaseError, connection  # noqa: PLC0415

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        where = _settings().DATABASE_URL
        raise Refusal(
            f"The database at {without_password(where)} does not answer: {_first_line(error)}."
            if where
            else f"The embedded database in {_settings().DATA_DIR} cannot be opened: {_first_line(error)}."
        ) from None


def _refuse_mixed_worlds() -> None:
    """Accounts of the demo world are open to everybody: they never share a database with real ones."""
    from ocop.accounts.demo import DEMO_PREFIX  # noqa: PLC0415
    from ocop.accounts.models import User  # noqa: PLC0415

    holds_demo = User.objects.filter(username__startswith=DEMO_PREFIX).exists()
    if holds_demo and not _settings().DEMO:
        raise Refusal("This database holds the demo world; an empty portal needs another one.")
    if _settings().DEMO and not holds_demo and User.objects.exists():
        raise Refusal("This database holds a portal's own data; the demo world needs another one.")


def _load_reference_data() -> None:
    """Places and law, when what is shipped has changed or the tables are empty."""
    from ocop.law.models import CriteriaSet  # noqa: PLC0415
    from ocop.localities.models import Place  # noqa: PLC0415

    for command, package, table in (
        ("load_places", "localities", Place),
        ("load_law", "law", CriteriaSet),
    ):
        stamp = Path(_settings().DATA_DIR) / f"{command}.stamp"
        digest = digest_of([ROOT / "ocop" / package / name for name in LOADED_BY], _settings().DATABASE_URL)
        if _is_current(stamp, digest) and table.objects.exists():
            continue
        _run(command)
        stamp.write_text(digest)


def _collect_static_files() -> None:
    folders = [ROOT / "static", *sorted(ROOT.glob("*/static")), *sorted(ROOT.glob("ocop/*/static"))]
    installed = (ROOT / "requirements.txt").read_text()
    stamp = Path(_settings().STATIC_ROOT) / ".stamp"
    digest = digest_of(folders, installed)
    if _is_current(stamp, digest):
        return
    _run("collectstatic", interactive=False)
    stamp.write_text(digest)


def _open_demo() -> Prepared:
    from ocop.accounts.demo import DEMO_PASSWORD, demo_accounts  # noqa: PLC0415

    _run("load_demo")
    sign_ins = [SignIn(account.full_name, account.username, DEMO_PASSWORD) for account in demo_accounts()]
    return Prepared(sign_ins, needs_administrator=False)


def _has_no_administrator() -> bool:
    from ocop.accounts.models import User  # noqa: PLC0415

    return not User.objects.filter(is_superuser=True, is_active=True).exists()


# --- Helpers ----------------------------------------------------------------------------------------------
def _is_current(stamp: Path, digest: str) -> bool:
    return stamp.is_file() and stamp.read_text() == digest


def _run(command: str, **options) -> None:
    """Run one of Django's commands; its words go to the terminal only when it has something to say."""
    from django.core.management import call_command  # noqa: PLC0415

    started = monotonic()
    quiet = {"verbosity": 0} if options else {}
    with (Path(_settings().DATA_DIR) / "log" / "prepare.log").open("a") as out:
        call_command(command, stdout=out, stderr=out, **quiet, **options)
    if (seconds := monotonic() - started) > 1:
        say(f"  {command}: {seconds:.0f} s")


def _explain(error: Exception) -> str:
    """One sentence about what went wrong; the trace goes to the log."""
    data = Path(os.environ["DATA_DIR"])
    if not has_room(data):
        return f"There is no space left in {data}."
    log = data / "log" / "prepare.log"
    with log.open("a") as out:
        traceback.print_exception(error, file=out)
    return f"The portal's data could not be made ready: {_first_line(error)} (details: {log})"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
