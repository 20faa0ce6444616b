"""Activities: planned, changed, closed with a result, or given up with a reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Allotment, Ceiling, Commitment
from budgets.services import CommitmentContent, commit, free_unpaid
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.localities.models import Place
from plans.choices import EventKind, EventState
from plans.models import EventCost, ProgrammeEvent
from plans.queries.events import (
    ENTERERS,
    PURPOSES,
    ceilings_for,
    units_with_events,
    why_not_bind,
    why_other_line,
)
from plans.workflow.events import EVENT

FIELDS = ("kind", "name", "audience", "quantity", "starts_on", "ends_on", "lead", "joint", "ceiling")
RESULT = ("closed_on", "result", "result_quantity")


@dataclass(frozen=True, slots=True)
class EventContent:
    """What an activity says. `ends_on` is the last day; `ceiling` the approved line it is paid from."""

    kind: str
    name: str
    starts_on: date
    ends_on: date
    lead: str
    content: str = ""
    audience: str = ""
    quantity: int | None = None
    quantity_unit: str = ""
    joint: str = ""
    ceiling: Ceiling | None = None


@transaction.atomic
def plan_event(*, actor: User, unit: Place, content: EventContent) -> ProgrammeEvent:
    """Enter an activity of a unit. Raises `RuleViolation` outside the actor's places, for days turned round,
    for a line of a budget that the actor does not see, and for one that pays for other things or years.
    """
    if not units_with_events(actor).filter(pk=unit.pk).exists():
        raise RuleViolation(
            _("Bạn không ghi hoạt động của %(unit)s.") % {"unit": unit.name_in_address}, field="unit"
        )
    _refuse_wrong(actor, content)
    event = ProgrammeEvent.objects.create(unit=unit, entered_by=actor, **_columns(content))
    record(actor=actor, verb="event.create", subject=event, after=snapshot(event, *FIELDS))
    return event


@transaction.atomic
def change_event(
    *, actor: User, event: ProgrammeEvent, content: EventContent, version: int | None = None
) -> ProgrammeEvent:
    """Change what is planned. Raises `RuleViolation` as `plan_event` does and once it is closed; `Stale`."""
    event = _locked(actor, event, version)
    _refuse_wrong(actor, content)
    before = snapshot(event, *FIELDS)
    for name, value in _columns(content).items():
        setattr(event, name, value)
    event.version += 1
    event.save()
    record(actor=actor, verb="event.change", subject=event, before=before, after=snapshot(event, *FIELDS))
    return event


@transaction.atomic
def close_event(
    *,
    actor: User,
    event: ProgrammeEvent,
    closed_on: date,
    result: str,
    result_quantity: int | None = None,
    version: int | None = None,
) -> ProgrammeEvent:
    """Write down what came of it. Raises `RuleViolation` for a day before it began or ahead; `Stale`."""
    event = _locked(actor, event, version)
    _refuse_wrong_end(event, closed_on)
    written = _written(actor, closed_on, result, result_quantity)
    return EVENT.fire("close", event, actor=actor, note=result, **written)


@transaction.atomic
def correct_event_result(
    *,
    actor: User,
    event: ProgrammeEvent,
    closed_on: date,
    result: str,
    reason: str,
    result_quantity: int | None = None,
    version: int | None = None,
) -> ProgrammeEvent:
    """Put a result right that was written down wrongly; what stood there is in the trail. Raises
    `RuleViolation` for an activity without a result, without a reason and as `close_event` does; `Stale`.
    """
    event = _held(actor, event)
    if event.state != EventState.DONE:
        raise RuleViolation(_("Hoạt động này chưa ghi kết quả."))
    _refuse_stale(event, version)
    if not reason.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="reason")
    _refuse_wrong_end(event, closed_on)
    before = snapshot(event, *RESULT)
    for name, value in _written(actor, closed_on, result, result_quantity).items():
        setattr(event, name, value)
    event.version += 1
    event.save()
    record(
        actor=actor,
        verb="event.correct",
        subject=event,
        before=before,
        after=snapshot(event, *RESULT),
        note=reason.strip(),
    )
    return event


@transaction.atomic
def bind_event_cost(
    *,
    actor: User,
    event: ProgrammeEvent,
    allotment: Allotment,
    amount_vnd: int,
    payee: str = "",
    contract: str = "",
    due_on: date | None = None,
) -> EventCost:
    """Bind money of a unit's part of a budget line for an activity. Raises `RuleViolation` for one that was
    given up, outside the actor's places, for a line of other things, and whatever `commit` refuses.
    """
    event = _held(actor, event)
    refuse(why_not_bind(event))
    refuse(why_other_line(event.kind, event.starts_on, allotment.ceiling), field="allotment")
    content = CommitmentContent(
        subject=event.name,
        purpose=PURPOSES[EventKind(event.kind)],
        amount_vnd=amount_vnd,
        committed_on=clock.today(),
        due_on=due_on,
        payee=payee,
        contract=contract,
    )
    commitment = commit(actor=actor, allotment=allotment, content=content)
    cost = EventCost.objects.create(event=event, commitment=commitment)
    record(
        actor=actor,
        verb="event.bind",
        subject=event,
        line=str(allotment.ceiling.line),
        amount_vnd=amount_vnd,
    )
    return cost


@transaction.atomic
def cancel_event(
    *, actor: User, event: ProgrammeEvent, note: str, version: int | None = None
) -> ProgrammeEvent:
    """Give an activity up, with a reason; what was bound for it and not paid is free again. Raises
    `RuleViolation`, `Stale`.
    """
    event = _locked(actor, event, version)
    free_unpaid(actor=actor, commitments=Commitment.objects.filter(event_cost__event=event), note=note)
    return EVENT.fire("cancel", event, actor=actor, note=note, **_written(actor, clock.today(), note))


def _written(
    actor: User, closed_on: date, result: str, result_quantity: int | None = None
) -> dict[str, object]:
    """The columns of a result. Raises `RuleViolation` without words."""
    if not result.strip():
        raise RuleViolation(_("Hãy ghi kết quả hoặc lý do."), field="result")
    return {
        "closed_on": closed_on,
        "closed_by": actor,
        "result": result.strip(),
        "result_quantity": result_quantity,
    }


def _refuse_wrong_end(event: ProgrammeEvent, closed_on: date) -> None:
    if closed_on < event.starts_on:
        raise RuleViolation(_("Ngày kết thúc trước ngày bắt đầu hoạt động."), field="closed_on")
    if closed_on > clock.today():
        raise RuleViolation(_("Ngày kết thúc không ở tương lai."), field="closed_on")


def _columns(content: EventContent) -> dict[str, object]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _refuse_wrong(actor: User, content: EventContent) -> None:
    if content.ends_on < content.starts_on:
        raise RuleViolation(_("Ngày cuối trước ngày đầu."), field="ends_on")
    if content.ceiling and not ceilings_for(actor).filter(pk=content.ceiling.pk).exists():
        raise RuleViolation(_("Dòng dự toán này không thuộc địa bàn của bạn."), field="ceiling")
    if content.ceiling:
        refuse(why_other_line(content.kind, content.starts_on, content.ceiling), field="ceiling")


def _held(actor: User, event: ProgrammeEvent) -> ProgrammeEvent:
    """The activity under its lock, for whoever enters those of the unit."""
    event = ProgrammeEvent.objects.select_for_update(of=("self",)).select_related("unit").get(pk=event.pk)
    if not ProgrammeEvent.objects.roles_over(actor, event) & set(ENTERERS):
        raise RuleViolation(_("Bạn không ghi hoạt động của %(unit)s.") % {"unit": event.unit.name_in_address})
    return event


def _locked(actor: User, event: ProgrammeEvent, version: int | None) -> ProgrammeEvent:
    event = _held(actor, event)
    if not event.is_planned:
        raise RuleViolation(
            _("Hoạt động này %(state)s nên không sửa được nữa.")
            % {"state": event.get_state_display().lower()}
        )
    _refuse_stale(event, version)
    return event


def _refuse_stale(event: ProgrammeEvent, version: int | None) -> None:
    if version is not None and version != event.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
