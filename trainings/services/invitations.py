"""The invitation of a class: numbered in the organiser's book and kept for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.services import store_issued, take_number
from ocop.documents.signs import number_as_printed
from ocop.documents.words import date_in_words
from ocop.notifications.services import notify
from trainings.models import TrainingClass
from trainings.queries.classes import seated
from trainings.queries.people import offices_to_invite, people_told
from trainings.queries.refusals import why_not_invite
from trainings.services.authority import locked, require_organiser

KIND = "invitation"
FIELDS = ("invitation", "invitation_number", "invited_on", "invitation_signer", "invitation_outdated")


@transaction.atomic
def issue_invitation(
    *,
    actor: User,
    training: TrainingClass,
    letters: str,
    signer_title: str,
    dated_on: date,
    draw: Callable[..., tuple[bytes, str, str]],
) -> TrainingClass:
    """Give the invitation its number and day, keep it, and tell everybody who holds a seat. Where the days or
    the venue changed after an earlier one, the new one says that it replaces it.

    `draw(training, number=, day=, signer=, replaces=)` gives the bytes, the version of the template and the
    words. Raises `RuleViolation` where nobody is to be invited, for a day to come and for an invitation
    issued before that still holds.
    """
    training = locked(training.pk)
    role = require_organiser(actor, training)
    refuse(why_not_invite(training))
    if dated_on > clock.today():
        raise RuleViolation(_("Ngày ký không ở tương lai."), field="dated_on")
    entry = take_number(issuer=training.organiser, series=letters, year=dated_on.year, subject=training.title)
    number = f"{number_as_printed(entry.number)}/{letters}"
    replaces = _as_replaced(training)
    content, version, words = draw(
        training, number=number, day=dated_on, signer=signer_title, replaces=replaces
    )
    training.invitation = store_issued(
        kind=KIND,
        place=training.organiser,
        number=number,
        label=_("Giấy mời: %(title)s") % {"title": training.title},
        content=content,
        template_version=version,
        issued_by=actor,
        words=words,
    )
    training.invitation_number, training.invited_on = number, dated_on
    training.invitation_signer, training.invitation_outdated = signer_title, False
    training.save(update_fields=[*FIELDS])
    record(
        actor=actor,
        verb="class.invite",
        subject=training,
        role=role,
        after={"number": number} | ({"replaces": replaces} if replaces else {}),
    )
    said = _("Giấy mời số %(number)s: lớp “%(title)s” từ ngày %(day)s.") % {
        "number": number,
        "title": training.title,
        "day": f"{training.first_on:%d/%m/%Y}",
    }
    if replaces:
        said += " " + _("Thay thế Giấy mời số %(former)s.") % {"former": replaces}
    for one in seated(training).select_related("user"):
        notify(
            people_told(one),
            said,
            training.get_absolute_url(),
        )
    return training


def _as_replaced(training: TrainingClass) -> str:
    """“01/GM-UBND ngày 30 tháng 11 năm 2026”, as the letter that comes after it names it; "" where there was
    none.
    """
    if not training.invitation_number:
        return ""
    return f"{training.invitation_number} {date_in_words(training.invited_on)}"


def what_is_told(training: TrainingClass) -> tuple:
    """When and where a class is held, as its invitation says it."""
    halves = training.sessions.order_by("day", "half").values_list("day", "half", "kind", "venue")
    return training.venue, *halves


def tell_changes(*, training: TrainingClass, before: tuple, note: str) -> None:
    """After the invitation is out, its days and its venue change only with a reason, which everybody named
    and every office that sends people is told; the letter is outdated from then on.

    The caller holds the lock of the class and hands in `what_is_told` of before. Raises `RuleViolation`.
    """
    if not training.invitation_number or what_is_told(training) == before:
        return
    if not note.strip():
        raise RuleViolation(
            _(
                "Giấy mời số %(number)s đã phát hành. Hãy nêu lý do đổi ngày hoặc địa điểm; các đơn vị và "
                "học viên sẽ được báo."
            )
            % {"number": training.invitation_number},
            field="note",
        )
    training.invitation_outdated = True
    training.save(update_fields=["invitation_outdated"])
    named = training.nominations.alive().select_related("user", "producer", "unit")
    told = {user.pk: user for one in named for user in people_told(one)}
    told |= {user.pk: user for user in offices_to_invite(training)}
    notify(
        list(told.values()),
        _(
            "Lớp “%(title)s” đổi lịch hoặc địa điểm so với Giấy mời số %(number)s: từ ngày %(day)s, tại "
            "%(venue)s. Lý do: %(note)s"
        )
        % {
            "title": training.title,
            "number": training.invitation_number,
            "day": f"{training.first_on:%d/%m/%Y}",
            "venue": training.venue,
            "note": note.strip(),
        },
        training.get_absolute_url(),
    )
