"""What an administrator sends about the mark of a province."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.documents.queries import places_to_mark
from ocop.localities.models import Place
from ocop.ui.forms import PortalForm, PrivateFileField


class MarkForm(PortalForm):
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Tỉnh"), empty_label=None)
    upload = PrivateFileField(
        label=_("Hình biểu trưng"),
        suffixes=(".png", ".jpg", ".jpeg"),
        help_text=_("PNG hoặc JPEG, gần vuông, tốt nhất từ 400 điểm ảnh; nền trong suốt in đẹp hơn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_to_mark(self.user)


class ConfirmForm(PortalForm):
    """A move that asks nothing but the press of its button."""
