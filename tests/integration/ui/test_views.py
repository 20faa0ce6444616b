"""The four bases: reach, role and state, in this order; one form, one effect; nothing typed is lost."""

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.utils import timezone

from ocop.accounts import queries
from ocop.accounts.models import Membership, User
from ocop.core.roles import Role
from ocop.localities.choices import PlaceKind
from ocop.ui.models import FormReceipt
from ocop.ui.receipts import KEEP_FOR, forget_old_receipts
from tests.factories.places import make_place
from tests.integration.ui import pages

TEMPLATES = Path(__file__).parent / "templates"
START = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def sample_pages(settings):
    engine = deepcopy(settings.TEMPLATES[0])
    engine["DIRS"] = [*engine["DIRS"], TEMPLATES]
    settings.TEMPLATES = [engine]
    settings.ROOT_URLCONF = "tests.integration.ui.pages"
    settings.LOGIN_URL = "/dang-nhap/"
    settings.POST_SOURCES = ["ocop.accounts.queries.PLACE_POSTS"]
    queries._sources.cache_clear()
    pages.effects.clear()
    pages.taken.clear()
    yield
    queries._sources.cache_clear()


def post_of(username: str, role: Role, place, **fields) -> Membership:
    user, _new = User.objects.get_or_create(username=username, defaults={"full_name": username})
    return Membership.objects.create(
        user=user, role=role, place=place, **{"starts_on": START, "decision_number": "1"} | fields
    )


@pytest.fixture
def world(db):
    """Two provinces; an administrator in the first, three officers there, one officer in the second."""
    here = make_place(PlaceKind.PROVINCE, "Đồng Tháp", "82")
    there = make_place(PlaceKind.PROVINCE, "An Giang", "91")
    return {
        "admin": post_of("admin", Role.ADMINISTRATOR, here, title="Quản trị"),
        "auditor": post_of("auditor", Role.AUDITOR, here, title="Thanh tra"),
        "officer": post_of("officer", Role.PROVINCE_OFFICER, here, title="Chuyên viên A"),
        "stranger": post_of("stranger", Role.PROVINCE_OFFICER, there, title="Chuyên viên B"),
    }


def browser_of(world, name: str) -> Client:
    client = Client()
    client.force_login(world[name].user)
    return client


@pytest.fixture
def admin(world) -> Client:
    return browser_of(world, "admin")


def form_at(client: Client, address: str, **headers) -> dict[str, str]:
    """The hidden fields of the form on a page, as a browser would send them."""
    form = client.get(address, headers=headers).context["form"]
    hidden = {"form_key": str(form.form_key)}
    return hidden if form.version is None else hidden | {"version": str(form.version)}


def said_in(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Reach and role -----------------------------------------------------------------------------------------


def test_visitor_is_sent_to_sign_in(world):
    assert Client().get(f"/vi-tri/{world['officer'].pk}/").headers["Location"].startswith("/dang-nhap/")


def test_row_in_reach_is_shown(world, admin):
    assert "Chuyên viên A" in admin.get(f"/vi-tri/{world['officer'].pk}/").text


@pytest.mark.parametrize("page", ["", "ten/"])
def test_foreign_and_missing_rows_look_the_same(world, admin, page):
    foreign = admin.get(f"/vi-tri/{world['stranger'].pk}/{page}")
    missing = admin.get(f"/vi-tri/999999/{page}")

    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_action_without_the_role_is_forbidden(world):
    auditor = browser_of(world, "auditor")
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    assert auditor.get(address).status_code == 403
    assert (
        auditor.post(address, {"title": "Khác", "form_key": str(uuid4()), "version": "1"}).status_code == 403
    )
    assert pages.effects == []


def test_action_that_names_no_role_is_open_to_nobody(world, admin):
    assert admin.get(f"/vi-tri/{world['officer'].pk}/khong-ai/").status_code == 403


def test_page_for_a_role_asks_for_a_post_with_it(world, admin):
    assert browser_of(world, "officer").get("/can-bo/").status_code == 200
    assert admin.get("/can-bo/").status_code == 403


def test_creating_without_the_role_is_forbidden(world):
    answer = browser_of(world, "officer").post("/ghi-chu/", {"title": "Mới", "form_key": str(uuid4())})

    assert (answer.status_code, pages.effects) == (403, [])


# --- Lists --------------------------------------------------------------------------------------------------


def titles(client: Client, address: str) -> list[str]:
    return [row.title for row in client.get(address).context["page"].rows]


def test_list_shows_only_what_the_reader_reaches(world, admin):
    assert titles(admin, "/vi-tri/") == ["Chuyên viên A", "Quản trị"]
    assert titles(admin, "/vi-tri/?page=2") == ["Thanh tra"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=dong+thap", ["Chuyên viên A", "Quản trị"]),
        ("?q=AN+GIANG", []),
        ("?role=auditor", ["Thanh tra"]),
        ("?role=nonsense", ["Chuyên viên A", "Quản trị"]),
        ("?sort=-title", ["Thanh tra", "Quản trị"]),
        ("?sort=user__password", ["Chuyên viên A", "Quản trị"]),
        ("?page=999", ["Thanh tra"]),
        ("?page=x", ["Chuyên viên A", "Quản trị"]),
        ("?q=%00", ["Chuyên viên A", "Quản trị"]),
    ],
)
def test_search_filter_order_and_page_stand_in_the_address(admin, query, found):
    assert titles(admin, f"/vi-tri/{query}") == found


def test_equal_rows_keep_an_order(world, admin):
    same = [post_of(f"p{i}", Role.AUDITOR, world["admin"].place, title="A") for i in range(3)]

    assert titles(admin, "/vi-tri/?sort=title") == ["A", "A"]
    shown = admin.get("/vi-tri/?sort=title").context["page"].rows
    assert [row.pk for row in shown] == [same[0].pk, same[1].pk]


@pytest.mark.parametrize("order", ["title", "-title"])
def test_pages_before_and_behind_the_middle_follow_one_order(world, admin, order):
    for number in range(7):
        post_of(f"more{number}", Role.AUDITOR, world["admin"].place, title=f"B{number % 3}")
    ordered = Membership.objects.visible_to(world["admin"].user).order_by(order, "pk")
    count = -(-ordered.count() // 2)

    shown = [admin.get(f"/vi-tri/?sort={order}&page={n}").context["page"].rows for n in range(1, count + 1)]

    assert [row.pk for page in shown for row in page] == [row.pk for row in ordered]


@pytest.mark.parametrize("extra", [0, 2])
def test_list_asks_the_same_questions_for_few_rows_and_many(world, admin, django_assert_num_queries, extra):
    for number in range(extra):
        post_of(f"more{number}", Role.AUDITOR, world["admin"].place, title=f"B{number}")
    admin.get("/vi-tri/?page=2")

    with django_assert_num_queries(5):  # session, person, posts, count, rows
        admin.get("/vi-tri/?page=2")


# --- One form, one effect -----------------------------------------------------------------------------------


def test_good_form_takes_effect_and_leads_on(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    answer = admin.post(address, form_at(admin, address) | {"title": "  Chuyên   viên chính "})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/vi-tri/")
    assert pages.effects == ["Chuyên viên chính"]
    assert said_in(answer) == ["Đã đổi chức vụ."]


def test_form_starts_from_the_row(world, admin):
    page = admin.get(f"/vi-tri/{world['officer'].pk}/ten/")

    assert 'value="Chuyên viên A"' in page.text


def test_second_press_does_nothing_more_and_is_led_to_the_same_place(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"
    sent = form_at(admin, address) | {"title": "Một lần"}
    admin.post(address, sent)

    again = admin.post(address, sent)

    assert (again.status_code, again.headers["Location"]) == (302, "/vi-tri/")
    assert pages.effects == ["Một lần"]
    assert "Việc này đã được thực hiện." in said_in(again)


def test_second_press_is_told_kindly_even_when_its_form_would_no_longer_pass(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"
    sent = form_at(admin, address) | {"title": "Một lần"}
    admin.post(address, sent)

    again = admin.post(address, sent)

    assert (again.status_code, pages.effects) == (302, ["Một lần"])


def test_form_gone_back_to_and_changed_is_asked_about_and_keeps_its_text(admin):
    sent = form_at(admin, "/ghi-chu/") | {"title": "Một"}
    admin.post("/ghi-chu/", sent)

    changed = admin.post("/ghi-chu/", sent | {"title": "Hai"})

    assert (changed.status_code, pages.effects) == (422, ["Một"])
    assert 'value="Hai"' in changed.text
    assert "đã gửi một lần" in changed.text
    knowing = {"title": "Hai", "form_key": str(changed.context["form"].form_key)}
    assert admin.post("/ghi-chu/", knowing).status_code == 302
    assert pages.effects == ["Một", "Hai"]


@pytest.mark.parametrize("key", ["", "không phải khóa", None])
def test_form_without_a_key_is_refused_and_can_be_sent_again(admin, key):
    sent = {"title": "Mới"} | ({} if key is None else {"form_key": key})

    refused = admin.post("/ghi-chu/", sent)

    assert (refused.status_code, pages.effects) == (422, [])
    assert 'value="Mới"' in refused.text
    again = {"title": "Mới", "form_key": str(refused.context["form"].form_key)}
    assert admin.post("/ghi-chu/", again).status_code == 302
    assert pages.effects == ["Mới"]


def test_form_without_a_key_is_taken_where_repeating_is_harmless(admin):
    admin.post("/cham/", {"title": "Mức 3"})
    admin.post("/cham/", {"title": "Mức 4"})

    assert pages.effects == ["Mức 3", "Mức 4"]


def test_key_of_somebody_else_answers_nothing(world, admin):
    sent = form_at(admin, "/ghi-chu/") | {"title": "Của tôi"}
    admin.post("/ghi-chu/", sent)
    other = post_of("other", Role.ADMINISTRATOR, world["admin"].place)
    thief = Client()
    thief.force_login(other.user)

    answer = thief.post("/ghi-chu/", sent)

    assert (answer.status_code, pages.effects) == (422, ["Của tôi"])
    assert answer.context["form"].form_key != sent["form_key"]


def test_refusal_rolls_back_and_leaves_the_key_free(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"
    sent = form_at(admin, address)

    refused = admin.post(address, sent | {"title": "Cấm"})

    assert refused.status_code == 422
    assert refused.context["form"].errors == {"title": ["Tên này không được dùng."]}
    assert 'value="Cấm"' in refused.text
    assert "<title>Lỗi:" in refused.text
    assert Membership.objects.get(pk=world["officer"].pk).title == "Chuyên viên A"
    assert not FormReceipt.objects.exists()
    assert admin.post(address, sent | {"title": "Được"}).status_code == 302


def test_refusal_about_no_field_stands_at_the_head_of_the_form(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    refused = admin.post(address, form_at(admin, address) | {"title": "Chưa mở"})

    assert refused.context["form"].non_field_errors() == ["Chưa đến lúc đổi tên."]


def test_form_with_a_fault_of_shape_calls_no_service(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    answer = admin.post(address, form_at(admin, address) | {"title": "Hay!"})

    assert (answer.status_code, pages.effects) == (422, [])


def test_stale_form_comes_back_with_both_texts(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"
    sent = form_at(admin, address)
    Membership.objects.filter(pk=world["officer"].pk).update(title="Của người khác", decision_number="2")

    stale = admin.post(address, sent | {"title": "Của tôi"})

    assert stale.status_code == 422
    assert pages.effects == []
    shown = [(d.label, d.typed, d.saved) for d in stale.context["page"].differences]
    assert shown == [("Chức vụ", "Của tôi", "Của người khác")]
    assert "Của người khác" in stale.text
    knowing = sent | {"title": "Của tôi", "version": str(stale.context["form"].version)}
    assert admin.post(address, knowing).status_code == 302
    assert pages.effects == ["Của tôi"]


@pytest.mark.parametrize("version", ["", "x", "²", "9" * 40])
def test_form_without_its_version_is_refused(world, admin, version):
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    answer = admin.post(address, form_at(admin, address) | {"title": "Mới", "version": version})

    assert (answer.status_code, pages.effects) == (422, [])
    assert answer.context["form"].version == 1


def test_reading_a_form_writes_nothing(world, admin):
    admin.get(f"/vi-tri/{world['officer'].pk}/ten/")

    assert not FormReceipt.objects.exists()


def test_old_receipts_are_forgotten(world):
    now = timezone.now()
    for age in (KEEP_FOR - timedelta(hours=1), KEEP_FOR + timedelta(hours=1)):
        receipt = FormReceipt.objects.create(key=uuid4(), person=world["admin"].user)
        FormReceipt.objects.filter(pk=receipt.pk).update(taken_at=now - age)

    assert (forget_old_receipts(), FormReceipt.objects.count()) == (1, 1)


# --- Fragments ----------------------------------------------------------------------------------------------

HTMX = {"HX-Request": "true"}


def test_htmx_gets_the_part_and_a_new_key(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"
    sent = form_at(admin, address, **HTMX)

    answer = admin.post(address, sent | {"title": "Mới"}, headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.startswith('<div id="part">Đã đổi chức vụ.')
    assert 'value="Mới"' in answer.text
    assert f'value="{sent["form_key"]}"' not in answer.text
    assert 'name="version" value="2"' in answer.text


def test_htmx_is_told_where_to_go_when_there_is_no_part(admin):
    answer = admin.post("/ghi-chu/", form_at(admin, "/ghi-chu/") | {"title": "Mới"}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == "/vi-tri/"


def test_refused_part_keeps_what_was_typed(world, admin):
    address = f"/vi-tri/{world['officer'].pk}/ten/"

    answer = admin.post(address, form_at(admin, address) | {"title": "Cấm"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.text.startswith('<div id="part">')
    assert 'value="Cấm"' in answer.text


# --- Two presses at once ------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_instant_have_one_effect():
    here = make_place(PlaceKind.PROVINCE, "Đồng Tháp", "82")
    held = post_of("admin", Role.ADMINISTRATOR, here, title="Quản trị")
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(held.user)
    sent = form_at(clients[0], "/ghi-chu/") | {"title": "Một lần"}
    start, answers = Barrier(len(clients)), []

    def press(client: Client) -> None:
        start.wait()
        answers.append(client.post("/ghi-chu/", sent))
        connection.close()

    threads = [Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(302, "/vi-tri/")] * 4
    assert pages.effects == ["Một lần"]
    assert FormReceipt.objects.count() == 1
