"""Every form of this app with every rule broken: what is wrong is said at the head, linked, and at its field;
the title says so; nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.law.models import WorkingDayException
from ocop.ui.fields import DateField, ManyFilesField, MoneyField
from ocop.ui.views.sending import SendsOnce
from registrations import services
from registrations.choices import ProducerKind, RegistrationType, StepTerm
from registrations.forms import ConfirmForm
from registrations.forms.consents import ReadForm
from registrations.models import StepLimit
from registrations.urls import urlpatterns
from tests.factories.corrections import returned_with
from tests.factories.ideas import chosen_idea, make_idea, sent_idea
from tests.factories.law import load_set
from tests.factories.registrations import (
    another_pdf,
    complete_dossier,
    make_evidence,
    make_producer,
    make_product,
    start_dossier,
    submitted_dossier,
)
from tests.integration.registrations.forms import hidden_of, read_form, sent_from

pytestmark = pytest.mark.django_db
MOST_ABOVE = 6_000
"""So many characters of a page may stand between its beginning and what is wrong."""
NOTHING_TO_TYPE = (ConfirmForm, ReadForm)


def form_routes() -> set[str]:
    """The routes of this app that take something typed."""
    views = {route.name: route.callback.view_class for route in urlpatterns}
    return {
        name
        for name, view in views.items()
        if issubclass(view, SendsOnce) and view.form_class not in NOTHING_TO_TYPE
    }


def draft(cast):
    return start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)


def draft_with_sets(cast):
    load_set("QD26-01")
    return draft(cast)


def old_draft(cast):
    return start_dossier(cast.producer, cast.cycle_1048, actor=cast.officer)


def upgrade(cast):
    return start_dossier(
        cast.new_producer,
        cast.cycle_26,
        actor=cast.new_officer,
        registration_type=RegistrationType.UPGRADE,
    )


def scored(cast):
    return complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)


def sent(cast):
    return submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)


def handed_in(cast):
    return services.hand_in_dossier(actor=cast.new_producer_person, dossier=scored(cast))


def undeclared(dossier):
    """The dossier as it is before the declaration at its end is ticked."""
    type(dossier).objects.filter(pk=dossier.pk).update(declaration_accepted=False)
    return dossier


def correction(cast):
    return returned_with(sent(cast), "form.phone", actor=cast.district_officer)[1][0]


def idea(cast):
    return make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)


def idea_to_choose(cast):
    return sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)


def chosen(cast):
    return chosen_idea(
        cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer, chooser=cast.district_officer
    )


def enterprise(cast):
    return make_producer(cast.places.old_my_hiep, cast.officer, kind=ProducerKind.LIMITED_COMPANY)


def paper(cast):
    return make_evidence(cast.producer, actor=cast.officer)


def product(cast):
    return make_product(cast.producer, actor=cast.officer)


def limit(cast):
    return StepLimit.objects.get_or_create(
        province=cast.places.province,
        term=StepTerm.PROVINCE_REVIEW,
        used_from="2100-01-01",
        defaults={"days": 5, "set_by": cast.administrator},
    )[0]


def holiday(cast):
    return WorkingDayException.objects.get_or_create(
        day="2026-09-02", defaults={"works": False, "name": "Quốc khánh"}
    )[0]


PAGES: dict[str, tuple[str, Any]] = {
    "producer-create": ("officer", None),
    "producer-update": ("officer", lambda cast: cast.producer),
    "producer-figures": ("officer", enterprise),
    "producer-sign-in": ("officer", lambda cast: cast.producer),
    "producer-invite": ("producer_person", lambda cast: cast.producer),
    "product-create": ("officer", lambda cast: cast.producer),
    "product-update": ("officer", product),
    "evidence-keep": ("officer", lambda cast: cast.producer),
    "producer-upload": ("officer", lambda cast: cast.producer),
    "evidence-describe": ("officer", paper),
    "evidence-replace": ("officer", paper),
    "idea-create": ("officer", None),
    "idea-update": ("officer", idea),
    "idea-decline": ("district_officer", idea_to_choose),
    "idea-withdraw": ("officer", idea),
    "idea-register": ("officer", chosen),
    "targets": ("district_officer", lambda cast: cast.cycle_148),
    "dossier-start": ("officer", product),
    "dossier-set": ("new_officer", draft_with_sets),
    "dossier-form": ("new_officer", draft),
    "dossier-assessment": ("new_officer", draft),
    "dossier-plan": ("officer", old_draft),
    "dossier-profile": ("officer", old_draft),
    "dossier-statement": ("new_officer", upgrade),
    "dossier-scores": ("new_officer", scored),
    "dossier-report": ("new_officer", draft),
    "dossier-upload": ("new_officer", scored),
    "dossier-consent": ("new_officer", scored),
    "dossier-hand-in": ("new_producer_person", lambda cast: undeclared(scored(cast))),
    "dossier-submit": ("new_officer", lambda cast: undeclared(handed_in(cast))),
    "dossier-withdraw": ("new_officer", draft),
    "dossier-commune-return": ("new_officer", handed_in),
    "dossier-return": ("district_officer", sent),
    "evidence-attach": ("new_officer", scored),
    "evidence-cite": ("new_officer", scored),
    "correction-note": ("district_officer", sent),
    "correction-answer": ("officer", correction),
    "calendar-day-new": ("administrator", None),
    "calendar-day-change": ("administrator", holiday),
    "calendar-day-remove": ("administrator", holiday),
    "step-limit-set": ("administrator", None),
    "step-limit-change": ("administrator", limit),
}
"""Route → who opens it, and what makes the row it is about."""


def test_the_walk_knows_every_form():
    assert set(PAGES) == form_routes()


def broken(field: forms.Field) -> Any:
    """What breaks the shape of a field; None where nothing does."""
    if isinstance(field, ManyFilesField):
        return None  # each file is judged by itself, by the service
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("chay.exe", b"MZ")
    if isinstance(field, forms.MultipleChoiceField):
        return ["khong-co"]
    if isinstance(field, forms.ModelChoiceField):
        return "99999999"
    for kind, text in (
        (forms.ChoiceField, "khong-co"),
        (DateField, "31/02/2026"),
        (MoneyField, "mười đồng"),
        (forms.DecimalField, "mười"),
        (forms.IntegerField, "mười"),
        (forms.EmailField, "khong@"),
        (forms.RegexField, "!?"),
    ):
        if isinstance(field, kind):
            return text
    most = getattr(field, "max_length", None)
    return "a" * (most + 1) if most else None


def ways_to_break(form: forms.Form) -> Iterator[dict[str, Any]]:
    """Everything left out, then everything misshapen; and a reason too long where one is asked for."""
    if any(field.required for field in form.fields.values()):
        yield {}
    wrong = {name: value for name, field in form.fields.items() if (value := broken(field)) is not None}
    if wrong:
        yield wrong


@pytest.mark.parametrize("route", PAGES)
def test_a_broken_form_says_what_is_wrong_and_loses_nothing(client, cast, route):
    break_in_every_way(client, opened_by_its_person(client, cast, route))


TO_COME = "01/01/2099"
A_PRODUCER = {
    "kind": ProducerKind.COOPERATIVE,
    "name": "HTX Khoai môn Tân Phú",
    "registration_number": "1400999888",
    "representative_name": "Người đại diện",
}
FIGURES = {"sector": "trade", "insured_employees": "5", "revenue_vnd": "10", "capital_vnd": "10"}
A_PERSON = {"kind": "accountant", "full_name": "Kế toán", "username": "ke-toan-moi"}
RULES = [
    ("producer-create", A_PRODUCER | {"registered_on": TO_COME}, "registered_on"),
    ("producer-create", A_PRODUCER | {"registration_number": "140"}, "registration_number"),
    ("producer-create", A_PRODUCER | {"registration_number": "1400000001"}, "registration_number"),
    ("producer-update", {"registration_number": "không số"}, "registration_number"),
    ("producer-figures", FIGURES | {"figures_year": "2099"}, "figures_year"),
    ("producer-sign-in", {"full_name": "Chị Ba", "username": "Có Dấu"}, "username"),
    ("producer-invite", A_PERSON | {"ends_on": "01/01/2020"}, "ends_on"),
    ("producer-invite", A_PERSON | {"ends_on": TO_COME}, "ends_on"),
    ("evidence-describe", {"issued_on": "02/02/2026", "expires_on": "01/02/2026"}, "expires_on"),
    ("idea-create", {"product_name": "Mứt", "description": "Mứt xoài.", "needs": "Máy"}, "proposer_name"),
    ("idea-update", {"proposer_name": ""}, "proposer_name"),
    ("dossier-form", {"signed_on": TO_COME}, "signed_on"),
    ("dossier-assessment", {"established_on": TO_COME, "rep_gender": "female"}, "established_on"),
    (
        "dossier-assessment",
        {"achieved_2025_revenue_vnd": "10", "achieved_2025_profit_vnd": "20"},
        "achieved_2025_profit_vnd",
    ),
    (
        "dossier-plan",
        {"planned_2022_revenue_vnd": "10", "planned_2022_profit_vnd": "20"},
        "planned_2022_profit_vnd",
    ),
    ("dossier-profile", {"workers": "1", "local_workers": "2"}, "local_workers"),
    ("dossier-profile", {"unit_2_head": "Tổ trưởng", "unit_2_people": "3"}, "unit_2_name"),
    ("dossier-report", {"local_labour": "Có", "request_on": TO_COME}, "request_on"),
    ("evidence-replace", {"issued_on": TO_COME}, "issued_on"),
    ("dossier-consent", {"code": "00000000"}, "code"),
    ("dossier-consent", {"given_on": TO_COME}, "given_on"),
    ("step-limit-set", {"days": "5", "used_from": "01/01/2020", "note": "Theo quy chế"}, "used_from"),
]
"""What breaks a rule of the programme, by the route, and the field that must complain."""


@pytest.mark.parametrize(("route", "typed", "field"), RULES)
def test_a_broken_rule_is_said_at_its_field_and_loses_nothing(client, cast, route, typed, field):
    opened = opened_by_its_person(client, cast, route)

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    says_what_is_wrong(answer, answer.context["form"])
    keeps_what_was_typed(answer, typed)


@pytest.mark.parametrize(("route", "typed", "field"), RULES)
def test_a_broken_rule_is_said_together_with_what_else_is_wrong(client, cast, route, typed, field):
    opened = opened_by_its_person(client, cast, route)
    misshapen = last_to_break(opened.context["form"], apart_from=field)

    answer = client.post(
        opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | typed | misshapen
    )

    assert {field, *misshapen} <= set(answer.context["form"].errors)


def last_to_break(form, *, apart_from: str) -> dict[str, Any]:
    """The last field of a form whose shape can be broken; no day, as one day is judged by another."""
    names = [
        name for name, field in form.fields.items() if broken(field) and not isinstance(field, DateField)
    ]
    name = [name for name in names if name != apart_from][-1]
    return {name: broken(form.fields[name])}


def test_a_file_that_is_not_believed_is_said_together_with_what_else_is_wrong(client, cast):
    opened = opened_by_its_person(client, cast, "evidence-keep")
    sent = {"upload": SimpleUploadedFile("giay.pdf", b"no such thing"), "title": "", "issued_on": TO_COME}

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | sent)

    errors = answer.context["form"].errors
    assert {"title", "issued_on", "upload"} <= set(errors)
    assert "PDF" in errors["upload"][0]


def test_a_file_that_is_there_already_is_said_together_with_what_else_is_wrong(client, cast):
    paper = make_evidence(cast.producer, actor=cast.officer)
    for route in ("evidence-keep", "evidence-replace"):
        opened = opened_by_its_person(client, cast, route)
        again = SimpleUploadedFile("giay.pdf", paper.file.open().read())
        sent = {"upload": again, "issued_on": TO_COME}

        answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | sent)

        errors = answer.context["form"].errors
        assert {"issued_on", "upload"} <= set(errors)
        assert "tên là" in errors["upload"][0]


def test_a_dossier_without_room_is_told_together_with_what_else_is_wrong(client, cast, settings):
    opened = opened_by_its_person(client, cast, "evidence-attach")
    settings.DOSSIER_QUOTA_BYTES = 10
    sent = {"upload": SimpleUploadedFile("giay.pdf", another_pdf()), "title": "", "issued_on": TO_COME}

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | sent)

    errors = answer.context["form"].errors
    assert {"title", "issued_on", "upload"} <= set(errors)
    assert "không đủ chỗ" in errors["upload"][0]


def test_a_newer_file_without_room_is_told_together_with_what_else_is_wrong(client, cast, settings):
    cited = make_evidence(cast.new_producer, actor=cast.new_officer, dossier=draft(cast))
    settings.DOSSIER_QUOTA_BYTES = cited.size
    client.force_login(cast.new_officer)
    opened = client.get(reverse("registrations:evidence-replace", args=[cited.pk]))
    larger = SimpleUploadedFile("giay.pdf", another_pdf() + b"%" * 100)
    sent = {"upload": larger, "issued_on": TO_COME}

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | sent)

    errors = answer.context["form"].errors
    assert {"issued_on", "upload"} <= set(errors)
    assert "không đủ chỗ" in errors["upload"][0]


def test_a_number_in_use_leads_to_its_producer_together_with_what_else_is_wrong(client, cast):
    opened = opened_by_its_person(client, cast, "producer-create")
    typed = A_PRODUCER | {"registration_number": cast.producer.registration_number, "phone": "12"}

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | typed)

    assert {"registration_number", "phone"} <= set(answer.context["form"].errors)
    assert answer.context["form"].see.url == cast.producer.get_absolute_url()


def test_a_sign_in_of_another_is_said_together_with_what_else_is_wrong(client, cast):
    for route in ("producer-sign-in", "producer-invite"):
        opened = opened_by_its_person(client, cast, route)
        typed = A_PERSON | {"username": cast.officer.username, "ends_on": "01/01/2020", "phone": "12"}

        answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | typed)

        assert {"username", "phone"} <= set(answer.context["form"].errors)


def test_a_name_in_use_is_said_together_with_what_else_is_wrong(client, cast):
    product = make_product(cast.producer, actor=cast.officer)
    opened = opened_by_its_person(client, cast, "product-create")
    typed = {"name": product.name, "packaging": "a" * 251}

    answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | sent_from(opened) | typed)

    assert {"name", "packaging"} <= set(answer.context["form"].errors)
    assert answer.context["form"].see.url == product.get_absolute_url()


def opened_by_its_person(client, cast, route):
    """The page of a form, opened by who may."""
    person, row = PAGES[route]
    client.force_login(getattr(cast, person))
    opened = client.get(reverse(f"registrations:{route}", args=[row(cast).pk] if row else []))
    assert opened.status_code == 200
    return opened


def break_in_every_way(client, opened) -> None:
    """Send a form broken in every way that there is, and look at what comes back."""
    form = opened.context["form"]
    ways = list(ways_to_break(form))
    assert ways, "nothing to break"
    for typed in ways:
        answer = client.post(opened.request["PATH_INFO"], hidden_of(opened) | typed)

        assert answer.status_code == 422, typed
        form = answer.context["form"]
        assert set(form.errors) >= expected(form, typed), typed
        says_what_is_wrong(answer, form)
        keeps_what_was_typed(answer, typed)


def expected(form: forms.Form, typed: dict[str, Any]) -> set[str]:
    """The fields that must complain."""
    if typed:
        return set(typed)
    return {name for name, field in form.fields.items() if field.required}


def says_what_is_wrong(answer, form) -> None:
    page, html = read_form(answer), unescape(answer.text)
    assert "<title>Lỗi:" in html
    main = html.index('id="main"')
    assert 0 <= html.index('class="error-summary"') - main < MOST_ABOVE, "much to read before what is wrong"
    for anchor, label, sentence in form.problems:
        if not anchor:
            continue
        assert anchor in page.ids, (anchor, sentence)
        assert anchor in page.links, (anchor, sentence)
        assert f"{label}: {sentence}" in html
        assert sentence in page.beside.get(anchor, ""), (anchor, sentence, page.beside.get(anchor))


def keeps_what_was_typed(answer, typed: dict[str, Any]) -> None:
    page = read_form(answer)
    for name, value in typed.items():
        kind = page.kinds.get(name)
        chosen = kind in ("select", "radio") and value != "khong-co" and value != "99999999"
        if chosen or kind in ("text", "textarea", "email", "number", "tel"):
            assert page.values[name] == value, name
