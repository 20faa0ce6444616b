"""Why a thing can no longer be done, in a sentence; empty while it can.

A page whose form is over says it instead of showing the form, the service refuses with it. What only a
workflow knows, that its move does not start from this state, is asked of the workflow.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluations.choices import DecisionState, SeatRole, SessionState, SheetState
from evaluations.models import Council, Decision, DecisionLine, Item, Recusal, Seat, Session, Sheet
from evaluations.queries.certificates import lines_without_paper
from evaluations.queries.councils import scoring_seat_of, seats_on
from evaluations.queries.interests import DECLARED
from evaluations.queries.preparation import samples_in_custody
from evaluations.queries.results import (
    counted_sheets_of,
    has_unsettled,
    majority_options,
    near_floor,
    unconfirmed,
    undecided_gradings,
)
from evaluations.queries.sessions import RECUSED, spread_of
from ocop.accounts.models import User
from ocop.core import clock

# --- Councils ---------------------------------------------------------------------------------------------


def why_not_change_council(council: Council) -> str:
    """Once its last day is over, nobody joins it and it does not meet any more."""
    ended = council.dissolved_on and council.dissolved_on < clock.today()
    return _("Hội đồng đã kết thúc.") if ended else ""


def why_not_change_procedure(council: Council) -> str:
    """A session that scores keeps the rules by which it opened."""
    if reason := why_not_change_council(council):
        return reason
    scoring = council.sessions.filter(state=SessionState.SCORING)
    return _("Hội đồng đang có phiên chấm nên không đổi được Quy chế.") if scoring.exists() else ""


def why_not_dissolve(council: Council) -> str:
    if reason := why_not_change_council(council):
        return reason
    open_ones = council.sessions.exclude(state=SessionState.CLOSED)
    return _("Hội đồng còn phiên chưa đóng.") if open_ones.exists() else ""


def why_not_end(seat: Seat) -> str:
    if seat.ends_on is not None:
        return _("Ghế này đã kết thúc.")
    scoring = Sheet.objects.filter(seat=seat, item__session__state=SessionState.SCORING)
    if not scoring.exists():
        return ""
    return _("%(person)s đang chấm trong một phiên chưa đóng.") % {"person": seat.person}


# --- Sessions and their agenda ----------------------------------------------------------------------------


def why_not_open(session: Session) -> str:
    """What the session lacks before anybody can score: its day, a product, a chair, a set that adds up to
    100.
    """
    if session.held_on > clock.today():
        return _("Phiên họp ngày %(day)s chưa tới ngày nên chưa mở được.") % {
            "day": f"{session.held_on:%d/%m/%Y}"
        }
    items = session.items.select_related("dossier__criteria_set").order_by("position")
    if not items:
        return _("Phiên chưa có sản phẩm nào.")
    if not seats_on(session.council, session.held_on).filter(role=SeatRole.CHAIR).exists():
        return _("Hội đồng không có Chủ tịch vào ngày họp: hãy nhập quyết định thay đổi thành viên.")
    for item in items:
        if not item.dossier.criteria_set.complete:
            return _("Bộ tiêu chí của “%(product)s” chưa đủ để chấm: hãy đưa sản phẩm ra khỏi phiên.") % {
                "product": item.dossier.product_name
            }
    return ""


def why_not_send_files(session: Session) -> str:
    """Before the meeting, and only what is on its agenda."""
    if session.state != SessionState.PLANNED:
        return _("Phiên đã mở: thành viên có mặt đã nhận phiếu.")
    return "" if session.items.exists() else _("Phiên chưa có sản phẩm nào.")


def why_not_admit(session: Session) -> str:
    """Who comes once the session has opened, and before it is closed, arrives late."""
    if session.state == SessionState.PLANNED:
        return _("Phiên chưa mở: hãy điểm danh khi mở phiên.")
    return "" if session.state == SessionState.SCORING else _("Phiên đã đóng.")


def why_not_change_agenda(session: Session) -> str:
    """The order and the number of products are fixed once the roll was called."""
    planned = session.state == SessionState.PLANNED
    return "" if planned else _("Phiên đã mở nên không đổi được chương trình.")


def why_not_move(session: Session) -> str:
    """A meeting that has opened was held on its day."""
    planned = session.state == SessionState.PLANNED
    return "" if planned else _("Phiên đã mở nên không đổi được ngày họp.")


def why_not_remove(item: Item) -> str:
    """Unlike the order, a product may still go while the session scores and no sheet of it was sent; its
    samples go first.
    """
    if item.session.state == SessionState.CLOSED:
        return _("Phiên đã đóng.")
    if item.sheets.filter(state=SheetState.SENT).exists():
        return _("Đã có phiếu gửi cho sản phẩm này nên không đưa ra khỏi phiên được.")
    if left := samples_in_custody(item):
        return _("Còn %(left)s đơn vị mẫu đang giữ. Hãy ghi việc trả hoặc hủy mẫu trước.") % {"left": left}
    return ""


def why_not_recuse(person: User, item: Item) -> str:
    seat = scoring_seat_of(person, item.session)
    if seat is None:
        return _("Bạn không giữ ghế chấm điểm trong Hội đồng này.")
    if item.recusals.filter(seat=seat).exists():
        return _("Bạn đã xin không chấm sản phẩm này.")
    sent = item.sheets.filter(seat=seat, scoring_round=item.scoring_round, state=SheetState.SENT)
    if sent.exists():
        return _("Bạn đã gửi phiếu cho sản phẩm này nên không rút ra được nữa.")
    return _("Phiên đã đóng.") if item.session.state == SessionState.CLOSED else ""


def why_not_declare(seat: Seat, item: Item, session: Session) -> str:
    if item.session_id != session.pk:
        return _("Sản phẩm đã được đưa ra khỏi phiên.")
    if session.state == SessionState.CLOSED:
        return _("Phiên đã đóng.")
    out = item.recusals.filter(seat=seat)
    return _("Bạn đã xin không chấm sản phẩm này.") if out.exists() else ""


def why_not_prepare_item(item: Item) -> str:
    """What the team writes is there when the council meets, and stays as it was then."""
    planned = item.session.state == SessionState.PLANNED
    return "" if planned else _("Phiên đã mở nên không sửa được nữa.")


# --- Sheets and what the council makes of them ------------------------------------------------------------


def why_not_score(sheet: Sheet) -> str:
    """A service asks with the sheet fresh from its lock. What stands around it is read here, in one query:
    whoever closes the session locks all its sheets first.
    """
    around = Sheet.objects.filter(pk=sheet.pk).values_list("item__session__state", RECUSED, DECLARED).first()
    if around is None:
        return _("Sản phẩm đã được đưa ra khỏi phiên.")
    state, recused, declared = around
    if state != SessionState.SCORING:
        return _("Phiên không còn chấm nên phiếu không sửa được nữa.")
    if recused:
        return _("Bạn đã xin không chấm sản phẩm này.")
    if not declared:
        return _("Hãy khai báo xung đột lợi ích trước khi mở hồ sơ.")
    if sheet.typed_by_id is not None:
        return _("Phiếu giấy của bạn đang được nhập và chờ xác nhận.")
    return _("Phiếu đã gửi nên không sửa được nữa.") if sheet.state == SheetState.SENT else ""


def why_not_type_paper(person: User, sheet: Sheet) -> str:
    """What somebody else has typed waits for its second typing; to be typed anew it is sent back first."""
    if reason := _why_no_paper(person, sheet):
        return reason
    if sheet.typed_by_id in (None, person.pk) or sheet.returned_at is not None:
        return ""
    return _("%(typist)s đã nhập phiếu giấy này. Hãy nhập lần hai để so; nếu bản đó sai thì trả lại.") % {
        "typist": sheet.typed_by
    }


def _why_no_paper(person: User, sheet: Sheet) -> str:
    """A paper takes the place of a sheet that its member has not sent; nobody types their own."""
    if sheet.seat.person_id == person.pk:
        return _("Bạn không tự nhập phiếu giấy của mình.")
    if sheet.item.session.state != SessionState.SCORING:
        return _("Phiên không còn chấm nên phiếu không sửa được nữa.")
    if Recusal.objects.filter(seat=sheet.seat_id, item=sheet.item_id).exists():
        return _("Thành viên này không chấm sản phẩm này.")
    return _("Phiếu đã gửi nên không sửa được nữa.") if sheet.state == SheetState.SENT else ""


def why_not_confirm_paper(person: User, sheet: Sheet) -> str:
    if reason := _why_no_paper(person, sheet):
        return reason
    if sheet.typed_by_id is None:
        return _("Phiếu giấy này chưa được nhập.")
    if sheet.returned_at is not None:
        return _("Phiếu giấy này đã trả lại để người nhập sửa.")
    return _("Người nhập không tự xác nhận.") if sheet.typed_by_id == person.pk else ""


def why_not_agree(item: Item) -> str:
    """The common view may be recorded from the roll until a decision takes the result up."""
    if item.session.state == SessionState.PLANNED:
        return _("Phiên chưa mở.")
    if item.is_calibration:
        return _("Sản phẩm tập chấm không có kết quả nên không ghi ý kiến chung.")
    if Item.objects.filter(after=item).exists():
        return _("Sản phẩm đã sang vòng sau kiểm nghiệm nên kết quả vòng này giữ nguyên.")
    taken_up = DecisionLine.objects.filter(grading__item=item)
    return _("Kết quả này đã đưa vào quyết định nên không sửa được nữa.") if taken_up.exists() else ""


def why_not_record_majority(session: Session) -> str:
    if session.state != SessionState.CLOSED:
        return _("Phiên chưa đóng.")
    left = majority_options(session)
    return "" if left.exists() else _("Không còn mức nào theo đa số phiếu chờ ghi.")


def why_not_settle(item: Item) -> str:
    if item.session.state != SessionState.CLOSED:
        return _("Phiên chưa đóng.")
    if not counted_sheets_of(item).filter(knock_out__isnull=False).exists():
        return _("Không có phiếu nào nêu điều kiện loại.")
    return why_not_agree(item)


def why_not_discuss(item: Item) -> str:
    if item.session.state != SessionState.SCORING:
        return _("Phiên không còn chấm.")
    return "" if spread_of(item) else _("Sản phẩm này không chờ thảo luận về chênh lệch điểm.")


def why_not_confirm(item: Item) -> str:
    """The chair confirms a result just below a floor once, before a decision takes it up."""
    grading = getattr(item, "grading", None)
    if grading is None:
        return _("Phiên chưa đóng.")
    if not near_floor(grading):
        return _("Kết quả này không sát mốc hạng sao.")
    return _("Chủ tịch đã xác nhận kết quả này.") if grading.confirmed_at else why_not_agree(item)


# --- Decisions and certificates ---------------------------------------------------------------------------


def why_not_prepare(session: Session) -> str:
    if session.state != SessionState.CLOSED:
        return _("Phiên chưa đóng nên chưa có kết quả.")
    gradings = list(undecided_gradings(session))
    if not gradings:
        return _("Mọi kết quả của phiên đã có trong quyết định.")
    if unconfirmed(gradings):
        return _("Còn kết quả sát mốc hạng sao: Chủ tịch Hội đồng xác nhận trước.")
    if has_unsettled(gradings):
        return _("Còn sản phẩm bị nêu điều kiện loại: hãy ghi ý kiến của Hội đồng trước.")
    return ""


def why_not_sign(person: User, decision: Decision) -> str:
    return _("Người soạn dự thảo không tự ký.") if decision.prepared_by_id == person.pk else ""


def why_not_discard(decision: Decision) -> str:
    draft = decision.state == DecisionState.DRAFT
    return "" if draft else _("Quyết định đã ký nên không hủy được.")


def why_not_certify(decision: Decision) -> str:
    if decision.state != DecisionState.SIGNED:
        return _("Quyết định chưa ký.")
    if not lines_without_paper(decision):
        return _("Mọi sản phẩm của quyết định này đã có giấy chứng nhận.")
    return ""
