"""A member's own sheet: ticked, kept at once, sent once."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Item, Mark, Sheet
from evaluations.queries.refusals import why_not_score
from evaluations.queries.sheets import Seen, marks_of
from evaluations.services.options import criterion_of, option_pk
from evaluations.services.rounds import freeze_if_spread
from evaluations.services.telling import settle_scored
from evaluations.workflow import SHEET
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.law.models import KnockOut
from ocop.law.queries import tree_of
from ocop.law.rules import SetTree, sheet_total


@transaction.atomic
def save_mark(
    *,
    actor: User,
    sheet: Sheet,
    criterion: str,
    position: int | None,
    note: str | None = None,
    version: int | None = None,
    seen: Seen | None = None,
) -> Sheet:
    """Keep one tick of the actor's own sheet: the criterion's code and the option's position, None for no
    level.

    `note` None leaves the words as they are. Raises `RuleViolation` for a sheet that is not the actor's,
    was sent, or whose session is closed; `Stale` where the criterion was changed since it was `seen`, or the
    sheet since its `version`, and where a page has `seen` less than it replaces and tells no version.
    """
    sheet = _own_open_sheet(actor, sheet, version)
    marks, notes = {criterion: position}, {} if note is None else {criterion: note}
    _refuse_overtaken(sheet, criterion, marks, notes, seen, version)
    keep_marks(sheet, marks, notes)
    _touch(sheet, [])
    _record_filling(actor, sheet, [criterion])
    return sheet


@transaction.atomic
def save_note(
    *,
    actor: User,
    sheet: Sheet,
    criterion: str,
    note: str,
    version: int | None = None,
    seen: Seen | None = None,
) -> Sheet:
    """Keep the actor's words on one criterion of their own sheet, ticked or not; its tick stays.

    Raises `RuleViolation` as `save_mark` does.
    """
    sheet = _own_open_sheet(actor, sheet, version)
    _refuse_overtaken(sheet, criterion, {}, {criterion: note}, seen, version)
    keep_marks(sheet, {}, {criterion: note})
    _touch(sheet, [])
    _record_filling(actor, sheet, [criterion])
    return sheet


@transaction.atomic
def fill_sheet(
    *,
    actor: User,
    sheet: Sheet,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    opinion: str = "",
    knock_out: KnockOut | None = None,
    version: int | None = None,
) -> Sheet:
    """Keep the whole sheet as the form has it: ticks and words by criterion, the opinion, a ground for
    rejection.

    A named knock-out does not end the scoring: should the council not follow it, the ticks count.
    """
    sheet = _own_open_sheet(actor, sheet, version)
    if knock_out is not None and knock_out.criteria_set_id != sheet.item.dossier.criteria_set_id:
        raise RuleViolation(_("Điều kiện loại này không thuộc bộ tiêu chí của sản phẩm."))
    keep_marks(sheet, marks, notes)
    sheet.opinion, sheet.knock_out = opinion, knock_out
    _touch(sheet, ["opinion", "knock_out"])
    _record_filling(actor, sheet, sorted(marks))
    return sheet


@transaction.atomic
def send_sheet(*, actor: User, sheet: Sheet, version: int | None = None) -> Sheet:
    """Send the actor's own sheet: the portal adds it up and locks it for good.

    A criterion without a tick gives 0 points. Sent twice, the second is refused with the reason. The last
    sheet of a round freezes the product if the totals lie too far apart.
    """
    item = Item.objects.select_for_update(of=("self",)).filter(pk=sheet.item_id).first()
    sheet = _own_open_sheet(actor, sheet)
    total = sheet_total(_tree(sheet), marks_of(sheet))
    sent = SHEET.fire("send", sheet, actor=actor, version=version, total=total, sent_at=timezone.now())
    freeze_if_spread(item)
    settle_scored([actor])
    return sent


@transaction.atomic
def record_refusal(*, actor: User, sheet: int, reason: str) -> None:
    """Tell the trail that something sent to a sheet (its key) was refused and why, never what was ticked."""
    found = Sheet.objects.select_related("seat__person", "seat__council__place", "item__dossier")
    if row := found.filter(pk=sheet).first():
        record(actor=actor, verb="sheet.refuse", subject=row, note=reason)


def _own_open_sheet(actor: User, sheet: Sheet, version: int | None = None) -> Sheet:
    sheet = _own_sheet(actor, sheet)
    refuse(why_not_score(sheet))
    if version is not None and version != sheet.version:
        raise Stale(_("Phiếu vừa được lưu ở nơi khác. Hãy xem lại rồi lưu tiếp."))
    return sheet


def _refuse_overtaken(
    sheet: Sheet,
    code: str,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    seen: Seen | None,
    version: int | None,
) -> None:
    """Refuse to replace, unseen, what was changed elsewhere since. To say the same once more harms nobody,
    and a change of another criterion is no matter of this one.
    """
    if seen is None:
        return
    if version is None and not seen.covers(marks, notes):
        raise Stale(_("Trang gửi thay đổi này đã cũ nên chưa lưu. Hãy tải lại phiếu rồi chọn lại."))
    rows = sheet.marks.filter(criterion_id=criterion_of(_tree(sheet), code).pk)
    position, is_ticked, note = rows.values_list("option__position", "is_ticked", "note").first() or (
        None,
        False,
        "",
    )
    ticks = {code: position} if is_ticked else {}
    tick_overtaken = bool(marks) and seen.ticks not in (None, ticks) and marks != ticks
    note_overtaken = code in notes and seen.note is not None and note not in (seen.note, notes[code])
    if tick_overtaken or note_overtaken:
        raise Stale(
            _(
                "Tiêu chí %(code)s vừa được sửa ở nơi khác nên thay đổi này chưa được lưu. "
                "Muốn thay thì chọn lại."
            )
            % {"code": code}
        )


def _own_sheet(actor: User, sheet: Sheet) -> Sheet:
    """The sheet under its lock, if it is the actor's. The session is read only afterwards: whoever closes it
    locks all its sheets first, so that what is read is still true when this transaction commits. Seat and
    product are the caller's: those of a sheet never change.
    """
    own = Sheet.objects.visible_to(actor).select_for_update(of=("self",))
    locked = own.filter(pk=sheet.pk).first()
    if locked is None:
        others = Sheet.objects.filter(pk=sheet.pk).exists()
        gone = _("Sản phẩm đã được đưa ra khỏi phiên.")
        raise RuleViolation(_("Phiếu này không phải của bạn.") if others else gone)
    locked.seat, locked.item = sheet.seat, sheet.item
    locked.seat.person = actor
    return locked


def keep_marks(sheet: Sheet, marks: Mapping[str, int | None], notes: Mapping[str, str]) -> None:
    """Keep ticks and words of a sheet that its caller has locked and found open. Words alone tick nothing."""
    tree = _tree(sheet)
    rows: dict[tuple[str, ...], list[Mark]] = {}
    for code in sorted({*marks, *notes}):
        criterion = criterion_of(tree, code)
        said: dict[str, object] = {}
        if code in marks:
            said |= {"option_id": option_pk(criterion, marks[code]), "is_ticked": True}
        if code in notes:
            said["note"] = notes[code]
        mark = Mark(sheet=sheet, criterion_id=criterion.pk, **({"is_ticked": False} | said))
        rows.setdefault(tuple(said), []).append(mark)
    for fields, kept in rows.items():
        Mark.objects.bulk_create(
            kept,
            update_conflicts=True,
            unique_fields=["sheet_id", "criterion_id"],
            update_fields=fields,
        )


def _touch(sheet: Sheet, fields: list[str]) -> None:
    sheet.version += 1
    sheet.save(update_fields=["version", *fields])


def _record_filling(actor: User, sheet: Sheet, criteria: list[str]) -> None:
    """That the member worked on these criteria; never what was ticked."""
    record(actor=actor, verb="sheet.fill", subject=sheet, criteria=criteria)


def _tree(sheet: Sheet) -> SetTree:
    return tree_of(sheet.item.dossier.criteria_set)
