"""What the annexes list besides the plan's own rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from plans.choices import AnnexKind
from plans.models import Plan, PlanAnnex
from plans.queries.reading import Reading
from registrations.choices import DossierState, IdeaState
from registrations.models import Dossier, Idea

LEFT_OUT = (DossierState.DRAFT, DossierState.WITHDRAWN, DossierState.REJECTED)


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product that takes part in the plan's years: handed in, or an idea that was chosen."""

    product: str
    producer: str
    place: str
    registration: str


def is_empty(annex: PlanAnnex, reading: Reading) -> bool:
    """Whether the portal holds nothing that the annex would print."""
    match AnnexKind(annex.kind):
        case AnnexKind.BUDGET:
            return reading.outline is None or not reading.outline.rows
        case AnnexKind.CALENDAR:
            return not reading.activities
        case AnnexKind.TARGETS:
            return not any(aim.figures for aim in reading.specific_aims)
        case AnnexKind.PRODUCTS:
            return not products_of(reading.plan)


def products_of(plan: Plan) -> list[ListedProduct]:
    """The products of the unit in the cycles of the plan's years, by commune and name."""
    path = plan.unit.path
    here = Q(commune__path__startswith=path) | Q(commune__today_path__startswith=path)
    years = Q(cycle__year__gte=plan.first_year, cycle__year__lte=plan.last_year)
    dossiers = Dossier.objects.filter(here, years).exclude(state__in=LEFT_OUT).select_related("commune")
    ideas = Idea.objects.filter(here, years, state=IdeaState.CHOSEN, dossier=None).select_related("commune")
    handed_in = [
        ListedProduct(
            one.product_name, one.organisation_name, str(one.commune), one.get_registration_type_display()
        )
        for one in dossiers.order_by("commune__sort_key", "sort_key", "pk")
    ]
    chosen = [
        ListedProduct(one.product_name, one.proposer_name, str(one.commune), "Ý tưởng được chọn")
        for one in ideas.order_by("commune__sort_key", "pk")
    ]
    return handed_in + chosen
