"""What is done beside classes: campaigns, study trips, conferences, fairs, inspections."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from budgets.models import Ceiling
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import in_order, known_choice
from plans.choices import EventKind, EventState
from plans.models.targets import READERS


class EventQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        """Those of units at or beneath a post's place."""
        return scope.only(*READERS).place("unit")


class ProgrammeEvent(models.Model):
    """One activity of a unit: what, for whom, how much, when, by whom, from which money, with what result."""

    unit = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=20, choices=EventKind)
    name = models.CharField("hoạt động", max_length=250)
    content = models.TextField("nội dung", blank=True)
    audience = models.CharField("đối tượng", max_length=250, blank=True)
    quantity = models.PositiveIntegerField("số lượng", null=True, blank=True)
    quantity_unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    lead = models.CharField("đơn vị chủ trì", max_length=200)
    joint = models.CharField("đơn vị phối hợp", max_length=300, blank=True)
    ceiling = models.ForeignKey(
        Ceiling, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dòng dự toán"
    )
    state = models.CharField(max_length=10, choices=EventState, default=EventState.PLANNED, editable=False)
    result = models.TextField("kết quả", blank=True)
    result_quantity = models.PositiveIntegerField("số lượng đạt", null=True, blank=True)
    closed_on = models.DateField("ngày kết thúc", null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        indexes = [models.Index(fields=["state", "closed_on"])]
        constraints = [
            known_choice("kind", EventKind),
            known_choice("state", EventState),
            in_order("starts_on", "ends_on"),
            models.CheckConstraint(
                name="event_closed_says_when_and_by_whom",
                condition=Q(state=EventState.PLANNED, closed_on__isnull=True, closed_by__isnull=True)
                | (
                    ~Q(state=EventState.PLANNED)
                    & Q(closed_on__isnull=False, closed_by__isnull=False)
                    & ~Q(result="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:event-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.unit

    @property
    def is_planned(self) -> bool:
        return self.state == EventState.PLANNED


class CostQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> Q:
        return Q(event__in=ProgrammeEvent.objects.within(scope))


class EventCost(models.Model):
    """Money of a budget line that is bound for an activity, by one commitment of a unit's allotment."""

    event = models.ForeignKey(ProgrammeEvent, models.PROTECT, related_name="costs")
    commitment = models.OneToOneField("budgets.Commitment", models.PROTECT, related_name="event_cost")

    objects = CostQuerySet.as_manager()

    class Meta:
        verbose_name = "kinh phí của hoạt động"

    def __str__(self) -> str:
        return str(self.commitment)

    @property
    def audit_place(self):
        return self.event.unit
