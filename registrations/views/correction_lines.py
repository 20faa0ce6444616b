"""Corrections as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from ocop.ui.parts import Status
from registrations import queries
from registrations.models import Correction
from registrations.views.parts import PART_PAGES


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as a list shows it: where the item stands, and what may be done about it."""

    correction: Correction
    status: Status
    place_url: str = ""
    answer_url: str = ""
    settle_url: str = ""
    drop_url: str = ""


def lines_of(corrections: QuerySet[Correction], *, writes: bool, reviews: bool) -> list[CorrectionLine]:
    """Corrections of one dossier with the links that this reader may follow."""
    found = list(corrections.select_related("dossier", "answered_by", "returned"))
    items = {item.key: item for item in queries.items_of(found[0].dossier)} if found else {}
    return [_line(row, items.get(row.item), writes=writes, reviews=reviews) for row in found]


def _line(
    row: Correction, item: queries.DossierItem | None, *, writes: bool, reviews: bool
) -> CorrectionLine:
    returned, answered = row.returned_id is not None, row.answered_at is not None
    own = row.level == queries.reviewing_level(row.dossier)
    place = ""
    if item is not None and writes:
        page = reverse(f"registrations:{PART_PAGES[item.part][0]}", args=[row.dossier_id])
        place = f"{page}#{item.anchor}" if item.anchor else page
    elif item is not None:
        place = f"{reverse('registrations:dossier-file', args=[row.dossier_id])}#{item.part}"
    return CorrectionLine(
        row,
        queries.correction_status(row),
        place_url=place,
        answer_url=_url("answer", row) if writes and returned else "",
        settle_url=_url("settle", row) if reviews and answered and not row.settled_at and own else "",
        drop_url=_url("drop", row) if reviews and not returned else "",
    )


def _url(deed: str, row: Correction) -> str:
    return reverse(f"registrations:correction-{deed}", args=[row.pk])
