"""A class planned and changed: its days, topics, trainers, quotas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgets.models import Norm
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation
from ocop.documents.services import take_number
from ocop.localities.models import Place
from trainings import rules
from trainings.choices import SessionKind
from trainings.models import ClassSession, Quota, Trainer, TrainingClass
from trainings.queries.curriculum import topics_for
from trainings.queries.seats import quotas_in_use
from trainings.services.authority import locked_to_change, refuse_stale, require_organiser, require_place
from trainings.services.invitations import tell_changes, what_is_told
from trainings.services.seats import fill_seats

SERIES = "training-class"
MOST_DAYS = 30
FIELDS = ("kind", "audience", "title", "agency", "venue", "seats", "threshold_percent", "nominate_until")


@dataclass(frozen=True, slots=True)
class ClassContent:
    """What is planned. Lesson days come first, field days after them (3 + 2 in the plans)."""

    kind: str
    audience: str
    title: str
    venue: str
    seats: int
    threshold_percent: int
    nominate_until: date
    starts_on: date
    lesson_days: int
    field_days: int = 0
    with_weekends: bool = False
    agency: str = ""


@transaction.atomic
def plan_class(*, actor: User, organiser: Place, content: ClassContent) -> TrainingClass:
    """Begin a class with its half-days; the code is the next one of the organiser's year.

    Raises `NotAllowed` for somebody of another place and `RuleViolation` for days that make no class.
    """
    require_place(actor, organiser)
    halves = _halves(content)
    year = content.starts_on.year
    entry = take_number(issuer=organiser, series=SERIES, year=year, subject=content.title)
    training = TrainingClass.objects.create(
        organiser=organiser,
        code=f"OCOP-{year}-{entry.number:02d}",
        first_on=halves[0].day,
        last_on=halves[-1].day,
        created_by=actor,
        **{name: getattr(content, name) for name in FIELDS},
    )
    _write_sessions(training, halves)
    record(
        actor=actor,
        verb="class.plan",
        subject=training,
        role=require_organiser(actor, training),
        after=snapshot(training, "seats", "first_on", "last_on"),
    )
    return training


@transaction.atomic
def change_class(
    *,
    actor: User,
    training: TrainingClass,
    content: ClassContent,
    note: str = "",
    version: int | None = None,
) -> TrainingClass:
    """Save what was changed; new days keep the topics in their order, more seats let people move up.

    Raises `RuleViolation` for fewer seats than are taken and for other days or another venue than the
    invitation says without a reason (field `note`), and `Stale`.
    """
    training = locked_to_change(actor, training.pk)
    refuse_stale(training, version)
    if content.seats < training.seats_taken:
        raise RuleViolation(
            _("Đã có %(n)s người giữ chỗ nên không giảm xuống dưới số đó.") % {"n": training.seats_taken},
            field="seats",
        )
    before, told = snapshot(training, *FIELDS, "first_on", "last_on"), what_is_told(training)
    halves = _halves(content)
    for name in FIELDS:
        setattr(training, name, getattr(content, name))
    training.first_on, training.last_on = halves[0].day, halves[-1].day
    training.version += 1
    training.save(update_fields=[*FIELDS, "first_on", "last_on", "search_key", "version"])
    _write_sessions(training, halves)
    tell_changes(training=training, before=told, note=note)
    record(
        actor=actor,
        verb="class.update",
        subject=training,
        note=note,
        before=before,
        after=snapshot(training, *FIELDS, "first_on", "last_on"),
    )
    fill_seats(actor=actor, training=training)
    return training


@transaction.atomic
def set_topics(
    *,
    actor: User,
    training: TrainingClass,
    topics: dict[int, tuple[str, str]],
    note: str = "",
    version: int | None = None,
) -> TrainingClass:
    """Write the topic and the place of each half-day (by its id); a half-day left out stays as it is.

    Raises `RuleViolation` for another place than the invitation says without a reason (field `note`), and
    `Stale`.
    """
    training = locked_to_change(actor, training.pk)
    refuse_stale(training, version)
    told = what_is_told(training)
    for session in training.sessions.filter(pk__in=topics):
        session.topic, session.venue = topics[session.pk]
        session.save(update_fields=["topic", "venue"])
    training.version += 1
    training.save(update_fields=["version"])
    tell_changes(training=training, before=told, note=note)
    record(actor=actor, verb="class.topics", subject=training, note=note, rows=len(topics))
    return training


@transaction.atomic
def add_trainer(
    *,
    actor: User,
    training: TrainingClass,
    full_name: str,
    position: str,
    role: str,
    half_days: int,
    fee_vnd: int,
    norm: Norm | None = None,
    over_reason: str = "",
) -> Trainer:
    """Name a trainer with the fee of a half-day.

    Raises `RuleViolation` for more half-days than the class has, for a fee above its norm without a reason,
    and for a trainer who is named already.
    """
    training = locked_to_change(actor, training.pk)
    whole = training.sessions.count()
    if half_days > whole:
        raise RuleViolation(_("Lớp chỉ có %(n)s buổi.") % {"n": whole}, field="half_days")
    if reason := rules.why_over_the_norm(fee_vnd, norm.cap_vnd if norm else None, reason=over_reason):
        raise RuleViolation(reason, field="fee_vnd")
    try:
        with transaction.atomic():
            trainer = Trainer.objects.create(
                training=training,
                full_name=full_name,
                position=position,
                role=role,
                half_days=half_days,
                fee_vnd=fee_vnd,
                norm=norm,
                over_reason=over_reason.strip(),
            )
    except IntegrityError:
        raise RuleViolation(_("Người này đã có trong lớp với vai trò đó."), field="full_name") from None
    record(actor=actor, verb="class.trainer", subject=training, name=full_name, fee_vnd=fee_vnd)
    return trainer


@transaction.atomic
def drop_trainer(*, actor: User, trainer: Trainer) -> TrainingClass:
    training = locked_to_change(actor, trainer.training_id)
    record(actor=actor, verb="class.trainer-drop", subject=training, name=trainer.full_name)
    Trainer.objects.filter(pk=trainer.pk).delete()
    return training


@transaction.atomic
def set_quota(
    *,
    actor: User,
    training: TrainingClass,
    seats: int,
    units: list[Place],
    producer_kind: str = "",
) -> int:
    """The same quota for each of `units` (without units: of the whole class for a kind); how many were set.

    An earlier quota of the same unit and kind takes the new number. Raises `RuleViolation` for a unit outside
    the organiser's territory, and for fewer than hold a seat already.
    """
    training = locked_to_change(actor, training.pk)
    for unit in units:
        if not unit.today_path.startswith(training.organiser.today_path):
            raise RuleViolation(
                _("%(unit)s không thuộc địa bàn của %(organiser)s.")
                % {"unit": unit.full_name, "organiser": training.organiser.name_in_address},
                field="unit",
            )
    for unit in units or [None]:
        Quota.objects.update_or_create(
            training=training, unit=unit, producer_kind=producer_kind, defaults={"seats": seats}
        )
    _refuse_less_than_taken(training, units, producer_kind)
    record(
        actor=actor,
        verb="class.quota",
        subject=training,
        units=len(units),
        producer_kind=producer_kind,
        seats=seats,
    )
    fill_seats(actor=actor, training=training)
    return len(units) or 1


@transaction.atomic
def drop_quota(*, actor: User, quota: Quota) -> TrainingClass:
    """Take a quota away; who waited for its sake may move up."""
    training = locked_to_change(actor, quota.training_id)
    record(actor=actor, verb="class.quota-drop", subject=training, name=str(quota), seats=quota.seats)
    Quota.objects.filter(pk=quota.pk).delete()
    fill_seats(actor=actor, training=training)
    return training


def _refuse_less_than_taken(training: TrainingClass, units: list[Place], producer_kind: str) -> None:
    """Raise `RuleViolation` where one of the quotas just set is passed by those who hold a seat."""
    for use in quotas_in_use(training):
        just_set = use.quota.producer_kind == producer_kind and use.quota.unit in (units or [None])
        if just_set and use.taken > use.quota.seats:
            raise RuleViolation(
                _("%(whom)s đã có %(n)s người giữ chỗ nên không giao ít hơn số đó.")
                % {"whom": use.quota, "n": use.taken},
                field="seats",
            )


def _halves(content: ClassContent) -> list[rules.PlannedHalf]:
    days = content.lesson_days + content.field_days
    if not 1 <= days <= MOST_DAYS:
        raise RuleViolation(_("Lớp có từ 1 đến %(most)s ngày.") % {"most": MOST_DAYS}, field="lesson_days")
    if content.nominate_until > content.starts_on:
        raise RuleViolation(_("Hạn cử người không sau ngày khai giảng."), field="nominate_until")
    return rules.planned_halves(
        content.starts_on,
        lesson_days=content.lesson_days,
        field_days=content.field_days,
        with_weekends=content.with_weekends,
    )


def _write_sessions(training: TrainingClass, halves: list[rules.PlannedHalf]) -> None:
    """The half-days as planned; what was written for one stays with its place in the order."""
    old = list(training.sessions.order_by("day", "half"))
    same = [(one.day, one.half, one.kind == SessionKind.FIELD) for one in old]
    if same == [(half.day, half.half.value, half.is_field) for half in halves]:
        return
    training.sessions.all().delete()
    suggested = topics_for(training.audience)
    for at, half in enumerate(halves):
        kept = old[at] if at < len(old) else None
        topic = suggested[at] if kept is None and not half.is_field and at < len(suggested) else ""
        ClassSession.objects.create(
            training=training,
            day=half.day,
            half=half.half.value,
            kind=SessionKind.FIELD if half.is_field else SessionKind.LESSON,
            topic=kept.topic if kept else topic,
            venue=kept.venue if kept else "",
        )
