"""Setting up councils and keeping their seats."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.choices import SeatRole
from evaluations.models import Council, MembersChange, Seat
from evaluations.queries.refusals import (
    why_not_change_council,
    why_not_change_procedure,
    why_not_dissolve,
    why_not_end,
)
from evaluations.rules import PRESETS, Procedure
from evaluations.services.authority import require_officer_at
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.law.queries import regime_on, rules_of
from ocop.localities.models import Place
from ocop.programme.models import Cycle


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat as the decision lists it."""

    person: User
    role: str = SeatRole.MEMBER
    title: str = ""
    agency: str = ""
    scores: bool = True
    agency_tax_code: str = ""


@transaction.atomic
def create_council(
    *,
    actor: User,
    place: Place,
    level: str,
    cycle: Cycle,
    name: str,
    decision_number: str,
    decided_on: date,
    seats: Sequence[NewSeat],
    procedure: Procedure = PRESETS[0].procedure,
    authority: str = "",
    dissolved_on: date | None = None,
) -> Council:
    """Enter a council that a decision of the level's authority set up, with its seats.

    Raises `RuleViolation` where the regime of the cycle has no council at this level, and unless there are
    one chair, one secretary and at least one seat that scores (26/2026/QĐ-TTg Art. 5; 148/QĐ-TTg).
    """
    role = require_officer_at(actor, place, level)
    _refuse_odd_cycle(place, cycle)
    _refuse_level_without_council(cycle, level, decided_on)
    _refuse_odd_seats(seats)
    if dissolved_on is not None and dissolved_on < decided_on:
        raise RuleViolation(_("Ngày kết thúc không được trước ngày quyết định."), field="dissolved_on")
    try:
        with transaction.atomic():
            council = Council.objects.create(
                place=place,
                level=level,
                cycle=cycle,
                name=name,
                decision_number=decision_number,
                decided_on=decided_on,
                authority=authority,
                dissolved_on=dissolved_on,
                **asdict(procedure),
                created_by=actor,
            )
    except IntegrityError:
        same = Council.objects.filter(place=place, decision_number=decision_number, decided_on=decided_on)
        raise RuleViolation(
            _("Đã có Hội đồng theo quyết định này."), field="decision_number", about=same.first()
        ) from None
    for seat in seats:
        _seat(council, seat, decided_on)
    record(
        actor=actor,
        verb="council.create",
        subject=council,
        role=role,
        after=snapshot(council, "name", "decision_number", "decided_on", *asdict(procedure)),
        seats=len(seats),
    )
    return council


@transaction.atomic
def set_procedure(
    *, actor: User, council: Council, procedure: Procedure, note: str = "", version: int | None = None
) -> Council:
    """Enter what the council's Quy chế hoạt động says. Refused while a session scores by the rules of now."""
    council = _locked(council)
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_change_procedure(council))
    if version is not None and version != council.version:
        raise Stale(_("Người khác vừa thay đổi Hội đồng này. Hãy xem lại rồi làm tiếp."))
    before = snapshot(council, *asdict(procedure))
    for name, value in asdict(procedure).items():
        setattr(council, name, value)
    council.version += 1
    council.save(update_fields=[*asdict(procedure), "version"])
    record(
        actor=actor,
        verb="council.procedure",
        subject=council,
        role=role,
        before=before,
        after=snapshot(council, *asdict(procedure)),
        note=note,
    )
    return council


@transaction.atomic
def add_seat(*, actor: User, council: Council, seat: NewSeat, starts_on: date) -> Seat:
    """Add a member from a day on. Raises `RuleViolation` for a second chair, secretary or seat of one
    person.
    """
    council = _locked(council)
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_change_council(council))
    if starts_on < council.decided_on:
        raise RuleViolation(_("Ghế không bắt đầu trước ngày quyết định."), field="starts_on")
    kept = _seat(council, seat, starts_on)
    record(
        actor=actor,
        verb="council.add-seat",
        subject=council,
        role=role,
        after=snapshot(kept, "person", "role", "scores", "starts_on"),
    )
    return kept


@transaction.atomic
def end_seat(*, actor: User, seat: Seat, ends_on: date, note: str) -> Seat:
    """End a seat with the close of a day. Refused while its member scores in an open session."""
    council = _locked(seat.council)
    role = require_officer_at(actor, council.place, council.level)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    refuse(why_not_end(seat))
    if ends_on < seat.starts_on:
        raise RuleViolation(_("Ngày kết thúc không được trước ngày bắt đầu."), field="ends_on")
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    record(
        actor=actor,
        verb="council.end-seat",
        subject=council,
        role=role,
        after=snapshot(seat, "person", "role", "ends_on"),
        note=note,
    )
    return seat


@transaction.atomic
def change_members(
    *,
    actor: User,
    council: Council,
    number: str,
    decided_on: date,
    effective_on: date,
    leaving: Sequence[Seat] = (),
    joining: Sequence[NewSeat] = (),
    version: int | None = None,
) -> MembersChange:
    """Enter a later decision on who sits in the council: who leaves with the eve of `effective_on`, who joins
    on that day.

    The seats of before stay as they were, so that sessions held before it keep their members. Raises
    `RuleViolation` where the council would be without one chair, one secretary and a seat that scores.
    """
    council = _locked(council)
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_change_council(council))
    if version is not None and version != council.version:
        raise Stale(_("Người khác vừa thay đổi Hội đồng này. Hãy xem lại rồi làm tiếp."))
    _refuse_odd_change(council, decided_on, effective_on, leaving, joining)
    try:
        with transaction.atomic():
            change = MembersChange.objects.create(
                council=council,
                number=number,
                decided_on=decided_on,
                effective_on=effective_on,
                created_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(_("Đã nhập quyết định này cho Hội đồng."), field="number") from None
    for seat in leaving:
        _leave(council, seat, change)
    for new in joining:
        _seat(council, new, effective_on, change)
    _refuse_odd_council(council, effective_on)
    council.version += 1
    council.save(update_fields=["version"])
    record(
        actor=actor,
        verb="council.change-members",
        subject=council,
        role=role,
        after=snapshot(change, "number", "decided_on", "effective_on"),
        left=[seat.person_id for seat in leaving],
        joined=[new.person.pk for new in joining],
    )
    return change


@transaction.atomic
def dissolve_council(
    *, actor: User, council: Council, dissolved_on: date, version: int | None = None
) -> Council:
    """End a council when its work is done: no session of it is open."""
    council = _locked(council)
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_dissolve(council))
    if version is not None and version != council.version:
        raise Stale(_("Người khác vừa thay đổi Hội đồng này. Hãy xem lại rồi làm tiếp."))
    if dissolved_on < council.decided_on:
        raise RuleViolation(_("Ngày kết thúc không được trước ngày quyết định."), field="dissolved_on")
    council.dissolved_on = dissolved_on
    council.version += 1
    council.save(update_fields=["dissolved_on", "version"])
    record(
        actor=actor,
        verb="council.dissolve",
        subject=council,
        role=role,
        after={"dissolved_on": str(dissolved_on)},
    )
    return council


def _seat(council: Council, seat: NewSeat, starts_on: date, under: MembersChange | None = None) -> Seat:
    if council.seats.filter(person=seat.person, ends_on__gte=starts_on).exists():
        raise RuleViolation(
            _("%(person)s còn giữ ghế vào ngày này.") % {"person": seat.person}, field="person"
        )
    try:
        with transaction.atomic():
            return Seat.objects.create(
                council=council,
                person=seat.person,
                role=seat.role,
                title=seat.title,
                agency=seat.agency,
                agency_tax_code=seat.agency_tax_code,
                scores=seat.scores and seat.role != SeatRole.ADVISER,
                starts_on=starts_on,
                joined_under=under,
            )
    except IntegrityError:
        raise RuleViolation(
            _("%(person)s đã có ghế, hoặc Hội đồng đã có %(role)s.")
            % {"person": seat.person, "role": SeatRole(seat.role).label},
            field="person",
        ) from None


def _leave(council: Council, seat: Seat, change: MembersChange) -> None:
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk, council=council)
    refuse(why_not_end(seat))
    if seat.starts_on >= change.effective_on:
        raise RuleViolation(
            _("%(person)s chưa giữ ghế vào trước ngày hiệu lực.") % {"person": seat.person},
            field="effective_on",
        )
    seat.ends_on, seat.left_under = change.effective_on - timedelta(days=1), change
    seat.save(update_fields=["ends_on", "left_under"])


def _refuse_odd_change(
    council: Council, decided_on: date, effective_on: date, leaving: Sequence, joining: Sequence
) -> None:
    if not leaving and not joining:
        raise RuleViolation(_("Hãy chọn người thôi tham gia hoặc nhập người tham gia mới."))
    if decided_on < council.decided_on:
        raise RuleViolation(
            _("Quyết định thay đổi không thể trước quyết định thành lập."), field="decided_on"
        )
    if effective_on < decided_on:
        raise RuleViolation(_("Ngày hiệu lực không được trước ngày quyết định."), field="effective_on")


def _refuse_odd_council(council: Council, day: date) -> None:
    seats = list(council.seats.held_on(day))
    for role in (SeatRole.CHAIR, SeatRole.SECRETARY):
        if sum(seat.role == role for seat in seats) != 1:
            raise RuleViolation(
                _("Sau thay đổi, Hội đồng phải có đúng một %(role)s.") % {"role": role.label.lower()}
            )
    if not any(seat.scores for seat in seats):
        raise RuleViolation(_("Sau thay đổi, Hội đồng cần ít nhất một thành viên chấm điểm."))


def _locked(council: Council) -> Council:
    return Council.objects.select_for_update(of=("self",)).select_related("place").get(pk=council.pk)


def _refuse_odd_cycle(place: Place, cycle: Cycle) -> None:
    """A cycle is its province's, that province's parts' and, once it has ended, its heir's; it is open."""
    province = cycle.province
    own = (province.path, province.today_path)
    if not (place.path.startswith(own) or place.today_path.startswith(own)):
        raise RuleViolation(_("Chu trình này của tỉnh khác."), field="cycle")
    if cycle.closed_on:
        words = _("Chu trình này đã đóng ngày %(day)s.") % {"day": f"{cycle.closed_on:%d/%m/%Y}"}
        raise RuleViolation(words, field="cycle")


def _refuse_level_without_council(cycle: Cycle, level: str, day: date) -> None:
    regime = cycle.regime or regime_on(day)
    if level not in rules_of(regime).scoring_levels:
        raise RuleViolation(
            _("Theo %(regime)s, cấp này không có Hội đồng chấm điểm.") % {"regime": regime}, field="cycle"
        )


def _refuse_odd_seats(seats: Sequence[NewSeat]) -> None:
    roles = [seat.role for seat in seats]
    if roles.count(SeatRole.CHAIR) != 1 or roles.count(SeatRole.SECRETARY) != 1:
        raise RuleViolation(_("Hội đồng cần đúng một Chủ tịch và một Thư ký."))
    if not any(seat.scores for seat in seats):
        raise RuleViolation(_("Hội đồng cần ít nhất một thành viên chấm điểm."))
    people = [seat.person.pk for seat in seats]
    if len(set(people)) != len(people):
        raise RuleViolation(_("Mỗi người chỉ giữ một ghế trong Hội đồng."))
