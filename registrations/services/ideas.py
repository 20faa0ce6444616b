"""Product ideas: collected by the commune, chosen by the level above, turned into a dossier."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, refuse, refuse_first
from ocop.core.roles import Role
from ocop.core.text import clean, search_key, sort_key
from ocop.localities.models import Place
from ocop.notifications.services import notify
from ocop.programme.models import Cycle
from registrations.choices import IdeaState, RegistrationType
from registrations.models import CommuneReport, Dossier, Idea, Producer, Product
from registrations.queries import (
    choosers_of,
    choosing_level,
    collectors_of,
    has_dossier,
    why_not_write_idea,
)
from registrations.queries.contents import CONTENTS, draft_of, forms_of, told_by_idea
from registrations.queries.faults import faults_of_cycle, faults_of_proposer, not_a_commune
from registrations.queries.likeness import ideas_like
from registrations.rules import Part
from registrations.services.doors import locked, refuse_foreign_commune, refuse_without
from registrations.services.dossiers import start_dossier
from registrations.services.producers import MaybeKnown, create_product
from registrations.workflow import IDEA

OFFICER = frozenset({Role.COMMUNE_OFFICER})
IDEA_FIELDS = (
    "product_name",
    "made_already",
    "description",
    "local_strength",
    "needs",
    "producer",
    "proposer_name",
    "proposer_kind",
    "proposer_phone",
    "proposer_address",
)
IN_THE_TRAIL = ("product_name", "made_already", "producer", "proposer_kind")
"""What the trail keeps of an idea: nothing about persons."""
IDEA_PRINTED = "idea.print"
"""The verb of taking the form of an idea home."""


@transaction.atomic
def collect_idea(
    *,
    actor: User,
    cycle: Cycle,
    commune: Place,
    apart_from: Collection[int] | None = None,
    **fields: Any,
) -> Idea:
    """Note an idea of the commune's for a cycle. `fields` are those of `IDEA_FIELDS`.

    `apart_from` are the keys of the ideas that the actor calls others; None asks nothing. Raises `MaybeKnown`
    for others that this one may be, and `RuleViolation` outside the actor's communes, for a cycle that is not
    open to the commune and for a producer of another commune.
    """
    refuse_foreign_commune(actor, commune)
    refuse_first(not_a_commune(commune))
    refuse_first(faults_of_cycle(cycle, commune))
    idea = Idea(cycle=cycle, commune=commune, level=choosing_level(cycle), created_by=actor)
    _fill(idea, fields)
    if apart_from is not None:
        _refuse_maybe_noted(idea, apart_from)
    idea.save()
    record(
        actor=actor,
        verb="idea.collect",
        subject=idea,
        role=Role.COMMUNE_OFFICER,
        after=snapshot(idea, *IN_THE_TRAIL),
    )
    return idea


@transaction.atomic
def update_idea(*, actor: User, idea: Idea, version: int | None = None, **fields: Any) -> Idea:
    """Change an idea while the commune still has it. Raises `Stale`, and `RuleViolation` afterwards."""
    idea = locked(idea, version)
    role = refuse_without(actor, idea, OFFICER)
    refuse(why_not_write_idea(idea))
    before = snapshot(idea, *IN_THE_TRAIL)
    _fill(idea, fields)
    idea.version += 1
    idea.save()
    record(
        actor=actor,
        verb="idea.update",
        subject=idea,
        role=role,
        before=before,
        after=snapshot(idea, *IN_THE_TRAIL),
    )
    return idea


def _refuse_maybe_noted(idea: Idea, apart_from: Collection[int]) -> None:
    alike = ideas_like(idea)
    if any(other.pk not in apart_from for other in alike):
        raise MaybeKnown(_("Ý tưởng này có thể đã được ghi. Hãy xem các ý tưởng dưới đây."), alike)


def _fill(idea: Idea, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in IDEA_FIELDS:
            raise TypeError(f"not a field of an idea: {name}")
        setattr(idea, name, value)
    refuse_first(
        faults_of_proposer(commune=idea.commune, producer=idea.producer, proposer_name=idea.proposer_name)
    )
    if idea.producer:
        idea.proposer_name = idea.proposer_name or idea.producer.name
        idea.proposer_kind = idea.producer.kind
    idea.product_name, idea.proposer_name = clean(idea.product_name), clean(idea.proposer_name)
    idea.search_key = search_key(f"{idea.product_name} {idea.proposer_name}")[:600]
    idea.sort_key = sort_key(idea.product_name)


@transaction.atomic
def send_idea(*, actor: User, idea: Idea, version: int | None = None) -> Idea:
    """The commune sends the idea to the level that chooses. Raises `MoveRefused` and `Stale`."""
    idea = locked(idea)
    refuse_first(faults_of_cycle(idea.cycle, idea.commune))
    idea = IDEA.fire(
        "send",
        idea,
        actor=actor,
        version=version,
        level=choosing_level(idea.cycle),
        sent_at=timezone.now(),
        sent_by=actor,
        decision_note="",
    )
    notify(
        choosers_of(idea),
        _("%(place)s vừa gửi ý tưởng “%(product)s”.") % {"place": idea.commune, "product": idea},
        idea.get_absolute_url(),
    )
    return idea


@transaction.atomic
def take_back_idea(*, actor: User, idea: Idea, version: int | None = None) -> Idea:
    """The commune takes an idea back that nobody has judged yet. Raises `MoveRefused` and `Stale`."""
    return IDEA.fire("take_back", idea, actor=actor, version=version, sent_at=None, sent_by=None)


@transaction.atomic
def choose_idea(*, actor: User, idea: Idea, version: int | None = None) -> Idea:
    """The receiving level takes the idea in for this year. Raises `MoveRefused` and `Stale`."""
    return _judge("choose", actor, idea, version, _("Ý tưởng “%(product)s” được chọn. Hãy lập hồ sơ."))


@transaction.atomic
def decline_idea(*, actor: User, idea: Idea, note: str, version: int | None = None) -> Idea:
    """The receiving level does not take the idea in, and says why. Raises `MoveRefused` and `Stale`."""
    return _judge("decline", actor, idea, version, _("Ý tưởng “%(product)s” chưa được chọn."), note=note)


def _judge(move: str, actor: User, idea: Idea, version: int | None, words: str, *, note: str = "") -> Idea:
    idea = locked(idea)
    if idea.sent_by_id == actor.pk:
        raise RuleViolation(_("Bạn đã gửi ý tưởng này nên người khác phải chọn."))
    idea = IDEA.fire(move, idea, actor=actor, version=version, note=note, decision_note=note)
    notify(collectors_of(idea), words % {"product": idea}, idea.get_absolute_url())
    return idea


@transaction.atomic
def reconsider_idea(*, actor: User, idea: Idea, version: int | None = None) -> Idea:
    """Take back a choice that no dossier rests on yet. Raises `MoveRefused` and `Stale`."""
    return IDEA.fire("reconsider", idea, actor=actor, version=version, decision_note="")


@transaction.atomic
def withdraw_idea(*, actor: User, idea: Idea, note: str, version: int | None = None) -> Idea:
    """The commune withdraws an idea. Raises `MoveRefused` and `Stale`."""
    return IDEA.fire("withdraw", idea, actor=actor, version=version, note=note)


@transaction.atomic
def note_idea_printed(*, actor: User, idea: Idea, file_format: str) -> None:
    """Note who took the form of an idea home: told in the trail, not in the history of the idea."""
    record(actor=actor, verb=IDEA_PRINTED, subject=idea, file_format=file_format)


@transaction.atomic
def register_idea(
    *, actor: User, idea: Idea, producer: Producer, product: Product | None = None, version: int | None = None
) -> Dossier:
    """Turn a chosen idea into a draft dossier without typing it again: what it says is written in the forms.

    The product is the one named, the producer's product of this name, or a new one with the idea's words.
    Raises `Stale`, and `RuleViolation` unless the idea is chosen, has no dossier that still counts, and the
    producer is of its commune.
    """
    idea = locked(idea, version)
    role = refuse_without(actor, idea, OFFICER)
    if idea.state != IdeaState.CHOSEN:
        raise RuleViolation(_("Chỉ ý tưởng đã được chọn mới lập thành hồ sơ."))
    if has_dossier(idea):
        raise RuleViolation(_("Ý tưởng này đã có hồ sơ."))
    if producer.commune_id != idea.commune_id:
        raise RuleViolation(_("Chủ thể này ở xã khác."), field="producer")
    if product is not None and product.producer_id != producer.pk:
        raise RuleViolation(_("Sản phẩm này của chủ thể khác."), field="product")
    product = (
        product
        or producer.products.filter(name=idea.product_name).first()
        or create_product(
            actor=actor, producer=producer, name=idea.product_name, description=idea.description
        )
    )
    dossier = start_dossier(
        actor=actor,
        product=product,
        cycle=idea.cycle,
        registration_type=RegistrationType.FIRST,
        is_new_idea=not idea.made_already,
    )
    idea.producer, idea.dossier = producer, dossier
    idea.version += 1
    idea.save(update_fields=["producer", "dossier", "version"])
    _keep_words(actor, dossier)
    record(
        actor=actor,
        verb="idea.register",
        subject=idea,
        role=role,
        after=snapshot(idea, "producer", "dossier"),
    )
    return dossier


def _keep_words(actor: User, dossier: Dossier) -> None:
    """Write what the idea told, at version 0, with all else that is known for the same form."""
    for part in forms_of(dossier):
        told = told_by_idea(dossier, part)
        if told and part == Part.REPORT:
            CommuneReport.objects.create(dossier=dossier, written_by=actor, version=0, **told)
        elif told:
            known = draft_of(dossier, part)
            CONTENTS[part].objects.create(dossier=dossier, written_by=actor, version=0, **known)
