"""The registry of acts that papers cite, and a check of the acts that a text cites."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormMixin

from ocop.core import clock
from ocop.core.roles import Role
from ocop.documents import services
from ocop.documents.forms import ActEndForm, ActForm, CitationCheckForm
from ocop.law.models import LegalAct
from ocop.law.queries import act_rows, citation_flaws, citation_of
from ocop.law.rules.citations import Fault, Flaw
from ocop.ui.listing import address
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.views import PortalView, ScopedFormView
from ocop.ui.writing import dmy

REGISTRARS = frozenset({Role.ADMINISTRATOR, Role.PROVINCE_OFFICER})
"""Who enters acts and says when they ended."""


def act_status(act: LegalAct) -> Status:
    today = clock.today()
    if act.in_force_to and act.in_force_to < today:
        return Status("end", "lock", _("Hết hiệu lực"))
    if act.in_force_from > today:
        return Status("wait", "hourglass", _("Chưa có hiệu lực"))
    return Status("good", "done", _("Còn hiệu lực"))


class ActList(PortalView):
    """Acts are facts about the law: everybody who signs in may read them."""

    template_name = "documents/act_list.html"
    title = gettext_lazy("Căn cứ pháp lý")

    @property
    def text(self) -> str:
        return self.request.GET.get("q", "")[:100]

    @property
    def chosen(self) -> str:
        return self.request.GET.get("hieu-luc", "")

    @property
    def pills(self) -> list[Pill]:
        states = (("", _("Tất cả")), ("con", _("Còn hiệu lực")), ("het", _("Hết hiệu lực")))
        return [
            Pill(
                words,
                address(self.request.GET, **{"hieu-luc": value, "page": ""}),
                is_current=self.chosen == value,
            )
            for value, words in states
        ]

    @cached_property
    def page(self):
        ended = {"con": False, "het": True}.get(self.chosen)
        found = act_rows(self.text, ended=ended, on=clock.today())
        return Paginator(found, 25).get_page(self.request.GET.get("page"))

    @property
    def lines(self) -> list[tuple[LegalAct, Status]]:
        return [(act, act_status(act)) for act in self.page]

    def page_address(self, number: int) -> str:
        return address(self.request.GET, page=str(number))

    @property
    def previous_url(self) -> str:
        return self.page_address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.page_address(self.page.number + 1) if self.page.has_next() else ""

    @cached_property
    def may_register(self) -> bool:
        return bool(REGISTRARS & {post.role for post in self.request.user.posts()})

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Việc hôm nay"), reverse("today")), Crumb(str(self.title))


class ActCreate(ScopedFormView):
    roles = REGISTRARS
    form_class = ActForm
    template_name = "documents/act_form.html"
    title = gettext_lazy("Thêm văn bản căn cứ")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(ActList.title), reverse("documents:act-list")), Crumb(str(self.title))

    def act(self, **cleaned: Any) -> str:
        made = services.register_act(actor=self.request.user, **cleaned)
        return _("Đã thêm %(number)s.") % {"number": made.number}

    def get_success_url(self) -> str:
        return reverse("documents:act-list")


class ActEnd(ScopedFormView):
    """When an act ends, and what takes its place."""

    roles = REGISTRARS
    form_class = ActEndForm
    template_name = "documents/act_form.html"
    title = gettext_lazy("Ghi ngày hết hiệu lực")

    @cached_property
    def act_row(self) -> LegalAct:
        return get_object_or_404(LegalAct, pk=self.kwargs["pk"])

    @property
    def facts(self) -> list[Fact]:
        act = self.act_row
        return [Fact(_("Văn bản"), citation_of(act)), Fact(_("Hiệu lực từ"), dmy(act.in_force_from))]

    def get_initial(self) -> dict[str, Any]:
        act = self.act_row
        return super().get_initial() | {"in_force_to": act.in_force_to, "replaced_by": act.replaced_by}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(ActList.title), reverse("documents:act-list")), Crumb(self.act_row.number)

    def act(self, **cleaned: Any) -> str:
        act = services.end_act(actor=self.request.user, act=self.act_row, **cleaned)
        return _("Đã ghi %(number)s hết hiệu lực.") % {"number": act.number}

    def get_success_url(self) -> str:
        return reverse("documents:act-list")


class CitationCheck(FormMixin, PortalView):
    """Reads a text, names what is wrong with the acts it cites, and keeps nothing."""

    form_class = CitationCheckForm
    template_name = "documents/citation_check.html"
    title = gettext_lazy("Kiểm tra căn cứ")
    checked = False
    flaws: Sequence[Flaw] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(ActList.title), reverse("documents:act-list")), Crumb(str(self.title))

    def post(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.flaws = citation_flaws(form.cleaned_data["text"], on=form.cleaned_data["dated_on"])
        self.checked = True
        return self.render_to_response(self.get_context_data(form=form))

    @property
    def lines(self) -> list[tuple[Flaw, str]]:
        return [(flaw, said_of(flaw)) for flaw in self.flaws]


def said_of(flaw: Flaw) -> str:
    """What is wrong and what stands in the registry instead."""
    act = flaw.act
    match flaw.fault:
        case Fault.UNKNOWN:
            return _("không có trong danh mục: hãy xem lại số, hoặc thêm văn bản.")
        case Fault.OTHER_DAY:
            return _("ghi %(written)s, đúng là ngày %(day)s.") % {
                "written": flaw.cited.written,
                "day": dmy(act.issued_on),
            }
        case Fault.ENDED:
            words = _("đã hết hiệu lực sau ngày %(day)s") % {"day": dmy(act.in_force_to)}
            if act.replaced_by:
                return _("%(words)s, được thay bằng %(number)s.") % {
                    "words": words,
                    "number": act.replaced_by,
                }
            return f"{words}."
        case Fault.NOT_YET:
            return _("chỉ có hiệu lực từ ngày %(day)s.") % {"day": dmy(act.in_force_from)}
