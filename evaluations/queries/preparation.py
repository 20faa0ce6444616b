"""What stands ready for a product before its meeting."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from evaluations.choices import SessionState
from evaluations.models import Item, LabResult, LocalRule, SampleStep, Session, SiteCheck, TeamReport
from evaluations.models.packs import READERS
from evaluations.queries.files import files_due_on
from evaluations.queries.local_rules import local_rule_at
from evaluations.queries.sessions import items_read_from_a_seat
from evaluations.rules import SITE_QUESTIONS, samples_left
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.queries import working_calendar
from ocop.law.rules.regimes import SERVICES
from ocop.ui.writing import dmy
from registrations.models.dossiers import FINISHED


def items_without_report(person: User) -> QuerySet[Item]:
    """The products of coming meetings of which the advisory team that a person sits in has not reported."""
    beside = Item.objects.within(scope_of(person).only(Role.ADVISER))
    waiting = beside.filter(
        session__state=SessionState.PLANNED, is_calibration=False, team_report__isnull=True
    )
    return waiting.select_related("session__council", "dossier").order_by("session__held_on", "position")


def not_ready(session: Session) -> list[str]:
    """What the council's Quy chế or good practice asks for before the meeting and is not there, in sentences:
    files out in time, the advisory team's reports, samples in custody. None of it keeps a session shut.
    """
    due = files_due_on(session, working_calendar())
    sent = session.files_sent_at and clock.hanoi_date(session.files_sent_at)
    items = list(session.items.filter(is_calibration=False).select_related("dossier__criteria_set"))
    reported = set(TeamReport.objects.filter(item__in=items).values_list("item", flat=True))
    silent = [item for item in items if item.pk not in reported]
    sampled = [item for item in items if not is_tourism(item) and item.after_id is None]
    moves: dict[int, list[tuple[str, int]]] = {item.pk: [] for item in sampled}
    for key, kind, count in SampleStep.objects.filter(item__in=moves).values_list("item", "kind", "count"):
        moves[key].append((kind, count))
    bare = [key for key, steps in moves.items() if not samples_left(steps)]
    told = []
    if sent is None:
        told.append(_("Tài liệu chưa gửi cho thành viên; Quy chế hẹn đến %(day)s.") % {"day": dmy(due)})
    elif sent > due:
        said = {"sent": dmy(sent), "day": dmy(due)}
        told.append(_("Tài liệu gửi ngày %(sent)s, sau hạn %(day)s của Quy chế.") % said)
    if silent:
        told.append(_("Tổ tư vấn chưa báo cáo %(n)s sản phẩm.") % {"n": len(silent)})
    if bare:
        told.append(_("Chưa nhận mẫu của %(n)s sản phẩm.") % {"n": len(bare)})
    return told


def lab_results_of(item: Item) -> QuerySet[LabResult]:
    """The results of tests made after the dossier was handed in, the first to come first."""
    return LabResult.objects.filter(dossier=item.dossier_id).order_by("tested_on", "pk")


def why_not_add_lab_result(item: Item) -> str:
    """They are added until the dossier is decided, but not while members score."""
    if item.is_calibration or item.dossier.state in FINISHED:
        return _("Hồ sơ đã xong nên không thêm kết quả kiểm nghiệm được nữa.")
    scoring = item.session.state == SessionState.SCORING
    return _("Phiên đang chấm: thêm kết quả kiểm nghiệm sau khi đóng phiên.") if scoring else ""


def items_whose_tests_are_read(person: User) -> QuerySet[Item]:
    """The products whose results of tests a person reads: from a seat, or from an office of the level."""
    offices = Item.objects.within(scope_of(person).only(*READERS))
    seated = items_read_from_a_seat(person)
    return Item.objects.filter(Q(pk__in=offices.values("pk")) | Q(pk__in=seated.values("pk")))


def is_tourism(item: Item) -> bool:
    return item.dossier.criteria_set.group == SERVICES


def custody_of(item: Item) -> list[tuple[str, int]]:
    """The moves of a product's samples so far, in their order: kind and number of units."""
    return list(item.sample_steps.order_by("recorded_at", "pk").values_list("kind", "count"))


def former_custody(item: Item) -> QuerySet[SampleStep]:
    """The lines of the custody log of a product from agendas that it was taken off."""
    steps = SampleStep.objects.filter(dossier=item.dossier_id, item=None)
    return steps.select_related("recorded_by").order_by("recorded_at", "pk")


def samples_in_custody(item: Item) -> int:
    return samples_left(custody_of(item))


def sample_label(item: Item) -> str:
    """What stands on each sample instead of its owner's name: the session and the product by number."""
    return f"M{item.session_id}-{item.pk:05d}"


def site_rule_of(item: Item) -> LocalRule | None:
    """The rule of today of the province whose council meets; None without one."""
    return local_rule_at(item.session.council.place, clock.today())


def site_questions(rule: LocalRule | None) -> tuple[tuple[str, str], ...]:
    """Code and words of what a rule asks at a tourist place, without one the portal's own."""
    return rule.site_questions if rule else SITE_QUESTIONS


def site_answers(check: SiteCheck) -> list[tuple[str, str]]:
    """Question and answer in the order of the list that was asked; one without an answer stays empty."""
    return [(words, check.answers.get(code, "")) for code, words in site_questions(check.asked_by)]
