"""Fill a trial database with many dossiers, to see that lists stay fast."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Level
from ocop.core.text import search_key, sort_key
from ocop.law.queries import sets_for
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.choices import DossierState, ProducerKind
from registrations.models import Dossier, Producer, Product

GOODS = ("Xoài sấy", "Gạo thơm", "Mật ong", "Khô cá lóc", "Trà lá sen", "Bánh phồng")
PER_PRODUCER = 10
BATCH = 1000
TERM = range(-20, 40)
"""Days from today within which the terms end."""
HIGHER = 0.3
"""The share of what was handed in that the province has."""
SHARES = (
    (DossierState.DRAFT, 10),
    (DossierState.SUBMITTED, 15),
    (DossierState.RETURNED, 5),
    (DossierState.ACCEPTED, 10),
    (DossierState.SCORED, 10),
    (DossierState.RECOGNISED, 40),
    (DossierState.NOT_RECOGNISED, 10),
)


class Command(BaseCommand):
    help = "Thêm nhiều hồ sơ thử vào thế giới mẫu để đo tốc độ danh sách."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, nargs="?", default=20_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, **options) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Chỉ chạy trong thế giới mẫu (DEMO) hoặc khi DEBUG bật.")
        cycle = Cycle.objects.filter(regime__isnull=False).select_related("province", "regime").first()
        if cycle is None:
            raise CommandError("Chưa có chu trình nào. Hãy chạy load_demo trước.")
        made = Seeder(cycle, Random(options["seed"])).run(options["count"])  # noqa: S311 -- not for secrets
        self.stdout.write(f"{made} hồ sơ, {Dossier.objects.count()} hồ sơ trong cơ sở dữ liệu.")


class Seeder:
    """Writes rows in bulk, past the services: for volume, not for meaning."""

    def __init__(self, cycle: Cycle, chance: Random) -> None:
        self.cycle, self.chance = cycle, chance
        self.author = User.objects.order_by("pk").first()
        here = Place.objects.at_level(Level.COMMUNE).filter(today_path__startswith=cycle.province.path)
        self.communes = list(here.filter(system=cycle.regime.code_system))
        self.sets = list(sets_for(cycle.regime))
        self.first = Producer.objects.count()

    @transaction.atomic
    def run(self, count: int) -> int:
        producers = Producer.objects.bulk_create(self.producers(-(-count // PER_PRODUCER)), BATCH)
        products = Product.objects.bulk_create(islice(self.products(producers), count), BATCH)
        return len(Dossier.objects.bulk_create(self.dossiers(products), BATCH))

    def producers(self, count: int) -> Iterator[Producer]:
        for number in range(self.first, self.first + count):
            name = f"Hộ kinh doanh thử {number:05d}"
            yield Producer(
                kind=ProducerKind.HOUSEHOLD,
                name=name,
                registration_number=f"THU-{number:06d}",
                representative_name="Đại diện hộ thử",
                commune=self.chance.choice(self.communes),
                search_key=search_key(name),
                sort_key=sort_key(name),
                created_by=self.author,
            )

    def products(self, producers: list[Producer]) -> Iterator[Product]:
        for producer in producers:
            for turn in range(PER_PRODUCER):
                name = f"{self.chance.choice(GOODS)} thử {producer.pk}-{turn}"
                yield Product(
                    producer=producer,
                    name=name,
                    search_key=search_key(f"{name} {producer.name}"),
                    sort_key=sort_key(name),
                    created_by=self.author,
                )

    def dossiers(self, products: list[Product]) -> Iterator[Dossier]:
        states, weights = zip(*SHARES, strict=True)
        now, today = timezone.now(), clock.today()
        for product in products:
            state = self.chance.choices(states, weights)[0]
            handed_in = None if state == DossierState.DRAFT else now
            level = Level.PROVINCE if self.chance.random() < HIGHER else Level.DISTRICT
            yield Dossier(
                product=product,
                producer=product.producer,
                commune=product.producer.commune,
                cycle=self.cycle,
                regime=self.cycle.regime,
                criteria_set=self.chance.choice(self.sets),
                state=state,
                level=level if handed_in else Level.COMMUNE,
                organisation_name=product.producer.name,
                legal_rep_name=product.producer.representative_name,
                product_name=product.name,
                handed_in_at=handed_in,
                handed_in_by=self.author if handed_in else None,
                received_at=handed_in,
                due_on=today + timedelta(days=self.chance.choice(TERM)) if handed_in else None,
                stars=3 if state == DossierState.RECOGNISED else None,
                created_by=self.author,
                sort_key=product.sort_key,
                commune_sort_key=product.producer.commune.sort_key,
            )
