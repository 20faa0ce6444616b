"""A plan from its text to its printed paper by keyboard alone: written, handed on, issued, read."""

import pytest

from plans.models import Plan, PlanPrint
from tests.e2e.hands import Keys
from tests.factories import plan_papers as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_plan_goes_from_the_keyboard_to_print(cast, open_page, worker):
    plan = make.whole(cast)
    officer = Keys(open_page(), cast.province_officer)
    leader = Keys(open_page(), cast.province_leader)

    purpose = plan.sections.filter(level=2).order_by("position").first()
    officer.open("plans:plan-detail", plan.pk)
    officer.open("plans:section-write", purpose.pk)
    officer.type(text="- Một mục đích mới.\n1. Một\n3. Ba")
    officer.enter("button", "Lưu mục")
    officer.reads("Một mục đích mới.", "Số thứ tự nhảy từ 1 sang 3.")
    officer.open("plans:plan-part-add", plan.pk, "activities")
    officer.type(title="Hội nghị triển khai", time="Trong năm", lead="Văn phòng điều phối")
    officer.enter("button", "Lưu")
    officer.enter("link", "Trình ban hành")
    officer.enter("button", "Trình ban hành")

    leader.open("today")
    leader.enter("link", f"Ban hành: {plan.title}")
    leader.look()
    leader.enter("link", "Ban hành")
    leader.enter("button", "Ban hành")

    plan = Plan.objects.get()
    assert str(plan.number_entry) == "01/KH-UBND"
    for _look in range(40):
        if PlanPrint.objects.filter(is_final=True).exclude(pdf="").exists():
            break
        leader.page.wait_for_timeout(500)
    officer.open("plans:plan-detail", plan.pk)
    officer.reads("Bản ban hành", "01/KH-UBND")
    made = PlanPrint.objects.get(is_final=True)
    answer = officer.page.request.get(f"/ke-hoach/ban-in/{made.pk}/pdf/")
    assert answer.body().startswith(b"%PDF-")
