"""Down from the ministry: five stars, or what the province makes of a score below 90."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evaluations import services
from evaluations.choices import DecisionKind, Outcome
from evaluations.documents.after_ministry import decision_after_ministry, letter_after_ministry
from evaluations.documents.certificates import certificate_page, print_certificate
from evaluations.models import Certificate, Decision, DecisionLine, MinistryResult
from evaluations.queries.packs import decision_of
from evaluations.queries.print_desk import waiting_to_print
from evaluations.queries.results import results_of
from evaluations.queries.work import decisions_to_certify
from evaluations.services.ministry import (
    enter_ministry_result,
    reassess_after_ministry,
    settle_ministry_result,
)
from evaluations.services.register import reissue_certificate
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.models import Regime
from registrations.choices import DossierState
from registrations.models import Dossier
from reports.queries.council_work import ministry_work
from tests.factories.certificates import make_certificate
from tests.factories.evaluations import closed_session, planned_session, province_panel, signed_decision
from tests.factories.registrations import accepted_dossier, fresh
from tests.kept import kept


@kept
def sent(cast):
    """A product with 92 points that waits for the ministry."""
    panel = province_panel(cast)
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    session = closed_session(panel, dossier, points=92)
    grading = session.items.get().grading
    signed_decision(panel, session, outcomes={grading.pk: Outcome.MINISTRY})
    assert fresh(dossier).state == DossierState.MINISTRY
    return session.items.get()


def enter(cast, item, points: str, **changes) -> MinistryResult:
    return enter_ministry_result(
        **{
            "actor": cast.province_officer,
            "item": item,
            "points": Decimal(points),
            "stars": 5 if Decimal(points) >= 90 else None,
            "number": "88/QĐ-BNNMT",
            "decided_on": clock.today(),
        }
        | changes
    )


def settle(cast, result, stars: int, **changes) -> MinistryResult:
    return settle_ministry_result(
        **{
            "actor": cast.province_leader,
            "result": result,
            "stars": stars,
            "number": "900/QĐ-UBND",
            "decided_on": clock.today(),
            "signer_title": "Phó Chủ tịch",
        }
        | changes
    )


def test_from_90_points_the_ministrys_five_stars_stand(cast, sent):
    result = enter(cast, sent, "90")

    dossier = fresh(sent.dossier)
    assert (result.stars, dossier.state, dossier.stars) == (5, DossierState.RECOGNISED, 5)
    certificate = Certificate.objects.get(product=dossier.product)
    assert (certificate.stars, certificate.past_decision.level) == (5, "ministry")


@pytest.mark.parametrize("named", [4, None])
def test_the_stars_of_the_ministrys_paper_count_not_those_of_its_points(cast, sent, named):
    with pytest.raises(RuleViolation, match="ghi lý do") as refused:
        enter(cast, sent, "92", stars=named)
    assert refused.value.field == "reason"

    result = enter(cast, sent, "92", stars=named, reason="Tiêu chí 4.1 chưa đạt mức 5 sao")
    assert fresh(sent.dossier).state == DossierState.MINISTRY
    assert not Certificate.objects.exists()
    with pytest.raises(RuleViolation, match="không đạt hạng 5"):
        settle(cast, result, 5)
    settle(cast, result, 4)

    assert fresh(sent.dossier).stars == 4
    assert "Tiêu chí 4.1 chưa đạt mức 5 sao" in letter_after_ministry(result).words
    decision = DecisionLine.objects.get(ministry_result=result).decision
    assert "Tiêu chí 4.1 chưa đạt mức 5 sao" in decision_after_ministry(decision).grounds[-1]


def test_the_province_goes_no_higher_than_the_ministrys_paper(cast, sent):
    result = enter(cast, sent, "80", stars=3, reason="Thiếu mức tối thiểu 4 sao")

    with pytest.raises(RuleViolation, match="không đạt hạng 4"):
        settle(cast, result, 4)
    settle(cast, result, 3)


def test_more_stars_than_the_points_give_are_refused(cast, sent):
    with pytest.raises(RuleViolation, match="ứng với 4 sao, không thể là 5 sao"):
        enter(cast, sent, "89.99", stars=5, reason="Theo văn bản")
    assert not MinistryResult.objects.exists()


@pytest.mark.parametrize(
    ("points", "stars"), [("89.99", 4), ("89.99", 3), ("70", 4), ("69.99", 3), ("50", 3)]
)
def test_below_90_the_province_may_recognise_what_the_score_reaches(cast, sent, points, stars):
    result = enter(cast, sent, points)
    assert fresh(sent.dossier).state == DossierState.MINISTRY

    settle(cast, result, stars)

    dossier = fresh(sent.dossier)
    assert (dossier.state, dossier.stars) == (DossierState.RECOGNISED, stars)
    line = DecisionLine.objects.get(ministry_result=result)
    assert (line.points, line.stars, line.decision.number) == (Decimal(points), stars, "900/QĐ-UBND")
    assert (line.decision.prepared_by, line.decision.signed_by) == (
        cast.province_officer,
        cast.province_leader,
    )


@pytest.mark.parametrize("code", ["R1048", "R148", "R148_2T", "R26"])
def test_under_every_regime_its_certificate_is_numbered_and_drawn(cast, sent, code):
    Dossier.objects.filter(pk=sent.dossier_id).update(regime=Regime.objects.get(code=code))
    settle(cast, enter(cast, sent, "80"), 4)
    decision = Decision.objects.get(kind=DecisionKind.AFTER_MINISTRY)
    assert decision in decisions_to_certify(cast.province_officer)

    line = decision.lines.get()
    certificate = print_certificate(
        services.issue_certificate(actor=cast.province_officer, line=line), issued_by=cast.province_officer
    )

    year = clock.today().year
    assert (certificate.number, certificate.stars) == (f"0001/{year}/GCN-OCOP", 4)
    assert (certificate.decision, certificate.valid_from) == (decision, decision.decided_on)
    page = certificate_page(certificate)
    assert (page.decision_number, page.office) == ("900/QĐ-UBND", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    assert certificate.paper.number == certificate.number
    assert certificate in waiting_to_print(cast.province_officer)
    assert not decisions_to_certify(cast.province_officer).exists()


def test_a_decision_after_the_ministry_leaves_the_councils_pack_alone(cast, sent):
    session = sent.session
    first = decision_of(session)
    settle(cast, enter(cast, sent, "80"), 4)

    assert decision_of(session) == first
    [result] = results_of(session)
    assert (result.line.decision, result.line.outcome) == (first, Outcome.MINISTRY)


def test_the_paper_of_the_provinces_decision_names_what_the_ministry_wrote(cast, sent, client):
    settle(cast, enter(cast, sent, "80.5"), 4)
    decision = Decision.objects.get(kind=DecisionKind.AFTER_MINISTRY)

    paper = decision_after_ministry(decision)

    assert paper.head.number == "900/QĐ-UBND"
    assert "88/QĐ-BNNMT" in paper.grounds[-1]
    assert "80,5" in paper.grounds[-1]
    assert sent.dossier.product_name in str(paper.annexes[0].blocks)
    client.force_login(cast.province_officer)
    page = client.get(decision.get_absolute_url()).content.decode()
    for kind in ("pdf", "docx"):
        address = reverse("evaluations:decision-paper", args=[decision.pk, kind])
        assert address in page
        assert client.get(address).status_code == 200
    first = reverse("evaluations:decision-paper", args=[decision_of(sent.session).pk, "pdf"])
    assert client.get(first).status_code == 404


@pytest.mark.parametrize(
    ("points", "shown", "stars", "said"),
    [
        ("91", "91,00", None, "công nhận hạng 5 sao"),
        ("84.5", "84,50", 4, "được công nhận hạng 4 sao theo Quyết định số 912/QĐ-UBND"),
        ("60", "60,00", 0, "chưa được công nhận trong lần đánh giá này"),
    ],
)
def test_the_owner_is_told_what_came_back(cast, sent, client, points, shown, stars, said):
    result = enter(cast, sent, points)
    client.force_login(cast.province_officer)
    address = reverse("evaluations:ministry-letter", args=[result.pk, "pdf"])
    if stars is not None:
        assert client.get(address).status_code == 404, "not before it is settled"
        result = settle(cast, result, stars=stars, number="912/QĐ-UBND")

    words = letter_after_ministry(result).words

    assert said in words
    assert f"{shown} điểm trên 100" in words
    assert "88/QĐ-BNNMT" in words
    assert client.get(address).content.startswith(b"%PDF")
    assert address in client.get(reverse("evaluations:ministry-list")).content.decode()


def test_the_leader_finds_what_waits_on_the_page_of_the_day(cast, sent):
    result = enter(cast, sent, "80")

    def shown(person) -> list[str]:
        return [work.title for work in ministry_work(person, clock.today())]

    assert shown(cast.province_leader) == [f"Quyết định theo kết quả của Bộ: {sent.dossier.product_name}"]
    assert shown(cast.foreign_province_leader) == shown(cast.province_officer) == []
    settle(cast, result, 3)
    assert shown(cast.province_leader) == []


def test_a_number_that_the_province_used_this_year_is_refused(cast, sent):
    used = decision_of(sent.session).number
    result = enter(cast, sent, "80")

    with pytest.raises(RuleViolation, match="đã dùng"):
        settle(cast, result, 4, number=used)

    result.refresh_from_db()
    assert (result.stars, fresh(sent.dossier).state) == (None, DossierState.MINISTRY)


def test_stars_that_the_score_does_not_reach_are_refused(cast, sent):
    result = enter(cast, sent, "69.99")

    for stars in (4, 5):
        with pytest.raises(RuleViolation, match="không đạt hạng"):
            settle(cast, result, stars)


def reassess(cast, result, **changes) -> MinistryResult:
    told = {"actor": cast.province_leader, "result": result, "note": "Chênh lệch lớn"}
    return reassess_after_ministry(**told | changes)


def test_the_province_may_have_its_council_score_once_more(cast, sent):
    result = enter(cast, sent, "80")
    reassess(cast, result)

    dossier = fresh(sent.dossier)
    assert (dossier.state, dossier.level) == (DossierState.ACCEPTED, "province")
    with pytest.raises(RuleViolation, match="đã có quyết định"):
        settle(cast, result, 4)
    panel = province_panel(cast)
    session = closed_session(panel, dossier, points=78)
    [shown] = results_of(session)
    assert (session.items.get().after, shown.before.endswith("Bộ chấm 80,00 điểm")) == (sent, True)
    line = signed_decision(panel, session).lines.get()
    assert (line.outcome, line.stars, fresh(dossier).state) == (
        Outcome.RECOGNISE,
        4,
        DossierState.RECOGNISED,
    )
    [former] = results_of(sent.session)
    assert (former.line.outcome, str(former.status.label)) == (Outcome.MINISTRY, "Tiềm năng 5 sao, gửi Bộ")


def test_taken_off_its_second_agenda_it_waits_for_another(cast, sent):
    reassess(cast, enter(cast, sent, "80"))
    session = planned_session(province_panel(cast), fresh(sent.dossier))

    services.remove_item(actor=cast.province_officer, item=session.items.get())

    assert fresh(sent.dossier).state == DossierState.ACCEPTED


def test_only_a_leader_with_a_reason_has_it_scored_again(cast, sent, client):
    result = enter(cast, sent, "80")
    for changes in ({"note": " "}, {"actor": cast.province_officer}, {"actor": cast.district_leader}):
        with pytest.raises(RuleViolation):
            reassess(cast, result, **changes)
    assert fresh(sent.dossier).state == DossierState.MINISTRY

    client.force_login(cast.province_leader)
    address = reverse("evaluations:ministry-reassess", args=[result.pk])
    assert address in client.get(reverse("evaluations:ministry-settle", args=[result.pk])).content.decode()
    form = client.get(address).context["form"]
    client.post(address, {"form_key": form.form_key, "note": "Điểm của hai Hội đồng cách xa"})

    result.refresh_from_db()
    assert (result.again, result.settled_by) == (True, cast.province_leader)
    assert "Tỉnh đánh giá lại" in client.get(reverse("evaluations:ministry-list")).content.decode()
    assert not list(ministry_work(cast.province_leader, clock.today()))


def test_the_province_may_also_not_recognise(cast, sent):
    settle(cast, enter(cast, sent, "80"), 0)

    assert fresh(sent.dossier).state == DossierState.NOT_RECOGNISED
    assert not Certificate.objects.exists()


def test_a_result_that_recognises_nothing_ends_an_extension(cast, sent):
    older = make_certificate(
        cast,
        producer=cast.new_producer,
        product=sent.dossier.product,
        valid_until=clock.today() - timedelta(days=9),
        extended_until=clock.today() + timedelta(days=90),
        extended_at=timezone.now(),
        extended_by=cast.province_officer,
        extension_reason="Chờ kết quả",
    )
    settle(cast, enter(cast, sent, "80"), 0)

    older.refresh_from_db()
    assert older.extended_until == clock.today()


def test_the_ministrys_own_certificate_is_not_reissued(cast, sent):
    enter(cast, sent, "90")

    with pytest.raises(RuleViolation, match="theo hồ sơ giấy"):
        reissue_certificate(
            actor=cast.province_officer, certificate=Certificate.objects.get(), reason="lost", note="Bị mất"
        )


def test_two_people_and_only_once(cast, sent):
    with pytest.raises(RuleViolation):
        enter(cast, sent, "80", actor=cast.district_officer)
    result = enter(cast, sent, "80")
    with pytest.raises(RuleViolation, match="đã ghi"):
        enter(cast, sent, "81")
    with pytest.raises(RuleViolation):
        settle(cast, result, 4, actor=cast.province_officer)
    settle(cast, result, 4)
    with pytest.raises(RuleViolation, match="đã có quyết định"):
        settle(cast, result, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"stars": 5},
        {"points": Decimal(101)},
        {"points": Decimal(91)},
        {"stars": 2},
        {"named_stars": 5},
        {"named_stars": 3, "stars": 4},
        {"again": True},
    ],
)
def test_the_database_guards_stars_and_points(cast, sent, changes):
    result = enter(cast, sent, "80")

    with pytest.raises(IntegrityError), transaction.atomic():
        MinistryResult.objects.filter(pk=result.pk).update(**changes)


def test_result_and_decision_on_the_pages(cast, sent, client):
    client.force_login(cast.province_officer)
    address = reverse("evaluations:ministry-enter", args=[sent.pk])
    form = client.get(address).context["form"]
    today = f"{clock.today():%d/%m/%Y}"
    told = {"form_key": form.form_key, "points": "85,5", "number": "88/QĐ-BNNMT", "decided_on": today}
    assert "stars" in client.post(address, told).context["form"].errors
    client.post(address, told | {"stars": "none"})

    result = MinistryResult.objects.get()
    assert result.points == Decimal("85.5")
    client.force_login(cast.province_leader)
    assert "Chờ tỉnh quyết định" in client.get(reverse("evaluations:ministry-list")).content.decode()
    address = reverse("evaluations:ministry-settle", args=[result.pk])
    form = client.get(address).context["form"]
    told = {"form_key": form.form_key, "version": form.version, "stars": "4", "number": "9/QĐ-UBND"}
    client.post(address, told | {"decided_on": today, "signer_title": "Chủ tịch"})
    result.refresh_from_db()
    assert result.stars == 4
    decision = result.decision_line.decision
    assert decision.get_absolute_url() in client.get(reverse("evaluations:ministry-list")).content.decode()
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Công nhận theo kết quả của Bộ" in page
    assert "85,5" in page
