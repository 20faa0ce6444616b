"""The classes of the demo world: one being nominated for, one that runs, one that is closed and certified.

Seats, days and sums are those of a published plan (Bắc Giang 2020: 3 classes of 90 people, 3 + 2 days,
208.300.000 + 208.300.000 + 106.400.000 đồng); people are called by what they are.
"""

from __future__ import annotations

from datetime import date, timedelta

from budgets.models import Allotment, Norm
from budgets.services import pay
from ocop.core import clock
from ocop.demo.people import People
from ocop.documents.services import run_job
from registrations.choices import ProducerKind
from trainings import documents, services
from trainings.models import TrainingClass
from trainings.queries.candidates import candidates
from trainings.services import ClassContent, Nominee

AGENCY = "Chi cục Phát triển nông thôn"
MARKS = ((5, 4, 4, 5, 5), (4, 4, 3, 4, 5), (5, 5, 4, 4, 4))
QUESTIONS = ("content", "trainers", "materials", "organisation", "usefulness")


class Classes:
    """Plans, names, calls the roll and closes, by the services that everybody uses."""

    def __init__(self, people: People) -> None:
        self.people, self.today = people, clock.today()
        self.office = people["tinh"]

    def build(self) -> None:
        self.over()
        self.running()
        self.open()

    def plan(self, title: str, audience: str, starts_on: date, *, seats: int = 90) -> TrainingClass:
        content = ClassContent(
            kind="class",
            audience=audience,
            title=title,
            agency=AGENCY,
            venue="Hội trường Trung tâm hội nghị tỉnh",
            seats=seats,
            threshold_percent=80,
            nominate_until=starts_on - timedelta(days=3),
            starts_on=starts_on,
            lesson_days=3,
            field_days=2,
        )
        training = services.plan_class(actor=self.office, organiser=self.people.province, content=content)
        services.add_trainer(
            actor=self.office,
            training=training,
            full_name="Giảng viên thứ nhất",
            position="Trường đại học của vùng",
            role="lecturer",
            half_days=4,
            fee_vnd=1_000_000,
            norm=Norm.objects.filter(cap_vnd__gte=1_000_000).first(),
        )
        return training

    def open(self) -> None:
        """Takes names for two weeks more; each commune may send two, the third waits."""
        training = self.plan(
            "Tập huấn cho chủ thể có sản phẩm OCOP (lớp 2)", "producers", self.today + timedelta(days=17)
        )
        communes = [self.people.communes[name] for name in ("my-hiep-moi", "phong-my-moi")]
        services.set_quota(actor=self.office, training=training, seats=2, units=communes)
        self.bind(training, "Lớp 2 cho chủ thể", 208_300_000)
        services.open_nominations(actor=self.office, training=training)
        officer = self.people["xa-my-hiep-moi"]
        self.name(training, communes[0], officer, "Chủ hộ thứ nhất", "Chủ hộ thứ hai", "Chủ hộ thứ ba")

    def running(self) -> None:
        """Began yesterday, by the list of the communes' officers; the first rolls are called."""
        training = self.plan(
            "Nâng cao năng lực quản lý Chương trình OCOP", "officials", self.today - timedelta(days=1)
        )
        self.bind(training, "Lớp cho cán bộ quản lý", 106_400_000)
        services.open_nominations(actor=self.office, training=training)
        found = candidates(self.office, training)
        people = [
            Nominee(one.unit, one.full_name, one.position, one.phone, one.user, one.producer, role=one.role)
            for one in found
        ]
        for one in services.nominate(actor=self.office, training=training, people=people):
            services.confirm(actor=self.office, nomination=one)
        services.issue_invitation(
            actor=self.office,
            training=training,
            letters="GM-UBND",
            signer_title="Phó Chi cục trưởng",
            dated_on=self.today,
            draw=documents.draw_invitation,
        )
        services.start_class(actor=self.office, training=training)
        for session in training.sessions.filter(day__lt=self.today).order_by("day", "half"):
            here = list(training.nominations.order_by("order"))[:-1]
            services.take_roll(actor=self.office, session=session, present=here)

    def over(self) -> None:
        """Three weeks ago; two of three came often enough, certificates are made, a part is paid."""
        training = self.plan(
            "Tập huấn cho chủ thể có sản phẩm OCOP (lớp 1)", "producers", self.today - timedelta(days=24)
        )
        commitment = self.bind(training, "Lớp 1 cho chủ thể", 208_300_000).commitment
        services.open_nominations(actor=self.office, training=training)
        commune = self.people.communes["my-hiep-moi"]
        names = ("Học viên thứ nhất", "Học viên thứ hai", "Học viên thứ ba")
        named = self.name(training, commune, self.office, *names)
        for one in named:
            services.confirm(actor=self.office, nomination=one)
        services.start_class(actor=self.office, training=training)
        for at, session in enumerate(training.sessions.order_by("day", "half")):
            here = named if at < 5 else named[:2]
            services.take_roll(actor=self.office, session=session, present=here)
        for marks in MARKS:
            answer = dict(zip(QUESTIONS, marks, strict=True))
            services.enter_paper_feedback(actor=self.office, training=training, **answer)
        services.close_class(actor=self.office, training=training)
        job = services.request_certificates(
            actor=self.office,
            training=training,
            signer_title="Chi cục trưởng",
            signer_name="Chi cục trưởng",
            dated_on=self.today,
        )
        run_job(job.pk)
        pay(
            actor=self.office,
            commitment=commitment,
            amount_vnd=196_500_000,
            paid_on=self.today,
            reference="KB-0417",
        )

    def name(self, training: TrainingClass, commune, officer, *names: str):
        people = [Nominee(commune, name, "Chủ hộ", producer_kind=ProducerKind.HOUSEHOLD) for name in names]
        return services.nominate(actor=officer, training=training, people=people)

    def bind(self, training: TrainingClass, line: str, amount: int):
        allotment = Allotment.objects.get(
            ceiling__line__content=line, ceiling__budget__first_year=self.today.year
        )
        return services.bind_cost(
            actor=self.office, training=training, allotment=allotment, amount_vnd=amount
        )
