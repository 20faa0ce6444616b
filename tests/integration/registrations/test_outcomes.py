"""What follows for a dossier from the work of councils."""

import pytest

from ocop.core.roles import Level
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import DossierState
from tests.factories.registrations import accepted_dossier
from tests.integration.registrations.moves import scored, told, verbs

S = DossierState


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
