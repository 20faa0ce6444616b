"""What the pages and the upper apps read of councils, sheets, results, decisions and certificates."""

from evaluations.queries.certificates import (
    certificate_status,
    certificates_in_register,
    code_as_typed,
)
from evaluations.queries.councils import COUNCIL_POSTS, open_councils, seats_on
from evaluations.queries.readers import may_read_sheets
from evaluations.queries.results import (
    Result,
    decision_rows,
    results_of,
    sheets_of,
    undecided_gradings,
)
from evaluations.queries.sessions import (
    Board,
    dossiers_for_agenda,
    quorum_of,
    sheets_board,
    who_has_not_sent,
)
from evaluations.queries.sheets import marks_of, my_sheets, sheet_for
from evaluations.queries.work import Waiting, waiting_for

__all__ = [
    "COUNCIL_POSTS",
    "Board",
    "Result",
    "Waiting",
    "certificate_status",
    "certificates_in_register",
    "code_as_typed",
    "decision_rows",
    "dossiers_for_agenda",
    "marks_of",
    "may_read_sheets",
    "my_sheets",
    "open_councils",
    "quorum_of",
    "results_of",
    "seats_on",
    "sheet_for",
    "sheets_board",
    "sheets_of",
    "undecided_gradings",
    "waiting_for",
    "who_has_not_sent",
]
