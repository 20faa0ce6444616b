"""From the standing office to finance to the leader, and back; revisions and money carried over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets import services
from budgets.choices import EstimateKind, EstimateState, Verdict
from budgets.models import Allocation, Estimate, FundSource, LineComment, Norm
from budgets.queries.outline import outline_of
from budgets.queries.refusals import unfinished, unread_excesses
from budgets.queries.versions import comparison_of
from budgets.queries.work import estimates_waiting_for
from budgets.rules import ChangeKind
from ocop.accounts.models import Membership
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from tests.cast import also_holds
from tests.factories import budgets as make
from tests.factories.accounts import make_officer

pytestmark = pytest.mark.django_db


def approve(cast, estimate, actor=None, **changes):
    fields = {"decision_number": "12/QĐ-UBND", "decided_on": clock.today()} | changes
    return services.approve_estimate(actor=actor or cast.province_leader, estimate=estimate, **fields)


def test_an_estimate_goes_from_the_office_to_finance_to_the_leader(cast):
    estimate = make.small(cast, 100)

    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    assert Notice.objects.filter(person=cast.finance_officer).count() == 1
    services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Đúng định mức.")
    assert Notice.objects.filter(person=cast.province_leader).count() == 1
    assert Notice.objects.waiting().get().person == cast.province_leader
    done = approve(cast, estimate)

    assert not Notice.objects.waiting().exists(), "what is approved waits for nobody"
    assert (done.state, done.approved_by) == (EstimateState.APPROVED, cast.province_leader)
    assert done.budget.current == done
    ceiling = done.budget.ceilings.get()
    assert (ceiling.approved_vnd, ceiling.source) == (100, make.source())
    verbs = [f"estimate.{move}" for move in ("submit", "appraise", "approve")]
    assert list(Event.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


def test_what_is_returned_waits_for_the_office_until_it_is_handed_over_or_thrown_away(cast):
    estimate = make.small(cast, 100)
    for end in ("submit_estimate", "discard_draft"):
        services.submit_estimate(actor=cast.province_officer, estimate=estimate)
        estimate = services.return_estimate(
            actor=cast.finance_officer, estimate=estimate, note="Thiếu căn cứ."
        )
        asked = Notice.objects.waiting().values_list("person", "path")
        assert set(asked) == {(cast.province_officer.pk, estimate.get_absolute_url())}
        getattr(services, end)(actor=cast.province_officer, estimate=estimate)
        assert not Notice.objects.waiting().filter(person=cast.province_officer).exists()
        if end == "submit_estimate":
            estimate = services.return_estimate(actor=cast.finance_officer, estimate=estimate, note="Nữa.")


def test_what_is_unfinished_is_not_handed_over(cast):
    estimate = make.start(cast)
    with pytest.raises(MoveRefused, match="chưa có dòng nào"):
        services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    services.add_line(
        actor=cast.province_officer, estimate=estimate, content=services.LineContent("Khoản", lump_vnd=5)
    )

    with pytest.raises(MoveRefused) as refusal:
        services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    assert "nguồn vốn lệch số tiền 5 đồng" in refusal.value.message
    assert "Chưa có đơn vị thực hiện: dòng I (Khoản)" in refusal.value.message


@pytest.fixture
def mark_norm(cast):
    return services.add_norm(
        actor=cast.finance_officer,
        province=cast.places.province,
        name="Hỗ trợ nhãn hiệu",
        purpose="mark",
        per="nhãn hiệu",
        cap_vnd=35,
        basis="NQ 12/2026/NQ-HĐND",
        starts_on=clock.today().replace(month=1, day=1),
    )


def marked(cast, amount: int, **more) -> Estimate:
    estimate = make.start(cast)
    content = make.lump("Nhãn hiệu", amount, purpose="mark", executor="Chi cục", **more)
    services.add_line(actor=cast.province_officer, estimate=estimate, content=content)
    return Estimate.objects.get(pk=estimate.pk)


def test_a_line_that_names_no_norm_is_held_to_that_of_its_purpose(cast, mark_norm, client):
    estimate = marked(cast, 36)
    with pytest.raises(MoveRefused, match="Chưa so với định mức của loại việc"):
        services.submit_estimate(actor=cast.province_officer, estimate=estimate)

    line = estimate.lines.get()
    content = make.lump("Nhãn hiệu", 36, purpose="mark", executor="Chi cục", over_reason="Hai nhãn hiệu")
    services.change_line(actor=cast.province_officer, line=line, content=content)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    client.force_login(cast.finance_officer)
    assert "Chưa so với định mức “Hỗ trợ nhãn hiệu”: 35 đồng" in client.get(estimate.get_absolute_url()).text
    with pytest.raises(MoveRefused, match="chưa so với định mức chưa có ý kiến"):
        services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Đúng.")
    services.comment_on_line(actor=cast.finance_officer, line=line, verdict="agree", words="Được")
    services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Đúng.")


@pytest.mark.parametrize("more", [{"quantity": 2, "quantity_unit": "nhãn hiệu"}, {"purpose": "other"}])
def test_a_line_within_the_norm_of_its_purpose_need_not_name_it(cast, mark_norm, more):
    estimate = marked(cast, 60)
    estimate.lines.update(**more)

    services.submit_estimate(actor=cast.province_officer, estimate=estimate)


def test_a_line_above_its_norm_needs_a_reason_and_a_word_of_finance(cast):
    norm = Norm.objects.create(
        name="Thuê giảng viên",
        cap_vnd=1_000_000,
        basis="NQ 12",
        starts_on=clock.today() - timedelta(days=400),
        created_by=cast.finance_officer,
    )
    estimate = make.start(cast)
    content = {
        "quantity": 2,
        "executor": "Chi cục",
        "norm": norm,
        "lump_vnd": 3_000_000,
        "shares": ((make.source(), None),),
    }
    line = services.add_line(
        actor=cast.province_officer,
        estimate=estimate,
        content=services.LineContent("Giảng viên", **content),
    )
    with pytest.raises(MoveRefused, match="chưa nêu lý do: dòng I"):
        services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    services.change_line(
        actor=cast.province_officer,
        line=line,
        content=services.LineContent("Giảng viên", over_reason="Chuyên gia từ xa", **content),
    )
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    with pytest.raises(MoveRefused, match="chưa có ý kiến thẩm định"):
        services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Được")

    services.comment_on_line(
        actor=cast.finance_officer, line=line, verdict=Verdict.CUT, proposed_vnd=2_000_000, words="Đủ"
    )
    services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Được")
    approve(cast, estimate)

    revision = services.revise_budget(actor=cast.province_officer, budget=estimate.budget, reason="Thêm")
    assert list(unread_excesses(revision)) == [], "nothing has changed since finance spoke of it"
    more = services.LineContent(
        "Giảng viên", over_reason="Chuyên gia từ xa", **content | {"lump_vnd": 3_100_000}
    )
    services.change_line(actor=cast.province_officer, line=revision.lines.get(), content=more)
    assert [one for one in unread_excesses(revision) if "Giảng viên" in one]


def test_a_revision_below_what_was_given_is_told_before_it_is_sent(cast, client):
    budget = make.approved(cast, make.small(cast, 100))
    make.given(cast, make.ceiling(budget), 80)
    draft = services.revise_budget(actor=cast.province_officer, budget=budget, reason="Giảm")
    content = make.lump("Khoản 1", 79, executor="Chi cục")
    client.force_login(cast.province_officer)
    pages = [reverse(f"budgets:estimate-{name}", args=[draft.pk]) for name in ("submit", "edit")]
    assert not any("đã giao 80 đồng" in client.get(page).text for page in pages)

    services.change_line(actor=cast.province_officer, line=draft.lines.get(), content=content)

    assert all("đã giao 80 đồng, bản này chỉ còn 79" in client.get(page).text for page in pages)


def test_a_cut_is_to_less_than_the_line_has(cast):
    estimate = make.small(cast, 100)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    said = {"line": estimate.lines.get(), "verdict": Verdict.CUT, "words": "Cao"}

    with pytest.raises(RuleViolation, match="nhỏ hơn số tiền của dòng: 100 đồng") as refusal:
        services.comment_on_line(actor=cast.finance_officer, proposed_vnd=100, **said)
    assert refusal.value.field == "proposed_vnd"
    services.comment_on_line(actor=cast.finance_officer, proposed_vnd=99, **said)


def test_the_page_to_send_praises_no_line_without_a_reason(cast, mark_norm, client):
    estimate = marked(cast, 36, norm=mark_norm, quantity=1)
    client.force_login(cast.province_officer)

    page = client.get(reverse("budgets:estimate-submit", args=[estimate.pk])).text

    assert "Vượt định mức mà chưa nêu lý do" in page
    assert "và nêu lý do" not in page


def test_who_drafts_neither_appraises_nor_approves(cast):
    both = also_holds(cast.province_officer, Role.PROVINCE_LEADER, cast.places.province)
    also_holds(both, Role.FINANCE_OFFICER, cast.places.province)
    estimate = make.small(cast, 100)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    with pytest.raises(RuleViolation, match="đã tham gia lập"):
        services.appraise_estimate(actor=both, estimate=estimate, appraisal="Được")
    services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Được")

    with pytest.raises(RuleViolation, match="đã tham gia lập"):
        approve(cast, estimate, actor=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.filter(pk=estimate.pk).update(approved_by=both, approved_at="2026-01-01T00:00Z")


def test_who_wrote_a_single_line_does_not_approve_either(cast):
    estimate = make.small(cast, 100)
    helper = also_holds(cast.province_leader, Role.PROVINCE_OFFICER, cast.places.province)
    services.change_line(
        actor=helper, line=estimate.lines.get(), content=make.lump("Khoản 1", 90, executor="X")
    )
    make.appraised(cast, estimate)

    with pytest.raises(RuleViolation, match="đã tham gia lập"):
        approve(cast, estimate, actor=helper)


def test_whoever_stands_in_for_the_leader_approves_while_the_post_lasts(cast):
    """A deputy is given the post for a fortnight; afterwards it is as before."""
    estimate, deputy = make.appraised(cast, make.small(cast, 100)), cast.auditor
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        approve(cast, estimate, actor=deputy)
    today = clock.today()
    days = {"starts_on": today - timedelta(days=14), "ends_on": today - timedelta(days=1)}
    post = Membership.objects.create(
        user=deputy, role=Role.PROVINCE_LEADER, place=cast.places.province, **days
    )
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        approve(cast, estimate, actor=deputy)
    assert not estimates_waiting_for(deputy).exists()

    post.ends_on = today
    post.save()
    deputy = type(deputy).objects.get(pk=deputy.pk)
    assert list(estimates_waiting_for(deputy)) == [estimate]
    assert approve(cast, estimate, actor=deputy).approved_by == deputy


def test_whoever_drafted_is_not_asked_to_approve_while_standing_in(cast):
    """The work of the day names nothing that the page would refuse."""
    own, other = make.appraised(cast, make.small(cast, 100)), cast.auditor
    for person in (cast.province_officer, other):
        Membership.objects.create(
            user=person, role=Role.PROVINCE_LEADER, place=cast.places.province, starts_on=clock.today()
        )

    assert not estimates_waiting_for(cast.province_officer).exists()
    assert list(estimates_waiting_for(other)) == [own]


def test_nobody_steps_out_of_turn(cast):
    estimate = make.small(cast, 100)
    with pytest.raises(MoveRefused):
        approve(cast, estimate)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        services.appraise_estimate(actor=cast.auditor, estimate=estimate, appraisal="x")
    with pytest.raises(MoveRefused, match="thẩm quyền"):
        services.return_estimate(actor=cast.province_leader, estimate=estimate, note="x")


def test_a_decision_has_a_number_and_no_day_to_come(cast):
    estimate = make.appraised(cast, make.small(cast, 100))

    for changes, field in (
        ({"decision_number": " "}, "decision_number"),
        ({"decided_on": clock.today() + timedelta(days=1)}, "decided_on"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            approve(cast, estimate, **changes)
        assert refusal.value.field == field
    with pytest.raises(Stale):
        approve(cast, estimate, version=1)


def test_a_returned_version_is_kept_and_the_next_one_compared(cast):
    estimate = make.small(cast, 100, 50)
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    first = estimate.lines.get(content="Khoản 1")

    draft = services.return_estimate(
        actor=cast.finance_officer, estimate=estimate, note="Giảm khoản 1", lines=[first]
    )

    estimate.refresh_from_db()
    assert (estimate.state, estimate.return_reason) == (EstimateState.RETURNED, "Giảm khoản 1")
    assert LineComment.objects.get(line=first).verdict == Verdict.RETURN
    assert (draft.number, draft.previous, draft.state) == (2, estimate, EstimateState.DRAFT)
    services.change_line(
        actor=cast.province_officer,
        line=draft.lines.get(content="Khoản 1"),
        content=make.lump("Khoản 1", 80, executor="Chi cục Phát triển nông thôn"),
    )
    comparison = comparison_of(estimate, outline_of(Estimate.objects.get(pk=draft.pk)))
    assert [(line.content, line.change.kind, line.change.difference_vnd) for line in comparison.changed] == [
        ("Khoản 1", ChangeKind.AMOUNT, -20)
    ]
    assert outline_of(estimate).total_vnd == 150


def test_what_is_approved_is_frozen_in_the_database(cast):
    budget = make.approved(cast, make.small(cast, 100))

    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.filter(pk=budget.current_id).update(decision_number="99/QĐ-UBND")
    with pytest.raises(IntegrityError), transaction.atomic():
        budget.current.lines.update(content="Khác")


def test_a_revision_takes_force_when_it_is_approved(cast):
    budget = make.approved(cast, make.small(cast, 100, 50))
    make.given(cast, make.ceiling(budget), 70)
    draft = services.revise_budget(actor=cast.province_officer, budget=budget, reason="Thêm hội chợ")
    assert (draft.kind, draft.number) == (EstimateKind.REVISION, 2)

    def change(content, amount):
        services.change_line(
            actor=cast.province_officer,
            line=draft.lines.get(content=content),
            content=make.lump(content, amount, executor="Chi cục Phát triển nông thôn"),
        )

    change("Khoản 1", 60)
    change("Khoản 2", 90)
    make.appraised(cast, draft)
    with pytest.raises(RuleViolation, match="đã giao 70 đồng, bản này chỉ còn 60"):
        approve(cast, draft, decision_number="30/QĐ-UBND")
    make.given(cast, make.ceiling(budget), -10)
    done = approve(cast, draft, decision_number="30/QĐ-UBND")

    budget.refresh_from_db()
    assert budget.current == done
    assert (make.ceiling(budget).approved_vnd, make.ceiling(budget, "Khoản 2").approved_vnd) == (60, 90)
    assert budget.ceilings.count() == 2


def test_one_version_is_worked_on_at_a_time(cast):
    budget = make.approved(cast, make.small(cast, 100))
    services.revise_budget(actor=cast.province_officer, budget=budget, reason="x")

    with pytest.raises(RuleViolation, match="chưa duyệt xong"):
        services.revise_budget(actor=cast.province_officer, budget=budget, reason="x")


def test_money_not_given_out_is_carried_into_the_next_year(cast):
    year = clock.today().year
    last = make.approved(cast, make.small(cast, 100, 50, year=year - 1))
    make.given(cast, make.ceiling(last), 60)
    budget = make.approved(cast, make.small(cast, 30, year=year))
    with pytest.raises(RuleViolation, match="năm trước"):
        services.carry_over(actor=cast.province_officer, budget=last, source=budget, reason="x")

    draft = services.carry_over(
        actor=cast.province_officer, budget=budget, source=last, reason="Chưa chi hết"
    )
    assert outline_of(draft).total_vnd == 30 + 40 + 50
    make.appraised(cast, draft)
    approve(cast, draft, decision_number="2/QĐ-UBND")

    assert {c.line.content: c.approved_vnd for c in last.ceilings.all()} == {"Khoản 1": 60, "Khoản 2": 0}
    assert sum(c.approved_vnd for c in budget.ceilings.all()) == 120
    with pytest.raises(RuleViolation, match="không còn tiền"):
        services.carry_over(actor=cast.province_officer, budget=budget, source=last, reason="x")


def test_what_units_hold_uncommitted_is_carried_over_by_one_decision(cast, client):
    """100 approved, 80 given to two units, 30 of them committed: 70 go into the next year. Of an exception
    that one of them had nothing is taken.
    """
    year = clock.today().year
    last = make.approved(cast, make.small(cast, 100, year=year - 1))
    held = make.given(cast, make.ceiling(last), 50)
    make.bound(cast, held, 30)
    other = make.given(cast, make.ceiling(last), 30, agency="Trung tâm")
    budget = make.approved(cast, make.small(cast, 5, year=year))

    draft = services.carry_over(
        actor=cast.province_officer, budget=budget, source=last, reason="Chưa dùng", with_given=True
    )
    client.force_login(cast.province_leader)
    make.appraised(cast, draft)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Trung tâm: 30 đồng (Khoản 1)" in page
    assert f"{held.holder}: 20 đồng (Khoản 1)" in page
    approve(cast, draft, decision_number="2/QĐ-UBND")

    ceiling = make.ceiling(last)
    assert (ceiling.approved_vnd, ceiling.allocated_vnd, ceiling.committed_vnd) == (30, 30, 30)
    taken = Allocation.objects.filter(decision_number="2/QĐ-UBND").order_by("pk")
    assert list(taken.values_list("allotment", "amount_vnd", "entered_by")) == [
        (other.pk, -30, cast.province_leader.pk),
        (held.pk, -20, cast.province_leader.pk),
    ]
    assert Event.objects.filter(verb="budget.allocate", detail__number="2/QĐ-UBND").count() == 2
    told = Notice.objects.get(person=cast.province_officer, text__startswith="Thu hồi")
    assert told.text == f"Thu hồi 50 đồng chưa cam kết để chuyển sang năm {year}: {last}."
    assert told.path == other.get_absolute_url()
    assert sum(one.approved_vnd for one in budget.ceilings.all()) == 75


def test_what_is_carried_over_keeps_its_order_and_who_carries_it_out(cast, client):
    """Units stand on the blocks of the earlier year and are inherited there."""
    year = clock.today().year
    estimate = make.bac_giang(cast, year=year - 1)
    norm = Norm.objects.create(
        province=cast.places.province,
        name="Điểm bán hàng",
        percent=50,
        purpose="outlet",
        basis="NQ 12",
        starts_on=date(2018, 1, 1),
        created_by=cast.finance_officer,
    )
    outlet = estimate.lines.filter(content__contains="iểm bán hàng")
    outlet.update(purpose="outlet", norm=norm, whole_cost_vnd=400_000_000)
    last = make.approved(cast, estimate)
    budget = make.approved(cast, make.small(cast, 5, year=year))

    draft = services.carry_over(actor=cast.province_officer, budget=budget, source=last, reason="x")

    (line,) = draft.lines.filter(purpose="outlet")
    assert (line.norm, line.whole_cost_vnd) == (norm, 400_000_000)
    assert not list(unfinished(draft))

    before = outline_of(last.current).leaves
    carried = [row for row in outline_of(draft).leaves if row.line.origin]
    assert [row.line.origin for row in carried] == [row.line.thread for row in before]
    assert [row.executor for row in carried] == [row.executor for row in before]
    make.appraised(cast, draft)
    client.force_login(cast.province_leader)
    page = client.get(draft.get_absolute_url()).content.decode()
    changed = page[page.index('id="changed"') :].partition("</section>")[0]
    assert '<details class="fold-switch"><summary>' in changed, "a phone folds many changes"


def test_what_is_left_of_an_excess_keeps_its_reason_and_is_read_again(cast, client):
    """90 people at 3 đồng each where 2 are allowed; what is left looks like 1 for each of them."""
    year = clock.today().year
    norm = Norm.objects.create(
        name="Tiền ăn", cap_vnd=2, basis="NQ 12", starts_on=date(2018, 1, 1), created_by=cast.finance_officer
    )
    estimate = make.small(cast, 270, year=year - 1)
    estimate.lines.update(norm=norm, quantity=90, quantity_unit="người", over_reason="Vùng xa")
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    said = {"actor": cast.finance_officer, "verdict": Verdict.AGREE}
    services.comment_on_line(line=estimate.lines.get(), **said)
    services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Được")
    last = approve(cast, Estimate.objects.get(pk=estimate.pk)).budget
    make.given(cast, make.ceiling(last), 180)
    budget = make.approved(cast, make.small(cast, 5, year=year), "13/QĐ-UBND")
    draft = services.carry_over(actor=cast.province_officer, budget=budget, source=last, reason="x")
    line = draft.lines.get(origin__isnull=False)

    assert (line.lump_vnd, line.over_reason) == (90, "Vùng xa")
    line.over_reason = ""
    line.save(update_fields=["over_reason"])
    with pytest.raises(MoveRefused, match="chưa nêu lý do: dòng 1"):
        services.submit_estimate(actor=cast.province_officer, estimate=draft)
    line.over_reason = "Vùng xa"
    line.save(update_fields=["over_reason"])
    services.submit_estimate(actor=cast.province_officer, estimate=draft)
    client.force_login(cast.finance_officer)
    assert "Chuyển từ dòng vượt định mức của năm trước" in client.get(draft.get_absolute_url()).text
    with pytest.raises(MoveRefused, match="chưa có ý kiến thẩm định: 1"):
        services.appraise_estimate(actor=cast.finance_officer, estimate=draft, appraisal="Được")
    services.comment_on_line(line=line, **said)
    services.appraise_estimate(actor=cast.finance_officer, estimate=draft, appraisal="Được")
    revised = services.revise_budget(
        actor=cast.province_officer,
        budget=approve(cast, Estimate.objects.get(pk=draft.pk), decision_number="14/QĐ-UBND").budget,
        reason="x",
    )
    services.submit_estimate(actor=cast.province_officer, estimate=revised)
    services.appraise_estimate(actor=cast.finance_officer, estimate=revised, appraisal="Như cũ")


def test_what_a_unit_commits_in_the_meantime_is_not_carried_over(cast):
    year = clock.today().year
    last = make.approved(cast, make.small(cast, 100, year=year - 1))
    held = make.given(cast, make.ceiling(last), 100)
    budget = make.approved(cast, make.small(cast, 5, year=year))
    with pytest.raises(RuleViolation, match="Hãy chuyển cả phần đã giao"):
        services.carry_over(actor=cast.province_officer, budget=budget, source=last, reason="x")
    draft = services.carry_over(
        actor=cast.province_officer, budget=budget, source=last, reason="x", with_given=True
    )
    make.appraised(cast, draft)
    make.bound(cast, held, 1)

    with pytest.raises(RuleViolation, match="không còn đủ 100 đồng để chuyển"), transaction.atomic():
        approve(cast, draft, decision_number="2/QĐ-UBND")
    held.refresh_from_db()
    assert (held.allocated_vnd, held.committed_vnd) == (100, 1)


def _carried(cast):
    """Last year's budget with a line of 50 left, and the version of this year that takes it over."""
    year = clock.today().year
    last = make.approved(cast, make.small(cast, 50, year=year - 1))
    budget = make.approved(cast, make.small(cast, 30, year=year))
    draft = services.carry_over(
        actor=cast.province_officer, budget=budget, source=last, reason="Chưa chi hết"
    )
    return last, draft, draft.lines.get(origin__isnull=False)


def test_what_is_carried_over_keeps_its_source_of_funds(cast):
    """Under another source it would stand in both years."""
    last, draft, line = _carried(cast)
    other = FundSource.objects.exclude(pk__in=line.sources.values("source")).first()
    content = services.LineContent(line.content, lump_vnd=50, shares=((other, None),))
    services.change_line(actor=cast.province_officer, line=line, content=content)
    make.appraised(cast, draft)

    with pytest.raises(RuleViolation, match="Năm trước không có 50 đồng ở đúng dòng và nguồn vốn"):
        approve(cast, draft, decision_number="2/QĐ-UBND")
    assert make.ceiling(last).approved_vnd == 50


def test_what_is_carried_over_is_not_split(cast):
    _last, draft, line = _carried(cast)
    services.add_line(actor=cast.province_officer, estimate=draft, content=make.lump("Phần", 50), parent=line)
    make.appraised(cast, draft)

    with pytest.raises(RuleViolation, match="không chia thành dòng con"):
        approve(cast, draft, decision_number="2/QĐ-UBND")


def test_what_a_later_year_took_over_does_not_come_back_by_a_revision(cast):
    year = clock.today().year
    last = make.approved(cast, make.small(cast, 100, 50, year=year - 1))
    make.given(cast, make.ceiling(last), 60)
    revision = services.revise_budget(actor=cast.province_officer, budget=last, reason="Quyết toán lại")
    budget = make.approved(cast, make.small(cast, 30, year=year))
    carried = services.carry_over(
        actor=cast.province_officer, budget=budget, source=last, reason="Chưa chi hết"
    )
    approve(cast, make.appraised(cast, carried), decision_number="2/QĐ-UBND")

    approve(cast, make.appraised(cast, revision), decision_number="3/QĐ-UBND")

    assert make.ceiling(last).approved_vnd == 60
    assert make.ceiling(last, "Khoản 2").approved_vnd == 0
    last.refresh_from_db()
    again = services.revise_budget(actor=cast.province_officer, budget=last, reason="Bớt một dòng")
    services.drop_line(actor=cast.province_officer, line=again.lines.get(content="Khoản 2"))
    make.appraised(cast, again)
    with pytest.raises(RuleViolation, match="chuyển sang năm sau 50 đồng, bản này chỉ còn 0"):
        approve(cast, again, decision_number="4/QĐ-UBND")


def test_a_commune_with_a_leader_is_approved_by_that_leader_alone(cast):
    """Without one the province's leader takes its place."""
    commune = cast.places.my_hiep
    estimate = _appraised_of(cast, commune)
    assert list(estimates_waiting_for(cast.province_leader)) == [estimate]

    leader = make_officer(Role.COMMUNE_LEADER, commune)
    assert list(estimates_waiting_for(leader)) == [estimate]
    assert not estimates_waiting_for(cast.province_leader).exists()
    decision = {"decision_number": "1/QĐ-UBND", "decided_on": clock.today()}
    with pytest.raises(MoveRefused):
        services.approve_estimate(actor=cast.province_leader, estimate=estimate, **decision)
    assert services.approve_estimate(actor=leader, estimate=estimate, **decision).approved_by == leader


def _appraised_of(cast, commune) -> Estimate:
    estimate = make.start(cast, unit=commune, actor=cast.new_officer)
    services.add_line(
        actor=cast.new_officer, estimate=estimate, content=make.lump("Tuyên truyền", 10, executor="UBND xã")
    )
    services.submit_estimate(actor=cast.new_officer, estimate=estimate)
    return services.appraise_estimate(actor=cast.finance_officer, estimate=estimate, appraisal="Đúng")
