"""Totals too far apart: the product stands still, the council talks, another round opens."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import SheetState
from evaluations.models import Item, Mark, Session, Sheet, Spread
from evaluations.queries.councils import is_chair
from evaluations.queries.refusals import why_not_confirm, why_not_discuss
from evaluations.queries.results import counted_sheets_of, marks_of_sheets
from evaluations.queries.sessions import RECUSED, spread_of
from evaluations.rules import dividing_criteria, is_spread
from evaluations.services.authority import NotAllowed, require_over_council
from evaluations.services.telling import SHEETS
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.law.queries import tree_of
from ocop.notifications.services import notify


def freeze_if_spread(item: Item) -> Spread | None:
    """Freeze an item whose round is complete and whose totals lie too far apart; None where they do not.

    Called with the item locked, by whoever completes the round. A product that members only practise on goes
    its way: nothing follows from it.
    """
    if item.is_calibration:
        return None
    waiting = Sheet.objects.filter(item=item, scoring_round=item.scoring_round, state=SheetState.DRAFT)
    if waiting.exclude(RECUSED).exists():
        return None
    sheets, allowed = list(counted_sheets_of(item)), item.session.council.max_spread
    if allowed is None or not is_spread([sheet.total for sheet in sheets], allowed):
        return None
    tree = tree_of(item.dossier.criteria_set)
    spread = Spread.objects.create(
        item=item,
        scoring_round=item.scoring_round,
        allowed=allowed,
        criteria=list(dividing_criteria(tree, marks_of_sheets(sheets), allowed)),
    )
    record(actor=None, verb="session.freeze", subject=item, round=item.scoring_round)
    secretaries = item.session.council.seats.held_on(item.session.held_on).filter(role="secretary")
    notify(
        [seat.person for seat in secretaries.select_related("person")],
        _("“%(product)s” chênh điểm quá mức cho phép: Hội đồng cần thảo luận.")
        % {"product": item.dossier.product_name},
        f"/phien/{item.session_id}/",
    )
    return spread


@transaction.atomic
def record_discussion(*, actor: User, item: Item, discussion: str) -> Item:
    """The secretary records that the council talked about a frozen item; the next round opens.

    Each member starts from their own ticks of the round before, which stays as it was sent. Where the Quy chế
    has no further round, the result of this one stands.
    """
    item = _locked(item)
    role = require_over_council(actor, item.session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_discuss(item))
    if not discussion.strip():
        raise RuleViolation(_("Hãy ghi nội dung Hội đồng đã thảo luận."), field="discussion")
    spread = spread_of(item)
    spread.discussion, spread.discussed_at, spread.discussed_by = discussion, timezone.now(), actor
    spread.rescored = item.scoring_round < item.session.council.max_rounds
    spread.save(update_fields=["discussion", "discussed_at", "discussed_by", "rescored"])
    if spread.rescored:
        _open_next_round(item)
    record(
        actor=actor,
        verb="session.discuss",
        subject=item,
        role=role,
        note=discussion,
        round=spread.scoring_round,
        rescored=spread.rescored,
    )
    return item


@transaction.atomic
def confirm_result(*, actor: User, item: Item, note: str, version: int | None = None) -> Item:
    """The chair confirms a result that lies just below the floor of a star (49.x, 69.x, 89.x)."""
    item = _locked(item)
    if not is_chair(actor, item.session):
        raise NotAllowed(_("Chỉ Chủ tịch Hội đồng làm được việc này."))
    refuse(why_not_confirm(item))
    if not note.strip():
        raise RuleViolation(_("Hãy ghi ý kiến xác nhận."), field="note")
    grading = item.grading
    if version is not None and version != grading.version:
        raise Stale(_("Người khác vừa ghi ý kiến của Hội đồng. Hãy xem lại rồi làm tiếp."))
    grading.confirmation, grading.confirmed_at, grading.confirmed_by = note, timezone.now(), actor
    grading.version += 1
    grading.save(update_fields=["confirmation", "confirmed_at", "confirmed_by", "version"])
    record(actor=actor, verb="session.confirm-result", subject=item, role=Role.COUNCIL_MEMBER, note=note)
    return item


def start_from_first_round(session: Session) -> None:
    """In a round after tests each member starts from what they sent on dossier and sample, which stays as it
    was sent. What is assessed again after the ministry starts from nothing.
    """
    after_tests = session.items.filter(after__isnull=False, after__ministry_result__isnull=True)
    for item in after_tests.select_related("after").order_by("position"):
        sent = {sheet.seat_id: sheet for sheet in counted_sheets_of(item.after)}
        for sheet in item.sheets.filter(seat__in=sent).order_by("seat"):
            former = sent[sheet.seat_id]
            sheet.opinion, sheet.knock_out = former.opinion, former.knock_out
            sheet.save(update_fields=["opinion", "knock_out"])
            _copy_marks(former, sheet)


def _open_next_round(item: Item) -> None:
    before = list(counted_sheets_of(item))
    item.scoring_round += 1
    item.save(update_fields=["scoring_round"])
    for sheet in before:
        fresh = Sheet.objects.create(
            item=item,
            seat=sheet.seat,
            scoring_round=item.scoring_round,
            opinion=sheet.opinion,
            knock_out=sheet.knock_out,
        )
        _copy_marks(sheet, fresh)
    notify(
        [sheet.seat.person for sheet in before],
        _("Hội đồng đã thảo luận về “%(product)s”: phiếu của bạn mở lại để chấm vòng %(round)s.")
        % {"product": item.dossier.product_name, "round": item.scoring_round},
        SHEETS,
        awaits=True,
    )


def _copy_marks(former: Sheet, sheet: Sheet) -> None:
    Mark.objects.bulk_create(
        Mark(
            sheet=sheet,
            criterion_id=m.criterion_id,
            option_id=m.option_id,
            is_ticked=m.is_ticked,
            note=m.note,
        )
        for m in former.marks.order_by("pk")
    )


def _locked(item: Item) -> Item:
    """The item behind its locked session."""
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("council").get(pk=item.session_id)
    )
    found = Item.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise RuleViolation(_("Sản phẩm đã được đưa ra khỏi phiên."))
    found.session = session
    return found
