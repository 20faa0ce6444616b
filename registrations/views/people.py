"""Pages of the people who act for a producer: opening a sign-in, inviting, ending."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.accounts.services import NewSignIn
from ocop.accounts.views.people import PasswordOnce
from ocop.core.roles import Role
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.forms import ConfirmForm, InviteForm, SignInForm
from registrations.models import ProducerPost
from registrations.views.producers import OFFICER, OneProducer

REPRESENTATIVE = frozenset({Role.PRODUCER})


class _NewSignIn(OneProducer, ActionView):
    """A sign-in for a person who will act for the producer; its password is shown once."""

    template_name = "registrations/form.html"
    service: ClassVar[Callable[..., NewSignIn]]
    repeated = gettext_lazy(
        "Tài khoản đã có từ lần bấm trước; mật khẩu chỉ hiện một lần. Nếu chưa chép được, hãy nhờ quản trị "
        "cổng cấp lại mật khẩu."
    )
    new: NewSignIn

    def act(self, **fields: Any) -> str:
        self.new = type(self).service(actor=self.request.user, producer=self.object, **fields)
        return _("Đã tạo tài khoản.")

    def done(self, said: str, location: str) -> HttpResponse:
        if not self.new.password:
            return super().done(said, location)
        page = PasswordOnce(said, self.new.user, self.new.password, location)
        response = render(self.request, "accounts/password_once.html", {"page": page})
        response["Cache-Control"] = "no-store"
        return response


class ProducerSignIn(_NewSignIn):
    """The commune's officer opens the sign-in of a representative."""

    roles = OFFICER
    service = staticmethod(services.give_producer_sign_in)
    form_class = SignInForm
    title = gettext_lazy("Tạo tài khoản cho chủ thể")
    button = gettext_lazy("Tạo tài khoản")


class ProducerInvite(_NewSignIn):
    """A representative invites an accountant or a consultant to the end of a day."""

    service = staticmethod(services.invite_helper)
    form_class = InviteForm
    repeated = gettext_lazy(
        "Người này đã được mời từ lần bấm trước. Nếu chưa chép được mật khẩu, hãy nhờ quản trị cổng cấp lại."
    )
    title = gettext_lazy("Mời kế toán, tư vấn")
    button = gettext_lazy("Mời")

    def act(self, **fields: Any) -> str:
        said = super().act(**fields)
        return said if self.new.password else _("Đã mời %(person)s.") % {"person": self.new.user}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"producer": self.object}

    def allowed_roles(self) -> frozenset[Role]:
        return REPRESENTATIVE if queries.represents(self.request.user, self.object) else frozenset()


class ProducerPostEnd(ActionView):
    model = ProducerPost
    form_class = ConfirmForm
    template_name = "registrations/confirm.html"
    title = gettext_lazy("Kết thúc việc làm thay chủ thể")
    button = gettext_lazy("Kết thúc ngay")
    button_tone = "danger"
    lead = gettext_lazy("Người này không còn thấy và làm được việc của chủ thể. Việc đã làm vẫn giữ nguyên.")

    def allowed_roles(self) -> frozenset[Role]:
        return queries.roles_to_end(self.request.user, self.object)

    @property
    def way_out(self) -> str:
        return self.object.producer.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Người"), str(self.object.user)),
            Fact(_("Chủ thể"), str(self.object.producer)),
            Fact(_("Tư cách"), self.object.get_kind_display()),
            Fact(_("Từ ngày"), dmy(self.object.starts_on)),
        ]

    def act(self) -> str:
        services.end_producer_post(actor=self.request.user, post=self.object)
        return _("Đã kết thúc. Người này không còn vào được việc của chủ thể.")
