"""What the money of a line is for: print runs, classes, fairs, outlets; and the numbers of its decisions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from budgets import services
from budgets.models import Commitment
from evaluations.models import PrintRun
from evaluations.services import print_desk
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.models import NumberBook, NumberEntry
from ocop.documents.services import reserve_number
from plans import services as plans
from plans.choices import EventState
from plans.models import ProgrammeEvent
from plans.services.events import EventContent
from tests.factories import budgets as make
from tests.factories import trainings as make_trainings
from tests.factories.plans import make_event
from trainings.services import bind_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def allotment(cast):
    ceiling = make.ceiling(make.approved(cast, make.small(cast, 100), days_ago=2))
    return make.given(cast, ceiling, 80)


@pytest.fixture
def run(cast):
    return PrintRun.objects.create(issuer=cast.places.province, made_by=cast.province_officer)


def test_an_activity_begun_at_a_line_starts_with_what_the_line_says(cast, client):
    draft = make.small(cast, 100)
    draft.lines.update(purpose="fair")
    ceiling = make.ceiling(make.approved(cast, draft))
    client.force_login(cast.province_officer)
    way = f"{reverse('plans:event-add')}?dong={ceiling.pk}"
    assert way in client.get(ceiling.get_absolute_url()).content.decode()

    form = client.get(way).context["form"]

    started = {name: form[name].value() for name in ("ceiling", "unit", "kind", "lead")}
    unit = ceiling.budget.unit
    said = {"unit": (unit.full_name, str(unit.pk)), "kind": "fair", "lead": ceiling.line.executor}
    assert started == {"ceiling": ceiling.pk} | said
    client.force_login(cast.finance_officer)
    assert way not in client.get(ceiling.get_absolute_url()).content.decode()


def bind(cast, run, allotment, amount, actor=None):
    actor = actor or cast.province_officer
    return services.bind_print_run(actor=actor, run=run, allotment=allotment, amount_vnd=amount)


def test_a_print_run_binds_money_and_gives_back_what_it_did_not_pay(cast, run, allotment):
    with pytest.raises(RuleViolation, match="Vượt 1 đồng"):
        bind(cast, run, allotment, 81)
    bound = bind(cast, run, allotment, 80)
    assert (bound.purpose, bound.print_run) == ("print_run", run)
    make.paid(cast, bound, 30)

    print_desk.discard_print_run(actor=cast.province_officer, run=run, note="Phôi hỏng")

    bound.refresh_from_db()
    allotment.refresh_from_db()
    assert (bound.unpaid_vnd, bound.paid_vnd, allotment.free_vnd) == (0, 30, 50)
    assert Event.objects.filter(verb="commitment.release", note="Phôi hỏng").exists()
    run.refresh_from_db()
    with pytest.raises(RuleViolation, match="đã bỏ"):
        bind(cast, run, allotment, 1)


def test_only_the_keeper_of_the_desk_binds_for_a_run(cast, run, allotment):
    with pytest.raises(services.NotAllowed):
        bind(cast, run, allotment, 1, actor=cast.finance_officer)


def test_the_print_desk_tells_of_the_money_and_leads_to_it(cast, client, run, allotment):
    client.force_login(cast.province_officer)
    url = reverse("budgets:printrun-bind", args=[run.pk])
    assert url in client.get(run.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    sent = {"form_key": str(form.form_key), "version": "1", "allotment": allotment.pk, "amount_vnd": "80"}

    answer = client.post(url, sent)

    assert answer.url == run.get_absolute_url()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "giữ 80 đồng" in page
    assert url not in page, "nothing is free any more"
    assert "còn trống" in client.get(url, follow=True).content.decode()
    bound = Commitment.objects.get()
    assert run.get_absolute_url() in client.get(bound.get_absolute_url()).content.decode()


def test_a_line_and_its_commitments_name_what_they_are_for(cast, client, run, allotment):
    """A class and a print run with money bound, a fair and an outlet planned from the line."""
    training = make_trainings.of_province(cast).planned(title="Lớp 1 cho chủ thể")
    cost = bind_cost(actor=cast.province_officer, training=training, allotment=allotment, amount_vnd=10)
    bind(cast, run, allotment, 10)
    here = {"unit": cast.places.province, "ceiling": allotment.ceiling}
    make_event(cast, name="Hội chợ mùa sen", kind="fair", **here)
    make_event(cast, name="Điểm bán ở bến xe", kind="outlet", **here)
    gone = make_event(cast, name="Chuyến đi đã hủy", **here)
    changes = {"state": EventState.CANCELLED, "closed_on": clock.today(), "result": "Thôi"}
    ProgrammeEvent.objects.filter(pk=gone.pk).update(closed_by=cast.province_officer, **changes)
    client.force_login(cast.province_leader)

    line = client.get(allotment.ceiling.get_absolute_url()).content.decode()
    bound = client.get(cost.commitment.get_absolute_url()).content.decode()

    for shown in (
        "Hội chợ mùa sen",
        "Điểm bán ở bến xe",
        training.get_absolute_url(),
        run.get_absolute_url(),
    ):
        assert shown in line
    assert "Chuyến đi đã hủy" not in line
    assert f"{training.code}: Lớp 1 cho chủ thể" in bound
    assert training.get_absolute_url() in bound


def test_a_fair_binds_money_and_gives_it_back_when_it_is_given_up(cast, client, allotment):
    today = {"starts_on": clock.today(), "ends_on": clock.today()}
    fair = make_event(cast, name="Hội chợ mùa sen", unit=cast.places.province, **today)
    actor = cast.province_officer
    client.force_login(actor)
    url = reverse("plans:event-bind", args=[fair.pk])
    form = client.get(url).context["form"]

    sent = {"form_key": str(form.form_key), "allotment": allotment.pk, "amount_vnd": "50"}
    assert client.post(url, sent).url == fair.get_absolute_url()

    bound = Commitment.objects.get()
    assert (bound.subject, bound.purpose, bound.amount_vnd) == ("Hội chợ mùa sen", "fair", 50)
    assert bound.get_absolute_url() in client.get(fair.get_absolute_url()).content.decode()
    for page in (bound, allotment.ceiling):
        assert fair.get_absolute_url() in client.get(page.get_absolute_url()).content.decode()
    with pytest.raises(RuleViolation, match="Vượt 1 đồng"):
        plans.bind_event_cost(actor=actor, event=fair, allotment=allotment, amount_vnd=31)
    plans.cancel_event(actor=actor, event=fair, note="Bão")
    bound.refresh_from_db()
    assert bound.unpaid_vnd == 0
    with pytest.raises(RuleViolation, match="đã hủy"):
        plans.bind_event_cost(actor=actor, event=fair, allotment=allotment, amount_vnd=1)
    with pytest.raises(RuleViolation, match="không ghi hoạt động"):
        plans.bind_event_cost(actor=cast.finance_officer, event=fair, allotment=allotment, amount_vnd=1)


@pytest.fixture
def lines(cast):
    """What is given of a line for classes and of one for outlets."""
    estimate = make.small(cast, 100, 100)
    for line, purpose in zip(estimate.lines.order_by("position"), ("class", "outlet"), strict=True):
        type(line).objects.filter(pk=line.pk).update(purpose=purpose)
    budget = make.approved(cast, estimate, days_ago=2)
    ceilings = budget.ceilings.order_by("line__position")
    return [make.given(cast, ceiling, 80) for ceiling in ceilings]


def test_an_outlet_is_paid_from_a_line_for_outlets_which_is_proposed(cast, client, lines):
    of_classes, of_outlets = lines
    today = {"starts_on": clock.today(), "ends_on": clock.today()}
    outlet = make_event(cast, name="Điểm bán", kind="outlet", unit=cast.places.province, **today)
    client.force_login(cast.province_officer)

    form = client.get(reverse("plans:event-bind", args=[outlet.pk])).context["form"]
    assert form["allotment"].value() == of_outlets.pk or form["allotment"].value() == of_outlets

    with pytest.raises(RuleViolation, match="chi cho “Lớp tập huấn”") as refusal:
        plans.bind_event_cost(actor=cast.province_officer, event=outlet, allotment=of_classes, amount_vnd=1)
    assert refusal.value.field == "allotment"
    plans.bind_event_cost(actor=cast.province_officer, event=outlet, allotment=of_outlets, amount_vnd=1)


@pytest.mark.parametrize(
    ("kind", "year", "said"),
    [("outlet", 0, "chi cho “Lớp tập huấn”"), ("conference", 1, "không phải năm"), ("conference", 0, "")],
)
def test_an_activity_names_no_line_for_other_things_or_years(cast, lines, kind, year, said):
    day = clock.today().replace(year=clock.today().year + year)
    content = EventContent(kind, "Việc", day, day, "Chi cục", ceiling=lines[0].ceiling)
    planned = {"actor": cast.province_officer, "unit": cast.places.province, "content": content}

    if not said:
        assert plans.plan_event(**planned).ceiling == lines[0].ceiling
        return
    with pytest.raises(RuleViolation, match=said) as refusal:
        plans.plan_event(**planned)
    assert refusal.value.field == "ceiling"


# --- Decisions and their numbers --------------------------------------------------------------------------
def test_decisions_about_money_stand_in_the_document_book(cast, allotment):
    """The factory approves under 12/QĐ-UBND and gives out under 20/QĐ-UBND, here twice."""
    make.given(cast, allotment.ceiling, 5)

    book = NumberBook.objects.get(issuer=cast.places.province, series="QĐ-UBND")
    entries = NumberEntry.objects.filter(book=book).order_by("number")
    assert [str(entry) for entry in entries] == ["12/QĐ-UBND", "20/QĐ-UBND"]
    assert book.last == 20
    assert "Giao kinh phí" in entries[1].subject


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("hai mươi", "Ghi cả số và ký hiệu"),
        ("0/QĐ-UBND", "Ghi cả số và ký hiệu"),
        (f"5/{'Q' * 31}", "Ghi cả số và ký hiệu"),
        ("12/QĐ-UBND", "đã dùng"),
    ],
)
def test_a_number_of_another_paper_is_refused_at_its_field(cast, allotment, number, said):
    """12/QĐ-UBND approved the budget two days ago; yesterday it was somebody else's."""
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(RuleViolation, match=said) as refusal:
        services.allocate(
            actor=cast.province_officer,
            ceiling=allotment.ceiling,
            unit=cast.places.province,
            amount_vnd=1,
            decision_number=number,
            decided_on=yesterday,
        )
    assert refusal.value.field == "decision_number"


def test_a_version_is_not_approved_under_the_number_of_another_paper(cast):
    held = {"issuer": cast.places.province, "letters": "QĐ-UBND", "year": clock.today().year}
    entry = reserve_number(actor=cast.province_officer, subject="Công nhận sản phẩm", **held)
    NumberEntry.objects.filter(pk=entry.pk).update(state="assigned", dated_on=clock.today())

    with pytest.raises(RuleViolation, match="Công nhận sản phẩm"):
        make.approved(cast, make.small(cast, 100), "1/QĐ-UBND")


def test_a_number_that_was_held_becomes_the_decision(cast):
    held = {"issuer": cast.places.province, "letters": "QĐ-UBND", "year": clock.today().year}
    entry = reserve_number(actor=cast.province_officer, subject="Phê duyệt dự toán", **held)

    make.approved(cast, make.small(cast, 100), str(entry))

    entry.refresh_from_db()
    assert (entry.state, entry.dated_on) == ("assigned", clock.today())
