"""WeasyPrint with this project's fonts and sheets and nothing else: no network, no paths taken from data."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import get_ident
from urllib.parse import unquote, urlsplit

import pikepdf
import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import ImageFile

from ocop.core.errors import RuleViolation

VARIANT = "pdf/ua-1"
FITS = 5
FACES = tuple(f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
SHEET = """<html lang="vi"><title>Nền</title><style>@page {{ size: A4 landscape; margin: 0;
background: url("sheets/certificate-{stars}.svg") 0 0 / 297mm 210mm no-repeat
}}</style><body></body></html>"""


class RenderFailed(RuleViolation):
    """The template, its text or one of its assets cannot be made into a paper."""


def to_pdf(template: str, page: object) -> bytes:
    """A paper of any length. Raises `RenderFailed`."""
    return _write(_lay_out(_html(template, page)))


def to_certificate(template: str, page: object, *, stars: int) -> bytes:
    """One landscape page with the ornament of its rank beneath the text.

    Long names take the first of five sizes with which everything stays on the page. Raises `RenderFailed`
    when even the smallest does not do.
    """
    for fit in range(FITS):
        layout = _lay_out(_html(template, page, fit=fit))
        if len(layout.pages) == 1:
            return _stamp(_write(layout), _sheet(stars))
    raise RenderFailed(_("Tên sản phẩm hoặc chủ thể quá dài, không vừa giấy chứng nhận."))


def qr_code(address: str) -> str:
    """A QR code as a data address, to be put into `src`; error correction M, quiet zone of four modules."""
    return segno.make(address, error="m", micro=False).png_data_uri(scale=8, border=4)


@cache
def template_version(template: str) -> str:
    """A short hash of the template and the styles it is printed with, kept beside every issued paper."""
    from django.template import engines  # noqa: PLC0415 -- engines exist once the apps are ready

    source = engines["django"].get_template(template).template.source
    styles = b"".join(path.read_bytes() for path in sorted(_root().glob("*.css")))
    return hashlib.sha256(source.encode() + styles).hexdigest()[:12]


def _html(template: str, page: object, **more: object) -> str:
    with override("vi"):
        return render_to_string(template, {"page": page, **more})


def _root() -> Path:
    return Path(settings.DOCUMENT_ASSETS).resolve()


def _lay_out(html: str):
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- slow import, and its libraries may be missing
    except OSError as missing:
        raise RenderFailed(_("Máy chủ thiếu thư viện in (Pango). Hãy báo quản trị.")) from missing
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on, and broken uploads would pass as whole
    with _nothing_left_out():
        source = HTML(string=html, base_url=f"{_root().as_uri()}/", url_fetcher=_assets())
        return source.render(font_config=_fonts())


def _write(layout, *, variant: str | None = VARIANT) -> bytes:
    with _nothing_left_out():
        return layout.write_pdf(pdf_variant=variant)


@contextmanager
def _nothing_left_out() -> Iterator[None]:
    """Turn what WeasyPrint refuses, and what it merely logs, into `RenderFailed`."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- slow import

    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
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
def _sheet(stars: int) -> bytes:
    """The ornament of a rank as a page without text or tags, made once for each process."""
    return _write(_lay_out(SHEET.format(stars=stars)), variant=None)


def _stamp(paper: bytes, sheet: bytes) -> bytes:
    """Lay the sheet under the only page, marked as an artifact so that readers aloud pass it over."""
    with pikepdf.open(BytesIO(paper)) as pdf, pikepdf.open(BytesIO(sheet)) as ground:
        page = pdf.pages[0]
        form = pdf.copy_foreign(pikepdf.Page(ground.pages[0]).as_form_xobject())
        resources = pikepdf.Dictionary(page.obj.Resources)
        held = pikepdf.Dictionary(resources.get("/XObject", {}))
        held["/OcopSheet"] = form
        resources.XObject = held
        page.obj.Resources = resources
        page.contents_add(b"/Artifact BMC q /OcopSheet Do Q EMC\n", prepend=True)
        out = BytesIO()
        pdf.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


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

    root = _root()
    lacking = [face for face in FACES if not (root / "fonts" / face).is_file()]
    if lacking:  # another face would be taken and only a debug line would say so
        raise RenderFailed(f"fonts missing: {', '.join(lacking)}")

    class ProjectAssets(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith("data:image/png;base64,"):
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
