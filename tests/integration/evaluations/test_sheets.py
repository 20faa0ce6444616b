"""A member's own sheet: ticked, kept, sent once."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from evaluations import services
from evaluations.choices import SheetState
from evaluations.models import Mark, Sheet
from evaluations.queries import marks_of, my_sheets
from evaluations.queries.sheets import marked_sheet
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.law.queries import tree_of
from ocop.law.rules import maximum_path
from ocop.notifications.models import Notice
from tests.factories.evaluations import fill, marks_for, open_session, score, send, sheet_of
from tests.factories.registrations import accepted_dossier
from tests.kept import kept


@kept
def item(district, dossier):
    return open_session(district, dossier).items.get()


@kept
def sheet(district, item):
    return sheet_of(district.chair, item)


def test_a_tick_is_kept_at_once(district, sheet):
    services.save_mark(
        actor=district.chair, sheet=sheet, criterion="1a", position=2, note="Có xác nhận của xã"
    )

    mark = Mark.objects.get(sheet=sheet)
    assert (mark.option.points, mark.note) == (Decimal(3), "Có xác nhận của xã")
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=3)
    mark.refresh_from_db()
    assert (mark.option.points, mark.note) == (Decimal(5), "Có xác nhận của xã")
    assert [e.detail for e in Event.objects.filter(verb="sheet.fill")] == [{"criteria": ["1a"]}] * 2


def test_words_alone_tick_nothing(district, sheet):
    services.save_note(actor=district.chair, sheet=sheet, criterion="1a", note="Chưa xem kỹ")
    assert marks_of(sheet) == {}
    assert marked_sheet(sheet).criterion("1a").note == "Chưa xem kỹ"
    assert marked_sheet(sheet).ticked == 0

    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=3)
    services.save_note(actor=district.chair, sheet=sheet, criterion="1a", note="")

    assert marks_of(sheet) == {"1a": 3}
    assert marked_sheet(sheet).criterion("1a").note == ""
    fill(sheet, {}, notes={"1b": "Thiếu giấy"})
    assert marks_of(sheet) == {"1a": 3}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(criterion__code="1a").update(is_ticked=False)


def test_unknown_option_and_criterion_are_refused(district, sheet):
    with pytest.raises(RuleViolation, match="không có mức này"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=9)
    with pytest.raises(RuleViolation, match="không có tiêu chí"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="99", position=1)

    assert not Mark.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "officer", "leader"])
def test_nobody_else_touches_a_sheet(district, sheet, who):
    with pytest.raises(RuleViolation, match="không phải của bạn"):
        services.save_mark(actor=getattr(district, who), sheet=sheet, criterion="1a", position=1)
    with pytest.raises(RuleViolation, match="không phải của bạn"):
        services.send_sheet(actor=getattr(district, who), sheet=sheet)


def test_another_member_does_not_send_a_sheet(district, sheet):
    with pytest.raises(RuleViolation, match="không phải của bạn"):
        services.send_sheet(actor=district.members[0], sheet=sheet)

    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT


def test_server_adds_up_the_sheet(district, item, sheet, dossier):
    """The best of everything is 100 points."""
    fill(sheet, maximum_path(tree_of(dossier.criteria_set)))
    sent = services.send_sheet(actor=district.chair, sheet=sheet)

    assert (sent.total, sent.state) == (Decimal(100), SheetState.SENT)
    assert sent.sent_at is not None


def test_empty_sheet_gives_no_points(district, sheet):
    assert services.send_sheet(actor=district.chair, sheet=sheet).total == 0


def test_sent_sheet_is_locked_and_sent_once(district, sheet):
    services.send_sheet(actor=district.chair, sheet=sheet)

    with pytest.raises(RuleViolation, match="đã gửi"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    with pytest.raises(RuleViolation, match="đã gửi"):
        services.send_sheet(actor=district.chair, sheet=sheet)
    assert Event.objects.filter(verb="sheet.send").count() == 1


def test_the_database_itself_keeps_a_sent_sheet(district, sheet):
    services.send_sheet(actor=district.chair, sheet=sheet)
    criterion = next(iter(tree_of(sheet.item.dossier.criteria_set).criteria()))
    wanton = [
        lambda: Sheet.objects.filter(pk=sheet.pk).update(total=100),
        lambda: Mark.objects.create(sheet=sheet, criterion_id=criterion.pk),
    ]
    if connection.vendor == "postgresql":
        wanton.append(lambda: Sheet.objects.filter(pk=sheet.pk).delete())

    for deed in wanton:
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


def test_sheet_saved_elsewhere_meanwhile_is_not_overwritten(district, sheet):
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=2)

    with pytest.raises(Stale):
        fill(sheet, {"1a": 1}, version=1)
    assert marks_of(sheet) == {"1a": 2}


def test_recused_member_neither_fills_nor_sends(district, item, sheet):
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")

    with pytest.raises(RuleViolation, match="xin không chấm"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    with pytest.raises(RuleViolation, match="xin không chấm"):
        services.send_sheet(actor=district.chair, sheet=sheet)


def test_nothing_changes_after_the_session_is_closed(district, item, dossier):
    score(district, item.session, 60)
    services.close_session(actor=district.chair, session=item.session)
    sheet = sheet_of(district.chair, item)

    with pytest.raises(RuleViolation, match="không còn chấm"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    with pytest.raises(RuleViolation, match="không còn chấm"):
        services.send_sheet(actor=district.chair, sheet=sheet)


def test_knock_out_of_another_set_is_refused(cast, district, sheet, new_dossier):
    foreign = new_dossier.criteria_set.knock_outs.first()

    with pytest.raises(RuleViolation, match="không thuộc bộ tiêu chí"):
        fill(sheet, {}, knock_out=foreign)


def test_my_sheets_are_mine_and_of_open_sessions(district, item):
    send(district.chair, item, 60)

    assert [s.seat.person for s in my_sheets(district.chair)] == [district.chair]
    assert not my_sheets(district.secretary).exists()
    score_rest(district, item)
    services.close_session(actor=district.chair, session=item.session)
    assert not my_sheets(district.chair).exists()


def score_rest(panel, item):
    for person in panel.members:
        send(person, item, 60)


def test_marks_helper_gives_exactly_the_points_asked_for(dossier):
    tree = tree_of(dossier.criteria_set)
    from ocop.law.rules import failed_minima, sheet_total

    for points, stars in ((50, 3), (70, 4), (90, 5)):
        marks = marks_for(tree, points, stars=stars)
        assert sheet_total(tree, marks) == points
        assert [m for m in failed_minima(tree, marks) if m.stars <= stars] == []


def test_either_or_criterion_takes_one_option_of_one_variant(cast, province, load=None):
    """Tourism criteria 8, 9 and 15 offer two variants: one tick, the maximum counts once."""
    from tests.factories.law import load_set

    tree = tree_of(load_set("QD26-26"))
    either_or = [c for c in tree.criteria() if len({o.variant for o in c.options}) > 1]
    assert either_or
    best = maximum_path(tree)
    from ocop.law.rules import sheet_total

    assert sheet_total(tree, best) == 100
    assert isinstance(best[either_or[0].code], int)


def test_two_products_have_two_sheets_each(cast, district, dossier):
    second = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    first, last = open_session(district, dossier, second).items.order_by("position")

    assert Sheet.objects.count() == 6
    called = Notice.objects.waiting().filter(person=district.chair)
    send(district.chair, first, 60)
    assert called.get().path == "/phieu/", "one sheet is left"
    send(district.chair, last, 60)
    assert not called.exists()
    assert Notice.objects.waiting().exists(), "of the others"
