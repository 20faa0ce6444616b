"""Money given out, moved, bound, paid, settled: what is refused, and what the totals say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets import services
from budgets.models import Allocation, Allotment, Budget, Ceiling, Commitment, Payment, Waiver
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents import services as documents
from ocop.documents.models import NumberEntry
from ocop.localities.models import Place
from ocop.notifications.models import Notice
from tests.factories import budgets as make
from tests.factories.registrations import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceiling(cast):
    return make.ceiling(make.approved(cast, make.small(cast, 100, 50), days_ago=1))


def totals(row):
    row.refresh_from_db()
    return {name: getattr(row, f"{name}_vnd") for name in ("allocated", "committed", "paid", "settled")}


def test_money_is_followed_from_approval_to_settlement(cast, ceiling):
    allotment = make.given(cast, ceiling, 80)
    commitment = make.bound(cast, allotment, 60)
    make.paid(cast, commitment, 40)
    services.settle(
        actor=cast.finance_officer,
        allotment=allotment,
        amount_vnd=30,
        evidence="BC 05",
        papers=[make_upload("bao-cao.pdf")],
        settled_on=clock.today(),
    )

    expected = {"allocated": 80, "committed": 60, "paid": 40, "settled": 30}
    assert totals(allotment) == totals(ceiling) == expected
    assert (ceiling.unallocated_vnd, ceiling.left_vnd, allotment.free_vnd) == (20, 60, 20)
    verbs = Event.objects.values_list("verb", flat=True)
    assert {"budget.allocate", "commitment.create", "commitment.pay", "budget.settle"} <= set(verbs)


def test_more_than_is_approved_is_not_given_out(cast, ceiling):
    make.given(cast, ceiling, 70)

    with pytest.raises(RuleViolation, match="chỉ còn 30 đồng") as refusal:
        make.given(cast, ceiling, 31, unit=cast.places.my_hiep)
    assert refusal.value.field == "amount_vnd"


def test_what_is_not_bound_may_be_taken_back(cast, ceiling):
    allotment = make.given(cast, ceiling, 80)
    make.bound(cast, allotment, 50)

    with pytest.raises(RuleViolation, match="chỉ còn 30 đồng"):
        make.given(cast, ceiling, -31)
    make.given(cast, ceiling, -30)

    assert totals(allotment)["allocated"] == 50


def test_a_unit_is_told_what_it_is_given_and_gives_back(cast, ceiling):
    """Its office; whoever wrote it down knows."""
    commune = cast.places.my_hiep
    allotment = make.given(cast, ceiling, 80, unit=commune)
    make.given(cast, ceiling, -30, unit=commune)
    make.given(cast, ceiling, 5)

    told = Notice.objects.filter(path=allotment.get_absolute_url()).order_by("pk")
    assert list(told.values_list("person", "text")) == [
        (cast.new_officer.pk, "Giao 80 đồng cho Xã Mỹ Hiệp: Khoản 1."),
        (cast.new_officer.pk, "Thu hồi 30 đồng đã giao cho Xã Mỹ Hiệp: Khoản 1."),
    ]
    assert not Notice.objects.filter(person=cast.province_officer, text__startswith="Giao").exists()


def test_a_closed_unit_is_given_nothing(cast, ceiling):
    with pytest.raises(RuleViolation, match="đã kết thúc ngày 30/06/2025") as refusal:
        make.given(cast, ceiling, 1, unit=cast.places.old_district)
    assert refusal.value.field == "unit"


def test_only_units_of_the_years_of_the_budget_are_offered(cast, ceiling, client):
    places = cast.places
    client.force_login(cast.province_officer)
    offered = reverse("budgets:ceiling-units", args=[ceiling.pk, "all"])
    asked = {"name": "unit", "unit": "Đồng Tháp"}

    def keys_offered():
        page = client.get(offered, asked).text
        return {place.pk for place in Place.objects.all() if f'value="{place.pk}"' in page}

    assert keys_offered() == {places.province.pk}  # the province that ended on 30/06/2025 is no twin
    Budget.objects.filter(pk=ceiling.budget_id).update(first_year=2025, last_year=2025)
    assert keys_offered() == {places.province.pk, places.old_province.pk}
    assert "(đến hết 30/06/2025)" in client.get(offered, asked).text
    client.force_login(cast.foreign_province_officer)
    assert client.get(offered, asked).status_code == 404


def test_what_a_closed_unit_did_not_bind_is_taken_back(cast, ceiling):
    given = make.given(cast, ceiling, 80)
    Place.objects.filter(pk=given.unit_id).update(valid_to=clock.today() - timedelta(days=1))

    make.given(cast, ceiling, -30)
    assert totals(given)["allocated"] == 50


def test_one_decision_typed_in_other_letters_covers_further_lines(cast, ceiling):
    make.given(cast, ceiling, 10, number="642/QĐ-UBND")
    make.given(cast, ceiling, 10, number="642/qđ – ubnd")

    assert NumberEntry.objects.filter(number=642).count() == 1


def test_a_decision_about_another_budget_is_told_and_confirmed(cast, ceiling, client):
    make.given(cast, ceiling, 10, number="701/QĐ-UBND")
    later = make.approved(cast, make.small(cast, 30, year=clock.today().year + 1), "13/QĐ-UBND")
    client.force_login(cast.province_officer)
    address = reverse("budgets:ceiling-allocate", args=[make.ceiling(later).pk])
    where = cast.places.province
    typed = {"unit": where.full_name, "unit_pick": where.pk, "amount_vnd": "10"}
    typed |= {"decision_number": "701/QĐ-UBND", "decided_on": f"{clock.today():%d/%m/%Y}"}

    def send(**more):
        key = client.get(address).context["form"].form_key
        return client.post(address, typed | {"form_key": str(key)} | more)

    refused = send()
    assert refused.status_code == 422
    assert f"đã là số của quyết định về “{ceiling.budget}”" in refused.text
    assert send(same_decision="on").status_code == 302
    make.given(cast, make.ceiling(later), 10, number="701/QĐ-UBND")  # the decision is about both by now


def test_a_spoiled_number_carries_no_money(cast, ceiling):
    make.given(cast, ceiling, 10, number="701/QĐ-UBND")
    entry = NumberEntry.objects.get(number=701)
    documents.spoil_number(entry)  # as the data of before may have it

    with pytest.raises(RuleViolation, match="701/QĐ-UBND đã ghi là hỏng") as refusal:
        make.given(cast, ceiling, 10, number="701/QĐ-UBND")
    assert refusal.value.field == "decision_number"


@pytest.mark.parametrize("number", [12, 701])
def test_the_number_of_a_decision_about_money_is_not_spoiled(cast, ceiling, number, client):
    make.given(cast, ceiling, 10, number="701/QĐ-UBND")
    entry = NumberEntry.objects.get(number=number)
    client.force_login(cast.province_officer)

    assert (
        str(ceiling.budget)
        in client.get(reverse("documents:number-spoil", args=[entry.pk]), follow=True).text
    )
    with pytest.raises(RuleViolation, match="không ghi hỏng được"):
        documents.spoil_number(entry, actor=cast.province_officer, note="Sai")


def test_a_unit_of_another_province_is_given_nothing(cast, ceiling):
    with pytest.raises(RuleViolation, match="không thuộc tỉnh Đồng Tháp") as refusal:
        make.given(cast, ceiling, 1, unit=cast.places.an_giang)
    assert refusal.value.field == "unit"


def test_a_commitment_stays_within_what_was_given(cast, ceiling):
    allotment = make.given(cast, ceiling, 40)

    with pytest.raises(RuleViolation, match="Vượt 5 đồng: đơn vị chỉ còn 40 đồng"):
        make.bound(cast, allotment, 45)


def test_the_leader_lets_a_unit_go_beyond_with_a_reason(cast, ceiling):
    allotment = make.given(cast, ceiling, 40)
    with pytest.raises(services.NotAllowed):
        services.waive(actor=cast.province_officer, allotment=allotment, amount_vnd=10, reason="Gấp")
    with pytest.raises(RuleViolation, match="lý do"):
        services.waive(actor=cast.province_leader, allotment=allotment, amount_vnd=10, reason=" ")

    services.waive(
        actor=cast.province_leader, allotment=allotment, amount_vnd=10, reason="Hội chợ khai mạc sớm"
    )
    make.bound(cast, allotment, 50)

    assert totals(allotment)["committed"] == 50
    assert Event.objects.get(verb="budget.waive").note == "Hội chợ khai mạc sớm"


def test_not_even_an_exception_goes_beyond_what_is_approved(cast, ceiling):
    allotment, other = make.given(cast, ceiling, 60), make.given(cast, ceiling, 10, unit=cast.places.my_hiep)

    def waive(one, amount):
        services.waive(actor=cast.province_leader, allotment=one, amount_vnd=amount, reason="Gấp")

    with pytest.raises(RuleViolation, match="chỉ còn 30 đồng") as refusal:
        waive(allotment, 31)
    assert refusal.value.field == "amount_vnd"
    waive(allotment, 20)
    told = Notice.objects.get(text__contains="cam kết vượt 20 đồng")
    assert (told.person, told.path) == (cast.province_officer, allotment.get_absolute_url())
    with pytest.raises(RuleViolation, match="chỉ còn 10 đồng"):
        waive(other, 11)
    waive(other, 10)
    make.given(cast, ceiling, 30)
    with pytest.raises(RuleViolation, match="chỉ được duyệt thêm 100 đồng"):
        make.bound(cast, allotment, 105)


def test_an_exception_gives_nothing_back(cast, ceiling):
    """40 are given out and 50 bound by a leader's leave of 60: nothing is free to be taken back."""
    allotment = make.given(cast, ceiling, 40)
    services.waive(actor=cast.province_leader, allotment=allotment, amount_vnd=60, reason="Gấp")
    make.bound(cast, allotment, 50)

    with pytest.raises(
        RuleViolation, match="được giao 40 đồng, đã cam kết 50: chỉ còn 0 đồng chưa cam kết để thu hồi"
    ):
        make.given(cast, ceiling, -1)
    make.given(cast, ceiling, 20)
    make.given(cast, ceiling, -10)
    assert totals(allotment)["allocated"] == 50


def test_payment_follows_the_commitment(cast, ceiling):
    commitment = make.bound(cast, make.given(cast, ceiling, 40), 40)
    make.paid(cast, commitment, 25)

    with pytest.raises(RuleViolation, match="chỉ còn 15 đồng chưa chi"):
        make.paid(cast, commitment, 16, reference="KB-02")
    with pytest.raises(RuleViolation, match="trước ngày cam kết"):
        make.paid(cast, commitment, 1, on=clock.today() - timedelta(days=1))
    with pytest.raises(RuleViolation, match="tương lai"):
        make.paid(cast, commitment, 1, on=clock.today() + timedelta(days=1))
    with pytest.raises(RuleViolation, match="KB-01") as twice:
        make.paid(cast, commitment, 1)
    assert twice.value.field == "reference"


def test_nothing_is_done_with_money_before_its_approval(cast, ceiling):
    before, said = clock.today() - timedelta(days=2), "trước ngày duyệt dự toán"
    with pytest.raises(RuleViolation, match=said):
        services.allocate(
            actor=cast.province_officer,
            ceiling=ceiling,
            unit=cast.places.province,
            amount_vnd=40,
            decision_number="19/QĐ-UBND",
            decided_on=before,
        )
    allotment = make.given(cast, ceiling, 40)
    with pytest.raises(RuleViolation, match=said) as refusal:
        make.bound(cast, allotment, 40, committed_on=before)
    assert refusal.value.field == "committed_on"
    commitment = make.bound(cast, allotment, 40)
    with pytest.raises(RuleViolation, match=said):
        make.paid(cast, commitment, 40, on=before)


def test_money_that_came_back_is_written_down(cast, ceiling):
    commitment = make.bound(cast, make.given(cast, ceiling, 40), 40)
    make.paid(cast, commitment, 25)
    make.paid(cast, commitment, -5, reference="KB-02")

    assert totals(ceiling)["paid"] == 20


def test_what_is_not_needed_is_released(cast, ceiling):
    allotment = make.given(cast, ceiling, 40)
    commitment = make.bound(cast, allotment, 40)
    make.paid(cast, commitment, 25)

    services.release(actor=cast.province_officer, commitment=commitment, amount_vnd=15, note="Ít người hơn")

    assert totals(allotment) == {"allocated": 40, "committed": 25, "paid": 25, "settled": 0}
    with pytest.raises(RuleViolation, match="chỉ còn 0 đồng"):
        services.release(actor=cast.province_officer, commitment=commitment, amount_vnd=1, note="")


def test_money_moves_between_lines_by_decision(cast, ceiling):
    other = ceiling.budget.ceilings.get(line__content="Khoản 2")
    moved = {"amount_vnd": 60, "decision_number": "31/QĐ-UBND", "decided_on": clock.today()}
    services.transfer(actor=cast.province_officer, giver=ceiling, taker=other, **moved)

    ceiling.refresh_from_db()
    other.refresh_from_db()
    assert (ceiling.in_force_vnd, other.in_force_vnd) == (40, 110)
    with pytest.raises(RuleViolation, match="chỉ còn 40 đồng"):
        services.transfer(actor=cast.province_officer, giver=ceiling, taker=other, **moved)
    with pytest.raises(RuleViolation, match="dòng khác"):
        services.transfer(actor=cast.province_officer, giver=ceiling, taker=ceiling, **moved)


def test_what_an_exception_has_bound_moves_to_no_other_line(cast, ceiling):
    """40 are given out, 90 bound by a leader's leave: only 10 of 100 are free, not 60."""
    other = ceiling.budget.ceilings.get(line__content="Khoản 2")
    allotment = make.given(cast, ceiling, 40)
    services.waive(actor=cast.province_leader, allotment=allotment, amount_vnd=50, reason="Gấp")
    make.bound(cast, allotment, 90)
    moved = {"decision_number": "31/QĐ-UBND", "decided_on": clock.today()}

    with pytest.raises(RuleViolation, match="chỉ còn 10 đồng") as refusal:
        services.transfer(actor=cast.province_officer, giver=ceiling, taker=other, amount_vnd=11, **moved)
    assert refusal.value.field == "amount_vnd"
    services.transfer(actor=cast.province_officer, giver=ceiling, taker=other, amount_vnd=10, **moved)


def test_a_commune_spends_what_it_was_given_and_no_more(cast, ceiling):
    allotment = make.given(cast, ceiling, 40, unit=cast.places.my_hiep)

    make.bound(cast, allotment, 10, actor=cast.new_officer)

    with pytest.raises(services.NotAllowed):
        make.bound(cast, allotment, 10, actor=cast.new_neighbour_officer)
    with pytest.raises(services.NotAllowed):
        make.given(cast, ceiling, 1, actor=cast.new_officer)
    assert not Allotment.objects.visible_to(cast.new_neighbour_officer).exists()
    assert Commitment.objects.visible_to(cast.new_officer).count() == 1
    assert not Ceiling.objects.visible_to(cast.new_officer).exists()


# --- What the database refuses by itself ------------------------------------------------------------------
def raw_allocation(cast, allotment, amount):
    return Allocation.objects.create(
        allotment=allotment,
        amount_vnd=amount,
        decision_number="x",
        decided_on=clock.today(),
        entered_by=cast.province_officer,
    )


def raw_waiver(cast, allotment, amount):
    return Waiver.objects.create(
        allotment=allotment, amount_vnd=amount, note="x", entered_by=cast.province_officer
    )


def raw_commitment(cast, allotment, amount):
    return Commitment.objects.create(
        allotment=allotment,
        subject="x",
        purpose="other",
        amount_vnd=amount,
        committed_on=clock.today(),
        entered_by=cast.province_officer,
    )


def raw_payment(cast, commitment, amount):
    return Payment.objects.create(
        commitment=commitment,
        budget=commitment.allotment.ceiling.budget,
        amount_vnd=amount,
        paid_on=clock.today(),
        reference="x",
        entered_by=cast.province_officer,
    )


def test_the_database_alone_keeps_the_order_of_money(cast, ceiling):
    allotment = make.given(cast, ceiling, 60)
    commitment = raw_commitment(cast, allotment, 50)
    raw_payment(cast, commitment, 40)
    attempts = {
        "allocated > approved": lambda: raw_allocation(cast, allotment, 41),
        "committed > allocated": lambda: raw_commitment(cast, allotment, 11),
        "paid > committed": lambda: raw_payment(cast, commitment, 11),
        "allocated < committed": lambda: raw_allocation(cast, allotment, -11),
        "approved < allocated": lambda: Ceiling.objects.filter(pk=ceiling.pk).update(approved_vnd=59),
        "waived > approved": lambda: raw_waiver(cast, allotment, 41),
        "released > unpaid": lambda: Commitment.objects.filter(pk=commitment.pk).update(released_vnd=11),
    }
    let_through = []
    for name, attempt in attempts.items():
        try:
            with transaction.atomic():
                attempt()
            let_through.append(name)
        except IntegrityError:
            pass

    assert let_through == []
    assert totals(ceiling) == {"allocated": 60, "committed": 50, "paid": 40, "settled": 0}


def test_the_database_alone_takes_nothing_back_on_an_exception(cast, ceiling):
    allotment = make.given(cast, ceiling, 60)
    raw_waiver(cast, allotment, 40)
    raw_commitment(cast, allotment, 50)

    with pytest.raises(IntegrityError, match="keeps_what_is_bound"), transaction.atomic():
        raw_allocation(cast, allotment, -11)
    raw_allocation(cast, allotment, -10)


def test_ledgers_are_added_to_and_never_changed(cast, ceiling):
    commitment = make.bound(cast, make.given(cast, ceiling, 40), 40)
    make.paid(cast, commitment, 25)

    for rows in (Allocation.objects.all(), Payment.objects.all(), Commitment.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(amount_vnd=1)


def test_what_another_contract_has_settled_does_not_hold_back_a_refund(cast, ceiling):
    allotment = make.given(cast, ceiling, 100)
    first, second = (make.bound(cast, allotment, 50, subject=name) for name in ("Một", "Hai"))
    make.paid(cast, first, 50, reference="KB-1")
    make.paid(cast, second, 40, reference="KB-2")
    services.settle(
        actor=cast.finance_officer,
        allotment=allotment,
        amount_vnd=60,
        evidence="BC 05",
        papers=[make_upload("bao-cao.pdf")],
        settled_on=clock.today(),
    )

    with pytest.raises(RuleViolation, match="lớn hơn 30 đồng"):
        make.paid(cast, first, -31, reference="KB-3")
    make.paid(cast, first, -30, reference="KB-3")

    assert totals(allotment)["paid"] == 60
