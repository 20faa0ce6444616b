"""Golden ways of one product under each regime, from the agenda to the certificate."""

from datetime import date
from fractions import Fraction

import pytest

from evaluations import services
from evaluations.choices import DecisionKind, Outcome
from evaluations.models import Grading
from ocop.core import clock
from ocop.core.roles import Level
from registrations import services as registrations
from registrations.choices import DossierState
from registrations.models import Dossier
from tests.factories.evaluations import (
    closed_session,
    district_panel,
    issued_certificate,
    open_session,
    province_panel,
    send,
    signed_decision,
)
from tests.factories.registrations import accepted_dossier, fresh


def state_of(dossier: Dossier) -> tuple[str, str]:
    now = fresh(dossier)
    return now.state, now.level


def test_r148_district_recognises_three_stars(cast, district, dossier):
    session = closed_session(district, dossier, points=62)
    decision = signed_decision(district, session)

    line = decision.lines.get()
    assert (line.outcome, line.stars, decision.kind) == (Outcome.RECOGNISE, 3, DecisionKind.RECOGNISE)
    assert state_of(dossier) == (DossierState.RECOGNISED, Level.DISTRICT)
    assert fresh(dossier).stars == 3


def test_r148_seventy_points_go_up_and_the_province_recognises_four_stars(cast, district, dossier):
    signed_decision(district, closed_session(district, dossier, points=75))
    assert state_of(dossier) == (DossierState.SUBMITTED, Level.PROVINCE)

    registrations.accept_dossier(actor=cast.province_officer, dossier=fresh(dossier))
    province = province_panel(cast, cycle=cast.cycle_148)
    decision = signed_decision(province, closed_session(province, fresh(dossier), points=78))

    assert (decision.lines.get().outcome, decision.lines.get().stars) == (Outcome.RECOGNISE, 4)
    assert state_of(dossier) == (DossierState.RECOGNISED, Level.PROVINCE)


def test_ninety_points_at_the_province_go_to_the_ministry_without_certificate(cast, province, new_dossier):
    decision = signed_decision(province, closed_session(province, new_dossier, points=90))

    line = decision.lines.get()
    assert (line.outcome, line.stars) == (Outcome.MINISTRY, 5)
    assert state_of(new_dossier) == (DossierState.MINISTRY, Level.MINISTRY)
    with pytest.raises(services.certificates.RuleViolation, match="không công nhận"):
        services.issue_certificate(actor=cast.province_officer, line=line)


@pytest.mark.parametrize(("points", "stars"), [(50, 3), (69, 3), (70, 4), (89, 4)])
def test_r26_province_recognises_three_and_four_stars(cast, province, new_dossier, points, stars):
    decision = signed_decision(province, closed_session(province, new_dossier, points=points, stars=stars))

    assert (decision.lines.get().outcome, decision.lines.get().stars) == (Outcome.RECOGNISE, stars)


def test_r1048_district_only_proposes_upward(cast):
    dossier = accepted_dossier(
        cast.producer, cast.cycle_1048, actor=cast.officer, officer=cast.district_officer
    )
    panel = district_panel(cast, cycle=cast.cycle_1048)
    decision = signed_decision(panel, closed_session(panel, dossier, points=55))

    assert decision.kind == DecisionKind.PROPOSE
    assert decision.lines.get().outcome == Outcome.FORWARD
    assert state_of(dossier) == (DossierState.SUBMITTED, Level.PROVINCE)


def test_below_fifty_points_nothing_is_recognised(cast, province, new_dossier):
    decision = signed_decision(province, closed_session(province, new_dossier, points=49, stars=3))
    assert decision.kind == DecisionKind.NOTIFY

    assert decision.lines.get().outcome == Outcome.NOT_RECOGNISED
    assert state_of(new_dossier) == (DossierState.NOT_RECOGNISED, Level.PROVINCE)


def test_mean_is_exact_and_never_rounded_up_to_a_floor(cast, province, new_dossier):
    """89 + 90 + 90 = 269; 269 : 3 = 89,666… which is below 90: four stars."""
    session = open_session(province, new_dossier)
    item = session.items.get()
    for person, points in zip(province.scorers, (89, 90, 90), strict=True):
        send(person, item, points)
    services.close_session(actor=province.chair, session=session)

    grading = Grading.objects.get(item=item)
    assert (grading.points_sum, grading.sheet_count) == (269, 3)
    assert grading.exact_mean == Fraction(269, 3)
    assert str(grading.mean) == "89.666666"
    assert (grading.stars_by_points, grading.stars) == (4, 4)


def test_missed_minima_take_stars_and_are_named(cast, province, new_dossier):
    """75 points that meet only the minima of three stars: four stars by points, three after the minima."""
    session = closed_session(province, new_dossier, points=75, stars=3)

    grading = Grading.objects.get(item__session=session)
    assert (grading.stars_by_points, grading.stars) == (4, 3)
    assert {miss["stars"] for miss in grading.failed_minima} == {4}
    assert all(miss["needed"] and miss["name"] for miss in grading.failed_minima)


def test_certificate_carries_what_was_decided(cast, province, new_dossier):
    certificate = issued_certificate(province, closed_session(province, new_dossier, points=75))

    today = clock.today()
    assert certificate.number == f"0001/{today.year}/GCN-OCOP"
    assert (certificate.stars, certificate.product, certificate.issuer) == (
        4,
        new_dossier.product,
        cast.places.province,
    )
    assert certificate.valid_from == today
    assert certificate.valid_until == clock.months_later(today, 36)
    assert certificate.address.startswith("Ấp 1, xã Mỹ Hiệp, tỉnh Đồng Tháp")
    assert len(certificate.token) >= 22
    assert isinstance(certificate.valid_until, date)
