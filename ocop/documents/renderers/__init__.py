"""Pages to PDF and Word. The only package that knows an engine for papers."""

from ocop.documents.paper import Paper
from ocop.documents.renderers.certificates import lay_out_certificate, to_certificate
from ocop.documents.renderers.codes import qr_code
from ocop.documents.renderers.faces import in_the_face
from ocop.documents.renderers.joining import joined
from ocop.documents.renderers.pdf import RenderFailed, template_version, to_pdf
from ocop.documents.renderers.training import with_training_mark

PAPER = "documents/print/paper.html"


def paper_to_pdf(paper: Paper) -> bytes:
    """The PDF of a paper, from the same value as its Word file (`to_docx`). Raises `RenderFailed`.

    A letter that the printed face does not have, such as a little picture typed on a phone, becomes a box.
    """
    return to_pdf(PAPER, in_the_face(paper))


def to_docx(paper: Paper) -> bytes:
    """The Word file of a paper, from the same value as its PDF."""
    from ocop.documents.renderers import docx  # noqa: PLC0415 -- a worker that draws certificates needs none

    return docx.to_docx(paper)


__all__ = [
    "PAPER",
    "RenderFailed",
    "joined",
    "lay_out_certificate",
    "paper_to_pdf",
    "qr_code",
    "template_version",
    "to_certificate",
    "to_docx",
    "to_pdf",
    "with_training_mark",
]
