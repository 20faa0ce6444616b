"""What a first visit transfers, in bytes on the wire; a phone on a weak line pays for each of them."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

STATIC = Path(__file__).resolve().parents[3] / "static"
FRAME = [
    "vendor/bootstrap/bootstrap.min.css",
    "css/tokens.css",
    "css/portal.css",
    "img/icons.svg",
    "img/mark.svg",
    "img/fields.svg",
    "js/portal.js",
    "django_htmx/htmx-2.min.js",
]
PAGE_ITSELF = 15_000
"""Room for the page's own HTML and pictures."""


def on_the_wire(name: str) -> int:
    content = Path(finders.find(name)).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))


def test_first_view_of_a_page_stays_under_100_kilobytes():
    fonts = [f"fonts/{path.name}" for path in (STATIC / "fonts").glob("*.woff2")]

    assert sum(map(on_the_wire, [*FRAME, *fonts])) + PAGE_ITSELF <= 100_000


def test_check_page_needs_one_small_style_sheet():
    assert on_the_wire("css/check.css") <= 3_000
    assert "@font-face" not in (STATIC / "css/check.css").read_text()
