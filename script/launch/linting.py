"""Style, import contracts, migrations, and the settings production runs with."""

import os
import secrets
import subprocess
import tempfile

from script.launch.machine import PYTHON, ROOT, say
from script.launch.setup import set_up

BIN = PYTHON.parent


def lint() -> int:
    """Run every check, also after one has failed; 0 when all passed."""
    set_up(for_tests=True)
    with tempfile.TemporaryDirectory(prefix="ocop-lint-") as data:
        variables = os.environ | production_variables(data)
        failed = [name for name, command in checks().items() if not _passes(name, command, variables)]
    say(
        f"Failed: {', '.join(failed)}"
        if failed
        else "Style, imports, migrations and production settings: in order."
    )
    return 1 if failed else 0


def checks() -> dict[str, list[str]]:
    manage = [str(PYTHON), "-W", "ignore", "manage.py"]
    return {
        "ruff check": [str(BIN / "ruff"), "check", "--quiet", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
        "types": [str(BIN / "mypy")],
        "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "check --deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }


def production_variables(data: str) -> dict[str, str]:
    """What a portal in production is given. No database is asked: it need not exist."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "postgres://ocop:harmless@database/ocop",
        "REDIS_URL": "redis://redis:6379/0",
        "ALLOWED_HOSTS": "ocop.example.vn",
        "CSRF_TRUSTED_ORIGINS": "https://ocop.example.vn",
        "SITE_URL": "https://ocop.example.vn",
        "BEHIND_TLS_PROXY": "True",
        "DEBUG": "False",
        "DEMO": "False",
        "DATA_DIR": data,
        "DJANGO_SETTINGS_MODULE": "ocop.settings",
    }


def _passes(name: str, command: list[str], variables: dict[str, str]) -> bool:
    say(f"--- {name}")
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode == 0
