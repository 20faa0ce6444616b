"""Targets: set by whom, counted from what, shared out, and never below what is there without a word."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from plans import services
from plans.choices import Basis, Measure
from plans.models import Target
from plans.queries.actuals import SHARES, Actuals
from plans.queries.targets import split_of, standings_of, years_of
from plans.queries.things import things_behind
from plans.rules.spans import years
from plans.rules.targets import Aim, Reached
from tests.architecture.world import build_world
from tests.factories import trainings
from tests.factories.certificates import make_certificate
from tests.factories.plans import indicator, make_target
from tests.factories.registrations import submitted_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def recognised(cast):
    """Three products of Mỹ Hiệp and one of Mỹ Long, one of them upgraded, one outside the district."""
    first = make_certificate(cast, name="Xoài sấy", valid_from=date(2022, 6, 1), state="replaced")
    make_certificate(cast, product=first.product, stars=5, valid_from=date(2024, 6, 1))
    make_certificate(cast, name="Mứt xoài", valid_from=date(2024, 6, 1))
    make_certificate(cast, producer=cast.neighbour_producer, name="Nem", valid_from=date(2025, 6, 1))
    make_certificate(cast, producer=cast.other_district_producer, name="Gạo", valid_from=date(2025, 6, 1))


def test_a_phase_is_counted_from_records_by_units_of_then_and_of_today(cast, recognised):
    three, five = make_target(cast), make_target(cast, "recognised_5", aim=Aim(3, 3))
    of_all = make_target(
        cast, unit=cast.places.province, actor=cast.province_officer, measure="recognised", aim=Aim(9)
    )

    reached = [one.reached for one in standings_of([three, five, of_all])]
    by_year = [(row.year, row.reached.count) for row in years_of(three)]
    today = split_of(of_all, cast.province_officer)
    then = split_of(of_all, cast.province_officer, basis=Basis.THEN)
    of_district = split_of(three, cast.district_officer)

    assert reached == [Reached(2), Reached(1), Reached(4)]
    assert by_year == [(2021, 0), (2022, 1), (2023, 1), (2024, 1), (2025, 2)]
    assert {s.name: s.reached.count for s in today.shares if s.reached.count}[
        cast.places.my_hiep.full_name
    ] >= 2
    assert sum(share.reached.count for share in today.shares) == 4
    assert {s.name: s.reached.count for s in then.shares if s.reached.count} == {
        cast.places.old_district.full_name: 3,
        cast.other_district.full_name: 1,
    }
    assert {s.name: s.reached.count for s in of_district.shares if s.reached.count} == {
        cast.places.old_my_hiep.full_name: 1,
        cast.places.old_my_long.full_name: 1,
    }


def test_a_target_below_what_is_reached_is_refused_until_it_is_meant(cast, recognised):
    with pytest.raises(RuleViolation, match="thấp hơn mức đã đạt: huyện Cao Lãnh đã có 2 sản phẩm"):
        make_target(cast, aim=Aim(1), accepts_reached=False)

    target = make_target(cast, aim=Aim(1))

    assert Event.objects.get(verb="target.set").after["minimum"] == 1
    with pytest.raises(RuleViolation, match="đã có chỉ tiêu này cho 2021–2025"):
        make_target(cast, aim=Aim(5))
    with pytest.raises(RuleViolation, match="Bạn không đặt chỉ tiêu cho tỉnh"):
        make_target(cast, unit=cast.places.old_province)
    with pytest.raises(Stale):
        services.change_target(actor=cast.district_officer, target=target, aim=Aim(30), version=9)


def test_a_target_is_shared_out_with_the_difference_shown(cast, recognised, client):
    target, places = make_target(cast), cast.places
    values = {places.old_my_hiep: 12, places.old_my_long: 5}

    with pytest.raises(RuleViolation, match="không trực thuộc"):
        services.split_target(
            actor=cast.district_officer, target=target, values={cast.other_district_commune: 1}
        )
    with pytest.raises(RuleViolation, match="Xã Mỹ Hiệp: 0, đã đạt 1"):
        services.split_target(actor=cast.district_officer, target=target, values={places.old_my_hiep: 0})
    changed = services.split_target(actor=cast.district_officer, target=target, values=values)
    again = services.split_target(actor=cast.district_officer, target=target, values=values)
    split = split_of(target, cast.district_officer)

    assert (changed, again) == (2, 0)
    assert (split.given, split.difference) == (17, -3)
    client.force_login(cast.officer)
    mine = Target.objects.visible_to(cast.officer)
    assert [row.unit for row in mine] == [places.old_my_hiep]
    assert client.get(target.get_absolute_url()).status_code == 404
    client.force_login(cast.district_officer)
    page = client.get(target.get_absolute_url()).content.decode()
    assert "Đã chia 17, còn thiếu 3 sản phẩm." in page


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(cast, recognised, client):
    client.force_login(cast.district_officer)
    url = reverse("plans:target-add")
    key = client.get(url).context["form"].form_key
    sent = {
        "form_key": str(key),
        "indicator": indicator("recognised_3").pk,
        "unit": "Cao Lãnh",
        "first_year": "2021",
        "last_year": "2025",
        "minimum": "1",
        "basis": "Kế hoạch 124",
    }

    refused = client.post(url, sent)
    taken = client.post(url, sent | {"accepts_reached": "on"}, follow=True)

    assert refused.status_code == 422
    assert "thấp hơn mức đã đạt" in refused.content.decode()
    assert "Kế hoạch 124" in refused.content.decode()
    assert "Đã đặt chỉ tiêu." in taken.content.decode()


def test_registered_products_and_producers_are_those_handed_in(cast):
    submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Xoài mới")
    year = cast.cycle_26.year
    targets = [
        make_target(cast, measure, years=(year, year), aim=Aim(5))
        for measure in ("products_registered", "producers_registered", "communes_registered")
    ]

    assert [one.reached for one in standings_of(targets)] == [Reached(1)] * 3


def test_classes_and_people_trained_are_those_of_the_closed_rolls(cast):
    hands = trainings.of_province(cast)
    training = hands.closed("Học viên một", "Học viên hai", absent=("Học viên hai",))
    hands.closed("Học viên ba", kind="trip")
    hands.running("Học viên bốn")
    year = training.last_on.year

    province = Actuals(cast.places.province, years(year, year))
    commune = Actuals(cast.places.my_hiep, years(year, year))

    assert [province.reached(name) for name in ("classes", "study_trips", "people_trained")] == [
        Reached(1),
        Reached(1),
        Reached(1),
    ]
    assert (commune.reached("classes"), commune.reached("people_trained")) == (Reached(0), Reached(1))
    assert commune.reached("share_officials") == Reached(0, 1), "without those of communes that were merged"


def test_every_figure_is_the_sum_of_the_things_behind_it(client, cast, recognised):
    build_world(cast)
    places, counted = cast.places, set()
    for unit in (
        places.province,
        places.old_province,
        places.old_district,
        places.old_my_hiep,
        places.my_hiep,
    ):
        for span in (years(2020, 2026), years(2024, 2024)):
            actuals = Actuals(unit, span)
            for measure in set(Measure) - set(SHARES):
                behind = things_behind(unit, span, measure)
                assert behind.total == actuals.reached(measure).count, (str(unit), span, measure)
                assert len(behind.shown(cast.province_leader, 0, 500)) == min(behind.count, 500)
                counted |= {measure} if behind.total else set()
    assert {Measure.RECOGNISED_3, Measure.COMMUNES_STANDING, Measure.MONEY_SPENT, Measure.CLASSES} <= counted
    assert len(counted) > 15

    aim = Aim(share=Decimal(50))
    share = make_target(cast, "share_upgraded", unit=places.old_district, aim=aim)
    client.force_login(cast.district_officer)
    page = reverse("plans:target-things", args=[share.pk])
    part, whole = (client.get(page, {"muc": which}).context["page"] for which in ("", "tong"))
    reached = standings_of([share])[0].reached
    assert (part.behind.total, whole.behind.total) == (reached.count, reached.whole)
    assert client.get(whole.things[0].url).status_code == 200
    client.force_login(cast.other_district_officer)
    assert client.get(page).status_code == 404
