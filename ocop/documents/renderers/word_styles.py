"""The named styles of a Word file: one for each element of Decree 30/2020/NĐ-CP, Appendix I.

Sizes in points, first lines in millimetres. What is not named here is the same for all: black, Times New
Roman, Vietnamese, no space below. Line spacing: Word's single line of this face is 1.149 em.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FACE = "Times New Roman"
LEFT, MID, RIGHT, FULL = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
SINGLE, TEXT = 1.0, 1.09
FIRST_LINE = 12.7


@dataclass(frozen=True, slots=True)
class Look:
    """How the paragraphs of one style are printed. `outline` makes it an entry of the navigation pane."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Any = LEFT
    before: float = 0
    after: float = 0
    first_line: float = 0
    spacing: float = TEXT
    keeps: bool = False
    outline: int | None = None


LOOKS = {
    "Nation": Look(13, bold=True, align=MID, spacing=SINGLE),
    "Motto": Look(14, bold=True, align=MID, spacing=SINGLE),
    "Parent": Look(13, align=MID, spacing=SINGLE),
    "Issuer": Look(13, bold=True, align=MID, spacing=SINGLE),
    "Parent long": Look(12, align=MID, spacing=SINGLE),
    "Issuer long": Look(12, bold=True, align=MID, spacing=SINGLE),
    "Number": Look(13, align=MID, before=7, spacing=SINGLE),
    "About": Look(12, align=MID, before=3, spacing=SINGLE),
    "Date": Look(14, italic=True, align=MID, before=7, spacing=SINGLE),
    "Form mark": Look(12, italic=True, align=RIGHT),
    "Title": Look(14, bold=True, align=MID, before=6, keeps=True, outline=0),
    "Subject": Look(14, bold=True, align=MID, keeps=True),
    "Competence": Look(14, bold=True, align=MID, before=9, keeps=True),
    "Ground": Look(14, italic=True, align=FULL, before=6, first_line=FIRST_LINE),
    "Decides": Look(14, bold=True, align=MID, before=9, keeps=True),
    "Addressee": Look(14, align=LEFT, before=2),
    "Text": Look(14, align=FULL, before=6, first_line=FIRST_LINE),
    "Section": Look(14, bold=True, align=FULL, before=9, first_line=FIRST_LINE, keeps=True, outline=1),
    "Item": Look(14, bold=True, align=FULL, before=6, first_line=FIRST_LINE, keeps=True, outline=2),
    "In words": Look(14, italic=True, align=FULL, before=8),
    "Line": Look(14, align=FULL, before=6),
    "Box": Look(12, align=LEFT, before=3),
    "Box title": Look(12, bold=True, align=MID),
    "Caption": Look(12, italic=True, align=RIGHT, before=6, keeps=True),
    "Cell head": Look(12, bold=True, align=MID, before=2.5, after=2.5, spacing=SINGLE, keeps=True),
    "Cell": Look(12, before=1.7, after=1.7, spacing=SINGLE),
    "Cell strong": Look(12, bold=True, before=1.7, after=1.7, spacing=SINGLE),
    "Cell sub": Look(12, italic=True, before=1.7, after=1.7, spacing=SINGLE),
    "Recipients word": Look(12, bold=True, italic=True, spacing=SINGLE),
    "Recipients": Look(11, spacing=SINGLE),
    "Sign": Look(14, bold=True, align=MID, spacing=SINGLE, keeps=True),
    "Sign note": Look(14, italic=True, align=MID, spacing=SINGLE, keeps=True),
    "Annex number": Look(14, bold=True, align=MID, keeps=True),
    "Annex title": Look(14, bold=True, align=MID, keeps=True, outline=0),
    "Annex origin": Look(14, italic=True, align=MID, after=9, keeps=True),
    "Gap": Look(6, spacing=SINGLE),
}
PREFIX = "OCOP "


def id_of(name: str) -> str:
    """By what a paragraph refers to the style of this name in `LOOKS`."""
    return f"{PREFIX}{name}".replace(" ", "")


def add_styles(document: Any) -> None:
    """Put every style into the document, and the face and the language under all of them."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(14)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = TEXT
    for name, look in LOOKS.items():
        _add(document, name, look)


def _add(document: Any, name: str, look: Look) -> None:
    style = document.styles.add_style(f"{PREFIX}{name}", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    shape = style.paragraph_format
    shape.alignment, shape.line_spacing = look.align, look.spacing
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.widow_control = look.keeps, True
    if look.first_line:
        shape.first_line_indent = Mm(look.first_line)
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)
