"""What becomes of the number of a certificate."""

RESERVED = "reserved"
OUTSIDE = "outside"
DRAWING = "drawing"
TO_PRINT = "to_print"
PRINTED = "printed"
HANDED = "handed"
SPOILED = "spoiled"
REPLACED = "replaced"
REVOKED = "revoked"

FATES = (RESERVED, OUTSIDE, DRAWING, TO_PRINT, PRINTED, HANDED, REPLACED, REVOKED, SPOILED)
"""In the order of a number's life."""


def numbers_missing(*, last: int, accounted: int) -> int:
    """How many numbers of a book were counted up and stand nowhere; 0 in a book that is in order."""
    return last - accounted


def printed_number(number: int, year: int, series: str) -> str:
    """The number as the certificate shows it: “0012/2026/GCN-OCOP”."""
    return f"{number:04d}/{year}/{series}"
