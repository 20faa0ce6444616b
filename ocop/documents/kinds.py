"""The kinds of paper that the portal makes in the background, and who knows what stands under a number.
Business apps define them; settings name them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A sort of work: many items of one subject, each done once however often the work is begun anew.

    `pending(subject_id)` names the items still to do; `make(item_ids, job)` does a few of them, in
    transactions of its
    own, and may be called again for items that are done. `done_url(subject_id)` is where the result can
    be seen. `size(subject_id)` counts the work where one item is long and says itself how far it is
    (`pulse`).
    """

    code: str
    title: str
    subject: type[models.Model]
    place_of: Callable[[Any], Any]
    pending: Callable[[int], Sequence[int]]
    make: Callable[[Sequence[int], Any], None]
    done_url: Callable[[int], str]
    chunk: int = 10
    size: Callable[[int], int] | None = None


@cache
def kinds() -> dict[str, DocumentKind]:
    """The kinds of `DOCUMENT_KINDS` by their codes. Raises `ImportError` for a wrong path, checked at
    start.
    """
    found = [import_string(dotted) for dotted in settings.DOCUMENT_KINDS]
    return {kind.code: kind for kind in found}


@cache
def number_holders() -> list[Callable[[Any], str]]:
    """The functions of `NUMBER_HOLDERS`: each says which paper of its app stands under an entry of a number
    book, or nothing. Raises `ImportError` for a wrong path, checked at start.
    """
    return [import_string(dotted) for dotted in settings.NUMBER_HOLDERS]
