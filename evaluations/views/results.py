"""What came out of a closed session, and how each sheet was filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import Outcome, SessionState
from evaluations.forms import ConfirmForm, DecisionForm, KnockOutForm
from evaluations.models import AgreedOption, Decision, Item, Pack, Sheet
from evaluations.queries.councils import is_chair
from evaluations.queries.packs import why_not_write_minutes
from evaluations.queries.readers import items_with_open_sheets, may_read_names, may_read_results
from evaluations.queries.refusals import why_not_prepare, why_not_record_majority, why_not_settle
from evaluations.queries.reopenings import first_results_in_words, items_scored_again, why_not_reopen
from evaluations.queries.results import (
    Result,
    counted_sheets_of,
    has_unsettled,
    majority_options,
    marks_by_criterion,
    results_of,
    sheets_of,
)
from evaluations.rules import AT_MINISTRY, RECOGNISING
from evaluations.views.agenda import AboutItem
from evaluations.views.looks import seat_labels, sheet_labels
from evaluations.views.sessions import SECRETARY, AboutSession
from ocop.core.roles import Role
from ocop.law.models import KnockOut
from ocop.ui.parts import Crumb, Fact, Figure, MoveLink
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ActionView, ScopedDetailView


class Closed(AboutSession):
    """Pages of a session that is closed; before that they do not exist."""

    def get_queryset(self):
        return super().get_queryset().filter(state=SessionState.CLOSED)

    @cached_property
    def results(self) -> list[Result]:
        return results_of(self.object)


class Results(AboutSession, ScopedDetailView):
    """Stars by points and after the minima, with the division that made the mean. Where the Quy chế keeps the
    results inside until the decision is signed, the page does not exist for others before.

    While the session is open again it shows only what stays, and nothing is done from here.
    """

    template_name = "evaluations/results.html"

    @cached_property
    def results(self) -> list[Result]:
        return results_of(self.object)

    @cached_property
    def again(self) -> list[Item]:
        """The products that are scored once more; nothing is said of their marks."""
        return items_scored_again(self.object)

    @cached_property
    def is_closed(self) -> bool:
        return self.object.state == SessionState.CLOSED

    def check_role(self) -> None:
        super().check_role()
        if not may_read_results(self.request.user, self.object):
            raise Http404

    @property
    def title(self) -> str:
        return _("Kết quả chấm")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*super().crumbs[:2], Crumb(self.title))

    @property
    def closed_at(self) -> str:
        return dmyhm(self.object.closed_at) if self.is_closed else ""

    @property
    def figures(self) -> list[Figure]:
        final = [result for result in self.results if result.once_more is None]
        outcomes = [result.outcome for result in final]
        recognised = [result.granted for result in final if result.outcome in RECOGNISING]
        counts = [
            (_("Sản phẩm đã chấm"), len(self.results)),
            *((_("%(stars)s sao") % {"stars": n}, recognised.count(n)) for n in (3, 4, 5) if n in recognised),
            (_("Chuyển cấp trên"), outcomes.count(Outcome.FORWARD)),
            (_("Tiềm năng 5 sao"), sum(outcome in AT_MINISTRY for outcome in outcomes)),
            (_("Chưa đạt 3 sao"), outcomes.count(Outcome.NOT_RECOGNISED)),
            (_("Bị loại"), outcomes.count(Outcome.REJECT)),
            (_("Chấm vòng sau kiểm nghiệm"), len(self.results) - len(final)),
        ]
        return [Figure(label, str(count)) for label, count in counts if count]

    @cached_property
    def with_sheets(self) -> set[int]:
        """The products whose sheets the reader may open."""
        return items_with_open_sheets(self.request.user, self.object)

    @cached_property
    def leads(self) -> bool:
        return self.is_closed and Role.COUNCIL_SECRETARY in self.held_roles

    @property
    def undecided(self) -> list[Result]:
        return [result for result in self.results if result.may_correct]

    @cached_property
    def awaits_the_council(self) -> bool:
        return has_unsettled(result.grading for result in self.undecided)

    @cached_property
    def by_majority(self) -> bool:
        """Whether some minima were looked at without a record of the council's view."""
        return any(result.majority for result in self.undecided)

    @cached_property
    def awaits_the_chair(self) -> bool:
        return any(result.awaits_the_chair for result in self.undecided)

    @cached_property
    def chairs(self) -> bool:
        return self.is_closed and is_chair(self.request.user, self.object)

    @property
    def moves(self) -> list[MoveLink]:
        may = self.is_closed and (self.leads or self.officer in self.held_roles)
        pk, moves = [self.object.pk], []
        waits = self.awaits_the_council or self.awaits_the_chair
        if may and self.undecided and not waits:
            url = reverse("evaluations:decision-prepare", args=pk)
            moves.append(MoveLink(_("Soạn quyết định"), url, "edit", "primary"))
        if self.leads and self.by_majority:
            url = reverse("evaluations:session-majority", args=pk)
            moves.append(MoveLink(_("Ghi ý kiến chung theo đa số phiếu"), url, "check"))
        if self.leads and not why_not_write_minutes(self.object):
            url = reverse("evaluations:minutes-write", args=pk)
            moves.append(MoveLink(_("Hoàn thiện biên bản"), url, "edit"))
        if self.may_reopen:
            url = reverse("evaluations:session-reopen", args=pk)
            moves.append(MoveLink(_("Mở lại phiên"), url, "refresh"))
        if may:
            moves.append(MoveLink(_("Lập bộ văn bản"), reverse("evaluations:pack-make", args=pk), "print"))
        return moves

    @cached_property
    def may_reopen(self) -> bool:
        return not why_not_reopen(self.request.user, self.object)

    @cached_property
    def reopened(self) -> str:
        """When and why the session was opened again, with the results before; empty where it never was, and
        while the products are scored once more.
        """
        return first_results_in_words(self.object) if self.is_closed else ""

    @cached_property
    def packs(self) -> list[Pack]:
        """The packs of papers that the reader may open, the newest first."""
        shown = Pack.objects.visible_to(self.request.user).filter(session=self.object)
        return list(shown.order_by("-revision"))

    @cached_property
    def decisions(self) -> list[Any]:
        found = {r.line.decision_id: r.line.decision for r in self.results if r.line}
        return list(found.values())

    @cached_property
    def open_decisions(self) -> set[int]:
        """The keys of those the reader may open; the others are only named."""
        shown = Decision.objects.visible_to(self.request.user).filter(pk__in=[d.pk for d in self.decisions])
        return set(shown.values_list("pk", flat=True))


class MajorityRecord(Closed, ActionView):
    """What most sheets chose becomes the recorded common view, for all products of the session at once."""

    roles = SECRETARY
    form_class = ConfirmForm
    template_name = "evaluations/session_majority.html"
    title = gettext_lazy("Ghi ý kiến chung theo đa số phiếu")
    button = gettext_lazy("Hội đồng thống nhất, ghi tất cả")

    @property
    def closed_because(self) -> str:
        return why_not_record_majority(self.object)

    @cached_property
    def products(self) -> list[tuple[str, list[AgreedOption]]]:
        """The options to record under the name of each product."""
        found: dict[int, tuple[str, list[AgreedOption]]] = {}
        for row in majority_options(self.object):
            found.setdefault(row.item_id, (row.item.dossier.product_name, []))[1].append(row)
        return list(found.values())

    @property
    def way_out(self) -> str:
        return reverse("evaluations:results", args=[self.object.pk])

    def get_success_url(self) -> str:
        return self.way_out

    def act(self) -> str:
        services.record_majority_options(
            actor=self.request.user, session=self.object, version=self.submitted_version
        )
        return _("Đã ghi ý kiến chung của Hội đồng.")


class DecisionPrepare(Closed, ActionView):
    """What the leader will be asked to sign: one line for each result."""

    form_class = DecisionForm
    template_name = "evaluations/decision_prepare.html"
    title = gettext_lazy("Soạn quyết định")
    button = gettext_lazy("Trình ký")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, self.officer})

    @property
    def undecided(self) -> list[Result]:
        return [result for result in self.results if result.line is None]

    @property
    def way_out(self) -> str:
        return reverse("evaluations:results", args=[self.object.pk])

    @property
    def closed_because(self) -> str:
        return why_not_prepare(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"results": self.undecided}

    def act(self, *, outcomes: dict[int, str]) -> str:
        self.decision = services.prepare_decision(
            actor=self.request.user, session=self.object, outcomes=outcomes
        )
        return _("Đã trình dự thảo quyết định cho lãnh đạo.")

    def get_success_url(self) -> str:
        if Role.COUNCIL_SECRETARY in self.held_roles and self.officer not in self.held_roles:
            return self.way_out
        return reverse("evaluations:decision-detail", args=[self.decision.pk])


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across the sheets of a closed session: the points under the name of each seat."""

    code: str
    name: str
    points: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """All sheets of one scoring round, each under the short name of its column."""

    number: int
    counts: bool
    seats: list[tuple[str, Sheet]]
    rows: list[CriterionRow]


class ItemSheets(AboutItem, ScopedDetailView):
    """All sheets of one product, once the session is closed; nobody reads them before, and not everybody
    after.
    """

    template_name = "evaluations/item_sheets.html"

    def get_queryset(self):
        return super().get_queryset().filter(session__state=SessionState.CLOSED)

    def check_role(self) -> None:
        super().check_role()
        if self.object.pk not in items_with_open_sheets(self.request.user, self.object.session):
            raise Http404

    @property
    def title(self) -> str:
        return _("Các phiếu: %(product)s") % {"product": self.object.dossier.product_name}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        day = dmy(self.object.session.held_on)
        results = reverse("evaluations:results", args=[self.object.session_id])
        return Crumb(_("Kết quả phiên %(day)s") % {"day": day}, results), Crumb(self.title)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """By seat; without names in an order that says nothing of the seats."""
        rows = list(sheets_of(self.object))
        return rows if self.named else sorted(rows, key=lambda sheet: (sheet.total or 0, sheet.sent_at))

    @cached_property
    def named(self) -> bool:
        return may_read_names(self.request.user, self.object.session)

    @property
    def rounds(self) -> list[Round]:
        """Each scoring round, the last one first: earlier ones stay as they were sent."""
        numbers = sorted({sheet.scoring_round for sheet in self.sheets}, reverse=True)
        return [self._round(number) for number in numbers]

    def _round(self, number: int) -> Round:
        sheets = [sheet for sheet in self.sheets if sheet.scoring_round == number]
        labels = seat_labels(len(sheets)) if self.named else sheet_labels(len(sheets))
        rows = [
            CriterionRow(criterion.code, criterion.name, tuple(zip(labels, points, strict=True)))
            for criterion, points in marks_by_criterion(self.object, sheets)
        ]
        return Round(
            number, number == self.object.scoring_round, list(zip(labels, sheets, strict=True)), rows
        )


class KnockOutSettle(AboutItem, ActionView):
    """The council's view on a knock-out that some sheet names."""

    roles = SECRETARY
    form_class = KnockOutForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ý kiến của Hội đồng về điều kiện loại")
    button = gettext_lazy("Ghi ý kiến của Hội đồng")

    @property
    def closed_because(self) -> str:
        return why_not_settle(self.object)

    def problem_with_sending(self) -> str:
        return super().problem_with_sending() or self.closed_because

    def get_queryset(self):
        return super().get_queryset().select_related("grading")

    @cached_property
    def named(self) -> list[KnockOut]:
        """The grounds that sheets name, once the session is closed."""
        if self.object.session.state != SessionState.CLOSED:
            return []
        grounds = {s.knock_out_id: s.knock_out for s in counted_sheets_of(self.object) if s.knock_out}
        return list(grounds.values())

    @property
    def facts(self) -> list[Fact]:
        named = [Fact(_("Phiếu nêu"), ground.rule) for ground in self.named]
        return [*super().facts, *named]

    @property
    def row_version(self) -> int | None:
        grading = getattr(self.object, "grading", None)
        return grading.version if grading else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"named": self.named}

    def act(self, *, knock_out: KnockOut | None, note: str) -> str:
        services.settle_knock_out(
            actor=self.request.user,
            item=self.object,
            knock_out=knock_out,
            note=note,
            version=self.submitted_version,
        )
        return _("Đã ghi ý kiến của Hội đồng.")

    @property
    def way_out(self) -> str:
        return reverse("evaluations:results", args=[self.object.session_id])

    def get_success_url(self) -> str:
        return self.way_out
