"""Load acts, regimes, criteria sets and holidays from the shipped data. Running it again changes nothing."""

from pathlib import Path
from time import monotonic
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ocop.core.errors import RuleViolation
from ocop.law import services
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import unclear_days

DATA = Path(__file__).resolve().parents[2] / "data"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=services.SAFE_LOADER)  # noqa: S506 -- safe


def load_regimes() -> None:
    """The acts, the regimes and the tables that acts set."""
    acts = services.load_acts(read(DATA / "acts.yaml"))
    for row in read(DATA / "regimes.yaml"):
        services.load_regime(row, acts)
    services.load_size_limits(read(DATA / "company_sizes.yaml"), acts)
    services.load_efforts(read(DATA / "efforts.yaml"))
    services.load_hints(read(DATA / "evidence_kinds.yaml"))


def load_set(code: str) -> CriteriaSet:
    """One shipped set by its code, such as QD148-01."""
    path = DATA / "criteria" / f"{code.lower()}.yaml"
    return services.load_criteria_set(text=path.read_text(encoding="utf-8"))


def load_holidays() -> None:
    for path in sorted((DATA / "holidays").glob("*.yaml")):
        services.load_holidays(read(path))


class Command(BaseCommand):
    help = "Nạp văn bản, quy định, bộ tiêu chí và ngày nghỉ lễ. Chạy lại không làm thay đổi gì."

    def handle(self, *args, **options) -> None:
        started = monotonic()
        with transaction.atomic():
            load_regimes()
            load_holidays()
            for path in sorted((DATA / "criteria").glob("*.yaml")):
                self.load_one(path.stem)
            if days := unclear_days():
                raise CommandError(f"Ngày không rõ theo quy định nào: {', '.join(map(str, days))}")
        current = CriteriaSet.objects.current()
        self.stdout.write(
            f"{Regime.objects.count()} quy định, {current.count()} bộ tiêu chí "
            f"({current.usable().count()} bộ đủ để chấm), {monotonic() - started:.1f} giây"
        )

    def load_one(self, code: str) -> None:
        try:
            load_set(code)
        except RuleViolation as refusal:
            raise CommandError(f"{code}: {refusal.message}") from None
