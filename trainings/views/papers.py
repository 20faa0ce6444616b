"""The papers of a class: invitation, timetable for the phone, roll, feedback form, result sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.documents.paper import Paper
from ocop.documents.printed import file_of
from ocop.documents.renderers import RenderFailed
from ocop.ui.parts import Fact
from ocop.ui.views import ScopedDetailView
from trainings import documents, services
from trainings.forms.after import InviteForm
from trainings.models import TrainingClass
from trainings.queries.refusals import why_not_invite
from trainings.views.certificates import as_file
from trainings.views.one_class import OfClass, OfOrganiser, OneClass


class ClassInvite(OfClass):
    """The invitation gets its number and day and is kept; everybody with a seat is told."""

    form_class = InviteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Phát hành giấy mời")
    button = gettext_lazy("Phát hành")

    @property
    def closed_because(self) -> str:
        return why_not_invite(self.object)

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Lớp"), self.object.title),
            Fact(_("Người được mời"), str(self.object.seats_taken), note=_("mọi người đang giữ chỗ")),
            *self._replaced,
        ]

    @property
    def _replaced(self) -> list[Fact]:
        former = self.object.invitation_number
        return [Fact(_("Thay thế"), _("Giấy mời số %(number)s") % {"number": former})] if former else []

    def act(self, **cleaned: Any) -> str:
        training = services.issue_invitation(
            actor=self.request.user, training=self.object, draw=documents.draw_invitation, **cleaned
        )
        return _("Đã phát hành giấy mời số %(number)s.") % {"number": training.invitation_number}


class ClassPaper(OneClass, ScopedDetailView):
    """A paper of the class as PDF or Word; `draw` makes it."""

    draw: Callable[[TrainingClass], Paper]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = file_of(type(self).draw(self.object), self.kwargs["ending"])
        except KeyError:
            raise Http404 from None
        except RenderFailed as failure:
            messages.error(request, failure.message)
            return HttpResponseRedirect(self.object.get_absolute_url())
        return as_file(made.content, made.name, made.content_type)


class ClassInvitation(OfOrganiser, ClassPaper):
    """A draft until it is issued; from then on the paper that was kept, whatever has changed since."""

    draw = documents.invitation_paper

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.invitation_id:
            return HttpResponseRedirect(
                reverse("documents:issued-download", args=[self.object.invitation_id])
            )
        return super().get(request, *args, **kwargs)


class ClassRollPaper(OfOrganiser, ClassPaper):
    draw = documents.roll_paper

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kwargs["ending"] == "xlsx":
            name = f"diem-danh-{self.object.code}.xlsx"
            return as_file(documents.roll_sheet(self.object), name, documents.SHEET)
        return super().get(request, *args, **kwargs)


class ClassFeedbackPaper(OfOrganiser, ClassPaper):
    draw = documents.feedback_paper


class ClassResultPaper(OfOrganiser, ClassPaper):
    draw = documents.result_paper


class ClassCalendar(OneClass, ScopedDetailView):
    """The half-days for a phone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = f"{self.object.code}.ics"
        return as_file(documents.calendar_of(self.object), name, "text/calendar; charset=utf-8")
