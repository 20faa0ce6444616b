"""The council's common view, and the result that follows from it and from the sheets."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import Aggregation
from evaluations.models import AgreedOption, Grading, Item, Session
from evaluations.queries.refusals import why_not_agree, why_not_record_majority, why_not_settle
from evaluations.queries.results import (
    Verdict,
    agreed_marks,
    counted_sheets_of,
    criteria_to_agree,
    judge,
    majority_options,
    proposed_marks,
)
from evaluations.services.authority import require_over_council
from evaluations.services.options import option_pk
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.law.models import KnockOut
from ocop.law.queries import tree_of

MEAN_PLACES = Decimal("0.000001")


@transaction.atomic
def record_agreed_options(
    *, actor: User, item: Item, options: Mapping[str, int | None], version: int | None = None
) -> Item:
    """Record the option the council agreed on for criteria that carry a minimum: code → position, or None
    for none.

    The secretary may do so while the session scores and, once it is closed, until a decision is prepared;
    the stars are then computed anew. No act says whether minima are tested on the common view or on every
    sheet: this is the council's Quy chế.
    """
    item = _locked(item)
    role = require_over_council(actor, item.session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_agree(item))
    grading = _open_grading(item, version)
    before = agreed_marks(item)
    _write_agreed(item, options, is_recorded=True)
    if grading:
        _regrade(item, grading)
    record(
        actor=actor,
        verb="session.agree",
        subject=item,
        role=role,
        before={"options": before},
        after={"options": agreed_marks(item)},
    )
    return item


@transaction.atomic
def record_majority_options(*, actor: User, session: Session, version: int | None = None) -> None:
    """Record as the council's common view, all at once, what the closing took from the majority of the
    sheets.

    By the secretary, for the results that no decision takes up yet. No star changes by it. Raises
    `RuleViolation` where nothing is left to record, and `Stale` for a session that changed since.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__place")
    session = rows.get(pk=session.pk)
    role = require_over_council(actor, session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_record_majority(session))
    if version is not None and version != session.version:
        raise Stale(_("Người khác vừa thay đổi phiên này. Hãy xem lại rồi làm tiếp."))
    taken = list(majority_options(session))
    options: dict[int, dict[str, int | None]] = {}
    for row in taken:
        worth = row.option.position if row.option else None
        options.setdefault(row.item_id, {})[row.criterion.code] = worth
    AgreedOption.objects.filter(pk__in=[row.pk for row in taken]).update(is_recorded=True)
    record(actor=actor, verb="session.agree-majority", subject=session, role=role, after={"options": options})


@transaction.atomic
def settle_knock_out(
    *, actor: User, item: Item, knock_out: KnockOut | None, note: str, version: int | None = None
) -> Grading:
    """Record the council's view on a knock-out that some sheet names: it holds, or (None) it does not.

    Lifted, all sheets count as they were sent. Raises `RuleViolation` for a knock-out that no sheet names.
    """
    item = _locked(item)
    role = require_over_council(actor, item.session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_settle(item))
    if not note.strip():
        raise RuleViolation(_("Hãy ghi ý kiến của Hội đồng."), field="note")
    named = {sheet.knock_out_id for sheet in counted_sheets_of(item)}
    if knock_out is not None and knock_out.pk not in named:
        raise RuleViolation(_("Không có phiếu nào nêu điều kiện loại này."))
    grading = _open_grading(item, version)
    before = {"knock_out": grading.knock_out_id, "stars": grading.stars}
    grading.knock_out, grading.settled_at, grading.settled_by = knock_out, timezone.now(), actor
    grading.stars = 0 if knock_out else grading.stars
    grading.save(update_fields=["knock_out", "stars", "settled_at", "settled_by"])
    _regrade(item, grading)
    record(
        actor=actor,
        verb="session.settle-knock-out",
        subject=item,
        role=role,
        before=before,
        after={"knock_out": grading.knock_out_id, "stars": grading.stars},
        note=note,
    )
    return grading


def agree_as_proposed(item: Item) -> None:
    """Fill in what the council did not record: on each criterion the option most sheets chose."""
    recorded = agreed_marks(item)
    proposed = {code: at for code, at in proposed_marks(item).items() if code not in recorded}
    _write_agreed(item, proposed, is_recorded=False)


def write_grading(item: Item, verdict: Verdict) -> Grading:
    """Keep a verdict as the result of an item, in the transaction that closes its session.

    After a reopening its version counts on, so that no form of the result before is taken for one of this.
    """
    former = item.former_results.aggregate(last=Max("version"))["last"] or 0
    return Grading.objects.create(item=item, version=former + 1, **_fields(verdict))


def _regrade(item: Item, grading: Grading) -> None:
    verdict = judge(item)
    for name, value in _fields(verdict).items():
        setattr(grading, name, value)
    grading.version += 1
    grading.save(update_fields=[*_fields(verdict), "version"])


def _fields(verdict: Verdict) -> dict:
    by_totals = verdict.aggregation == Aggregation.TOTALS
    mean = Decimal(verdict.mean.numerator) / Decimal(verdict.mean.denominator)
    return {
        "points_sum": verdict.total,
        "sheet_count": verdict.count,
        "aggregation": verdict.aggregation,
        "mean_numerator": None if by_totals else verdict.mean.numerator,
        "mean_denominator": None if by_totals else verdict.mean.denominator,
        "mean": mean.quantize(MEAN_PLACES, rounding="ROUND_DOWN"),
        "stars_by_points": verdict.stars_by_points,
        "stars": verdict.stars,
        "failed_minima": [asdict(miss) for miss in verdict.failed],
        "knock_out_id": verdict.knock_out,
    }


def _locked(item: Item) -> Item:
    """The item behind its locked session: two secretaries come one after the other."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=item.session_id)
    item = Item.objects.select_related("dossier__regime", "dossier__criteria_set").get(pk=item.pk)
    item.session = session
    return item


def _open_grading(item: Item, version: int | None) -> Grading | None:
    """The result that may still follow the council's view, or None before there is one."""
    grading = Grading.objects.select_for_update(of=("self",)).filter(item=item).first()
    if version is not None and (grading is None or version != grading.version):
        raise Stale(_("Người khác vừa ghi ý kiến của Hội đồng. Hãy xem lại rồi làm tiếp."))
    return grading


def _write_agreed(item: Item, options: Mapping[str, int | None], *, is_recorded: bool) -> None:
    tree = tree_of(item.dossier.criteria_set)
    wanted = {criterion.code: criterion for criterion in criteria_to_agree(tree)}
    for code, position in options.items():
        if code not in wanted:
            raise RuleViolation(_("Tiêu chí %(code)s không cần ý kiến chung.") % {"code": code})
        AgreedOption.objects.update_or_create(
            item=item,
            criterion_id=wanted[code].pk,
            defaults={"option_id": option_pk(wanted[code], position), "is_recorded": is_recorded},
        )
