from ocop.programme.models.bodies import Body, BodyMember
from ocop.programme.models.cycles import Cycle, CycleStep, ProductTarget
from ocop.programme.models.steps import UnitStep

__all__ = ["Body", "BodyMember", "Cycle", "CycleStep", "ProductTarget", "UnitStep"]
