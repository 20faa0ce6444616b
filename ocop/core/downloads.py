"""Files that leave the portal for one reader: named, and kept by no cache on the way."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)
KEPT_NOWHERE = "private, no-store"


def kept_private(response: Answer, name: str = "", *, saved: bool | None = None) -> Answer:
    """The answer marked for no cache. With a name it is a file: `saved` under it, or shown; left open, a PDF
    is shown and everything else saved.
    """
    is_saved = not name.endswith(".pdf") if saved is None else saved
    if name and (disposition := content_disposition_header(is_saved, name)):
        response["Content-Disposition"] = disposition
    response["Cache-Control"] = KEPT_NOWHERE
    return response
