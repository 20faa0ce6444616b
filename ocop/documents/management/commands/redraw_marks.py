"""Draw marks of provinces that were uploaded before marks were bounded small enough for every certificate."""

from typing import Any

from django.core.management.base import BaseCommand

from ocop.core.errors import RuleViolation
from ocop.documents.models import ProvinceMark
from ocop.documents.services import redraw_heavy_mark


class Command(BaseCommand):
    help = "Redraw the marks of provinces that are too heavy for a certificate; run again it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for mark in ProvinceMark.objects.select_related("place").order_by("pk"):
            try:
                if redraw_heavy_mark(mark=mark):
                    self.stdout.write(f"{mark}: redrawn")
            except RuleViolation as refusal:
                self.stderr.write(f"{mark}: {refusal.message}")
