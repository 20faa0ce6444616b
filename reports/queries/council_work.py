"""What councils, certificates and visits ask of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.choices import MisuseState, SessionState
from evaluations.models import Certificate, Decision, Session
from evaluations.queries.certificates import with_standing
from evaluations.queries.files import files_due_on, sessions_owing_files
from evaluations.queries.inspections import (
    findings_waiting_for,
    misuse_waiting_for,
    visits_waiting_for,
)
from evaluations.queries.ministry import results_to_settle
from evaluations.queries.preparation import items_without_report
from evaluations.queries.renewals import renewal_run, standing_in_run
from evaluations.queries.revocations import open_cases
from evaluations.queries.work import (
    Waiting,
    decisions_to_certify,
    decisions_to_sign,
    results_to_confirm,
    waiting_for,
)
from evaluations.rules.renewals import LATE, OPEN
from evaluations.workflow import CERTIFICATE
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import LEADERS, Role
from ocop.law.queries import working_calendar
from ocop.ui.writing import points
from registrations.choices import DossierState
from reports.queries.work import SHOWN_OF_A_KIND, Work


def council_work(person: User, on: date) -> Iterator[Work]:
    """Sheets, sessions and decisions, in counts: never whose marks, never how many points."""
    waiting = waiting_for(person)
    for name, (words, route, query, icon) in _COUNCIL_WORK.items():
        if count := getattr(waiting, name):
            yield Work(words() % {"n": count}, reverse(route) + query, icon=icon, count=count)
    yield from _results_to_confirm(person)
    yield from _drafts_to_sign(person)
    yield from _decisions_to_certify(person, waiting)


_COUNCIL_WORK: dict[str, tuple[Callable[[], str], str, str, str]] = {
    "sheets": (lambda: _("Chấm %(n)s phiếu đánh giá"), "evaluations:sheet-list", "", "edit"),
    "sessions_to_open": (lambda: _("Mở %(n)s phiên họp Hội đồng"), "evaluations:session-list", "", "council"),
    "sessions_scoring": (
        lambda: _("Theo dõi %(n)s phiên đang chấm"),
        "evaluations:session-list",
        "",
        "blind",
    ),
    "sessions_to_close": (
        lambda: _("Đóng %(n)s phiên đã đủ phiếu"),
        "evaluations:session-list",
        f"?state={SessionState.SCORING}",
        "lock",
    ),
    "dossiers_to_schedule": (
        lambda: _("Xếp phiên cho %(n)s hồ sơ đã tiếp nhận"),
        "registrations:dossier-list",
        f"?state={DossierState.ACCEPTED}",
        "today",
    ),
    "sessions_to_decide": (
        lambda: _("Dự thảo quyết định cho %(n)s phiên đã đóng"),
        "evaluations:session-list",
        "",
        "edit",
    ),
}


def _results_to_confirm(person: User) -> Iterator[Work]:
    if Role.COUNCIL_MEMBER not in scope_of(person).roles:
        return
    for grading in results_to_confirm(person)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Xác nhận kết quả sát mốc: %(product)s") % {"product": grading.item.dossier.product_name},
            reverse("evaluations:item-confirm", args=[grading.item_id]),
            icon="check",
        )


def _drafts_to_sign(person: User) -> Iterator[Work]:
    roles = scope_of(person).roles
    for level, leader in LEADERS.items():
        drafts = decisions_to_sign(person, level) if leader in roles else Decision.objects.none()
        for decision in drafts.select_related("session__council", "prepared_by").order_by(
            "prepared_at", "pk"
        ):
            yield Work(
                _("Ký quyết định: %(kind)s") % {"kind": decision.get_kind_display().lower()},
                reverse("evaluations:decision-detail", args=[decision.pk]),
                f"{decision.session} · {decision.prepared_by}",
                "sign",
            )


def _decisions_to_certify(person: User, waiting: Waiting) -> Iterator[Work]:
    if not waiting.certificates_to_issue:
        return
    for decision in (
        decisions_to_certify(person).select_related("session__council").order_by("decided_on", "pk")
    ):
        yield Work(
            _("Cấp giấy chứng nhận theo quyết định %(number)s") % {"number": decision.number},
            reverse("evaluations:decision-detail", args=[decision.pk]),
            str(decision.session),
            "certificate",
        )


def ministry_work(person: User, on: date) -> Iterator[Work]:
    """To the leader of a province: what came back from the ministry below five stars."""
    if Role.PROVINCE_LEADER not in scope_of(person).roles:
        return
    for result in results_to_settle(person)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Quyết định theo kết quả của Bộ: %(product)s") % {"product": result.item.dossier.product_name},
            reverse("evaluations:ministry-settle", args=[result.pk]),
            _("%(number)s: %(points)s điểm") % {"number": result.number, "points": points(result.points)},
            "ministry",
        )


def team_work(person: User, on: date) -> Iterator[Work]:
    """To an advisory team: the products of coming meetings that it has not reported on."""
    if Role.ADVISER not in scope_of(person).roles:
        return
    for item in items_without_report(person)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Viết báo cáo Tổ tư vấn: %(product)s") % {"product": item.dossier.product_name},
            reverse("evaluations:item-preparation", args=[item.pk]),
            str(item.session),
            "edit",
            due=item.session.held_on,
        )


def certificate_work(person: User, on: date) -> Iterator[Work]:
    """Certificates whose owners are to file again: each to its producer, to the province those of each list
    of the renewal run.
    """
    scope = scope_of(person)
    for certificate in _expiring(scope.only(Role.PRODUCER), on)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Nộp hồ sơ đánh giá lại %(product)s") % {"product": certificate.product_name},
            reverse("registrations:product-detail", args=[certificate.product_id]),
            _("Giấy %(number)s") % {"number": certificate.name},
            "certificate",
            due=certificate.valid_until,
        )
    if Role.PROVINCE_OFFICER not in scope.roles:
        return
    run = renewal_run(person, on)
    for stands, words in _RENEWAL_WORK.items():
        if count := standing_in_run(run, stands, on).count():
            url = f"{reverse('evaluations:renewal-run')}?stands={stands}"
            yield Work(words() % {"n": count}, url, _("Nhắc chủ thể nộp hồ sơ đánh giá lại"), "certificate")


_RENEWAL_WORK: dict[str, Callable[[], str]] = {
    LATE: lambda: _("%(n)s giấy chứng nhận quá hạn nộp hồ sơ đánh giá lại"),
    OPEN: lambda: _("%(n)s giấy chứng nhận trong hạn nộp hồ sơ đánh giá lại"),
}


def revocation_work(person: User, on: date) -> Iterator[Work]:
    """Conclusions that wait for this leader's decision, each with the last day that the act gives."""
    held = scope_of(person).roles & frozenset(LEADERS.values())
    if not held:
        return
    for case in open_cases(person)[:SHOWN_OF_A_KIND]:
        if case.recorded_by_id != person.pk and held & CERTIFICATE.move("revoke").roles_for(case.certificate):
            yield Work(
                _("Quyết định thu hồi giấy %(number)s") % {"number": case.certificate.name},
                case.get_absolute_url(),
                f"{case.certificate.product_name}. {case.get_ground_display()}",
                "ban",
                due=case.due_on,
            )


def files_work(person: User, on: date) -> Iterator[Work]:
    """To a secretary: the files of meetings that have not gone out to the members."""
    kept = scope_of(person).only(Role.COUNCIL_SECRETARY)
    owing = list(sessions_owing_files(Session.objects.within(kept), on)[:SHOWN_OF_A_KIND])
    calendar = working_calendar() if owing else {}
    for session in owing:
        yield Work(
            _("Gửi hồ sơ phiên ngày %(day)s cho thành viên") % {"day": f"{session.held_on:%d/%m/%Y}"},
            reverse("evaluations:session-files", args=[session.pk]),
            session.council.name,
            "send",
            due=files_due_on(session, calendar),
        )


def inspection_work(person: User, on: date) -> Iterator[Work]:
    """After recognition: visits to make, findings to see put right, reports of wrong use to look into."""
    visits = visits_waiting_for(person).order_by("planned_on", "pk")
    for visit in visits[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Kiểm tra %(product)s") % {"product": visit.certificate.product_name},
            visit.get_absolute_url(),
            f"{visit.certificate.producer_name} · {visit.certificate.commune}",
            "search",
            due=visit.planned_on,
        )
    if (rest := visits.count() - SHOWN_OF_A_KIND) > 0:
        words = ngettext("Còn %(n)s lần kiểm tra khác", "Còn %(n)s lần kiểm tra khác", rest)
        url = reverse("evaluations:inspection-list") + "?stands=planned"
        yield Work(words % {"n": rest}, url, icon="search", count=rest)
    for finding in findings_waiting_for(person).order_by("fix_by", "pk")[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Xác nhận khắc phục: %(what)s") % {"what": finding.words},
            finding.get_absolute_url(),
            finding.inspection.certificate.product_name,
            "check",
            due=finding.fix_by,
        )
    reports = misuse_waiting_for(person)
    for state, words in _MISUSE_WORK.items():
        if count := reports.filter(state=state).count():
            url = reverse("evaluations:misuse-list") + f"?state={state}"
            yield Work(words() % {"n": count}, url, icon="warn", count=count)


_MISUSE_WORK: dict[str, Callable[[], str]] = {
    MisuseState.NEW: lambda: _("Xem %(n)s phản ánh mới của người dân"),
    MisuseState.CASE: lambda: _("Kết thúc %(n)s vụ việc đang xác minh"),
}


def _expiring(scope, on: date):
    if not scope.posts:
        return Certificate.objects.none()
    rows = with_standing(Certificate.objects.within(scope), "soon", on)
    return rows.select_related("past_decision").order_by("valid_until", "pk")
