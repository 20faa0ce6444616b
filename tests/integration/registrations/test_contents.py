"""The longer forms of a dossier: who writes them, what is refused, what is known before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from registrations import queries, services
from registrations.choices import RegistrationType
from registrations.models import BusinessPlan, SelfAssessment, YearFigure
from registrations.rules import Figure, Part, Unit
from tests.factories.registrations import complete_dossier, fresh, start_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)


@pytest.fixture
def old_draft(cast):
    return start_dossier(cast.producer, cast.cycle_1048, actor=cast.officer)


def test_the_self_assessment_is_written_with_its_years(cast, draft):
    services.write_self_assessment(
        actor=cast.new_officer,
        dossier=draft,
        version=draft.version,
        history="Từ 2019.",
        achieved=[Figure(2025, Decimal("950.5"), "hộp", 47_500_000, -500_000)],
        planned=[Figure(2026, revenue_vnd=60_000_000)],
    )

    assert fresh(draft).version == draft.version + 1
    assert draft.selfassessment.history == "Từ 2019."
    assert queries.figures_of(draft, is_plan=False) == [
        Figure(2025, Decimal("950.500"), "hộp", 47_500_000, -500_000)
    ]
    assert queries.figures_of(draft, is_plan=True) == [Figure(2026, revenue_vnd=60_000_000)]
    event = Event.objects.get(verb="dossier.self_assessment")
    assert (event.actor, event.subject_id, event.after) == (cast.new_officer, draft.pk, {"version": 1})


def test_a_year_left_empty_goes_and_one_not_told_stays(cast, draft):
    told = [Figure(2024, revenue_vnd=1), Figure(2025, revenue_vnd=2)]
    services.write_self_assessment(actor=cast.new_officer, dossier=draft, achieved=told)
    services.write_self_assessment(actor=cast.new_officer, dossier=draft, achieved=[Figure(2024)])

    assert queries.figures_of(draft, is_plan=False) == [Figure(2025, revenue_vnd=2)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"certificates": ["gold"]}, "certificates"),
        ({"established_on": date(2999, 1, 1)}, "established_on"),
        ({"achieved": [Figure(2025, revenue_vnd=1, profit_vnd=2)]}, "achieved_2025_profit_vnd"),
        ({"planned": [Figure(2026, revenue_vnd=1, profit_vnd=2)]}, "planned_2026_profit_vnd"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast, draft, fields, field):
    with pytest.raises(RuleViolation) as refusal:
        services.write_self_assessment(actor=cast.new_officer, dossier=draft, **fields)

    assert refusal.value.field == field
    assert not YearFigure.objects.filter(dossier=draft).exists()


def test_a_founding_day_may_be_today(cast, draft):
    services.write_self_assessment(actor=cast.new_officer, dossier=draft, established_on=clock.today())
    with pytest.raises(RuleViolation):
        services.write_self_assessment(
            actor=cast.new_officer, dossier=draft, established_on=clock.today() + timedelta(days=1)
        )


def test_more_local_workers_than_workers_are_refused(cast, old_draft):
    with pytest.raises(RuleViolation) as refusal:
        services.write_organisation_profile(actor=cast.officer, dossier=old_draft, workers=3, local_workers=4)

    assert refusal.value.field == "local_workers"


def test_units_are_written_anew_each_time(cast, old_draft):
    for units in ([Unit("Tổ một"), Unit("Tổ hai")], [Unit("Tổ hai", "Tổ trưởng", 3, "Sấy")]):
        services.write_organisation_profile(actor=cast.officer, dossier=old_draft, units=units)

    assert queries.units_of(old_draft) == [Unit("Tổ hai", "Tổ trưởng", 3, "Sấy")]


@pytest.mark.parametrize(
    "write", [services.write_business_plan, services.write_organisation_profile, services.write_changes]
)
def test_a_form_the_regime_does_not_ask_for_is_refused(cast, draft, write):
    with pytest.raises(RuleViolation):
        write(actor=cast.new_officer, dossier=draft)

    assert list(Event.objects.filter(verb__startswith="dossier.").values_list("verb", flat=True)) == [
        "dossier.start"
    ]


def test_a_neighbour_writes_nothing(cast, draft):
    with pytest.raises(RuleViolation):
        services.write_self_assessment(actor=cast.officer, dossier=draft, history="Lời")

    assert not SelfAssessment.objects.exists()


def test_the_slower_of_two_is_told(cast, draft):
    services.write_self_assessment(actor=cast.new_officer, dossier=draft, history="Một")
    with pytest.raises(Stale):
        services.write_self_assessment(
            actor=cast.new_officer, dossier=draft, version=draft.version, history="Hai"
        )


def test_the_database_keeps_profit_within_revenue(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        YearFigure.objects.create(dossier=draft, year=2025, revenue_vnd=1, profit_vnd=2)


@pytest.mark.parametrize(
    ("cycle", "kind", "parts"),
    [
        ("cycle_1048", RegistrationType.FIRST, ["set", "form", "plan", "profile", "evidence", "scores"]),
        ("cycle_148", RegistrationType.FIRST, ["set", "form", "assessment", "evidence", "scores"]),
        (
            "cycle_148",
            RegistrationType.UPGRADE,
            ["set", "form", "changes", "assessment", "evidence", "scores"],
        ),
        ("cycle_26", RegistrationType.FIRST, ["set", "form", "assessment", "evidence", "scores", "report"]),
        (
            "cycle_26",
            RegistrationType.REASSESSMENT,
            ["set", "form", "changes", "assessment", "evidence", "scores", "report"],
        ),
    ],
)
def test_the_parts_follow_regime_and_registration(cast, cycle, kind, parts):
    producer, officer = (
        (cast.new_producer, cast.new_officer) if cycle == "cycle_26" else (cast.producer, cast.officer)
    )
    dossier = start_dossier(producer, getattr(cast, cycle), actor=officer, registration_type=kind)

    assert [part.part for part in queries.parts_of(dossier)] == parts


def test_a_registration_again_lacks_what_changed_until_it_is_written(cast):
    dossier = complete_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, registration_type=RegistrationType.UPGRADE
    )
    dossier.changestatement.delete()
    lacks = [lack.sentence for lack in queries.missing_parts_of(dossier)]

    assert lacks[0] == "Thay đổi từ khi được công nhận: chưa ghi nguyên liệu."
    assert len(lacks) == 6


def test_each_empty_form_says_what_it_lacks(cast, old_draft):
    sentences = [lack.sentence for lack in queries.missing_parts_of(old_draft)]

    assert "Phương án sản xuất, kinh doanh: chưa ghi doanh thu, lợi nhuận dự kiến." in sentences
    assert "Giới thiệu bộ máy tổ chức: chưa ghi số lao động." in sentences
    assert not BusinessPlan.objects.exists()


@pytest.mark.parametrize("which", ["draft", "old_draft"])
def test_what_is_missing_leads_to_its_field(client, cast, request, which):
    dossier = request.getfixturevalue(which)
    client.force_login(dossier.created_by)
    check = client.get(reverse("registrations:dossier-submit", args=[dossier.pk]))
    led = [url.partition("#") for _sentence, url in check.context["page"].missing if "#" in url]
    pages = {page: client.get(page).content.decode() for page, _mark, _anchor in led}

    assert len(led) >= 15
    assert [f"{page}#{anchor}" for page, _mark, anchor in led if f'id="{anchor}"' not in pages[page]] == []


def test_what_is_known_is_not_asked_again(cast, draft):
    told = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    known = queries.draft_of(draft, Part.ASSESSMENT)

    assert {name: known[name] for name in ("rep_gender", "rep_ethnicity", "history")} == {
        "rep_gender": "female",
        "rep_ethnicity": "Kinh",
        "history": told.selfassessment.history,
    }
    assert known["description"] == "Hộp 500 g"
    assert "market_plan" not in known


def test_the_page_saves_years_and_keeps_what_was_typed(client, cast, draft):
    client.force_login(cast.new_officer)
    url = reverse("registrations:dossier-assessment", args=[draft.pk])
    form = client.get(url).context["form"]
    year = draft.cycle.year - 1
    typed = {
        "form_key": form.form_key,
        "version": form.version,
        "history": "Từ 2019.",
        f"achieved_{year}_revenue_vnd": "1.000",
        f"achieved_{year}_profit_vnd": "2.000",
    }

    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert f"Lợi nhuận năm {year} lớn hơn doanh thu." in refused.content.decode()
    assert "Từ 2019." in refused.content.decode()

    keys = {"form_key": refused.context["form"].form_key, f"achieved_{year}_profit_vnd": "-200"}
    client.post(url, typed | keys)
    assert queries.figures_of(draft, is_plan=False) == [Figure(year, revenue_vnd=1000, profit_vnd=-200)]


def test_a_page_without_its_form_leads_back(client, cast, draft):
    client.force_login(cast.new_officer)

    answer = client.get(reverse("registrations:dossier-plan", args=[draft.pk]))

    assert answer["Location"] == draft.get_absolute_url()


def test_units_need_a_name(client, cast, old_draft):
    client.force_login(cast.officer)
    url = reverse("registrations:dossier-profile", args=[old_draft.pk])
    form = client.get(url).context["form"]

    keys = {"form_key": form.form_key, "version": form.version}

    assert "Hãy ghi tên bộ phận." in client.post(url, keys | {"unit_2_people": "3"}).content.decode()


def test_the_answers_are_read_once_more_before_sending(client, cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    type(dossier).objects.filter(pk=dossier.pk).update(declaration_accepted=False)
    client.force_login(cast.new_officer)
    url = reverse("registrations:dossier-submit", args=[dossier.pk])
    answer = client.get(url)
    page, form = answer.content.decode(), answer.context["form"]

    assert "Lời về material_area" in page and "47.500.000 đồng" in page
    assert reverse("registrations:dossier-assessment", args=[dossier.pk]) in page

    keys = {"form_key": form.form_key, "version": form.version}
    undeclared = client.post(url, keys)
    assert "Hãy đánh dấu cam đoan trước khi gửi." in undeclared.content.decode()
    assert fresh(dossier).receipt_number == ""

    client.post(url, keys | {"declaration_accepted": "on"})
    assert fresh(dossier).declaration_accepted
    assert fresh(dossier).receipt_number


def test_what_is_missing_comes_first(client, cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    dossier.commune_report.delete()
    client.force_login(cast.new_officer)

    answer = client.get(reverse("registrations:dossier-submit", args=[dossier.pk]))

    names = [part.name for part in answer.context["page"].written]
    assert names[0] == "Báo cáo của xã (Mẫu số 03)"
    assert len(names) == 6
    assert "Chưa gửi được" in answer.content.decode()


def test_corrections_can_point_at_the_longer_forms(cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    item = queries.item_of(dossier, "assessment.material_area")

    assert (item.label, item.value, item.anchor) == (
        "Vùng nguyên liệu",
        "Lời về material_area",
        "id_material_area",
    )


def test_saving_leads_on_to_the_next_part_where_the_button_says_so(client, cast, old_draft):
    client.force_login(cast.officer)
    plan, profile = (
        reverse(f"registrations:dossier-{part}", args=[old_draft.pk]) for part in ("plan", "profile")
    )
    page = client.get(plan)
    keys = {"form_key": page.context["form"].form_key, "version": page.context["form"].version}

    answer = client.post(plan, keys | {"materials": "Lá sen", "di-tiep": "1"})

    assert page.context["page"].next_part.url == profile
    assert (answer.status_code, answer["Location"]) == (302, profile)


def test_the_last_part_leads_to_no_other(client, cast, old_draft):
    client.force_login(cast.officer)

    page = client.get(reverse("registrations:dossier-scores", args=[old_draft.pk]))

    assert page.context["page"].next_part is None
    assert "Lưu và sang phần tiếp" not in page.content.decode()
