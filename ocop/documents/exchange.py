"""The number books and the archive as sheets."""

from datetime import datetime

from ocop.documents.models import IssuedDocument, NumberEntry
from ocop.documents.queries import kind_name, series_name
from ocop.spreadsheets.sheets import ListSheet, column, place_column


class NumberSheet(ListSheet):
    """One line for each number of a book."""

    series = column("Sổ", needs=("book__series",))
    year = column("Năm", "book__year")
    issuer = place_column("Nơi ban hành", "book__issuer")
    number = column("Số", "number")
    letters = column("Ký hiệu", "letters")
    dated_on = column("Ngày văn bản", "dated_on")
    subject = column("Trích yếu", "subject")
    state = column("Trạng thái", "get_state_display")
    note = column("Lý do hỏng", "note")

    def dehydrate_series(self, entry: NumberEntry) -> str:
        return series_name(entry.book.series)


class ArchiveSheet(ListSheet):
    """One line for each issued paper."""

    number = column("Số", "number")
    label = column("Văn bản", "label")
    kind = column("Loại", needs=("kind",))
    place = place_column("Nơi ban hành", "place")
    issued_at = column("Ban hành lúc", "issued_at")
    replaced_by = column("Đã thay bằng số")
    signed_at = column("Khóa bản ký số lúc")
    sha256 = column("SHA-256", "sha256")

    def dehydrate_signed_at(self, document: IssuedDocument) -> datetime | None:
        copy = getattr(document, "signed_copy", None)
        return copy.uploaded_at if copy else None

    def dehydrate_replaced_by(self, document: IssuedDocument) -> str:
        replacement = getattr(document, "replacement", None)
        return replacement.newer.number if replacement else ""

    def dehydrate_kind(self, document: IssuedDocument) -> str:
        return kind_name(document.kind)
