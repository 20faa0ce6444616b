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
from ocop.notifications.services import notify
from trainings.models import TrainingClass
from trainings.queries.classes import seated
from trainings.queries.people import people_told
from trainings.queries.refusals import why_not_invite
from trainings.services.authority import locked, require_organiser

KIND = "invitation"


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
    """Give the invitation its number and day, keep it, and tell everybody who holds a seat.

    `draw(training, number=, day=, signer=)` gives the bytes, the version of the template and the words.
    Raises `RuleViolation` where nobody is to be invited, for a day to come and for an invitation issued
    before.
    """
    training = locked(training.pk)
    role = require_organiser(actor, training)
    refuse(why_not_invite(training))
    if dated_on > clock.today():
        raise RuleViolation(_("Ngày ký không ở tương lai."), field="dated_on")
    entry = take_number(issuer=training.organiser, series=letters, year=dated_on.year, subject=training.title)
    number = f"{number_as_printed(entry.number)}/{letters}"
    content, version, words = draw(training, number=number, day=dated_on, signer=signer_title)
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
    training.invitation_signer = signer_title
    training.save(update_fields=["invitation", "invitation_number", "invited_on", "invitation_signer"])
    record(actor=actor, verb="class.invite", subject=training, role=role, after={"number": number})
    for one in seated(training).select_related("user"):
        notify(
            people_told(one),
            _("Giấy mời số %(number)s: lớp “%(title)s” từ ngày %(day)s.")
            % {"number": number, "title": training.title, "day": f"{training.first_on:%d/%m/%Y}"},
            training.get_absolute_url(),
        )
    return training
