"""The papers of councils and authorities."""

from evaluations.documents.certificates import CERTIFICATES

__all__ = ["CERTIFICATES"]
