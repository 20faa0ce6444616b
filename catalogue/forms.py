from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.ui.forms import FilterForm


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
