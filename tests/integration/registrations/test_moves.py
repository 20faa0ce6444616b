"""Which moves of a dossier are offered to whom, whom it waits for, and who sees it."""

import pytest

from registrations import queries
from registrations.choices import DossierState
from registrations.models import Dossier
from registrations.workflow import DOSSIER
from tests.factories.registrations import fresh, start_dossier, submitted_dossier

S = DossierState


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
