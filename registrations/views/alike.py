"""Asking whether what is entered is on record already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ocop.core.errors import RuleViolation
from ocop.ui.parts import Crumb
from registrations import services
from registrations.models import Idea, Product
from registrations.queries.likeness import Candidate, Elsewhere

IN_COMMUNE = "xa-"
"""Before the key of a commune, where what is ticked apart is not shown itself."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something on record that may be what is being entered."""

    key: str
    name: str
    url: str
    why: str
    ticked: bool


class AsksWhetherKnown:
    """A page that creates something: what may be on record already is shown, and ticked as another."""

    alike: Sequence[Alike] = ()
    not_this: Any = ""
    """What a person says by the tick, behind the name of what is on record."""

    @property
    def apart_from(self) -> set[int]:
        """The keys ticked as others."""
        return self._ticked("")

    @property
    def apart_from_communes(self) -> set[int]:
        """The communes whose producer was ticked as another."""
        return self._ticked(IN_COMMUNE)

    def _ticked(self, sort: str) -> set[int]:
        ticked = self.request.POST.getlist("apart")
        keys = [key.removeprefix(sort) for key in ticked if key.startswith(sort)]
        return {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 12}

    def refused(self, form: Form, refusal: RuleViolation) -> HttpResponse:
        if isinstance(refusal, services.MaybeKnown):
            self.alike = [self._alike(row) for row in refusal.candidates]
        return super().refused(form, refusal)

    def page_of(self, row: Model | None) -> Crumb | None:
        """Where to look first: at what may be known, else at the row that stands in the way."""
        there = Crumb(_("những dòng gần giống ở cuối biểu mẫu"), "#gan-giong")
        return there if self.alike else super().page_of(row)

    def _alike(self, row: Candidate | Elsewhere | Product | Idea) -> Alike:
        if isinstance(row, Elsewhere):
            name = _("Một chủ thể trong sổ của %(place)s, hãy hỏi nơi đó") % {"place": row.commune.full_name}
            ticked = row.commune.pk in self.apart_from_communes
            return Alike(f"{IN_COMMUNE}{row.commune.pk}", name, "", row.why, ticked)
        known = row.producer if isinstance(row, Candidate) else row
        why = _why(row)
        return Alike(str(known.pk), str(known), known.get_absolute_url(), why, known.pk in self.apart_from)


def _why(row: Candidate | Product | Idea) -> str:
    """Why something may be what is being entered."""
    if isinstance(row, Candidate):
        return row.why
    if isinstance(row, Idea):
        return _("tên gần giống, %(who)s đề xuất") % {"who": row.proposer_name}
    return _("tên gần giống")
