"""From the plan to the certificate, by the services."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from freezegun import freeze_time

from catalogue.queries import completion_page, completion_with_code, completion_with_token
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.services import run_job
from ocop.workflow import MoveRefused
from tests.factories import trainings as make
from tests.factories.registrations import make_producer
from trainings import services
from trainings.documents import certificates_in_one
from trainings.models import Attendance, CompletionCertificate, Nomination, TrainingClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def hands(cast):
    return make.of_province(cast)


def named_by(actor, unit, training, *names):
    people = [services.Nominee(unit=unit, full_name=name, position="Học viên") for name in names]
    return services.nominate(actor=actor, training=training, people=people)


def states(training):
    return list(training.nominations.order_by("order").values_list("full_name", "state"))


def test_seats_go_in_order_and_the_waiting_list_moves_up_by_itself(cast, hands):
    training = hands.opened(seats=2)
    services.set_quota(actor=cast.province_officer, training=training, seats=1, units=[cast.places.my_hiep])

    hands.named(training, "Một", "Hai")
    named_by(cast.new_neighbour_officer, cast.places.my_tho, training, "Ba", "Bốn")

    assert states(training) == [("Một", "seated"), ("Hai", "waiting"), ("Ba", "seated"), ("Bốn", "waiting")]
    first = training.nominations.get(full_name="Một")
    services.withdraw(actor=cast.new_officer, nomination=first, note="Đi công tác")
    assert states(training)[:2] == [("Một", "withdrawn"), ("Hai", "seated")]
    training.refresh_from_db()
    assert training.seats_taken == 2
    with pytest.raises(RuleViolation, match="Đã có 2 người"):
        services.change_class(actor=cast.province_officer, training=training, content=make.content(seats=1))
    services.change_class(actor=cast.province_officer, training=training, content=make.content(seats=3))
    assert states(training)[3] == ("Bốn", "seated")
    assert set(Event.objects.filter(verb__startswith="nomination.").values_list("verb", flat=True)) == {
        "nomination.seat",
        "nomination.withdraw",
    }
    with pytest.raises(IntegrityError, match="seats"), transaction.atomic():
        TrainingClass.objects.filter(pk=training.pk).update(seats_taken=4)


def test_who_is_named_for_a_producer_counts_for_it_and_for_its_kind(client, cast, hands):
    training = hands.opened(audience="producers", seats=5)
    services.set_quota(
        actor=cast.province_officer, training=training, seats=1, units=[], producer_kind="cooperative"
    )
    client.force_login(cast.new_officer)
    page = reverse("trainings:class-nominate-name", args=[training.pk])
    shown = " ".join(strip_tags(client.get(page).content.decode()).split())
    assert "Dự cho chủ thể (không" not in shown
    assert "Điện thoại (không bắt buộc)" in shown
    typed = {"unit": cast.places.my_hiep.pk, "position": "Thành viên", "phone": ""}

    def name(**more):
        return client.post(page, typed | {"form_key": uuid4(), "producer": "", "producer_kind": ""} | more)

    refused = name(full_name="Không của ai")
    assert "dự cho chủ thể nào, hoặc loại hình" in str(refused.context["form"].errors["producer"])
    assert name(full_name="Trần Sen", producer="sen my hiep").status_code == 302
    assert name(full_name="Lê Lúa", producer_kind="cooperative").status_code == 302
    assert name(full_name="Hộ một", producer_kind="household").status_code == 302
    beside = make_producer(cast.places.my_tho, cast.new_neighbour_officer, name="Hợp tác xã Mỹ Thọ")
    assert "Không tìm thấy" in str(name(full_name="X", producer=beside.name).context["form"].errors)
    other = name(full_name="Y", producer="sen my hiep", producer_kind="household").context["form"]
    assert "là hợp tác xã" in str(other.errors["producer_kind"])

    assert states(training) == [("Trần Sen", "seated"), ("Lê Lúa", "waiting"), ("Hộ một", "seated")]
    assert training.nominations.get(full_name="Trần Sen").producer == cast.new_producer
    with pytest.raises(RuleViolation, match="không ở địa bàn"):
        person = services.Nominee(cast.places.my_hiep, "Z", producer=beside)
        services.nominate(actor=cast.province_officer, training=training, people=[person])


def test_many_are_confirmed_at_once(cast, hands, client):
    training = hands.opened(seats=3)
    hands.named(training, "Một", "Hai", "Ba", "Bốn")
    client.force_login(cast.new_officer)
    url = reverse("trainings:class-confirm", args=[training.pk])
    assert url in client.get(training.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    first, second, third = form["nominations"].value()
    waiting = training.nominations.get(full_name="Bốn")

    def send(*people):
        return client.post(url, {"form_key": str(uuid4()), "nominations": people})

    assert "Hãy chọn" in str(send().context["form"].errors) or send().status_code == 422
    assert send(first, waiting.pk).status_code == 422
    client.force_login(cast.new_neighbour_officer)
    assert send(first).status_code == 422, "somebody of another commune"
    client.force_login(cast.new_officer)
    assert send(first, third).status_code == 302
    assert states(training) == [
        ("Một", "confirmed"), ("Hai", "seated"), ("Ba", "confirmed"), ("Bốn", "waiting")
    ]  # fmt: skip
    assert Event.objects.filter(verb="nomination.confirm").count() == 2
    with pytest.raises(RuleViolation, match="vừa thay đổi"):
        services.confirm_people(
            actor=cast.new_officer,
            training=training,
            nominations=[Nomination(pk=first), Nomination(pk=second)],
        )


def test_a_quota_is_never_below_what_is_taken_of_it(cast, hands):
    training = hands.opened(seats=3)
    hands.named(training, "Một", "Hai")
    actor, unit = cast.province_officer, cast.places.my_hiep
    for earlier in (False, True):
        with pytest.raises(RuleViolation, match="Mỹ Hiệp đã có 2 người giữ chỗ"):
            services.set_quota(actor=actor, training=training, seats=1, units=[cast.places.my_tho, unit])
        assert list(training.quotas.values_list("seats", flat=True)) == [2] * earlier
        make.quota(actor, training, unit, 2)


def test_who_cannot_be_named_is_told_why(cast, hands):
    training = hands.opened(audience="officials")
    hands.named(training, "Trần Sen")

    with pytest.raises(RuleViolation, match="đã được cử"):
        hands.named(training, "TRẦN  SEN")
    with pytest.raises(RuleViolation, match="địa bàn mình"):
        named_by(cast.new_officer, cast.places.my_tho, training, "Lê Lúa")
    with pytest.raises(RuleViolation, match="dành cho cán bộ"):
        services.nominate(
            actor=cast.new_officer,
            training=training,
            people=[services.Nominee(cast.places.my_hiep, "Người đại diện", producer=cast.new_producer)],
        )
    TrainingClass.objects.filter(pk=training.pk).update(nominate_until=clock.today() - timedelta(days=1))
    with pytest.raises(RuleViolation, match="hết hạn cử người"):
        hands.named(training, "Lê Lúa")
    assert len(named_by(cast.province_officer, cast.places.my_hiep, training, "Lê Lúa")) == 1
    assert not TrainingClass.objects.visible_to(cast.foreign_officer).exists()
    assert Nomination.objects.visible_to(cast.new_neighbour_officer).count() == 0


def test_the_roll_is_never_of_the_future_and_corrections_say_why(cast, hands):
    training = hands.running("Một", "Hai")
    people = list(training.nominations.order_by("order"))
    make.move_to(training, clock.today() + timedelta(days=3))
    ahead = training.sessions.first()
    with pytest.raises(RuleViolation, match="chưa diễn ra"):
        services.take_roll(actor=cast.province_officer, session=ahead, present=people)
    with pytest.raises(IntegrityError, match=r"future|check"), transaction.atomic():
        Attendance.objects.create(
            session=ahead,
            nomination=people[0],
            present=True,
            source="hand",
            held_on=ahead.day,
            marked_on=clock.today(),
            marked_at=training.created_at,
            marked_by=cast.province_officer,
        )

    make.move_to(training, clock.today() - timedelta(days=3))
    session = training.sessions.first()
    services.take_roll(actor=cast.province_officer, session=session, present=people)
    with pytest.raises(RuleViolation, match="lý do sửa"):
        services.take_roll(actor=cast.province_officer, session=session, present=people[:1])
    services.take_roll(actor=cast.province_officer, session=session, present=people[:1], note="Ghi nhầm dòng")
    event = Event.objects.get(verb="class.roll-correct")
    assert (event.note, event.detail["now_absent"]) == ("Ghi nhầm dòng", ["Hai"])
    with pytest.raises(RuleViolation, match="làm được việc này"):
        services.take_roll(actor=cast.new_officer, session=session, present=[])


def test_a_trainee_scans_the_code_on_the_screen(cast, hands):
    training = hands.opened()
    person = services.Nominee(cast.places.my_hiep, "Cán bộ xã", user=cast.new_officer, role="commune_officer")
    (one,) = services.nominate(actor=cast.new_officer, training=training, people=[person])
    services.confirm(actor=cast.new_officer, nomination=one)
    services.start_class(actor=cast.province_officer, training=training)
    make.move_to(training, clock.today() - timedelta(days=1))
    session, other = training.sessions.order_by("half")
    code = services.roll_code(session)

    mark = services.check_in(actor=cast.new_officer, session=session, code=code)

    assert (mark.present, mark.source) == (True, "qr")
    assert services.check_in(actor=cast.new_officer, session=session, code=code) == mark
    with pytest.raises(RuleViolation, match="buổi khác"):
        services.check_in(actor=cast.new_officer, session=other, code=code)
    with pytest.raises(RuleViolation, match="không có tên"):
        services.check_in(actor=cast.new_neighbour_officer, session=session, code=code)


@pytest.fixture
def half_day(cast, hands):
    """A half-day of yesterday, with the officer of Mỹ Hiệp and somebody without an account on the list."""
    training = hands.opened()
    person = services.Nominee(cast.places.my_hiep, "Cán bộ xã", user=cast.new_officer, role="commune_officer")
    services.nominate(actor=cast.new_officer, training=training, people=[person])
    hands.named(training, "Trần Sen")
    for one in training.nominations.all():
        services.confirm(actor=cast.new_officer, nomination=one)
    services.start_class(actor=cast.province_officer, training=training)
    make.move_to(training, clock.today() - timedelta(days=1))
    return training.sessions.get(half="am")


def test_a_scan_outlives_the_form_that_was_opened_before_it(client, cast, half_day):
    scanner, other = half_day.training.nominations.order_by("order")
    client.force_login(cast.province_officer)
    page = reverse("trainings:session-roll", args=[half_day.pk])
    opened = client.get(page)
    services.check_in(actor=cast.new_officer, session=half_day, code=services.roll_code(half_day))

    poll = client.get(page, {"shown": ""}, headers={"HX-Request": "true"}).content.decode()
    assert f'value="{scanner.pk}" id="id_present_0" checked hx-swap-oob="true"' in poll
    assert f'name="shown" value="{scanner.pk}"' in poll
    again = client.get(page, {"shown": str(scanner.pk)}, headers={"HX-Request": "true"}).content.decode()
    assert "hx-swap-oob" not in again

    sent = typed(opened, present=[other.pk])
    said = client.post(page, sent, follow=True).content.decode()
    assert marks_of(half_day) == {scanner.pk: (True, "qr"), other.pk: (True, "hand")}
    assert "2/2 có mặt. Trong đó 1 người tự quét mã" in said


def test_a_tick_that_was_shown_may_be_taken_away(client, cast, half_day):
    scanner, other = half_day.training.nominations.order_by("order")
    services.check_in(actor=cast.new_officer, session=half_day, code=services.roll_code(half_day))
    sheet = make.paper_roll(cast.province_officer, half_day.training, "Trần Sen", "Cán bộ xã")
    sheet.rows[1]["present"] = []
    sheet.save()
    services.apply_roll(actor=cast.province_officer, sheet=sheet)
    assert marks_of(half_day) == {scanner.pk: (True, "qr"), other.pk: (True, "paper")}

    client.force_login(cast.province_officer)
    page = reverse("trainings:session-roll", args=[half_day.pk])
    opened = client.get(page)
    assert "không bắt buộc" not in opened.content.decode()
    assert client.post(page, typed(opened, present=[other.pk], note="")).status_code == 422
    client.post(page, typed(opened, present=[other.pk], note="Bỏ về sớm"))
    assert marks_of(half_day) == {scanner.pk: (False, "hand"), other.pk: (True, "paper")}


def test_a_code_of_the_roll_is_short_lived(cast, half_day, settings):
    with freeze_time(timezone.now() - timedelta(seconds=settings.ROLL_CODE_SECONDS + 1)):
        old = services.roll_code(half_day)
    assert settings.ROLL_CODE_SECONDS <= 120
    with pytest.raises(RuleViolation, match="Mã đã cũ"):
        services.check_in(actor=cast.new_officer, session=half_day, code=old)


def typed(opened, **values) -> dict:
    """What a form that was opened sends back, with these values."""
    form = opened.context["form"]
    kept = {"form_key": form.form_key, "version": form.version, "shown": form["shown"].value()}
    return kept | values


def marks_of(session) -> dict[int, tuple[bool, str]]:
    return {pk: (was, how) for pk, was, how in session.roll.values_list("nomination", "present", "source")}


def test_who_was_there_often_enough_gets_a_certificate_that_can_be_looked_up(cast, hands):
    training = hands.closed("Trần Sen", "Lê Lúa", "Vắng Mặt", absent=("Vắng Mặt",))
    assert set(training.nominations.values_list("full_name", "completed")) == {
        ("Trần Sen", True),
        ("Lê Lúa", True),
        ("Vắng Mặt", False),
    }

    with pytest.raises(RuleViolation, match="Ngày ký"):
        services.request_certificates(
            actor=cast.province_officer,
            training=training,
            signer_title="Phó Giám đốc",
            signer_name="",
            dated_on=clock.today() + timedelta(days=1),
        )
    job = services.request_certificates(
        actor=cast.province_officer,
        training=training,
        signer_title="Phó Giám đốc",
        signer_name="Phó Giám đốc Sở",
        dated_on=clock.today(),
    )
    run_job(job.pk)
    run_job(job.pk)

    year = clock.today().year
    issued = CompletionCertificate.objects.order_by("number")
    assert [one.number for one in issued] == [f"0001/{year}/GCN-TH", f"0002/{year}/GCN-TH"]
    first = issued[0]
    assert completion_with_token(first.token) == first
    assert completion_with_code(f" {first.short_code.lower()} ") == first
    page = completion_page(first)
    assert (page.product, page.tone, page.stars) == ("Trần Sen", "ok", 0)
    assert certificates_in_one(training).startswith(b"%PDF")
    with pytest.raises(MoveRefused, match="Đã cấp giấy"):
        services.reopen_class(actor=cast.province_officer, training=training, note="Sửa")


def test_a_class_does_not_close_before_its_days_and_rolls_are_over(cast, hands):
    training = hands.running()
    with pytest.raises(MoveRefused, match=r"chưa (diễn ra|điểm danh)"):
        services.close_class(actor=cast.province_officer, training=training)
    with pytest.raises(RuleViolation, match="không tổ chức"):
        services.plan_class(actor=cast.new_officer, organiser=cast.places.province, content=make.content())
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        services.close_class(actor=cast.foreign_province_officer, training=training)


def test_only_who_speaks_for_people_is_shown_what_may_be_said_of_them(client, cast, hands):
    opened = hands.opened()
    hands.named(opened, "Học viên một")
    running = hands.past("Học viên một")
    says = reverse("trainings:class-detail", args=[opened.pk]), "Báo không dự"
    enters = reverse("trainings:feedback-detail", args=[running.pk]), "Nhập phiếu giấy"

    for reader, shown in ((cast.province_officer, True), (cast.province_leader, False)):
        client.force_login(reader)
        for address, words in (says, enters):
            assert (words in client.get(address).content.decode()) is shown


def test_many_are_marked_with_as_few_queries_as_one(cast):
    hands, asked = make.of_province(cast), []
    for names in (("Trần Sen",), [f"Học viên {at}" for at in range(9)]):
        session = hands.past(*names).sessions.first()
        with CaptureQueriesContext(connection) as queries:
            services.take_roll(
                actor=cast.province_officer, session=session, present=list(session.training.nominations.all())
            )
        asked.append(len(queries))
        assert session.roll.filter(present=True).count() == len(names)
    assert asked[0] == asked[1]
