"""The moves of an idea, and of a dossier: from the producer's hand to the decision."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import OFFICERS, Level, Role
from ocop.workflow import Move, Workflow
from registrations.choices import DossierState, IdeaState
from registrations.models import Dossier, Idea
from registrations.queries import (
    lacks_consent,
    missing_parts_of,
    regime_for,
    unanswered,
    why_not_take_part,
)

S = DossierState
WITHDRAWABLE = frozenset({S.DRAFT, S.COMMUNE_REVIEW, S.SUBMITTED, S.RETURNED, S.ACCEPTED})
"""Until it is put into a session; from then on the council has it."""


def _unfinished(dossier: Dossier) -> Iterable[str]:
    return [
        *_outside(dossier),
        *_unanswered(dossier),
        *_listed(missing_parts_of(dossier)),
        *filter(None, [lacks_consent(dossier)]),
    ]


def _unfinished_by_producer(dossier: Dossier) -> Iterable[str]:
    missing = missing_parts_of(dossier, with_report=False)
    return [*_outside(dossier), *_unanswered(dossier), *_listed(missing)]


def _outside(dossier: Dossier) -> Iterable[str]:
    """Large enterprises may not take part; an enterprise tells its figures before it hands in."""
    return filter(None, [why_not_take_part(dossier.producer, regime_for(dossier))])


def _unanswered(dossier: Dossier) -> Iterable[str]:
    if count := unanswered(dossier).count():
        yield _("Còn %(count)s yêu cầu sửa chưa trả lời.") % {"count": count}


def _listed(missing: list) -> Iterable[str]:
    if missing:
        yield _("Còn %(count)s mục chưa xong nên chưa gửi được:") % {"count": len(missing)}
    for lack in missing:
        yield lack.sentence


def _officer_of_its_level(dossier: Dossier) -> frozenset[Role]:
    role = OFFICERS.get(Level(dossier.level))
    return frozenset({role} if role and dossier.level != Level.COMMUNE else ())


DOSSIER = Workflow(
    "dossier",
    (
        Move(
            "hand_in",
            gettext_lazy("Nộp cho xã"),
            frozenset({S.DRAFT, S.RETURNED}),
            S.COMMUNE_REVIEW,
            roles=frozenset({Role.PRODUCER}),
            blockers=_unfinished_by_producer,
        ),
        Move(
            "submit",
            gettext_lazy("Gửi lên cấp trên"),
            frozenset({S.DRAFT, S.COMMUNE_REVIEW, S.RETURNED}),
            S.SUBMITTED,
            roles=frozenset({Role.COMMUNE_OFFICER}),
            blockers=_unfinished,
        ),
        Move(
            "commune_return",
            gettext_lazy("Trả lại chủ thể"),
            frozenset({S.COMMUNE_REVIEW}),
            S.RETURNED,
            roles=frozenset({Role.COMMUNE_OFFICER}),
            needs_note=True,
        ),
        Move(
            "accept",
            gettext_lazy("Tiếp nhận"),
            frozenset({S.SUBMITTED}),
            S.ACCEPTED,
            roles=_officer_of_its_level,
        ),
        Move(
            "return",
            gettext_lazy("Trả lại để bổ sung"),
            frozenset({S.SUBMITTED, S.ACCEPTED}),
            S.RETURNED,
            roles=_officer_of_its_level,
            needs_note=True,
        ),
        Move(
            "withdraw",
            gettext_lazy("Rút hồ sơ"),
            WITHDRAWABLE,
            S.WITHDRAWN,
            roles=frozenset({Role.COMMUNE_OFFICER, Role.PRODUCER}),
            needs_note=True,
            tone="danger",
        ),
        Move("schedule", gettext_lazy("Xếp phiên"), frozenset({S.ACCEPTED}), S.SCHEDULED),
        Move("unschedule", gettext_lazy("Đưa ra khỏi phiên"), frozenset({S.SCHEDULED}), S.ACCEPTED),
        Move("score", gettext_lazy("Chấm xong"), frozenset({S.SCHEDULED}), S.SCORED),
        Move("score_again", gettext_lazy("Chấm lại"), frozenset({S.SCORED}), S.SCHEDULED),
        Move("recognise", gettext_lazy("Công nhận"), frozenset({S.SCORED, S.MINISTRY}), S.RECOGNISED),
        Move("decline", gettext_lazy("Chưa đạt 3 sao"), frozenset({S.SCORED, S.MINISTRY}), S.NOT_RECOGNISED),
        Move("reject", gettext_lazy("Loại hồ sơ"), frozenset({S.SCORED, S.MINISTRY}), S.REJECTED),
        Move("forward", gettext_lazy("Chuyển cấp trên"), frozenset({S.SCORED}), S.SUBMITTED),
        Move("reassess", gettext_lazy("Tỉnh đánh giá lại"), frozenset({S.MINISTRY}), S.ACCEPTED),
        Move("to_ministry", gettext_lazy("Chuyển Bộ"), frozenset({S.SCORED}), S.MINISTRY),
    ),
)
"""The moves without roles follow from what a council or a leader does; `evaluations` carries them."""


def _chooser(idea: Idea) -> frozenset[Role]:
    return frozenset({OFFICERS[Level(idea.level)]})


def _with_dossier(idea: Idea) -> Iterable[str]:
    if idea.dossier_id:
        yield _("Ý tưởng này đã có hồ sơ.")


_COMMUNE = frozenset({Role.COMMUNE_OFFICER})
IDEA = Workflow(
    "idea",
    (
        Move(
            "send",
            gettext_lazy("Gửi để chọn"),
            frozenset({IdeaState.COLLECTED}),
            IdeaState.SENT,
            roles=_COMMUNE,
        ),
        Move(
            "take_back",
            gettext_lazy("Lấy lại để sửa"),
            frozenset({IdeaState.SENT}),
            IdeaState.COLLECTED,
            roles=_COMMUNE,
        ),
        Move(
            "choose",
            gettext_lazy("Chọn ý tưởng"),
            frozenset({IdeaState.SENT}),
            IdeaState.CHOSEN,
            roles=_chooser,
        ),
        Move(
            "decline",
            gettext_lazy("Chưa chọn"),
            frozenset({IdeaState.SENT}),
            IdeaState.DECLINED,
            roles=_chooser,
            needs_note=True,
        ),
        Move(
            "reconsider",
            gettext_lazy("Xét lại"),
            frozenset({IdeaState.CHOSEN, IdeaState.DECLINED}),
            IdeaState.SENT,
            roles=_chooser,
            blockers=_with_dossier,
        ),
        Move(
            "withdraw",
            gettext_lazy("Rút ý tưởng"),
            frozenset({IdeaState.COLLECTED, IdeaState.SENT, IdeaState.DECLINED}),
            IdeaState.WITHDRAWN,
            roles=_COMMUNE,
            needs_note=True,
            tone="danger",
        ),
    ),
)
"""Communes collect; the level that receives dossiers chooses (490/QĐ-TTg, App. I, step 2)."""
