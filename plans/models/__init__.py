from plans.models.activities import PlanActivity, PlanAim, PlanReporting, PlanTask
from plans.models.events import EventCost, ProgrammeEvent
from plans.models.plans import Plan, PlanAnnex, PlanGround, PlanPart, PlanPhase, PlanPrint
from plans.models.reports import PeriodicReport, ReportPrint, ReportReminder, ReportRule, ReportValue
from plans.models.sections import PlanSection, SectionVersion
from plans.models.targets import Indicator, Target

__all__ = [
    "EventCost",
    "Indicator",
    "PeriodicReport",
    "Plan",
    "PlanActivity",
    "PlanAim",
    "PlanAnnex",
    "PlanGround",
    "PlanPart",
    "PlanPhase",
    "PlanPrint",
    "PlanReporting",
    "PlanSection",
    "PlanTask",
    "ProgrammeEvent",
    "ReportPrint",
    "ReportReminder",
    "ReportRule",
    "ReportValue",
    "SectionVersion",
    "Target",
]
