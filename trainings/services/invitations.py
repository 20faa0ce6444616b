"""The letters that invite to a class: numbered in the organiser's book and kept for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.documents.services import enter_number, hold_number, store_issued, write_whole
from ocop.notifications.services import notify
from trainings.models import Invitation, Nomination, TrainingClass
from trainings.queries.letters import NextLetter, next_letter
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
    draw: Callable[..., tuple[bytes, bytes, str, str]],
) -> Invitation:
    """Give the next letter of a class its number and day, keep it as PDF and Word, and tell everybody whom it
    names, and the offices that sent them: at first all who hold a seat, later those who moved up or were
    named afterwards. Where the days or the venue changed, the new letter replaces all before it.

    `draw(training, next letter, number=, day=, signer=)` gives both files, the version of the template and
    the words. Raises `RuleViolation` where nobody is to be invited and for a day to come.
    """
    training = locked(training.pk)
    role = require_organiser(actor, training)
    refuse(why_not_invite(training))
    if dated_on > clock.today():
        raise RuleViolation(_("Ngày ký không ở tương lai."), field="dated_on")
    number, asked = _number(actor, training, letters, dated_on), next_letter(training)
    pdf, docx, version, words = draw(training, asked, number=number, day=dated_on, signer=signer_title)
    paper = store_issued(
        kind=KIND,
        place=training.organiser,
        number=number,
        label=_("Giấy mời: %(title)s") % {"title": training.title},
        content=pdf,
        template_version=version,
        issued_by=actor,
        words=words,
    )
    name = f"invitations/{token_hex(2)}/{token_hex(16)}.docx"
    write_whole(name, docx)
    letter = Invitation.objects.create(
        training=training, number=number, dated_on=dated_on, adds=bool(asked.adds_to), paper=paper, docx=name
    )
    Nomination.objects.filter(pk__in=[one.pk for one in asked.people]).update(invitation=letter)
    if not letter.adds:
        training.invitation, training.invitation_number, training.invited_on = paper, number, dated_on
        training.invitation_signer, training.invitation_outdated = signer_title, False
        training.save(update_fields=[*FIELDS])
    named = {"replaces": asked.replaces, "adds_to": asked.adds_to}
    record(
        actor=actor,
        verb="class.invite",
        subject=training,
        role=role,
        after={"number": number, "people": len(asked.people)}
        | {name: words for name, words in named.items() if words},
    )
    _tell(letter, asked)
    return letter


def _number(actor: User, training: TrainingClass, letters: str, dated_on: date) -> str:
    """The next number of the organiser's book of these letters, entered with its day: “01/GM-UBND”."""
    book = {"issuer": training.organiser, "letters": letters, "subject": training.title}
    held = hold_number(actor=actor, year=dated_on.year, **book)
    return str(enter_number(actor=actor, number=held.number, dated_on=dated_on, **book))


def _tell(letter: Invitation, asked: NextLetter) -> None:
    training = letter.training
    said = _("Giấy mời số %(number)s: lớp “%(title)s” từ ngày %(day)s.") % {
        "number": letter.number,
        "title": training.title,
        "day": f"{training.first_on:%d/%m/%Y}",
    }
    if asked.replaces:
        said += " " + _("Thay thế Giấy mời số %(former)s.") % {"former": asked.replaces}
    for one in asked.people:
        notify(people_told(one), said, training.get_absolute_url())


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
