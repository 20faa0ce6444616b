"""Ending a certificate: an officer concludes, a leader decides in time, the check page turns at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from freezegun import freeze_time

from evaluations import services
from evaluations.choices import CaseState, CertificateState, RevocationGround
from evaluations.models import Certificate, RevocationCase
from evaluations.queries.revocations import case_status
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from reports.queries.agenda import work_for
from tests.factories.certificates import make_certificate
from tests.factories.evaluations import closed_session, conclude, issued_certificate
from tests.kept import kept


@kept
def certificate(province, new_dossier):
    return issued_certificate(province, closed_session(province, new_dossier, points=75))


def revoke(actor, certificate, **changes):
    fields = {"note": "Chủ thể ngừng sản xuất", "decision_number": "9/QĐ-UBND"}
    return services.revoke_certificate(actor=actor, certificate=certificate, **(fields | changes))


def test_a_conclusion_starts_the_term_and_tells_the_leader(cast, certificate):
    case = conclude(cast.province_officer, certificate)

    assert case.due_on == clock.today() + timedelta(days=15)
    notice = Notice.objects.get(person=cast.province_leader, text__contains="kết luận thu hồi")
    assert f"{case.due_on:%d/%m/%Y}" in notice.text
    assert Event.objects.get(verb="revocation.conclude").after["ground"] == "stopped"


@pytest.mark.parametrize("end", ["revoke", "drop"])
def test_a_case_that_is_closed_waits_for_the_leader_no_longer(cast, certificate, end):
    case = conclude(cast.province_officer, certificate)
    if end == "revoke":
        revoke(cast.province_leader, certificate)
    else:
        services.drop_case(actor=cast.province_leader, case=case, note="Đã khắc phục.")

    notice = Notice.objects.get(person=cast.province_leader, text__contains="kết luận thu hồi")
    assert notice.done_at is not None


@pytest.mark.parametrize("ground", RevocationGround.values)
def test_each_of_the_six_grounds_can_be_concluded(cast, certificate, ground):
    assert conclude(cast.province_officer, certificate, ground=ground).ground == ground


def test_there_are_six_grounds():
    assert len(RevocationGround.values) == 6


def test_before_the_act_that_sets_the_term_there_is_none(cast):
    old = make_certificate(cast)
    with freeze_time("2026-04-01 03:00"):
        case = conclude(cast.province_officer, old)

    assert case.due_on is None


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 11, 20), "Còn 3 ngày để quyết định"),
        (date(2026, 11, 23), "Còn 0 ngày để quyết định"),
        (date(2026, 11, 25), "Quá hạn quyết định 2 ngày"),
    ],
)
def test_the_clock_of_a_case(day, label):
    assert case_status(RevocationCase(due_on=date(2026, 11, 23)), day).label == label


@pytest.mark.parametrize("typed", ["{}", " {} ", "0{}"])
def test_a_number_of_a_decision_on_results_revokes_nothing(cast, certificate, typed):
    conclude(cast.province_officer, certificate)
    used = certificate.line.decision.number

    with pytest.raises(RuleViolation, match="đã dùng cho quyết định") as refusal:
        revoke(cast.province_leader, certificate, decision_number=typed.format(used))
    assert refusal.value.field == "decision_number"


@pytest.mark.parametrize("who", ["province_leader", "new_officer", "auditor", "new_producer_person"])
def test_only_the_officer_of_the_revoking_level_concludes(cast, certificate, who):
    with pytest.raises(NotAllowed):
        conclude(getattr(cast, who), certificate)


@pytest.mark.parametrize("days", [1, -3000])
def test_a_conclusion_lies_between_the_first_day_and_today(cast, certificate, days):
    with pytest.raises(RuleViolation, match="Ngày kết luận"):
        conclude(cast.province_officer, certificate, concluded_on=clock.today() + timedelta(days=days))


def test_a_second_conclusion_waits_for_the_first(cast, certificate):
    conclude(cast.province_officer, certificate)

    with pytest.raises(RuleViolation, match="chờ quyết định"):
        conclude(cast.province_officer, certificate)


def test_without_a_conclusion_nobody_revokes(cast, certificate):
    with pytest.raises(RuleViolation, match="Chưa có kết luận"):
        revoke(cast.province_leader, certificate)

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.ACTIVE


def test_the_check_page_turns_red_with_the_press(cast, certificate, client):
    conclude(cast.province_officer, certificate, ground=RevocationGround.MARK_MISUSED)
    check = reverse("catalogue:check", args=[certificate.token])
    assert client.get(check).context["page"].tone == "ok"

    revoke(cast.province_leader, certificate)

    assert client.get(check).context["page"].tone == "void"
    assert certificate.short_code in client.get(reverse("catalogue:void-list")).json()["codes"]


def test_leader_of_the_issuing_level_revokes(cast, certificate):
    case = conclude(cast.province_officer, certificate)
    revoked = revoke(cast.province_leader, certificate, version=1, decided_on=clock.today())

    assert (revoked.state, revoked.revocation_ground, revoked.revocation_decision) == (
        CertificateState.REVOKED,
        RevocationGround.STOPPED,
        "9/QĐ-UBND",
    )
    case.refresh_from_db()
    assert (case.state, case.closed_by) == (CaseState.REVOKED, cast.province_leader)
    assert Event.objects.get(verb="certificate.revoke").note == "Chủ thể ngừng sản xuất"
    with pytest.raises(MoveRefused, match="Đã thu hồi"):
        revoke(cast.province_leader, certificate)


@pytest.mark.parametrize(
    "who", ["province_officer", "foreign_province_leader", "new_officer", "administrator"]
)
def test_others_do_not_revoke(cast, certificate, who):
    conclude(cast.province_officer, certificate)
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        revoke(getattr(cast, who), certificate)

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.ACTIVE


def test_the_database_refuses_a_case_decided_by_who_recorded_it(cast, certificate):
    case = conclude(cast.province_officer, certificate)

    with pytest.raises(IntegrityError), transaction.atomic():
        RevocationCase.objects.filter(pk=case.pk).update(
            state=CaseState.REVOKED, closed_at="2026-11-01T00:00Z", closed_by=cast.province_officer
        )


def test_after_a_district_ended_the_province_revokes_its_certificates(cast, district, dossier):
    certificate = issued_certificate(district, closed_session(district, dossier, points=62))
    with pytest.raises(NotAllowed):
        conclude(cast.district_officer, certificate)
    conclude(cast.province_officer, certificate)

    with pytest.raises(MoveRefused):
        revoke(cast.district_leader, certificate)
    assert revoke(cast.province_leader, certificate).state == CertificateState.REVOKED


@pytest.mark.parametrize("gap", [{"note": " "}, {"decision_number": " "}, {"decided_on": date(2020, 1, 1)}])
def test_revocation_needs_reason_number_and_a_day_after_the_conclusion(cast, certificate, gap):
    conclude(cast.province_officer, certificate)

    with pytest.raises(RuleViolation):
        revoke(cast.province_leader, certificate, **gap)
    assert Certificate.objects.get(pk=certificate.pk).state == CertificateState.ACTIVE


def test_a_case_is_dropped_with_a_reason_and_another_may_follow(cast, certificate):
    case = conclude(cast.province_officer, certificate)
    with pytest.raises(MoveRefused):
        services.drop_case(actor=cast.province_officer, case=case, note="Đã khắc phục")
    with pytest.raises(MoveRefused, match="lý do"):
        services.drop_case(actor=cast.province_leader, case=case, note=" ")

    dropped = services.drop_case(actor=cast.province_leader, case=case, note="Đã khắc phục")

    assert (dropped.state, dropped.closing_note) == (CaseState.DROPPED, "Đã khắc phục")
    assert conclude(cast.province_officer, certificate).state == CaseState.OPEN


def test_a_producer_does_not_read_of_conclusions(cast, certificate, client):
    conclude(cast.province_officer, certificate)
    client.force_login(cast.new_producer_person)

    page = client.get(reverse("evaluations:certificate-detail", args=[certificate.pk])).content.decode()

    assert "Kết luận thu hồi" not in page
    assert client.get(reverse("evaluations:revocation-list")).context["page"].lines == []


def test_the_decision_stands_among_the_work_of_the_leader(cast, certificate):
    case = conclude(cast.province_officer, certificate)

    def waiting(person):
        return [work.due for work in work_for(person, on=clock.today()) if "thu hồi" in work.title]

    assert waiting(cast.province_leader) == [case.due_on]
    assert waiting(cast.province_officer) == waiting(cast.new_producer_person) == []
