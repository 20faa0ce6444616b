"""How the states of this app are shown; chosen here, beside the states, never in a template."""

from __future__ import annotations

from django.utils.translation import gettext as _

from budgets.choices import EstimateState, Verdict
from budgets.models import Estimate, LineComment, Norm
from budgets.queries.execution import Money
from budgets.queries.outline import OutlineRow
from budgets.queries.versions import ChangedLine
from budgets.rules import ChangeKind, NormStand
from ocop.ui.parts import Figure, Status
from ocop.ui.writing import dotted


def money_figures(money: Money, *, given: bool = False) -> list[Figure]:
    """The stations of money with its whole đồng, above the list that adds up to them."""
    stations = [
        (_("Được giao") if given else _("Được phê duyệt"), money.approved_vnd),
        (_("Đã cam kết"), money.committed_vnd),
        (_("Đã chi"), money.paid_vnd),
        (_("Đã quyết toán"), money.settled_vnd),
    ]
    if not given:
        stations.insert(1, (_("Đã phân bổ"), money.allocated_vnd))
    return [Figure(label, dotted(amount), _("đồng")) for label, amount in stations]


def estimate_status(estimate: Estimate) -> Status:
    match EstimateState(estimate.state):
        case EstimateState.DRAFT:
            return Status("draft", "edit", _("Đang lập"))
        case EstimateState.APPRAISING:
            return Status("move", "scale", _("Đang thẩm định"))
        case EstimateState.APPRAISED:
            return Status("wait", "inbox", _("Chờ phê duyệt"))
        case EstimateState.APPROVED:
            return Status("won", "sign", _("Đã phê duyệt"))
        case EstimateState.RETURNED:
            return Status("bad", "return", _("Đã trả lại"))


def norm_most(norm: Norm) -> str:
    """“300.000 đồng/người/ngày” or “50 % tổng chi phí được duyệt”."""
    if norm.percent is not None:
        return _("%(n)s %% tổng chi phí được duyệt") % {"n": norm.percent}
    return f"{dotted(norm.cap_vnd)} đồng{f'/{norm.per}' if norm.per else ''}"


def norm_status(row: OutlineRow) -> Status | None:
    """How a line stands to its norm; None where it keeps to it, or names none and need not."""
    if row.passed_by:
        words = _("Chưa so với định mức “%(name)s”: %(most)s")
        return Status("act", "warn", words % {"name": row.passed_by[0], "most": norm_most(row.passed_by[0])})
    if row.is_of_excess and not row.is_over:
        return Status("act", "warn", _("Chuyển từ dòng vượt định mức của năm trước"))
    if row.check is None or row.check.stand == NormStand.WITHIN:
        return None
    match row.check.stand:
        case NormStand.OVER:
            asked, most = round(row.check.asked_vnd or 0), round(row.check.most_vnd or 0)
            words = _("Vượt định mức: %(asked)s, mức %(most)s")
            return Status("act", "warn", words % {"asked": dotted(asked), "most": dotted(most)})
        case NormStand.ENDED:
            return Status("act", "warn", _("Định mức không áp dụng trong năm này"))
        case _:
            return Status("act", "warn", _("Thiếu số lượng để so định mức"))


def verdict_status(comment: LineComment) -> Status:
    match Verdict(comment.verdict):
        case Verdict.AGREE:
            return Status("good", "check", _("Đồng ý"))
        case Verdict.CUT:
            return Status(
                "act", "down", _("Đề nghị giảm còn %(n)s") % {"n": dotted(comment.proposed_vnd or 0)}
            )
        case Verdict.RETURN:
            return Status("bad", "return", _("Đề nghị làm lại"))


def change_status(line: ChangedLine) -> Status:
    match line.change.kind:
        case ChangeKind.ADDED:
            return Status("good", "plus", _("Thêm"))
        case ChangeKind.DROPPED:
            return Status("bad", "minus", _("Bỏ"))
        case ChangeKind.AMOUNT:
            return Status("act", "budget", _("Đổi số tiền"))
        case ChangeKind.WORDS:
            return Status("plain", "edit", _("Đổi nội dung"))
        case _:
            return Status("plain", "check", _("Như cũ"))
