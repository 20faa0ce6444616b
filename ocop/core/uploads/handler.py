"""What a request may leave on the disk while it is being received."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """Drops what comes after the most bytes a file may have, so that no request fills the disk.

    One piece more than the limit is let through: the form then sees that the file is too large and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one keep the file."""
