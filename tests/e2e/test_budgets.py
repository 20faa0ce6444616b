"""The budget officer's year by keyboard alone: drafted, returned, approved, given out, paid, settled.

Nobody types an address: every step begins at a link of the page before, or at the work of the day.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from budgets.models import Budget, Line, Norm
from ocop.core import clock
from tests.e2e.conftest import PHONE
from tests.e2e.hands import Hand, Keys
from tests.factories import budgets as make
from tests.factories import uploads

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
TITLE = "Dự toán OCOP năm sau"


def test_the_budget_officers_year_by_keyboard(cast, open_page):
    source = make.source()
    officer = Keys(open_page(), cast.province_officer)
    finance = Keys(open_page(), cast.finance_officer)
    leader = Keys(open_page(), cast.province_leader)

    draft(officer, str(source.pk))
    hand_over(officer)
    send_back(finance)
    put_right(officer)
    hand_over(officer)
    appraise(finance)
    approve(leader)
    assert Budget.objects.get().current.decision_number == "12/QĐ-UBND"

    give_out(officer, source.short_name)
    bind_and_pay(officer)
    settle(officer)
    officer.home("Dự toán")
    officer.enter("link", TITLE)
    officer.reads("TỔNG CỘNG", "30.000.000", "25.000.000", "20.000.000")


def draft(officer: Keys, source: str) -> None:
    """A block with a line below it, without leaving the keys."""
    officer.home("Dự toán")
    officer.enter("link", "Lập dự toán")
    officer.type(title=TITLE, first_year=str(clock.today().year + 1))
    officer.enter("button", "Bắt đầu lập")
    officer.enter("link", "Thêm khối")
    expect(officer.page.locator("#id_content")).to_be_focused()
    officer.type(content="Phần của tỉnh", executor="Chi cục Phát triển nông thôn")
    officer.enter("button", "Lưu dòng")
    officer.enter("link", "Sửa I Phần của tỉnh")
    officer.enter("link", "Thêm dòng con")
    officer.type(content="Tuyên truyền", lump_vnd="50.000.000")
    officer.pick("source_1", source)
    officer.enter("button", "Lưu dòng")
    assert Line.objects.get(content="Tuyên truyền").amount_vnd == 50_000_000


def hand_over(officer: Keys) -> None:
    officer.enter("link", "Xong, xem bản này")
    officer.enter("link", "Gửi thẩm định")
    officer.enter("button", "Gửi thẩm định")


def send_back(finance: Keys) -> None:
    """A word on a line, then the version goes back with that line ticked."""
    finance.home()
    finance.enter("link", f"Thẩm định: {TITLE}")
    finance.enter("link", "Ý kiến 1 Tuyên truyền")
    finance.reach(finance.page.locator('[name="verdict"]:checked'))
    finance.page.keyboard.press("ArrowDown")
    finance.type(proposed_vnd="40.000.000", words="Cao hơn năm trước")
    finance.enter("button", "Ghi ý kiến")
    finance.check(finance.page.get_by_label("Trả lại dòng 1 Tuyên truyền"))
    finance.reach(finance.page.locator('#return-lines [name="note"], [form="return-lines"][name="note"]'))
    finance.page.keyboard.insert_text("Giảm khoản tuyên truyền")
    finance.enter("button", "Trả lại")


def put_right(officer: Keys) -> None:
    """The draft says what finance said. Arrow keys go from line to line; Enter opens one."""
    officer.home()
    officer.enter("link", f"Sửa dự toán được trả lại: {TITLE}")
    officer.reads("Giảm khoản tuyên truyền", "Cao hơn năm trước", "Đề nghị giảm còn 40.000.000")
    officer.enter("link", "Sửa các dòng")
    rows = officer.page.locator("[data-row]")
    expect(rows.nth(0)).to_be_focused()
    officer.page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    officer.go()
    officer.type(lump_vnd="40.000.000")
    officer.enter("button", "Lưu dòng")


def appraise(finance: Keys) -> None:
    finance.home()
    finance.enter("link", f"Thẩm định: {TITLE}")
    finance.enter("link", "Trình phê duyệt")
    finance.type(appraisal="Đúng quy định")
    finance.enter("button", "Trình phê duyệt")


def approve(leader: Keys) -> None:
    leader.home()
    leader.enter("link", f"Phê duyệt: {TITLE}")
    leader.type(decision_number="12/QĐ-UBND")
    leader.enter("button", "Phê duyệt")


def give_out(officer: Keys, source: str) -> None:
    officer.home("Dự toán")
    officer.enter("link", TITLE)
    officer.enter("link", f"{source} 1 Tuyên truyền")
    officer.enter("link", "Giao kinh phí")
    officer.type(unit="Phong Mỹ", amount_vnd="30.000.000", decision_number="20/QĐ")
    officer.enter("button", "Giao")


def bind_and_pay(officer: Keys) -> None:
    officer.enter("link", "Xã Phong Mỹ")
    officer.enter("link", "Cam kết chi")
    officer.type(subject="Truyền thông đợt 1", amount_vnd="25.000.000")
    officer.enter("button", "Cam kết")
    officer.enter("link", "Truyền thông đợt 1")
    officer.enter("link", "Ghi chi")
    officer.type(amount_vnd="20.000.000", reference="KB-01")
    officer.enter("button", "Ghi chi")


def settle(officer: Keys) -> None:
    officer.home("Dự toán")
    officer.enter("link", "Kinh phí được giao")
    officer.enter("link", "Xã Phong Mỹ")
    officer.enter("link", "Quyết toán")
    officer.type(amount_vnd="20.000.000", evidence="BC 05")
    officer.hand_in("papers", PAPER)
    officer.enter("button", "Ghi quyết toán")
    officer.reads("BC 05", "bien-ban.pdf")


def test_an_estimate_is_folded_by_blocks_on_a_phone_and_open_where_one_works(cast, open_page):
    estimate = make.bac_giang(cast)
    line = estimate.lines.get(content__contains="Máy ảnh")
    officer = Hand(open_page(), cast.province_officer)
    officer.open("budgets:estimate-edit", estimate.pk)
    inside = officer.page.get_by_role("row").filter(has_text="Máy ảnh, máy tính")
    expect(inside).to_be_visible()

    officer.page.set_viewport_size(PHONE)
    expect(inside).to_be_hidden()
    assert officer.page.evaluate("document.documentElement.scrollHeight") < 2_000
    officer.page.get_by_text(re.compile(r"\d+ dòng bên dưới")).first.press("Enter")
    expect(inside).to_be_visible()

    officer.open("budgets:line-change", line.pk)
    officer.page.set_viewport_size(PHONE)
    officer.page.goto(f"{officer.page.url}#id_content")
    expect(officer.page.locator("#id_content")).to_be_visible()
    expect(officer.page.get_by_role("row").filter(has_text="Trang thông tin")).to_be_hidden()
    assert officer.page.evaluate("document.documentElement.scrollHeight") < 4_000
    officer.page.get_by_role("button", name="Lưu", exact=False).first.click()
    expect(inside).to_be_visible()  # its address names the line

    head = estimate.lines.get(content="Phần của tỉnh")
    officer.open("budgets:line-change", head.pk)
    officer.page.set_viewport_size(PHONE)
    officer.page.goto(f"{officer.page.url}#id_content")
    expect(inside).to_be_hidden()  # also beneath the head of a block that is being written
    officer.page.get_by_text(re.compile(r"\d+ dòng bên dưới")).first.press("Enter")
    expect(inside).to_be_visible()


def test_the_board_is_folded_by_blocks_on_a_phone(cast, open_page):
    budget = make.approved(cast, make.bac_giang(cast))
    officer = Hand(open_page(), cast.province_officer)

    officer.open("budgets:budget-detail", budget.pk)  # ends at the width of a desk
    inside = officer.page.get_by_role("row").filter(has_text="Máy ảnh, máy tính")
    expect(inside).to_be_visible()
    expect(officer.page.locator(".fold-switch").first).to_be_hidden()

    officer.page.set_viewport_size(PHONE)
    expect(inside).to_be_hidden()
    assert officer.page.evaluate("document.documentElement.scrollHeight") < 3_000
    officer.page.get_by_text(re.compile(r"\d+ dòng bên dưới")).first.press("Enter")
    expect(inside).to_be_visible()


def test_every_column_of_the_board_is_in_reach(cast, open_page):
    """At a desk the last column stands whole beside the others; on a tablet the table is moved to it."""
    budget = make.approved(cast, make.bac_giang(cast))
    page = Hand(open_page(), cast.province_leader).page
    page.goto(budget.get_absolute_url())
    board = page.locator("section", has=page.get_by_role("heading", name="Theo dòng"))
    beyond = "board => board.scrollWidth - board.clientWidth"
    assert board.evaluate(beyond) <= 1
    page.set_viewport_size({"width": 800, "height": 900})
    assert board.evaluate(beyond) > 0
    assert board.evaluate("board => getComputedStyle(board).overflowX") == "auto"


def test_a_long_number_that_stays_on_one_line_fits_its_cell_on_a_phone(cast, open_page):
    """The column of labels gives way; nothing is cut off at the edge of the card."""
    budget = make.approved(cast, make.bac_giang(cast))
    page = Hand(open_page(), cast.province_leader).page
    page.set_viewport_size(PHONE)
    page.goto(budget.get_absolute_url())
    cell = page.locator("td[data-label]").first
    cell.evaluate("cell => cell.innerHTML = '<span class=ref>0002/2026/GCN-OCOP:</span>'")
    assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")


def test_a_norm_is_one_row_on_a_phone_until_it_is_opened(cast, open_page):
    Norm.objects.all().delete()
    for year in range(2010, 2020):
        Norm.objects.create(
            name=f"Định mức {year}",
            cap_vnd=200_000,
            per="người/ngày",
            basis="Nghị quyết của Hội đồng nhân dân tỉnh",
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
    officer = Hand(open_page(), cast.province_officer)
    officer.open("budgets:norm-list")
    act = officer.page.get_by_text("Nghị quyết của Hội đồng nhân dân tỉnh").first
    expect(act).to_be_visible()

    officer.page.set_viewport_size(PHONE)
    expect(act).to_be_hidden()
    assert officer.page.evaluate("document.documentElement.scrollHeight") < 3_000
    officer.page.get_by_text("200.000 đồng").first.press("Enter")
    expect(act).to_be_visible()
