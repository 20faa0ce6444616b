"""Sheets that were filled in on paper: typed by two people, neither of whom sees what the other typed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import PaperDeclaration
from evaluations.models import Item, Sheet
from evaluations.queries.interests import declared_by_member, ties_of
from evaluations.queries.refusals import why_not_confirm_paper, why_not_type_paper
from evaluations.queries.sheets import marks_of
from evaluations.services.authority import officer_of, require_over_council
from evaluations.services.interests import declare_clear
from evaluations.services.rounds import freeze_if_spread
from evaluations.services.sheets import keep_marks
from evaluations.services.telling import SHEETS, settle_scored
from evaluations.workflow import SHEET
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.law.models import KnockOut
from ocop.law.queries import tree_of
from ocop.law.rules import sheet_total
from ocop.notifications.services import notify

TIED = gettext_lazy(
    "Phiếu ghi thành viên có quan hệ lợi ích nên không được tính. Hãy để thành viên xin không chấm sản phẩm "
    "này."
)


@transaction.atomic
def type_paper_sheet(
    *,
    actor: User,
    sheet: Sheet,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    declared: str,
    opinion: str = "",
    knock_out: KnockOut | None = None,
    replaces_own: bool = False,
    version: int | None = None,
) -> Sheet:
    """Type a sheet that its member filled in and signed on paper, in place of what stood in the portal; the
    member is told.

    The printed sheet carries the member's declaration: `declared` says what is ticked there, and nothing else
    is kept of it. What the member has ticked in the portal goes only with their consent (`replaces_own`).
    Nothing counts before somebody else has typed the same. Until the session is closed the portal shows it
    to nobody but its typist.
    """
    item, sheet, role = _locked(actor, sheet)
    refuse(why_not_type_paper(actor, sheet))
    _require_version(sheet, version)
    if knock_out is not None and knock_out.criteria_set_id != item.dossier.criteria_set_id:
        raise RuleViolation(_("Điều kiện loại này không thuộc bộ tiêu chí của sản phẩm."))
    refuse(_why_not_declared(sheet, declared), field="declared")
    if not replaces_own and _holds_own_work(sheet):
        raise RuleViolation(
            _("Thành viên đã bắt đầu chấm sản phẩm này trên cổng. Hãy hỏi thành viên trước khi thay."),
            field="replaces_own",
        )
    if declared == PaperDeclaration.CLEAR:
        ties = ties_of([sheet.seat], {item.dossier.producer_id})[sheet.seat_id]
        declare_clear(sheet.seat, item, ties, typed_by=actor)
    sheet.marks.all().delete()
    keep_marks(sheet, marks, notes)
    sheet.opinion, sheet.knock_out = opinion, knock_out
    sheet.typed_at, sheet.typed_by, sheet.version = timezone.now(), actor, sheet.version + 1
    sheet.returned_at = None
    sheet.save(update_fields=["opinion", "knock_out", "typed_at", "typed_by", "returned_at", "version"])
    record(
        actor=actor,
        verb="sheet.type",
        subject=sheet,
        role=role,
        criteria=sorted(marks),
        declared=str(PaperDeclaration(declared).label),
    )
    words = _(
        "%(typist)s đã nhập vào cổng phiếu giấy của bạn cho “%(product)s”. Nếu không phải phiếu bạn đã ký, "
        "hãy báo Thư ký Hội đồng ngay."
    ) % {"typist": actor, "product": item.dossier.product_name}
    settle_scored([sheet.seat.person])
    notify([sheet.seat.person], words, SHEETS)
    return sheet


@transaction.atomic
def confirm_paper_sheet(
    *,
    actor: User,
    sheet: Sheet,
    marks: Mapping[str, int | None],
    declared: str,
    knock_out: KnockOut | None = None,
    version: int | None = None,
) -> Sheet:
    """Type a paper a second time, without seeing the first; where both agree the sheet is sent.

    What the paper declares is typed again too: a declaration of interests that was taken from it stands only
    where both saw it there. The words of the first typing are kept.

    Raises `RuleViolation` for whoever typed it first, and with the codes, never the marks, where the two
    differ.
    """
    item, sheet, role = _locked(actor, sheet)
    refuse(why_not_confirm_paper(actor, sheet))
    _require_version(sheet, version)
    if declared == PaperDeclaration.TIED:
        raise RuleViolation(str(TIED), field="declared")
    first = marks_of(sheet)
    tree = tree_of(item.dossier.criteria_set)
    differing = [c.code for c in tree.criteria() if marks.get(c.code) != first.get(c.code)]
    if (knock_out.pk if knock_out else None) != sheet.knock_out_id:
        differing.append(_("điều kiện loại"))
    if declared == PaperDeclaration.SILENT and not declared_by_member(sheet):
        differing.append(_("khai báo quan hệ lợi ích"))
    if differing:
        raise RuleViolation(
            _(
                "Hai lần nhập khác nhau ở: %(codes)s. Hãy xem lại phiếu giấy; nếu bạn nhập đúng thì trả lại "
                "để người nhập trước sửa."
            )
            % {"codes": ", ".join(differing)}
        )
    total = sheet_total(tree, first)
    now = timezone.now()
    sent = SHEET.carry(
        "send", sheet, actor=actor, total=total, sent_at=now, confirmed_at=now, confirmed_by=actor
    )
    record(actor=actor, verb="sheet.confirm-paper", subject=sent, role=role)
    freeze_if_spread(item)
    return sent


@transaction.atomic
def return_paper_sheet(*, actor: User, sheet: Sheet, note: str, version: int | None = None) -> Sheet:
    """Send a typed sheet back to whoever typed it, who is told why; until it is typed again nobody confirms.

    Raises `RuleViolation` for whoever typed it, and without a reason.
    """
    item, sheet, role = _locked(actor, sheet)
    refuse(why_not_confirm_paper(actor, sheet))
    _require_version(sheet, version)
    if not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    sheet.returned_at, sheet.version = timezone.now(), sheet.version + 1
    sheet.save(update_fields=["returned_at", "version"])
    record(actor=actor, verb="sheet.return-paper", subject=sheet, role=role, note=note)
    words = _("Phiếu giấy của %(member)s cho “%(product)s” được trả lại để sửa: %(note)s") % {
        "member": sheet.seat.person,
        "product": item.dossier.product_name,
        "note": note.strip(),
    }
    notify([sheet.typed_by], words, f"/phien/{item.session_id}/phieu-giay/")
    return sheet


def _why_not_declared(sheet: Sheet, declared: str) -> str:
    """A paper counts where its member declared that no interest ties them to the product: there or before."""
    if declared == PaperDeclaration.TIED:
        return str(TIED)
    if declared == PaperDeclaration.SILENT and not declared_by_member(sheet):
        return _(
            "Thành viên chưa khai báo quan hệ lợi ích, trên phiếu cũng như trên cổng. Hãy hỏi thành viên, để "
            "thành viên đánh dấu vào phiếu rồi nhập."
        )
    return ""


def _holds_own_work(sheet: Sheet) -> bool:
    """Whether the sheet holds what its member ticked or wrote in the portal."""
    if sheet.typed_by_id is not None:
        return False
    return bool(sheet.opinion or sheet.knock_out_id or sheet.marks.exists())


def _require_version(sheet: Sheet, version: int | None) -> None:
    if version is not None and version != sheet.version:
        raise Stale(_("Phiếu vừa được lưu ở nơi khác. Hãy xem lại rồi lưu tiếp."))


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
