"""Count the figures behind the pictures now, without waiting for the clock."""

from django.core.management.base import BaseCommand

from ocop.core import clock
from ocop.localities.queries import provinces
from reports.services import count_province


class Command(BaseCommand):
    help = "Tính lại ngay mọi số liệu của các bức tranh địa bàn."

    def handle(self, *args, **options) -> None:
        rows = sum(count_province(province) for province in provinces(clock.today()))
        self.stdout.write(f"Đã ghi {rows} dòng số liệu.")
