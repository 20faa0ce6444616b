"""The budget officer's year by keyboard alone: drafted, returned, approved, given out, paid, settled."""

import pytest
from playwright.sync_api import expect

from budgets.choices import EstimateState
from budgets.models import Allotment, Budget, Commitment, Estimate, Line
from ocop.core import clock
from tests.e2e.hands import Keys
from tests.factories import budgets as make
from tests.factories import uploads

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}


def test_the_budget_officers_year_by_keyboard(cast, open_page):
    make.source()
    officer = Keys(open_page(), cast.province_officer)
    finance = Keys(open_page(), cast.finance_officer)
    leader = Keys(open_page(), cast.province_leader)

    draft(officer)
    estimate = Estimate.objects.get()
    officer.open("budgets:estimate-submit", estimate.pk)
    officer.enter("button", "Gửi thẩm định")

    finance.open("budgets:estimate-return", estimate.pk)
    finance.type(note="Giảm khoản tuyên truyền")
    finance.enter("button", "Trả lại")
    estimate = Estimate.objects.get(state=EstimateState.DRAFT)

    shrink(officer, estimate)
    officer.open("budgets:estimate-submit", estimate.pk)
    officer.enter("button", "Gửi thẩm định")
    finance.open("budgets:estimate-appraise", estimate.pk)
    finance.type(appraisal="Đúng quy định")
    finance.enter("button", "Trình phê duyệt")

    leader.open("today")
    leader.enter("link", f"Phê duyệt: {estimate.budget.title}")
    leader.look()
    leader.type(decision_number="12/QĐ-UBND")
    leader.enter("button", "Phê duyệt")
    budget = Budget.objects.get()
    assert budget.current.decision_number == "12/QĐ-UBND"

    spend(officer, budget)
    officer.open("budgets:budget-detail", budget.pk)
    officer.reads("TỔNG CỘNG", "30.000.000", "20.000.000")


def draft(officer: Keys) -> None:
    """A block with a line below it: saved, and the next one opened, without leaving the keys."""
    officer.open("budgets:budget-start")
    officer.type(title="Dự toán OCOP năm sau", first_year=str(clock.today().year + 1))
    officer.enter("button", "Bắt đầu lập")
    officer.enter("link", "Thêm khối")
    expect(officer.page.locator("#id_content")).to_be_focused()
    officer.type(content="Phần của tỉnh", executor="Chi cục Phát triển nông thôn")
    officer.enter("button", "Lưu dòng")
    block = Line.objects.get()
    officer.open("budgets:line-change", block.pk)
    officer.enter("link", "Thêm dòng con")
    officer.type(content="Tuyên truyền", lump_vnd="50.000.000")
    officer.reach(officer.page.locator('[name="source_1"]'))
    source = str(make.source().pk)
    officer.page.keyboard.press("Home")
    while officer.page.locator('[name="source_1"]').input_value() != source:
        officer.page.keyboard.press("ArrowDown")
    officer.enter("button", "Lưu dòng")
    assert Line.objects.get(content="Tuyên truyền").amount_vnd == 50_000_000


def shrink(officer: Keys, estimate: Estimate) -> None:
    """Arrow keys go from line to line; Enter opens one."""
    officer.open("budgets:estimate-edit", estimate.pk)
    rows = officer.page.locator("[data-row]")
    officer.reach(rows.nth(0))
    officer.page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.type(lump_vnd="40.000.000")
    officer.enter("button", "Lưu dòng")
    assert estimate.lines.get(content="Tuyên truyền").amount_vnd == 40_000_000


def spend(officer: Keys, budget: Budget) -> None:
    ceiling = budget.ceilings.get(approved_vnd__gt=0)
    officer.open("budgets:ceiling-allocate", ceiling.pk)
    officer.type(unit="Phong Mỹ", amount_vnd="30.000.000", decision_number="20/QĐ")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    allotment = Allotment.objects.get()
    officer.open("budgets:allotment-commit", allotment.pk)
    officer.type(subject="Truyền thông đợt 1", amount_vnd="25.000.000")
    officer.enter("button", "Cam kết")
    commitment = Commitment.objects.get()
    officer.open("budgets:commitment-pay", commitment.pk)
    officer.type(amount_vnd="20.000.000", reference="KB-01")
    officer.enter("button", "Ghi chi")
    officer.open("budgets:allotment-settle", allotment.pk)
    officer.type(amount_vnd="20.000.000", evidence="BC 05")
    officer.page.set_input_files("#id_papers", PAPER)
    officer.enter("button", "Ghi quyết toán")
    allotment.refresh_from_db()
    assert (allotment.committed_vnd, allotment.paid_vnd, allotment.settled_vnd) == (
        25_000_000,
        20_000_000,
        20_000_000,
    )
