"""Write the key of `TRAINING_SIGNING_KEY`, for training and tests. An existing key stays."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ocop.documents.signatures import make_training_key


class Command(BaseCommand):
    help = "Write the training key named by TRAINING_SIGNING_KEY. Its signatures have no legal force."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TRAINING_SIGNING_KEY:
            raise CommandError("TRAINING_SIGNING_KEY names no file.")
        make_training_key(Path(settings.TRAINING_SIGNING_KEY))
        self.stdout.write(f"{settings.TRAINING_SIGNING_KEY}")
