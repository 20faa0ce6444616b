"""A paper as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocop.core.text import search_key
from ocop.documents.paper import Paper
from ocop.documents.renderers import paper_to_pdf, to_docx


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file made at this moment; it is not kept."""

    name: str
    content_type: str
    content: bytes


FORMATS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (paper_to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def file_of(paper: Paper, file_format: str, *, name: str = "") -> PrintedFile:
    """A paper as "pdf" or "docx", called by its own name unless another is given.

    Raises `KeyError` for another format, and `RenderFailed`.
    """
    make, content_type = FORMATS[file_format]
    name = search_key(name or paper.name).replace(" ", "-")[:120]
    return PrintedFile(f"{name}.{file_format}", content_type, make(paper))
