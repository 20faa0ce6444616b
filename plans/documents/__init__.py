from plans.documents.files import PLAN
from plans.documents.handover import print_handover
from plans.documents.paper import plan_paper
from plans.documents.reports import paper_of, print_report, written

__all__ = ["PLAN", "paper_of", "plan_paper", "print_handover", "print_report", "written"]
