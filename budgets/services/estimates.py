"""Budgets and their versions: begun, copied from an earlier year, revised, carried over, discarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgets.choices import OPEN_STATES, EstimateKind, EstimateState
from budgets.models import Budget, Ceiling, Estimate, Line, LineSource
from budgets.queries.funds import norms_for
from budgets.queries.outline import outline_of
from budgets.queries.people import drafter_of
from budgets.services.authority import locked_draft, require_drafter_at, require_over
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.localities.models import Place
from ocop.notifications.services import settle

CARRIED = (
    *("purpose", "quantity", "quantity_unit", "times", "times_unit"),
    *("whole_cost_vnd", "over_reason", "basis"),
)
"""What a line that is carried over says as before: what it is for and how it stands to its norm."""


@transaction.atomic
def start_budget(
    *,
    actor: User,
    unit: Place,
    title: str,
    first_year: int,
    last_year: int,
    has_blocks: bool = True,
    basis: str = "",
    copy_from: Budget | None = None,
) -> Estimate:
    """Begin the budget of a unit for a year or a period, empty or with the lines of an earlier one.

    Raises `NotAllowed` outside the actor's own units, `RuleViolation` where the unit has one for these years
    and for years in the wrong order.
    """
    role = require_drafter_at(actor, unit)
    if last_year < first_year:
        raise RuleViolation(_("Năm cuối không trước năm đầu."), field="last_year")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(
                unit=unit,
                title=title,
                first_year=first_year,
                last_year=last_year,
                has_blocks=has_blocks,
                created_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("%(unit)s đã có dự toán cho những năm này.") % {"unit": unit.full_name}, field="first_year"
        ) from None
    estimate = Estimate.objects.create(budget=budget, number=1, basis=basis, created_by=actor)
    model = _newest(copy_from) if copy_from else None
    if model:
        copy_lines(model, estimate, keep_threads=False)
    record(
        actor=actor,
        verb="budget.start",
        subject=budget,
        role=role,
        copied_from=copy_from.pk if copy_from else None,
    )
    return estimate


@transaction.atomic
def revise_budget(*, actor: User, budget: Budget, reason: str) -> Estimate:
    """A new version of an approved budget (điều chỉnh). The one in force stays in force until it is approved.

    Raises `RuleViolation` before anything is approved and while another version is being worked on.
    """
    budget, role = _held(actor, budget)
    current = _in_force(budget)
    return _next_version(
        actor, budget, current, kind=EstimateKind.REVISION, reason=reason, role=role, verb="estimate.start"
    )


@transaction.atomic
def carry_over(
    *, actor: User, budget: Budget, source: Budget, reason: str, with_given: bool = False
) -> Estimate:
    """A new version of `budget` with a block of what `source`, an earlier year of the unit, has not given
    out (chuyển nguồn), and `with_given` of what its units were given and have not committed. The earlier year
    gives the money up, and its units theirs, when this version is approved.

    Raises `RuleViolation` where nothing is left, for a later year, and while a version is being worked on.
    """
    budget, role = _held(actor, budget)
    if source.unit_id != budget.unit_id or source.last_year >= budget.first_year:
        raise RuleViolation(_("Chỉ chuyển nguồn từ năm trước của cùng đơn vị."), field="source")
    rows = outline_of(source.current).rows if source.current else ()
    places = {row.line.thread: at for at, row in enumerate(rows)}
    ceilings = sorted(
        source.ceilings.select_related("line__norm", "source").order_by("pk"),
        key=lambda one: places.get(one.thread, len(places)),
    )
    left = {one: one.unbound_vnd if with_given else one.free_vnd for one in ceilings}
    if not any(left.values()):
        words = _("Dự toán năm trước không còn tiền chưa giao.")
        if any(one.unbound_vnd for one in left):
            words = _(
                "Dự toán năm trước không còn tiền chưa giao. Hãy chuyển cả phần đã giao mà chưa cam kết."
            )
        raise RuleViolation(words, field="source")
    estimate = _next_version(
        actor,
        budget,
        budget.current,
        kind=EstimateKind.CARRY_OVER,
        reason=reason,
        role=role,
        verb="estimate.start",
        carried_from=source,
    )
    executors = {row.line.thread: row.executor for row in rows}
    _add_block(estimate, source, {one: amount for one, amount in left.items() if amount}, executors)
    return estimate


@transaction.atomic
def discard_draft(*, actor: User, estimate: Estimate) -> Budget | None:
    """Throw a draft away. A budget without another version goes with it; returns the budget that is left."""
    estimate = locked_draft(actor, estimate.pk)
    budget = estimate.budget
    record(actor=actor, verb="estimate.discard", subject=estimate)
    settle(estimate.get_absolute_url())
    estimate.lines.all().delete()
    estimate.delete()
    if budget.estimates.exists():
        return budget
    budget.delete()
    return None


def new_version_of(actor: User, returned: Estimate) -> Estimate:
    """The draft that follows a returned version: the same lines, free to be changed."""
    estimate = Estimate.objects.create(
        budget=returned.budget,
        number=returned.number + 1,
        kind=returned.kind,
        previous=returned,
        carried_from=returned.carried_from,
        basis=returned.basis,
        reason=returned.reason,
        created_by=returned.created_by,
    )
    copy_lines(returned, estimate, keep_threads=True)
    return estimate


def copy_lines(
    model: Estimate,
    estimate: Estimate,
    *,
    keep_threads: bool,
    wanted: Callable[[Line], bool] = lambda line: True,
) -> Mapping[int, Line]:
    """Write the lines of one version into another, empty one; the old key of each with its new line.

    Lines keep their threads within a budget; in another budget they are new ones.
    """
    made: dict[int, Line] = {}
    for line in _top_down(model):
        if not wanted(line):
            continue
        old = line.pk
        shares = list(line.sources.all())
        line.pk, line.estimate, line.version = None, estimate, 1
        line._state.adding = True
        line.parent = made.get(line.parent_id)
        if not keep_threads:
            line.thread, line.origin = uuid4(), None
        line.save()
        made[old] = line
        LineSource.objects.bulk_create(
            LineSource(line=line, source_id=share.source_id, amount_vnd=share.amount_vnd) for share in shares
        )
    return made


def _top_down(model: Estimate) -> list[Line]:
    """Parents before their children."""
    lines = list(model.lines.prefetch_related("sources").order_by("position", "pk"))
    ordered, level = [], [line for line in lines if line.parent_id is None]
    while level:
        ordered += level
        keys = {line.pk for line in level}
        level = [line for line in lines if line.parent_id in keys]
    return ordered


def _held(actor: User, budget: Budget) -> tuple[Budget, str]:
    budget = (
        Budget.objects.select_for_update(of=("self",)).select_related("unit", "current").get(pk=budget.pk)
    )
    role = require_over(actor, budget, {drafter_of(budget.unit)})
    if budget.estimates.filter(state__in=OPEN_STATES).exists():
        raise RuleViolation(_("Đang có một bản chưa duyệt xong. Hãy làm xong hoặc bỏ bản đó trước."))
    return budget, role


def _in_force(budget: Budget) -> Estimate:
    if budget.current is None:
        raise RuleViolation(_("Chưa có bản nào được duyệt để điều chỉnh."))
    return budget.current


def _newest(budget: Budget) -> Estimate | None:
    """The version in force, else the last one that was not returned."""
    return (
        budget.current or budget.estimates.exclude(state=EstimateState.RETURNED).order_by("-number").first()
    )


def _next_version(actor, budget, model, *, kind, reason, role, verb, carried_from=None) -> Estimate:
    last = budget.estimates.order_by("-number").first()
    estimate = Estimate.objects.create(
        budget=budget,
        number=last.number + 1 if last else 1,
        kind=kind,
        previous=model or last,
        carried_from=carried_from,
        basis=model.basis if model else "",
        reason=reason,
        created_by=actor,
    )
    if model:
        copy_lines(model, estimate, keep_threads=True)
    record(actor=actor, verb=verb, subject=estimate, role=role, note=reason, kind=kind)
    return estimate


def _add_block(
    estimate: Estimate, source: Budget, left: Mapping[Ceiling, int], executors: Mapping[UUID, str]
) -> None:
    """“Chuyển nguồn từ năm …” with a line for each line of the earlier year that has money left, in its order
    and with the unit that carries it out there, be it by its block.
    """
    block = Line.objects.create(
        estimate=estimate,
        position=estimate.lines.filter(parent=None).count() + 1,
        content=_("Kinh phí chuyển nguồn từ năm %(year)s") % {"year": source.years},
        executor=source.unit.full_name,
    )
    norms = set(norms_for(estimate.budget))
    by_thread: dict = {}
    for ceiling in left:
        by_thread.setdefault(ceiling.thread, []).append(ceiling)
    for position, ceilings in enumerate(by_thread.values(), 1):
        amount = sum(left[ceiling] for ceiling in ceilings)
        model = ceilings[0].line
        line = Line.objects.create(
            estimate=estimate,
            parent=block,
            position=position,
            origin=model.thread,
            content=model.content,
            lump_vnd=amount,
            norm=model.norm if model.norm in norms else None,
            **{name: getattr(model, name) for name in CARRIED},
            amount_vnd=amount,
            executor=executors.get(model.thread, model.executor),
            note=_("Chuyển từ dự toán năm %(year)s") % {"year": source.years},
        )
        LineSource.objects.bulk_create(
            LineSource(line=line, source_id=c.source_id, amount_vnd=left[c]) for c in ceilings
        )
