"""Many papers as one file, to be printed in one go."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf


def joined(papers: Iterable[bytes]) -> bytes:
    """One PDF with the pages of all papers in their order. The papers themselves stay what was issued."""
    whole, out = pikepdf.new(), BytesIO()
    for paper in papers:
        with pikepdf.open(BytesIO(paper)) as one:
            whole.pages.extend(one.pages)
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
