"""A member's own sheets: the list, the score sheet, one tick, and sending."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SheetState
from evaluations.forms import ConfirmForm, SheetForm, TickForm
from evaluations.models import LabResult, Sheet, Spread
from evaluations.queries.interests import undeclared_sheet
from evaluations.queries.preparation import lab_results_of
from evaluations.queries.refusals import why_not_score
from evaluations.queries.results import first_round_in_words
from evaluations.queries.sessions import RECUSED, discussions_of
from evaluations.queries.sheets import (
    MarkedCriterion,
    MarkedSection,
    MarkedSheet,
    Seen,
    mark_tree,
    marked_sheet,
    my_sheets,
)
from evaluations.views.looks import sheet_status
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.law.queries import tree_of
from ocop.law.rules import Criterion
from ocop.ui.parts import Crumb, Fact, Status
from ocop.ui.templatetags.portal import points as decimal
from ocop.ui.views import ActionView, PortalView
from ocop.ui.views.sending import SendsOnce
from registrations.queries import DossierFile, dossier_file

READ_BY_A_TICK = (
    *("state", "version", "typed_by", "item__session", "item__position", "item__dossier__product_name"),
    *("item__dossier__criteria_set__digest", "item__dossier__criteria_set__imported_at"),
    *("seat__role", "seat__person", "seat__council__place__path", "seat__council__place__today_path"),
)
"""What 200 members ask for at once: where the sheet stands, its set, and how the trail names it."""

SEATED = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})


class SheetList(PortalView):
    """What a member has to score now."""

    roles = SEATED
    title = gettext_lazy("Phiếu của tôi")
    template_name = "evaluations/sheet_list.html"

    @cached_property
    def sheets(self) -> list[Sheet]:
        return list(my_sheets(self.request.user))

    @property
    def lines(self) -> list[tuple[Sheet, Status]]:
        return [(sheet, sheet_status(sheet)) for sheet in self.sheets]

    @property
    def waiting(self) -> int:
        return sum(1 for s in self.sheets if s.state == SheetState.DRAFT and not s.recused)


class OwnSheet:
    """Pages about one's own sheet. Others' sheets, and those of products one stays out of, answer 404.

    Who reaches a sheet holds a seat in its council: `roles` has nothing to add.
    """

    model = Sheet
    roles = None
    beside: tuple[str, ...] = ("item__dossier__criteria_set",)
    """What is read with the sheet: no more than the page asks for, 200 members may send in one second."""
    kept_late = 0

    def check_role(self) -> None:
        try:
            super().check_role()
        except Http404:
            if self.request.method == "POST":
                reason = _("Phiếu của người khác, hoặc của sản phẩm mà người gửi không chấm.")
                services.record_refusal(actor=self.request.user, sheet=self.kwargs["pk"], reason=reason)
            raise

    def form_invalid(self, form: Form) -> HttpResponse:
        """Every refusal stands in the trail; what came after the close stands there with what was kept."""
        if not self.kept_late:
            reason = " ".join(form.non_field_errors()) or _("Có mức chọn không thuộc bộ tiêu chí.")
            services.record_refusal(actor=self.request.user, sheet=self.object.pk, reason=reason)
        return super().form_invalid(form)

    def get_queryset(self) -> QuerySet[Sheet]:
        return super().get_queryset().exclude(RECUSED).select_related(*self.beside)

    @property
    def dossier(self):
        return self.object.item.dossier

    @cached_property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return not why_not_score(self.object)

    @cached_property
    def is_undeclared(self) -> bool:
        return undeclared_sheet(self.object)

    @property
    def queue_name(self) -> str:
        """Under what the browser keeps the ticks that wait: this sheet, this person."""
        return f"{self.object.pk}-{self.request.user.pk}"

    @property
    def declare_url(self) -> str:
        return reverse("evaluations:session-declare", args=[self.object.item.session_id])

    @property
    def status(self) -> Status:
        return sheet_status(self.object)

    @property
    def sheet_url(self) -> str:
        return reverse("evaluations:sheet-detail", args=[self.object.pk])

    way_out = sheet_url

    @cached_property
    def marked(self) -> MarkedSheet:
        return marked_sheet(self.object)

    @property
    def saved_at(self) -> str:
        return f"{timezone.now().astimezone(clock.HANOI):%H:%M}"

    def forget_row(self) -> None:
        super().forget_row()
        for name in ("marked", "is_open"):
            self.__dict__.pop(name, None)


def keep_late(
    view: OwnSheet, marks: dict[str, int | None], notes: dict[str, str], refusal: RuleViolation
) -> RuleViolation:
    """Keep for the secretary what the service refused because the session is closed; the refusal then says
    so.
    """
    view.kept_late = services.keep_late_marks(
        actor=view.request.user,
        sheet=view.object,
        marks=marks,
        notes={code: words for code, words in notes.items() if words},
        reason=refusal.message,
        key=view.sent_key,
    )
    if not view.kept_late:
        return refusal
    kept = _("Lựa chọn vừa tới được giữ lại để Thư ký biết, không được tính.")
    return RuleViolation(f"{refusal.message} {kept}")


class SheetDetail(OwnSheet, ActionView):
    """The score sheet with the dossier beside it; read only once it is sent or the session closed.

    It opens when the member has declared that no interest ties them to the product.
    """

    form_class = SheetForm
    template_name = "evaluations/sheet_detail.html"
    keeps_ticks = True
    autosaves = False  # every tick is saved by itself, and waits in the browser without a network

    @property
    def beside(self) -> tuple[str, ...]:
        """The page shows the dossier too; a save has no need of it."""
        shown = ("producer", "commune", "regime", "cycle__province")
        more = (f"item__dossier__{name}" for name in shown) if self.request.method == "GET" else ()
        return (*OwnSheet.beside, "knock_out", *more)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_undeclared:
            return HttpResponseRedirect(self.declare_url)
        return super().get(request, *args, **kwargs)

    @property
    def title(self) -> str:
        return self.dossier.product_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Phiếu của tôi"), reverse("evaluations:sheet-list")), Crumb(self.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"tree": tree_of(self.dossier.criteria_set)}

    def get_initial(self) -> dict[str, Any]:
        ground = self.object.knock_out_id
        return {"opinion": self.object.opinion, "knock_out": str(ground) if ground else ""}

    @cached_property
    def shown(self) -> MarkedSheet:
        """What was typed, where the form came back with an error; else what is kept."""
        if self.request.method != "POST":
            return self.marked
        ticks, notes = self.get_form().typed
        return mark_tree(self.marked.tree, ticks, notes)

    @cached_property
    def discussions(self) -> list[tuple[Spread, list[Criterion]]]:
        """What the council said after the rounds before, with the criteria it was about."""
        if self.object.scoring_round == 1:
            return []
        return discussions_of(self.object)

    @property
    def opened_by(self) -> Spread | None:
        """The discussion that opened this round; None for a round that a reopening began anew."""
        rounds = (spread for spread, _criteria in self.discussions if spread.rescored)
        return next((one for one in rounds if one.scoring_round == self.object.scoring_round - 1), None)

    @cached_property
    def file(self) -> DossierFile:
        return dossier_file(self.dossier)

    @property
    def first_round(self) -> str:
        """What the council found before, where it scores the product once more."""
        item = self.object.item
        return first_round_in_words(item) if item.after_id else ""

    @property
    def starts_from_before(self) -> bool:
        """Whether the sheet began with the marks of that round: not where the ministry has seen it since."""
        return not hasattr(self.object.item.after, "ministry_result")

    @cached_property
    def lab_results(self) -> list[LabResult]:
        return list(lab_results_of(self.object.item))

    @cached_property
    def claims(self) -> dict[str, Any]:
        return {claim.code: claim for claim in self.file.criteria}

    @property
    def sections(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """Sections of the sheet, each criterion with what the producer claims and cites for it."""
        return [
            (section, [(row, self.claims.get(row.criterion.code)) for row in section.criteria])
            for section in self.shown.sections
        ]

    def act(self, **cleaned: Any) -> str:
        services.fill_sheet(
            actor=self.request.user, sheet=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu phiếu.")

    def refused(self, form: SheetForm, refusal: RuleViolation) -> HttpResponse:
        marks, notes = form.cleaned_data["marks"], form.cleaned_data["notes"]
        return super().refused(form, keep_late(self, marks, notes, refusal))

    def get_success_url(self) -> str:
        if "review" in self.request.POST:
            return reverse("evaluations:sheet-send", args=[self.object.pk])
        return self.sheet_url


def level_in_words(criterion: Criterion, position: int | None) -> str:
    option = criterion.option(position)
    return option.label if option else _("Không mức nào đạt")


class SheetTick(OwnSheet, ActionView):
    """One criterion, kept at once; the answer is the bar with the running total.

    A tick of the browser's queue carries a key, so that it takes effect once however often it is sent, and
    what it replaces: where another page changed the same criterion meanwhile, it is refused and both are
    shown. One that does not say what it replaces must come from the newest version of the sheet, and say
    so. One that comes when the session is closed is refused with the reason and kept for the secretary.
    """

    form_class = TickForm
    autosaves = False  # it is kept at once itself
    needs_key = False
    http_method_names = ["post"]
    template_name = "evaluations/parts/score_bar.html"
    fragment_template_name = "evaluations/parts/score_bar.html"
    title = gettext_lazy("Lưu tiêu chí")
    beside = ("seat__council__place", "item__dossier__criteria_set")
    is_behind = False
    """Whether the page that ticked does not show what others saved on other criteria: it keeps its version,
    so that the whole form does not overwrite them."""
    overtaken = ""
    """What is kept and what was refused, where another page was faster."""

    def get_queryset(self) -> QuerySet[Sheet]:
        """The own sheet; of a product one stays out of, the service refuses in words."""
        own = Sheet.objects.visible_to(self.request.user)
        return own.select_related(*self.beside).only(*READ_BY_A_TICK)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A tick that arrives again is told from a new one where its key is taken: one question less."""
        return super(SendsOnce, self).dispatch(request, *args, **kwargs)

    @cached_property
    def criterion(self) -> Criterion:
        tree = tree_of(self.dossier.criteria_set)
        found = (c for c in tree.criteria() if c.pk == self.kwargs["criterion"])
        criterion = next(found, None)
        if criterion is None:
            reason = _("Tiêu chí không thuộc bộ tiêu chí của sản phẩm.")
            services.record_refusal(actor=self.request.user, sheet=self.object.pk, reason=reason)
            raise Http404
        return criterion

    @property
    def changed_sections(self) -> list[MarkedSection]:
        """Those whose sums the tick may have changed: its own; all when it says whether there is a story."""
        tree, sections = self.marked.tree, self.marked.sections
        if tree.story_criterion == self.criterion:
            return list(sections)
        return [one for one in sections if self.criterion in one.section.criteria]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"criterion": self.criterion}

    def act(self, *, marks: dict[str, int | None], notes: dict[str, str], seen: Seen) -> str:
        code = self.criterion.code
        change = {
            "actor": self.request.user,
            "sheet": self.object,
            "criterion": code,
            "seen": seen,
            "version": None if seen.covers(marks, notes) else self.submitted_version,
        }
        if code in marks:
            self.object = services.save_mark(position=marks[code], note=notes.get(code), **change)
        else:
            self.object = services.save_note(note=notes[code], **change)
        self.is_behind = self.submitted_version not in (None, self.object.version - 1)
        return _("Đã lưu")

    @property
    def kept(self) -> MarkedCriterion:
        return self.marked.criterion(self.criterion.code)

    def both_in_words(self, *, marks: dict[str, int | None], notes: dict[str, str], **_seen: Any) -> str:
        """What is kept on the criterion beside what was refused."""
        code, kept, said = self.criterion.code, self.kept, []
        if code in marks:
            ticked = level_in_words(kept.criterion, kept.position) if kept.is_marked else _("chưa chọn")
            words = {"kept": ticked, "typed": level_in_words(kept.criterion, marks[code])}
            said.append(_("Đang lưu: “%(kept)s”; bạn vừa chọn: “%(typed)s”.") % words)
        if code in notes:
            words = {"kept": kept.note, "typed": notes[code]}
            said.append(_("Nhận xét đang lưu: “%(kept)s”; bạn vừa viết: “%(typed)s”.") % words)
        return " ".join(said)

    def refused(self, form: TickForm, refusal: RuleViolation) -> HttpResponse:
        if isinstance(refusal, Stale):
            self.overtaken = self.both_in_words(**form.cleaned_data)
        marks, notes = form.cleaned_data["marks"], form.cleaned_data["notes"]
        return super().refused(form, keep_late(self, marks, notes, refusal))

    def already_done(self, location: str) -> HttpResponse:
        """The queue hears what the first arrival heard."""
        if not self.request.htmx:
            return super().already_done(location)
        return self.render_to_response(self.get_context_data(form=self.fresh_form(), said=_("Đã lưu")))

    def forget_row(self) -> None:
        """The service gave the row back as it is kept now; only what was made of the former one goes."""
        row = self.object
        super().forget_row()
        self.object = row

    @property
    def leads_to(self) -> str:
        return f"{self.sheet_url}#c-{self.criterion.pk}"

    def get_success_url(self) -> str:
        return self.leads_to


class SheetSend(OwnSheet, ActionView):
    """The last look: the total, what is not ticked, and that nothing can be changed afterwards."""

    form_class = ConfirmForm
    template_name = "evaluations/sheet_send.html"
    beside = (*OwnSheet.beside, "knock_out")
    title = gettext_lazy("Gửi phiếu")
    button = gettext_lazy("Gửi phiếu, không sửa nữa")
    repeated = gettext_lazy("Phiếu đã được gửi.")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Phiếu của tôi"), reverse("evaluations:sheet-list")),
            Crumb(self.dossier.product_name, self.sheet_url),
            Crumb(self.title),
        )

    @property
    def closed_because(self) -> str:
        return why_not_score(self.object)

    @property
    def facts(self) -> list[Fact]:
        facts = [
            Fact(_("Sản phẩm"), self.dossier.product_name),
            Fact(_("Chủ thể"), self.dossier.organisation_name),
            Fact(_("Điểm của bạn"), f"{decimal(self.marked.total)} / 100"),
            Fact(_("Đã chấm"), f"{self.marked.ticked} / {self.marked.countable}"),
        ]
        if self.object.knock_out:
            facts.append(Fact(_("Điều kiện loại bạn nêu"), self.object.knock_out.rule))
        return facts

    def act(self) -> str:
        services.send_sheet(actor=self.request.user, sheet=self.object, version=self.submitted_version)
        return _("Đã gửi phiếu “%(product)s”.") % {"product": self.dossier.product_name}

    def get_success_url(self) -> str:
        return reverse("evaluations:sheet-list")
