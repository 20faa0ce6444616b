"""The people who act for a producer in the portal: its representatives, and whom they invite."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.accounts.services import NewSignIn, open_sign_in
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse_first
from ocop.core.roles import Role
from ocop.notifications.services import notify
from registrations.choices import HELPERS, ActingAs
from registrations.models import Producer, ProducerPost
from registrations.queries import known_person, represents, roles_to_end
from registrations.queries.dossiers import holders_then_and_today
from registrations.queries.faults import faults_of_helper, faults_of_invited
from registrations.services.doors import locked, refuse_without

OFFICER = frozenset({Role.COMMUNE_OFFICER})


@transaction.atomic
def give_producer_sign_in(
    *, actor: User, producer: Producer, username: str, full_name: str, email: str = "", phone: str = ""
) -> NewSignIn:
    """Open a sign-in for a representative of a producer from today on; the password is shown once."""
    producer = locked(producer)
    role = refuse_without(actor, producer, OFFICER)
    new = open_sign_in(
        actor=actor, username=username, full_name=full_name, email=email, phone=phone, home=producer.commune
    )
    post = ProducerPost.objects.create(user=new.user, producer=producer, starts_on=clock.today())
    _record_begun(actor, "post.give", post, role)
    return new


@transaction.atomic
def invite_helper(
    *,
    actor: User,
    producer: Producer,
    kind: str,
    ends_on: date,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
) -> NewSignIn:
    """A representative invites an accountant or a consultant to the end of a day.

    A new person gets a sign-in, whose password is shown once; one who has a sign-in already, under this very
    name, is told (then the password is empty). The commune's officers are told. Raises `RuleViolation` for
    anybody but a representative, for a day that is past or later than `last_day_to_help`, and for a person
    who acts for the producer already or holds an office over it.
    """
    producer = locked(producer)
    if not represents(actor, producer):
        raise RuleViolation(_("Chỉ người đại diện của chủ thể mời được người khác."))
    if kind not in HELPERS:
        raise RuleViolation(_("Tài khoản của người đại diện do cán bộ OCOP xã cấp."), field="kind")
    refuse_first(faults_of_helper(ends_on))
    refuse_first(faults_of_invited(producer, username=username, full_name=full_name))
    known = known_person(username, full_name)
    new = (
        NewSignIn(known, "")
        if known
        else open_sign_in(
            actor=actor,
            username=username,
            full_name=full_name,
            email=email,
            phone=phone,
            home=producer.commune,
        )
    )
    post = ProducerPost.objects.create(
        user=new.user,
        producer=producer,
        kind=kind,
        starts_on=clock.today(),
        ends_on=ends_on,
    )
    _record_begun(actor, "post.invite", post, Role.PRODUCER)
    notify(
        holders_then_and_today(Role.COMMUNE_OFFICER, producer.commune),
        _("%(producer)s mời %(person)s (%(kind)s) làm việc trên cổng đến hết %(day)s.")
        % {
            "producer": producer,
            "person": new.user,
            "kind": ActingAs(kind).label.lower(),
            "day": f"{ends_on:%d/%m/%Y}",
        },
        producer.get_absolute_url(),
    )
    if known:
        notify(
            [known],
            _("%(producer)s mời bạn làm %(kind)s trên cổng đến hết %(day)s.")
            % {
                "producer": producer,
                "kind": ActingAs(kind).label.lower(),
                "day": f"{ends_on:%d/%m/%Y}",
            },
            producer.get_absolute_url(),
        )
    return new


def _record_begun(actor: User, verb: str, post: ProducerPost, role: Role) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=post,
        role=role,
        after=snapshot(post, "user", "producer", "kind", "starts_on", "ends_on"),
        person=post.user_id,
    )


@transaction.atomic
def end_producer_post(
    *, actor: User, post: ProducerPost, ends_on: date | None = None, note: str = ""
) -> ProducerPost:
    """End with the close of a day that a person acts for a producer; by default at once.

    The commune's officer ends any, a representative those whom a representative invited. Raises
    `RuleViolation` for one's own and for one that is over.
    """
    post = locked(post)
    role = refuse_without(actor, post, roles_to_end(actor, post))
    if post.user_id == actor.pk:
        raise RuleViolation(_("Không ai tự kết thúc vị trí của mình."))
    if post.ended_at or (post.ends_on and post.ends_on < clock.today()):
        raise RuleViolation(_("Vị trí này đã kết thúc."))
    before = snapshot(post, "ends_on")
    post.ended_at = None if ends_on else timezone.now()
    post.ends_on = max(ends_on or clock.today() - timedelta(days=1), post.starts_on)
    over = post.ends_on < clock.today()
    post.end_told_on = clock.today() if over or post.ended_at else None
    post.save(update_fields=["ends_on", "ended_at", "end_told_on"])
    record(
        actor=actor,
        verb="post.end",
        subject=post,
        role=role,
        before=before,
        after=snapshot(post, "ends_on"),
        note=note,
        person=post.user_id,
    )
    if post.end_told_on:
        _tell_of_end(post, apart_from=actor)
    return post


def tell_of_ended_posts() -> int:
    """Write down every post for a producer that is past, and tell those concerned; returns how many.

    Each once, however often and late this runs.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_lapse(post) for post in _lapsed().order_by("ends_on", "pk"))


def _lapsed() -> QuerySet[ProducerPost]:
    return ProducerPost.objects.filter(ends_on__lt=clock.today(), end_told_on=None)


@transaction.atomic
def _lapse(post: ProducerPost) -> bool:
    """One of them, unless it was given more time or told of meanwhile."""
    post = locked(post)
    if not _lapsed().filter(pk=post.pk).exists():
        return False
    post.end_told_on = clock.today()
    post.save(update_fields=["end_told_on"])
    record(
        actor=None,
        verb="post.lapse",
        subject=post,
        after=snapshot(post, "user", "producer", "kind", "ends_on"),
        person=post.user_id,
    )
    _tell_of_end(post)
    return True


def _tell_of_end(post: ProducerPost, *, apart_from: User | None = None) -> None:
    """The producer's representatives and the commune's officers, who were told of the beginning, and the
    person, who reaches no page of the producer any more.
    """
    producer, known = post.producer, {"person": post.user, "producer": post.producer}
    known["kind"] = post.get_kind_display().lower()
    held = producer.posts.filter(kind=ActingAs.REPRESENTATIVE).held_on(clock.today())
    owners = User.objects.filter(pk__in=held.values("user"), is_active=True)
    concerned = {*owners, *holders_then_and_today(Role.COMMUNE_OFFICER, producer.commune)}
    notify(
        concerned - {apart_from, post.user},
        _("%(person)s (%(kind)s) không còn làm việc cho %(producer)s trên cổng.") % known,
        producer.get_absolute_url(),
    )
    if post.user != apart_from and post.user.is_active:
        notify([post.user], _("Bạn không còn làm việc cho %(producer)s trên cổng (%(kind)s).") % known, "/")
