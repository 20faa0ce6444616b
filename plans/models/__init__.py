from plans.models.reports import PeriodicReport, ReportReminder, ReportRule, ReportValue
from plans.models.targets import Indicator, Target

__all__ = ["Indicator", "PeriodicReport", "ReportReminder", "ReportRule", "ReportValue", "Target"]
