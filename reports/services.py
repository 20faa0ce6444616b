"""Keeping the figures: counted anew where something happened, and for every new day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ocop.audit.models import Event
from ocop.core import clock
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import provinces
from reports.models import Counting, Figure
from reports.queries.counts import Tally, counts_in

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
    written = _bring(counting, {tally.key: tally for tally in counts_in(province, on=clock.hanoi_date(now))})
    counting.counted_at = now
    counting.save(update_fields=["counted_at"])
    return written


def _bring(counting: Counting, wanted: dict[tuple, Tally]) -> int:
    """Write what is missing or another number, and take away what is no more."""
    kept = {_key_of(figure): figure for figure in Figure.objects.filter(counting=counting)}
    gone = [figure.pk for key, figure in kept.items() if key not in wanted]
    for start in range(0, len(gone), BATCH):
        Figure.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    new = [_row(counting, tally) for key, tally in wanted.items() if key not in kept]
    Figure.objects.bulk_create(new, batch_size=BATCH)
    changed = [figure for key, figure in kept.items() if key in wanted and wanted[key].value != figure.value]
    for figure in changed:
        figure.value = wanted[_key_of(figure)].value
    Figure.objects.bulk_update(changed, ["value"], batch_size=BATCH)
    return len(gone) + len(new) + len(changed)


def _row(counting: Counting, tally: Tally) -> Figure:
    return Figure(
        counting=counting,
        name=tally.name,
        place_id=tally.place_id,
        year=tally.year,
        month=tally.month,
        group=tally.group,
        stars=tally.stars,
        value=tally.value,
    )


def _key_of(figure: Figure) -> tuple:
    return figure.place_id, figure.name, figure.year, figure.month, figure.group, figure.stars
