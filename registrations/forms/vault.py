"""What people type about the papers of a vault: filters, many files at once, and what a paper is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.law.choices import EvidenceKind
from ocop.ui.fields import ManyFilesField
from ocop.ui.forms import FilterForm, PortalForm
from registrations.choices import PaperState
from registrations.forms.evidence import OfCriteria


class VaultFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=[("", _("Tất cả")), *EvidenceKind.choices])
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Đang dùng")), *PaperState.choices])


class ManyPapersForm(PortalForm):
    """Files of one kind; what each of them is can be written afterwards."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=EvidenceKind)
    files = ManyFilesField(label=_("Các tệp"))


class ManyCitedForm(OfCriteria, ManyPapersForm):
    """Files that a dossier cites at once."""

    field_order = ("kind", "criteria", "files")
