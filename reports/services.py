"""Keeping the figures: counted anew where something happened, and for every new day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta
from operator import attrgetter

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ocop.audit.models import Event
from ocop.core import clock
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import provinces
from reports.models import Counting, Figure, Total
from reports.queries.counts import Sum, Tally, counts_in, sums_of

BATCH = 2000
OVERLAP = timedelta(minutes=2)
"""An event counts as new for so long after a counting: its transaction may have ended later than it says."""


def count_what_changed() -> int:
    """Count anew the provinces in which something happened since, or a day began; how many those were."""
    changed = [province for province in provinces(clock.today()) if is_due(province)]
    for province in changed:
        count_province(province)
    return len(changed)


def is_due(province: Place) -> bool:
    """Whether the figures of a province may no longer be those of its lists."""
    counting = Counting.objects.filter(province=province, counted_at__isnull=False).first()
    if counting is None or clock.hanoi_date(counting.counted_at) != clock.today():
        return True
    here = Q(today_path__startswith=province.path) | Q(today_path=province.parent.path)
    return Event.objects.filter(here, at__gte=counting.counted_at - OVERLAP).exists()


@transaction.atomic
def count_province(province: Place) -> int:
    """Bring the figures of a province of today to what its lists hold now; how many rows were written."""
    if province.level != PlaceLevel.PROVINCE or province.is_former:
        raise ValueError("figures are kept by the provinces of today")
    Counting.objects.get_or_create(province=province)
    counting = Counting.objects.select_for_update(of=("self",)).get(province=province)
    now = timezone.now()
    tallies = list(counts_in(province, on=clock.hanoi_date(now)))
    written = _bring(counting, Figure, Tally, tallies) + _bring(counting, Total, Sum, sums_of(tallies))
    counting.counted_at = now
    counting.save(update_fields=["counted_at"])
    return written


def _bring(
    counting: Counting, model: type[Figure] | type[Total], kind: type[Tally] | type[Sum], found: Sequence
) -> int:
    """Write what is missing or another number, and take away what is no more; how many rows that were."""
    *key, _value = names = [field.name for field in fields(kind)]
    key_of, values_of = attrgetter(*key), attrgetter(*names)
    wanted = {key_of(each): each for each in found}
    kept = {key_of(row): row for row in model.objects.filter(counting=counting)}
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    for start in range(0, len(gone), BATCH):
        model.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    new = [each for key, each in wanted.items() if key not in kept]
    model.objects.bulk_create(
        (model(counting=counting, **dict(zip(names, values_of(each), strict=True))) for each in new),
        batch_size=BATCH,
    )
    changed = [row for key, row in kept.items() if key in wanted and wanted[key].value != row.value]
    for row in changed:
        row.value = wanted[key_of(row)].value
    model.objects.bulk_update(changed, ["value"], batch_size=BATCH)
    return len(gone) + len(new) + len(changed)
