"""Why something about a class cannot be done now: asked before a page is shown and again by the service."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core import clock
from trainings import rules
from trainings.choices import CHANGEABLE, HELD, TAKES_PEOPLE, ClassState, NominationState
from trainings.models import ClassSession, CompletionCertificate, Nomination, TrainingClass
from trainings.queries.candidates import officials_not_named
from trainings.queries.classes import uninvited


def why_not_change(training: TrainingClass) -> str:
    """Days, trainers and quotas stand once the class has begun."""
    if training.state in CHANGEABLE:
        return ""
    return _("Lớp %(state)s nên không sửa được nữa.") % {"state": training.get_state_display().lower()}


def why_not_nominate(training: TrainingClass, *, as_organiser: bool) -> str:
    """Communes name people until the day set; the organiser also after it, and while the class runs."""
    if training.state not in TAKES_PEOPLE:
        return _("Lớp %(state)s nên không cử người được.") % {"state": training.get_state_display().lower()}
    if as_organiser:
        return ""
    if training.state == ClassState.RUNNING:
        return _("Lớp đã bắt đầu học. Hãy liên hệ đơn vị tổ chức.")
    if clock.today() > training.nominate_until:
        return _("Đã hết hạn cử người ngày %(day)s. Hãy liên hệ đơn vị tổ chức.") % {
            "day": f"{training.nominate_until:%d/%m/%Y}"
        }
    return ""


def why_not_name_producer(nomination: Nomination) -> str:
    """Only who came for a kind alone still lacks a producer."""
    if nomination.state == NominationState.WITHDRAWN:
        return _("Người này không dự lớp.")
    if nomination.producer_id:
        return _("Đã ghi người này dự cho %(producer)s.") % {"producer": nomination.producer}
    if not nomination.producer_kind:
        return _("Người này dự với tư cách cán bộ.")
    return ""


def why_not_name_official(nomination: Nomination) -> str:
    """Only an official who was typed by name is still to be found on the portal."""
    if nomination.state == NominationState.WITHDRAWN:
        return _("Người này không dự lớp.")
    if nomination.user_id:
        return _("Đã ghi tài khoản của người này.")
    if nomination.producer_kind:
        return _("Người này dự cho chủ thể.")
    if not officials_not_named(nomination).exists():
        return _("%(unit)s chưa có cán bộ nào khác trên cổng. Hãy phân công vị trí cho người này trước.") % {
            "unit": nomination.unit
        }
    return ""


def why_not_answer(nomination: Nomination) -> str:
    return why_list_is_closed(nomination.training)


def why_list_is_closed(training: TrainingClass) -> str:
    """The list of a class changes while it takes people."""
    if training.state not in TAKES_PEOPLE:
        return _("Lớp %(state)s nên danh sách không đổi nữa.") % {
            "state": training.get_state_display().lower()
        }
    return ""


def why_not_roll(session: ClassSession) -> str:
    """The roll is called while the class runs, never of a half-day still to come."""
    if session.training.state != ClassState.RUNNING:
        return _("Chỉ điểm danh khi lớp đang học; lớp này %(state)s.") % {
            "state": session.training.get_state_display().lower()
        }
    if not rules.has_begun(session.day, session.half, timezone.now()):
        return _("Buổi %(session)s chưa diễn ra nên chưa ai có mặt được.") % {"session": session}
    return ""


def why_not_close(training: TrainingClass) -> Iterator[str]:
    """Half-days still to come, and those whose roll nobody has called."""
    now = timezone.now()
    sessions = list(training.sessions.order_by("day", "half"))
    ahead = [one for one in sessions if not rules.has_begun(one.day, one.half, now)]
    if ahead:
        yield _("Còn buổi chưa diễn ra: %(named)s.") % {"named": _named(ahead)}
    unmarked = [one for one in sessions if one not in ahead and one.roll_taken_at is None]
    if unmarked:
        yield _("Còn buổi chưa điểm danh: %(named)s.") % {"named": _named(unmarked)}


def why_not_start(training: TrainingClass) -> Iterator[str]:
    if not training.nominations.filter(state=NominationState.CONFIRMED).exists():
        yield _("Chưa có ai xác nhận dự.")


def why_not_open(training: TrainingClass) -> Iterator[str]:
    if training.nominate_until > training.first_on:
        yield _("Hạn cử người ở sau ngày khai giảng. Hãy sửa lại ngày.")


def why_not_reopen(training: TrainingClass) -> Iterator[str]:
    if CompletionCertificate.objects.filter(nomination__training=training).exists():
        yield _("Đã cấp giấy chứng nhận hoàn thành theo bảng điểm danh này.")


def why_not_certify(training: TrainingClass) -> str:
    """Certificates follow from a closed class with somebody who completed it and has none yet."""
    if training.state not in HELD:
        return _("Giấy chứng nhận được cấp khi lớp đã kết thúc.")
    if not training.nominations.filter(completed=True).exists():
        return _("Không có học viên nào dự đủ số buổi.")
    if not training.nominations.filter(completed=True, certificate__paper__isnull=True).exists():
        return _("Mọi học viên dự đủ đã có giấy chứng nhận.")
    return ""


def why_not_invite(training: TrainingClass) -> str:
    """Somebody must hold a seat, and who was invited is invited again only to other days or another venue."""
    is_out = training.invitation_number and not training.invitation_outdated
    if is_out and not uninvited(training).exists():
        return _("Giấy mời đã phát hành: số %(number)s.") % {"number": training.invitation_number}
    if training.state not in TAKES_PEOPLE:
        return _("Giấy mời được phát hành khi lớp đang cử người hoặc đang học.")
    if not training.seats_taken:
        return _("Chưa có ai giữ chỗ để mời.")
    return ""


def _named(sessions: list[ClassSession]) -> str:
    told = ", ".join(str(one) for one in sessions[:4])
    return (
        told
        if len(sessions) <= 4
        else _("%(some)s và %(n)s buổi nữa") % {"some": told, "n": len(sessions) - 4}
    )
