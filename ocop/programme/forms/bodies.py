"""Bodies and their members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.programme.choices import BodyKind
from ocop.programme.queries.bodies import sign_in_named, units_kept_by
from ocop.ui.forms import DateField, FilterForm, PortalForm


class BodyFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *BodyKind.choices])


class BodyChangeForm(PortalForm):
    name = forms.CharField(
        label=_("Tên"), max_length=200, required=False, help_text=_("Để trống: theo loại, ví dụ “Tổ OCOP”.")
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DateField(label=_("Ngày quyết định"))
    papers_at = forms.CharField(
        label=_("Nơi lưu hồ sơ giấy"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Tủ 2, phòng Kinh tế, UBND xã. Người kế nhiệm tìm ở đây."),
    )


class BodyForm(BodyChangeForm):
    unit = PlaceField(Place.objects.none(), label=_("Đơn vị"))
    kind = forms.ChoiceField(label=_("Loại"), choices=BodyKind.choices)
    starts_on = DateField(label=_("Từ ngày"), initial=clock.today)
    field_order = ("unit", "kind", "name", "decision_number", "decided_on", "starts_on", "papers_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_kept_by(self.user).in_force(clock.today())


class MemberForm(PortalForm):
    full_name = forms.CharField(label=_("Họ tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập trên cổng"),
        max_length=150,
        required=False,
        help_text=_("Nếu đã có tài khoản. Ghi tên ở đây chưa mở quyền nào; quản trị giao quyền sau."),
    )
    seat = forms.CharField(
        label=_("Chức danh trong tổ chức"), max_length=120, help_text=_("Ví dụ: Trưởng ban, Ủy viên")
    )
    title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    agency = forms.CharField(label=_("Cơ quan"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False, help_text=_("Nếu khác quyết định thành lập.")
    )
    starts_on = DateField(label=_("Từ ngày"), initial=clock.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        username, person = cleaned.pop("username", ""), None
        if username:
            person = sign_in_named(username, seen_by=self.user)
            if person is None:
                self.add_error("username", _("Địa bàn của bạn không có tài khoản tên “%s”.") % username)
        return cleaned | {"person": person}


class MemberEndForm(PortalForm):
    ends_on = DateField(label=_("Ngày làm việc cuối cùng"), initial=clock.today)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class AccessForm(PortalForm):
    """Nothing to fill in: the page says what will be opened."""
