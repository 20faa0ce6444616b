"""One's inbox."""

from collections.abc import Sequence
from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from ocop.notifications import services
from ocop.notifications.models import Notice
from ocop.notifications.queries import unread_count
from ocop.ui.listing import address
from ocop.ui.parts import Pill
from ocop.ui.views import ScopedListView


class NoticeList(ScopedListView):
    model = Notice
    title = gettext_lazy("Tin báo")
    template_name = "notifications/notice_list.html"
    sorts = {"made": ("made_at",)}
    default_sort = "-made"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.unread() if self.only_unread else rows

    @property
    def only_unread(self) -> bool:
        return self.request.GET.get("xem") == "chua-doc"

    @cached_property
    def unread(self) -> int:
        return unread_count(self.request.user)

    @property
    def lead(self) -> str:
        if not self.unread:
            return _("Bạn đã đọc hết.")
        return ngettext("Có %(n)s tin chưa đọc.", "Có %(n)s tin chưa đọc.", self.unread) % {"n": self.unread}

    @property
    def pills(self) -> Sequence[Pill]:
        query = self.request.GET
        return (
            Pill(_("Tất cả"), address(query, xem=None), is_current=not self.only_unread),
            Pill(_("Chưa đọc"), address(query, xem="chua-doc"), self.unread, self.only_unread),
        )


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and lead to its matter."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(person=request.user, notice=notice)
    return HttpResponseRedirect(notice.path)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    services.mark_read(person=request.user)
    return redirect("notifications:list")
