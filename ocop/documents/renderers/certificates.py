"""Certificates: one landscape page with the ornament of its rank beneath the text (ADR 0016)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from io import BytesIO
from typing import Any, Protocol
from unicodedata import normalize

import pikepdf
from django.utils.translation import gettext as _

from ocop.documents.renderers.codes import qr_bitmap
from ocop.documents.renderers.pdf import RenderFailed, assets_root, html_of, lay_out, write
from ocop.documents.renderers.places import Unfillable
from ocop.documents.renderers.shaping import Face, NoRoom, OddLetter
from ocop.documents.renderers.specimens import Specimen

log = logging.getLogger(__name__)
FITS = 5
SPECIMENS_KEPT = 24
"""Three ranks in five sizes and some: an issuer's batch needs no more."""
SHEET = """<html lang="vi"><title>Nền</title><style>@page {{ size: A4 landscape; margin: 0;
background: {layers}
}}</style><body></body></html>"""
LAYER = 'url("{address}") 0 0 / 297mm 210mm no-repeat'
SHEETS_KEPT = 8
FILES = {
    "OCOP-Serif": "LiberationSerif-Regular.ttf",
    "OCOP-Serif-Bold": "LiberationSerif-Bold.ttf",
    "OCOP-Serif-Italic": "LiberationSerif-Italic.ttf",
    "OCOP-Serif-Bold-Italic": "LiberationSerif-BoldItalic.ttf",
}
LOOKS = ("", "font-weight: bold", "font-style: italic", "font-weight: bold; font-style: italic")
LIGATURES = "fi fl"


class Page(Protocol):
    """What a certificate says, as a frozen value, and what of it differs between those of one decision."""

    @property
    def ground(self) -> str:
        """“ornament”, “blank” where it is printed on ready paper, or a picture as a data address."""

    @property
    def specimen(self) -> Any:
        """The same page with tokens such as “{number}” for what differs."""

    @property
    def words(self) -> Mapping[str, str]:
        """What stands in the place of each token."""

    @property
    def codes(self) -> Mapping[str, str]:
        """What each QR code says, by the `data-picture` of its place."""


def to_certificate(template: str, page: Page, *, stars: int | str) -> bytes:
    """The certificate as a file: words filled into a page that was laid out once for the whole decision.

    `stars` names the ornament: a rank, or "training". Long names take the first of five sizes with which
    everything stays on the page. What cannot be filled, such as a name with a Greek letter, is laid out by
    itself. Raises `RenderFailed` where one is too long.
    """
    codes = {name: qr_bitmap(text) for name, text in page.codes.items()}
    words = {name: normalize("NFC", word) for name, word in page.words.items()}
    try:
        for fit in range(FITS):
            try:
                return _specimen(template, page.specimen, stars, fit).fill(words, codes)
            except NoRoom:
                continue
    except OddLetter:
        return lay_out_certificate(template, page, stars=stars)
    except Unfillable as reason:
        log.warning("a certificate is laid out on its own, slowly: %s", reason)
        return lay_out_certificate(template, page, stars=stars)
    raise RenderFailed(_("Tên sản phẩm hoặc chủ thể quá dài, không vừa giấy chứng nhận."))


def lay_out_certificate(template: str, page: Any, *, stars: int | str) -> bytes:
    """The same, laid out by WeasyPrint from its own words. Raises `RenderFailed`."""
    for fit in range(FITS):
        layout = lay_out(html_of(template, page, fit=fit))
        if len(layout.pages) == 1:
            return _on_ground(write(layout), page, stars)
    raise RenderFailed(_("Tên sản phẩm hoặc chủ thể quá dài, không vừa giấy chứng nhận."))


@lru_cache(maxsize=SPECIMENS_KEPT)
def _specimen(template: str, page: Any, stars: int | str, fit: int) -> Specimen:
    layout = lay_out(html_of(template, page, fit=fit))
    if len(layout.pages) != 1:
        raise Unfillable(f"the page with tokens takes {len(layout.pages)} sheets")
    fonts, faces = _fonts()
    pdf = _on_ground(write(layout), page, stars)
    return Specimen(pdf, layout.pages[0]._page_box, faces=faces, fonts=fonts)


@cache
def _fonts() -> tuple[pikepdf.Pdf, dict[str, Face]]:
    """The faces as WeasyPrint embeds them, with every letter that names are usually written in."""
    said = escape(f"{' '.join(_letters())} {LIGATURES}")
    lines = "".join(f'<p style="font-family: OCOP Serif; {look}">{said}</p>' for look in LOOKS)
    page = f'<html lang="vi"><title>Chữ</title><link rel="stylesheet" href="fonts.css"><body>{lines}</body>'
    fonts = pikepdf.open(BytesIO(write(lay_out(page), variant=None)))
    faces = {}
    for name, font in fonts.pages[0].Resources.Font.items():
        file = assets_root() / "fonts" / FILES[str(font.BaseFont).partition("+")[2]]
        faces[name[1:]] = Face(name[1:], font, file.read_bytes())
    return fonts, faces


def _letters() -> list[str]:
    """Vietnamese and Western European letters, digits, and the signs that stand between them."""
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    vowels = [normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones]
    spoken = {*vowels, *(vowel.upper() for vowel in vowels), "đ", "Đ"}
    western = {chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x100)) if code != 0xAD}
    return sorted(spoken | western | set("–—‘’“”…•€™"))


@lru_cache(maxsize=SHEETS_KEPT)
def _sheet(stars: int | str, ground: str) -> bytes:
    """The ornament of a rank, or its stars on a picture, as a page without text or tags."""
    addresses = [f"sheets/certificate-{stars}.svg"]
    if ground != "ornament":
        addresses = [f"sheets/stars-{stars}.svg", ground]
    layers = ", ".join(LAYER.format(address=address) for address in addresses)
    return write(lay_out(SHEET.format(layers=layers)), variant=None)


def _on_ground(paper: bytes, page: Any, stars: int) -> bytes:
    """The page on what lies beneath it, or as it is where it is printed on ready paper."""
    return paper if page.ground == "blank" else _stamp(paper, _sheet(stars, page.ground))


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
