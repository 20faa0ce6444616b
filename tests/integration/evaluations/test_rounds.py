"""Totals too far apart freeze a product; the council talks; another round opens; the first one stays."""

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluations import services
from evaluations.choices import SheetState
from evaluations.documents.pack import paper_of
from evaluations.models import Grading, Sheet, Spread
from evaluations.queries import my_sheets, sheets_board
from evaluations.queries.results import judge
from evaluations.queries.sessions import criteria_of, spread_of
from evaluations.queries.work import sessions_to_close
from evaluations.rules import Procedure
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from reports.queries.council_work import council_work
from tests.factories.evaluations import closed_session, district_panel, open_session, send, sheet_of
from tests.kept import kept


@kept
def strict(cast):
    """A council that lets totals differ by ten points and scores at most twice."""
    return district_panel(cast, procedure=Procedure(max_spread=10, max_rounds=2))


@kept
def frozen(strict, dossier):
    """60, 62 and 83 points: 23 apart."""
    item = open_session(strict, dossier).items.get()
    for person, points in zip(strict.scorers, (60, 62, 83), strict=True):
        send(person, item, points)
    item.refresh_from_db()
    return item


def again(person, item, points):
    sheet = Sheet.objects.get(item=item, seat__person=person, scoring_round=item.scoring_round)
    from ocop.law.queries import tree_of
    from tests.factories.evaluations import fill, marks_for

    fill(sheet, marks_for(tree_of(item.dossier.criteria_set), points))
    return services.send_sheet(actor=person, sheet=sheet)


def test_the_last_sheet_freezes_and_the_secretary_is_told(strict, frozen):
    spread = spread_of(frozen)

    assert (spread.scoring_round, spread.allowed) == (1, 10)
    assert spread.criteria
    assert sheets_board(frozen.session).rows[0].is_frozen
    assert Notice.objects.filter(person=strict.secretary, text__contains="chênh điểm").exists()
    event = Event.objects.get(verb="session.freeze")
    assert (event.actor, event.detail) == (None, {"round": 1})
    assert not sessions_to_close(strict.chair).exists()


def test_ten_points_apart_are_allowed(strict, dossier):
    item = open_session(strict, dossier).items.get()
    for person, points in zip(strict.scorers, (60, 65, 70), strict=True):
        send(person, item, points)

    assert not Spread.objects.exists()


def test_nothing_moves_before_the_discussion_is_recorded(strict, frozen):
    with pytest.raises(MoveRefused, match="chênh điểm quá mức"):
        services.close_session(actor=strict.chair, session=frozen.session)
    with pytest.raises(RuleViolation, match="đã gửi"):
        services.save_mark(
            actor=strict.chair, sheet=sheet_of(strict.chair, frozen), criterion="1a", position=1
        )
    with pytest.raises(RuleViolation, match="Hãy ghi nội dung"):
        services.record_discussion(actor=strict.secretary, item=frozen, discussion=" ")
    with pytest.raises(RuleViolation, match="Chỉ"):
        services.record_discussion(actor=strict.chair, item=frozen, discussion="Đã bàn")

    assert Sheet.objects.count() == 3


def test_the_second_round_starts_from_one_s_own_ticks_and_the_first_stays(strict, frozen):
    first = {sheet.pk: dict(sheet.marks.values_list("criterion", "option")) for sheet in Sheet.objects.all()}
    item = services.record_discussion(actor=strict.secretary, item=frozen, discussion="Đã bàn về bao bì.")

    assert item.scoring_round == 2
    assert Event.objects.get(verb="session.discuss").note == "Đã bàn về bao bì."
    for person in strict.scorers:
        before, now = (Sheet.objects.get(seat__person=person, scoring_round=n) for n in (1, 2))
        assert now.state == SheetState.DRAFT
        assert dict(now.marks.values_list("criterion", "option")) == first[before.pk]
    assert [sheet.scoring_round for sheet in my_sheets(strict.chair)] == [2]

    for person, points in zip(strict.scorers, (66, 66, 70), strict=True):
        again(person, item, points)
    services.close_session(actor=strict.chair, session=item.session)
    grading = Grading.objects.get()
    assert (grading.points_sum, grading.exact_mean) == (Decimal(202), Fraction(202, 3))
    assert judge(item).mean == Fraction(202, 3)
    assert [s.total for s in Sheet.objects.filter(scoring_round=1).order_by("pk")] == [60, 62, 83]


def test_where_no_round_is_left_the_result_stands(strict, frozen):
    item = services.record_discussion(actor=strict.secretary, item=frozen, discussion="Lần một")
    for person, points in zip(strict.scorers, (60, 62, 83), strict=True):
        again(person, item, points)
    with pytest.raises(MoveRefused, match="chênh điểm"):
        services.close_session(actor=strict.chair, session=item.session)
    item = services.record_discussion(actor=strict.secretary, item=item, discussion="Lần hai")

    assert item.scoring_round == 2
    assert list(Spread.objects.order_by("scoring_round").values_list("rescored", flat=True)) == [True, False]
    services.close_session(actor=strict.chair, session=item.session)
    assert Grading.objects.get().points_sum == 205


def test_the_page_of_the_discussion_names_criteria_and_no_points(client, strict, frozen):
    address = reverse("evaluations:item-discuss", args=[frozen.pk])
    client.force_login(strict.secretary)
    text = client.get(address).content.decode()

    for code in spread_of(frozen).criteria:
        assert f"<b>{code}</b>" in text
    main = text[text.index("<main") :]
    assert not [points for points in (60, 62, 83, 23) if f">{points}<" in main or f" {points} điểm" in main]
    client.force_login(strict.chair)
    assert client.get(address).status_code == 403


def test_who_scores_a_product_sees_which_criteria_divide_them(client, cast, strict, dossier):
    item = open_session(strict, dossier).items.get()
    out, *rest = reversed(strict.scorers)
    services.declare_recusal(actor=out, item=item, ground="Góp vốn")
    for person, points in zip(rest, (60, 83), strict=True):
        send(person, item, points)
    names = [criterion.name for criterion in criteria_of(spread_of(item))]
    assert names

    for person, sees in ((rest[0], True), (rest[1], True), (out, False), (cast.district_officer, False)):
        client.force_login(person)
        board = client.get(reverse("evaluations:session-detail", args=[item.session_id])).content.decode()
        assert [name in board for name in names] == [sees] * len(names)


def test_the_sheet_of_the_second_round_says_what_was_discussed(client, strict, frozen):
    names = [criterion.name for criterion in criteria_of(spread_of(frozen))]
    services.record_discussion(
        actor=strict.secretary, item=frozen, discussion="Thống nhất cách hiểu.\nXét lại."
    )
    client.force_login(strict.chair)
    assert "(vòng 2)" in client.get(reverse("evaluations:sheet-list")).content.decode()
    sheet = Sheet.objects.get(item=frozen, seat__person=strict.chair, scoring_round=2)
    page = client.get(reverse("evaluations:sheet-detail", args=[sheet.pk]))
    (told,) = page.context["page"].discussions
    assert [criterion.name for criterion in told[1]] == names
    assert page.context["page"].opened_by == told[0]
    assert "Thống nhất cách hiểu." in page.content.decode()


def test_a_second_discussion_comes_back_with_its_words(client, strict, frozen):
    """Two secretaries, or one in two windows: the first has opened the next round."""
    services.record_discussion(actor=strict.secretary, item=frozen, discussion="Đã bàn xong")
    client.force_login(strict.secretary)

    late = client.post(
        reverse("evaluations:item-discuss", args=[frozen.pk]),
        {"form_key": str(uuid4()), "discussion": "Lời của cửa sổ thứ hai"},
    )

    assert late.status_code == 422
    assert "Lời của cửa sổ thứ hai" in late.content.decode()


def test_both_rounds_are_read_after_the_close(client, strict, frozen):
    item = services.record_discussion(actor=strict.secretary, item=frozen, discussion="Đã bàn về nhãn.")
    for person in strict.scorers:
        again(person, item, 64)
    services.close_session(actor=strict.chair, session=item.session)
    client.force_login(strict.secretary)

    sheets = client.get(reverse("evaluations:item-sheets", args=[item.pk])).content.decode()
    assert "Vòng chấm 2" in sheets
    assert "Vòng chấm 1" in sheets
    results = client.get(reverse("evaluations:results", args=[item.session_id])).content.decode()
    assert "Đã bàn về nhãn." in results


def minutes_after(panel, session) -> str:
    session = services.close_session(actor=panel.chair, session=session)
    pack, _job = services.make_pack(actor=panel.officer, session=session, acts=())
    return paper_of(pack.papers.get(kind="minutes")).words


def test_the_minutes_tell_of_a_discussion_that_no_round_followed(cast, dossier):
    once = district_panel(cast, procedure=Procedure(max_spread=10, max_rounds=1))
    item = open_session(once, dossier).items.get()
    for person, points in zip(once.scorers, (60, 62, 83), strict=True):
        send(person, item, points)
    services.record_discussion(actor=once.secretary, item=item, discussion="Khác nhau về nhãn.")

    words = minutes_after(once, item.session)

    assert "chênh lệch quá mức ở vòng 1; Quy chế không cho chấm thêm vòng" in words
    assert "Hội đồng đã thảo luận: Khác nhau về nhãn." in words
    assert "Không có sản phẩm" not in words


def test_the_minutes_tell_of_a_discussion_and_its_second_round(strict, frozen):
    item = services.record_discussion(actor=strict.secretary, item=frozen, discussion="Đã bàn về nhãn.")
    for person in strict.scorers:
        again(person, item, 64)

    words = minutes_after(strict, item.session)

    assert "chênh lệch quá mức ở vòng 1; chấm 2 vòng, điểm vòng trước giữ trong bảng trên. " in words
    assert "Quy chế không cho chấm thêm" not in words


# --- Just below a floor -----------------------------------------------------------------------------------


def test_69_points_wait_for_the_chair(client, cast, district, dossier):
    session = closed_session(district, dossier, points=69)
    item = session.items.get()
    with pytest.raises(RuleViolation, match="sát mốc"):
        services.prepare_decision(actor=district.officer, session=session)
    with pytest.raises(RuleViolation, match="Chỉ Chủ tịch"):
        services.confirm_result(actor=district.members[0], item=item, note="Đúng")
    with pytest.raises(RuleViolation, match="Hãy ghi"):
        services.confirm_result(actor=district.chair, item=item, note="")

    client.force_login(district.chair)
    address = reverse("evaluations:item-confirm", args=[item.pk])
    assert [work.url for work in council_work(district.chair, clock.today()) if "sát mốc" in work.title] == [
        address
    ]
    assert not [work for work in council_work(district.members[0], clock.today()) if "sát mốc" in work.title]
    assert client.get(address).status_code == 200
    services.confirm_result(actor=district.chair, item=item, note="Đã rà lại")
    with pytest.raises(RuleViolation, match="đã xác nhận"):
        services.confirm_result(actor=district.chair, item=item, note="Lần nữa")
    assert Event.objects.get(verb="session.confirm-result").note == "Đã rà lại"
    assert not [work for work in council_work(district.chair, clock.today()) if "sát mốc" in work.title]
    assert services.prepare_decision(actor=district.officer, session=session).lines.count() == 1


def test_70_points_do_not(district, dossier):
    session = closed_session(district, dossier, points=70, stars=4)

    with pytest.raises(RuleViolation, match="không sát mốc"):
        services.confirm_result(actor=district.chair, item=session.items.get(), note="Đúng")
