from plans.models.targets import Indicator, Target

__all__ = ["Indicator", "Target"]
