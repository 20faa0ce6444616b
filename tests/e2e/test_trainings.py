"""The training part of the Bắc Giang plan: three classes of 90 people, five days each, 523.000.000 đồng."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from budgets.models import Allotment, Settlement
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from registrations.choices import ProducerKind
from registrations.models import Dossier
from tests.e2e.hands import Hand
from tests.factories import budgets as money
from tests.factories import trainings as make
from tests.factories import uploads
from tests.factories.accounts import make_officer
from tests.factories.registrations import make_producer, start_dossier
from trainings.models import ClassCost, ClassSession, CompletionCertificate, TrainingClass
from trainings.queries.coverage import coverage_for

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
SEATS, HALF_DAYS, MISSED = 90, 10, 3


@dataclass(frozen=True)
class Part:
    """A class of the plan: its line, what it costs, and who names its people."""

    name: str
    amount: int
    audience: str
    sender: User
    on_page: int = 0
    """Of how many half-days the roll is ticked on the page; that of the others comes from the paper."""


def test_the_classes_of_the_plan_run_from_plan_to_settlement(cast, open_page):
    budget = money.approved(cast, money.bac_giang(cast))
    lines = [money.given(cast, money.ceiling(budget, name), amount) for name, amount in money.CLASSES]
    assert sum(one.allocated_vnd for one in lines) == 523_000_000
    who_is_to_come(cast)
    office = Hand(open_page(), cast.province_officer)
    first, second, third = money.CLASSES

    for part in (
        Part(*first, "producers", cast.new_officer, on_page=1),
        Part(*second, "producers", cast.new_neighbour_officer),
        Part(*third, "officials", cast.province_officer),
    ):
        training = plan(office, part)
        by_office = part.sender == office.person
        name_ninety(office if by_office else Hand(open_page(), part.sender), training)
        run(office, training, part.on_page)
        settle(office, training, part.amount)

    assert sum(one.amount_vnd for one in Settlement.objects.all()) == 523_000_000
    assert CompletionCertificate.objects.filter(paper__isnull=False).count() == 3 * (SEATS - 1)
    reached = coverage_for(cast.province_leader, clock.today().year)
    assert (reached.producers.trained, reached.producers.total) == (2 * (SEATS - 1), 2 * SEATS)
    office.open("trainings:class-list")
    office.reads("Đã quyết toán")


def who_is_to_come(cast) -> None:
    """In each of two communes ninety households with a dossier of the year, and forty-five officials."""
    officers = (cast.places.my_hiep, cast.new_officer), (cast.places.my_tho, cast.new_neighbour_officer)
    for commune, officer in officers:
        for at in range(1, SEATS + 1):
            words = {"name": f"Hộ {at} {commune.name}", "representative": f"Người học {at}"}
            household = make_producer(commune, officer, kind=ProducerKind.HOUSEHOLD, **words)
            start_dossier(household, cast.cycle_26, actor=officer)
        for at in range(1, SEATS // 2 + 1):
            make_officer(Role.COMMUNE_LEADER, commune, name=f"Người học {at} {commune.name}")
    Dossier.objects.update(handed_in_at=timezone.now(), handed_in_by=cast.new_officer)


def plan(office: Hand, part: Part) -> TrainingClass:
    """Planned, its money bound, a quota given, opened."""
    today = f"{clock.today():%d/%m/%Y}"
    office.open("trainings:class-plan")
    office.choose(audience=part.audience)
    office.fill(title=part.name, venue="Hội trường tỉnh", starts_on=today, nominate_until=today)
    office.press()
    training = TrainingClass.objects.get(title=part.name)
    assert (training.seats, training.sessions.count()) == (SEATS, HALF_DAYS)
    office.open("trainings:class-bind", training.pk)
    office.choose(allotment=str(Allotment.objects.get(ceiling__line__content=part.name).pk))
    office.fill(amount_vnd=str(part.amount))
    office.press()
    office.open("trainings:quota-set", training.pk)
    office.page.locator('[name="every_commune"]').check()
    office.fill(seats=str(SEATS))
    office.press()
    office.open("trainings:class-open", training.pk)
    office.press()
    return training


def name_ninety(sender: Hand, training: TrainingClass) -> None:
    """The boxes of all who are to come, then all of them confirmed."""
    sender.open("trainings:class-nominate", training.pk)
    tick_all(sender, "people", "Người học")
    sender.press()
    sender.reads(f"Đã cử {SEATS} người.")
    sender.open("trainings:class-confirm", training.pk)
    sender.press()
    sender.reads(f"Đã xác nhận {SEATS} người dự.")
    training.refresh_from_db()
    assert training.seats_taken == SEATS


def run(office: Hand, training: TrainingClass, on_page: int) -> None:
    """Begun; the roll ticked on the page and brought in from the paper; closed and certified."""
    office.open("trainings:class-start", training.pk)
    office.press()
    make.move_to(training, clock.today() - timedelta(days=9))
    sessions = list(training.sessions.order_by("day", "half"))
    for session in sessions[:on_page]:
        office.open("trainings:session-roll", session.pk)
        tick_all(office, "present", "")
        office.press()
        office.reads(f"Đã điểm danh: {SEATS}/{SEATS} có mặt.")

    office.open("trainings:class-roll-import", training.pk)
    office.page.set_input_files("#id_upload", paper_roll(training, sessions[on_page:]))
    office.press()
    office.reads(f"{SEATS}/{SEATS}", "Mọi dòng và mọi dấu có mặt đều nhập được.")
    with office.page.expect_navigation():
        office.page.get_by_role("link", name="Nhập vào cổng").click()
    office.look()
    office.press()
    office.reads(f"{SEATS - 1} người đủ 80 %")

    office.open("trainings:class-close", training.pk)
    office.press()
    office.reads(f"{SEATS - 1} học viên hoàn thành")
    office.open("trainings:class-certify", training.pk)
    office.fill(signer_title="Chi cục trưởng")
    office.press()
    run_job(DocumentJob.objects.latest("pk").pk)


def paper_roll(training: TrainingClass, sessions: list[ClassSession]) -> dict:
    """The paper with a tick for everybody at every half-day, but the last who missed too many."""
    heads = [f"{one.day:%d/%m/%Y} {one.get_half_display()}" for one in sessions]
    people = list(training.nominations.select_related("unit").order_by("order"))
    lines = [["Họ tên", "Đơn vị", *heads]]
    lines += [[one.full_name, one.unit.full_name, *["x"] * len(heads)] for one in people]
    lines[-1][-MISSED:] = [""] * MISSED
    text = "\n".join(";".join(line) for line in lines)
    return {"name": "diem-danh.csv", "mimeType": "text/csv", "buffer": text.encode()}


def settle(office: Hand, training: TrainingClass, amount: int) -> None:
    """Paid from the bound money, then accounted for."""
    office.open("budgets:commitment-pay", ClassCost.objects.get(training=training).commitment_id)
    office.fill(amount_vnd=str(amount), reference=f"KB-{training.pk}")
    office.press()
    office.open("trainings:class-settle", training.pk)
    office.fill(evidence="Biên bản nghiệm thu")
    office.page.set_input_files("#id_papers", PAPER)
    office.press()


def tick_all(hand: Hand, name: str, words: str) -> None:
    """The first box as a person would, the others at once: those whose label begins with these words."""
    boxes = f'.form-check:has(label:text-matches("^{words}")) input[name="{name}"]'
    hand.page.locator(boxes).first.check()
    hand.page.locator(boxes).evaluate_all("boxes => boxes.forEach((one) => one.checked || one.click())")
