"""Keeping issued papers: written whole under a random name, hashed, never touched again."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

from ocop.core.text import search_key
from ocop.documents.models import IssuedDocument, IssuedText, Replacement


def store_issued(
    *,
    kind: str,
    place,
    number: str,
    label: str,
    content: bytes,
    template_version: str,
    issued_by,
    words: str = "",
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    """Write the bytes, then the row, in the caller's transaction. A file without a row is litter, never a
    paper. `words` is what the archive finds the paper by, beside number and label; it marks the one that this
    `replaces`.
    """
    name = f"issued/{token_hex(2)}/{token_hex(16)}.pdf"
    write_whole(name, content)
    document = IssuedDocument.objects.create(
        kind=kind,
        place=place,
        number=number,
        label=label,
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        template_version=template_version,
        issued_by=issued_by,
    )
    IssuedText.objects.create(document=document, words=search_key(f"{number} {label} {words}"))
    if replaces:
        Replacement.objects.create(former=replaces, newer=document)
    return document


def write_whole(name: str, content: bytes | Iterable[bytes]) -> Path:
    """Write a private file so that it is there whole or not at all: temporary name, flush to disk, rename.

    `content` is the bytes, or pieces of them that are never held together.
    """
    root = Path(settings.MEDIA_ROOT).resolve()
    target = (root / name).resolve()
    if root not in target.parents:
        raise SuspiciousFileOperation(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in (content,) if isinstance(content, bytes) else content:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(target)
    return target
