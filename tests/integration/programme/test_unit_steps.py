"""The year as each unit plans it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.programme import services
from ocop.programme.models import CycleStep
from ocop.programme.queries import year_of
from ocop.programme.queries.steps import dates_for
from tests.cast import make_cycle

pytestmark = pytest.mark.django_db


def test_a_unit_sets_its_own_days_and_the_others_follow_the_province(cast, client):
    cycle, commune, today = cast.cycle_26, cast.places.my_hiep, clock.today()
    CycleStep.objects.create(
        cycle=cycle, step=1, starts_on=today - timedelta(50), ends_on=today - timedelta(40)
    )
    CycleStep.objects.create(
        cycle=cycle, step=5, starts_on=today + timedelta(5), ends_on=today + timedelta(9)
    )
    own = {
        1: (today - timedelta(30), today - timedelta(3)),
        2: (today - timedelta(2), today + timedelta(2)),
    }

    services.set_unit_steps(actor=cast.new_officer, cycle=cycle, unit=commune, steps=own)
    said = " ".join(year_of(cycle, path=commune.path, on=today).sentences)

    assert "Đang ở bước 2" in said and "Tiếp theo: bước 5" in said and "Trễ: bước 1" in said
    assert [step.state for step in year_of(cycle, on=today, path=commune.path).steps][:2] == ["late", "now"]
    assert year_of(cycle, path=cast.places.my_tho.path, on=today).sentences[0].startswith("Tiếp theo: bước 5")
    with pytest.raises(RuleViolation, match="Ngày xong không ở tương lai"):
        services.set_unit_steps(
            actor=cast.new_officer, cycle=cycle, unit=commune, steps=own, done={1: today + timedelta(1)}
        )
    services.set_unit_steps(actor=cast.new_officer, cycle=cycle, unit=commune, steps=own, done={1: today})
    assert "Trễ" not in " ".join(year_of(cycle, path=commune.path, on=today).sentences)
    with pytest.raises(RuleViolation, match="Bạn không đặt ngày cho xã Mỹ Thọ"):
        services.set_unit_steps(actor=cast.new_officer, cycle=cycle, unit=cast.places.my_tho, steps=own)
    client.force_login(cast.new_officer)
    assert "Đang ở bước 2" in client.get("/").content.decode()
    assert client.get(reverse("programme:cycle-unit-steps", args=[cycle.pk])).status_code == 200


def test_a_step_with_the_days_of_the_unit_above_follows_it(cast, client):
    cycle, commune, today = cast.cycle_26, cast.places.my_hiep, clock.today()
    past, soon = (today - timedelta(50), today - timedelta(40)), (today + timedelta(5), today + timedelta(9))
    for step, (starts_on, ends_on) in {1: past, 2: past, 5: soon}.items():
        CycleStep.objects.create(cycle=cycle, step=step, starts_on=starts_on, ends_on=ends_on)
    client.force_login(cast.new_officer)
    url = reverse("programme:cycle-unit-steps", args=[cycle.pk])
    form = client.get(url).context["form"]
    shown = {bound.html_name: value for bound in form if (value := bound.value()) is not None}
    shown |= {"form_key": str(form.form_key), "version": form.version}

    assert client.post(url, shown | {"ends_5": f"{today + timedelta(7):%d/%m/%Y}"}).status_code == 302
    assert {step: each.is_own for step, each in dates_for(cycle, commune.path).items()} == {
        1: False, 2: False, 5: True
    }  # fmt: skip
    assert [one.state for one in year_of(cycle, on=today, path=commune.path).steps][:2] == ["over", "over"]

    services.set_unit_steps(
        actor=cast.new_officer, cycle=cycle, unit=commune, steps={1: past, 2: past, 5: soon}, done={1: today}
    )
    assert [one.state for one in year_of(cycle, on=today, path=commune.path).steps][:2] == ["done", "over"]


def test_the_days_are_copied_from_the_year_before(cast):
    cycle, commune = cast.cycle_26, cast.places.my_hiep
    former = make_cycle(cast.places.province, cycle.year - 1, cast.administrator)
    with pytest.raises(RuleViolation, match="chưa đặt ngày các bước để chép"):
        services.copy_steps(actor=cast.new_officer, cycle=cycle, unit=commune)
    CycleStep.objects.create(
        cycle=former, step=1, starts_on=date(former.year, 3, 1), ends_on=date(former.year, 3, 31)
    )

    copied = services.copy_steps(actor=cast.new_officer, cycle=cycle, unit=commune)

    dates = dates_for(cycle, commune.path)[1]
    assert (copied, dates.starts_on, dates.ends_on, dates.is_own) == (
        1,
        date(cycle.year, 3, 1),
        date(cycle.year, 3, 31),
        True,
    )
    with pytest.raises(RuleViolation, match="đã đặt ngày cho năm này"):
        services.copy_steps(actor=cast.new_officer, cycle=cycle, unit=commune)


def test_dates_that_somebody_else_saved_meanwhile_are_shown_first(client, cast):
    cycle, commune = cast.cycle_26, cast.places.my_hiep
    url = reverse("programme:cycle-unit-steps", args=[cycle.pk])
    client.force_login(cast.new_officer)
    form = client.get(url).context["form"]
    day = date(cycle.year, 3, 1)
    services.set_unit_steps(
        actor=cast.new_officer, cycle=cycle, unit=commune, steps={1: (day, date(cycle.year, 3, 31))}
    )
    mine = {"unit": commune.pk, "starts_1": f"{day:%d/%m/%Y}", "ends_1": f"15/04/{cycle.year}"}

    refused = client.post(url, mine | {"form_key": form.form_key, "version": form.version})

    assert refused.status_code == 422
    shown = [(each.typed, each.saved) for each in refused.context["page"].differences]
    assert (f"15/04/{cycle.year}", f"31/03/{cycle.year}") in shown
    form = refused.context["form"]
    assert client.post(url, mine | {"form_key": form.form_key, "version": form.version}).status_code == 302
    assert dates_for(cycle, commune.path)[1].ends_on == date(cycle.year, 4, 15)
