"""Decisions: drafts to sign, and what was signed."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import DecisionKind, DecisionState, Outcome
from evaluations.documents.after_ministry import decision_after_ministry
from evaluations.exchange import DecisionSheet
from evaluations.forms import ConfirmForm, DiscardForm, SignForm, outcome_words
from evaluations.forms.decisions import signing_today
from evaluations.models import Decision, DecisionLine
from evaluations.queries.certificates import lines_without_paper
from evaluations.queries.refusals import why_not_certify, why_not_discard, why_not_sign
from evaluations.queries.results import decision_rows, status_of
from evaluations.views.looks import decision_status
from evaluations.views.ministry import READERS as MINISTRY_READERS
from evaluations.workflow import DECISION
from ocop.core.roles import LEADERS, OFFICERS, Level
from ocop.documents.models import DocumentJob
from ocop.documents.views.prints import paper_response
from ocop.ui.parts import Crumb, Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView, ScopedDetailView, ScopedListView


class DecisionList(ScopedListView):
    model = Decision
    title = gettext_lazy("Quyết định")
    template_name = "evaluations/decision_list.html"
    sheet_class = DecisionSheet
    sorts = {"prepared": ("-prepared_at",), "decided": ("-decided_on",)}

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(number__icontains=text) | rows.filter(session__council__name__icontains=text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("session__council", "place").annotate(line_count=Count("lines"))

    @property
    def reads_ministry(self) -> bool:
        return bool(MINISTRY_READERS & {post.role for post in self.request.user.posts()})

    @property
    def lines(self) -> list[tuple[Decision, Status]]:
        return [(decision, decision_status(decision)) for decision in self.rows]


class AboutDecision:
    model = Decision

    def get_queryset(self) -> QuerySet[Decision]:
        return super().get_queryset().select_related("place", "session__council", "prepared_by", "signed_by")

    @property
    def officer(self) -> str:
        return OFFICERS[Level(self.object.level)]

    @property
    def leader(self) -> str:
        return LEADERS[Level(self.object.level)]

    @property
    def name(self) -> str:
        if self.object.state == DecisionState.DRAFT:
            return _("Dự thảo quyết định")
        return _("Quyết định %(number)s") % {"number": self.object.number}

    @property
    def decision_url(self) -> str:
        return reverse("evaluations:decision-detail", args=[self.object.pk])

    way_out = decision_url

    @property
    def crumbs(self) -> Sequence[Crumb]:
        decisions = Crumb(_("Quyết định"), reverse("evaluations:decision-list"))
        return decisions, Crumb(self.name, self.decision_url), Crumb(self.title)

    @cached_property
    def rows(self) -> list[DecisionLine]:
        rows = list(decision_rows(self.object))
        for row in rows:
            row.decision = self.object
        return rows

    @property
    def lines(self) -> list[tuple[DecisionLine, Status, str]]:
        return [
            (row, status_of(Outcome(row.outcome), row.stars, decided=row), self._certificate_url(row))
            for row in self.rows
        ]

    def _certificate_url(self, line: DecisionLine) -> str:
        certificate = line.certificate
        return reverse("evaluations:certificate-detail", args=[certificate.pk]) if certificate else ""

    def get_success_url(self) -> str:
        return self.decision_url


class DecisionDetail(AboutDecision, ScopedDetailView):
    template_name = "evaluations/decision_detail.html"

    @property
    def title(self) -> str:
        return self.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Quyết định"), reverse("evaluations:decision-list")), Crumb(self.title)

    @property
    def status(self) -> Status:
        return decision_status(self.object)

    @property
    def is_signed(self) -> bool:
        return self.object.state == DecisionState.SIGNED

    @property
    def facts(self) -> list[Fact]:
        decision = self.object
        session_url = reverse("evaluations:results", args=[decision.session_id])
        facts = [
            Fact(_("Nội dung"), decision.get_kind_display()),
            Fact(_("Căn cứ"), str(decision.session), url=session_url),
            Fact(_("Người soạn"), f"{decision.prepared_by}, {dmy(decision.prepared_at)}"),
        ]
        if self.after_ministry:
            result = self.rows[0].ministry_result
            came = f"{result.number}, {dmy(result.decided_on)}"
            facts.insert(2, Fact(_("Văn bản của Bộ"), came))
        if self.is_signed:
            facts += [
                Fact(_("Ngày ký"), decision.decided_on),
                Fact(_("Người ký"), f"{decision.signer_title}, {decision.signed_by}"),
            ]
        return facts

    @property
    def after_ministry(self) -> bool:
        """Whether it recognises on the ministry's points; its paper is in no pack of a session."""
        return self.object.kind == DecisionKind.AFTER_MINISTRY

    @cached_property
    def to_certify(self) -> int:
        """How many recognised products have no certificate, or one without its printed sheet."""
        return len(lines_without_paper(self.object)) if self.is_signed else 0

    @cached_property
    def job(self) -> DocumentJob | None:
        """The work on the certificates, if it was ever asked for."""
        jobs = DocumentJob.objects.visible_to(self.request.user)
        return jobs.filter(kind="certificates", subject_id=self.object.pk).order_by("-pk").first()

    @property
    def own_draft(self) -> bool:
        return not self.is_signed and bool(why_not_sign(self.request.user, self.object))

    @property
    def moves(self) -> list[MoveLink]:
        pk, moves = [self.object.pk], []
        if not self.is_signed and self.leader in self.held_roles and not self.own_draft:
            moves.append(MoveLink(_("Ký"), reverse("evaluations:decision-sign", args=pk), "sign", "primary"))
        if not self.is_signed and self.officer in self.held_roles:
            moves.append(MoveLink(_("Hủy dự thảo"), reverse("evaluations:decision-discard", args=pk), "bin"))
        if self.to_certify and self.officer in self.held_roles and not (self.job and self.job.is_open):
            url = reverse("evaluations:certificates-issue", args=pk)
            moves.append(MoveLink(_("Cấp giấy chứng nhận"), url, "certificate", "primary"))
        for kind, words in (("pdf", _("Văn bản (PDF)")), ("docx", _("Bản Word"))):
            if self.after_ministry:
                url = reverse("evaluations:decision-paper", args=[*pk, kind])
                moves.append(MoveLink(words, url, "print" if kind == "pdf" else "file"))
        return moves


class DecisionPaper(AboutDecision, ScopedDetailView):
    """The paper of a decision on the ministry's result, as PDF or Word file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.kind != DecisionKind.AFTER_MINISTRY:
            raise Http404
        return paper_response(decision_after_ministry(self.object), kwargs["kind"])


class DecisionSign(AboutDecision, ActionView):
    form_class = SignForm
    template_name = "evaluations/decision_sign.html"
    title = gettext_lazy("Ký quyết định")
    button = gettext_lazy("Ký quyết định")
    repeated = gettext_lazy("Quyết định đã được ký.")

    @property
    def closed_because(self) -> str:
        return DECISION.closed_because("sign", self.object) or why_not_sign(self.request.user, self.object)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.leader})

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | signing_today(self.request.user, self.leader)

    @property
    def effects(self) -> list[tuple[str, int]]:
        """What the signature sets in motion, counted."""
        counts: dict[str, int] = {}
        for row in self.rows:
            words = outcome_words(Outcome(row.outcome), row.stars)
            counts[words] = counts.get(words, 0) + 1
        return list(counts.items())

    def act(self, **cleaned: Any) -> str:
        decision = services.sign_decision(
            actor=self.request.user, decision=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã ký Quyết định %(number)s.") % {"number": decision.number}


class DecisionDiscard(AboutDecision, ActionView):
    form_class = DiscardForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Hủy dự thảo")
    button = gettext_lazy("Hủy dự thảo")
    button_tone = "danger"

    @property
    def closed_because(self) -> str:
        return why_not_discard(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer})

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Căn cứ"), str(self.object.session)), Fact(_("Sản phẩm"), str(len(self.rows)))]

    def act(self, *, note: str) -> str:
        self.back = reverse("evaluations:results", args=[self.object.session_id])
        services.discard_decision(
            actor=self.request.user, decision=self.object, note=note, version=self.submitted_version
        )
        return _("Đã hủy dự thảo. Kết quả có thể sửa và soạn lại.")

    def get_success_url(self) -> str:
        return self.back


class CertificatesIssue(AboutDecision, ActionView):
    """One job for all certificates of a decision; its page shows how far it is."""

    form_class = ConfirmForm
    template_name = "evaluations/certificates_issue.html"
    title = gettext_lazy("Cấp giấy chứng nhận")
    button = gettext_lazy("Lấy số và in giấy")

    @property
    def closed_because(self) -> str:
        return why_not_certify(self.object)

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({self.officer})

    @cached_property
    def to_certify(self) -> list[DecisionLine]:
        open_lines = set(lines_without_paper(self.object))
        return [row for row in self.rows if row.pk in open_lines]

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Quyết định"), self.object.number),
            Fact(_("Ngày ký"), self.object.decided_on),
            Fact(_("Số giấy sẽ cấp"), str(len(self.to_certify))),
        ]

    def act(self) -> str:
        self.job = services.request_certificates(actor=self.request.user, decision=self.object)
        return _("Đang cấp %(count)s giấy chứng nhận.") % {"count": len(self.to_certify)}

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])
