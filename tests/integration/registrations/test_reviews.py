"""Taking a dossier in, and giving it back."""

from datetime import date

import pytest
from freezegun import freeze_time

from ocop.core.errors import RuleViolation
from ocop.core.roles import Level, Role
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import DossierState, RegistrationType
from tests.cast import also_holds
from tests.factories.registrations import accepted_dossier, complete_dossier, fresh, submitted_dossier
from tests.integration.registrations.moves import scored, told, verbs
from tests.races import at_once

S = DossierState


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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_six_officers_take_it_in_at_once(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    def accept():
        services.accept_dossier(actor=cast.district_officer, dossier=dossier)

    assert at_once(*[accept] * 6) == ["MoveRefused"] * 5 + ["done"]
    assert verbs(dossier).count("dossier.accept") == 1
