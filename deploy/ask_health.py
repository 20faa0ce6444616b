"""Asks the portal in this container whether it can do its work; code 1 if not. For health checks."""

import os
import sys
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8000/suc-khoe"


def main(address: str = ADDRESS) -> int:
    request = urllib.request.Request(address, headers={"Host": known_name()})  # noqa: S310 -- ours
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except (urllib.error.URLError, OSError):
        return 1


def known_name() -> str:
    """A host name the portal answers to: the first of `ALLOWED_HOSTS`."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first not in {"", "*"} else "localhost"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
