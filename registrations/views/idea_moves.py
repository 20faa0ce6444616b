"""The moves of an idea, each asked for once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.forms import (
    ConfirmForm,
)
from registrations.models import Idea
from registrations.views.ideas import OneIdea
from registrations.workflow import IDEA


class IdeaMove(OneIdea, ActionView):
    """One move of an idea, asked for once more."""

    move: ClassVar[str] = ""
    service: ClassVar[Callable[..., Idea]]
    form_class = ConfirmForm
    template_name = "registrations/confirm.html"
    lead: ClassVar[str] = ""
    done_sentence: ClassVar[str] = ""

    def allowed_roles(self) -> frozenset[str]:
        return IDEA.move(self.move).roles_for(self.object)

    @property
    def title(self) -> str:
        return str(IDEA.move(self.move).label)

    @property
    def button(self) -> str:
        return self.title

    @property
    def button_tone(self) -> str:
        return IDEA.move(self.move).tone or "primary"

    @property
    def closed_because(self) -> str:
        return IDEA.closed_because(self.move, self.object)

    @property
    def facts(self) -> list[Fact]:
        idea = self.object
        return [
            Fact(_("Sản phẩm"), idea.product_name),
            Fact(_("Người, cơ sở đề xuất"), idea.proposer_name),
            Fact(_("Xã, phường"), str(idea.commune)),
            Fact(_("Trạng thái"), queries.idea_status(idea)),
        ]

    def act(self, **cleaned: Any) -> str:
        type(self).service(
            actor=self.request.user, idea=self.object, version=self.submitted_version, **cleaned
        )
        return str(self.done_sentence)


class IdeaSend(IdeaMove):
    move = "send"
    service = staticmethod(services.send_idea)
    lead = gettext_lazy("Cấp trên xem và chọn. Trước khi được chọn, xã còn lấy lại để sửa được.")
    done_sentence = gettext_lazy("Đã gửi ý tưởng.")


class IdeaTakeBack(IdeaMove):
    move = "take_back"
    service = staticmethod(services.take_back_idea)
    lead = gettext_lazy("Ý tưởng trở về xã; cấp trên không thấy nữa cho đến khi gửi lại.")
    done_sentence = gettext_lazy("Đã lấy lại ý tưởng.")


class IdeaChoose(IdeaMove):
    move = "choose"
    service = staticmethod(services.choose_idea)
    lead = gettext_lazy("Xã được báo ngay và lập hồ sơ từ ý tưởng này, không phải gõ lại.")
    done_sentence = gettext_lazy("Đã chọn ý tưởng.")


class IdeaDecline(IdeaMove):
    move = "decline"
    service = staticmethod(services.decline_idea)
    form_class = NoteForm
    lead = gettext_lazy("Xã và chủ thể đọc được lý do.")
    done_sentence = gettext_lazy("Đã báo là chưa chọn ý tưởng này.")


class IdeaReconsider(IdeaMove):
    move = "reconsider"
    service = staticmethod(services.reconsider_idea)
    lead = gettext_lazy("Ý tưởng trở lại danh sách chờ chọn.")
    done_sentence = gettext_lazy("Ý tưởng đang chờ chọn lại.")


class IdeaWithdraw(IdeaMove):
    move = "withdraw"
    service = staticmethod(services.withdraw_idea)
    form_class = NoteForm
    lead = gettext_lazy("Ý tưởng đã rút không mở lại được; muốn làm tiếp thì ghi ý tưởng mới.")
    done_sentence = gettext_lazy("Đã rút ý tưởng.")
