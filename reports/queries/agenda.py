"""What waits for a person today, from every part of the portal. Reads only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.choices import EstimateState
from budgets.queries.execution import commitments_due
from budgets.queries.work import estimates_waiting_for
from evaluations.choices import MisuseState
from evaluations.models import Certificate, Decision, Session
from evaluations.queries.certificates import with_standing
from evaluations.queries.files import files_due_on, sessions_owing_files
from evaluations.queries.inspections import (
    findings_waiting_for,
    misuse_waiting_for,
    visits_waiting_for,
)
from evaluations.queries.revocations import open_cases
from evaluations.queries.work import Waiting, decisions_to_certify, decisions_to_sign, waiting_for
from evaluations.workflow import CERTIFICATE
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.accounts.queries import posts_ending
from ocop.core.roles import LEADERS, Role
from ocop.law.queries import working_calendar
from ocop.programme.models import Cycle
from ocop.programme.queries import provinces_run_by
from ocop.ui.parts import Status, WorkGroup, WorkItem
from plans.choices import PlanState, ReportState
from plans.queries.reports import reports_waiting_for
from plans.queries.work import plans_waiting_for
from registrations.choices import DossierState, IdeaState
from registrations.models import Dossier, Idea
from registrations.queries import (
    calendar_for,
    dossiers_waiting_for,
    due_status,
    ideas_waiting_for,
    overdue,
    status_of,
)
from reports.queries.class_work import class_work
from reports.queries.work import SHOWN_OF_A_KIND, Work

THIS_WEEK = timedelta(days=7)
POSTS_ENDING_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person's work in three urgencies, and how much of each there is."""

    groups: tuple[WorkGroup, ...]
    total: int
    late: int
    due: int


def agenda_for(person: User, *, on: date) -> Agenda:
    """What this person's posts ask of them on a day: overdue, due within seven days, and the rest."""
    late, due, later = [], [], []
    for work in work_for(person, on=on):
        near = work.due is not None and work.due <= on + THIS_WEEK
        (late if near and work.due < on else due if near else later).append(work)
    groups = (
        WorkGroup(_("Quá hạn"), _items(late, on), "late"),
        WorkGroup(_("Đến hạn tuần này"), _items(due, on), "due"),
        WorkGroup(_("Chưa gấp"), _items(later, on)),
    )
    return Agenda(groups, *(sum(work.count for work in part) for part in (late + due + later, late, due)))


def work_for(person: User, *, on: date) -> list[Work]:
    return [work for provider in PROVIDERS for work in provider(person, on)]


def _items(works: Iterable[Work], on: date) -> list[WorkItem]:
    ordered = sorted(works, key=lambda work: work.due or date.max)
    return [WorkItem(w.title, w.url, w.note, w.icon, w.status or _term(w.due, on), w.count) for w in ordered]


def _term(due: date | None, on: date) -> Status | None:
    """How near the last day is."""
    if due is None:
        return None
    days, day = (due - on).days, f"{due:%d/%m/%Y}"
    if days < 0:
        return Status("bad", "error", _("Quá hạn %(days)s ngày") % {"days": -days})
    if days == 0:
        return Status("act", "clock", _("Hết hạn hôm nay"))
    if due <= on + THIS_WEEK:
        return Status("act", "clock", _("Còn %(days)s ngày, đến %(day)s") % {"days": days, "day": day})
    return Status("plain", "clock", _("Đến %(day)s") % {"day": day})


# --- Where work comes from --------------------------------------------------------------------------------


def dossier_work(person: User, on: date) -> Iterator[Work]:
    """Dossiers on which this person acts next."""
    waiting = dossiers_waiting_for(person).order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")
    shown = list(waiting[:SHOWN_OF_A_KIND])
    calendar = calendar_for(shown)
    for dossier in shown:
        yield Work(
            _DOSSIER_WORK[DossierState(dossier.state)]() % {"product": dossier.product_name},
            reverse("registrations:dossier-detail", args=[dossier.pk]),
            _about(dossier),
            _DOSSIER_ICONS.get(dossier.state, "dossier"),
            due=dossier.due_on,
            status=due_status(dossier, calendar) if dossier.due_on else status_of(dossier),
        )
    if (rest := waiting.count() - SHOWN_OF_A_KIND) > 0:
        words = ngettext("Còn %(n)s hồ sơ khác chờ bạn", "Còn %(n)s hồ sơ khác chờ bạn", rest)
        yield Work(words % {"n": rest}, reverse("registrations:dossier-list"), count=rest)


_DOSSIER_WORK: dict[str, Callable[[], str]] = {
    DossierState.DRAFT: lambda: _("Làm tiếp hồ sơ %(product)s"),
    DossierState.RETURNED: lambda: _("Bổ sung hồ sơ %(product)s"),
    DossierState.COMMUNE_REVIEW: lambda: _("Xét hồ sơ %(product)s"),
    DossierState.SUBMITTED: lambda: _("Tiếp nhận hồ sơ %(product)s"),
}
_DOSSIER_ICONS = {DossierState.RETURNED: "return", DossierState.DRAFT: "edit"}


def _about(dossier: Dossier) -> str:
    if dossier.state == DossierState.RETURNED and dossier.return_reason:
        return dossier.return_reason
    return f"{dossier.producer} · {dossier.commune.name_in_address}"


def overdue_work(person: User, on: date) -> Iterator[Work]:
    """To a leader: how many dossiers of the own place are over their term, since when the oldest."""
    scope = scope_of(person)
    for level, leader in LEADERS.items():
        late = overdue(Dossier.objects.within(scope.only(leader)))
        found = late.aggregate(n=Count("pk"), oldest=Min("due_on"))
        if not found["n"]:
            continue
        words = ngettext("%(n)s hồ sơ quá hạn ở %(level)s", "%(n)s hồ sơ quá hạn ở %(level)s", found["n"])
        yield Work(
            words % {"n": found["n"], "level": level.label},
            reverse("registrations:dossier-list") + "?muc=qua-han&sort=due",
            _("Xem ai đang giữ từng hồ sơ, đã quá bao nhiêu ngày."),
            due=found["oldest"],
            status=Status("bad", "error", _("Lâu nhất từ %(day)s") % {"day": f"{found['oldest']:%d/%m/%Y}"}),
        )


def idea_work(person: User, on: date) -> Iterator[Work]:
    """Ideas to send, to choose and to turn into dossiers, in one line for each."""
    waiting = Idea.objects.visible_to(person).filter(ideas_waiting_for(person))
    url = reverse("registrations:idea-list") + "?muc=cho-toi&state="
    counts = waiting.order_by().values_list("state").annotate(n=Count("pk"))
    for state, count in sorted(counts):
        yield Work(_IDEA_WORK[IdeaState(state)]() % {"n": count}, url + state, icon="edit", count=count)


_IDEA_WORK: dict[str, Callable[[], str]] = {
    IdeaState.COLLECTED: lambda: _("Gửi %(n)s ý tưởng đã ghi"),
    IdeaState.SENT: lambda: _("Chọn trong %(n)s ý tưởng xã gửi"),
    IdeaState.CHOSEN: lambda: _("Lập hồ sơ cho %(n)s ý tưởng được chọn"),
}


def council_work(person: User, on: date) -> Iterator[Work]:
    """Sheets, sessions and decisions, in counts: never whose marks, never how many points."""
    waiting = waiting_for(person)
    for name, (words, route, query, icon) in _COUNCIL_WORK.items():
        if count := getattr(waiting, name):
            yield Work(words() % {"n": count}, reverse(route) + query, icon=icon, count=count)
    yield from _drafts_to_sign(person)
    yield from _decisions_to_certify(person, waiting)


_COUNCIL_WORK: dict[str, tuple[Callable[[], str], str, str, str]] = {
    "sheets": (lambda: _("Chấm %(n)s phiếu đánh giá"), "evaluations:sheet-list", "", "edit"),
    "sessions_to_open": (lambda: _("Mở %(n)s phiên họp Hội đồng"), "evaluations:session-list", "", "council"),
    "sessions_scoring": (
        lambda: _("Theo dõi, đóng %(n)s phiên đang chấm"),
        "evaluations:session-list",
        "",
        "blind",
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


def certificate_work(person: User, on: date) -> Iterator[Work]:
    """Certificates that run out within 180 days: each to its producer, all together to the province."""
    scope = scope_of(person)
    for certificate in _expiring(scope.only(Role.PRODUCER), on)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Nộp hồ sơ đánh giá lại %(product)s") % {"product": certificate.product_name},
            reverse("registrations:product-detail", args=[certificate.product_id]),
            _("Giấy %(number)s") % {"number": certificate.name},
            "certificate",
            due=certificate.valid_until,
        )
    if count := _expiring(scope.only(Role.PROVINCE_OFFICER), on).count():
        words = ngettext(
            "%(n)s giấy chứng nhận hết hạn trong 180 ngày",
            "%(n)s giấy chứng nhận hết hạn trong 180 ngày",
            count,
        )
        url = reverse("evaluations:renewal-run")
        yield Work(words % {"n": count}, url, _("Nhắc chủ thể nộp hồ sơ đánh giá lại"), "certificate")


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


def budget_work(person: User, on: date) -> Iterator[Work]:
    """Estimates to appraise, to approve and to write anew; commitments whose last day is near."""
    for estimate in estimates_waiting_for(person)[:SHOWN_OF_A_KIND]:
        words, icon = _BUDGET_WORK[EstimateState(estimate.state)]
        yield Work(
            words() % {"what": estimate.budget.title},
            reverse("budgets:estimate-detail", args=[estimate.pk]),
            f"{estimate.budget.unit} · {_('bản')} {estimate.number}",
            icon,
        )
    if not scope_of(person).roles & SPENDERS:
        return
    for commitment in commitments_due(person, on=on)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Thanh toán: %(what)s") % {"what": commitment.subject},
            reverse("budgets:commitment-detail", args=[commitment.pk]),
            commitment.allotment.holder,
            "budget",
            due=commitment.due_on,
        )


SPENDERS = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
_BUDGET_WORK: dict[str, tuple[Callable[[], str], str]] = {
    EstimateState.DRAFT: (lambda: _("Sửa dự toán được trả lại: %(what)s"), "return"),
    EstimateState.APPRAISING: (lambda: _("Thẩm định: %(what)s"), "scale"),
    EstimateState.APPRAISED: (lambda: _("Phê duyệt: %(what)s"), "sign"),
}


def plan_work(person: User, on: date) -> Iterator[Work]:
    """Plans to issue, and plans that were given back."""
    for plan in plans_waiting_for(person)[:SHOWN_OF_A_KIND]:
        if plan.state == PlanState.SUBMITTED:
            yield Work(
                _("Ban hành: %(what)s") % {"what": plan}, plan.get_absolute_url(), str(plan.unit), "seal"
            )
        else:
            words = _("Sửa kế hoạch được trả lại: %(what)s") % {"what": plan}
            yield Work(words, plan.get_absolute_url(), str(plan.unit), "return")


def report_work(person: User, on: date) -> Iterator[Work]:
    """Periodic reports to write, to approve and to take in; those to take in as one line."""
    waiting = reports_waiting_for(person)
    own = waiting.exclude(state=ReportState.APPROVED).order_by("due_on", "pk")
    for report in own[:SHOWN_OF_A_KIND]:
        words = _REPORT_WORK[ReportState(report.state)]()
        yield Work(words % {"what": report}, report.get_absolute_url(), icon="report", due=report.due_on)
    if not scope_of(person).roles & {Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}:
        return
    if count := waiting.filter(state=ReportState.APPROVED).count():
        words = ngettext("Tiếp nhận %(n)s báo cáo", "Tiếp nhận %(n)s báo cáo", count)
        url = reverse("plans:report-list") + "?muc=cho-toi"
        yield Work(words % {"n": count}, url, _("Đơn vị cấp dưới đã gửi."), "report", count=count)


_REPORT_WORK: dict[str, Callable[[], str]] = {
    ReportState.OPEN: lambda: _("Lập: %(what)s"),
    ReportState.SUBMITTED: lambda: _("Duyệt: %(what)s"),
}


def administration_work(person: User, on: date) -> Iterator[Work]:
    """Years to open, and posts that end."""
    if Role.ADMINISTRATOR not in scope_of(person).roles:
        return
    for province in provinces_run_by(person).exclude(cycles__in=Cycle.objects.filter(year=on.year)):
        words = {"year": on.year, "place": province.name_in_address}
        yield Work(
            _("Mở chu trình năm %(year)s của %(place)s") % words,
            reverse("programme:cycle-open"),
            _("Chưa có chu trình thì xã và chủ thể chưa lập được hồ sơ."),
            "plan",
        )
    for post in posts_ending(person, until=on + POSTS_ENDING_WITHIN)[:SHOWN_OF_A_KIND]:
        yield Work(
            _("Vị trí sắp hết: %(person)s") % {"person": post.user},
            reverse("accounts:person-detail", args=[post.user_id]),
            str(post),
            "user",
            due=post.ends_on,
        )


PROVIDERS: tuple[Callable[[User, date], Iterable[Work]], ...] = (
    dossier_work,
    overdue_work,
    idea_work,
    council_work,
    files_work,
    certificate_work,
    inspection_work,
    budget_work,
    plan_work,
    report_work,
    class_work,
    revocation_work,
    administration_work,
)
"""Every part of the portal that has work for somebody."""
