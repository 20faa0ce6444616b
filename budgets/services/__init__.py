from budgets.services.allocation import allocate, transfer, waive
from budgets.services.approval import (
    appraise_estimate,
    approve_estimate,
    comment_on_line,
    return_estimate,
    submit_estimate,
)
from budgets.services.authority import NotAllowed
from budgets.services.commitments import CommitmentContent, commit, free_unpaid, pay, release
from budgets.services.estimates import carry_over, discard_draft, revise_budget, start_budget
from budgets.services.lines import (
    Direction,
    LineContent,
    add_line,
    change_line,
    drop_line,
    move_line,
    place_line,
)
from budgets.services.norms import add_norm, end_norm
from budgets.services.print_runs import bind_print_run, free_print_run
from budgets.services.prints import keep_annex, note_sheet_taken, print_annex
from budgets.services.settlements import add_papers, settle
from budgets.services.sheets import (
    apply_lines,
    apply_payments,
    note_rows_taken,
    upload_lines,
    upload_payments,
)

__all__ = [
    "CommitmentContent",
    "Direction",
    "LineContent",
    "NotAllowed",
    "add_line",
    "add_norm",
    "add_papers",
    "allocate",
    "apply_lines",
    "apply_payments",
    "appraise_estimate",
    "approve_estimate",
    "bind_print_run",
    "carry_over",
    "change_line",
    "comment_on_line",
    "commit",
    "discard_draft",
    "drop_line",
    "end_norm",
    "free_print_run",
    "free_unpaid",
    "keep_annex",
    "move_line",
    "note_rows_taken",
    "note_sheet_taken",
    "pay",
    "place_line",
    "print_annex",
    "release",
    "return_estimate",
    "revise_budget",
    "settle",
    "start_budget",
    "submit_estimate",
    "transfer",
    "upload_lines",
    "upload_payments",
    "waive",
]
