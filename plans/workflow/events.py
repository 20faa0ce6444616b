"""How an activity ends: with a result, or given up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from ocop.workflow import Move, Workflow
from plans.choices import EventState
from plans.queries.events import ENTERERS

EVENT = Workflow(
    "event",
    (
        Move(
            "close",
            gettext_lazy("Ghi kết quả"),
            frozenset({EventState.PLANNED}),
            EventState.DONE,
            roles=frozenset(ENTERERS),
        ),
        Move(
            "cancel",
            gettext_lazy("Hủy hoạt động"),
            frozenset({EventState.PLANNED}),
            EventState.CANCELLED,
            roles=frozenset(ENTERERS),
            tone="danger",
        ),
    ),
)
