"""What people type about the papers of a vault: filters, many files at once, and what a paper is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core.uploads import SUFFIXES
from ocop.law.choices import EvidenceKind
from ocop.ui.forms import FilterForm, PortalForm, PrivateFileField
from registrations.choices import PaperState
from registrations.forms.evidence import OfCriterion


class VaultFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=[("", _("Tất cả")), *EvidenceKind.choices])
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Đang dùng")), *PaperState.choices])


class ManyFilesInput(forms.ClearableFileInput):
    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class ManyFilesField(PrivateFileField):
    """Several files under one name. Size and suffix are left to the service, which names each file."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ManyFilesInput(attrs={"accept": ",".join(SUFFIXES)})
        super().__init__(suffixes=SUFFIXES, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(files)


class ManyPapersForm(PortalForm):
    """Files of one kind; what each of them is can be written afterwards."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=EvidenceKind)
    files = ManyFilesField(label=_("Các tệp"))


class ManyCitedForm(OfCriterion, ManyPapersForm):
    """Files that a dossier cites at once."""

    field_order = ("kind", "criterion", "files")
