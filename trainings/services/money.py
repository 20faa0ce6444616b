"""What a class costs: planning binds money of a budget line, closing accounts for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from budgets.choices import Purpose
from budgets.models import Allotment
from budgets.services import CommitmentContent, commit, release, settle
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import refuse
from trainings.choices import ClassKind
from trainings.models import ClassCost, TrainingClass
from trainings.queries.money import why_not_bind, why_not_settle
from trainings.services.authority import locked, require_organiser
from trainings.workflow import CLASS

PURPOSES = {
    ClassKind.CLASS: Purpose.CLASS,
    ClassKind.TRIP: Purpose.TRIP,
    ClassKind.CONFERENCE: Purpose.OTHER,
}


@transaction.atomic
def bind_cost(
    *,
    actor: User,
    training: TrainingClass,
    allotment: Allotment,
    amount_vnd: int,
    payee: str = "",
    contract: str = "",
    due_on: date | None = None,
) -> ClassCost:
    """Bind money of a unit's part of a budget line for the class.

    Raises `RuleViolation` for a class that is called off or accounted for, and whatever the budget refuses:
    beyond what is free, or by somebody who does not spend it.
    """
    training = locked(training.pk)
    role = require_organiser(actor, training)
    refuse(why_not_bind(training))
    content = CommitmentContent(
        subject=f"{training.code}: {training.title}"[:300],
        purpose=PURPOSES[ClassKind(training.kind)],
        amount_vnd=amount_vnd,
        committed_on=clock.today(),
        due_on=due_on,
        payee=payee,
        contract=contract,
    )
    cost = ClassCost.objects.create(
        training=training, commitment=commit(actor=actor, allotment=allotment, content=content)
    )
    record(
        actor=actor,
        verb="class.bind",
        subject=training,
        role=role,
        line=str(allotment.ceiling.line),
        amount_vnd=amount_vnd,
    )
    return cost


@transaction.atomic
def settle_class(
    *,
    actor: User,
    training: TrainingClass,
    evidence: str,
    papers: Sequence[UploadedFile],
    settled_on: date,
    version: int | None = None,
) -> TrainingClass:
    """Account for what was paid for a closed class, and free what it did not need.

    Raises `RuleViolation` where nothing is bound or paid, for a day in the future and without evidence
    and its files, and `MoveRefused`, `Stale`.
    """
    locked(training.pk)
    refuse(why_not_settle(training))
    training = CLASS.fire("settle", training, actor=actor, note=evidence, version=version)
    for cost in training.costs.select_related("commitment__allotment__ceiling__budget__unit").order_by("pk"):
        bound = cost.commitment
        if bound.unpaid_vnd:
            release(
                actor=actor,
                commitment=bound,
                amount_vnd=bound.unpaid_vnd,
                note=_("Quyết toán lớp %(code)s") % {"code": training.code},
            )
        if bound.paid_vnd > 0:
            cost.settlement = settle(
                actor=actor,
                allotment=bound.allotment,
                amount_vnd=bound.paid_vnd,
                evidence=evidence,
                papers=papers,
                settled_on=settled_on,
                note=f"{training.code}: {training.title}"[:500],
            )
            cost.save(update_fields=["settlement"])
    return training
