from plans.services.report_rounds import add_indicator, open_reports, remind_of_reports, set_report_rule
from plans.services.reports import (
    Said,
    accept_report,
    approve_report,
    fill_report,
    return_report,
    submit_report,
)
from plans.services.targets import change_target, remove_target, set_target, split_target

__all__ = [
    "Said",
    "accept_report",
    "add_indicator",
    "approve_report",
    "change_target",
    "fill_report",
    "open_reports",
    "remind_of_reports",
    "remove_target",
    "return_report",
    "set_report_rule",
    "set_target",
    "split_target",
    "submit_report",
]
