"""Paper as a fallback: blank sheets to print, typed by one person, and blindly by another."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SheetState
from evaluations.forms import PaperForm, SecondPaperForm
from evaluations.models import Seat, Sheet
from evaluations.queries.councils import seats_on
from evaluations.queries.interests import declared_by_member
from evaluations.queries.refusals import why_not_confirm_paper, why_not_type_paper
from evaluations.queries.sheets import MarkedSheet, mark_tree, marked_sheet, sheet_on_paper, sheets_on_paper
from evaluations.views.agenda import AboutItem
from evaluations.views.sessions import AboutSession
from ocop.core.codes import code_as_svg
from ocop.core.roles import Role
from ocop.law.queries import tree_of
from ocop.localities.queries import address_of
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact, Status
from ocop.ui.views import ActionView, ScopedDetailView


def paper_status(sheet: Sheet) -> Status:
    if sheet.state == SheetState.SENT:
        return Status("good", "lock", _("Đã gửi"))
    if sheet.returned_at:
        return Status("act", "refresh", _("Trả lại, chờ nhập lại"))
    if sheet.typed_by_id:
        return Status("wait", "hourglass", _("Chờ người khác nhập lần hai"))
    return Status("draft", "todo", _("Chưa gửi"))


class SessionPaper(AboutSession, ScopedDetailView):
    """All sheets of a session that could come on paper; who typed one, never what."""

    template_name = "evaluations/session_paper.html"
    title = gettext_lazy("Phiếu giấy")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, self.officer})

    @cached_property
    def lines(self) -> list[tuple[Sheet, Status, bool, bool]]:
        """Each sheet with its status, whether the reader may type it, and whether they may confirm it."""
        person = self.request.user
        return [
            (s, paper_status(s), not why_not_type_paper(person, s), not why_not_confirm_paper(person, s))
            for s in sheets_on_paper(self.object)
        ]

    @cached_property
    def items(self) -> list[Any]:
        return list(self.object.items.select_related("dossier").order_by("position"))


class ItemSheetBlank(AboutItem, ScopedDetailView):
    """A blank sheet for every member who scores, to be printed: the criteria, boxes to tick, a declaration,
    and a code that leads whoever types it to the right page.
    """

    template_name = "evaluations/item_sheet_blank.html"
    title = gettext_lazy("Phiếu đánh giá")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, self.officer})

    @cached_property
    def tree(self) -> Any:
        return tree_of(self.object.dossier.criteria_set)

    @property
    def marked(self) -> MarkedSheet:
        return mark_tree(self.tree, {}, {})

    @cached_property
    def owner_address(self) -> str:
        """As the registration says it; where it says nothing, the commune."""
        dossier = self.object.dossier
        return dossier.contact_address or address_of(dossier.commune)

    @property
    def copies(self) -> list[tuple[Seat, str]]:
        session = self.object.session
        seats = seats_on(session.council, session.held_on).filter(scores=True)
        out = set(self.object.recusals.values_list("seat", flat=True))
        return [(seat, self._code(seat)) for seat in seats if seat.pk not in out]

    def _code(self, seat: Seat) -> str:
        path = reverse("evaluations:item-sheet-type", args=[self.object.pk, seat.pk])
        return code_as_svg(settings.SITE_URL + path)


class OnPaper(AboutItem):
    """Pages about one member's paper for one product."""

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, self.officer})

    @cached_property
    def sheet(self) -> Sheet:
        found = sheet_on_paper(self.object, self.kwargs["seat"])
        if found is None:
            raise Http404
        return found

    def check_role(self) -> None:
        super().check_role()
        if self.sheet is None:
            raise Http404

    @property
    def facts(self) -> list[Fact]:
        return [*super().facts, Fact(_("Thành viên"), str(self.sheet.seat.person))]

    @property
    def row_version(self) -> int:
        return self.sheet.version

    @property
    def way_out(self) -> str:
        return reverse("evaluations:session-paper", args=[self.object.session_id])

    def get_success_url(self) -> str:
        return self.way_out

    def forget_row(self) -> None:
        super().forget_row()
        self.__dict__.pop("sheet", None)

    def form_invalid(self, form: Form) -> HttpResponse:
        """Every refusal stands in the trail, also that two typings differ, so that nobody tries marks out."""
        reason = " ".join(form.non_field_errors()) or _("Có ô chưa nhập đúng.")
        services.record_refusal(actor=self.request.user, sheet=self.sheet.pk, reason=reason)
        return super().form_invalid(form)


class TypesAPaper(OnPaper, ActionView):
    """The form of a whole sheet. It starts empty, whatever stands in the sheet; typed again it shows what was
    typed.
    """

    template_name = "evaluations/item_sheet_type.html"
    ticks_only = False
    """Whether the words of the paper are left out: those of the first typing are kept."""
    return_url = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"tree": self.tree}

    @property
    def tree(self) -> Any:
        return tree_of(self.object.dossier.criteria_set)

    @property
    def kept(self) -> MarkedSheet:
        return mark_tree(self.tree, {}, {})

    @cached_property
    def shown(self) -> MarkedSheet:
        if self.request.method == "POST":
            return mark_tree(self.tree, *self.get_form().typed)
        return self.kept

    @property
    def sections(self) -> list[tuple[Any, list[tuple[Any, None]]]]:
        return [(section, [(row, None) for row in section.criteria]) for section in self.shown.sections]


class ItemSheetType(TypesAPaper):
    """Type a paper: only what the reader typed before is shown again."""

    form_class = PaperForm
    title = gettext_lazy("Nhập phiếu giấy")
    button = gettext_lazy("Lưu, chờ người khác nhập lần hai")

    @property
    def closed_because(self) -> str:
        return why_not_type_paper(self.request.user, self.sheet)

    @property
    def way_out(self) -> str:
        """The code on the paper leads whoever scans it second to the second typing."""
        if why_not_confirm_paper(self.request.user, self.sheet):
            return super().way_out
        return reverse("evaluations:item-sheet-confirm", args=[self.object.pk, self.sheet.seat_id])

    def get_success_url(self) -> str:
        return super().way_out

    @cached_property
    def is_own(self) -> bool:
        """Whether what stands in the sheet was typed by the reader."""
        return self.sheet.typed_by_id == self.request.user.pk

    def get_initial(self) -> dict[str, Any]:
        if not self.is_own:
            return {}
        ground = self.sheet.knock_out_id
        return {"opinion": self.sheet.opinion, "knock_out": str(ground) if ground else ""}

    @property
    def kept(self) -> MarkedSheet:
        return marked_sheet(self.sheet) if self.is_own else super().kept

    def act(self, **cleaned: Any) -> str:
        services.type_paper_sheet(
            actor=self.request.user, sheet=self.sheet, version=self.submitted_version, **cleaned
        )
        return _("Đã nhập phiếu giấy; chờ người khác nhập lần hai để so.")


class SecondHand(OnPaper):
    """Pages of whoever types a paper after its first typist."""

    @property
    def closed_because(self) -> str:
        return why_not_confirm_paper(self.request.user, self.sheet)


class ItemSheetConfirm(SecondHand, TypesAPaper):
    """Type the paper a second time, unseen the first; where both agree the sheet is sent."""

    form_class = SecondPaperForm
    title = gettext_lazy("Nhập lần hai để xác nhận")
    button = gettext_lazy("So với lần nhập trước, khớp thì gửi")
    ticks_only = True

    @property
    def return_url(self) -> str:
        return reverse("evaluations:item-sheet-return", args=[self.object.pk, self.sheet.seat_id])

    @property
    def facts(self) -> list[Fact]:
        """Whose declaration stands: the member's own, or the one of the paper once both typed it."""
        words = _("theo ô trên phiếu giấy, hai người nhập như nhau")
        if declared_by_member(self.sheet):
            words = _("thành viên đã tự khai trên cổng: không có")
        return [*super().facts, Fact(_("Quan hệ lợi ích"), words)]

    def act(self, *, marks: dict[str, int | None], knock_out: Any, declared: str, **_words: Any) -> str:
        services.confirm_paper_sheet(
            actor=self.request.user,
            sheet=self.sheet,
            marks=marks,
            knock_out=knock_out,
            declared=declared,
            version=self.submitted_version,
        )
        return _("Hai lần nhập khớp nhau; phiếu giấy đã được gửi.")


class ItemSheetReturn(SecondHand, ActionView):
    """Send a typed paper back to its typist."""

    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Trả lại người nhập phiếu")
    button = gettext_lazy("Trả lại để sửa")

    def act(self, *, note: str) -> str:
        services.return_paper_sheet(
            actor=self.request.user, sheet=self.sheet, note=note, version=self.submitted_version
        )
        return _("Đã trả lại phiếu giấy cho người nhập.")
