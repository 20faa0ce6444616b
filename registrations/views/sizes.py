"""The page on which an enterprise tells the figures it is classed by."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.views import ActionView
from registrations import services
from registrations.choices import ENTERPRISES
from registrations.forms import FiguresForm
from registrations.queries import size_of
from registrations.services.doors import WRITERS
from registrations.views.producers import OneProducer


class ProducerFigures(OneProducer, ActionView):
    """Other producers are not asked."""

    roles = WRITERS
    form_class = FiguresForm
    prefill = True
    template_name = "registrations/form.html"
    title = gettext_lazy("Quy mô doanh nghiệp")
    button = gettext_lazy("Lưu số liệu")

    @property
    def closed_because(self) -> str:
        return "" if self.object.kind in ENTERPRISES else _("Chỉ doanh nghiệp mới xếp theo quy mô.")

    def act(self, **figures: Any) -> str:
        producer = services.write_company_figures(
            actor=self.request.user, producer=self.object, version=self.submitted_version, **figures
        )
        answer = size_of(producer)
        return _("Đã lưu. Quy mô: %(size)s, %(reason)s.") % {"size": answer.label, "reason": answer.reason}
