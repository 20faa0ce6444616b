"""What is typed is kept: while typing, after the session has ended, after an old token; and shown to its
author alone.
"""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.ui import drafts
from ocop.ui.models import FormDraft
from ocop.ui.tasks import forget_drafts
from registrations import services
from registrations.choices import ProducerKind
from tests.factories.law import load_set
from tests.factories.registrations import make_evidence, start_dossier


@pytest.fixture
def dossier(cast):
    return start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)


@pytest.fixture
def page(dossier):
    return reverse("registrations:dossier-form", args=[dossier.pk])


def typed(person, page, **fields):
    return {"draft_for": drafts.token_for(person), "draft_path": page, "version": "1", **fields}


def value_of(client, page, name):
    return client.get(page).context["form"][name].value()


def test_what_is_typed_is_kept_and_shown_again(client, cast, page):
    client.force_login(cast.officer)

    answer = client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 9"))

    assert answer.json()["kept"]
    assert answer.json()["signed_in"]
    shown = client.get(page)
    assert shown.context["form"]["phone"].value() == "0277 9"
    assert "bản bạn gõ dở" in shown.content.decode()


def test_the_page_carries_what_keeping_needs(client, cast, page):
    client.force_login(cast.officer)

    text = client.get(page).content.decode()

    assert f'data-autosave="{reverse("ui:draft-keep")}"' in text
    assert f'name="draft_path" value="{page}"' in text
    assert "js/autosave" in text


@pytest.mark.parametrize("part", ["assessment", "form", "scores"])
def test_every_long_part_of_a_dossier_is_kept_while_it_is_typed(client, cast, dossier, part):
    client.force_login(cast.officer)
    dossier.criteria_set = load_set("QD148-01")
    dossier.save(update_fields=["criteria_set"])

    page = client.get(reverse(f"registrations:dossier-{part}", args=[dossier.pk])).content.decode()

    assert f'data-autosave="{reverse("ui:draft-keep")}"' in page


def test_a_long_form_in_sections_shows_its_draft_again(client, cast, dossier):
    page = reverse("registrations:dossier-assessment", args=[dossier.pk])
    client.force_login(cast.officer)
    sold = f"achieved_{dossier.cycle.year - 1}_revenue_vnd"

    client.post(
        reverse("ui:draft-keep"),
        typed(cast.officer, page, history="Từ 2019", rep_gender="female", **{sold: "47,5 triệu"}),
    )

    form = client.get(page).context["form"]
    assert [form[name].value() for name in ("history", "rep_gender", sold)] == [
        "Từ 2019",
        "female",
        "47,5 triệu",
    ]


def test_sending_the_form_forgets_the_draft(client, cast, page, dossier):
    from tests.integration.registrations.test_pages import send

    client.force_login(cast.officer)
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 999 0000"))

    assert send(client, page).status_code == 302

    dossier.refresh_from_db()
    assert dossier.phone == "0277 999 0000"
    assert not FormDraft.objects.exists()


def test_a_refused_form_keeps_its_draft(client, cast, page):
    from tests.integration.registrations.test_pages import send

    client.force_login(cast.officer)
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="abc"))

    assert send(client, page).status_code == 422
    assert FormDraft.objects.exists()


def test_a_draft_does_not_overwrite_what_others_saved_meanwhile(client, cast, page, dossier):
    from tests.integration.registrations.test_pages import send

    client.force_login(cast.officer)
    behind = "đã được lưu lại ở nơi khác"
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 111 1111"))
    assert behind not in client.get(page).text
    services.update_registration_form(actor=cast.producer_person, dossier=dossier, phone="0277 222 2222")
    assert behind in client.get(page).text

    answer = send(client, page)

    assert answer.status_code == 422
    assert "0277 222 2222" in answer.content.decode()
    assert answer.context["form"]["phone"].value() == "0277 111 1111"


def test_a_form_sent_after_the_session_ended_leads_back_to_the_same_field(client, cast, page):
    client.force_login(cast.officer)
    client.get(page)
    client.logout()

    sent = client.post(page, typed(cast.officer, page, phone="0277 333 3333", draft_at="id_phone"))

    assert sent.status_code == 302
    assert sent.url.startswith(reverse("accounts:sign-in"))
    assert sent.url.endswith(f"?next={page}%23id_phone")
    assert "đã được giữ" in client.get(sent.url).content.decode()
    client.force_login(cast.officer)
    assert value_of(client, page, "phone") == "0277 333 3333"


def test_what_is_typed_after_the_session_ended_is_kept_too(client, cast, page):
    answer = client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 4"))

    assert answer.json() == {"kept": answer.json()["kept"], "signed_in": False}
    client.force_login(cast.officer)
    assert value_of(client, page, "phone") == "0277 4"


def test_an_old_token_of_the_page_loses_nothing(cast, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer)

    refused = strict.post(page, typed(cast.officer, page, phone="0277 5"))

    assert refused.status_code == 403
    assert f'href="{page}"' in refused.content.decode()
    assert value_of(strict, page, "phone") == "0277 5"


def test_all_cookies_lost_lead_through_the_door_back_to_the_field(cast, page):
    stranger = Client(enforce_csrf_checks=True)

    sent = stranger.post(page, typed(cast.officer, page, phone="0277 7", draft_at="id_phone"))

    assert sent.url == f"{reverse('accounts:sign-in')}?next={quote(page)}%23id_phone"
    stranger.force_login(cast.officer)
    assert value_of(stranger, page, "phone") == "0277 7"


def test_what_is_typed_after_all_cookies_were_lost_is_kept_too(cast, page):
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 8"))

    assert answer.json() == {"kept": answer.json()["kept"], "signed_in": False}
    assert answer.json()["kept"]
    stranger.force_login(cast.officer)
    assert value_of(stranger, page, "phone") == "0277 8"


def test_a_text_without_the_token_of_its_page_is_nobodys(cast, page):
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(reverse("ui:draft-keep"), typed(cast.officer, page, draft_for="forged"))

    assert answer.status_code == 409


def test_a_kept_text_is_thrown_away_by_its_own_form(client, cast, page):
    """Enter in a form presses its first button."""
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 6"))
    client.force_login(cast.officer)
    html = client.get(page).content.decode()
    button = re.search(r'<button type="submit"[^>]* form="(discard-[^"]+)"', html)
    start = html.index(f'<form method="post" id="{button[1]}"')

    assert html.rindex("</form>", 0, start) > button.start(), "not within the form that is filled in"
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html[start : html.index("</form>", start)]))
    assert client.post(reverse("ui:draft-discard"), fields).url == page
    assert not FormDraft.objects.exists()


def test_nobody_else_sees_it(client, cast, page):
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 6"))
    client.force_login(cast.producer_person)

    assert value_of(client, page, "phone") != "0277 6"
    refused = client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 7"))
    assert refused.status_code == 409
    client.post(reverse("ui:draft-discard"), {"draft_path": page})
    assert FormDraft.objects.get().contents == {"phone": ["0277 6"]}


@pytest.mark.parametrize("token", ["", "x", "MQ:bogus", "1"])
def test_a_forged_token_keeps_nothing(client, page, token):
    assert client.post(reverse("ui:draft-keep"), {"draft_for": token, "draft_path": page}).status_code == 409
    plain = client.post(page, {"draft_for": token, "phone": "x"})
    assert plain.status_code == 302
    assert not FormDraft.objects.exists()


def test_an_old_token_keeps_nothing(client, cast, page, settings):
    token = drafts.token_for(cast.officer)
    settings.SESSION_ABSOLUTE_AGE = -1

    assert client.post(reverse("ui:draft-keep"), {"draft_for": token, "draft_path": page}).status_code == 409


@pytest.mark.parametrize(
    ("path", "text"), [("https://example.org/", "x"), ("/" + "a" * 500, "x"), (None, "x" * 300_001)]
)
def test_what_is_no_page_or_far_too_long_is_not_kept(client, cast, page, path, text):
    client.force_login(cast.officer)

    answer = client.post(reverse("ui:draft-keep"), typed(cast.officer, path or page, phone=text))

    assert answer.json()["kept"] == ""
    assert not FormDraft.objects.exists()


def test_throwing_it_away_leads_back_to_the_page(client, cast, page):
    client.force_login(cast.officer)
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 8"))

    answer = client.post(reverse("ui:draft-discard"), {"draft_path": page})

    assert answer.url == page
    assert not FormDraft.objects.exists()
    assert client.post(reverse("ui:draft-discard"), {"draft_path": "//example.org"}).url == "/"


def test_drafts_nobody_came_back_to_are_dropped(client, cast, page):
    client.force_login(cast.officer)
    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, phone="0277 8"))
    assert forget_drafts() == 0
    FormDraft.objects.update(kept_at=timezone.now() - drafts.KEEP_FOR - timedelta(hours=1))

    assert forget_drafts() == 1


def test_ticks_come_back_as_they_were(client, cast, dossier):
    services.choose_criteria_set(
        actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"), version=None
    )
    page = reverse("registrations:dossier-scores", args=[dossier.pk])
    client.force_login(cast.officer)
    name = next(n for n in client.get(page).context["form"].fields if n.startswith("o_"))

    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, **{name: "1"}))

    assert client.get(page).context["form"][name].value() == "1"


def test_what_was_refused_is_there_tomorrow_too(client, cast, page):
    client.force_login(cast.officer)
    form = client.get(page).context["form"]
    keys = {"form_key": form.form_key, "version": form.version}

    answer = client.post(page, keys | {"phone": "không có số", "organisation_name": "Hợp tác xã Sen"})

    assert answer.status_code == 422
    assert value_of(client, page, "phone") == "không có số"
    assert value_of(client, page, "organisation_name") == "Hợp tác xã Sen"


def test_what_is_too_long_is_told_and_not_cut(client, cast, page):
    client.force_login(cast.officer)
    form = client.get(page).context["form"]

    answer = client.post(
        page, {"form_key": form.form_key, "version": form.version, "product_name": "Khô " * 75}
    )

    assert "maxlength" not in str(form["product_name"])
    assert answer.context["form"].errors["product_name"] == [
        "Hãy viết ngắn lại: nhiều nhất 250 ký tự, nay có 299."
    ]


def test_the_query_tells_pages_apart(client, cast):
    """The form of one idea does not open what was typed for another."""
    page = reverse("registrations:producer-create")
    client.force_login(cast.officer)
    client.post(
        reverse("ui:draft-keep"), typed(cast.officer, f"{page}?tu-y-tuong=5", name="Hộ kinh doanh Năm")
    )

    assert value_of(client, f"{page}?tu-y-tuong=5", "name") == "Hộ kinh doanh Năm"
    assert value_of(client, f"{page}?tu-y-tuong=1", "name") != "Hộ kinh doanh Năm"
    assert value_of(client, page, "name") != "Hộ kinh doanh Năm"
    assert (
        f'name="draft_path" value="{page}?tu-y-tuong=5"'
        in client.get(f"{page}?tu-y-tuong=5").content.decode()
    )


def test_a_dead_session_leads_back_to_the_page_with_its_query(client, cast):
    page = f"{reverse('registrations:producer-create')}?tu-y-tuong=5"

    sent = client.post(page, typed(cast.officer, page, name="Hộ kinh doanh Năm", draft_at="id_name"))

    assert sent.url.endswith(f"?next={quote(page)}%23id_name")
    client.force_login(cast.officer)
    assert value_of(client, page, "name") == "Hộ kinh doanh Năm"
    assert client.post(reverse("ui:draft-discard"), {"draft_path": page}).url == page


def test_an_old_token_leads_back_to_the_page_with_its_query(cast):
    page = f"{reverse('registrations:producer-create')}?tu-y-tuong=5"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer)

    refused = strict.post(page, typed(cast.officer, page, name="Hộ kinh doanh Năm"))

    assert f'href="{page}"' in refused.content.decode()


def test_the_star_asked_of_the_coach_makes_no_other_page(client, cast, dossier):
    services.choose_criteria_set(
        actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"), version=None
    )
    page = reverse("registrations:dossier-scores", args=[dossier.pk])
    client.force_login(cast.officer)
    name = next(n for n in client.get(page).context["form"].fields if n.startswith("w_"))

    client.post(reverse("ui:draft-keep"), typed(cast.officer, page, **{name: "Có vùng trồng"}))

    assert value_of(client, f"{page}?sao=5", name) == "Có vùng trồng"


@pytest.mark.parametrize(
    ("route", "field"),
    [
        ("registrations:evidence-attach", "title"),
        ("registrations:evidence-keep", "title"),
        ("registrations:evidence-replace", "number"),
        ("registrations:evidence-describe", "title"),
        ("registrations:producer-figures", "revenue_vnd"),
        ("registrations:producer-invite", "full_name"),
        ("registrations:producer-sign-in", "full_name"),
    ],
)
def test_whatever_takes_long_to_type_survives_a_dead_session(client, cast, dossier, route, field):
    """Told from the form: a text, or several lines."""
    person = cast.producer_person if route.endswith("invite") else cast.officer
    cast.producer.kind = ProducerKind.LIMITED_COMPANY
    cast.producer.save(update_fields=["kind"])
    page = reverse(route, args=row_of(route, cast, dossier))
    client.force_login(person)
    token = client.get(page).context["form"].draft_token
    client.logout()

    answer = client.post(page, {"draft_for": token, field: "12", "draft_at": f"id_{field}"})

    assert answer.url.endswith(f"?next={page}%23id_{field}")
    client.force_login(person)
    assert value_of(client, page, field) == "12"


def row_of(route, cast, dossier):
    """The key that the address of a form takes."""
    if route.endswith("attach"):
        return [dossier.pk]
    if "producer" in route or route.endswith("keep"):
        return [cast.producer.pk]
    return [make_evidence(cast.producer, actor=cast.officer).pk]


def test_passwords_are_never_kept(client, cast):
    page = reverse("accounts:password-change")
    client.force_login(cast.officer)

    form = client.get(page).context["form"]
    client.post(page, {"form_key": form.form_key, "old_password": "x", "new_password1": "y"})

    assert form.draft_token == ""
    assert not FormDraft.objects.exists()


def filled(form):
    """What the page would send untouched."""
    values = {field.html_name: field.value() for field in form}
    kept = {name: value for name, value in values.items() if value not in (None, "", False)}
    return kept | {"version": form.version}


def test_what_arrives_after_the_form_was_sent_is_kept_no_more(client, cast, page):
    """The last save of the page may overtake nothing and come behind the form."""
    client.force_login(cast.officer)
    form = client.get(page).context["form"]
    content = filled(form) | typed(cast.officer, page, phone="0277 111 2222", form_key=str(form.form_key))
    assert client.post(page, content).status_code == 302

    late = client.post(reverse("ui:draft-keep"), content)

    assert late.json() == {"kept": "", "signed_in": True, "sent": True}
    assert not FormDraft.objects.exists()


def test_a_second_press_from_another_field_is_still_a_second_press(client, cast, page):
    client.force_login(cast.officer)
    form = client.get(page).context["form"]
    content = filled(form) | typed(cast.officer, page, phone="0277 111 2222", form_key=str(form.form_key))
    first = client.post(page, content | {"draft_at": "id_phone"})

    second = client.post(page, content | {"draft_at": "id_email"})

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
