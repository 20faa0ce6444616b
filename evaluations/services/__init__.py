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
from evaluations.services.gradings import record_agreed_options, settle_knock_out
from evaluations.services.packs import KIND as PACK_KIND
from evaluations.services.packs import make_pack, write_minutes
from evaluations.services.renewals import remind_of_expiry
from evaluations.services.revocations import drop_case, record_conclusion, revoke_certificate
from evaluations.services.sessions import (
    add_dossiers_to_session,
    close_session,
    declare_recusal,
    move_item,
    open_session,
    plan_session,
    remove_item,
)
from evaluations.services.sheets import fill_sheet, save_mark, send_sheet

__all__ = [
    "PACK_KIND",
    "NewSeat",
    "add_dossiers_to_session",
    "add_seat",
    "change_members",
    "close_session",
    "create_council",
    "declare_recusal",
    "discard_decision",
    "dissolve_council",
    "drop_case",
    "end_seat",
    "fill_sheet",
    "issue_certificate",
    "make_pack",
    "move_item",
    "open_session",
    "plan_session",
    "prepare_decision",
    "record_agreed_options",
    "record_conclusion",
    "remind_of_expiry",
    "remove_item",
    "request_certificates",
    "revoke_certificate",
    "save_mark",
    "send_sheet",
    "set_procedure",
    "settle_knock_out",
    "sign_decision",
    "write_minutes",
]
