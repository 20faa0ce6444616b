"""A class opened, begun, closed, opened again, called off."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ocop.ui.forms import NoteForm
from trainings import services
from trainings.forms import ConfirmForm
from trainings.views.one_class import OfClass
from trainings.workflow import CLASS


class ClassMove(OfClass):
    """A move of a class that asks for nothing, or for a reason; `move` names it."""

    template_name = "layouts/confirm.html"
    form_class = ConfirmForm
    move = ""

    @property
    def button_tone(self) -> str:
        return CLASS.move(self.move).tone or "primary"

    @property
    def title(self) -> str:
        return str(CLASS.move(self.move).label)

    button = title

    @property
    def closed_because(self) -> str:
        return CLASS.closed_because(self.move, self.object)

    def get_form_class(self) -> type:
        return NoteForm if CLASS.move(self.move).needs_note else ConfirmForm


class ClassOpen(ClassMove):
    move = "open"

    def act(self) -> str:
        services.open_nominations(
            actor=self.request.user, training=self.object, version=self.submitted_version
        )
        return _("Đã mở cử người. Các đơn vị đã được báo.")


class ClassStart(ClassMove):
    move = "start"

    def act(self) -> str:
        services.start_class(actor=self.request.user, training=self.object, version=self.submitted_version)
        return _("Lớp đã bắt đầu. Hãy điểm danh từng buổi.")


class ClassClose(ClassMove):
    move = "close"

    def act(self) -> str:
        services.close_class(actor=self.request.user, training=self.object, version=self.submitted_version)
        done = self.object.nominations.filter(completed=True).count()
        return _("Lớp đã kết thúc: %(n)s học viên hoàn thành.") % {"n": done}


class ClassReopen(ClassMove):
    move = "reopen"

    def act(self, *, note: str) -> str:
        services.reopen_class(
            actor=self.request.user, training=self.object, note=note, version=self.submitted_version
        )
        return _("Đã mở lại để sửa điểm danh.")


class ClassCancel(ClassMove):
    move = "cancel"

    def act(self, *, note: str) -> str:
        services.cancel_class(
            actor=self.request.user, training=self.object, note=note, version=self.submitted_version
        )
        return _("Đã hủy lớp. Mọi người được cử đã được báo.")
