"""Indicators and targets."""

from plans.models import Indicator, Target
from plans.rules.targets import Aim
from plans.services import set_target


def indicator(measure: str) -> Indicator:
    return Indicator.objects.get(measure=measure, province=None)


def make_target(cast, measure: str = "recognised_3", *, years=(2021, 2025), aim=None, **fields) -> Target:
    """A target of the old district Cao Lãnh, set by its officer."""
    return set_target(
        **{
            "actor": cast.district_officer,
            "indicator": indicator(measure),
            "unit": cast.places.old_district,
            "first_year": years[0],
            "last_year": years[1],
            "aim": aim or Aim(20, 20),
            "accepts_reached": True,
        }
        | fields
    )
