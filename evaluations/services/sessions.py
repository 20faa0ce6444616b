"""From the agenda to the closed session."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import SeatRole
from evaluations.models import (
    Attendance,
    Council,
    Item,
    Seat,
    Session,
    Sheet,
    SiteCheck,
    TeamReport,
)
from evaluations.queries.councils import is_chair, seats_on
from evaluations.queries.files import earliest_day
from evaluations.queries.ministry import is_scored_again
from evaluations.queries.refusals import (
    why_not_change_agenda,
    why_not_change_council,
    why_not_move,
    why_not_remove,
)
from evaluations.queries.results import judge
from evaluations.queries.sessions import (
    dossiers_for_agenda,
    dossiers_for_calibration,
    items_for_after_tests,
)
from evaluations.rules import Entry, alternating
from evaluations.services.authority import NotAllowed, officer_of, require_officer_at, require_over_council
from evaluations.services.gradings import agree_as_proposed, write_grading
from evaluations.services.rounds import start_from_first_round
from evaluations.services.telling import SHEETS, declare_path, settle_scored
from evaluations.workflow import SESSION
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.law.queries import working_calendar
from ocop.notifications.services import notify, settle
from registrations import services as registrations
from registrations.models import Dossier

FAR_AWAY = 10_000
"""Positions that no agenda has."""


@transaction.atomic
def plan_session(*, actor: User, council: Council, held_on: date, venue: str = "") -> Session:
    """Put a meeting of a council into its calendar: by its secretary or an officer of the level."""
    role = require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    refuse(why_not_change_council(council))
    _refuse_outside(council, held_on)
    session = Session.objects.create(council=council, held_on=held_on, venue=venue, created_by=actor)
    record(actor=actor, verb="session.plan", subject=session, role=role, after={"held_on": str(held_on)})
    return session


@transaction.atomic
def move_session(
    *,
    actor: User,
    session: Session,
    held_on: date,
    venue: str = "",
    note: str,
    version: int | None = None,
) -> Session:
    """Hold a planned meeting on another day or elsewhere; everybody with a seat on either day is told why.

    What was made ready and declared stays; who had scanned in is called anew. Raises `NotAllowed`, `Stale`,
    and `RuleViolation` once the session has opened, without a reason, for a day that is over and for one
    before the files can be with the members in time, as the Quy chế wants.
    """
    session = _locked(session)
    council, before = session.council, {"held_on": str(session.held_on), "venue": session.venue}
    role = require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    refuse(why_not_move(session))
    if version is not None and version != session.version:
        raise Stale(_("Người khác vừa thay đổi phiên này. Hãy xem lại rồi làm tiếp."))
    if not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    old_day, venue = session.held_on, venue.strip()
    if (held_on, venue) == (old_day, session.venue):
        raise RuleViolation(_("Ngày họp và nơi họp chưa đổi."), field="held_on")
    if held_on != old_day:
        _refuse_outside(council, held_on)
        _refuse_too_early(session, held_on)
        session.roll.all().delete()
    session.held_on, session.venue = held_on, venue
    session.version += 1
    session.save(update_fields=["held_on", "venue", "version"])
    record(
        actor=actor,
        verb="session.move",
        subject=session,
        role=role,
        note=note,
        before=before,
        after={"held_on": str(held_on), "venue": venue},
    )
    told = council.seats.held_on(old_day) | council.seats.held_on(held_on)
    notify(
        {seat.person for seat in told.select_related("person")},
        _("Phiên họp ngày %(old)s nay họp ngày %(new)s, tại %(venue)s. Lý do: %(note)s")
        % {
            "old": f"{old_day:%d/%m/%Y}",
            "new": f"{held_on:%d/%m/%Y}",
            "venue": venue or _("nơi sẽ báo sau"),
            "note": note.strip(),
        },
        f"/phien/{session.pk}/",
    )
    return session


@transaction.atomic
def add_dossiers_to_session(*, actor: User, session: Session, dossiers: Iterable[Dossier]) -> list[Item]:
    """Put accepted dossiers at the end of an agenda; each of them is scheduled by it.

    Raises `RuleViolation` for a dossier that the level does not have, has not accepted, or has scored
    before.
    """
    session = _locked(session)
    council = session.council
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_change_agenda(session))
    wanted = list(dossiers)
    open_ones = set(
        dossiers_for_agenda(actor, session).filter(pk__in=[d.pk for d in wanted]).values_list("pk", flat=True)
    )
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    items = []
    for position, dossier in enumerate(wanted, last + 1):
        if dossier.pk not in open_ones:
            raise RuleViolation(
                _("“%(product)s” không phải hồ sơ đã tiếp nhận của cấp này.")
                % {"product": dossier.product_name}
            )
        before = Item.objects.filter(
            dossier=dossier, level=council.level, is_calibration=False, once_more__isnull=True
        ).first()
        if before and not is_scored_again(before):
            raise RuleViolation(
                _("“%(product)s” đã có trong một phiên của cấp này.") % {"product": dossier.product_name}
            )
        registrations.schedule_dossier(actor=actor, dossier=dossier)
        items.append(
            Item.objects.create(
                session=session, dossier=dossier, level=council.level, position=position, after=before
            )
        )
    record(
        actor=actor,
        verb="session.add-dossiers",
        subject=session,
        role=role,
        dossiers=[dossier.pk for dossier in wanted],
    )
    team = council.seats.held_on(session.held_on).filter(role=SeatRole.ADVISER).select_related("person")
    notify(
        [seat.person for seat in team],
        _("%(count)s sản phẩm vào phiên ngày %(day)s: chờ Tổ tư vấn xem xét, báo cáo.")
        % {"count": len(items), "day": f"{session.held_on:%d/%m/%Y}"},
        f"/phien/{session.pk}/",
    )
    return items


@transaction.atomic
def add_after_tests(*, actor: User, session: Session, items: Iterable[Item]) -> list[Item]:
    """Put products that this council scored on dossier and sample on the agenda of a later meeting, to be
    scored once more after tests or checks (1048/QĐ-TTg: those likely to reach three stars).

    The first result stays and is shown beside; no decision takes it up any more. Raises `RuleViolation` for a
    product that the regime gives no second round, that stands in a decision, or that has its round already.
    """
    session = _locked(session)
    council = session.council
    role = require_officer_at(actor, council.place, council.level)
    refuse(why_not_change_agenda(session))
    wanted = list(items)
    open_ones = set(items_for_after_tests(actor, session).values_list("pk", flat=True))
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    made = []
    for position, before in enumerate(wanted, last + 1):
        if before.pk not in open_ones:
            raise RuleViolation(
                _("“%(product)s” không có vòng sau kiểm nghiệm.") % {"product": before.dossier.product_name},
                field="items",
            )
        registrations.score_dossier_again(actor=actor, dossier=before.dossier)
        made.append(
            Item.objects.create(
                session=session,
                dossier=before.dossier,
                level=council.level,
                position=position,
                after=before,
            )
        )
    record(
        actor=actor,
        verb="session.after-tests",
        subject=session,
        role=role,
        dossiers=[before.dossier_id for before in wanted],
    )
    return made


@transaction.atomic
def remove_item(*, actor: User, item: Item, note: str = "") -> None:
    """Take a product off the agenda; its dossier waits for another session.

    Once the session has opened this works only while no sheet of the product has been sent, and at any time
    only when no sample of it is in custody. The custody log stays with the dossier; what else was made ready
    for this meeting goes with the item, and the audit trail keeps each step of it.
    """
    session = _locked(item.session)
    role = require_officer_at(actor, session.council.place, session.council.level)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.session = session
    sheets = list(Sheet.objects.select_for_update(of=("self",)).filter(item=item).order_by("pk"))
    refuse(why_not_remove(item))
    dossier = item.dossier
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).delete()
    for made_ready in (SiteCheck, TeamReport):
        made_ready.objects.filter(item=item).delete()
    item.delete()
    for position, rest in enumerate(session.items.order_by("position"), 1):
        Item.objects.filter(pk=rest.pk).update(position=position)
    if item.after and not is_scored_again(item.after):
        registrations.mark_scored(actor=actor, dossier=dossier)
    elif not item.is_calibration:
        registrations.unschedule_dossier(actor=actor, dossier=dossier)
    record(
        actor=actor, verb="session.remove-dossier", subject=session, role=role, note=note, dossier=dossier.pk
    )


@transaction.atomic
def move_item(*, actor: User, item: Item, up: bool) -> None:
    """Change places with the neighbour before (`up`) or after; at either end nothing happens."""
    session = _locked(item.session)
    roles = {Role.COUNCIL_SECRETARY, officer_of(session.council.level)}
    role = require_over_council(actor, session.council, roles)
    refuse(why_not_change_agenda(session))
    item = Item.objects.get(pk=item.pk)
    beside = session.items.filter(position=item.position + (-1 if up else 1)).first()
    if beside is None:
        return
    there, here = beside.position, item.position
    for row, position in ((item, 0), (beside, here), (item, there)):
        Item.objects.filter(pk=row.pk).update(position=position)
    record(actor=actor, verb="session.reorder", subject=session, role=role, item=item.pk, position=there)


@transaction.atomic
def arrange_agenda(*, actor: User, session: Session) -> list[Item]:
    """Put the agenda into an order in which groups and owners alternate: what the secretary starts from."""
    session = _locked(session)
    roles = {Role.COUNCIL_SECRETARY, officer_of(session.council.level)}
    role = require_over_council(actor, session.council, roles)
    refuse(why_not_change_agenda(session))
    items = {i.pk: i for i in session.items.select_related("dossier__criteria_set").order_by("position")}
    order = alternating(
        [
            Entry(i.pk, i.dossier.criteria_set.group, i.dossier.producer_id)
            for i in items.values()
            if not i.is_calibration
        ]
    )
    order = [key for key, i in items.items() if i.is_calibration] + order
    for away, key in enumerate(order):  # out of the way first: a place in the order is taken once
        Item.objects.filter(pk=key).update(position=FAR_AWAY + away)
    for position, key in enumerate(order, 1):
        Item.objects.filter(pk=key).update(position=position)
    record(actor=actor, verb="session.arrange", subject=session, role=role, items=order)
    return [items[key] for key in order]


@transaction.atomic
def add_calibration(*, actor: User, session: Session, dossier: Dossier) -> Item:
    """Open a session with a product of before, scored by everybody to bring the members together.

    It stands first and nothing follows from it: no result, no decision, no move of its dossier. Raises
    `RuleViolation` for a dossier that no closed session of the level has scored.
    """
    session = _locked(session)
    council = session.council
    roles = {Role.COUNCIL_SECRETARY, officer_of(council.level)}
    role = require_over_council(actor, council, roles)
    refuse(why_not_change_agenda(session))
    if session.items.filter(is_calibration=True).exists():
        raise RuleViolation(_("Phiên đã có sản phẩm tập chấm."))
    if not dossiers_for_calibration(actor, session).filter(pk=dossier.pk).exists():
        raise RuleViolation(_("Chỉ tập chấm trên sản phẩm cấp này đã chấm ở phiên đã đóng."), field="dossier")
    for item in session.items.order_by("-position"):
        Item.objects.filter(pk=item.pk).update(position=item.position + 1)
    item = Item.objects.create(
        session=session, dossier=dossier, level=council.level, position=1, is_calibration=True
    )
    record(actor=actor, verb="session.calibrate", subject=session, role=role, dossier=dossier.pk)
    return item


@transaction.atomic
def open_session(
    *,
    actor: User,
    session: Session,
    present: Sequence[Seat],
    shown: Collection[int] = (),
    version: int | None = None,
) -> Session:
    """Call the roll and start the scoring: a sheet for every present seat that scores, for every product.

    Who scanned the code is present, unless the secretary saw the tick and took it away: `shown` are the seats
    whose tick was on the page.

    Raises `MoveRefused` with the figures unless the quorum of the Quy chế is met with the chair present.
    """
    session = _locked(session)
    seats = list(seats_on(session.council, session.held_on))
    here = {seat.pk for seat in present}
    if here - {seat.pk for seat in seats}:
        raise RuleViolation(_("Có người không giữ ghế trong Hội đồng vào ngày họp."))
    scanned = set(session.roll.filter(scanned=True, present=True).values_list("seat", flat=True))
    here |= scanned & {seat.pk for seat in seats} - set(shown)
    _write_roll(session, seats, here)
    session = SESSION.fire(
        "open", session, actor=actor, version=version, opened_at=timezone.now(), opened_by=actor
    )
    scoring = [seat for seat in seats if seat.pk in here and seat.scores]
    items = list(session.items.order_by("position"))
    Sheet.objects.bulk_create(Sheet(item=item, seat=seat) for item in items for seat in scoring)
    start_from_first_round(session)
    notify(
        [seat.person for seat in scoring],
        _("Phiên họp ngày %(day)s đã mở: có %(count)s phiếu chờ bạn chấm.")
        % {"day": f"{session.held_on:%d/%m/%Y}", "count": len(items)},
        SHEETS,
        awaits=True,
    )
    settle(declare_path(session))
    return session


@transaction.atomic
def close_session(*, actor: User, session: Session, note: str = "", version: int | None = None) -> Session:
    """End the scoring and compute the results: by the council's chair, or by its secretary at the chair's
    word, which `note` then writes down.

    Every present member must have sent a sheet for every product they did not recuse themselves from; else
    `MoveRefused` names who is missing, never a point. Criteria that carry a minimum and were not agreed on
    yet take the option most sheets chose; a knock-out that any sheet names holds until the council's view
    is recorded.
    """
    session = _locked(session)
    list(Sheet.objects.select_for_update(of=("self",)).filter(item__session=session).order_by("pk"))
    _refuse_without_the_chair(actor, session, note)
    session = SESSION.fire(
        "close", session, actor=actor, note=note, version=version, closed_at=timezone.now(), closed_by=actor
    )
    # a session opened again keeps its other results; what is only practised on has none
    items = session.items.filter(grading__isnull=True, is_calibration=False)
    for item in items.select_related("dossier__regime", "dossier__criteria_set").order_by("position"):
        agree_as_proposed(item)
        write_grading(item, judge(item))
        registrations.mark_scored(actor=actor, dossier=item.dossier)
    settle_scored([seat.person for seat in seats_on(session.council, session.held_on).filter(scores=True)])
    return session


def _refuse_outside(council: Council, held_on: date) -> None:
    if held_on < council.decided_on or (council.dissolved_on and held_on > council.dissolved_on):
        raise RuleViolation(_("Ngày họp nằm ngoài thời gian hoạt động của Hội đồng."), field="held_on")


def _refuse_too_early(session: Session, held_on: date) -> None:
    earliest = earliest_day(session, working_calendar())
    if held_on < earliest:
        raise RuleViolation(
            _("Quy chế cần hồ sơ tới thành viên trước %(days)s ngày làm việc: sớm nhất họp ngày %(day)s.")
            % {"days": session.council.files_days_before, "day": f"{earliest:%d/%m/%Y}"},
            field="held_on",
        )


def _refuse_without_the_chair(actor: User, session: Session, note: str) -> None:
    if is_chair(actor, session):
        return
    if not seats_on(session.council, session.held_on).filter(role=SeatRole.SECRETARY, person=actor).exists():
        raise NotAllowed(_("Chỉ Chủ tịch Hội đồng đóng phiên."))
    if not note.strip():
        raise RuleViolation(_("Hãy ghi ý kiến của Chủ tịch Hội đồng cho đóng phiên."), field="note")


def _write_roll(session: Session, seats: list[Seat], here: set[int]) -> None:
    """The roll as the secretary confirms it; who scanned the code keeps the time of that."""
    scanned = {row.seat_id: row.arrived_at for row in session.roll.filter(scanned=True)}
    now = timezone.now()
    session.roll.all().delete()
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            seat=seat,
            present=seat.pk in here,
            scanned=seat.pk in here and seat.pk in scanned,
            arrived_at=scanned.get(seat.pk, now) if seat.pk in here else None,
        )
        for seat in seats
    )


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("council__place").get(pk=session.pk)
