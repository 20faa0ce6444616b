"""The calendar of working days, kept on a page: what runs over a changed day is counted anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event as Flag
from time import sleep

import pytest
from django.db import connection, transaction
from django.urls import reverse
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.law.models import WorkingDayException
from registrations import services
from registrations.models import StepClock, StepLimit
from tests.factories.accounts import make_officer
from tests.factories.law import load_holidays
from tests.factories.registrations import complete_dossier, fresh
from tests.kept import kept

PAGE = "/lich-lam-viec/?nam=2026"
WHY = "Thông báo nghỉ lễ của năm"


@pytest.fixture(autouse=True)
def _november():
    with freeze_time("2026-11-10 03:00"):
        yield


@kept
def reviewed(cast):
    """Handed in to the commune on Friday 30/10/2026; fifteen working days end on Friday 20/11."""
    load_holidays()
    with freeze_time("2026-10-30 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
        return services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)


def keep(cast, day, **changes):
    asked = {"actor": cast.administrator, "name": "Ngày nghỉ riêng", "is_certain": True, "note": WHY}
    return services.keep_day(day=day, **asked | changes)


@pytest.mark.parametrize(
    ("day", "moved", "due"),
    [
        (date(2026, 11, 3), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 14), 1, date(2026, 11, 19)),
        (date(2026, 10, 30), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 20)),
        (date(2026, 11, 23), 0, date(2026, 11, 20)),
    ],
    ids=["off-behind", "off-last", "worked-saturday", "off-first", "worked-after", "off-after"],
)
def test_a_changed_day_moves_the_terms_that_run_over_it(cast, reviewed, day, moved, due):
    assert keep(cast, day) == moved

    assert fresh(reviewed).due_on == StepClock.objects.get(dossier=reviewed).due_on == due


def test_a_day_that_is_removed_moves_them_back_and_stays_removed(cast, reviewed):
    keep(cast, date(2026, 11, 3))
    row = WorkingDayException.objects.get(day=date(2026, 11, 3))

    assert services.remove_day(actor=cast.administrator, row=row, note=WHY) == 1

    row.refresh_from_db()
    assert (fresh(reviewed).due_on, row.works, row.is_cleared) == (date(2026, 11, 20), True, True)
    with pytest.raises(RuleViolation):
        services.remove_day(actor=cast.administrator, row=row, note=WHY)


def test_the_shipped_data_does_not_bring_a_removed_day_back(cast):
    load_holidays()
    row = WorkingDayException.objects.get(day=date(2026, 8, 31))
    services.remove_day(actor=cast.administrator, row=row, note=WHY)

    load_holidays()

    row.refresh_from_db()
    assert row.works


def test_a_term_that_waits_keeps_the_days_that_the_calendar_leaves(cast, reviewed):
    dossier = services.commune_return_dossier(actor=cast.new_officer, dossier=reviewed, note="Thiếu ảnh")

    assert keep(cast, date(2026, 11, 3)) == 1

    still = StepClock.objects.get(dossier=dossier)
    assert (still.left, fresh(dossier).due_on) == (9, None)


def test_a_change_of_words_alone_moves_nothing(cast, reviewed):
    keep(cast, date(2026, 11, 3), is_certain=False)

    assert keep(cast, date(2026, 11, 3), name="Nghỉ bù") == 0


def test_it_is_written_down_with_the_reason(cast, reviewed):
    keep(cast, date(2026, 11, 3))

    event = Event.objects.get(verb="calendar_day.set")
    assert event.after == {"day": "2026-11-03", "works": False, "name": "Ngày nghỉ riêng", "is_certain": True}
    assert (event.note, event.detail, event.role) == (WHY, {"moved": 1}, Role.ADMINISTRATOR)


@pytest.mark.parametrize("who", ["province_officer", "province_leader", "new_officer"])
def test_nobody_else_changes_it(cast, who):
    with pytest.raises(RuleViolation):
        keep(cast, date(2026, 11, 3), actor=getattr(cast, who))

    assert not WorkingDayException.objects.exists()


def test_the_administrator_of_a_commune_reads_but_does_not_change(client, cast):
    client.force_login(make_officer(Role.ADMINISTRATOR, cast.places.my_hiep))

    new = reverse("registrations:calendar-day-new")
    page = client.get(PAGE)

    assert (page.status_code, client.get(new).status_code) == (200, 403)
    assert new not in page.content.decode()


def send(client, url, **typed):
    form = client.get(url).context["form"]
    known = {} if form.version is None else {"version": form.version}
    return client.post(url, {"form_key": form.form_key} | known | typed, follow=True)


def test_the_page_lists_a_year_and_marks_what_is_uncertain(client, cast):
    load_holidays()
    client.force_login(cast.administrator)

    page = client.get(PAGE)

    rows = {row.day: [status.label for status in statuses] for row, statuses in page.context["page"].days}
    assert rows[date(2026, 9, 2)] == ["Nghỉ"]
    assert rows[date(2026, 8, 22)] == ["Làm bù", "Chưa chắc chắn"]
    assert {day.year for day in rows} == {2026}
    assert "ngày còn chờ thông báo chính thức" in page.content.decode()


def test_a_day_is_added_changed_and_removed_on_pages(client, cast, reviewed):
    client.force_login(cast.administrator)
    new = reverse("registrations:calendar-day-new")

    added = send(client, new, day="03/11/2026", name="Nghỉ bù", note=WHY)
    row = WorkingDayException.objects.get(day=date(2026, 11, 3))
    again = send(client, new, day="03/11/2026", name="Nghỉ bù", note=WHY)
    changed = send(
        client,
        reverse("registrations:calendar-day-change", args=[row.pk]),
        name="Nghỉ bù theo thông báo",
        is_certain="on",
        note=WHY,
    )
    removed = send(client, reverse("registrations:calendar-day-remove", args=[row.pk]), note=WHY)

    assert "Đã ghi ngày 03/11/2026. Đã tính lại 1 hạn." in added.content.decode()
    assert again.status_code == 422
    assert "Đã ghi ngày 03/11/2026. Không có hạn nào phải tính lại." in changed.content.decode()
    assert "Đã bỏ ngày 03/11/2026 khỏi lịch. Đã tính lại 1 hạn." in removed.content.decode()
    assert removed.request["QUERY_STRING"] == "nam=2026"
    row.refresh_from_db()
    assert (row.name, row.is_cleared) == ("Nghỉ bù theo thông báo", True)


def test_a_limit_is_set_on_the_page(client, cast):
    client.force_login(cast.administrator)

    answer = send(
        client,
        reverse("registrations:step-limit-set"),
        province=cast.places.province.pk,
        term="province_review",
        days="10",
        used_from="10/11/2026",
        note="Quy chế phối hợp",
    )

    assert "Từ 10/11/2026: tỉnh kiểm tra, tiếp nhận trong 10 ngày làm việc." in answer.content.decode()
    assert StepLimit.objects.get().days == 10


def test_another_province_does_not_see_the_limit(client, cast):
    StepLimit.objects.create(
        province=cast.places.province,
        term="province_review",
        days=10,
        used_from=date(2026, 11, 1),
        set_by=cast.administrator,
    )
    client.force_login(make_officer(Role.ADMINISTRATOR, cast.places.an_giang))

    assert client.get(PAGE).context["page"].limits == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_term_that_begins_while_a_day_is_marked_is_not_missed(cast):
    """The commune's term begins and is not yet kept when the administrator marks a day within it."""
    load_holidays()
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    begun = Flag()

    def hand_in():
        with transaction.atomic():
            services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)
            begun.set()
            sleep(0.5)
        connection.close()

    def mark():
        begun.wait(10)
        keep(cast, date(2026, 11, 11))
        connection.close()

    with ThreadPoolExecutor(2) as people:
        for deed in [people.submit(hand_in), people.submit(mark)]:
            deed.result(20)

    assert fresh(dossier).due_on == StepClock.objects.get(dossier=dossier).due_on == date(2026, 12, 2)
