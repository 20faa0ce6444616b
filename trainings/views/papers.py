"""The papers of a class: invitation, timetable for the phone, roll, feedback form, result sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.text import search_key
from ocop.documents.paper import Paper
from ocop.documents.printed import file_of
from ocop.documents.renderers import RenderFailed
from ocop.documents.views.prints import PrintDownload
from ocop.ui.parts import Fact
from ocop.ui.views import ScopedDetailView
from trainings import documents, services
from trainings.forms.after import InviteForm
from trainings.models import Invitation, TrainingClass
from trainings.queries.letters import NextLetter, next_letter
from trainings.queries.refusals import why_not_invite
from trainings.views.certificates import as_file
from trainings.views.one_class import OfClass, OfOrganiser, OneClass


class ClassInvite(OfClass):
    """The next letter gets its number and day and is kept; whom it names, and who sent them, are told."""

    form_class = InviteForm
    template_name = "layouts/confirm.html"
    button = gettext_lazy("Phát hành")

    @property
    def title(self) -> str:
        return words_of(self.letter)

    @property
    def closed_because(self) -> str:
        return why_not_invite(self.object)

    @cached_property
    def letter(self) -> NextLetter:
        return next_letter(self.object)

    @property
    def facts(self) -> list[Fact]:
        letter, before = self.letter, _("Giấy mời số %(number)s")
        whom = (
            _("chỉ người chưa có tên trong giấy mời trước") if letter.adds_to else _("mọi người đang giữ chỗ")
        )
        shown = [
            Fact(_("Lớp"), self.object.title),
            Fact(_("Người được mời"), str(len(letter.people)), note=whom),
        ]
        if letter.replaces:
            shown.append(Fact(_("Thay thế"), before % {"number": letter.replaces}))
        if letter.adds_to:
            shown.append(Fact(_("Bổ sung cho"), before % {"number": letter.adds_to}))
        return shown

    def get_initial(self) -> dict[str, Any]:
        """A later letter is proposed as the one before it was signed."""
        signs = self.object.invitation_number.partition("/")[2]
        former = {"letters": signs, "signer_title": self.object.invitation_signer} if signs else {}
        return super().get_initial() | former

    def act(self, **cleaned: Any) -> str:
        letter = services.issue_invitation(
            actor=self.request.user, training=self.object, draw=documents.draw_invitation, **cleaned
        )
        return _("Đã phát hành giấy mời số %(number)s.") % {"number": letter.number}


def words_of(letter: NextLetter) -> str:
    """What issuing the next letter of a class is called."""
    if letter.replaces:
        return _("Phát hành giấy mời thay thế")
    return _("Phát hành giấy mời bổ sung") if letter.adds_to else _("Phát hành giấy mời")


class LetterDownload(PrintDownload):
    """The Word file of a letter that was issued; its PDF is in the archive."""

    model = Invitation

    def file_stem(self) -> str:
        return search_key(f"giay moi {self.object.number}").replace(" ", "-")


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
    """A draft of the letter that is to be issued next."""

    draw = documents.invitation_draft

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.invitation_number and why_not_invite(self.object):
            return HttpResponseRedirect(f"{self.object.get_absolute_url()}#giay-to")
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
