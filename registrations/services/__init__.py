"""Everything that is written about producers, products, dossiers and their papers."""

from registrations.services.calendar import keep_day, remove_day
from registrations.services.consents import confirm_contents, keep_signed_summary
from registrations.services.contents import (
    note_printed,
    write_business_plan,
    write_changes,
    write_organisation_profile,
    write_self_assessment,
)
from registrations.services.corrections import (
    answer_correction,
    drop_correction,
    note_correction,
    settle_correction,
)
from registrations.services.dossiers import (
    choose_criteria_set,
    save_self_scores,
    start_dossier,
    update_registration_form,
    write_commune_report,
)
from registrations.services.evidence import (
    attach_evidence,
    cite,
    describe_evidence,
    follow_replacement,
    replace_evidence,
    uncite,
)
from registrations.services.ideas import (
    choose_idea,
    collect_idea,
    decline_idea,
    note_idea_printed,
    reconsider_idea,
    register_idea,
    send_idea,
    take_back_idea,
    update_idea,
    withdraw_idea,
)
from registrations.services.limits import change_step_limit, set_step_limit
from registrations.services.outcomes import (
    decline_dossier,
    forward_dossier,
    mark_scored,
    reassess_dossier,
    recognise_dossier,
    reject_dossier,
    schedule_dossier,
    score_dossier_again,
    send_to_ministry,
    unschedule_dossier,
)
from registrations.services.people import (
    end_producer_post,
    give_producer_sign_in,
    invite_helper,
    tell_of_ended_posts,
)
from registrations.services.producers import (
    MaybeKnown,
    create_producer,
    create_product,
    update_producer,
    update_product,
    write_company_figures,
)
from registrations.services.reminders import remind_of_terms
from registrations.services.renewals import Renewal, renew_dossier
from registrations.services.reviews import accept_dossier, commune_return_dossier, return_dossier
from registrations.services.sending import hand_in_dossier, submit_dossier, withdraw_dossier

__all__ = [
    "MaybeKnown",
    "Renewal",
    "accept_dossier",
    "answer_correction",
    "attach_evidence",
    "change_step_limit",
    "choose_criteria_set",
    "choose_idea",
    "cite",
    "collect_idea",
    "commune_return_dossier",
    "confirm_contents",
    "create_producer",
    "create_product",
    "decline_dossier",
    "decline_idea",
    "describe_evidence",
    "drop_correction",
    "end_producer_post",
    "follow_replacement",
    "forward_dossier",
    "give_producer_sign_in",
    "hand_in_dossier",
    "invite_helper",
    "keep_day",
    "keep_signed_summary",
    "mark_scored",
    "note_correction",
    "note_idea_printed",
    "note_printed",
    "reassess_dossier",
    "recognise_dossier",
    "reconsider_idea",
    "register_idea",
    "reject_dossier",
    "remind_of_terms",
    "remove_day",
    "renew_dossier",
    "replace_evidence",
    "return_dossier",
    "save_self_scores",
    "schedule_dossier",
    "score_dossier_again",
    "send_idea",
    "send_to_ministry",
    "set_step_limit",
    "settle_correction",
    "start_dossier",
    "submit_dossier",
    "take_back_idea",
    "tell_of_ended_posts",
    "uncite",
    "unschedule_dossier",
    "update_idea",
    "update_producer",
    "update_product",
    "update_registration_form",
    "withdraw_dossier",
    "withdraw_idea",
    "write_business_plan",
    "write_changes",
    "write_commune_report",
    "write_company_figures",
    "write_organisation_profile",
    "write_self_assessment",
]
