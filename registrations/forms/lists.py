"""What is asked for a list of registrations as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.imports.forms import UploadForm
from ocop.programme.models import Cycle


class RegistrationListForm(UploadForm):
    cycle = forms.ModelChoiceField(
        label=_("Chu trình"),
        queryset=None,
        empty_label=_("Chọn chu trình"),
        help_text=_("Mỗi sản phẩm trong danh sách có một hồ sơ nháp trong chu trình này."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["cycle"].queryset = (
            Cycle.objects.visible_to(user).open().select_related("province").order_by("-year", "pk")
        )

    def options(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"cycle": cleaned["cycle"].pk}
