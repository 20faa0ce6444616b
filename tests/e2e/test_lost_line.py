"""The line is lost in the middle of scoring: the ticks wait in sight and arrive in order, each once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Sheet
from evaluations.queries.sheets import marks_of
from ocop.law.queries import tree_of
from ocop.ui.models import FormReceipt
from tests.e2e.hands import Hand
from tests.factories.evaluations import district_panel, open_session, sheet_of
from tests.factories.registrations import accepted_dossier

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(cast) -> Sheet:
    panel = district_panel(cast)
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    return sheet_of(panel.chair, open_session(panel, dossier).items.get())


def test_ticks_wait_while_the_line_is_lost(open_page, sheet):
    page = open_page()
    hand = Hand(page, sheet.seat.person)
    page.goto(reverse("evaluations:sheet-detail", args=[sheet.pk]))
    first, second, third = list(tree_of(sheet.item.dossier.criteria_set).criteria())[:3]
    unsent = page.locator("#unsent")
    expect(unsent).to_have_attribute("data-count", "0")

    page.context.set_offline(True)
    hand.tick({f"c-{first.pk}": "1", f"c-{second.pk}": "1"})
    hand.tick({f"c-{first.pk}": "2"})
    expect(unsent).to_have_attribute("data-count", "3")
    expect(unsent).to_be_in_viewport()
    expect(page.locator(".saved")).to_be_hidden()  # it would say that nothing waits
    assert marks_of(sheet) == {}

    page.context.set_offline(False)
    expect(unsent).to_have_attribute("data-count", "0")
    assert marks_of(sheet) == {first.code: 2, second.code: 1}

    page.locator(f'input[name="c-{third.pk}"]').first.focus()
    page.keyboard.press("1")
    expect(page.locator(f'input[name="c-{third.pk}"][value="1"]')).to_be_checked()
    expect(unsent).to_have_attribute("data-count", "0")
    assert FormReceipt.objects.filter(person_id=sheet.seat.person_id).count() == 4


def test_an_older_page_does_not_replace_a_newer_choice_unseen(open_page, sheet):
    """Two pages of one sheet: the second choice on one criterion is refused and both are shown; made again,
    it counts. Another criterion is no matter of it.
    """
    page = open_page()
    hand = Hand(page, sheet.seat.person)
    address = reverse("evaluations:sheet-detail", args=[sheet.pk])
    first, second = list(tree_of(sheet.item.dossier.criteria_set).criteria())[:2]
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator(f'input[name="c-{first.pk}"][value="1"]').check()
    expect(other.locator(".saved").first).to_contain_text("Đã lưu")

    hand.tick({f"c-{second.pk}": "1"})
    expect(page.locator("#unsent")).to_have_attribute("data-count", "0")
    page.locator(f'input[name="c-{first.pk}"][value="2"]').click()
    expect(page.locator("[data-refusal]")).to_contain_text("vừa được sửa ở nơi khác")
    expect(page.locator("#unsent")).to_have_text("")  # said once
    expect(page.locator(f'input[name="c-{first.pk}"][value="1"]')).to_be_checked()
    assert marks_of(sheet) == {first.code: 1, second.code: 1}

    hand.tick({f"c-{first.pk}": "2"})
    expect(page.locator(".saved").first).to_contain_text("Đã lưu")
    assert marks_of(sheet) == {first.code: 2, second.code: 1}


def test_ticks_that_waited_when_the_page_was_left_are_sent_when_it_is_opened(open_page, sheet):
    page = open_page()
    hand = Hand(page, sheet.seat.person)
    address = reverse("evaluations:sheet-detail", args=[sheet.pk])
    page.goto(address)
    criterion = next(iter(tree_of(sheet.item.dossier.criteria_set).criteria()))
    page.route("**/tieu-chi/**", lambda route: route.abort())
    hand.tick({f"c-{criterion.pk}": "2"})
    expect(page.locator("#unsent")).to_have_attribute("data-count", "1")
    page.goto(reverse("today"))
    page.unroute("**/tieu-chi/**")
    page.goto(address)

    expect(page.locator("#unsent")).to_have_attribute("data-count", "0")
    expect(page.locator(f'input[name="c-{criterion.pk}"][value="2"]')).to_be_checked()
    assert marks_of(sheet) == {criterion.code: 2}
