"""The legal terms of a dossier's steps, as they run, stand still and end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, in_order, known_choice
from ocop.law.choices import TermKind
from registrations.choices import LEFT_OPEN, ReminderKind, StepTerm
from registrations.models.dossiers import Dossier


class StepClock(models.Model):
    """One term of one dossier. While it waits for its owner, `left` keeps the days that remained.

    `days` is the whole term. `due_on` is its last day, counted from `ran_from`, when the clock last began to
    run; the dossier carries that of the clock that runs now.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="clocks")
    term = models.CharField(max_length=40, choices=StepTerm)
    kind = models.CharField(max_length=20, choices=TermKind)
    days = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    ran_from = models.DateField()
    due_on = models.DateField()
    paused_on = models.DateField(null=True)
    left = models.SmallIntegerField(null=True, help_text="Days left when it was paused; below zero: overdue.")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known_choice("term", StepTerm),
            known_choice("kind", TermKind),
            both_or_neither("paused_on", "left"),
            in_order("started_on", "ended_on"),
            models.CheckConstraint(
                name="clock_ran_once_it_started", condition=Q(ran_from__gte=models.F("started_on"))
            ),
            models.UniqueConstraint(
                fields=["dossier", "term"], condition=Q(ended_on__isnull=True), name="one_open_clock_per_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_term_display()}: {self.dossier}"


class StepReminder(models.Model):
    """That people were told of a term: once before its end, once when it was over."""

    clock = models.ForeignKey(StepClock, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            known_choice("kind", ReminderKind),
            models.UniqueConstraint(fields=["clock", "kind"], name="one_reminder_per_clock_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.clock}"


class StepLimitQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        return scope.place("province")


class StepLimit(models.Model):
    """How many working days a province gives a step for which no act sets a term, for what begins from a day
    on; without days there is no limit.
    """

    province = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    term = models.CharField(max_length=40, choices=StepTerm)
    days = models.PositiveSmallIntegerField(null=True)
    used_from = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = StepLimitQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn của bước"
        constraints = [
            models.CheckConstraint(
                name="limit_of_a_step_left_open", condition=Q(term__in=[term.value for term in LEFT_OPEN])
            ),
            known_choice("term", StepTerm),
            models.CheckConstraint(
                name="limit_of_a_step_sane", condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=250)
            ),
            models.UniqueConstraint(
                fields=["province", "term", "used_from"], name="one_limit_per_step_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}: {self.get_term_display()}"
