"""Classes for tests: planned, open for nominations, running, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.accounts.models import User
from ocop.core import clock
from ocop.localities.models import Place
from trainings import services
from trainings.models import CompletionCertificate, Nomination, Quota, RollSheet, Trainer, TrainingClass
from trainings.services import ClassContent, Nominee


def content(**more) -> ClassContent:
    """A class of today for everybody: one day, three seats."""
    today = clock.today()
    values = {
        "kind": "class",
        "audience": "everyone",
        "title": "Tập huấn OCOP",
        "venue": "Hội trường xã Mỹ Hiệp",
        "seats": 3,
        "threshold_percent": 80,
        "nominate_until": today,
        "starts_on": today,
        "lesson_days": 1,
        "field_days": 0,
        "with_weekends": True,
    }
    return ClassContent(**values | more)


@dataclass(frozen=True)
class Hands:
    """Who organises (`actor` for `organiser`), and who names the people of `unit`."""

    actor: User
    organiser: Place
    sender: User
    unit: Place

    def planned(self, **more) -> TrainingClass:
        return services.plan_class(actor=self.actor, organiser=self.organiser, content=content(**more))

    def opened(self, **more) -> TrainingClass:
        return services.open_nominations(actor=self.actor, training=self.planned(**more))

    def named(self, training: TrainingClass, *names: str) -> list[Nomination]:
        people = [Nominee(unit=self.unit, full_name=name, position="Học viên") for name in names]
        return services.nominate(actor=self.sender, training=training, people=people)

    def running(self, *names: str, **more) -> TrainingClass:
        """A class that has begun, with these people confirmed."""
        training = self.opened(**{"seats": max(3, len(names))} | more)
        for one in self.named(training, *(names or ("Học viên một",))):
            services.confirm(actor=self.sender, nomination=one)
        return services.start_class(actor=self.actor, training=training)

    def past(self, *names: str, **more) -> TrainingClass:
        """A running class whose days are over."""
        return move_to(self.running(*names, **more), clock.today() - timedelta(days=10))

    def closed(self, *names: str, absent: tuple[str, ...] = (), **more) -> TrainingClass:
        """A closed class; who is `absent` missed every half-day."""
        training = self.past(*names, **more)
        for session in training.sessions.order_by("day", "half"):
            here = [one for one in training.nominations.all() if one.full_name not in absent]
            services.take_roll(actor=self.actor, session=session, present=here)
        return services.close_class(actor=self.actor, training=training)


def of_province(cast) -> Hands:
    """The province of today organises, Mỹ Hiệp of today sends."""
    return Hands(cast.province_officer, cast.places.province, cast.new_officer, cast.places.my_hiep)


def move_to(training: TrainingClass, first: date) -> TrainingClass:
    """The same class some days earlier or later, as if it had been planned so."""
    by = first - training.first_on
    for session in training.sessions.all():
        type(session).objects.filter(pk=session.pk).update(day=session.day + by)
    TrainingClass.objects.filter(pk=training.pk).update(
        first_on=training.first_on + by,
        last_on=training.last_on + by,
        nominate_until=training.nominate_until + by,
    )
    training.refresh_from_db()
    return training


def trainer(actor: User, training: TrainingClass, **more) -> Trainer:
    values = {"full_name": "Giảng viên một", "position": "", "role": "lecturer", "half_days": 1}
    return services.add_trainer(actor=actor, training=training, **values | {"fee_vnd": 1_000_000} | more)


def quota(actor: User, training: TrainingClass, unit: Place, seats: int = 5) -> Quota:
    services.set_quota(actor=actor, training=training, seats=seats, units=[unit])
    return Quota.objects.get(training=training, unit=unit)


def certificate_of(actor: User, training: TrainingClass, *, paper) -> CompletionCertificate:
    """The certificate of the first who completed a class, with a sheet as good as drawn."""
    services.request_certificates(
        actor=actor, training=training, signer_title="Chủ tịch", signer_name="", dated_on=clock.today()
    )
    one = training.nominations.filter(completed=True).order_by("order").first()
    certificate = services.issue_completion(actor=actor, nomination=one)
    return services.attach_paper(certificate=certificate, paper=paper)


def paper_roll(actor: User, training: TrainingClass, *names: str, columns: tuple[str, ...] = ()) -> RollSheet:
    """A paper roll on which everybody named was there at every half-day (or at those of `columns`)."""
    sessions = training.sessions.order_by("day", "half")
    heads = columns or tuple(f"{one.day:%d/%m/%Y} {one.get_half_display()}" for one in sessions)
    lines = [("Họ tên", *heads), *((name, *["x"] * len(heads)) for name in names)]
    text = "\n".join(";".join(line) for line in lines)
    upload = SimpleUploadedFile("diem-danh.csv", text.encode())
    return services.upload_roll(actor=actor, training=training, upload=upload)
