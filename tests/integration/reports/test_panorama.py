"""The pictures of a place: every number is that of the list it leads to, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse
from freezegun import freeze_time

from evaluations.models import Item
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.roles import Level, Role
from ocop.localities.models import Place
from ocop.ui.parts import Number
from plans.views.looks import aim_words, reached_words
from registrations.choices import DossierState
from reports.choices import FigureName
from reports.models import Counting, Figure
from reports.services import count_province, count_what_changed, is_due
from tests.factories import budgets
from tests.factories.accounts import make_officer
from tests.factories.certificates import make_bare_dossier, make_certificate, make_named_product
from tests.factories.evaluations import planned_session, province_panel
from tests.factories.ideas import sent_idea
from tests.factories.plans import make_target


@pytest.fixture
def goods(cast):
    """A few products in two districts and in a commune of today, at several stations."""
    soon = clock.today() + timedelta(days=40)
    make_certificate(cast, name="Xoài sấy", stars=4)
    make_certificate(cast, name="Xoài dẻo", valid_from=date(2023, 3, 1), valid_until=soon)
    make_certificate(cast, name="Sen sấy", producer=cast.new_producer, stars=4)
    make_certificate(cast, name="Sen Trường Xuân", producer=cast.other_district_producer)
    make_certificate(cast, name="Xoài hết hạn", valid_from=date(2020, 3, 1), valid_until=date(2023, 3, 1))
    sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    mango = make_named_product(cast.producer, "Xoài nháp")
    make_bare_dossier(mango, cast.cycle_148, created_by=cast.officer, state=DossierState.DRAFT)
    count_province(cast.places.province)


def numbers_of(page):
    """Every number of a page with the list that it leads to."""
    rows = [*page.groups, *page.star_years, *page.months, *page.councils, *page.coverage]
    yield from (number for row in rows for number in row.numbers if number.url and number.value)
    yield from (cell for row in page.place_rows for cell in row if isinstance(cell, Number) and cell.url)
    yield from (Number(int(bar.text), bar.url) for bar in page.funnel if bar.url)
    yield from (Number(int(one.value), one.url) for one in page.heads if one.url.startswith("/"))


def counted_by_list(client, url):
    page = client.get(url).context["page"]
    if "council=" in url:
        return sum(session.item_count for session, _status in page.lines)
    return page.listing.count


@pytest.mark.parametrize("query", ["?nam=2025", "?nam=2024", "?nam=2024&theo=luc-do"])
def test_every_number_is_that_of_the_list_behind_it(client, cast, goods, query):
    seen = 0
    for person in (cast.province_leader, cast.district_officer, cast.officer):
        client.force_login(person)
        page = client.get(reverse("panorama") + query).context["page"]
        for number in {number.url: number for number in numbers_of(page)}.values():
            assert counted_by_list(client, number.url) == number.value, (str(person), number.url)
            seen += 1
    assert seen > 25


@pytest.mark.parametrize("query", ["?nam=2024", "?nam=2024&theo=luc-do"])
def test_what_is_summed_already_is_what_its_communes_come_to(client, cast, goods, query):
    make_certificate(cast, name="Trà", producer=cast.foreign_producer)
    count_province(cast.places.an_giang)
    reader = make_officer(Role.AUDITOR, cast.places.country, name="Kiểm toán viên")
    client.force_login(reader)
    places = cast.places
    country, *provinces = (
        client.get(reverse("panorama-of", args=[place.pk]) + query).context["page"]
        for place in (places.country, places.province, places.an_giang, places.old_province)
    )
    for page in provinces:
        rows = Figure.objects.filter(page.territory.condition("place")).order_by()
        by = ("name", "year", "month", "group", "stars")
        summed = {tuple(row[:-1]): row[-1] for row in rows.values_list(*by).annotate(n=Sum("value"))}
        assert {key: n for key, n in page.figures.sums.items() if key[0] != FigureName.COVERED} == summed
    *today, _old = provinces
    assert country.figures.of(FigureName.VALID) == 5 == sum(row.valid for row in country.beneath)
    assert int(country.covered.value) == sum(int(page.covered.value) for page in today)


def test_a_bar_of_a_target_is_what_its_page_shows_and_its_units_add_up_to(client, cast, goods):
    for measure, unit in (("recognised", cast.places.old_district), ("standing", cast.places.old_my_hiep)):
        make_target(cast, measure, years=(2021, 2030), unit=unit)
    client.force_login(cast.district_officer)
    page = client.get(reverse("panorama") + "?nam=2024").context["page"]

    [bar] = page.targets
    behind = client.get(bar.url).context["page"]
    shown = client.get(behind.object.get_absolute_url()).context["page"]
    assert {one.name for one in behind.things} == {"Xoài dẻo", "Xoài sấy"}
    assert bar.text == f"{reached_words(shown.standing.reached)} / {aim_words(shown.object)}"
    assert shown.standing.reached.count == sum(share.reached.count for share in shown.split.shares) == 2
    [own] = (
        client.get(reverse("panorama-of", args=[cast.places.old_my_hiep.pk]) + "?nam=2024")
        .context["page"]
        .targets
    )
    assert own.text.startswith("2 ")


def test_a_district_counts_its_own_and_nobody_opens_another(client, cast, goods):
    client.force_login(cast.district_officer)
    own = client.get(reverse("panorama")).context["page"]
    client.force_login(cast.other_district_officer)
    other = client.get(reverse("panorama")).context["page"]

    assert own.figures.of(FigureName.VALID) == 2
    assert other.figures.of(FigureName.VALID) == 1
    for place in (cast.places.old_district, cast.places.province, cast.places.an_giang):
        assert client.get(reverse("panorama-of", args=[place.pk])).status_code == 404

    client.force_login(cast.province_officer)
    province = client.get(reverse("panorama")).context["page"]
    assert province.figures.of(FigureName.VALID) == 4
    assert sum(row.valid for row in province.beneath) == 4
    then = client.get(reverse("panorama-of", args=[cast.places.old_province.pk])).context["page"]
    assert sum(row.valid for row in then.beneath) == then.figures.of(FigureName.VALID) == 3

    client.force_login(cast.nobody)
    assert client.get(reverse("panorama")).status_code == 403


def test_money_and_councils_are_those_of_their_lists_and_the_map_shows_blank_places(client, cast, goods):
    budget = budgets.approved(cast, budgets.small(cast, 700, 300))
    allotment = budgets.given(cast, budgets.ceiling(budget), 500, unit=cast.places.my_hiep)
    budgets.bound(cast, allotment, 200)
    Place.objects.filter(pk__in=[cast.places.my_hiep.pk, cast.places.my_tho.pk]).update(north=10, east=105)
    panel = province_panel(cast)
    mango = make_named_product(cast.producer, "Xoài lên lịch")
    dossier = make_bare_dossier(mango, cast.cycle_148, created_by=cast.officer)
    session = planned_session(panel)
    Item.objects.create(session=session, dossier=dossier, level=Level.PROVINCE, position=1)

    client.force_login(cast.province_leader)
    page = client.get(reverse("panorama")).context["page"]
    lists = [client.get(bars[0].url).context["page"].figures for bars in (page.own_money, page.given_money)]
    assert [figure.value for figure in lists[0]] == ["1.000", "500", "200", "0", "0"]
    assert [figure.value for figure in lists[1]] == ["500", "200", "0", "0"]
    rows = client.get(page.own_money[0].url).context["page"].found
    ceilings = [ceiling for row in rows for ceiling in row.ceilings.all()]
    assert page.money.own.approved_vnd == sum(one.in_force_vnd for one in ceilings) == 1_000
    assert page.money.own.committed_vnd == 200
    rows = client.get(page.given_money[0].url).context["page"].found
    assert page.money.given.allocated_vnd == sum(row.allocated_vnd for row in rows) == 500
    assert {dot.name: dot.number.value for dot in page.dots} == {"Mỹ Hiệp": 3, "Mỹ Thọ": 0}

    client.force_login(cast.new_officer)
    own = client.get(reverse("panorama")).context["page"]
    assert own.money.own.approved_vnd == 0, "the province's budget is not the commune's"
    assert own.money.given.allocated_vnd == 500

    client.force_login(panel.secretary)
    page = client.get(reverse("panorama") + f"?nam={cast.cycle_148.year}").context["page"]
    [row] = page.councils
    assert (page.place, row.total) == (None, 1)
    [number] = [number for number in row.numbers if number.value]
    assert counted_by_list(client, number.url) == 1


def test_figures_follow_what_happens_and_the_day(cast, goods):
    province = cast.places.province
    noon = clock.start_of(clock.today()) + timedelta(days=1, hours=12)

    with freeze_time(noon):
        count_province(province)
    with freeze_time(noon + timedelta(minutes=10)):
        assert not is_due(province)
        commune = make_certificate(cast, name="Xoài mới").commune
        Event.objects.create(verb="dossier.recognise", place_path=commune.path, today_path=commune.today_path)
        assert is_due(province)
        count_what_changed()
        assert _valid() == 5
        assert count_province(province) == 0, "what is right already is not written again"
    with freeze_time(noon + timedelta(days=50)):
        assert is_due(province), "another day"
        count_province(province)
        assert _valid() == 4, "one has run out"
    assert Counting.objects.get(province=province).counted_at
    with pytest.raises(ValueError, match="today"):
        count_province(cast.places.old_province)


def _valid() -> int:
    return sum(Figure.objects.filter(name=FigureName.VALID).values_list("value", flat=True))
