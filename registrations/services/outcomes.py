"""What follows for a dossier from the work of councils and leaders; roles were checked there.

Whatever starts, stops or ends a term holds the calendar first, then the dossier: a council's decision moves
several dossiers in one transaction.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.roles import Level
from ocop.law.calendar import hold_calendar
from ocop.notifications.services import notify
from registrations.models import Dossier
from registrations.queries import officers_with
from registrations.services.clocks import end_clocks, hand_over
from registrations.services.doors import locked
from registrations.services.telling import tell_commune
from registrations.workflow import DOSSIER


def schedule_dossier(*, actor: User, dossier: Dossier) -> Dossier:
    """An accepted dossier enters a session."""
    return DOSSIER.carry("schedule", dossier, actor=actor)


def unschedule_dossier(*, actor: User, dossier: Dossier) -> Dossier:
    """A dossier leaves a session that has not opened."""
    return DOSSIER.carry("unschedule", dossier, actor=actor)


def mark_scored(*, actor: User, dossier: Dossier) -> Dossier:
    """The session that had the dossier is closed."""
    return DOSSIER.carry("score", dossier, actor=actor)


def score_dossier_again(*, actor: User, dossier: Dossier) -> Dossier:
    """The chair opened its session again; it is scored once more."""
    return DOSSIER.carry("score_again", dossier, actor=actor)


@transaction.atomic
def recognise_dossier(*, actor: User, dossier: Dossier, stars: int) -> Dossier:
    """A signed decision recognises the product with 3, 4 or 5 stars."""
    hold_calendar()
    dossier = DOSSIER.carry("recognise", dossier, actor=actor, stars=stars, due_on=None)
    end_clocks(dossier)
    text = _("Sản phẩm “%(product)s” được công nhận %(stars)s sao.") % {"product": dossier, "stars": stars}
    tell_commune(dossier, text)
    return dossier


@transaction.atomic
def decline_dossier(*, actor: User, dossier: Dossier) -> Dossier:
    """The product stays below three stars."""
    hold_calendar()
    dossier = DOSSIER.carry("decline", dossier, actor=actor, due_on=None)
    end_clocks(dossier)
    tell_commune(dossier, _("Sản phẩm “%(product)s” chưa đạt 3 sao.") % {"product": dossier})
    return dossier


@transaction.atomic
def reject_dossier(*, actor: User, dossier: Dossier, note: str = "") -> Dossier:
    """A knock-out of the criteria set ends the dossier."""
    hold_calendar()
    dossier = DOSSIER.carry("reject", dossier, actor=actor, note=note, due_on=None)
    end_clocks(dossier)
    tell_commune(dossier, _("Hồ sơ “%(product)s” bị loại.") % {"product": dossier})
    return dossier


@transaction.atomic
def forward_dossier(*, actor: User, dossier: Dossier) -> Dossier:
    """A scored dossier goes up to the province; nothing is copied, the same dossier waits there to be taken
    in.
    """
    hold_calendar()
    dossier = locked(dossier)
    end_clocks(dossier)
    dossier = DOSSIER.carry(
        "forward",
        dossier,
        actor=actor,
        level=Level.PROVINCE,
        received_at=timezone.now(),
        due_on=hand_over(dossier, Level.PROVINCE),
    )
    text = _("Hồ sơ “%(product)s” được chuyển lên tỉnh.") % {"product": dossier}
    notify(officers_with(dossier), text, dossier.get_absolute_url())
    tell_commune(dossier, text)
    return dossier


@transaction.atomic
def reassess_dossier(*, actor: User, dossier: Dossier, note: str) -> Dossier:
    """Back from the ministry without five stars: the council of the province scores the product once more
    (26/2026/QĐ-TTg Art. 7).
    """
    hold_calendar()
    dossier = DOSSIER.carry(
        "reassess", dossier, actor=actor, note=note, level=Level.PROVINCE, received_at=timezone.now()
    )
    text = _("Tỉnh đánh giá lại sản phẩm “%(product)s” sau kết quả của Bộ.") % {"product": dossier}
    tell_commune(dossier, text)
    return dossier


@transaction.atomic
def send_to_ministry(*, actor: User, dossier: Dossier, stars: int | None = None) -> Dossier:
    """A product with 90 points or more is a potential five-star product and goes to the ministry, under
    1048/QĐ-TTg with the `stars` that the province gave it.
    """
    hold_calendar()
    dossier = DOSSIER.carry(
        "to_ministry",
        dossier,
        actor=actor,
        level=Level.MINISTRY,
        received_at=timezone.now(),
        due_on=None,
        stars=stars,
    )
    end_clocks(dossier)
    words = _("Sản phẩm “%(product)s” là tiềm năng 5 sao, hồ sơ được chuyển lên Bộ.")
    if stars:
        words = _("Sản phẩm “%(product)s” được tỉnh công nhận %(stars)s sao, hồ sơ được chuyển lên Bộ.")
    tell_commune(dossier, words % {"product": dossier, "stars": stars})
    return dossier
