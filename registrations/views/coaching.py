"""The coach on the pages of a dossier: the star asked for, the marks filled in, the links of its steps."""

from __future__ import annotations

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.law.queries import tree_of
from ocop.law.rules.sheets import Marks
from ocop.ui.parts import Pill
from registrations.queries.coach import AIMS, Coaching, coaching_for
from registrations.queries.parts import marks_of

AIM = "sao"


class Coached:
    """A page of one dossier that shows the coach's card (`registrations/parts/coach.html`)."""

    @property
    def marks(self) -> Marks:
        return marks_of(self.object)

    @cached_property
    def coaching(self) -> Coaching | None:
        return coaching_for(self.object, marks=self.marks, aim=self.aim)

    @property
    def aim(self) -> int | None:
        """The star asked for in the address; None for the next one."""
        asked = self.request.GET.get(AIM, "")
        return next((stars for stars in AIMS if str(stars) == asked), None)

    @property
    def aims(self) -> list[Pill]:
        """The stars to choose from, as plain links to this page; what is being filled in goes along."""
        chosen = self.coaching.aim if self.coaching else None
        return [
            Pill(
                _("%(stars)s sao") % {"stars": stars},
                f"?{self._query_with(stars)}#tro-ly-sao",
                is_current=stars == chosen,
            )
            for stars in AIMS
        ]

    def _query_with(self, stars: int) -> str:
        query = self.request.GET.copy()
        query[AIM] = stars
        return query.urlencode()

    @property
    def scores_url(self) -> str:
        return reverse("registrations:dossier-scores", args=[self.object.pk])

    @property
    def steps_url(self) -> str:
        """The page whose anchors are the criteria."""
        return self.scores_url


class CoachedForm(Coached):
    """The page on which the marks are filled in: what is ticked counts before it is saved."""

    steps_url = ""

    @property
    def draft_path(self) -> str:
        """The star asked for changes the coach's card, not what is filled in."""
        return self.request.path

    @property
    def marks(self) -> Marks:
        """The ticks of the form that was sent or is being filled in, else the saved ones."""
        sent = self.request.POST or self.request.GET
        if self.object.criteria_set is None or not any(name.startswith("o_") for name in sent):
            return super().marks
        ticks = {}
        for criterion in tree_of(self.object.criteria_set).criteria():
            typed = sent.get(f"o_{criterion.code}", "")
            known = (option.position for option in criterion.options if str(option.position) == typed)
            ticks[criterion.code] = next(known, None)
        return ticks
