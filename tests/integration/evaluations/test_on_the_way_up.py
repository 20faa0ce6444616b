"""1048/QĐ-TTg: from 90 points the province recognises four stars and sends the product up with its papers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.choices import CertificateState, DecisionKind, Outcome
from evaluations.documents.after_ministry import letter_after_ministry
from evaluations.documents.pack import paper_of
from evaluations.documents.recognition import recognition_paper
from evaluations.models import Certificate, DecisionLine, MinistryResult
from evaluations.queries.ministry import results_to_settle
from evaluations.queries.packs import figures_of
from evaluations.services.ministry import enter_ministry_result
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.models import Regime
from registrations.choices import DossierState
from registrations.models import Dossier
from registrations.queries.dossiers import status_of
from tests.factories.evaluations import closed_session, province_panel, signed_decision
from tests.factories.registrations import accepted_dossier, fresh
from tests.kept import kept


@kept
def sent(cast):
    """A product with 92 points of the rules of 1048, decided by its province."""
    panel = province_panel(cast)
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    Dossier.objects.filter(pk=dossier.pk).update(regime=Regime.objects.get(code="R1048"))
    session = closed_session(panel, fresh(dossier), points=92)
    signed_decision(panel, session)
    return session.items.get()


def certified(cast, item) -> Certificate:
    line = DecisionLine.objects.get(grading__item=item)
    return services.issue_certificate(actor=cast.province_officer, line=line)


def enter(cast, item, points: str, stars: int | None, **more) -> MinistryResult:
    return enter_ministry_result(
        actor=cast.province_officer,
        item=item,
        points=Decimal(points),
        stars=stars,
        number="88/QĐ-BNN",
        decided_on=clock.today(),
        **more,
    )


def test_the_province_recognises_four_stars_and_sends_it_up(cast, sent):
    line = DecisionLine.objects.get(grading__item=sent)

    assert (line.outcome, line.stars, line.grading.stars) == (Outcome.RECOGNISE_UP, 4, 5)
    assert line.decision.kind == DecisionKind.RECOGNISE
    dossier = fresh(sent.dossier)
    assert (dossier.state, dossier.stars) == (DossierState.MINISTRY, 4)
    assert status_of(dossier).label == "Đạt 4 sao, đã chuyển Bộ"
    certificate = certified(cast, sent)
    assert (certificate.stars, certificate.state) == (4, CertificateState.ACTIVE)


def test_the_ministry_is_heard_once_the_province_has_certified(cast, sent):
    with pytest.raises(RuleViolation, match="chưa cấp giấy chứng nhận 4 sao"):
        enter(cast, sent, "93", 5)

    assert not MinistryResult.objects.exists()


def test_five_stars_of_the_ministry_take_the_place_of_the_four(cast, sent):
    four = certified(cast, sent)

    enter(cast, sent, "93", 5)

    four.refresh_from_db()
    five = Certificate.objects.get(state=CertificateState.ACTIVE)
    assert (four.state, four.replaced_by, five.stars) == (CertificateState.REPLACED, five, 5)
    assert (fresh(sent.dossier).state, fresh(sent.dossier).stars) == (DossierState.RECOGNISED, 5)


@pytest.mark.parametrize(("points", "named"), [("88", None), ("88", 4), ("65", 3)])
def test_below_five_stars_the_recognition_of_the_province_stands(cast, sent, points, named):
    four = certified(cast, sent)

    result = enter(cast, sent, points, named)

    four.refresh_from_db()
    assert (four.state, four.replaced_by) == (CertificateState.ACTIVE, None)
    assert (result.stars, result.stands, result.settled_at) == (4, True, None)
    assert (fresh(sent.dossier).state, fresh(sent.dossier).stars) == (DossierState.RECOGNISED, 4)
    assert not results_to_settle(cast.province_leader).exists()
    decision = DecisionLine.objects.get().decision
    words = letter_after_ministry(result).words
    assert f"giữ hạng 4 sao theo Quyết định số {decision.number}" in words


def test_the_list_says_that_it_keeps_its_stars(cast, sent, client):
    certified(cast, sent)
    client.force_login(cast.province_officer)
    address = reverse("evaluations:ministry-list")
    assert "Chờ Bộ" in client.get(address).content.decode()

    enter(cast, sent, "80", 4)

    page = client.get(address).content.decode()
    assert "Giữ 4 sao của tỉnh" in page
    assert DecisionLine.objects.get().decision.get_absolute_url() in page


def test_the_papers_say_four_stars_and_what_goes_up(cast, sent):
    figures = figures_of(sent.session)
    (product,) = figures.products
    assert (product.stars, product.rank) == (5, 4)

    words = recognition_paper(figures, minutes_number="1/BB", report_number="2/BC").words

    assert "gồm 01 sản phẩm hạng 4 sao (danh sách tại Phụ lục I kèm theo)" in words
    assert "trình Bộ Nông nghiệp và Môi trường đánh giá, phân hạng (danh sách tại Phụ lục II" in words
    pack, _job = services.make_pack(actor=cast.province_officer, session=sent.session, acts=[])
    upward = paper_of(pack.papers.get(kind="submission")).words
    assert "Giấy chứng nhận sản phẩm OCOP của 01 sản phẩm" in upward
    letter = paper_of(pack.papers.get(kind="letter")).words
    assert "được công nhận hạng 4 sao" in letter
    assert "được trình Bộ" in letter


def test_the_results_page_proposes_it_in_words(cast, sent, client):
    client.force_login(cast.province_officer)

    page = client.get(reverse("evaluations:results", args=[sent.session_id])).content.decode()

    assert "Đạt 4 sao, gửi Bộ" in page


@pytest.mark.parametrize("stars", [2, 5])
def test_the_database_guards_the_stars_on_the_way(cast, sent, stars):
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionLine.objects.update(stars=stars)


def test_the_database_keeps_what_stands_apart_from_what_was_settled(cast, sent):
    certified(cast, sent)
    enter(cast, sent, "80", 4)

    with pytest.raises(IntegrityError), transaction.atomic():
        MinistryResult.objects.update(stars=0)
