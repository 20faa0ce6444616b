"""A version on its way: handed to finance, appraised line by line, returned or approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.choices import EstimateKind, EstimateState, Verdict
from budgets.models import Budget, Ceiling, Estimate, Line, LineComment
from budgets.queries.carrying import Recall, carried_anew, recalls_of, threads_of
from budgets.queries.outline import outline_of
from budgets.queries.people import APPRAISER, approvers_of, drafter_of, people_at, why_not_judge
from budgets.services.allocation import enter_allocation, tell_unit
from budgets.services.authority import require_over
from budgets.services.estimates import new_version_of
from budgets.services.numbers import enter_decision
from budgets.workflow import ESTIMATE
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.money import dotted
from ocop.localities.models import Place
from ocop.notifications.services import notify, settle


@transaction.atomic
def submit_estimate(*, actor: User, estimate: Estimate, version: int | None = None) -> Estimate:
    """Hand a draft to the finance side, which is told. Raises `MoveRefused` naming what is unfinished."""
    estimate = ESTIMATE.fire(
        "submit",
        estimate,
        actor=actor,
        version=version,
        submitted_at=timezone.now(),
        submitted_by=actor,
    )
    unit = estimate.budget.unit
    _tell(people_at(unit, APPRAISER), _("Có dự toán chờ thẩm định: %(what)s."), estimate, awaits=True)
    return estimate


@transaction.atomic
def comment_on_line(
    *, actor: User, line: Line, verdict: str, words: str = "", proposed_vnd: int | None = None
) -> LineComment:
    """What the appraiser says to one line. Raises `RuleViolation` unless the version is being appraised, for
    a cut without an amount or to no less than the line has, and for somebody who drafted it.
    """
    estimate = _locked(line.estimate_id)
    role = require_over(actor, estimate, {APPRAISER})
    if estimate.state != EstimateState.APPRAISING:
        raise RuleViolation(_("Chỉ ghi ý kiến khi bản dự toán đang được thẩm định."))
    refuse(why_not_judge(actor, estimate))
    if verdict == Verdict.CUT and proposed_vnd is None:
        raise RuleViolation(_("Đề nghị giảm thì ghi số tiền đề nghị."), field="proposed_vnd")
    if verdict == Verdict.CUT and proposed_vnd >= (
        asked := outline_of(estimate).row(line.pk).placed.amount_vnd
    ):
        raise RuleViolation(
            _("Đề nghị giảm thì ghi số nhỏ hơn số tiền của dòng: %(asked)s đồng.") % {"asked": dotted(asked)},
            field="proposed_vnd",
        )
    if verdict != Verdict.AGREE and not words:
        raise RuleViolation(_("Hãy nêu lý do."), field="words")
    comment = LineComment.objects.create(
        line=line, verdict=verdict, words=words, proposed_vnd=proposed_vnd, said_by=actor
    )
    record(
        actor=actor,
        verb="estimate.comment",
        subject=estimate,
        role=role,
        line=line.content[:120],
        verdict=verdict,
        note=words,
    )
    return comment


@transaction.atomic
def appraise_estimate(
    *, actor: User, estimate: Estimate, appraisal: str, version: int | None = None
) -> Estimate:
    """Finance has read every line and sends the version on to the leader, who is told."""
    refuse(why_not_judge(actor, estimate))
    estimate = ESTIMATE.fire(
        "appraise",
        estimate,
        actor=actor,
        version=version,
        note=appraisal,
        appraisal=appraisal,
        appraised_at=timezone.now(),
        appraised_by=actor,
    )
    unit = estimate.budget.unit
    leaders = people_at(unit, *approvers_of(unit))
    _tell(leaders, _("Có dự toán chờ phê duyệt: %(what)s."), estimate, awaits=True)
    return estimate


@transaction.atomic
def return_estimate(
    *,
    actor: User,
    estimate: Estimate,
    note: str,
    lines: Sequence[Line] = (),
    version: int | None = None,
) -> Estimate:
    """Give a version back, as a whole or for some lines; returns the draft that follows it.

    The returned version is kept as it was. Raises `MoveRefused` without a reason and for whoever does not
    have it now.
    """
    refuse(why_not_judge(actor, estimate))
    returned = ESTIMATE.fire(
        "return",
        estimate,
        actor=actor,
        note=note,
        version=version,
        return_reason=note,
        returned_at=timezone.now(),
        returned_by=actor,
    )
    LineComment.objects.bulk_create(
        LineComment(line=line, verdict=Verdict.RETURN, words=note, said_by=actor) for line in lines
    )
    settle(returned.get_absolute_url())
    draft = new_version_of(actor, returned)
    unit = draft.budget.unit
    _tell(people_at(unit, drafter_of(unit)), _("Dự toán được trả lại để sửa: %(what)s."), draft, awaits=True)
    return draft


@transaction.atomic
def approve_estimate(
    *,
    actor: User,
    estimate: Estimate,
    decision_number: str,
    decided_on: date,
    same_decision: bool = False,
    version: int | None = None,
) -> Estimate:
    """The leader approves: the version is frozen and its amounts become what may be given out.

    Carried over, it is taken from the earlier year: what units there were given and have not committed comes
    back by the same decision, as far as it is needed (`queries/carrying.py`).

    Raises `RuleViolation` for whoever drafted it, for a decision of the future or under another paper's
    number, and where money that was already given out would no longer be covered (lines are named).
    """
    budget = Budget.objects.select_for_update(of=("self",)).get(pk=estimate.budget_id)
    refuse(why_not_judge(actor, estimate))
    if not decision_number.strip():
        raise RuleViolation(_("Hãy ghi số quyết định."), field="decision_number")
    if decided_on > clock.today():
        raise RuleViolation(_("Ngày quyết định không ở tương lai."), field="decided_on")
    approved = ESTIMATE.fire(
        "approve",
        estimate,
        actor=actor,
        version=version,
        decision_number=decision_number.strip(),
        decided_on=decided_on,
        approved_at=timezone.now(),
        approved_by=actor,
    )
    approved.budget = budget
    _open_ceilings(budget, approved)
    earlier = Ceiling.objects.select_for_update(of=("self",)).filter(budget=approved.carried_from)
    giving_up = list(
        earlier.select_related("budget__unit", "line").order_by("pk")
    )  # locked before the book of numbers
    unit = budget.unit
    enter_decision(
        actor=actor,
        budget=budget,
        number=approved.decision_number,
        decided_on=decided_on,
        same_decision=same_decision,
        subject=_("%(kind)s: %(budget)s") % {"kind": approved.get_kind_display(), "budget": budget},
        approves=approved,
    )
    if approved.kind == EstimateKind.CARRY_OVER:
        _give_up(approved, giving_up, carried_before=budget.current)
    budget.current = approved
    budget.save(update_fields=["current"])
    told = people_at(unit, drafter_of(unit), APPRAISER)
    _tell(told, _("Dự toán đã được phê duyệt: %(what)s."), approved)
    return approved


def _open_ceilings(budget: Budget, approved: Estimate) -> None:
    """What may be given out follows the version: per line and source; what it no longer names becomes 0.

    Where a later year took over a part of a line, the ceiling is less than the version before said; that
    part stays away.
    """
    wanted, former = _shares(approved), _shares(budget.current) if budget.current else {}
    held = {
        (one.thread, one.source_id): one
        for one in budget.ceilings.select_for_update(of=("self",)).select_related("line").order_by("pk")
    }
    for key, ceiling in held.items():
        line, amount = wanted.pop(key, (None, 0))
        carried = former.get(key, (None, 0))[1] - ceiling.approved_vnd
        _refuse_cut(ceiling, amount, carried)
        ceiling.approved_vnd, ceiling.line = amount - carried, line or ceiling.line
        ceiling.save(update_fields=["approved_vnd", "line"])
    Ceiling.objects.bulk_create(
        Ceiling(budget=budget, thread=thread, line=line, source_id=source, approved_vnd=amount)
        for (thread, source), (line, amount) in wanted.items()
    )


def _shares(estimate: Estimate) -> dict[tuple[UUID, int], tuple[Line, int]]:
    """By thread and source: the line and its đồng."""
    return {
        (line.thread, share.source_id): (line, share.amount_vnd)
        for line in estimate.lines.prefetch_related("sources")
        for share in line.sources.all()
    }


def _refuse_cut(ceiling: Ceiling, amount_vnd: int, carried_vnd: int) -> None:
    """A line keeps what was given out of it, bound, or carried into a later year."""
    used = max(ceiling.allocated_vnd, ceiling.committed_vnd)
    if amount_vnd + ceiling.moved_vnd >= used + carried_vnd:
        return
    sentence = _("Dòng “%(line)s”: đã giao %(given)s đồng, bản này chỉ còn %(amount)s. Hãy thu hồi trước.")
    if carried_vnd:
        sentence = _(
            "Dòng “%(line)s”: đã giao %(given)s đồng và chuyển sang năm sau %(carried)s đồng, "
            "bản này chỉ còn %(amount)s."
        )
    raise RuleViolation(
        sentence
        % {
            "line": ceiling.line,
            "given": dotted(used),
            "carried": dotted(carried_vnd),
            "amount": dotted(amount_vnd + ceiling.moved_vnd),
        }
    )


def _give_up(approved: Estimate, ceilings: Sequence[Ceiling], *, carried_before: Estimate | None) -> None:
    """The earlier year's ceilings, locked by the caller, lose what this version, and none before it, carries
    over from them; what was given out of it and not committed is taken back from the units first.

    Raises `RuleViolation` where they do not hold it: it would stand in both years.
    """
    parts = approved.lines.filter(parent__origin__isnull=False).exclude(
        parent__thread__in=threads_of(carried_before)
    )
    if split := parts.select_related("parent").first():
        raise RuleViolation(
            _("Dòng chuyển nguồn “%(line)s” phải giữ nguyên, không chia thành dòng con.")
            % {"line": split.parent}
        )
    left, taken = carried_anew(approved, carried_before), list[Recall]()
    for ceiling in ceilings:
        amount = left.pop((ceiling.thread, ceiling.source_id), 0)
        if not amount:
            continue
        for recall in recalls_of(ceiling, amount):
            _take_back(approved, recall)
            taken.append(recall)
        ceiling.approved_vnd -= amount
        try:
            with transaction.atomic():
                ceiling.save(update_fields=["approved_vnd"])
        except IntegrityError:
            raise RuleViolation(
                _("Dòng “%(line)s” của năm trước không còn đủ %(amount)s đồng để chuyển.")
                % {"line": ceiling.line, "amount": dotted(amount)}
            ) from None
    if beyond := sum(left.values()):
        raise RuleViolation(
            _("Năm trước không có %(amount)s đồng ở đúng dòng và nguồn vốn ấy; hãy giữ như đã chuyển.")
            % {"amount": dotted(beyond)}
        )
    _tell_units(approved, taken)


def _take_back(approved: Estimate, recall: Recall) -> None:
    """One unit gives back what it has not committed, by the decision that carries it over."""
    enter_allocation(
        actor=approved.approved_by,
        allotment=recall.allotment,
        amount_vnd=-recall.amount_vnd,
        decision_number=approved.decision_number,
        decided_on=approved.decided_on,
        note=_("Thu hồi để chuyển nguồn sang năm %(year)s") % {"year": approved.budget.years},
    )


def _tell_units(approved: Estimate, taken: Sequence[Recall]) -> None:
    """Each unit learns once what it gives back in all."""
    by_unit: dict[Place, list[Recall]] = {}
    for recall in taken:
        by_unit.setdefault(recall.allotment.unit, []).append(recall)
    words = _("Thu hồi %(amount)s đồng chưa cam kết để chuyển sang năm %(year)s: %(budget)s.")
    for unit, recalls in by_unit.items():
        known = {
            "amount": dotted(sum(one.amount_vnd for one in recalls)),
            "year": approved.budget.years,
            "budget": approved.carried_from,
        }
        tell_unit(unit, words % known, recalls[0].allotment.get_absolute_url(), apart=approved.approved_by)


def _locked(estimate_id: int) -> Estimate:
    rows = Estimate.objects.select_for_update(of=("self",)).select_related("budget__unit")
    return rows.get(pk=estimate_id)


def _tell(people, sentence: str, estimate: Estimate, *, awaits: bool = False) -> None:
    """News of a move of a version: what waited for it is done with that."""
    settle(estimate.get_absolute_url())
    notify(people, sentence % {"what": estimate}, estimate.get_absolute_url(), awaits=awaits)
