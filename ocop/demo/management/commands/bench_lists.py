"""How long the list pages take on the data at hand, each beside a page without rows of the same run."""

from statistics import median
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.accounts.demo import DEMO_PREFIX
from ocop.accounts.models import User
from registrations.models import Dossier

ROUNDS = 7
NOTHING = "/giao-dien/tro-nang-bao-mat/"
"""A page that shows no rows: what is left is the frame."""
PEOPLE = ("xa-my-hiep", "huyen", "tinh")
PAGES = (
    "/",
    "/ho-so/",
    "/ho-so/?q=xoai",
    "/ho-so/?page=200",
    "/ho-so/?sort=product",
    "/chu-the/",
    "/giay-chung-nhan/",
)


class Command(BaseCommand):
    help = "Đo các trang danh sách trong thế giới mẫu (chạy seed_volume trước để có nhiều dòng)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ đo trong thế giới mẫu (DEMO).")
        settings.ALLOWED_HOSTS = ["*"]
        self.stdout.write(f"{Dossier.objects.count()} hồ sơ, {connection.vendor}; trung vị của {ROUNDS} lần")
        for name in PEOPLE:
            client = Client()
            client.force_login(User.objects.get(username=f"{DEMO_PREFIX}{name}"))
            frame = self.seconds(client, NOTHING)
            for page in PAGES:
                taken, queries = self.seconds(client, page), self.queries(client, page)
                figures = f"{taken * 1000:6.0f} ms  {taken / frame:5.1f} ×  {queries} truy vấn"
                self.stdout.write(f"{name:<12} {page:<22} {figures}")

    def seconds(self, client: Client, page: str) -> float:
        times = []
        for _round in range(ROUNDS):
            started = perf_counter()
            answer = client.get(page)
            times.append(perf_counter() - started)
            if answer.status_code != 200:
                raise CommandError(f"{page}: {answer.status_code}")
        return median(times)

    def queries(self, client: Client, page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        return len(captured)
