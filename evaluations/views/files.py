"""The files of a meeting go out to its members."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms import ConfirmForm
from evaluations.queries.councils import seats_on
from evaluations.queries.files import files_due_on
from evaluations.queries.refusals import why_not_send_files
from evaluations.services.files import send_files
from evaluations.views.sessions import SECRETARY, AboutSession
from ocop.law.queries import working_calendar
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView


class FilesSend(AboutSession, ActionView):
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Gửi hồ sơ cho thành viên")
    button = gettext_lazy("Gửi hồ sơ")

    def allowed_roles(self) -> frozenset[str]:
        return SECRETARY | {self.officer}

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_send_files(self.object)

    @property
    def facts(self) -> list[Fact]:
        session = self.object
        readers = seats_on(session.council, session.held_on).filter(scores=True)
        facts = [
            Fact(_("Phiên họp"), session.held_on),
            Fact(_("Sản phẩm"), str(session.items.count())),
            Fact(_("Người nhận"), _("%(n)s thành viên chấm điểm") % {"n": readers.count()}),
            Fact(_("Hạn gửi"), files_due_on(session, working_calendar())),
        ]
        return (
            [*facts, Fact(_("Đã gửi lần đầu"), dmyhm(session.files_sent_at))]
            if session.files_sent_at
            else facts
        )

    def act(self) -> str:
        send_files(actor=self.request.user, session=self.object)
        return _("Đã báo các thành viên: hồ sơ chờ khai báo và đọc.")
