"""Keeping a certificate past its end while it is assessed anew."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.queries.extensions import longest_extension, why_not_extend
from evaluations.services.extensions import extend_certificate
from evaluations.views.certificates import AboutCertificate
from ocop.core.roles import CERTIFIERS
from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import ActionView


class CertificateExtend(AboutCertificate, ActionView):
    roles = CERTIFIERS
    form_class = NoteForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kéo dài theo quy định chuyển tiếp")
    button = gettext_lazy("Giữ hiệu lực đến khi có kết quả")

    @property
    def closed_because(self) -> str:
        return why_not_extend(self.object)

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        return [
            Fact(_("Số giấy"), row.name),
            Fact(_("Sản phẩm"), row.product_name),
            Fact(_("Hiệu lực đến"), row.valid_until),
            Fact(_("Kéo dài chậm nhất đến"), longest_extension(row)),
            Fact(_("Căn cứ"), _("Điều 12 Quyết định 26/2026/QĐ-TTg")),
        ]

    def act(self, *, note: str) -> str:
        row = extend_certificate(
            actor=self.request.user, certificate=self.object, reason=note, version=self.submitted_version
        )
        return _("Đã kéo dài giấy %(number)s, chậm nhất đến %(day)s.") % {
            "number": row.name,
            "day": dmy(row.extended_until),
        }
