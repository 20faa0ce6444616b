from plans.services.events import (
    bind_event_cost,
    cancel_event,
    change_event,
    close_event,
    correct_event_result,
    plan_event,
)
from plans.services.indicators import add_indicator, retire_indicator, revive_indicator
from plans.services.issuing import (
    attach_issued,
    issue_plan,
    keep_files,
    print_plan,
    return_plan,
    submit_plan,
)
from plans.services.parts import add_part, change_part, drop_part, move_part
from plans.services.plans import change_plan, discard_plan, start_plan
from plans.services.report_files import keep_report_files, print_report
from plans.services.report_rounds import open_reports, remind_of_reports, set_report_rule
from plans.services.reports import (
    Said,
    accept_report,
    approve_report,
    fill_report,
    return_report,
    submit_report,
)
from plans.services.sections import write_section
from plans.services.targets import change_target, remove_target, set_target, split_target

__all__ = [
    "Said",
    "accept_report",
    "add_indicator",
    "add_part",
    "approve_report",
    "attach_issued",
    "bind_event_cost",
    "cancel_event",
    "change_event",
    "change_part",
    "change_plan",
    "change_target",
    "close_event",
    "correct_event_result",
    "discard_plan",
    "drop_part",
    "fill_report",
    "issue_plan",
    "keep_files",
    "keep_report_files",
    "move_part",
    "open_reports",
    "plan_event",
    "print_plan",
    "print_report",
    "remind_of_reports",
    "remove_target",
    "retire_indicator",
    "return_plan",
    "return_report",
    "revive_indicator",
    "set_report_rule",
    "set_target",
    "split_target",
    "start_plan",
    "submit_plan",
    "submit_report",
    "write_section",
]
