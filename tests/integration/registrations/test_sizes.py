"""The size of a company: told by its figures, and why a large one may not take part."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.law.models import Regime
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import ProducerKind
from registrations.models import Producer
from registrations.queries import size_of, why_outside
from tests.factories.registrations import complete_dossier, fresh, make_producer, start_dossier

BILLION = 1_000_000_000
SMALL = {
    "sector": "production",
    "insured_employees": Decimal(11),
    "revenue_vnd": 2 * BILLION,
    "capital_vnd": BILLION,
    "figures_year": 2024,
}
LARGE = SMALL | {"insured_employees": Decimal("200.5")}


@pytest.fixture
def company(cast):
    return make_producer(
        cast.places.old_my_hiep, cast.officer, name="Công ty thử", kind=ProducerKind.LIMITED_COMPANY
    )


def tell(cast, company, figures):
    return services.write_company_figures(actor=cast.officer, producer=company, **figures)


def test_figures_are_kept_with_their_event(cast, company):
    company = tell(cast, company, SMALL)

    event = Event.objects.get(verb="producer.figures")
    assert (company.insured_employees, company.version) == (Decimal(11), 2)
    assert event.after["revenue_vnd"] == 2 * BILLION
    assert size_of(company).label == "Nhỏ"
    assert (
        size_of(company).reason
        == "vì lao động 11 ≤ 100 người và doanh thu 2.000.000.000 ≤ 50.000.000.000 đồng"
    )


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (LARGE, "vì lao động 200,5 > 200 người"),
        (
            SMALL | {"revenue_vnd": 201 * BILLION, "capital_vnd": 101 * BILLION},
            "vì doanh thu 201.000.000.000 > 200.000.000.000 đồng "
            "và nguồn vốn 101.000.000.000 > 100.000.000.000 đồng",
        ),
    ],
)
def test_a_large_company_is_told_by_which_figures(cast, company, figures, reason):
    assert size_of(tell(cast, company, figures)).reason == reason


def test_cooperatives_are_not_classed(cast):
    assert size_of(cast.producer) is None
    with pytest.raises(RuleViolation, match="Chỉ doanh nghiệp"):
        tell(cast, cast.producer, SMALL)


@pytest.mark.parametrize("wrong", [{"revenue_vnd": -1}, {"figures_year": 2999}])
def test_figures_that_cannot_be_are_refused(cast, company, wrong):
    with pytest.raises(RuleViolation):
        tell(cast, company, SMALL | wrong)


def test_a_stranger_cannot_write_figures(cast, company):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.write_company_figures(actor=cast.neighbour_officer, producer=company, **SMALL)


def test_a_company_that_becomes_a_household_keeps_no_figures(cast, company):
    tell(cast, company, SMALL)
    company.refresh_from_db()

    changed = services.update_producer(
        actor=cast.officer, producer=company, kind=ProducerKind.HOUSEHOLD, registration_number="87E8000123"
    )

    assert (changed.sector, changed.revenue_vnd, changed.figures_year) == ("", None, None)


@pytest.mark.parametrize("change", [{"revenue_vnd": None}, {"kind": ProducerKind.HOUSEHOLD}])
def test_the_database_keeps_figures_whole_and_of_enterprises(cast, company, change):
    tell(cast, company, SMALL)

    with pytest.raises(IntegrityError), transaction.atomic():
        Producer.objects.filter(pk=company.pk).update(**change)


def test_a_large_company_starts_no_dossier_and_is_told_the_act(cast, company):
    tell(cast, company, LARGE)
    company.refresh_from_db()

    with pytest.raises(RuleViolation, match="Doanh nghiệp lớn không thuộc đối tượng"):
        start_dossier(company, cast.cycle_148, actor=cast.officer)


def test_the_article_is_named_where_it_is_known(cast, company):
    tell(cast, company, LARGE)
    company.refresh_from_db()

    assert "(Điều 2 Quyết định 26/2026/QĐ-TTg)" in why_outside(company, Regime.objects.get(code="R26"))


@pytest.mark.parametrize(
    ("figures", "words"), [(None, "chưa ghi lao động, doanh thu"), (LARGE, "Doanh nghiệp lớn")]
)
def test_the_dossier_stays_until_the_size_is_known_and_allowed(cast, company, figures, words):
    dossier = complete_dossier(company, cast.cycle_148, actor=cast.officer)
    if figures:
        tell(cast, company, figures)

    with pytest.raises(MoveRefused, match=words):
        services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))


@pytest.mark.parametrize(
    ("figures", "words"), [(None, "chưa ghi lao động, doanh thu"), (LARGE, "Doanh nghiệp lớn")]
)
def test_the_sending_page_lists_it_with_the_page_to_put_it_right(client, cast, company, figures, words):
    dossier = complete_dossier(company, cast.cycle_148, actor=cast.officer)
    if figures:
        tell(cast, company, figures)
    client.force_login(cast.officer)

    page = client.get(reverse("registrations:dossier-submit", args=[dossier.pk])).context["page"]

    (sentence, url), *rest = page.missing
    assert words in sentence
    assert url == reverse("registrations:producer-figures", args=[company.pk])
    assert rest == []


def test_the_sending_page_leads_to_the_producer_without_a_number(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Producer.objects.filter(pk=cast.producer.pk).update(number_pending=True, registration_number="")
    client.force_login(cast.officer)

    page = client.get(reverse("registrations:dossier-submit", args=[dossier.pk])).context["page"]

    assert [url for sentence, url in page.missing if "số đăng ký" in sentence] == [
        cast.producer.get_absolute_url()
    ]


def test_a_producer_without_a_number_hands_in_nothing(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Producer.objects.filter(pk=cast.producer.pk).update(number_pending=True, registration_number="")

    with pytest.raises(MoveRefused, match="chưa có số đăng ký"):
        services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))


def test_a_small_company_hands_in(cast, company):
    dossier = complete_dossier(company, cast.cycle_148, actor=cast.officer)
    tell(cast, company, SMALL)

    assert services.submit_dossier(actor=cast.officer, dossier=fresh(dossier)).receipt_number


def test_the_page_asks_enterprises_and_answers_with_the_size(client, cast, company):
    client.force_login(cast.officer)
    address = reverse("registrations:producer-figures", args=[company.pk])
    page = client.get(address)
    sent = {
        "sector": "production",
        "insured_employees": "201",
        "revenue_vnd": "1.000.000.000",
        "capital_vnd": "1.000.000.000",
        "figures_year": "2024",
        "form_key": page.context["form"].form_key,
        "version": "1",
    }

    answer = client.post(address, sent, follow=True)

    text = answer.content.decode()
    assert "Quy mô: Lớn, vì lao động 201 &gt; 200 người." in text
    assert "Chưa thể tham gia Chương trình OCOP" in text


def test_the_page_leads_others_away(client, cast):
    client.force_login(cast.officer)

    answer = client.get(reverse("registrations:producer-figures", args=[cast.producer.pk]))

    assert answer.status_code == 302


def test_a_producer_without_registration_is_told_the_article(client, cast):
    client.force_login(cast.officer)
    address = reverse("registrations:producer-create")
    form = client.get(address).context["form"]

    answer = client.post(address, {"kind": "household", "name": "Hộ thử", "form_key": form.form_key})

    assert "Chủ thể chưa đăng ký thì chưa tham gia được Chương trình OCOP" in answer.content.decode()
