"""The way of a dossier: hand in, send up, take in, give back, withdraw, and what councils decide."""

from datetime import date

import pytest
from django.db import connection, transaction
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Level, Role
from ocop.documents.models import NumberBook
from ocop.law.models import CriteriaSet
from ocop.notifications.models import Notice
from ocop.workflow import MoveRefused
from registrations import queries, services
from registrations.choices import DossierState, RegistrationType
from registrations.models import Dossier
from registrations.workflow import DOSSIER
from tests.cast import also_holds
from tests.factories.law import load_holidays
from tests.factories.registrations import (
    accepted_dossier,
    complete_dossier,
    fresh,
    start_dossier,
    submitted_dossier,
)

S = DossierState


def verbs(dossier):
    return list(
        Event.objects.filter(subject_id=dossier.pk, verb__startswith="dossier.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_the_district_receives_under_148(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert (dossier.state, dossier.level) == (S.SUBMITTED, Level.DISTRICT)
    assert dossier.receipt_number == "01-2025/PĐK-87-873-2025"
    assert dossier.product_code == "87-873-1-2025"
    assert dossier.handed_in_by == cast.officer
    assert verbs(dossier)[-1] == "dossier.submit"
    assert told(cast.district_officer) == [f"Xã Mỹ Hiệp vừa gửi hồ sơ “{dossier}”."]
    assert told(cast.other_district_officer) == []


def test_the_province_receives_under_26_with_the_report(cast):
    dossier = submitted_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    year = cast.cycle_26.year
    assert (dossier.level, dossier.regime.code) == (Level.PROVINCE, "R26")
    assert dossier.receipt_number == f"01-{year}/PĐK-82-30112-{year}"
    assert dossier.product_code == f"82-30112-1-{year}"
    assert len(told(cast.province_officer)) == 1


def test_the_code_of_1048_names_the_commune(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_1048, actor=cast.officer)

    assert dossier.product_code == "87-873-30112-1-2022"
    assert dossier.receipt_number == "01-2022/PĐK-87-873-30112-2022"


def test_the_district_counts_over_its_communes(cast):
    first = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    second = submitted_dossier(cast.neighbour_producer, cast.cycle_148, actor=cast.neighbour_officer)

    assert (first.product_code, second.product_code) == ("87-873-1-2025", "87-873-2-2025")


def test_a_withdrawn_number_is_not_given_again(cast):
    first = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.withdraw_dossier(actor=cast.officer, dossier=first, note="Chủ thể xin rút")

    second = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert fresh(first).product_code == "87-873-1-2025"
    assert second.product_code == "87-873-2-2025"
    assert second.receipt_number.startswith("02-2025")


def test_a_number_is_not_lost_when_the_sending_is_refused(cast):
    unfinished = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    with pytest.raises(MoveRefused):
        services.submit_dossier(actor=cast.officer, dossier=unfinished)

    assert not NumberBook.objects.filter(last__gt=0).exists()


def test_everything_missing_is_said_at_once(cast):
    unfinished = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    with pytest.raises(MoveRefused) as refusal:
        services.submit_dossier(actor=cast.new_officer, dossier=unfinished)

    assert "nên chưa gửi được" in refusal.value.message
    assert "Chưa chọn bộ tiêu chí." in refusal.value.message
    assert "Báo cáo của xã: chưa ghi lao động địa phương." in refusal.value.message


def test_sending_twice_is_sending_once(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(MoveRefused, match="Chờ tiếp nhận"):
        services.submit_dossier(actor=cast.officer, dossier=dossier)

    assert verbs(dossier).count("dossier.submit") == 1
    assert NumberBook.objects.get(series="product-code").last == 1


def test_sending_what_somebody_changed_meanwhile_is_refused(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.update_registration_form(actor=cast.producer_person, dossier=dossier, phone="0277 1")

    with pytest.raises(Stale):
        services.submit_dossier(actor=cast.officer, dossier=dossier, version=dossier.version)


@pytest.mark.parametrize("who", ["neighbour_officer", "producer_person", "district_officer", "nobody"])
def test_nobody_else_sends_it_up(cast, who):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation):
        services.submit_dossier(actor=cast.people[who], dossier=dossier)

    assert fresh(dossier).state == S.DRAFT


def test_an_officer_who_acts_for_the_producer_does_not_send_its_dossier(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    both = also_holds(cast.producer_person, Role.COMMUNE_OFFICER, cast.places.old_my_hiep)

    with pytest.raises(RuleViolation, match="không tự xét và gửi"):
        services.submit_dossier(actor=both, dossier=dossier)


def test_a_set_is_frozen_once_a_dossier_went_up_on_it(cast):
    submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert CriteriaSet.objects.get(code="QD148-01").frozen_at is not None


@freeze_time("2026-10-30 02:00")
def test_the_producer_hands_in_and_the_commune_has_fifteen_working_days(cast):
    load_holidays()
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)

    assert (dossier.state, dossier.level) == (S.COMMUNE_REVIEW, Level.COMMUNE)
    assert dossier.due_on == date(2026, 11, 20)
    assert dossier.handed_in_by == cast.new_producer_person
    assert dossier.receipt_number == ""
    assert verbs(dossier)[-1] == "dossier.hand_in"
    assert told(cast.new_officer) == [f"Chủ thể vừa nộp hồ sơ “{dossier}”."]


def test_the_producer_is_not_asked_for_the_report_of_the_commune(cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    dossier.commune_report.delete()

    dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)

    with pytest.raises(MoveRefused, match="Báo cáo của xã"):
        services.submit_dossier(actor=cast.new_officer, dossier=dossier)


def test_an_unfinished_dossier_is_not_handed_in(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)

    with pytest.raises(MoveRefused, match="Chưa chọn bộ tiêu chí"):
        services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)


def test_the_first_hand_in_decides_the_regime(cast):
    """Begun under R148_2T, handed in on the first day of R26: another decision, another set."""
    with freeze_time("2026-05-20 02:00"):
        dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    assert dossier.regime.code == "R148_2T"

    with freeze_time("2026-05-22 02:00"), pytest.raises(RuleViolation, match="Hãy chọn lại bộ tiêu chí"):
        services.submit_dossier(actor=cast.new_officer, dossier=dossier)

    with freeze_time("2026-05-21 02:00"):
        dossier = services.submit_dossier(actor=cast.new_officer, dossier=dossier)
    with freeze_time("2026-06-01 02:00"):
        returned = services.return_dossier(actor=cast.province_officer, dossier=dossier, note="Thiếu ảnh")
        again = services.submit_dossier(actor=cast.new_officer, dossier=returned)
    assert again.regime.code == "R148_2T"


def test_a_dossier_begun_under_rules_of_the_same_sets_moves_to_those_of_its_day(cast):
    """A draft without a set follows the day."""
    with freeze_time("2026-05-20 02:00"):
        dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    with freeze_time("2026-05-22 02:00"):
        from tests.factories.law import load_set

        services.choose_criteria_set(
            actor=cast.new_officer, dossier=dossier, criteria_set=load_set("QD26-01")
        )

    assert fresh(dossier).regime.code == "R26"


def test_the_regime_of_a_draft_without_a_set_is_settled_when_it_is_sent(cast):
    with freeze_time("2026-05-20 02:00"):
        dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    with freeze_time("2026-05-22 02:00"), pytest.raises(MoveRefused, match="Chưa chọn bộ tiêu chí"):
        services.submit_dossier(actor=cast.new_officer, dossier=dossier)

    assert fresh(dossier).regime.code == "R148_2T", "refused, so nothing was settled"


def test_a_commune_without_district_cannot_send_to_one(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Dossier.objects.filter(pk=dossier.pk).update(commune=cast.places.my_hiep)

    with pytest.raises(RuleViolation, match="cần cấp huyện"):
        services.submit_dossier(actor=cast.new_officer, dossier=dossier)


def test_the_commune_gives_back_with_a_reason(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)

    with pytest.raises(MoveRefused, match="Hãy nêu lý do"):
        services.commune_return_dossier(actor=cast.officer, dossier=dossier, note=" ")
    dossier = services.commune_return_dossier(actor=cast.officer, dossier=dossier, note="Ảnh mờ")

    assert (dossier.state, dossier.return_reason) == (S.RETURNED, "Ảnh mờ")
    assert verbs(dossier)[-1] == "dossier.commune_return"
    assert told(cast.producer_person)[-1].startswith("Xã trả lại hồ sơ")


def test_the_officer_of_the_level_takes_it_in(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    dossier = services.accept_dossier(actor=cast.district_officer, dossier=dossier, version=dossier.version)

    assert (dossier.state, dossier.due_on) == (S.ACCEPTED, None)
    assert verbs(dossier)[-1] == "dossier.accept"
    assert told(cast.officer)[-1] == f"Hồ sơ “{dossier}” đã được tiếp nhận."
    assert told(cast.new_officer)[-1] == told(cast.officer)[-1], "the commune of today is told too"


def test_a_renewal_is_to_be_done_within_its_term(cast):
    with freeze_time("2026-11-02 02:00"):
        dossier = accepted_dossier(
            cast.new_producer,
            cast.cycle_26,
            actor=cast.new_officer,
            officer=cast.province_officer,
            registration_type=RegistrationType.REASSESSMENT,
        )

    assert dossier.due_on == date(2026, 12, 17)


@pytest.mark.parametrize(
    "who",
    [
        "officer",
        "other_district_officer",
        "district_leader",
        "province_officer",
        "auditor",
        "producer_person",
    ],
)
def test_nobody_else_takes_it_in(cast, who):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match=r"thẩm quyền|không tự tiếp nhận"):
        services.accept_dossier(actor=cast.people[who], dossier=dossier)

    assert fresh(dossier).state == S.SUBMITTED


def test_who_sent_it_does_not_take_it_in(cast):
    both = also_holds(cast.officer, Role.DISTRICT_OFFICER, cast.places.old_district)
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=both)

    with pytest.raises(RuleViolation, match="không tự tiếp nhận"):
        services.accept_dossier(actor=both, dossier=dossier)


def test_a_level_gives_back_and_gets_it_again(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    number, code = dossier.receipt_number, dossier.product_code

    dossier = services.return_dossier(
        actor=cast.district_officer, dossier=dossier, note="Thiếu phiếu kiểm nghiệm"
    )
    assert (dossier.state, dossier.return_reason) == (S.RETURNED, "Thiếu phiếu kiểm nghiệm")
    assert verbs(dossier)[-1] == "dossier.return"
    assert told(cast.producer_person)[-1].endswith("cần bổ sung.")

    dossier = services.submit_dossier(actor=cast.officer, dossier=dossier)
    assert (dossier.receipt_number, dossier.product_code, dossier.return_reason) == (number, code, "")


def test_what_the_province_gave_back_returns_to_the_province(cast):
    dossier = scored(cast)
    dossier = services.forward_dossier(actor=cast.district_leader, dossier=dossier)
    dossier = services.return_dossier(actor=cast.province_officer, dossier=dossier, note="Thiếu ảnh")

    dossier = services.submit_dossier(actor=cast.officer, dossier=dossier)

    assert (dossier.state, dossier.level) == (S.SUBMITTED, Level.PROVINCE)


def scored(cast):
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    services.schedule_dossier(actor=cast.district_officer, dossier=dossier)
    return services.mark_scored(actor=cast.district_officer, dossier=dossier)


def test_an_accepted_dossier_enters_and_leaves_a_session(cast):
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )

    services.schedule_dossier(actor=cast.district_officer, dossier=dossier)
    with pytest.raises(MoveRefused, match="Đã xếp phiên"):
        services.withdraw_dossier(actor=cast.officer, dossier=dossier, note="Xin rút")
    with pytest.raises(MoveRefused, match="Đã xếp phiên"):
        services.return_dossier(actor=cast.district_officer, dossier=dossier, note="Thiếu")
    dossier = services.unschedule_dossier(actor=cast.district_officer, dossier=dossier)

    assert dossier.state == S.ACCEPTED
    assert verbs(dossier)[-2:] == ["dossier.schedule", "dossier.unschedule"]


def test_a_scored_dossier_is_recognised(cast):
    dossier = services.recognise_dossier(actor=cast.district_leader, dossier=scored(cast), stars=3)

    assert (dossier.state, dossier.stars) == (S.RECOGNISED, 3)
    assert verbs(dossier)[-2:] == ["dossier.score", "dossier.recognise"]
    assert told(cast.producer_person)[-1] == f"Sản phẩm “{dossier}” được công nhận 3 sao."


@pytest.mark.parametrize(
    ("service", "state", "verb"),
    [
        (services.decline_dossier, S.NOT_RECOGNISED, "dossier.decline"),
        (services.reject_dossier, S.REJECTED, "dossier.reject"),
        (services.send_to_ministry, S.MINISTRY, "dossier.to_ministry"),
    ],
)
def test_a_scored_dossier_ends_otherwise(cast, service, state, verb):
    dossier = service(actor=cast.district_leader, dossier=scored(cast))

    assert (dossier.state, verbs(dossier)[-1]) == (state, verb)


def test_the_ministry_gives_five_stars(cast):
    dossier = services.send_to_ministry(actor=cast.province_leader, dossier=scored(cast))

    dossier = services.recognise_dossier(actor=cast.province_leader, dossier=dossier, stars=5)

    assert (dossier.state, dossier.stars, dossier.level) == (S.RECOGNISED, 5, Level.MINISTRY)


def test_the_same_dossier_goes_up_to_the_province(cast):
    before = scored(cast)

    dossier = services.forward_dossier(actor=cast.district_leader, dossier=before)

    assert (dossier.pk, dossier.state, dossier.level) == (before.pk, S.SUBMITTED, Level.PROVINCE)
    assert told(cast.province_officer) == [f"Hồ sơ “{dossier}” được chuyển lên tỉnh."]
    assert services.accept_dossier(actor=cast.province_officer, dossier=dossier).state == S.ACCEPTED


@pytest.mark.parametrize("who", ["officer", "producer_person"])
def test_a_dossier_is_withdrawn_with_a_reason(cast, who):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    dossier = services.withdraw_dossier(actor=cast.people[who], dossier=dossier, note="Dừng sản xuất")

    event = Event.objects.order_by("-pk").first()
    assert dossier.state == S.WITHDRAWN
    assert (event.verb, event.note) == ("dossier.withdraw", "Dừng sản xuất")
    assert told(cast.district_officer)[-1] == f"Hồ sơ “{dossier}” đã được rút."


def test_a_stranger_withdraws_nothing(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(MoveRefused, match="thẩm quyền"):
        services.withdraw_dossier(actor=cast.district_officer, dossier=dossier, note="Không nhận")


MOVES_OF = {
    ("officer", S.DRAFT): {"submit", "withdraw"},
    ("producer_person", S.DRAFT): {"hand_in", "withdraw"},
    ("officer", S.COMMUNE_REVIEW): {"submit", "commune_return", "withdraw"},
    ("producer_person", S.COMMUNE_REVIEW): {"withdraw"},
    ("officer", S.SUBMITTED): {"withdraw"},
    ("district_officer", S.SUBMITTED): {"accept", "return"},
    ("district_officer", S.ACCEPTED): {"return"},
    ("district_leader", S.SUBMITTED): set(),
    ("province_officer", S.SUBMITTED): set(),
    ("other_district_officer", S.SUBMITTED): set(),
    ("officer", S.SCHEDULED): set(),
    ("district_officer", S.SCHEDULED): set(),
    ("officer", S.RECOGNISED): set(),
}


@pytest.mark.parametrize(("who", "state"), MOVES_OF)
def test_what_is_offered(cast, who, state):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    Dossier.objects.filter(pk=dossier.pk).update(state=state, stars=3 if state == S.RECOGNISED else None)

    offered = {move.name for move in DOSSIER.open_to(cast.people[who], fresh(dossier))}

    assert offered == MOVES_OF[who, state]


def test_what_waits_for_whom(cast):
    drafted = start_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    def waiting(person):
        return list(queries.dossiers_waiting_for(person).order_by("pk"))

    assert waiting(cast.producer_person) == [drafted]
    assert waiting(cast.officer) == [drafted]
    assert waiting(cast.district_officer) == [sent]
    assert waiting(cast.other_district_officer) == []
    assert waiting(cast.province_officer) == []
    assert waiting(cast.auditor) == []


def test_the_level_above_sees_nothing_before_it_was_handed_in(cast):
    drafted = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert not Dossier.objects.visible_to(cast.district_officer).filter(pk=drafted.pk).exists()
    assert Dossier.objects.visible_to(cast.officer).filter(pk=drafted.pk).exists()
    assert not Dossier.objects.visible_to(cast.neighbour_officer).filter(pk=drafted.pk).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_six_officers_take_it_in_at_once(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    answers = at_once(6, lambda: services.accept_dossier(actor=cast.district_officer, dossier=dossier))

    assert sorted(type(answer).__name__ for answer in answers) == ["Dossier"] + ["MoveRefused"] * 5
    assert verbs(dossier).count("dossier.accept") == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_communes_sending_at_once_get_two_numbers(cast):
    one = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    two = complete_dossier(cast.neighbour_producer, cast.cycle_148, actor=cast.neighbour_officer)
    work = iter([(cast.officer, one), (cast.neighbour_officer, two)])

    def send():
        actor, dossier = next(work)
        return services.submit_dossier(actor=actor, dossier=dossier)

    codes = sorted(answer.product_code for answer in at_once(2, send))

    assert codes == ["87-873-1-2025", "87-873-2-2025"]


def at_once(count, deed):
    """What `count` people get who press at the same moment."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    gate = Barrier(count)

    def press(_number):
        gate.wait()
        try:
            with transaction.atomic():
                return deed()
        except RuleViolation as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as people:
        return list(people.map(press, range(count)))
