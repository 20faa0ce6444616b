"""Sheets that were filled in on paper: typed by one person, confirmed by another."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Declaration, Item, Sheet
from evaluations.queries.refusals import why_not_confirm_paper, why_not_type_paper
from evaluations.queries.sheets import marks_of
from evaluations.services.authority import officer_of, require_over_council
from evaluations.services.rounds import freeze_if_spread
from evaluations.services.sheets import keep_marks
from evaluations.workflow import SHEET
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.law.models import KnockOut
from ocop.law.queries import tree_of
from ocop.law.rules import sheet_total


@transaction.atomic
def type_paper_sheet(
    *,
    actor: User,
    sheet: Sheet,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    opinion: str = "",
    knock_out: KnockOut | None = None,
    version: int | None = None,
) -> Sheet:
    """Type a sheet that its member filled in and signed on paper, in place of what stood in the portal.

    The printed sheet carries the member's declaration, which is kept with it. Nothing counts before somebody
    else has confirmed it. Only the sheet in hand shows its marks, to nobody but the two.
    """
    item, sheet, role = _locked(actor, sheet)
    refuse(why_not_type_paper(actor, sheet))
    if version is not None and version != sheet.version:
        raise Stale(_("Phiếu vừa được lưu ở nơi khác. Hãy xem lại rồi lưu tiếp."))
    if knock_out is not None and knock_out.criteria_set_id != item.dossier.criteria_set_id:
        raise RuleViolation(_("Điều kiện loại này không thuộc bộ tiêu chí của sản phẩm."))
    Declaration.objects.get_or_create(seat=sheet.seat, item=item)
    sheet.marks.all().delete()
    keep_marks(sheet, marks, notes)
    sheet.opinion, sheet.knock_out = opinion, knock_out
    sheet.typed_at, sheet.typed_by, sheet.version = timezone.now(), actor, sheet.version + 1
    sheet.save(update_fields=["opinion", "knock_out", "typed_at", "typed_by", "version"])
    record(actor=actor, verb="sheet.type", subject=sheet, role=role, criteria=sorted(marks))
    return sheet


@transaction.atomic
def confirm_paper_sheet(*, actor: User, sheet: Sheet, version: int | None = None) -> Sheet:
    """Confirm that a typed sheet is what stands on the paper; it is sent by that.

    Raises `RuleViolation` for whoever typed it.
    """
    item, sheet, role = _locked(actor, sheet)
    refuse(why_not_confirm_paper(actor, sheet))
    if version is not None and version != sheet.version:
        raise Stale(_("Phiếu vừa được lưu ở nơi khác. Hãy xem lại rồi lưu tiếp."))
    total = sheet_total(tree_of(item.dossier.criteria_set), marks_of(sheet))
    now = timezone.now()
    sent = SHEET.carry(
        "send", sheet, actor=actor, total=total, sent_at=now, confirmed_at=now, confirmed_by=actor
    )
    record(actor=actor, verb="sheet.confirm-paper", subject=sent, role=role)
    freeze_if_spread(item)
    return sent


def _locked(actor: User, sheet: Sheet) -> tuple[Item, Sheet, Role]:
    """Item and sheet under their locks, and the role under which the actor handles paper here."""
    rows = Item.objects.select_for_update(of=("self",)).select_related("session__council__place", "dossier")
    item = rows.filter(pk=sheet.item_id).first()
    if item is None:
        raise RuleViolation(_("Sản phẩm đã được đưa ra khỏi phiên."))
    council = item.session.council
    role = require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    sheet.item = item
    return item, sheet, role
