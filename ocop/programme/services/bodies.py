"""Setting up bodies, naming their members, and what access follows from that."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import Membership, User
from ocop.accounts.services import end_post, give_post
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.choices import BodyKind
from ocop.programme.models import Body, BodyMember
from ocop.programme.queries.bodies import KEEPERS, role_of, units_kept_by

FIELDS = ("kind", "name", "decision_number", "decided_on", "papers_at", "starts_on", "ends_on")
OF_MEMBER = ("full_name", "seat", "title", "agency", "starts_on", "ends_on")


@transaction.atomic
def set_up_body(
    *,
    actor: User,
    unit: Place,
    kind: str,
    decision_number: str,
    decided_on: date,
    starts_on: date,
    name: str = "",
    papers_at: str = "",
) -> Body:
    """Set up a body of a unit by its decision.

    Raises `RuleViolation` outside the actor's places, for a decision of the future, and while the unit has an
    open one of this kind.
    """
    if not units_kept_by(actor).filter(pk=unit.pk).exists():
        raise RuleViolation(
            _("Bạn không ghi bộ máy của %(unit)s.") % {"unit": unit.name_in_address}, field="unit"
        )
    if decided_on > clock.today():
        raise RuleViolation(_("Ngày quyết định không ở tương lai."), field="decided_on")
    try:
        with transaction.atomic():
            body = Body.objects.create(
                unit=unit,
                kind=kind,
                name=name,
                decision_number=decision_number,
                decided_on=decided_on,
                papers_at=papers_at,
                starts_on=starts_on,
                set_up_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("%(unit)s đang có %(kind)s. Hãy ghi thay đổi vào đó.")
            % {"unit": unit, "kind": BodyKind(kind).label},
            field="kind",
        ) from None
    record(actor=actor, verb="body.create", subject=body, after=snapshot(body, *FIELDS))
    return body


@transaction.atomic
def change_body(
    *,
    actor: User,
    body: Body,
    name: str,
    decision_number: str,
    decided_on: date,
    papers_at: str,
    version: int | None = None,
) -> Body:
    """Write down a later decision of a body, or where its papers lie. Raises `RuleViolation`, `Stale`."""
    body = _locked(actor, body, version)
    if decided_on > clock.today():
        raise RuleViolation(_("Ngày quyết định không ở tương lai."), field="decided_on")
    before = snapshot(body, *FIELDS)
    body.name, body.decision_number, body.decided_on = name, decision_number, decided_on
    body.papers_at = papers_at
    body.version += 1
    body.save()
    record(actor=actor, verb="body.change", subject=body, before=before, after=snapshot(body, *FIELDS))
    return body


@transaction.atomic
def add_member(
    *,
    actor: User,
    body: Body,
    full_name: str,
    seat: str,
    starts_on: date,
    person: User | None = None,
    title: str = "",
    agency: str = "",
    phone: str = "",
    decision_number: str = "",
    version: int | None = None,
) -> BodyMember:
    """Name a member. This alone opens nothing on the portal: `give_access` does.

    Raises `RuleViolation` where the body has ended, where an officer in charge is still in office, and for a
    person who has an open seat in it; raises `Stale`.
    """
    body = _locked(actor, body, version)
    if body.ends_on and body.ends_on < starts_on:
        raise RuleViolation(_("Tổ chức này đã kết thúc trước ngày đó."), field="starts_on")
    in_charge = body.kind == BodyKind.OFFICER_IN_CHARGE
    before = body.members.filter(ends_on__isnull=True).first() if in_charge else None
    if before is not None:
        raise RuleViolation(
            _("%(name)s đang là cán bộ phụ trách. Hãy ghi ngày thôi trước.") % {"name": before.full_name},
            field="full_name",
        )
    try:
        with transaction.atomic():
            member = BodyMember.objects.create(
                body=body,
                person=person,
                full_name=full_name,
                seat=seat,
                title=title,
                agency=agency,
                phone=phone,
                decision_number=decision_number,
                starts_on=starts_on,
                is_in_charge=in_charge,
            )
    except IntegrityError:
        raise RuleViolation(_("Người này đang là thành viên của tổ chức."), field="person") from None
    _count(body)
    record(
        actor=actor,
        verb="body.add",
        subject=body,
        after=snapshot(member, *OF_MEMBER),
        person=str(person or full_name),
    )
    return member


@transaction.atomic
def give_access(*, actor: User, member: BodyMember) -> BodyMember:
    """Give a member the post on the portal that follows from the seat, from its first day on, by the decision
    that named them.

    Only an administrator of the place does so, never for themselves (`give_post`). Raises `RuleViolation` for
    a body from which no post follows, for a member without a sign-in, and for one who has left.
    """
    member = _locked_member(member)
    role = role_of(member.body)
    if role is None:
        raise RuleViolation(_("Tổ chức này không kèm quyền trên cổng."))
    if member.person is None:
        raise RuleViolation(_("Thành viên này chưa có tài khoản trên cổng."))
    if member.post_id is not None:
        raise RuleViolation(_("Thành viên này đã được giao quyền."))
    if member.ends_on and member.ends_on < clock.today():
        raise RuleViolation(_("Thành viên này đã thôi."))
    member.post = _held_already(actor, member, role) or give_post(
        actor=actor,
        user=member.person,
        role=role,
        place=member.body.unit,
        starts_on=max(member.starts_on, member.body.starts_on),
        ends_on=member.ends_on,
        title=member.title or member.seat,
        decision_number=member.decision_number or member.body.decision_number,
    )
    member.version += 1
    member.save(update_fields=["post", "version"])
    record(actor=actor, verb="body.access", subject=member.body, person=str(member.person), role_given=role)
    return member


@transaction.atomic
def end_member(
    *, actor: User, member: BodyMember, ends_on: date, reason: str = "", version: int | None = None
) -> BodyMember:
    """Write down that a member leaves with the close of a day. An administrator's word ends the post on the
    portal that followed from the seat as well; an officer's leaves it to the administrator, who is shown it.

    Raises `RuleViolation` for a day before the first one and for somebody who left before; raises `Stale`.
    """
    member = _locked_member(member)
    _locked(actor, member.body, None)
    if version is not None and version != member.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
    if member.ends_on is not None:
        raise RuleViolation(_("Thành viên này đã thôi."))
    if ends_on < member.starts_on:
        raise RuleViolation(_("Ngày thôi trước ngày bắt đầu."), field="ends_on")
    member.ends_on, member.end_reason = ends_on, reason
    member.version += 1
    member.save(update_fields=["ends_on", "end_reason", "version"])
    if member.post_id and _administers(actor, member.body.unit):
        end_post(actor=actor, post=member.post, ends_on=_soonest(ends_on), note=reason)
    record(
        actor=actor,
        verb="body.end",
        subject=member.body,
        after={"ends_on": str(ends_on)},
        note=reason,
        person=member.full_name,
    )
    return member


def _held_already(actor: User, member: BodyMember, role: str) -> Membership | None:
    """The same post that the person holds today and that hangs on no other seat: it is tied to this one. For
    anybody but an administrator of the place, and for one's own, there is none, so that `give_post` refuses.
    """
    if actor.pk == member.person_id or not _administers(actor, member.body.unit):
        return None
    held = Membership.objects.held_on(clock.today()).filter(user=member.person_id, body_member__isnull=True)
    return held.filter(role=role, place=member.body.unit).select_related("place", "user").first()


def _soonest(day: date) -> date:
    """A post ends yesterday at the earliest: what was done under it stays done."""
    return max(day, date.fromordinal(clock.today().toordinal() - 1))


def _administers(actor: User, unit: Place) -> bool:
    return Place.objects.filter(scope_of(actor).only(Role.ADMINISTRATOR).place(""), pk=unit.pk).exists()


def _locked(actor: User, body: Body, version: int | None) -> Body:
    body = Body.objects.select_for_update(of=("self",)).select_related("unit").get(pk=body.pk)
    if not Body.objects.roles_over(actor, body) & set(KEEPERS):
        raise RuleViolation(_("Bạn không ghi bộ máy của %(unit)s.") % {"unit": body.unit.name_in_address})
    if version is not None and version != body.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
    return body


def _locked_member(member: BodyMember) -> BodyMember:
    rows = BodyMember.objects.select_for_update(of=("self",))
    return rows.select_related("body__unit", "person", "post__user", "post__place").get(pk=member.pk)


def _count(body: Body) -> None:
    body.version += 1
    body.save(update_fields=["version"])
