"""What a request may leave on the disk."""

import io

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from ocop.core.uploads.handler import BoundedUploadHandler

EDGE = "edge"


def test_no_file_grows_beyond_what_is_taken(settings):
    """The form still sees that it is too large."""
    settings.UPLOAD_MAX_BYTES = 100_000
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n'
    body = head.encode() + b"x" * 2_000_000 + f"\r\n--{EDGE}--\r\n".encode()
    meta = {"CONTENT_TYPE": f"multipart/form-data; boundary={EDGE}", "CONTENT_LENGTH": str(len(body))}

    handlers = [BoundedUploadHandler(), TemporaryFileUploadHandler()]
    _posted, files = MultiPartParser(meta, io.BytesIO(body), handlers).parse()

    with files["upload"] as upload:
        upload.seek(0, 2)
        assert 100_000 < upload.tell() <= 100_000 + handlers[0].chunk_size
        assert upload.size == upload.tell()
