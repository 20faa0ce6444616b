"""The marks that provinces print."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.core.downloads import kept_private
from ocop.core.roles import Role
from ocop.documents import services
from ocop.documents.forms import ConfirmForm, MarkForm
from ocop.documents.models import ProvinceMark
from ocop.documents.queries import marks_set_by, places_to_mark
from ocop.ui.parts import Crumb, Fact
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class MarkPage(ScopedFormView):
    """The marks of an administrator's provinces, and the upload of one."""

    roles = ADMINISTRATORS
    form_class = MarkForm
    template_name = "documents/mark.html"
    title = _("Biểu trưng trên giấy chứng nhận")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(gettext("Việc hôm nay"), reverse("today")), Crumb(str(self.title))

    @cached_property
    def may_upload(self) -> bool:
        return places_to_mark(self.request.user).exists()

    @property
    def marks(self) -> list[tuple[ProvinceMark, list[Fact]]]:
        return [(mark, facts_of(mark)) for mark in marks_set_by(self.request.user)]

    def act(self, **cleaned: Any) -> str:
        mark = services.set_province_mark(actor=self.request.user, **cleaned)
        return gettext("Đã đặt biểu trưng của %(place)s.") % {"place": mark.place.name_in_address}


class OneMark:
    model = ProvinceMark
    roles = ADMINISTRATORS

    def get_queryset(self):
        return super().get_queryset().select_related("place", "uploaded_by")


class MarkPicture(OneMark, ScopedDetailView):
    """The picture of a mark, for the page that shows it."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not default_storage.exists(self.object.file.name):
            raise Http404
        response = FileResponse(default_storage.open(self.object.file.name), content_type="image/png")
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
        return kept_private(response)


class MarkRemove(OneMark, ActionView):
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = _("Gỡ biểu trưng")
    button = _("Gỡ biểu trưng")
    button_tone = "danger"
    repeated = _("Biểu trưng đã được gỡ.")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(MarkPage.title), self.way_out), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return reverse("documents:mark")

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def facts(self) -> list[Fact]:
        return facts_of(self.object)

    def act(self) -> str:
        services.remove_province_mark(
            actor=self.request.user, mark=self.object, version=self.submitted_version
        )
        return gettext("Đã gỡ biểu trưng. Giấy in từ nay không có biểu trưng; giấy đã in giữ nguyên.")


def facts_of(mark: ProvinceMark) -> list[Fact]:
    return [
        Fact(gettext("Tỉnh"), str(mark.place)),
        Fact(gettext("Người tải lên"), str(mark.uploaded_by)),
        Fact(gettext("Lúc"), dmyhm(mark.uploaded_at)),
    ]
