"""People named, confirmed and withdrawn; whose turn it is follows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Role
from ocop.localities.models import Place
from registrations.models import Producer
from trainings import rules
from trainings.choices import HOLDS_A_SEAT, Audience
from trainings.models import Nomination, TrainingClass
from trainings.queries.candidates import (
    official_named,
    officials_not_named,
    producer_spoken_for,
    producers_at,
)
from trainings.queries.people import SENDERS, is_of_organiser, places_sent_by, to_confirm
from trainings.queries.refusals import why_not_name_official, why_not_name_producer, why_not_nominate
from trainings.services.authority import NotAllowed, locked, require_over
from trainings.services.seats import change_taken, fill_seats
from trainings.workflow import NOMINATION


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody to be named: of a producer (or of a kind of producer, where the portal does not know it), with
    an account of the portal, or by name alone.
    """

    unit: Place
    full_name: str
    position: str = ""
    phone: str = ""
    user: User | None = None
    producer: Producer | None = None
    producer_kind: str = ""
    role: str = ""

    @property
    def kind(self) -> str:
        """The kind of producer they come for; "" for an official."""
        return self.producer.kind if self.producer else self.producer_kind


@transaction.atomic
def nominate(*, actor: User, training: TrainingClass, people: Sequence[Nominee]) -> list[Nomination]:
    """Name people in the given order; whoever finds a free seat holds it at once, the others wait.

    All or none. Raises `RuleViolation` after the day set, for somebody who is named already or stands twice
    in the list, for a producer in a class of officials and the other way round, for a producer of another
    place than the one that sends, and for people of a place that the actor does not send from.
    """
    training = locked(training.pk)
    role = require_over(actor, training, SENDERS)
    refuse(why_not_nominate(training, as_organiser=is_of_organiser(actor, training)))
    _refuse_strangers(actor, people)
    last = training.nominations.aggregate(last=Max("order"))["last"] or 0
    named = [_create(actor, training, person, order=last + at) for at, person in enumerate(people, 1)]
    record(
        actor=actor,
        verb="class.nominate",
        subject=training,
        role=role,
        place=people[0].unit if people else None,
        count=len(named),
    )
    fill_seats(actor=actor, training=training, just_named=frozenset(one.pk for one in named))
    return list(Nomination.objects.filter(pk__in=[one.pk for one in named]).order_by("order"))


@transaction.atomic
def confirm(*, actor: User, nomination: Nomination, version: int | None = None) -> Nomination:
    """Say that somebody comes. Raises `MoveRefused` without a seat, and `Stale`."""
    locked(nomination.training_id)
    return NOMINATION.fire("confirm", nomination, actor=actor, version=version)


@transaction.atomic
def confirm_people(
    *, actor: User, training: TrainingClass, nominations: Iterable[Nomination]
) -> list[Nomination]:
    """Say of several people at once that they come: of all or of nobody. Raises `RuleViolation` for nobody
    and for somebody of whom the actor has not to say so, `MoveRefused` once the list is closed.
    """
    training = locked(training.pk)
    asked = {one.pk for one in nominations}
    open_ones = to_confirm(actor, training).filter(pk__in=asked).order_by("order")
    if not asked:
        raise RuleViolation(_("Hãy chọn ít nhất một người."), field="nominations")
    if len(open_ones) < len(asked):
        raise RuleViolation(
            _("Danh sách vừa thay đổi. Hãy xem lại ai còn chờ xác nhận."), field="nominations"
        )
    return [NOMINATION.fire("confirm", one, actor=actor) for one in open_ones]


@transaction.atomic
def withdraw(*, actor: User, nomination: Nomination, note: str, version: int | None = None) -> Nomination:
    """Say that somebody does not come; the seat goes to whose turn it is. Raises `MoveRefused`, `Stale`."""
    training = locked(nomination.training_id)
    held = Nomination.objects.get(pk=nomination.pk).state in HOLDS_A_SEAT
    gone = NOMINATION.fire("withdraw", nomination, actor=actor, note=note, version=version)
    change_taken(training, -1 if held else 0)
    fill_seats(actor=actor, training=training)
    return gone


@transaction.atomic
def name_producer(*, actor: User, nomination: Nomination, producer: Producer) -> Nomination:
    """Say for which producer somebody came of whom only the kind was known, also after the class: then they
    count for it.

    Raises `NotAllowed` for who does not send people of their unit, and `RuleViolation` for who has a producer
    already and for a producer of another place or kind.
    """
    locked(nomination.training_id)
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    role = require_over(actor, nomination, SENDERS)
    refuse(why_not_name_producer(nomination))
    _refuse_wrong_producer(producer, nomination.unit, nomination.producer_kind)
    nomination.producer = producer
    nomination.version += 1
    nomination.save(update_fields=["producer", "version"])
    record(
        actor=actor,
        verb="nomination.producer",
        subject=nomination,
        role=role,
        after={"producer": producer.name},
    )
    return nomination


@transaction.atomic
def name_official(*, actor: User, nomination: Nomination, user: User) -> Nomination:
    """Say who on the portal an official is that was typed by name, also after the class: then they count as
    trained.

    Raises `NotAllowed` for who does not send people of their unit, and `RuleViolation` for who is known
    already, and for who holds no post of their unit or stands in the list of the class as well.
    """
    locked(nomination.training_id)
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    role = require_over(actor, nomination, SENDERS)
    refuse(why_not_name_official(nomination))
    if not officials_not_named(nomination).filter(pk=user.pk).exists():
        raise RuleViolation(
            _("%(person)s không giữ vị trí cán bộ của %(unit)s, hoặc đã có tên trong lớp này.")
            % {"person": user.full_name, "unit": nomination.unit.name_in_address},
            field="user",
        )
    nomination.user = user
    nomination.version += 1
    nomination.save(update_fields=["user", "version"])
    record(
        actor=actor,
        verb="nomination.official",
        subject=nomination,
        role=role,
        after={"user": user.full_name},
    )
    return nomination


def _refuse_strangers(actor: User, people: Sequence[Nominee]) -> None:
    if not people:
        raise RuleViolation(_("Hãy chọn ít nhất một người."))
    units = {person.unit.pk for person in people}
    if places_sent_by(actor).filter(pk__in=units).count() < len(units):
        raise NotAllowed(_("Bạn chỉ cử người của địa bàn mình."))


def _create(actor: User, training: TrainingClass, person: Nominee, *, order: int) -> Nomination:
    _refuse_wrong_audience(training, person)
    user = person.user or (None if person.kind else official_named(person.unit, person.full_name))
    producer = person.producer
    if person.kind and not producer:
        producer = producer_spoken_for(person.unit, person.full_name, person.kind)
    try:
        with transaction.atomic():
            return Nomination.objects.create(
                training=training,
                unit=person.unit,
                user=user,
                producer=producer,
                producer_kind=person.kind,
                role=person.role or (Role.PRODUCER if person.kind else ""),
                full_name=person.full_name,
                position=person.position,
                phone=person.phone,
                person_key=rules.person_key(person.unit.pk, person.full_name),
                order=order,
                nominated_at=timezone.now(),
                nominated_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("“%(name)s” của %(unit)s đã được cử vào lớp này.")
            % {"name": person.full_name, "unit": person.unit.name_in_address},
            field="full_name",
        ) from None


def _refuse_wrong_audience(training: TrainingClass, person: Nominee) -> None:
    """Raise `RuleViolation` for who is not meant, and for who would pass by the quotas of a kind."""
    named = {"name": person.full_name}
    if training.audience == Audience.OFFICIALS and person.kind:
        raise RuleViolation(_("Lớp này dành cho cán bộ; “%(name)s” là chủ thể.") % named)
    if training.audience == Audience.PRODUCERS and not person.kind:
        if person.user:
            raise RuleViolation(_("Lớp này dành cho chủ thể; “%(name)s” là cán bộ.") % named)
        raise RuleViolation(
            _("Lớp này dành cho chủ thể: hãy nêu “%(name)s” dự cho chủ thể nào, hoặc loại hình.") % named,
            field="producer",
        )
    if person.producer:
        _refuse_wrong_producer(person.producer, person.unit, person.producer_kind)


def _refuse_wrong_producer(producer: Producer, unit: Place, kind: str) -> None:
    """Raise `RuleViolation` for a producer of another place, and of another kind where one is given."""
    if not producers_at(unit).filter(pk=producer.pk).exists():
        raise RuleViolation(
            _("%(producer)s không ở địa bàn %(unit)s.")
            % {"producer": producer, "unit": unit.name_in_address},
            field="producer",
        )
    if kind not in ("", producer.kind):
        raise RuleViolation(
            _("%(producer)s là %(kind)s.")
            % {"producer": producer, "kind": producer.get_kind_display().lower()},
            field="producer_kind",
        )
