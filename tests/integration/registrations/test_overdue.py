"""What is over its term: found by the leader of those who have it, with who has it and by how many days."""

from datetime import date

import pytest
from django.urls import reverse
from freezegun import freeze_time

from ocop.exports.lists import list_of, rows_of
from ocop.ui.parts import Status
from registrations import services
from reports.queries.agenda import agenda_for
from tests.factories.law import load_holidays
from tests.factories.registrations import complete_dossier

LATE = "?muc=qua-han&sort=due"


@pytest.fixture
def late(cast):
    """Handed in to the commune on Friday 30/10/2026; its fifteen working days were over on Friday 20/11."""
    load_holidays()
    with freeze_time("2026-10-30 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
        dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)
    with freeze_time("2026-11-25 02:00"):
        yield dossier


def test_the_leader_finds_on_the_first_page_how_many_and_since_when(client, cast, late):
    client.force_login(cast.province_leader)

    page = client.get("/").content.decode()

    assert "1 hồ sơ quá hạn trong tỉnh" in page
    assert "Lâu nhất từ 20/11/2026" in page
    assert f'href="{reverse("registrations:dossier-list")}?muc=qua-han&amp;sort=due"' in page


def test_only_the_leaders_of_the_place_are_told(cast, late):
    def overdue_lines(person):
        agenda = agenda_for(person, on=date(2026, 11, 25))
        return [item.title for item in agenda.groups[0].items]

    assert overdue_lines(cast.province_leader) == ["1 hồ sơ quá hạn trong tỉnh"]
    assert overdue_lines(cast.foreign_province_leader) == []
    assert overdue_lines(cast.district_leader) == []
    assert overdue_lines(cast.province_officer) == []


def test_the_list_says_who_has_it_and_by_how_many_working_days(client, cast, late):
    client.force_login(cast.province_leader)

    page = client.get(reverse("registrations:dossier-list") + LATE).context["page"]

    (row, _state, holder, due) = page.lines[0]
    assert [row] == [line[0] for line in page.lines] == [late]
    assert holder == "UBND xã Mỹ Hiệp"
    assert due == Status("bad", "error", "Quá hạn 3 ngày làm việc")


def test_the_list_leaves_as_a_sheet_with_the_same_days(cast, late):
    view = list_of("registrations:dossier-list", query=LATE[1:], person=cast.province_leader)
    sheet = view.sheet_class()

    (line,) = sheet.lines(rows_of(view))

    told = dict(zip(sheet.headers, line, strict=True))
    assert told["Ai đang giữ"] == "UBND xã Mỹ Hiệp"
    assert (told["Hạn"], told["Số ngày quá hạn"], told["Tính theo"]) == (
        date(2026, 11, 20),
        3,
        "ngày làm việc",
    )
