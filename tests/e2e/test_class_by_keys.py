"""A class by keyboard alone, from its plan to its settlement, and a scan that its screen shows.

Nobody types an address: every step begins at a link of the page before, or at the menu.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from budgets.models import Allotment
from ocop.core import clock
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from tests.e2e.hands import Hand, Keys
from tests.factories import budgets as money
from tests.factories import trainings as make
from tests.factories import uploads
from trainings import services
from trainings.models import TrainingClass

pytestmark = pytest.mark.django_db(transaction=True)
TITLE, TRAINEE, LINE, SUM = "Lớp cho cán bộ xã", "Người học một", "Khoản 1", "30.000.000"
PAPER = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}


def test_a_class_by_keyboard_from_plan_to_settlement(cast, open_page):
    budget = money.approved(cast, money.small(cast, 30_000_000))
    allotment = money.given(cast, money.ceiling(budget), 30_000_000)
    office = Keys(open_page(), cast.province_officer)
    commune = Keys(open_page(), cast.new_officer)

    plan(office)
    bind(office, allotment)
    open_it(office)
    name(commune)
    invite_twice(office)
    training = TrainingClass.objects.get()
    call_rolls(office, training)
    certify(office)
    pay_and_settle(office)

    training.refresh_from_db()
    assert (training.state, training.invitation_number) == ("settled", "02/GM-UBND")
    assert Allotment.objects.get(pk=allotment.pk).settled_vnd == 30_000_000


def plan(office: Keys) -> None:
    go_to_classes(office)
    office.enter("link", "Lập lớp")
    office.check(office.page.locator('[name="audience"]'))
    today = f"{clock.today():%d/%m/%Y}"
    office.type(title=TITLE, venue="Hội trường tỉnh", starts_on=today, lesson_days="1", field_days="0")
    office.type(nominate_until=today)
    office.enter("button", "Lập lớp")


def bind(office: Keys, allotment: Allotment) -> None:
    """The class takes its money from a line of the budget."""
    office.enter("link", "Gắn kinh phí")
    if office.page.locator('select[name="allotment"]').count():
        office.pick("allotment", str(allotment.pk))
    else:
        office.check(office.page.locator('[name="allotment"]'))
    office.type(amount_vnd=SUM)
    office.enter("button", "Cam kết kinh phí")
    office.reads("Đã cam kết 30.000.000 đồng cho lớp.", LINE)


def open_it(office: Keys) -> None:
    office.enter("link", "Thêm giảng viên")
    office.type(full_name="Giảng viên một", half_days="2", fee_vnd="1.000.000")
    office.enter("button", "Thêm")
    office.enter("link", "Giao chỉ tiêu")
    office.check(office.page.locator('[name="every_commune"]'))
    office.type(seats="2")
    office.enter("button", "Giao")
    office.enter("link", "Mở cử người")
    office.enter("button", "Mở cử người")


def name(commune: Keys) -> None:
    go_to_the_class(commune)
    commune.enter("link", "Cử theo tên")
    commune.type(full_name=TRAINEE, position="Công chức xã")
    commune.enter("button", "Cử người này")
    commune.enter("link", f"Xác nhận dự {TRAINEE}")
    commune.enter("button", "Xác nhận dự")


def invite_twice(office: Keys) -> None:
    """Another hall after the letter is out: with a reason, and a new letter."""
    go_to_the_class(office)
    office.enter("link", "Phát hành giấy mời")
    office.type(signer_title="Chủ tịch")
    office.enter("button", "Phát hành")
    office.enter("link", "Sửa lớp")
    office.type(venue="Hội trường huyện", note="Hội trường tỉnh đang sửa")
    office.enter("button", "Lưu")
    office.reads("hãy phát hành giấy mời thay thế")
    office.enter("link", "Phát hành giấy mời thay thế")
    office.reads("Giấy mời số 01/GM-UBND")
    office.type(signer_title="Chủ tịch")
    office.enter("button", "Phát hành")


def call_rolls(office: Keys, training: TrainingClass) -> None:
    office.enter("link", "Bắt đầu học")
    office.enter("button", "Bắt đầu học")
    make.move_to(training, clock.today() - timedelta(days=1))
    for session in training.sessions.order_by("day", "half"):
        go_to_the_class(office)
        office.enter("link", f"Điểm danh {session}")
        office.check(office.page.get_by_label(TRAINEE))
        office.enter("button", "Chốt điểm danh")
    office.enter("link", "Kết thúc lớp")
    office.enter("button", "Kết thúc lớp")
    office.reads("1 học viên hoàn thành")


def certify(office: Keys) -> None:
    office.enter("link", "Cấp giấy chứng nhận")
    office.type(signer_title="Chi cục trưởng")
    office.enter("button", "Cấp giấy")
    run_job(DocumentJob.objects.latest("pk").pk)


def pay_and_settle(office: Keys) -> None:
    go_to_the_class(office)
    office.enter("link", LINE)
    office.enter("link", "Ghi chi")
    office.type(amount_vnd=SUM, reference="KB-01")
    office.enter("button", "Ghi chi")
    go_to_the_class(office)
    office.enter("link", "Quyết toán")
    office.type(evidence="Biên bản nghiệm thu")
    office.hand_in("papers", PAPER)
    office.enter("button", "Quyết toán")
    office.reads("Đã quyết toán")


def go_to_the_class(hand: Keys) -> None:
    go_to_classes(hand)
    hand.enter("link", TITLE)


def go_to_classes(hand: Keys) -> None:
    hand.home("Mục khác")
    hand.enter("link", "Tập huấn")


def test_a_scan_ticks_the_box_on_the_screen_of_the_class(cast, open_page):
    hands = make.of_province(cast)
    training = hands.opened()
    person = services.Nominee(cast.places.my_hiep, TRAINEE, user=cast.new_officer)
    (one,) = services.nominate(actor=cast.new_officer, training=training, people=[person])
    services.confirm(actor=cast.new_officer, nomination=one)
    services.start_class(actor=cast.province_officer, training=training)
    make.move_to(training, clock.today() - timedelta(days=1))
    session = training.sessions.get(half="am")
    office = Hand(open_page(), cast.province_officer)
    office.open("trainings:session-roll", session.pk)
    box = office.page.get_by_label(TRAINEE)
    expect(box).not_to_be_checked()

    services.check_in(actor=cast.new_officer, session=session, code=services.roll_code(session))

    expect(box).to_be_checked(timeout=30_000)
    expect(office.page.locator("#arrived + p")).to_have_text("1/1")
    office.look()
    office.press()
    office.reads("1/1 có mặt.")
    assert session.roll.get().source == "qr"
