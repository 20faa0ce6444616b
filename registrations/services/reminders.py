"""Telling officers that a term comes to its end, and them and their leader that it is over."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.law.queries import working_calendar
from ocop.law.rules import add_working_days, days_left
from ocop.law.rules.calendar import Exceptions
from ocop.notifications.services import notify
from registrations.choices import ReminderKind
from registrations.models import Dossier, StepClock, StepReminder
from registrations.queries import leaders_over, people_with
from registrations.services.doors import locked


def remind_of_terms() -> int:
    """Tell of every term that ends within `REMIND_BEFORE_WORKING_DAYS` working days, and of every one that is
    over; returns of how many.

    Of each term once before its end and once after it, whatever happens to it in between: the rows of
    `StepReminder` say so, and this may run as often and as late as it likes.
    """
    calendar = working_calendar()
    waiting = [(kind, each) for kind in ReminderKind for each in _to_remind(kind, calendar)]
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_remind(each, kind, calendar) for kind, each in waiting)


def _to_remind(kind: ReminderKind, calendar: Exceptions) -> QuerySet[StepClock]:
    """The terms that run, are this near to their end, and of which nobody was told so."""
    today = clock.today()
    running = StepClock.objects.filter(ended_on=None, paused_on=None).exclude(reminders__kind=kind)
    if kind == ReminderKind.OVERDUE:
        running = running.filter(due_on__lt=today)
    else:
        running = running.filter(due_on__gte=today, due_on__lte=_near_until(today, calendar))
    return running.select_related("dossier").order_by("due_on", "pk")


def _near_until(today: date, calendar: Exceptions) -> date:
    """The latest end of a term that is no more than the set number of working days away."""
    return add_working_days(today, settings.REMIND_BEFORE_WORKING_DAYS + 1, calendar) - timedelta(days=1)


@transaction.atomic
def _remind(each: StepClock, kind: ReminderKind, calendar: Exceptions) -> bool:
    """Tell of one term, unless it ended, stopped or was told of meanwhile."""
    dossier = locked(each.dossier)
    each = _to_remind(kind, calendar).filter(pk=each.pk).first()
    if each is None:
        return False
    StepReminder.objects.create(clock=each, kind=kind)
    people = people_with(dossier)
    if kind == ReminderKind.OVERDUE:
        people += leaders_over(dossier)
    notify(people, _words(dossier, each, kind, calendar), dossier.get_absolute_url())
    return True


def _words(dossier: Dossier, each: StepClock, kind: ReminderKind, calendar: Exceptions) -> str:
    left = days_left(clock.today(), each.due_on, calendar, kind=each.kind)
    known = {
        "product": dossier,
        "term": each.get_term_display(),
        "day": f"{each.due_on:%d/%m/%Y}",
        "unit": each.get_kind_display(),
    }
    if kind == ReminderKind.OVERDUE:
        late = {"days": max(1, -left)} | known
        return _("Hồ sơ “%(product)s” quá hạn %(term)s %(days)s %(unit)s (hạn %(day)s).") % late
    if each.due_on == clock.today():
        return _("Hồ sơ “%(product)s” hết hạn %(term)s hôm nay (%(day)s).") % known
    near = {"days": left} | known
    return _("Hồ sơ “%(product)s” còn %(days)s %(unit)s là hết hạn %(term)s (hạn %(day)s).") % near
