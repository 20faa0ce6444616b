"""Where a self-assessment stands, and the shortest way to its next star."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.law.queries import efforts_on, rules_of, tree_of
from ocop.law.rules import (
    CoachPlan,
    FailedMinimum,
    active_criteria,
    failed_minima,
    next_star,
    plan_for,
    sheet_stars,
    sheet_total,
    stars_for,
)
from ocop.law.rules.coach import LEAST_STAR, MOST_STARS
from ocop.law.rules.sheets import Marks
from ocop.ui.parts import Score
from registrations.models import Dossier
from registrations.queries.dossiers import regime_for
from registrations.queries.parts import marks_of

AIMS = tuple(range(LEAST_STAR, MOST_STARS + 1))


@dataclass(frozen=True, slots=True)
class Coaching:
    """A self-assessment with its stars, the minima missed, and the plan to the star it aims at.

    `aim` is None where five stars are reached and no other was asked for; `plan` is None where nothing is
    ticked yet, and where no options lead to that star.
    """

    score: Score
    failed: tuple[FailedMinimum, ...]
    aim: int | None
    plan: CoachPlan | None

    @property
    def is_begun(self) -> bool:
        return self.score.ticked > 0

    @property
    def title(self) -> str:
        """The question the card answers."""
        if self.aim is None:
            return _("Đã đạt 5 sao theo tự chấm")
        return _("Còn thiếu gì để đạt %(stars)s sao?") % {"stars": self.aim}


def coaching_for(dossier: Dossier, *, marks: Marks | None = None, aim: int | None = None) -> Coaching | None:
    """The coach's view of a self-assessment; None before a set is chosen.

    `marks` are those being filled in, by default the saved ones; `aim` is a star of `AIMS`, by default the
    next one. Raises `KeyError` for marks that the set does not have.
    """
    if dossier.criteria_set is None:
        return None
    tree, bands = tree_of(dossier.criteria_set), rules_of(regime_for(dossier)).bands
    marks = marks_of(dossier) if marks is None else marks
    total, counting = sheet_total(tree, marks), active_criteria(tree, marks)
    by_points, stars = stars_for(total, bands), sheet_stars(tree, marks, bands)
    failed = tuple(failed_minima(tree, marks, up_to=by_points))
    score = Score(
        total=total,
        most=sum((part.max_points for part in tree.parts), start=total * 0),
        ticked=sum(marks.get(criterion.code) is not None for criterion in counting),
        countable=len(counting),
        by_points=by_points,
        stars=stars,
        missed=len({miss.criterion for miss in failed}),
    )
    aim = aim or next_star(stars)
    plan = None
    if aim and score.ticked:
        plan = plan_for(tree, marks, bands, stars=aim, efforts=efforts_on(clock.today()))
    return Coaching(score, failed, aim, plan)
