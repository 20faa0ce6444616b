"""Lines of a draft: sums, amounts, sources, moves, copies, and what is refused at its field."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from budgets import services
from budgets.models import Budget, Estimate, FundSource, Line
from budgets.queries.outline import outline_of
from budgets.queries.refusals import unfinished
from budgets.services import Direction, LineContent
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from tests.factories import budgets as make

pytestmark = pytest.mark.django_db


def numbered(estimate) -> list[str]:
    return [f"{row.placed.number} {row.line.content}" for row in outline_of(estimate).rows]


def line(estimate, content) -> Line:
    return Line.objects.get(estimate=estimate, content=content)


def add(cast, estimate, content, amount=None, **place):
    return services.add_line(
        actor=cast.province_officer, estimate=estimate, content=make.lump(content, amount), **place
    )


def test_the_annex_of_bac_giang_is_entered_and_adds_up(cast):
    outline = outline_of(make.bac_giang(cast))

    sums = {row.placed.number: row.placed.amount_vnd for row in outline.rows}
    assert (outline.total_vnd, sums["I"], sums["II"], sums["2"]) == (
        5_000_000_000,
        4_000_000_000,
        1_000_000_000,
        523_000_000,
    )
    class_one = next(row for row in outline.rows if row.placed.number == "2.1")
    assert (class_one.executor, class_one.inherited_from) == ("Chi cục Phát triển nông thôn", "I")
    assert class_one.explanation == "khoán gọn, 90 người × 5 ngày"
    assert [(source.short_name, amount) for source, amount in outline.by_source] == [
        ("CTMTQG nông thôn mới", 5_000_000_000)
    ]
    assert list(unfinished(outline.estimate)) == []


def test_a_line_is_calculated_and_explained(cast):
    estimate = make.start(cast)
    content = LineContent(
        "Tiền ăn",
        quantity=Decimal(90),
        quantity_unit="người",
        times=Decimal(5),
        times_unit="ngày",
        price_vnd=150_000,
        shares=((make.source(), None),),
    )
    line = services.add_line(actor=cast.province_officer, estimate=estimate, content=content)

    assert line.amount_vnd == 67_500_000
    assert outline_of(estimate).rows[0].explanation == "= 90 người × 5 ngày × 150.000"


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"price_vnd": 5, "lump_vnd": 5}, "lump_vnd"),
        ({"price_vnd": 5}, "quantity"),
        ({"price_vnd": 5, "quantity": Decimal("0.5")}, "price_vnd"),
        ({"price_vnd": 10**15, "quantity": Decimal(2)}, "price_vnd"),
    ],
)
def test_what_gives_no_amount_is_refused_at_its_field(cast, content, field):
    with pytest.raises(RuleViolation) as refusal:
        services.add_line(
            actor=cast.province_officer, estimate=make.start(cast), content=LineContent("Khoản", **content)
        )
    assert refusal.value.field == field


def test_sources_share_the_amount_and_a_difference_is_told(cast):
    first, second = FundSource.objects.order_by("position")[:2]
    estimate = make.start(cast)
    wrong = LineContent("Khoản", lump_vnd=100, shares=((first, 60), (second, 30)))
    with pytest.raises(RuleViolation, match="thiếu 10 đồng"):
        services.add_line(actor=cast.province_officer, estimate=estimate, content=wrong)

    right = LineContent("Khoản", lump_vnd=100, shares=((first, 60), (second, None)))
    line = services.add_line(actor=cast.province_officer, estimate=estimate, content=right)

    assert dict(line.sources.values_list("source", "amount_vnd")) == {first.pk: 60, second.pk: 40}


def test_a_line_that_gets_children_becomes_their_sum(cast):
    estimate = make.small(cast, 100)
    parent = line(estimate, "Khoản 1")

    add(cast, estimate, "Con", 40, parent=parent)

    parent.refresh_from_db()
    assert (parent.amount_vnd, parent.lump_vnd, parent.sources.count()) == (None, None, 0)
    assert outline_of(estimate).total_vnd == 40


def test_lines_are_moved_and_counted_anew(cast):
    estimate = make.start(cast)
    for words in ("A", "B", "C"):
        add(cast, estimate, words, 10)

    def move(words, direction):
        services.move_line(
            actor=cast.province_officer, line=line(estimate, words), direction=Direction(direction)
        )

    move("C", "up")
    assert numbered(estimate) == ["I A", "II C", "III B"]
    move("C", "in")
    assert numbered(estimate) == ["I A", "1 C", "II B"]
    move("B", "in")
    move("B", "up")
    assert numbered(estimate) == ["I A", "1 B", "2 C"]
    move("B", "out")
    move("B", "down")
    assert numbered(estimate) == ["I A", "1 C", "II B"]
    assert outline_of(estimate).total_vnd == 20


def test_a_line_cannot_be_put_beneath_itself_or_too_deep(cast):
    estimate = make.start(cast)
    above = None
    for words in ("A", "B", "C", "D"):
        above = add(cast, estimate, words, 10, parent=above)

    with pytest.raises(RuleViolation, match="bên dưới chính nó"):
        services.place_line(actor=cast.province_officer, line=line(estimate, "A"), parent=line(estimate, "C"))
    with pytest.raises(RuleViolation, match="bốn tầng"):
        add(cast, estimate, "E", 1, parent=above)
    other = make.small(cast, 5, year=2031)
    with pytest.raises(RuleViolation, match="không thuộc"):
        add(cast, estimate, "E", 1, parent=line(other, "Khoản 1"))


def test_a_dropped_line_takes_its_children_along(cast):
    estimate = make.bac_giang(cast)

    services.drop_line(actor=cast.province_officer, line=line(estimate, "Tập huấn, 3 lớp"))

    assert outline_of(estimate).total_vnd == 4_477_000_000
    assert len(numbered(estimate)) == 12


def test_two_people_at_one_line_do_not_overwrite_each_other(cast):
    estimate = make.small(cast, 100)
    one = line(estimate, "Khoản 1")
    services.change_line(
        actor=cast.province_officer, line=one, content=make.lump("Khoản một", 90), version=one.version
    )

    with pytest.raises(Stale):
        services.change_line(
            actor=cast.province_officer, line=one, content=make.lump("Khoản I", 80), version=one.version
        )


def test_last_years_estimate_is_copied_with_new_threads(cast):
    budget = make.approved(cast, make.bac_giang(cast, year=2025))

    copy = make.start(cast, year=2026, copy_from=budget)

    assert numbered(copy) == numbered(budget.current)
    assert outline_of(copy).total_vnd == 5_000_000_000
    assert not set(copy.lines.values_list("thread")) & set(budget.current.lines.values_list("thread"))


def test_a_unit_has_one_budget_for_a_year(cast):
    make.start(cast, year=2026)

    with pytest.raises(RuleViolation, match="đã có dự toán"):
        make.start(cast, year=2026)


def test_only_the_standing_office_of_the_unit_drafts(cast):
    for person in (cast.province_leader, cast.finance_officer, cast.foreign_province_officer, cast.officer):
        with pytest.raises(services.NotAllowed):
            make.start(cast, actor=person)
    estimate = make.small(cast, 100)
    for person in (cast.province_leader, cast.finance_officer, cast.auditor):
        with pytest.raises(services.NotAllowed):
            services.drop_line(actor=person, line=line(estimate, "Khoản 1"))


def test_a_draft_is_thrown_away_with_its_budget(cast):
    estimate = make.small(cast, 100)

    assert services.discard_draft(actor=cast.province_officer, estimate=estimate) is None
    assert not Budget.objects.exists()
    assert Event.objects.filter(verb="estimate.discard").exists()


def test_the_database_keeps_what_was_handed_over_as_it_is(cast):
    estimate = make.small(cast, 100)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)

    with pytest.raises(RuleViolation, match="đang thẩm định"):
        services.drop_line(actor=cast.province_officer, line=line(estimate, "Khoản 1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(estimate=estimate).update(lump_vnd=1, amount_vnd=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(estimate=estimate, position=9, content="Thêm lén")


def test_outline_needs_the_same_queries_whatever_its_size(cast, django_assert_num_queries):
    """Two more where lines have a purpose: the norms of the province that such lines are held to."""
    for made, asked in ((make.small(cast, 1, year=2026), 4), (make.bac_giang(cast, year=2027), 6)):
        estimate = Estimate.objects.select_related("budget__unit").get(pk=made.pk)
        with django_assert_num_queries(asked):
            assert outline_of(estimate).rows
