"""Pages of stored PDF files as pictures, so that a browser shows them without opening the file.

Drawn once and kept in a private folder, under the digest of the file, as long as somebody looks at them. The
folder may be emptied at any time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from time import time

from django.conf import settings

DRAW = Path(__file__).with_name("draw_page.py")
COUNT = "pages"
"""The file that says how many pages a document has."""
PATIENCE = 20
"""Seconds to wait for a page; the program itself is given less."""

KEEP_FOR = 30 * 24 * 60 * 60
"""Seconds for which a picture is kept after somebody last looked at it."""


class CannotDraw(Exception):  # noqa: N818 -- named for what happened
    """The page is not there, or the file cannot be drawn."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a JPEG file, and how many pages its document has."""

    path: Path
    pages: int


def draw_page(source: Path, *, sha256: str, page: int) -> DrawnPage:
    """The page of a PDF, counted from 1. Raises `CannotDraw`."""
    folder = Path(settings.PAGES_DIR) / sha256[:2] / sha256
    kept, count = folder / f"{page}.jpg", folder / COUNT
    if not (kept.exists() and count.exists()):
        _draw(source, page, kept, count)
    os.utime(kept)
    return DrawnPage(kept, int(count.read_text()))


def forget_old_pages() -> int:
    """Delete the pictures nobody looked at in `KEEP_FOR`; returns how many files went."""
    too_old, gone = time() - KEEP_FOR, 0
    for folder in Path(settings.PAGES_DIR).glob("*/*"):
        untouched = folder.stat().st_mtime < too_old  # nobody is drawing into it
        pictures = [path for path in folder.iterdir() if path.name != COUNT]
        stale = [path for path in pictures if path.stat().st_mtime < too_old]
        for path in stale:
            path.unlink(missing_ok=True)
        gone += len(stale)
        if untouched and len(stale) == len(pictures):
            (folder / COUNT).unlink(missing_ok=True)
            folder.rmdir()
    return gone


def _draw(source: Path, page: int, kept: Path, count: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = kept.with_name(f".{token_hex(8)}.part")
    try:
        told = subprocess.run(  # noqa: S603 -- our own program; the path is one that the portal chose
            [sys.executable, "-I", str(DRAW), str(source), str(page), str(draft)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        if not draft.exists():
            raise CannotDraw
        draft.chmod(0o600)
        count.write_text(told.stdout)
        draft.rename(kept)
    except (subprocess.SubprocessError, OSError) as problem:
        raise CannotDraw from problem
    finally:
        draft.unlink(missing_ok=True)
