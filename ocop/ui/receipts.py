"""One form, one effect.

Each form carries a random key. Sending it writes the key first, in the transaction of the effect itself: a
second press waits for the first to commit, is refused by the primary key, and is led to where the first one
went. When the effect is refused the key is rolled back with it and may be used again.

A form that comes back with the same key but other content (sent, gone back to, changed) is no second press:
its sender is asked, and nothing typed is lost.
"""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from ocop.ui import drafts
from ocop.ui.models import FormReceipt

KEEP_FOR = timedelta(days=30)
"""How long a form left open in a browser can still be told that it was sent."""


class AlreadySent(Exception):  # noqa: N818 -- named for what happened
    """The form with this key has taken effect before."""


def key_of(text: str) -> UUID | None:
    """The key in a submitted field, or None when it is missing or not a key."""
    try:
        return UUID(text)
    except ValueError:
        return None


_NO_CONTENT = frozenset(
    {"csrfmiddlewaretoken", "form_key", "version", drafts.TOKEN, drafts.PATH, drafts.FIELD}
)


def digest_of(request: HttpRequest) -> str:
    """A mark of what was sent and where to; the same for two presses of one button."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in _NO_CONTENT)
    files = sorted((name, [(f.name, f.size) for f in many]) for name, many in request.FILES.lists())
    return sha256(repr((request.path, typed, files)).encode()).hexdigest()


def receipt_for(key: UUID | None, person) -> FormReceipt | None:
    """The receipt this person got for this key. The keys of others answer nothing."""
    return FormReceipt.objects.filter(key=key, person_id=person.pk).first() if key else None


def was_sent(key: UUID | None, author: int) -> bool:
    """Whether this person's form with this key has taken effect."""
    return key is not None and FormReceipt.objects.filter(key=key, person_id=author).exists()


def take(key: UUID, person, *, digest: str, location: str = "") -> FormReceipt:
    """Take the key inside the caller's transaction, with the `location` it leads to where that is known.

    Raises `AlreadySent`; waits while another request holds it.
    """
    try:
        with transaction.atomic():
            return FormReceipt.objects.create(key=key, person_id=person.pk, digest=digest, location=location)
    except IntegrityError:
        raise AlreadySent from None


def forget_old_receipts() -> int:
    """Delete receipts older than `KEEP_FOR`; returns how many went."""
    return FormReceipt.objects.filter(taken_at__lt=timezone.now() - KEEP_FOR).delete()[0]
