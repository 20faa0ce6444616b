"""The first page: each role finds its own work, by urgency, and nobody else's."""

from datetime import date

import pytest
from django.urls import reverse
from freezegun import freeze_time

from ocop.accounts import services as accounts
from ocop.accounts.models import User
from ocop.core.roles import Level, Role
from ocop.law.models import Regime
from ocop.notifications.services import notify
from ocop.programme.models import Cycle
from registrations.choices import DossierState
from reports.queries.agenda import agenda_for
from reports.queries.work import SHOWN_OF_A_KIND
from tests.factories import trainings as make_trainings
from tests.factories.accounts import make_officer
from tests.factories.certificates import (
    handed_in,
    make_bare_dossier,
    make_certificate,
    make_line,
    make_named_product,
)
from tests.factories.evaluations import province_panel
from tests.factories.ideas import make_idea
from trainings import services

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
HANDED_IN = "2026-11-01T03:00:00Z"


@pytest.fixture(autouse=True)
def _november():
    with freeze_time("2026-11-24 03:00"):
        yield


def fresh(person):
    return User.objects.get(pk=person.pk)


def agenda(person):
    return agenda_for(fresh(person), on=DAY)


def titles(person):
    return [[item.title for item in group.items] for group in agenda(person).groups]


@pytest.fixture
def make_dossier(cast):
    def make(name, state, *, producer=None, **fields):
        producer = producer or cast.producer
        if state != DossierState.DRAFT:
            fields = {"handed_in_at": HANDED_IN, "handed_in_by": cast.officer} | fields
        return make_bare_dossier(
            make_named_product(producer, name), cast.cycle_148, created_by=cast.officer, state=state, **fields
        )

    return make


def test_a_commune_officer_finds_the_own_dossiers_by_urgency(cast, make_dossier):
    make_dossier("Xoài", DossierState.RETURNED, due_on=date(2026, 11, 23), return_reason="Thiếu ảnh nhãn")
    make_dossier("Mít", DossierState.COMMUNE_REVIEW, due_on=date(2026, 12, 1))
    make_dossier("Ổi", DossierState.COMMUNE_REVIEW, due_on=date(2026, 12, 2))
    make_dossier("Sen", DossierState.DRAFT)
    make_dossier("Của huyện", DossierState.SUBMITTED, level=Level.DISTRICT)

    assert titles(cast.officer) == [
        ["Bổ sung hồ sơ Xoài"],
        ["Xét hồ sơ Mít"],
        ["Xét hồ sơ Ổi", "Làm tiếp hồ sơ Sen"],
    ]
    assert titles(cast.neighbour_officer) == [[], [], []]


def test_each_line_says_how_near_the_last_day_is(cast, make_dossier):
    for name, due in (
        ("A", date(2026, 11, 23)),
        ("B", DAY),
        ("C", date(2026, 11, 27)),
        ("D", date(2027, 1, 1)),
    ):
        make_dossier(name, DossierState.RETURNED, due_on=due, return_reason="Thiếu ảnh nhãn")

    lines = [(item.status.label, item.note) for group in agenda(cast.officer).groups for item in group.items]

    assert lines == [
        ("Quá hạn 1 ngày", "Thiếu ảnh nhãn"),
        ("Hết hạn hôm nay", "Thiếu ảnh nhãn"),
        ("Còn 3 ngày", "Thiếu ảnh nhãn"),
        ("Hạn 01/01/2027", "Thiếu ảnh nhãn"),
    ]


def test_an_officer_takes_in_what_came_to_the_own_level(cast, make_dossier):
    make_dossier("Xoài", DossierState.SUBMITTED, level=Level.DISTRICT)
    make_dossier("Mít", DossierState.ACCEPTED, level=Level.DISTRICT)

    assert titles(cast.district_officer)[2] == ["Tiếp nhận hồ sơ Xoài", "Xếp phiên cho 1 hồ sơ đã tiếp nhận"]
    assert titles(cast.province_officer) == [[], [], []]
    assert titles(cast.other_district_officer) == [[], [], []]


def test_a_long_queue_is_cut_and_counted(cast, make_dossier):
    for number in range(SHOWN_OF_A_KIND + 2):
        make_dossier(f"Sản phẩm {number:02d}", DossierState.DRAFT)

    found = agenda(cast.officer)

    assert found.total == SHOWN_OF_A_KIND + 2
    assert len(found.groups[2].items) == SHOWN_OF_A_KIND + 1
    assert found.groups[2].items[-1].title == "Còn 2 hồ sơ khác chờ bạn"


def test_a_leader_finds_the_drafts_to_sign_but_not_the_own(cast):
    line = make_line(
        cast,
        make_named_product(cast.producer, "Xoài"),
        issuer=cast.places.old_district,
        stars=3,
        decided_on=date(2025, 6, 16),
    )
    draft = {"state": "draft", "signed_at": None, "signed_by": None, "number": ""}
    draft |= {"decided_on": None, "number_year": None}
    type(line.decision).objects.filter(pk=line.decision.pk).update(**draft)

    assert titles(cast.district_leader)[2] == ["Ký quyết định: công nhận, phân hạng"]
    assert titles(cast.other_district_leader)[2] == []

    type(line.decision).objects.filter(pk=line.decision.pk).update(prepared_by=cast.district_leader)
    assert titles(cast.district_leader)[2] == []


def test_the_province_and_the_producer_are_told_180_days_before_the_end(cast):
    make_certificate(cast, name="Gần hết", valid_from=date(2024, 5, 23))
    make_certificate(cast, name="Còn lâu", valid_from=date(2024, 5, 24))

    producer = agenda(cast.producer_person)
    assert [item.title for group in producer.groups for item in group.items] == [
        "Nộp hồ sơ đánh giá lại Gần hết"
    ]
    assert producer.groups[2].items[0].status.label == "Đến 23/05/2027"
    assert titles(cast.province_officer)[2] == ["1 giấy chứng nhận trong hạn nộp hồ sơ đánh giá lại"]
    assert titles(cast.foreign_province_officer)[2] == []
    assert titles(cast.new_producer_person)[2] == []


def test_an_administrator_opens_the_year_and_sees_posts_end(cast):
    Cycle.objects.filter(pk=cast.cycle_26.pk).delete()
    post = cast.new_officer.memberships.get()
    accounts.end_post(actor=cast.administrator, post=post, ends_on=date(2026, 12, 24))
    later = cast.new_neighbour_officer.memberships.get()
    accounts.end_post(actor=cast.administrator, post=later, ends_on=date(2026, 12, 25))

    assert titles(cast.administrator)[2] == [
        "Vị trí sắp hết: Cán bộ xã Mỹ Hiệp",
        "Mở chu trình năm 2026 của tỉnh Đồng Tháp",
    ]
    assert titles(cast.auditor) == [[], [], []]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRODUCER])
def test_every_role_opens_its_first_page(client, cast, role):
    client.force_login(make_officer(role, cast.places.province))

    assert client.get("/").status_code == 200
    assert client.get(reverse("more")).status_code == 200


def test_the_page_counts_the_work_and_shows_the_year_and_the_news(client, cast, make_dossier):
    make_dossier("Xoài", DossierState.RETURNED, due_on=date(2026, 11, 20), producer=cast.new_producer)
    make_dossier("Mít", DossierState.RETURNED, due_on=date(2026, 11, 30), producer=cast.new_producer)
    make_dossier("Sen", DossierState.DRAFT, producer=cast.new_producer)
    notify([cast.new_officer], "Hồ sơ Sen đã được tiếp nhận.", "/ho-so/1/")
    client.force_login(cast.new_officer)

    body = client.get("/").content.decode()

    assert "Có 3 việc chờ bạn: 1 việc quá hạn, 1 việc đến hạn trong tuần này." in body
    assert "ngày 24 tháng 11 năm 2026" in body
    assert "Chu trình năm 2026" in body
    assert "Hồ sơ Sen đã được tiếp nhận." in body
    assert reverse("registrations:dossier-new") in body


def test_nothing_to_do_and_no_post_are_told_apart(client, cast):
    client.force_login(cast.new_neighbour_officer)
    idle = client.get("/").content.decode()
    client.force_login(cast.nobody)
    without = client.get("/").content.decode()

    assert "Không có việc nào chờ bạn." in idle
    assert "Bạn chưa giữ vị trí công tác nào." in without


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_many(
    client, cast, make_dossier, django_assert_num_queries, count
):
    for number in range(count):
        make_dossier(f"Sản phẩm {number}", DossierState.DRAFT, producer=cast.new_producer)
    client.force_login(cast.new_officer)
    client.get(reverse("accounts:profile"))

    with django_assert_num_queries(18):
        client.get("/")


def test_more_lists_every_section_of_the_role(client, cast):
    client.force_login(cast.administrator)

    body = client.get(reverse("more")).content.decode()

    for words in ("Hồ sơ", "Chủ thể", "Chứng nhận", "Chu trình", "Nhật ký", "Tài khoản", "Đăng xuất"):
        assert words in body


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get("/").url == "/tai-khoan/dang-nhap/?next=/"


def test_the_badges_of_the_groups_add_up_to_the_sentence(client, cast):
    for number in range(2):
        make_idea(cast.places.my_hiep, cast.cycle_26, actor=cast.new_officer, name=f"Ý tưởng {number}")
    client.force_login(cast.new_officer)

    agenda = client.get("/").context["page"].agenda

    assert (agenda.total, [group.count for group in agenda.groups]) == (2, [0, 0, 2])


def test_a_run_of_many_is_one_task_and_leads_to_its_list(client, cast):
    """Two in the window of 26/2026/QĐ-TTg, one past it, one whose owner has filed already."""
    for name, began in (("A", 20), ("B", 21)):
        make_certificate(cast, name=f"Gần hết {name}", valid_from=date(2024, 5, began))
    make_certificate(cast, name="Quá hạn nộp", valid_from=date(2024, 2, 1))
    filed = make_certificate(cast, name="Đã nộp lại", valid_from=date(2024, 5, 22))
    again = make_bare_dossier(
        filed.product,
        cast.cycle_26,
        created_by=cast.officer,
        regime=Regime.objects.get(code="R26"),
        registration_type="reassessment",
    )
    handed_in(again, cast.officer)

    found = agenda(cast.province_officer)

    work = found.groups[2].items
    assert [item.title for item in work] == [
        "1 giấy chứng nhận quá hạn nộp hồ sơ đánh giá lại",
        "2 giấy chứng nhận trong hạn nộp hồ sơ đánh giá lại",
    ]
    assert found.total == 2
    client.force_login(cast.province_officer)
    assert [len(client.get(item.url).context["page"].rows) for item in work] == [1, 2]


def test_a_class_asks_communes_for_names_and_answers_and_its_office_for_each_step(cast):
    hands = make_trainings.of_province(cast)
    training = hands.planned(starts_on=date(2026, 12, 7), nominate_until=date(2026, 11, 27))
    code = training.code
    assert titles(cast.province_officer)[1] == [f"Mở cử người cho lớp {code}"]
    assert titles(cast.new_officer) == [[], [], []]

    services.open_nominations(actor=cast.province_officer, training=training)
    make_trainings.quota(cast.province_officer, training, cast.places.my_hiep, 2)
    (line,) = agenda(cast.new_officer).groups[1].items
    assert (line.title, line.note) == (f"Cử người dự lớp {code}", "Tập huấn OCOP. Còn cử được 2 người.")
    assert titles(cast.new_neighbour_officer) == [[], [], []], "has no quota"
    assert titles(cast.province_officer) == [[], [], []]

    one, two = hands.named(training, "Học viên một", "Học viên hai")
    assert titles(cast.new_officer)[2] == [f"Trả lời cho 2 người có chỗ ở lớp {code}"]
    for each in (one, two):
        services.confirm(actor=cast.new_officer, nomination=each)
    assert titles(cast.new_officer) == [[], [], []]


def test_a_class_that_runs_asks_for_its_rolls_its_close_and_its_account(cast):
    hands = make_trainings.of_province(cast)
    running = hands.past("Học viên một")
    assert titles(cast.province_officer)[0] == [f"Điểm danh 2 buổi của lớp {running.code}"]

    for session in running.sessions.all():
        services.take_roll(
            actor=cast.province_officer, session=session, present=list(running.nominations.all())
        )
    assert titles(cast.province_officer)[0] == [f"Kết thúc lớp {running.code}"]
    services.close_class(actor=cast.province_officer, training=running)
    assert titles(cast.province_officer)[2] == [f"Cấp giấy chứng nhận hoàn thành lớp {running.code}"]
    assert titles(cast.foreign_province_officer) == [[], [], []]


def test_the_year_stands_on_the_first_page_of_producers_and_members_too(client, cast):
    secretary = province_panel(cast).secretary
    for person, opens in ((cast.new_officer, True), (cast.producer_person, False), (secretary, False)):
        client.force_login(fresh(person))
        answer = client.get(reverse("today"))
        page = answer.context["page"]
        assert len(page.year.steps) == 6, str(person)
        address = reverse("programme:cycle-detail", args=[page.cycle.pk])
        assert (address in answer.content.decode()) is opens is (client.get(address).status_code == 200)
