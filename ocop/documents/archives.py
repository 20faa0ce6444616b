"""Many files as one archive, written while it is sent: no more than a piece of one file is held at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

PIECE = 256 * 1024
_PACKED_ALREADY = (".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the archive: its path there, and how it is opened once it is its turn."""

    name: str
    open: Callable[[], IO[bytes]]


def archive_of(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The archive in pieces. What is small already by its kind is put in as it is."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, date_time=(1980, 1, 1, 0, 0, 0))
            stored = entry.name.lower().endswith(_PACKED_ALREADY)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            with entry.open() as file, archive.open(info, "w", force_zip64=True) as target:
                while piece := file.read(PIECE):
                    target.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What the archive is written to: it cannot be gone back in, and is emptied as it fills."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
