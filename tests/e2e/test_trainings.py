"""The training part of the Bắc Giang plan: three classes of 90 people, five days each, 523.000.000 đồng."""

from datetime import timedelta

import pytest

from budgets.models import Allotment, Settlement
from ocop.core import clock
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from tests.e2e.hands import Hand
from tests.factories import budgets as money
from tests.factories import trainings as make
from tests.factories import uploads
from trainings import services
from trainings.models import ClassCost, CompletionCertificate, Nomination, TrainingClass

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}


def test_the_classes_of_the_plan_run_from_plan_to_settlement(cast, open_page):
    budget = money.approved(cast, money.bac_giang(cast))
    lines = {name: money.given(cast, money.ceiling(budget, name), amount) for name, amount in money.CLASSES}
    assert sum(one.allocated_vnd for one in lines.values()) == 523_000_000
    office, commune = Hand(open_page(), cast.province_officer), Hand(open_page(), cast.new_officer)

    for (name, amount), audience in zip(money.CLASSES, ("producers", "producers", "officials"), strict=True):
        run_class(cast, office, commune, name, audience)
        settle_class(cast, office, name, amount)

    assert sum(one.amount_vnd for one in Settlement.objects.all()) == 523_000_000
    assert CompletionCertificate.objects.count() == 3
    office.open("trainings:class-list")
    office.reads("Đã quyết toán")


def run_class(cast, office: Hand, commune: Hand, name: str, audience: str) -> None:
    """Planned, opened, named by the commune, begun; the roll called, closed, certified."""
    later = f"{clock.today() + timedelta(days=20):%d/%m/%Y}"
    office.open("trainings:class-plan")
    office.choose(audience=audience)
    office.fill(title=name, venue="Hội trường tỉnh", starts_on=later, nominate_until=later)
    office.press()
    training = TrainingClass.objects.get(title=name)
    assert (training.seats, training.sessions.count()) == (90, 10)
    office.open("trainings:class-bind", training.pk)
    office.choose(allotment=str(Allotment.objects.get(ceiling__line__content=name).pk))
    office.fill(amount_vnd=str(dict(money.CLASSES)[name]))
    office.press()
    office.open("trainings:class-open", training.pk)
    office.press()

    commune.open("trainings:class-nominate-name", training.pk)
    commune.fill(full_name="Học viên thứ nhất", position="Chủ thể OCOP")
    if audience == "producers":
        commune.choose(producer_kind="household")
    commune.press()
    commune.open("trainings:nomination-confirm", Nomination.objects.get(training=training).pk)
    commune.press()

    office.open("trainings:class-start", training.pk)
    office.press()
    make.move_to(training, clock.today() - timedelta(days=9))
    first, *others = training.sessions.order_by("day", "half")
    office.open("trainings:session-roll", first.pk)
    office.page.locator('[name="present"]').first.check()
    office.press()
    for session in others:
        services.take_roll(
            actor=cast.province_officer, session=session, present=list(training.nominations.all())
        )
    office.open("trainings:class-close", training.pk)
    office.press()
    office.open("trainings:class-certify", training.pk)
    office.fill(signer_title="Chi cục trưởng")
    office.press()
    run_job(DocumentJob.objects.latest("pk").pk)


def settle_class(cast, office: Hand, name: str, amount: int) -> None:
    cost = ClassCost.objects.get(training__title=name)
    money.paid(cast, cost.commitment, amount, reference=f"KB-{cost.pk}")
    office.open("trainings:class-settle", cost.training_id)
    office.fill(evidence="Biên bản nghiệm thu")
    office.page.set_input_files("#id_papers", PAPER)
    office.press()
