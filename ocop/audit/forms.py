from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.audit.words import THINGS
from ocop.ui.forms import DateField, FilterForm


class EventFilter(FilterForm):
    q = forms.CharField(label=_("Nội dung"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    person = forms.CharField(label=_("Người làm"), max_length=100)
    thing = forms.ChoiceField(label=_("Loại việc"), choices=[("", _("Tất cả")), *THINGS.items()])
    since = DateField(label=_("Từ ngày"), help_text="")
    until = DateField(label=_("Đến ngày"), help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.fields[name].widget.attrs["placeholder"] = "dd/mm/yyyy"
