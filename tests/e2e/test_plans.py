"""A plan from its text to its printed paper by keyboard alone: written, handed on, issued, read.

Nobody types an address: every step begins at a link of the page before, or at the work of the day.
"""

import pytest
from playwright.sync_api import expect

from plans.models import PlanPrint
from tests.e2e.conftest import PHONE
from tests.e2e.hands import Hand, Keys
from tests.factories import plan_papers as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_plan_goes_from_the_keyboard_to_print(cast, open_page, worker):
    plan = make.whole(cast)
    officer = Keys(open_page(), cast.province_officer)
    leader = Keys(open_page(), cast.province_leader)

    officer.home("Mục khác")
    officer.enter("link", "Kế hoạch")
    officer.enter("link", plan.title)
    officer.enter("link", "Viết mục này Mục đích")
    officer.type(text="- Một mục đích mới.\n1. Một\n3. Ba")
    officer.enter("button", "Lưu mục")
    officer.reads("Một mục đích mới.", "Số thứ tự nhảy từ 1 sang 3.")
    officer.enter("link", "Thêm hoạt động")
    officer.type(title="Hội nghị triển khai", time="Trong năm", lead="Văn phòng điều phối")
    officer.enter("button", "Lưu")
    officer.enter("link", "Trình ban hành")
    officer.enter("button", "Trình ban hành")

    leader.home()
    leader.enter("link", f"Ban hành: {plan.title}")
    leader.enter("link", "Ban hành")
    leader.enter("button", "Ban hành")
    leader.reads("01/KH-UBND")
    for _look in range(40):
        if PlanPrint.objects.filter(is_final=True).exclude(pdf="").exists():
            break
        leader.page.wait_for_timeout(500)

    officer.home("Kế hoạch")
    officer.enter("link", plan.title)
    officer.reads("Bản ban hành", "01/KH-UBND")
    officer.reach(officer.page.get_by_role("link", name="PDF Bản ban hành"))
    address = officer.page.evaluate("document.activeElement.href")
    answer = officer.page.request.get(address)
    assert answer.body().startswith(b"%PDF-")


def test_a_plan_is_folded_by_sections_on_a_phone_and_open_where_an_address_leads(cast, open_page):
    plan = make.whole(cast)
    section = plan.sections.get(title="Mục đích")
    officer = Hand(open_page(), cast.province_officer)
    officer.open("plans:plan-detail", plan.pk)
    writes = officer.page.get_by_role("link", name="Viết mục này Mục đích", exact=True)
    expect(writes).to_be_visible()

    officer.page.set_viewport_size(PHONE)
    expect(writes).to_be_hidden()
    officer.page.locator(f"#sections-{section.pk} summary").press("Enter")
    expect(writes).to_be_visible()

    officer.page.reload()
    expect(writes).to_be_hidden()
    officer.page.goto(f"{plan.get_absolute_url()}#sections-{section.pk}")
    expect(writes).to_be_visible()
