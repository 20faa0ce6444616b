"""The chair opens a closed session again."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.reopenings import ReopenForm
from evaluations.queries.reopenings import why_not_reopen
from evaluations.services.reopenings import reopen_session
from evaluations.views.results import Closed
from ocop.core.roles import Role
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView


class SessionReopen(Closed, ActionView):
    form_class = ReopenForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Mở lại phiên")
    button = gettext_lazy("Mở lại để chấm")
    button_tone = "danger"

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_MEMBER})

    @property
    def closed_because(self) -> str:
        return why_not_reopen(self.request.user, self.object)

    @property
    def way_out(self) -> str:
        return reverse("evaluations:results", args=[self.object.pk])

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Phiên"), str(self.object)),
            Fact(_("Kết quả đầu"), _("giữ lại cùng các phiếu và ghi vào biên bản")),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"session": self.object}

    def act(self, **cleaned: Any) -> str:
        reopen_session(
            actor=self.request.user, session=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã mở lại phiên. Các thành viên chấm lại những sản phẩm đã chọn.")

    def get_success_url(self) -> str:
        return reverse("evaluations:session-detail", args=[self.object.pk])
