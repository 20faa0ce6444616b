from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.choices import MisuseKind
from ocop.ui.forms import FilterForm, PhotoInput, PortalForm, PrivateFileField


class ProductFilter(FilterForm):
    q = forms.CharField(
        label=_("Tên sản phẩm, chủ thể"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    stars = forms.TypedChoiceField(
        label=_("Hạng sao"),
        coerce=int,
        empty_value=None,
        choices=[("", _("Tất cả")), (5, _("5 sao")), (4, _("4 sao")), (3, _("3 sao"))],
    )
    place = forms.CharField(label=_("Xã, phường"), max_length=100)


class ReportForm(PortalForm):
    """What anybody may report of a certificate. Who sends it need not say who they are."""

    kind = forms.ChoiceField(label=_("Việc gì"), choices=MisuseKind)
    seen_at = forms.CharField(label=_("Thấy ở đâu"), max_length=200)
    words = forms.CharField(label=_("Thấy gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    upload = PrivateFileField(
        label=_("Ảnh, nếu có"),
        suffixes=(".jpg", ".jpeg", ".png"),
        required=False,
        widget=PhotoInput(),
    )
    contact = forms.CharField(label=_("Điện thoại hoặc thư, nếu muốn"), max_length=120, required=False)
