"""How the states of this app are shown; chosen here, beside the states, never in a template."""

from django.utils.translation import gettext as _

from evaluations.choices import DecisionState, SessionState, SheetState
from evaluations.models import Decision, Session, Sheet
from evaluations.queries.sessions import BoardRow
from ocop.ui.parts import Status


def session_status(session: Session) -> Status:
    match SessionState(session.state):
        case SessionState.PLANNED:
            return Status("draft", "today", _("Đã lên lịch"))
        case SessionState.SCORING:
            return Status("seal", "blind", _("Đang chấm"))
        case SessionState.CLOSED:
            return Status("end", "lock", _("Đã đóng"))


def sheet_status(sheet: Sheet) -> Status:
    if getattr(sheet, "recused", False):
        return Status("end", "ban", _("Không chấm"))
    if sheet.state == SheetState.SENT:
        return Status("good", "lock", _("Đã gửi"))
    if sheet.version > 1:
        return Status("move", "doing", _("Đang chấm"))
    return Status("draft", "todo", _("Chưa chấm"))


def board_status(row: BoardRow) -> Status:
    if row.is_whole:
        return Status("seal", "lock", _("Đủ phiếu, còn kín"))
    if row.is_untouched:
        return Status("draft", "todo", _("Chưa tới lượt"))
    return Status("move", "doing", _("Đang chấm"))


def decision_status(decision: Decision) -> Status:
    if decision.state == DecisionState.SIGNED:
        return Status("won", "sign", _("Đã ký"))
    return Status("wait", "inbox", _("Chờ ký"))


def seat_labels(count: int) -> list[str]:
    """Short names for the columns of a table by seats; who holds each stands above it."""
    return [_("Ghế %(number)s") % {"number": number} for number in range(1, count + 1)]


def sheet_labels(count: int) -> list[str]:
    """The same where the Quy chế shows the sheets without the seats."""
    return [_("Phiếu %(number)s") % {"number": number} for number in range(1, count + 1)]
