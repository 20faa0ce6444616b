"""Writing the rows of a plan, and the text of a section with its versions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, ScopedDetailView
from plans import services
from plans.forms import PART_FORMS, ConfirmForm, PartForm, SectionForm, StepForm
from plans.forms.plans import TEXT_AT_MOST
from plans.models import (
    Plan,
    PlanActivity,
    PlanAim,
    PlanAnnex,
    PlanGround,
    PlanPart,
    PlanPhase,
    PlanReporting,
    PlanSection,
    PlanTask,
    SectionVersion,
)
from plans.queries.people import drafter_of
from plans.queries.sentences import sentence_of
from plans.rules.linter import slips_of
from plans.rules.markup import Piece, pieces_of
from plans.views.plans import OnePlan

SORTS: dict[str, type[PlanPart]] = {
    "phases": PlanPhase,
    "grounds": PlanGround,
    "sections": PlanSection,
    "aims": PlanAim,
    "activities": PlanActivity,
    "tasks": PlanTask,
    "reportings": PlanReporting,
    "annexes": PlanAnnex,
}


class Writes(OnePlan):
    """A form that only the drafters of a draft fill in. `sort` in the address names the kind of row."""

    template_name = "plans/plan_form.html"
    button = gettext_lazy("Lưu")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.plan.unit)})

    @property
    def closed_because(self) -> str:
        return "" if self.plan.is_draft else _("Kế hoạch này không sửa được nữa.")

    @property
    def sort(self) -> type[PlanPart]:
        if self.kwargs["sort"] not in SORTS:
            raise Http404
        return SORTS[self.kwargs["sort"]]

    @property
    def noun(self) -> str:
        return str(self.sort._meta.verbose_name)

    def get_form_class(self) -> type[PartForm]:
        return PART_FORMS[self.kwargs["sort"]]

    @property
    def way_out(self) -> str:
        return f"{self.plan.get_absolute_url()}#{self.kwargs['sort']}"


class PartAdd(Writes, ActionView):
    """A new row at the end of those of its kind; `?sau=1` opens the next empty form when one is saved."""

    def check_role(self) -> None:
        self.sort  # noqa: B018 -- an unknown kind of row does not exist, for anybody
        super().check_role()

    @property
    def title(self) -> str:
        return _("Thêm %(noun)s") % {"noun": self.noun}

    more_button = gettext_lazy("Lưu, thêm tiếp")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.object}

    def act(self, **cleaned: Any) -> str:
        self.row = services.add_part(actor=self.request.user, plan=self.object, sort=self.sort, **cleaned)
        return _("Đã thêm %(noun)s “%(row)s”.") % {"noun": self.noun, "row": self.row}

    def get_success_url(self) -> str:
        if self.request.POST.get("then") == "next":
            return self.request.path
        return f"{self.plan.get_absolute_url()}#{self.kwargs['sort']}-{self.row.pk}"


class OnePart(Writes):
    """A page about a row that exists."""

    @property
    def model(self) -> type[PlanPart]:
        return self.sort

    def get_queryset(self) -> QuerySet[PlanPart]:
        return self.model.objects.visible_to(self.request.user).select_related("plan__unit")

    @property
    def plan(self) -> Plan:
        return self.object.plan

    def get_success_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#{self.kwargs['sort']}-{self.object.pk}"


class PartChange(OnePart, ActionView):
    prefill = True

    @property
    def title(self) -> str:
        return _("Sửa %(noun)s") % {"noun": self.noun}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan, "row": self.object}

    def act(self, **cleaned: Any) -> str:
        services.change_part(
            actor=self.request.user, part=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu %(noun)s “%(row)s”.") % {"noun": self.noun, "row": self.object}

    @property
    def more(self) -> list[Crumb]:
        """What else may be done to the row."""
        args = [self.kwargs["sort"], self.object.pk]
        return [Crumb(_("Bỏ %(noun)s này") % {"noun": self.noun}, reverse("plans:part-drop", args=args))]


class PartMove(OnePart, ActionView):
    """One step up or down. It may be pressed again without harm."""

    needs_key = False

    def get_form_class(self) -> type[StepForm]:
        return StepForm

    def get(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.lead_to(self.way_out)

    def act(self, *, direction: str) -> str:
        services.move_part(actor=self.request.user, part=self.object, up=direction == "up")
        return ""

    def form_invalid(self, form) -> HttpResponse:
        for sentence in (text for errors in form.errors.values() for text in errors):
            messages.error(self.request, sentence)
        return self.lead_to(self.way_out)


class PartDrop(OnePart, ActionView):
    template_name = "layouts/confirm.html"
    button_tone = "danger"

    @property
    def title(self) -> str:
        return _("Bỏ %(noun)s") % {"noun": self.noun}

    @property
    def button(self) -> str:
        return self.title

    def get_form_class(self) -> type[ConfirmForm]:
        return ConfirmForm

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Kế hoạch"), self.plan.title), Fact(self.noun.capitalize(), str(self.object))]

    def act(self) -> str:
        services.drop_part(actor=self.request.user, part=self.object, version=self.submitted_version)
        return _("Đã bỏ %(noun)s.") % {"noun": self.noun}

    def get_success_url(self) -> str:
        return self.way_out


class OneSection(OnePlan):
    model = PlanSection

    def get_queryset(self) -> QuerySet[PlanSection]:
        return PlanSection.objects.visible_to(self.request.user).select_related("plan__unit")

    @property
    def plan(self) -> Plan:
        return self.object.plan

    @property
    def versions(self) -> QuerySet[SectionVersion]:
        return self.object.versions.select_related("saved_by").order_by("-number")

    @property
    def section_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#sections-{self.object.pk}"


class SectionWrite(OneSection, ActionView):
    """Title and text; `?ban=3` starts from what version 3 said."""

    form_class = SectionForm
    title = gettext_lazy("Viết mục")
    button = gettext_lazy("Lưu mục")
    template_name = "plans/section_write.html"
    prefill = True

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.plan.unit)})

    @property
    def closed_because(self) -> str:
        return "" if self.plan.is_draft else _("Kế hoạch này không sửa được nữa.")

    @cached_property
    def taken(self) -> SectionVersion | None:
        number = self.request.GET.get("ban", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 9):
            return None
        return get_object_or_404(self.object.versions, number=int(number))

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        return initial | {"title": self.taken.title, "text": self.taken.text} if self.taken else initial

    @property
    def way_out(self) -> str:
        return self.section_url

    def act(self, *, title: str, text: str) -> str:
        services.write_section(
            actor=self.request.user,
            section=self.object,
            title=title,
            text=text,
            version=self.submitted_version,
        )
        return _("Đã lưu mục “%(section)s”.") % {"section": title or self.object}

    def get_success_url(self) -> str:
        return self.section_url


class SectionPreview(OneSection, ScopedDetailView):
    """What is being written as it will be printed, with the slips that the text itself shows; nothing is
    kept.
    """

    http_method_names = ("post",)
    template_name = "plans/parts/preview.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request, *args, **kwargs)

    @property
    def text(self) -> str:
        return self.request.POST.get("text", "")[:TEXT_AT_MOST]

    @property
    def pieces(self) -> Sequence[Piece]:
        return pieces_of(self.text)

    @property
    def remarks(self) -> list[str]:
        return [sentence_of(finding) for finding in slips_of(self.text)]


class SectionVersions(OneSection, ScopedDetailView):
    """Every text the section had, the newest first."""

    template_name = "plans/section_versions.html"
    title = gettext_lazy("Các bản của mục")
