from plans.workflow.plans import PLAN
from plans.workflow.reports import REPORT, leaders_of, officers_of, receivers_of

__all__ = ["PLAN", "REPORT", "leaders_of", "officers_of", "receivers_of"]
