"""Everything a council, its secretary, the officers and the leaders do."""

from evaluations.services.certificates import (
    issue_certificate,
    request_certificates,
)
from evaluations.services.councils import (
    NewSeat,
    add_seat,
    change_members,
    create_council,
    dissolve_council,
    end_seat,
    set_procedure,
)
from evaluations.services.decisions import discard_decision, prepare_decision, sign_decision
from evaluations.services.files import remind_of_files, send_files
from evaluations.services.gradings import record_agreed_options, record_majority_options, settle_knock_out
from evaluations.services.interests import confirm_reading, declare_interests, declare_recusal
from evaluations.services.late import keep_late_marks
from evaluations.services.packs import KIND as PACK_KIND
from evaluations.services.packs import make_pack, write_minutes
from evaluations.services.paper_sheets import confirm_paper_sheet, return_paper_sheet, type_paper_sheet
from evaluations.services.preparation import (
    add_lab_result,
    record_samples,
    record_site_check,
    write_team_report,
)
from evaluations.services.renewals import remind_of_expiry
from evaluations.services.revocations import drop_case, record_conclusion, revoke_certificate
from evaluations.services.roll import admit_latecomer, check_in, roll_code
from evaluations.services.rounds import confirm_result, record_discussion
from evaluations.services.sessions import (
    add_after_tests,
    add_calibration,
    add_dossiers_to_session,
    arrange_agenda,
    close_session,
    move_item,
    move_session,
    open_session,
    plan_session,
    remove_item,
)
from evaluations.services.sheets import fill_sheet, record_refusal, save_mark, save_note, send_sheet

__all__ = [
    "PACK_KIND",
    "NewSeat",
    "add_after_tests",
    "add_calibration",
    "add_dossiers_to_session",
    "add_lab_result",
    "add_seat",
    "admit_latecomer",
    "arrange_agenda",
    "change_members",
    "check_in",
    "close_session",
    "confirm_paper_sheet",
    "confirm_reading",
    "confirm_result",
    "create_council",
    "declare_interests",
    "declare_recusal",
    "discard_decision",
    "dissolve_council",
    "drop_case",
    "end_seat",
    "fill_sheet",
    "issue_certificate",
    "keep_late_marks",
    "make_pack",
    "move_item",
    "move_session",
    "open_session",
    "plan_session",
    "prepare_decision",
    "record_agreed_options",
    "record_conclusion",
    "record_discussion",
    "record_majority_options",
    "record_refusal",
    "record_samples",
    "record_site_check",
    "remind_of_expiry",
    "remind_of_files",
    "remove_item",
    "request_certificates",
    "return_paper_sheet",
    "revoke_certificate",
    "roll_code",
    "save_mark",
    "save_note",
    "send_files",
    "send_sheet",
    "set_procedure",
    "settle_knock_out",
    "sign_decision",
    "type_paper_sheet",
    "write_minutes",
    "write_team_report",
]
