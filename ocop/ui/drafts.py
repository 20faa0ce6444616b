"""What is typed into a long form is kept before it is sent.

The page sends its fields every few seconds; a form that is sent when the session has ended, or that is
refused for an old token, is kept as well. A signed token in the page says whose text it is, so that it is
kept for its author even when nobody is signed in, and shown to nobody else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from ocop.ui.models import FormDraft

TOKEN, PATH, FIELD = "draft_for", "draft_path", "draft_at"
"""Whose text it is, of which page, and the field that was being typed in."""
KEEP_FOR = timedelta(days=14)
MAX_CHARACTERS = 300_000
_SALT = "ocop.ui.drafts"
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "form_key", "version", TOKEN, PATH, FIELD})


def token_for(person: Any) -> str:
    """The mark of a page of this person's: what is typed there is kept for nobody else."""
    return signing.dumps(person.pk, salt=_SALT)


def author_of(token: str) -> int | None:
    """The key of the person whose page carried the token; None for one that is forged or too old."""
    try:
        return signing.loads(token, salt=_SALT, max_age=settings.SESSION_ABSOLUTE_AGE)
    except signing.BadSignature:
        return None


def page_of(request: HttpRequest) -> str:
    """The page whose text was sent: the one that the form names, else the address it was sent to."""
    named = request.POST.get(PATH, "")
    return named if is_page(named) else request.get_full_path()


def place_of(request: HttpRequest) -> str:
    """The page with the field that was being typed in, as an address."""
    field = request.POST.get(FIELD, "")
    known = field.isascii() and field.replace("_", "").replace("-", "").isalnum()
    return page_of(request) + (f"#{field}" if known else "")


def keep_unsigned(request: HttpRequest) -> FormDraft | None:
    """Keep the text of a form that cannot be taken, for the person whose page it was; None where it is
    nobody's or is not kept.
    """
    author = author_of(request.POST.get(TOKEN, "")) if request.method == "POST" else None
    return None if author is None else keep(author, page_of(request), request.POST)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the door, and from there back to the field with the text that was kept."""
    messages.info(request, _("Phiên làm việc đã hết. Chữ bạn gõ đã được giữ; đăng nhập để làm tiếp."))
    door = redirect_to_login(place_of(request))
    return HttpResponseClientRedirect(door.url) if request.htmx else door


def is_page(path: str) -> bool:
    """Whether an address leads to a page of the portal."""
    return path.startswith("/") and not path.startswith("//") and "\\" not in path


def keep(author: int, path: str, typed: QueryDict) -> FormDraft | None:
    """Keep what was typed on a page in place of what was kept before; None where it is not kept: too long,
    or no page of the portal.
    """
    contents = {name: values for name, values in typed.lists() if name not in _NOT_TYPED}
    size = sum(len(value) for values in contents.values() for value in values)
    if size > MAX_CHARACTERS or not is_page(path) or len(path) > FormDraft.path.field.max_length:
        return None
    version = typed.get("version", "")
    known = version.isascii() and version.isdecimal() and len(version) < 10
    draft, _created = FormDraft.objects.update_or_create(
        person_id=author,
        path=path,
        defaults={
            "contents": contents,
            "version": int(version) if known else None,
        },
    )
    return draft


def draft_of(person: Any, path: str) -> FormDraft | None:
    """What this person has typed on a page and not sent."""
    return FormDraft.objects.filter(person_id=person.pk, path=path).first()


def typed_in(draft: FormDraft) -> QueryDict:
    """The draft as it would have been sent."""
    typed = QueryDict(mutable=True)
    for name, values in draft.contents.items():
        typed.setlist(name, values)
    return typed


def forget(person: Any, path: str) -> None:
    """The text was sent, or is not wanted."""
    FormDraft.objects.filter(person_id=person.pk, path=path).delete()


def forget_old_drafts() -> int:
    """Delete drafts that nobody came back to in `KEEP_FOR`; returns how many went."""
    return FormDraft.objects.filter(kept_at__lt=timezone.now() - KEEP_FOR).delete()[0]
