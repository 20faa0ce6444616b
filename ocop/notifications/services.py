"""Telling people: rows in their inbox within the caller's transaction, e-mail after its commit."""

from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.jobs import enqueue
from ocop.notifications.models import Notice

TEXT_LENGTH = 300


def notify(people: Iterable[User], text: str, path: str, *, awaits: bool = False) -> list[Notice]:
    """Put one notice into the inbox of each person, once each, and mail those who have an address.

    `text` is one plain sentence without personal details beyond names of products and places; `path` is where
    the matter stands in the portal, from the first slash on. What `awaits` an act of the person is taken back
    with `settle` by whichever service does it.
    """
    addressees = {person.pk: person for person in people}
    with transaction.atomic():
        notices = [
            Notice.objects.create(person=person, text=str(text)[:TEXT_LENGTH], path=path, awaits=awaits)
            for person in addressees.values()
        ]
        for notice in notices:
            if addressees[notice.person_id].email:
                enqueue("notifications.mail", notice_id=notice.pk)
    return notices


def settle(path: str, *, people: Iterable[User] | None = None) -> int:
    """What waited for an act on the matter at `path` is done, for everybody or for these people, whoever of
    them did it; returns how many notices that ends.
    """
    waiting = Notice.objects.filter(path=path).waiting()
    if people is not None:
        waiting = waiting.filter(person__in=list(people))
    return waiting.update(done_at=timezone.now())


def mail_notice(*, notice_id: int) -> bool:
    """Send the e-mail of a notice unless it was sent before or asks for what is done; tells whether it went
    out now.

    The notice is claimed by an UPDATE that only one worker wins. When the mail server refuses, the claim is
    given back and the error goes on to the task, which tries again.
    """
    notice = Notice.objects.select_related("person").get(pk=notice_id)
    if not notice.person.email or not notice.person.is_active or not _claim(notice):
        return False
    try:
        _send(notice)
    except (SMTPException, OSError):
        Notice.objects.filter(pk=notice_id).update(mailed_at=None)
        raise
    return True


def _claim(notice: Notice) -> bool:
    rows = Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True, done_at__isnull=True)
    return bool(rows.update(mailed_at=timezone.now()))


def _send(notice: Notice) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        send_mail(
            subject=_("Cổng OCOP: có tin báo mới"),
            message=_("%(text)s\n\nXem tại: %(url)s")
            % {"text": notice.text, "url": settings.SITE_URL + notice.path},
            from_email=None,
            recipient_list=[notice.person.email],
        )


def mark_read(*, person: User, notice: Notice | None = None) -> int:
    """Mark one notice of this person as read, or all of them; returns how many were unread."""
    unread = Notice.objects.visible_to(person).unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())
