from trainings.services.certificates import attach_paper, issue_completion, request_certificates
from trainings.services.classes import (
    ClassContent,
    add_trainer,
    change_class,
    drop_quota,
    drop_trainer,
    plan_class,
    set_quota,
    set_topics,
)
from trainings.services.feedback import enter_paper_feedback, give_feedback
from trainings.services.invitations import issue_invitation
from trainings.services.money import bind_cost, settle_class
from trainings.services.moves import (
    cancel_class,
    close_class,
    open_nominations,
    reopen_class,
    start_class,
)
from trainings.services.nominations import (
    Nominee,
    confirm,
    confirm_people,
    name_official,
    name_producer,
    nominate,
    withdraw,
)
from trainings.services.roll import check_in, roll_code, take_roll
from trainings.services.sheets import apply_roll, upload_roll

__all__ = [
    "ClassContent",
    "Nominee",
    "add_trainer",
    "apply_roll",
    "attach_paper",
    "bind_cost",
    "cancel_class",
    "change_class",
    "check_in",
    "close_class",
    "confirm",
    "confirm_people",
    "drop_quota",
    "drop_trainer",
    "enter_paper_feedback",
    "give_feedback",
    "issue_completion",
    "issue_invitation",
    "name_official",
    "name_producer",
    "nominate",
    "open_nominations",
    "plan_class",
    "reopen_class",
    "request_certificates",
    "roll_code",
    "set_quota",
    "set_topics",
    "settle_class",
    "start_class",
    "take_roll",
    "upload_roll",
    "withdraw",
]
