"""An officer's journey with a lost connection and a dead session, and a correction's way without script."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from registrations.models import Correction, Evidence
from tests.e2e.conftest import PHONE
from tests.e2e.hands import Hand
from tests.factories import uploads
from tests.factories.accounts import PASSWORD
from tests.factories.registrations import (
    another_pdf,
    fresh,
    sign_summary,
    start_dossier,
    submitted_dossier,
)

pytestmark = pytest.mark.django_db(transaction=True)

KEPT, OFFLINE = re.compile(r"Đã giữ bản gõ dở lúc \d\d:\d\d"), "Mất mạng"


@pytest.fixture
def hand(open_page):
    return lambda person, script=True: Hand(open_page(java_script_enabled=script), person, script=script)


def test_a_lost_connection_and_an_expired_session_lose_nothing(cast, hand):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    officer = hand(cast.officer)
    page, status = officer.page, officer.page.locator("[data-autosave-status]")
    officer.open("registrations:dossier-form", dossier.pk)

    page.context.set_offline(True)
    officer.fill(contact_address="Ấp 3, xã Mỹ Hiệp")
    expect(status).to_contain_text(OFFLINE, timeout=15_000)
    officer.fill(signed_place="Mỹ Hiệp")
    page.context.set_offline(False)
    expect(status).to_have_text(KEPT, timeout=15_000)
    officer.faults.clear()  # the browser notes that it was without a network
    page.reload()
    expect(page.locator('[name="contact_address"]')).to_have_value("Ấp 3, xã Mỹ Hiệp")
    expect(page.locator('[name="signed_place"]')).to_have_value("Mỹ Hiệp")
    officer.reads("Đang mở bản bạn gõ dở")

    Session.objects.all().delete()
    officer.fill(signed_by="Đại diện hợp tác xã")
    officer.press()
    officer.reads("Chữ bạn gõ đã được giữ")
    officer.fill(username=cast.officer.username, password=PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(reverse("registrations:dossier-form", args=[dossier.pk])))
    expect(page.locator('[name="signed_by"]')).to_have_value("Đại diện hợp tác xã")
    expect(page.locator('[name="signed_by"]')).to_be_focused()

    with page.expect_navigation():
        page.locator('[name="signed_by"]').press("Enter")
    dossier = fresh(dossier)
    assert (dossier.contact_address, dossier.signed_by) == ("Ấp 3, xã Mỹ Hiệp", "Đại diện hợp tác xã")
    officer.open("registrations:dossier-form", dossier.pk)
    expect(page.locator("body")).not_to_contain_text("Đang mở bản bạn gõ dở")


def test_a_file_chosen_without_a_line_is_sent_when_it_is_back(cast, hand):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    officer = hand(cast.officer)
    page = officer.page
    officer.open("registrations:dossier-upload", dossier.pk)

    page.context.set_offline(True)
    file = {"name": "giay-phep.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
    page.locator('[name="files"]').set_input_files(file)
    expect(page.locator("[data-list]")).to_contain_text("Mất kết nối")
    page.context.set_offline(False)

    expect(page.locator("[data-list]")).to_contain_text("Đã nhận", timeout=15_000)
    expect(page.locator("#da-nhan")).to_contain_text("giay-phep")
    assert Evidence.objects.get().citations.get().dossier_id == dossier.pk


def test_files_that_wait_for_a_session_are_sent_after_signing_in_beside(cast, hand):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    officer = hand(cast.officer)
    page, waiting = officer.page, officer.page.locator("[data-list]")
    officer.open("registrations:dossier-upload", dossier.pk)

    page.context.clear_cookies()
    files = [
        {"name": f"giay-{n}.pdf", "mimeType": "application/pdf", "buffer": another_pdf()} for n in (1, 2)
    ]
    page.locator('[name="files"]').set_input_files(files)
    expect(waiting.get_by_text("Phiên làm việc đã hết")).to_have_count(2)
    with page.context.expect_page() as beside:
        waiting.get_by_role("link").first.click()
    beside.value.locator('[name="username"]').fill(cast.officer.username)
    beside.value.locator('[name="password"]').fill(PASSWORD)
    with beside.value.expect_navigation():
        beside.value.locator("main form button[type=submit]").first.click()
    waiting.get_by_role("button").first.click()

    expect(waiting.get_by_text("Đã nhận")).to_have_count(2, timeout=15_000)
    assert Evidence.objects.filter(citations__dossier=dossier).count() == 2


def test_all_cookies_lost_lead_back_to_the_field_with_the_text(cast, hand):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    officer = hand(cast.officer)
    page = officer.page
    officer.open("registrations:dossier-form", dossier.pk)

    page.context.clear_cookies()
    officer.fill(contact_address="Ấp 3, xã Mỹ Hiệp", signed_by="Đại diện hợp tác xã")
    officer.press()
    officer.reads("Chữ bạn gõ đã được giữ")
    officer.fill(username=cast.officer.username, password=PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()

    expect(page.locator('[name="contact_address"]')).to_have_value("Ấp 3, xã Mỹ Hiệp")
    expect(page.locator('[name="signed_by"]')).to_have_value("Đại diện hợp tác xã")
    expect(page.locator('[name="signed_by"]')).to_be_focused()


def test_a_correction_goes_its_whole_way_without_script(cast, hand):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    district = hand(cast.district_officer, script=False)
    district.open("registrations:correction-note", dossier.pk)
    district.choose(item="form.phone")
    district.tick({"reason": "incomplete"})
    district.fill(words="Ghi thêm số di động của người đại diện.")
    district.press()
    district.open("registrations:dossier-return", dossier.pk)
    district.reads("Ghi thêm số di động của người đại diện.")
    district.press()

    officer = hand(cast.officer, script=False)
    officer.open("registrations:dossier-detail", dossier.pk)
    officer.reads("Ghi thêm số di động của người đại diện.", "Chưa đủ")
    officer.open("registrations:dossier-form", dossier.pk)
    officer.fill(phone="0912 345 678")
    officer.press()
    officer.open("registrations:correction-answer", Correction.objects.get().pk)
    officer.fill(answer="Đã ghi số di động.")
    officer.press()
    sign_summary(fresh(dossier), actor=cast.officer)
    officer.open("registrations:dossier-submit", dossier.pk)
    officer.press()

    district.open("registrations:dossier-changes", dossier.pk)
    district.reads("0277 000 0000", "0912 345 678", "Đã ghi số di động.")


def test_the_chosen_pill_of_a_list_is_in_sight_on_a_phone(cast, hand):
    leader = hand(cast.province_leader)
    leader.page.set_viewport_size(PHONE)

    leader.page.goto(reverse("registrations:dossier-list") + "?muc=qua-han")

    expect(leader.page.locator(".pills [aria-current]")).to_be_in_viewport(ratio=1)
