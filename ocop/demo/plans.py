"""Targets of the demo world; those of 2021–2025 have the figures of a published plan (124/KH-UBND)."""

from __future__ import annotations

from ocop.core import clock
from ocop.demo.people import People
from plans import services
from plans.models import Indicator, Target
from plans.rules.targets import Aim

PHASE = (2021, 2025)
OF_THE_DISTRICT = (
    ("recognised_5", PHASE, Aim(3, 3)),
    ("recognised_3", PHASE, Aim(20, 20)),
    ("recognised_5", (2021, 2022), Aim(1, 1)),
    ("recognised_5", (2023, 2024), Aim(2)),
    ("communes_registered", (2025, 2025), Aim(4)),
)


def set_targets(people: People) -> None:
    """Those of the old district for its phase, and of the province for this year, shared out in part."""
    for measure, years, aim in OF_THE_DISTRICT:
        _set(people, people["huyen"], measure, people.district, years, aim, "Kế hoạch 124/KH-UBND")
    year = clock.today().year
    whole = _set(
        people, people["tinh"], "products_registered", people.province, (year, year), Aim(30, 40), ""
    )
    _set(people, people["tinh"], "recognised", people.province, (year, year), Aim(12), "")
    _set(people, people["tinh"], "money_spent", people.province, (year, year), Aim(5_000_000_000), "")
    values = {people.communes["my-hiep-moi"]: 3, people.communes["phong-my-moi"]: 2}
    services.split_target(actor=people["tinh"], target=whole, values=values, accepts_reached=True)


def _set(people: People, actor, measure: str, unit, years: tuple[int, int], aim: Aim, basis: str) -> Target:
    return services.set_target(
        actor=actor,
        indicator=Indicator.objects.get(measure=measure, province=None),
        unit=unit,
        first_year=years[0],
        last_year=years[1],
        aim=aim,
        basis=basis,
        accepts_reached=True,
    )
