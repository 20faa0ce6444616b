"""Handing in, sending up and taking back a dossier."""

from datetime import date

import pytest
from freezegun import freeze_time

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Level, Role
from ocop.documents.models import NumberBook
from ocop.law.models import CriteriaSet
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import DossierState
from registrations.models import Dossier
from tests.cast import also_holds
from tests.factories.law import load_holidays
from tests.factories.registrations import complete_dossier, fresh, start_dossier, submitted_dossier
from tests.integration.registrations.moves import told, verbs
from tests.races import at_once

S = DossierState


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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_communes_sending_at_once_get_two_numbers(cast):
    one = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    two = complete_dossier(cast.neighbour_producer, cast.cycle_148, actor=cast.neighbour_officer)

    answers = at_once(
        lambda: services.submit_dossier(actor=cast.officer, dossier=one),
        lambda: services.submit_dossier(actor=cast.neighbour_officer, dossier=two),
    )

    codes = sorted(fresh(dossier).product_code for dossier in (one, two))
    assert answers == ["done", "done"]
    assert codes == ["87-873-1-2025", "87-873-2-2025"]
