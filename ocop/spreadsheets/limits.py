"""How much of a workbook is read at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are met before a cell is read, so that memory stays flat whatever is handed in."""

    file_bytes: int = 20 * 2**20
    members: int = 2_000
    """Parts of the archive."""
    unpacked_bytes: int = 250 * 2**20
    """Bytes of all its parts, counted while they unfold."""
    string_bytes: int = 64 * 2**20
    """Bytes of the list of shared texts."""
    ratio: int = 400
    """Unpacked bytes for each byte of the file."""
    sheets: int = 100
    rows: int = 100_000
    columns: int = 256
    cells: int = 4_000_000
    """Rows times columns of one sheet."""


LIMITS = Limits()
