"""Load acts, regimes, criteria sets and holidays from the shipped data. Running it again changes nothing."""

from datetime import date
from pathlib import Path
from time import monotonic

import yaml
from django.core.management.base import BaseCommand
from django.db import transaction

from ocop.law.models import CriteriaSet, Regime, WorkingDayException
from ocop.law.services import import_criteria_set, load_acts, load_regime

DATA = Path(__file__).resolve().parents[2] / "data"


def read(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def load_regimes() -> None:
    acts = load_acts(read(DATA / "acts.yaml"))
    for row in read(DATA / "regimes.yaml"):
        load_regime(row, acts)


def load_set(code: str) -> CriteriaSet:
    """One shipped set by its code, such as QD148-01."""
    return import_criteria_set(text=(DATA / "criteria" / f"{code.lower()}.yaml").read_text(encoding="utf-8"))


def load_holidays() -> None:
    rows = [
        WorkingDayException(
            day=date.fromisoformat(str(row["day"])),
            works=row.get("works", False),
            name=row["name"],
            is_certain=row.get("certain", True),
        )
        for path in sorted((DATA / "holidays").glob("*.yaml"))
        for row in read(path)
    ]
    WorkingDayException.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=["works", "name", "is_certain"]
    )


class Command(BaseCommand):
    help = "Nạp văn bản, quy định, bộ tiêu chí và ngày nghỉ lễ."

    def handle(self, *args, **options) -> None:
        started = monotonic()
        with transaction.atomic():
            load_regimes()
            load_holidays()
            for path in sorted((DATA / "criteria").glob("*.yaml")):
                load_set(path.stem)
        complete = CriteriaSet.objects.current().filter(complete=True).count()
        self.stdout.write(
            f"{Regime.objects.count()} quy định, {CriteriaSet.objects.current().count()} bộ tiêu chí "
            f"({complete} bộ đủ để chấm), {monotonic() - started:.1f} giây"
        )
