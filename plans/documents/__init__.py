from plans.documents.files import PLAN
from plans.documents.handover import print_handover
from plans.documents.paper import plan_paper
from plans.documents.report_files import REPORT, make_report_files
from plans.documents.reports import paper_of, sheet_of, written

__all__ = [
    "PLAN",
    "REPORT",
    "make_report_files",
    "paper_of",
    "plan_paper",
    "print_handover",
    "sheet_of",
    "written",
]
