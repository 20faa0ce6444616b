"""The chair opens a closed session again; the first result stays."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.documents.pack import paper_of
from evaluations.models import FormerResult, Grading, Item, Reopening, Sheet
from evaluations.queries.results import criteria_to_agree, results_of
from evaluations.services.reopenings import reopen_session
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.law.queries import tree_of
from tests.factories.evaluations import (
    closed_session,
    marks_for,
    open_session,
    province_panel,
    send,
    two_closed,
)
from tests.factories.registrations import accepted_dossier, fresh
from tests.kept import kept


@kept
def panel(cast):
    return province_panel(cast)


@kept
def closed(cast, panel):
    return two_closed(cast, panel)


def first(session) -> Item:
    return session.items.order_by("position").first()


def reopen(panel, session, **changes):
    asked = {"items": [first(session)], "reason": "Bỏ sót phiếu kiểm nghiệm"} | changes
    return reopen_session(**{"actor": panel.chair, "session": session} | asked)


def test_one_product_is_scored_again_and_the_first_result_stays(panel, closed):
    item = first(closed)
    before = item.grading
    session = reopen(panel, closed)

    former = FormerResult.objects.get(item=item)
    assert (former.points_sum, former.stars, former.scoring_round) == (before.points_sum, before.stars, 1)
    assert former.exact_mean == before.exact_mean
    assert not Grading.objects.filter(item=item).exists()
    assert Grading.objects.filter(item__session=session).count() == 1  # the other product keeps its own
    assert [result.item for result in results_of(session)] == [session.items.get(position=2)]
    item.refresh_from_db()
    assert (item.scoring_round, fresh(item.dossier).state) == (2, "scheduled")

    for person in panel.scorers:
        sheet = Sheet.objects.get(item=item, seat__person=person, scoring_round=2)
        services.fill_sheet(actor=person, sheet=sheet, marks=marks_like(sheet), notes={})
        services.send_sheet(actor=person, sheet=sheet)
    services.close_session(actor=panel.chair, session=session)

    assert Grading.objects.get(item=item).stars == former.stars
    assert Sheet.objects.filter(item=item, scoring_round=1, state="sent").count() == len(panel.scorers)
    assert Event.objects.filter(verb="session.reopen", note="Bỏ sót phiếu kiểm nghiệm").count() == 1


def test_a_first_result_keeps_its_exact_mean(cast, panel):
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    session = open_session(panel, dossier)
    for person, points in zip(panel.scorers, (66, 66, 67), strict=True):
        send(person, first(session), points)
    session = services.close_session(actor=panel.chair, session=session)
    reopen(panel, session)

    former = FormerResult.objects.get()
    assert (former.exact_mean, former.mean) == (Fraction(199, 3), Decimal("66.333333"))


def score_again(panel, session, points: int) -> None:
    """All score the first product anew, and the chair closes."""
    for sheet in Sheet.objects.filter(item__session=session, scoring_round=2):
        marks = marks_for(tree_of(sheet.item.dossier.criteria_set), points)
        services.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=marks, notes={})
        services.send_sheet(actor=sheet.seat.person, sheet=sheet)
    services.close_session(actor=panel.chair, session=session)


def test_a_window_left_open_over_a_reopening_changes_nothing(client, cast, panel):
    """The chair's confirmation and the secretary's records were opened for the first result."""
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    session = closed_session(panel, dossier, points=69)
    item, version = first(session), first(session).grading.version
    pages = (
        (panel.chair, "item-confirm", {"note": "Đã rà lại"}),
        (panel.secretary, "item-settle", {"holds": "no", "note": "Đã bàn"}),
        (panel.secretary, "item-agree", agreed_as(item)),
    )

    def press(person, name: str, typed: dict):
        client.force_login(person)
        sent = typed | {"version": version, "form_key": str(uuid4())}
        return client.post(reverse(f"evaluations:{name}", args=[item.pk]), sent)

    reopen(panel, session)
    for person, name, typed in pages:
        answer = press(person, name, typed)
        assert answer.status_code == 422, name
        assert answer.context["form"].non_field_errors(), name
    score_again(panel, session, 69)
    for person, name, typed in pages:
        assert press(person, name, typed).status_code == 422, name

    grading = Grading.objects.get(item=item)
    assert grading.version > version
    assert (grading.confirmation, grading.settled_at) == ("", None)


def test_the_other_results_stay_readable_while_one_is_scored_again(client, cast, panel, closed):
    """With no mark of the one that is scored again, neither of before nor of now, and nothing to press."""
    address = reverse("evaluations:results", args=[closed.pk])
    session = reopen(panel, closed)
    sheet = Sheet.objects.filter(item=first(closed), scoring_round=2).first()
    marks = marks_for(tree_of(sheet.item.dossier.criteria_set), 83)
    services.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=marks, notes={})
    services.send_sheet(actor=sheet.seat.person, sheet=sheet)

    for person in (panel.secretary, panel.chair, panel.members[0], panel.officer, panel.leader):
        shown = _page(client, person, address)
        assert "những kết quả đã chốt" in shown
        assert "Đang chấm lại: “Trà sen”" in shown
        assert f'id="r-{first(closed).pk}"' not in shown
        assert not any(told in shown for told in ("Kết quả trước đó", "83,00", ">83<"))
        assert "Soạn quyết định" not in shown and "Ghi ý kiến chung" not in shown
        assert address in _page(client, person, reverse("evaluations:session-detail", args=[session.pk]))


def _page(client, person, address: str) -> str:
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


def agreed_as(item: Item) -> dict[str, str]:
    """The form of the common view, every criterion on its first option."""
    return {f"c-{c.pk}": "1" for c in criteria_to_agree(tree_of(item.dossier.criteria_set))}


def marks_like(sheet: Sheet) -> dict[str, int | None]:
    """The ticks of the same member in the first round."""
    former = Sheet.objects.get(item=sheet.item, seat=sheet.seat, scoring_round=1)
    return dict(former.marks.values_list("criterion__code", "option__position"))


def test_the_minutes_tell_of_it(panel, closed):
    session = reopen(panel, closed)
    for person in panel.scorers:
        sheet = Sheet.objects.get(item=first(closed), seat__person=person, scoring_round=2)
        services.fill_sheet(actor=person, sheet=sheet, marks=marks_like(sheet), notes={})
        services.send_sheet(actor=person, sheet=sheet)
    session = services.close_session(actor=panel.chair, session=session)
    pack, _job = services.make_pack(actor=panel.officer, session=session, acts=())
    words = paper_of(pack.papers.get(kind="minutes")).words

    assert "mở lại phiên ngày" in words
    assert "Bỏ sót phiếu kiểm nghiệm. Kết quả trước đó: “Trà sen” 68,00 điểm" in words


def test_the_chairs_confirmation_stays_and_the_results_tell_of_the_reopening(client, cast, panel):
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    session = closed_session(panel, dossier, points=69)
    services.confirm_result(actor=panel.chair, item=first(session), note="Đã rà lại các phiếu.")
    reopen(panel, session)
    score_again(panel, session, 69)
    services.confirm_result(actor=panel.chair, item=first(session), note="Đã rà lại lần hai.")

    former = FormerResult.objects.get()
    assert (former.confirmation, former.confirmed_by) == ("Đã rà lại các phiếu.", panel.chair)
    client.force_login(panel.secretary)
    shown = client.get(reverse("evaluations:results", args=[session.pk])).content.decode()
    assert "Bỏ sót phiếu kiểm nghiệm. Kết quả trước đó" in shown
    assert "Chủ tịch Hội đồng xác nhận: Đã rà lại các phiếu)" in shown
    pack, _job = services.make_pack(actor=panel.officer, session=session, acts=())
    minutes = paper_of(pack.papers.get(kind="minutes")).words
    assert "xác nhận: Đã rà lại lần hai. " in minutes
    assert ".." not in minutes


@pytest.mark.parametrize("who", ["secretary", "officer", "leader"])
def test_nobody_but_the_chair_opens_it_again(panel, closed, who):
    with pytest.raises(RuleViolation, match="Chủ tịch Hội đồng"):
        reopen(panel, closed, actor=getattr(panel, who))
    with pytest.raises(RuleViolation, match="Chủ tịch Hội đồng"):
        reopen(panel, closed, actor=panel.members[0])
    assert not Reopening.objects.exists()


@pytest.mark.parametrize(("changes", "said"), [({"reason": "  "}, "lý do"), ({"items": []}, "chọn sản phẩm")])
def test_a_reason_and_a_product_are_needed(panel, closed, changes, said):
    with pytest.raises(RuleViolation, match=said):
        reopen(panel, closed, **changes)
    closed.refresh_from_db()
    assert closed.state == "closed"


def test_what_stands_in_a_decision_is_not_scored_again(panel, closed):
    services.prepare_decision(actor=panel.officer, session=closed)

    with pytest.raises(RuleViolation, match="quyết định"):
        reopen(panel, closed)


def test_an_open_session_is_not_opened_again(panel, closed):
    reopen(panel, closed)

    with pytest.raises(RuleViolation, match="chưa đóng"):
        reopen(panel, closed)


def test_the_database_keeps_first_results(panel, closed):
    reopen(panel, closed)

    with pytest.raises(DatabaseError), transaction.atomic():
        FormerResult.objects.update(stars=5)


def test_the_chair_does_it_on_the_page(panel, closed, client):
    client.force_login(panel.chair)
    address = reverse("evaluations:session-reopen", args=[closed.pk])
    form = client.get(address).context["form"]
    sent = {
        "form_key": form.form_key,
        "version": form.version,
        "items": [first(closed).pk],
        "reason": "Sót phiếu",
    }

    assert client.post(address, sent | {"reason": ""}).status_code == 422
    client.post(address, sent)

    closed.refresh_from_db()
    assert closed.state == "scoring"
