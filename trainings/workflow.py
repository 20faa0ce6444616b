"""The moves of a class and of somebody named for it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from ocop.core.roles import Role
from ocop.workflow import Move, Workflow
from trainings.choices import ClassState, NominationState
from trainings.models import Nomination, TrainingClass
from trainings.queries.people import ANSWERERS, organiser_of
from trainings.queries.refusals import (
    why_not_answer,
    why_not_close,
    why_not_open,
    why_not_reopen,
    why_not_start,
)

S, N = ClassState, NominationState


def _organiser(training: TrainingClass) -> frozenset[Role]:
    return frozenset({organiser_of(training)})


def _settlers(training: TrainingClass) -> frozenset[Role]:
    """Who accounts for the money: the organiser, the standing office of the province, finance."""
    return _organiser(training) | {Role.PROVINCE_OFFICER, Role.FINANCE_OFFICER}


CLASS = Workflow(
    "class",
    (
        Move(
            "open",
            gettext_lazy("Mở cử người"),
            frozenset({S.PLANNED}),
            S.NOMINATING,
            roles=_organiser,
            blockers=why_not_open,
        ),
        Move(
            "start",
            gettext_lazy("Bắt đầu học"),
            frozenset({S.NOMINATING}),
            S.RUNNING,
            roles=_organiser,
            blockers=why_not_start,
        ),
        Move(
            "close",
            gettext_lazy("Kết thúc lớp"),
            frozenset({S.RUNNING}),
            S.CLOSED,
            roles=_organiser,
            blockers=why_not_close,
        ),
        Move(
            "reopen",
            gettext_lazy("Mở lại để sửa điểm danh"),
            frozenset({S.CLOSED}),
            S.RUNNING,
            roles=_organiser,
            blockers=why_not_reopen,
            needs_note=True,
        ),
        Move(
            "settle",
            gettext_lazy("Quyết toán"),
            frozenset({S.CLOSED}),
            S.SETTLED,
            roles=_settlers,
        ),
        Move(
            "cancel",
            gettext_lazy("Hủy lớp"),
            frozenset({S.PLANNED, S.NOMINATING}),
            S.CANCELLED,
            roles=_organiser,
            needs_note=True,
            tone="danger",
        ),
    ),
)


def _class_takes_people(nomination: Nomination) -> Iterable[str]:
    if reason := why_not_answer(nomination):
        yield reason


NOMINATION = Workflow(
    "nomination",
    (
        Move("seat", gettext_lazy("Lên chỗ"), frozenset({N.WAITING}), N.SEATED),
        Move(
            "confirm",
            gettext_lazy("Xác nhận dự"),
            frozenset({N.SEATED}),
            N.CONFIRMED,
            roles=ANSWERERS,
            blockers=_class_takes_people,
        ),
        Move(
            "withdraw",
            gettext_lazy("Báo không dự"),
            frozenset({N.SEATED, N.WAITING, N.CONFIRMED}),
            N.WITHDRAWN,
            roles=ANSWERERS,
            blockers=_class_takes_people,
            needs_note=True,
            tone="danger",
        ),
    ),
)
