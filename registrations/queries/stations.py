"""The stations from an idea to a star, as conditions: what pictures count and what lists are narrowed to."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy

from registrations.choices import DossierState as D
from registrations.choices import IdeaState

SENT, CHOSEN = "sent", "chosen"
HANDED_IN, ACCEPTED, SCORED, RECOGNISED = "handed_in", "accepted", "scored", "recognised"

IDEA_STATIONS = {
    SENT: gettext_lazy("Ý tưởng"),
    CHOSEN: gettext_lazy("Được chọn"),
}
DOSSIER_STATIONS = {
    HANDED_IN: gettext_lazy("Đã nộp hồ sơ"),
    ACCEPTED: gettext_lazy("Đã tiếp nhận"),
    SCORED: gettext_lazy("Đã chấm"),
    RECOGNISED: gettext_lazy("Đạt từ 3 sao"),
}
_AFTER_SCORING = (D.SCORED, D.MINISTRY, D.RECOGNISED, D.NOT_RECOGNISED, D.REJECTED)
_STATES = {
    ACCEPTED: (D.ACCEPTED, D.SCHEDULED, *_AFTER_SCORING),
    SCORED: _AFTER_SCORING,
    RECOGNISED: (D.RECOGNISED,),
}


def idea_at(station: str) -> Q:
    """Ideas that came as far as a station. Those a commune still writes or took back count at none."""
    if station == CHOSEN:
        return Q(state=IdeaState.CHOSEN)
    return Q(sent_at__isnull=False) & ~Q(state=IdeaState.WITHDRAWN)


def dossier_at(station: str) -> Q:
    """Dossiers that came as far as a station of the level that has them. Withdrawn ones count at none."""
    if station == HANDED_IN:
        return Q(handed_in_at__isnull=False) & ~Q(state=D.WITHDRAWN)
    return Q(state__in=_STATES[station])
