"""How the certificates of each issuing authority look: the list, the form, and the preview."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.documents.certificates import certificate_preview
from evaluations.forms.templates import TemplateForm
from evaluations.models import CertificateTemplate
from evaluations.queries.templates import READERS, SETTERS, issuing_places, roles_at, template_of
from evaluations.services import templates as services
from evaluations.views.certificates import CertificateList
from ocop.core.downloads import kept_private
from ocop.documents.queries import mark_for
from ocop.localities.models import Place
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, PortalView, ScopedDetailView


class TemplateList(PortalView):
    """Each authority in reach with what it chose."""

    roles = READERS
    title = gettext_lazy("Mẫu giấy chứng nhận")
    template_name = "evaluations/template_list.html"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(self.title))

    @cached_property
    def may_set(self) -> bool:
        return issuing_places(self.request.user, SETTERS).exists()

    @property
    def lines(self) -> list[tuple[Place, list[Fact]]]:
        return [(place, facts_of(template_of(place))) for place in issuing_places(self.request.user)]


class OfAuthority:
    """A page about one issuing place; a place that issues nothing or lies elsewhere is not there."""

    model = Place
    readers = READERS

    def get_queryset(self) -> QuerySet[Place]:
        return issuing_places(self.request.user)

    @cached_property
    def held_roles(self) -> frozenset[str]:
        return roles_at(self.request.user, self.object)

    @cached_property
    def chosen(self) -> CertificateTemplate:
        return template_of(self.object)


class TemplateSet(OfAuthority, ActionView):
    roles = SETTERS
    form_class = TemplateForm
    template_name = "evaluations/template_set.html"
    title = gettext_lazy("Đặt mẫu giấy")
    button = gettext_lazy("Dùng mẫu này")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return _register(), Crumb(str(TemplateList.title), self.way_out), Crumb(self.object.full_name)

    @property
    def way_out(self) -> str:
        return reverse("evaluations:template-list")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def row_version(self) -> int:
        return self.chosen.version

    def get_initial(self) -> dict[str, Any]:
        names = (name for name in self.form_class.base_fields if name != "picture")
        return super().get_initial() | {name: getattr(self.chosen, name) for name in names}

    @property
    def facts(self) -> list[Fact]:
        mark = mark_for(self.object)
        return [
            Fact(_("Nơi cấp"), self.object.full_name),
            Fact(_("Biểu trưng"), str(mark.place) if mark else _("Không có"), url=reverse("documents:mark")),
        ]

    def act(self, **cleaned: Any) -> str:
        services.set_certificate_template(
            actor=self.request.user, place=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã đặt mẫu giấy của %(place)s. Hãy xem thử.") % {"place": self.object.name_in_address}


class TemplatePreview(OfAuthority, ScopedDetailView):
    """The certificate of an authority with made-up words, marked as a draft. Kept nowhere."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = HttpResponse(certificate_preview(self.object, self.chosen), content_type="application/pdf")
        return kept_private(response, f"ban-nhap-giay-{self.object.pk}.pdf")


def facts_of(template: CertificateTemplate) -> list[Fact]:
    signer = ", ".join(filter(None, (template.signer_title, template.signer_name)))
    return [
        Fact(_("Nền giấy"), template.get_background_display()),
        Fact(_("Chỗ ký, đóng dấu"), template.get_seal_space_display()),
        Fact(_("Người ký"), signer or _("theo quyết định công nhận")),
        Fact(_("Ký thay mặt UBND"), _("có") if template.on_behalf else _("không")),
    ]


def _register() -> Crumb:
    return Crumb(str(CertificateList.title), reverse("evaluations:certificate-list"))
