"""WeasyPrint with this project's fonts and sheets and nothing else: no network, no paths taken from data."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import get_ident
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import ImageFile

from ocop.core.errors import RuleViolation

VARIANT = "pdf/ua-1"
OWN_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
"""Pictures that the portal drew anew itself: marks, codes, backgrounds."""

FACES = tuple(f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))


class RenderFailed(RuleViolation):
    """The template, its text or one of its assets cannot be made into a paper."""


def to_pdf(template: str, page: object) -> bytes:
    """A paper of any length. Raises `RenderFailed`."""
    return printed(html_of(template, page))


def printed(html: str) -> bytes:
    """The PDF of a page of ours; the same page gives the same PDF."""
    return write(lay_out(html))


@cache
def template_version(template: str) -> str:
    """A short hash of the template and the styles it is printed with, kept beside every issued paper."""
    from django.template import engines  # noqa: PLC0415 -- engines exist once the apps are ready

    source = engines["django"].get_template(template).template.source
    styles = b"".join(path.read_bytes() for path in sorted(assets_root().glob("*.css")))
    return hashlib.sha256(source.encode() + styles).hexdigest()[:12]


def html_of(template: str, page: object, **more: object) -> str:
    with override("vi"):
        return render_to_string(template, {"page": page, **more})


def assets_root() -> Path:
    return Path(settings.DOCUMENT_ASSETS).resolve()


def lay_out(html: str):
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- slow import, and its libraries may be missing
    except OSError as missing:
        raise RenderFailed(_("Máy chủ thiếu thư viện in (Pango). Hãy báo quản trị.")) from missing
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on, and broken uploads would pass as whole
    with _nothing_left_out():
        source = HTML(string=html, base_url=f"{assets_root().as_uri()}/", url_fetcher=_assets())
        return source.render(font_config=_fonts())


def write(layout, *, variant: str | None = VARIANT) -> bytes:
    with _nothing_left_out():
        return layout.write_pdf(pdf_variant=variant)


@contextmanager
def _nothing_left_out() -> Iterator[None]:
    """Turn what WeasyPrint refuses, and what it merely logs, into `RenderFailed`."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- slow import

    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.setLevel(logging.WARNING)  # its own: a process that logs errors only must not lose a complaint
    logger.addHandler(complaints)
    try:
        yield
    except FatalURLFetchingError as refusal:  # a BaseException: it would slip past `except Exception`
        raise RenderFailed(str(refusal)) from None
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise RenderFailed("; ".join(complaints.lines))


@cache
def _fonts():
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import

    return FontConfiguration()


@cache
def _assets():
    """A fetcher that serves the files of `DOCUMENT_ASSETS` and our own pictures, and refuses everything
    else.
    """
    from weasyprint.urls import (  # noqa: PLC0415 -- slow import
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    root = assets_root()
    lacking = [face for face in FACES if not (root / "fonts" / face).is_file()]
    if lacking:  # another face would be taken and only a debug line would say so
        raise RenderFailed(f"fonts missing: {', '.join(lacking)}")

    class ProjectAssets(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(OWN_PICTURES):
                return super().fetch(url, headers)
            path = Path(unquote(urlsplit(url).path)).resolve()
            if not url.startswith("file:") or root not in path.parents or not path.is_file():
                raise FatalURLFetchingError(f"not an asset of this project: {url[:100]}")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return ProjectAssets()


class _Complaints(logging.Handler):
    """WeasyPrint only logs what it leaves out; here every such line stops the paper."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = get_ident()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:  # another thread's paper is its own affair
            self.lines.append(record.getMessage())
