"""The papers of councils and authorities."""

from evaluations.documents.certificates import CERTIFICATES
from evaluations.documents.pack import PACK

__all__ = ["CERTIFICATES", "PACK"]
