"""Fill the tree of places from the lists that come with the portal."""

from time import perf_counter

from django.core.management.base import BaseCommand

from ocop.localities import services


class Command(BaseCommand):
    help = "Nạp danh mục địa bàn (2021, 1/2025, 7/2025) và quan hệ kế tục; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args, **options) -> None:
        start = perf_counter()
        loaded = services.load_places()
        seconds = perf_counter() - start
        self.stdout.write(f"Địa bàn: {_sentence(loaded.places)}")
        self.stdout.write(f"Kế tục: {_sentence(loaded.successions)}")
        self.stdout.write(f"Xong sau {seconds:.1f} giây.")


def _sentence(tally: services.Tally) -> str:
    return f"{tally.added} mới, {tally.changed} sửa, {tally.kept} giữ nguyên, {tally.removed} bỏ"
