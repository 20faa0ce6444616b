"""The plan of visits: found without marks, filtered in the address, ticked across filters and pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from evaluations.models import Inspection
from evaluations.queries.inspections import certificates_to_inspect, narrowed_to_inspect
from evaluations.services import inspections
from evaluations.views import inspections as views
from ocop.core import clock
from tests.factories.certificates import make_certificate
from tests.kept import kept

ADDRESS = reverse("evaluations:inspection-plan")


@kept
def certificates(cast):
    """Three products: one of four stars that ends soon, one visited long ago, one just now."""
    today = clock.today()
    mango = make_certificate(cast, name="Xoài cát", stars=4, valid_until=today + timedelta(days=90))
    tea = make_certificate(cast, name="Trà sen", producer=cast.new_producer)
    nem = make_certificate(cast, name="Nem chua", producer=cast.new_producer)
    for row, days in ((tea, 500), (nem, 20)):
        (visit,) = inspections.plan_inspections(
            actor=cast.province_officer, certificates=[row], planned_on=today, people="Đoàn"
        )
        Inspection.objects.filter(pk=visit.pk).update(
            state="done",
            visited_on=today - timedelta(days=days),
            done_by=cast.province_officer,
            done_at=f"{today}T00:00Z",
        )
    return mango, tea, nem


def found(cast, **filters) -> list[str]:
    rows = certificates_to_inspect(cast.province_officer, clock.today())
    return [row.product_name for row in narrowed_to_inspect(rows, clock.today(), **filters)]


def test_who_was_never_visited_comes_first_then_who_waited_longest(cast, certificates):
    assert found(cast) == ["Xoài cát", "Trà sen", "Nem chua"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"q": "xoai"}, ["Xoài cát"]),
        ({"q": "TRA  sen"}, ["Trà sen"]),
        ({"q": "khong co"}, []),
        ({"stars": 4}, ["Xoài cát"]),
        ({"ends": "soon"}, ["Xoài cát"]),
        ({"ends": "later"}, ["Trà sen", "Nem chua"]),
        ({"seen": "never"}, ["Xoài cát"]),
        ({"seen": "year"}, ["Trà sen"]),
        ({"seen": "half"}, ["Trà sen"]),
        ({"seen": "recent"}, ["Nem chua"]),
        ({"q": "nem", "seen": "year"}, []),
    ],
)
def test_each_filter_narrows(cast, certificates, filters, names):
    assert found(cast, **filters) == names


def test_a_commune_narrows(cast, certificates):
    mango, *_others = certificates

    assert found(cast, commune=mango.commune_id) == ["Xoài cát"]


def test_the_last_visit_counts_not_the_first(cast, certificates):
    """A product visited long ago and again just now was seen recently."""
    _mango, tea, _nem = certificates
    (visit,) = inspections.plan_inspections(
        actor=cast.province_officer, certificates=[tea], planned_on=clock.today(), people="Đoàn"
    )
    Inspection.objects.filter(pk=visit.pk).update(
        state="done",
        visited_on=clock.today(),
        done_by=cast.province_officer,
        done_at=f"{clock.today()}T00:00Z",
    )

    assert found(cast, seen="recent") == ["Nem chua", "Trà sen"]


def press(client, button: str, address: str = ADDRESS, **typed):
    """Press a button of the page as it stands, with what is typed; the page that comes next."""
    page = client.get(address)
    form = page.context["form"]
    sent = {"form_key": form.form_key, "press": button, "people": "Đoàn kiểm tra", **typed}
    return client.post(address, sent, follow=True)


def ticked(response) -> set[str]:
    page = response.context["page"]
    return {row.product_name for row in page.picked}


def test_ticks_stay_across_filters_and_what_was_typed_too(cast, certificates, client):
    mango, tea, _nem = certificates
    client.force_login(cast.province_officer)

    filtered = press(client, "filter", q="tra", certificates=[mango.pk])

    assert filtered.redirect_chain == [(f"{ADDRESS}?q=tra&page=1#products", 302)]
    content = filtered.content.decode()
    assert "1 sản phẩm đã chọn không hiện dưới đây" in content
    assert 'value="Đoàn kiểm tra"' in content
    assert ticked(filtered) == {"Xoài cát"}
    cleared = press(client, "clear", f"{ADDRESS}?q=tra", q="tra", certificates=[mango.pk, tea.pk])
    assert cleared.redirect_chain == [(f"{ADDRESS}?page=1#products", 302)]
    assert ticked(cleared) == {"Xoài cát", "Trà sen"}


def test_what_is_unticked_stays_unticked(cast, certificates, client):
    mango, tea, _nem = certificates
    client.force_login(cast.province_officer)
    press(client, "filter", certificates=[mango.pk, tea.pk])

    again = press(client, "filter", seen="year", certificates=[mango.pk])

    assert ticked(again) == {"Xoài cát"}


def test_all_shown_all_found_and_none(cast, certificates, client, monkeypatch):
    monkeypatch.setattr(views, "PLAN_PAGE", 2)
    client.force_login(cast.province_officer)

    assert ticked(press(client, "shown")) == {"Xoài cát", "Trà sen"}
    assert ticked(press(client, "found")) == {"Xoài cát", "Trà sen", "Nem chua"}
    assert ticked(press(client, "none")) == set()
    assert ticked(press(client, "found", f"{ADDRESS}?q=tra", q="tra")) == {"Trà sen"}
    second = press(client, "page-2", certificates=[certificates[0].pk])
    assert second.redirect_chain[0][0] == f"{ADDRESS}?page=2#products"
    assert ticked(second) == {"Xoài cát"}


def test_more_than_a_plan_takes_is_said(cast, certificates, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_PLANNED", 2)
    client.force_login(cast.province_officer)
    answer = client.post(ADDRESS, {"press": "found"}, follow=True)
    assert "đã chọn 2 trong 3" in " ".join(str(one) for one in answer.context["messages"])
    assert len(answer.context["page"].picked) == 2


def test_a_key_from_elsewhere_is_not_ticked(cast, certificates, client):
    client.force_login(cast.province_officer)

    assert ticked(press(client, "filter", certificates=["99999999", "abc", "9" * 30])) == set()


def test_the_ticked_ones_are_planned_and_the_draft_is_gone(cast, certificates, client):
    mango, tea, _nem = certificates
    client.force_login(cast.province_officer)
    press(client, "filter", q="tra", certificates=[mango.pk])
    form = client.get(f"{ADDRESS}?q=tra").context["form"]
    told = {"form_key": form.form_key, "planned_on": f"{clock.today():%d/%m/%Y}", "people": "Đoàn"}

    client.post(f"{ADDRESS}?q=tra", told | {"certificates": [mango.pk, tea.pk]})

    planned = Inspection.objects.filter(state="planned")
    assert {row.certificate for row in planned} == {mango, tea}
    assert ticked(client.get(ADDRESS)) == set()


def test_without_a_product_it_says_so_and_keeps_the_rest(cast, certificates, client):
    client.force_login(cast.province_officer)
    form = client.get(ADDRESS).context["form"]

    page = client.post(ADDRESS, {"form_key": form.form_key, "people": "Đoàn"}).content.decode()

    assert "Hãy chọn ít nhất một sản phẩm." in page
    assert 'value="Đoàn"' in page
