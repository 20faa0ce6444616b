"""Build the demo world once. Refused unless the portal runs in demo mode."""

from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ocop.demo.world import build_world
from ocop.documents.signatures import make_training_key
from ocop.localities.models import Place
from registrations.models import Dossier


class Command(BaseCommand):
    help = "Dựng thế giới mẫu (chỉ khi DEMO bật)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Thế giới mẫu chỉ dựng khi DEMO bật.")
        if not Place.objects.exists():
            raise CommandError("Chưa có địa bàn. Hãy chạy load_places và load_law trước.")
        if settings.TRAINING_SIGNING_KEY:
            make_training_key(Path(settings.TRAINING_SIGNING_KEY))
        started = monotonic()
        if build_world():
            self.stdout.write(
                f"Thế giới mẫu: {Dossier.objects.count()} hồ sơ, {monotonic() - started:.1f} giây"
            )
        else:
            self.stdout.write("Thế giới mẫu đã có.")
