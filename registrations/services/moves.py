"""Moving a dossier on: handing in, sending up, taking in, giving back, and what councils decide.

Whatever starts, stops or ends a term holds the calendar first, then the dossier: a council's decision moves
several dossiers in one transaction.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Level
from ocop.documents.services import take_number
from ocop.law.calendar import hold_calendar
from ocop.law.queries import belongs_to, rules_of
from ocop.law.services import mark_used
from ocop.localities.models import Place
from ocop.notifications.services import notify
from registrations.choices import DossierState, RegistrationType, StepTerm
from registrations.models import Dossier
from registrations.queries import (
    chain_of,
    commune_officers_of,
    commune_under,
    officers_with,
    regime_for,
    why_not_accept,
    why_not_bind,
    why_not_submit,
)
from registrations.services.clocks import INTAKE, end_clock, end_clocks, hand_over, pause_clocks, run_clock
from registrations.services.consents import consent_by_account
from registrations.services.corrections import close_return, open_return, reason_to_return
from registrations.services.doors import locked
from registrations.services.evidence import cite_newest
from registrations.workflow import DOSSIER

CODES, RECEIPTS = "product-code", "receipt"
"""Series of the number books. Codes never restart (year 0); receipts restart with the cycle's year."""
NEVER_RESTARTS = 0


@transaction.atomic
def hand_in_dossier(
    *, actor: User, dossier: Dossier, version: int | None = None, declaration_accepted: bool = False
) -> Dossier:
    """The producer hands the dossier to the commune; that day decides the regime.

    With `declaration_accepted` the declaration of the registration form is made in the same act; what is
    handed in has the producer's consent. Raises `MoveRefused` while the producer's own parts are unfinished,
    `RuleViolation` for those who only help the producer, and `Stale`.
    """
    dossier = _declared(_settled(dossier), declaration_accepted)
    refuse(why_not_bind(actor, dossier))
    consent_by_account(dossier, actor=actor)
    dossier = DOSSIER.fire(
        "hand_in",
        dossier,
        actor=actor,
        version=version,
        return_reason="",
        received_at=timezone.now(),
        due_on=run_clock(dossier, StepTerm.COMMUNE_REVIEW),
        **_hand_in(dossier, actor),
    )
    _freeze_set(dossier)
    close_return(dossier)
    notify(
        commune_officers_of(dossier),
        _("Chủ thể vừa nộp hồ sơ “%(product)s”.") % {"product": dossier},
        _path(dossier),
    )
    return dossier


@transaction.atomic
def submit_dossier(
    *, actor: User, dossier: Dossier, version: int | None = None, declaration_accepted: bool = False
) -> Dossier:
    """The commune sends the dossier up to the level that its regime names, or back to the one that asked.

    The first time it gets its receipt number and product code; both are taken from number books in this
    transaction, so that they leave no gap and are never used again. Raises `MoveRefused` with everything
    that is missing, and `Stale`.
    """
    dossier = _declared(_settled(dossier), declaration_accepted)
    refuse(why_not_submit(actor, dossier))
    numbers = _numbers(dossier)
    dossier = DOSSIER.fire(
        "submit",
        dossier,
        actor=actor,
        version=version,
        return_reason="",
        received_at=timezone.now(),
        due_on=hand_over(dossier, numbers.get("level", dossier.level)),
        **_hand_in(dossier, actor),
        **numbers,
    )
    _freeze_set(dossier)
    close_return(dossier)
    notify(
        officers_with(dossier),
        _("%(place)s vừa gửi hồ sơ “%(product)s”.") % {"place": dossier.commune, "product": dossier},
        _path(dossier),
    )
    return dossier


def _declared(dossier: Dossier, accepted: bool) -> Dossier:
    """The dossier with the declaration made; one that was made stays."""
    if accepted and not dossier.declaration_accepted:
        dossier.declaration_accepted = True
        dossier.save(update_fields=["declaration_accepted"])
    return dossier


def _settled(dossier: Dossier) -> Dossier:
    """The dossier, held, under the regime of its first hand-in: today's, unless its cycle names one."""
    hold_calendar()
    dossier = locked(dossier)
    regime = regime_for(dossier)
    if regime.pk == dossier.regime_id:
        return dossier
    if dossier.criteria_set and not belongs_to(dossier.criteria_set, regime):
        raise RuleViolation(
            _("Hôm nay áp dụng %(regime)s, còn “%(set)s” thuộc quyết định khác. Hãy chọn lại bộ tiêu chí.")
            % {"regime": regime, "set": dossier.criteria_set}
        )
    dossier.regime = regime
    dossier.commune = commune_under(regime, dossier.producer.commune)
    dossier.commune_sort_key = dossier.commune.sort_key
    dossier.save(update_fields=["regime", "commune", "commune_sort_key"])
    return dossier


def _hand_in(dossier: Dossier, actor: User) -> dict[str, Any]:
    """Who handed it in and when, the first time."""
    return {} if dossier.handed_in_at else {"handed_in_at": timezone.now(), "handed_in_by": actor}


def _numbers(dossier: Dossier) -> dict[str, Any]:
    """Level, receipt number and product code, the first time it goes up."""
    if dossier.receipt_number:
        return {}
    rules, places, year = rules_of(dossier.regime), chain_of(dossier.commune), dossier.cycle.year
    codes = {level: places[level].code if level in places else "" for level in _UNITS}
    receipt = take_number(
        issuer=_keeper(places, _issuer_level(rules.receipt_pattern), dossier),
        series=RECEIPTS,
        year=year,
        subject=str(dossier),
    )
    code = take_number(
        issuer=_keeper(places, rules.product_code_keeper, dossier),
        series=CODES,
        year=NEVER_RESTARTS,
        subject=str(dossier),
    )
    _keeper(places, rules.receiver, dossier)
    return {
        "level": rules.receiver,
        "receipt_number": rules.receipt_number(**codes, ordinal=receipt.number, year=year),
        "product_code": rules.product_code(**codes, ordinal=code.number, year=year),
    }


_UNITS = (Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value)


def _issuer_level(pattern: str) -> str:
    """The smallest unit that the pattern names keeps its ordinal, so that no number comes twice."""
    return Level.COMMUNE if "{commune}" in pattern else Level.DISTRICT


def _keeper(places: dict[str, Place], level: str, dossier: Dossier) -> Place:
    if level not in places:
        raise RuleViolation(
            _("%(regime)s cần cấp %(level)s, mà %(place)s không thuộc đơn vị nào ở cấp đó.")
            % {"regime": dossier.regime, "level": Level(level).label, "place": dossier.commune}
        )
    return places[level]


def _freeze_set(dossier: Dossier) -> None:
    if dossier.criteria_set:
        mark_used(dossier.criteria_set)


@transaction.atomic
def commune_return_dossier(
    *, actor: User, dossier: Dossier, note: str, version: int | None = None
) -> Dossier:
    """The commune gives the dossier back to the producer with the corrections noted on it, which may stand
    for the note.
    """
    dossier = _give_back("commune_return", actor, dossier, note, version)
    _tell_producer(dossier, _("Xã trả lại hồ sơ “%(product)s” để bổ sung.") % {"product": dossier})
    return dossier


@transaction.atomic
def accept_dossier(*, actor: User, dossier: Dossier, version: int | None = None) -> Dossier:
    """The officer of the level that has the dossier takes it in; never the one who wrote or sent it."""
    hold_calendar()
    dossier = locked(dossier)
    refuse(why_not_accept(actor, dossier))
    dossier = DOSSIER.fire("accept", dossier, actor=actor, version=version, due_on=_taken_in(dossier))
    _tell_commune(dossier, _("Hồ sơ “%(product)s” đã được tiếp nhận.") % {"product": dossier})
    return dossier


def _taken_in(dossier: Dossier) -> date | None:
    """The level's look at it is done; a renewal is to be decided within a term from the complete dossier
    (26/2026/QĐ-TTg Art. 7).
    """
    due_on = end_clock(dossier, INTAKE[Level(dossier.level)])
    if dossier.registration_type == RegistrationType.REASSESSMENT:
        due_on = run_clock(dossier, StepTerm.RENEWAL_HANDLING)
    return due_on


@transaction.atomic
def return_dossier(*, actor: User, dossier: Dossier, note: str, version: int | None = None) -> Dossier:
    """The level that has the dossier gives it back to the commune with the corrections noted on it, which
    may stand for the note.
    """
    dossier = _give_back("return", actor, dossier, note, version)
    _tell_commune(dossier, _("Hồ sơ “%(product)s” cần bổ sung.") % {"product": dossier})
    return dossier


def _give_back(move: str, actor: User, dossier: Dossier, note: str, version: int | None) -> Dossier:
    hold_calendar()
    under_review = locked(dossier)
    note = reason_to_return(under_review, note)
    dossier = DOSSIER.fire(
        move, dossier, actor=actor, note=note, version=version, return_reason=note, due_on=None
    )
    pause_clocks(dossier)
    open_return(under_review, actor=actor, note=note)
    cite_newest(dossier)
    return dossier


@transaction.atomic
def withdraw_dossier(*, actor: User, dossier: Dossier, note: str, version: int | None = None) -> Dossier:
    """Take the dossier back for good, before a session has it. Its numbers stay used."""
    hold_calendar()
    was = dossier.state
    refuse(why_not_bind(actor, dossier))
    dossier = DOSSIER.fire("withdraw", dossier, actor=actor, note=note, version=version, due_on=None)
    end_clocks(dossier)
    if was in (DossierState.SUBMITTED, DossierState.ACCEPTED):
        notify(
            officers_with(dossier),
            _("Hồ sơ “%(product)s” đã được rút.") % {"product": dossier},
            _path(dossier),
        )
    return dossier


# --- What follows from the work of councils and leaders; roles were checked there ---------------------------


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
    _tell_commune(dossier, text)
    return dossier


@transaction.atomic
def decline_dossier(*, actor: User, dossier: Dossier) -> Dossier:
    """The product stays below three stars."""
    hold_calendar()
    dossier = DOSSIER.carry("decline", dossier, actor=actor, due_on=None)
    end_clocks(dossier)
    _tell_commune(dossier, _("Sản phẩm “%(product)s” chưa đạt 3 sao.") % {"product": dossier})
    return dossier


@transaction.atomic
def reject_dossier(*, actor: User, dossier: Dossier, note: str = "") -> Dossier:
    """A knock-out of the criteria set ends the dossier."""
    hold_calendar()
    dossier = DOSSIER.carry("reject", dossier, actor=actor, note=note, due_on=None)
    end_clocks(dossier)
    _tell_commune(dossier, _("Hồ sơ “%(product)s” bị loại.") % {"product": dossier})
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
    notify(officers_with(dossier), text, _path(dossier))
    _tell_commune(dossier, text)
    return dossier


@transaction.atomic
def send_to_ministry(*, actor: User, dossier: Dossier) -> Dossier:
    """A product with 90 points or more is a potential five-star product and goes to the ministry."""
    hold_calendar()
    dossier = DOSSIER.carry(
        "to_ministry", dossier, actor=actor, level=Level.MINISTRY, received_at=timezone.now(), due_on=None
    )
    end_clocks(dossier)
    text = _("Sản phẩm “%(product)s” là tiềm năng 5 sao, hồ sơ được chuyển lên Bộ.") % {"product": dossier}
    _tell_commune(dossier, text)
    return dossier


def _tell_commune(dossier: Dossier, text: str) -> None:
    """The commune's officers, and whoever acts for the producer."""
    notify(commune_officers_of(dossier), text, _path(dossier))
    _tell_producer(dossier, text)


def _tell_producer(dossier: Dossier, text: str) -> None:
    held = dossier.producer.posts.held_on(clock.today())
    notify(User.objects.filter(pk__in=held.values("user"), is_active=True), text, _path(dossier))


def _path(dossier: Dossier) -> str:
    return dossier.get_absolute_url()
