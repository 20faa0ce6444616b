"""How long the list pages take on the data at hand, each beside a page without rows of the same run."""

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.accounts.demo import DEMO_PREFIX
from ocop.accounts.models import User
from registrations.models import Dossier

ROUNDS = 20
NOTHING = "/giao-dien/tro-nang-bao-mat/"
"""A page that shows no rows: what is left is the frame."""
PEOPLE = ("xa-my-hiep", "huyen", "tinh")
PAGES = (
    "/",
    "/ho-so/",
    "/ho-so/?page=200",
    "/ho-so/?page=1800",
    "/ho-so/?q=xoai",
    "/ho-so/?q=mat+ong+thu",
    "/ho-so/?commune=my",
    "/ho-so/?state=submitted",
    "/ho-so/?muc=cho-toi",
    "/ho-so/?muc=qua-han",
    "/ho-so/?sort=name",
    "/ho-so/?sort=name&page=1800",
    "/ho-so/?sort=commune",
    "/ho-so/?sort=commune&page=1800",
    "/ho-so/?sort=due",
    "/ho-so/?sort=due&page=1800",
    "/chu-the/",
    "/giay-chung-nhan/",
)


class Command(BaseCommand):
    help = "Đo các trang danh sách trong thế giới mẫu (chạy seed_volume trước để có nhiều dòng)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=ROUNDS)
        parser.add_argument("--only", default="", help="chỉ các trang có địa chỉ bắt đầu như vậy")

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ đo trong thế giới mẫu (DEMO).")
        settings.ALLOWED_HOSTS = ["*"]
        self.rounds = options["rounds"]
        bare = self.taken(self.bare_query)
        self.stdout.write(
            f"{Dossier.objects.count()} hồ sơ, {connection.vendor}; {self.rounds} lần; một truy vấn trần "
            f"{median(bare) * 1000:.1f} ms; × khung trang, × truy vấn trần"
        )
        for name in PEOPLE:
            client = Client()
            client.force_login(User.objects.get(username=f"{DEMO_PREFIX}{name}"))
            frame = median(self.seconds(client, NOTHING))
            for page in PAGES:
                if page.startswith(options["only"]):
                    self.tell(name, page, self.seconds(client, page), frame, median(bare))
                    self.stdout.write(f"  {self.queries(client, page)} truy vấn")

    def tell(self, name: str, page: str, times: list[float], frame: float, bare: float) -> None:
        usual, slow = median(times), quantiles(times, n=20)[-1]
        figures = f"{usual * 1000:6.0f} ms  p95 {slow * 1000:6.0f} ms"
        figures = f"{figures}  {usual / frame:5.1f} ×  {usual / bare:5.0f} ×"
        self.stdout.write(f"{name:<11} {page:<24} {figures}", ending="")

    def bare_query(self) -> None:
        """The newest rows of the table, as they lie there."""
        list(Dossier.objects.order_by("-pk").values_list()[:25])

    def taken(self, act: Callable[[], None]) -> list[float]:
        """Seconds of each of the rounds, after one that warms up."""
        act()
        times = []
        for _round in range(self.rounds):
            started = perf_counter()
            act()
            times.append(perf_counter() - started)
        return times

    def seconds(self, client: Client, page: str) -> list[float]:
        def read() -> None:
            answer = client.get(page)
            if answer.status_code != 200:
                raise CommandError(f"{page}: {answer.status_code}")

        return self.taken(read)

    def queries(self, client: Client, page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        return len(captured)
