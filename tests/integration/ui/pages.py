"""Sample pages on the four bases, over the posts people hold. They are the urlconf of `test_views.py`."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path

from ocop.accounts.models import Membership
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.ui.forms import FilterForm, PortalForm
from ocop.ui.views import ActionView, PortalView, ScopedDetailView, ScopedFormView, ScopedListView

effects: list[str] = []
"""What the services below did, in order; emptied before each test."""
taken: list[str] = []
"""The titles that others see: of what was committed."""


def did(title: str) -> None:
    effects.append(title)
    transaction.on_commit(lambda: taken.append(title))


@transaction.atomic
def retitle_post(*, post: Membership, title: str, version: int | None) -> None:
    """A service: refuses a forbidden title and a stale form, else writes and counts the version up."""
    row = Membership.objects.select_for_update(of=("self",)).get(pk=post.pk)
    Membership.objects.filter(pk=row.pk).update(title="Đang ghi")
    if title == "Cấm":
        raise RuleViolation("Tên này không được dùng.", field="title")
    if title == "Chưa mở":
        raise RuleViolation("Chưa đến lúc đổi tên.", field="no_such_field")
    if version is not None and version != int(row.decision_number):
        raise Stale("Người khác vừa lưu phần này.")
    Membership.objects.filter(pk=row.pk).update(
        title=title, decision_number=str(int(row.decision_number) + 1)
    )
    did(title)


class TitleForm(PortalForm):
    title = forms.CharField(label="Chức vụ", max_length=40)

    def clean_title(self) -> str:
        if "!" in self.cleaned_data["title"]:
            raise ValidationError("Không dùng dấu chấm than.")
        if self.cleaned_data["title"] in taken:
            raise ValidationError("Tên này đã có.")
        return self.cleaned_data["title"]


class PostFilter(FilterForm):
    role = forms.ChoiceField(choices=[("", "Tất cả"), *Role.choices])


class PostList(ScopedListView):
    model = Membership
    title = "Vị trí"
    template_name = "sample/list.html"
    filter_form_class = PostFilter
    paginate_by = 2
    sorts = {"title": ["title"], "start": ["-starts_on", "title"]}
    lookups = {"role": "role"}
    search_in = ["place__search_key"]

    def decorate_rows(self, rows):
        return rows.select_related("place")


class PostDetail(ScopedDetailView):
    model = Membership
    title = "Vị trí"
    template_name = "sample/detail.html"


class PostRetitle(ActionView):
    model = Membership
    title = "Đổi chức vụ"
    roles = frozenset({Role.ADMINISTRATOR})
    form_class = TitleForm
    template_name = "sample/form.html"
    fragment_template_name = "sample/fragment.html"
    prefill = True
    success_url = "/vi-tri/"

    @property
    def row_version(self) -> int:
        return int(self.object.decision_number)

    def act(self, *, title: str) -> str:
        retitle_post(post=self.object, title=title, version=self.submitted_version)
        return "Đã đổi chức vụ."


class PostRetitleNoRoles(PostRetitle):
    roles = frozenset()


class NoteCreate(ScopedFormView):
    title = "Ghi chú"
    roles = frozenset({Role.ADMINISTRATOR})
    form_class = TitleForm
    template_name = "sample/form.html"
    success_url = "/vi-tri/"

    def act(self, *, title: str) -> str:
        did(title)
        return "Đã ghi."


class TickSave(NoteCreate):
    needs_key = False


class OfficersOnly(PortalView):
    title = "Chỉ cán bộ"
    roles = frozenset({Role.PROVINCE_OFFICER})
    template_name = "sample/detail.html"


urlpatterns = [
    path("vi-tri/", PostList.as_view()),
    path("vi-tri/<int:pk>/", PostDetail.as_view()),
    path("vi-tri/<int:pk>/ten/", PostRetitle.as_view()),
    path("vi-tri/<int:pk>/khong-ai/", PostRetitleNoRoles.as_view()),
    path("ghi-chu/", NoteCreate.as_view()),
    path("cham/", TickSave.as_view()),
    path("can-bo/", OfficersOnly.as_view()),
]
