"""What people type about papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core.errors import RuleViolation
from ocop.core.uploads import SUFFIXES
from ocop.law.choices import EvidenceKind
from ocop.law.models import CriteriaSet, Criterion
from ocop.ui.fields import RowsField
from ocop.ui.forms import DateField, PortalForm, PrivateFileField
from registrations.models import Dossier, Evidence, Producer
from registrations.queries.faults import faults_of_new_paper, faults_of_newer_paper, faults_of_paper


class IssuedForm(PortalForm):
    """Under which number, by whom and until when a paper was issued."""

    number = forms.CharField(label=_("Số"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=200, required=False)
    issued_on = DateField(label=_("Ngày cấp"), required=False)
    expires_on = DateField(label=_("Hết hạn ngày"), required=False)

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return faults_of_paper(typed["issued_on"], typed["expires_on"])


class DescribeForm(IssuedForm):
    """What a paper is; its file stays."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=EvidenceKind)
    title = forms.CharField(label=_("Tên giấy tờ"), max_length=200)
    field_order = ("kind", "title")


class SendsPaper(IssuedForm):
    """A form with the file of a paper. The service reads the file; where it will not be reached, because
    something else is wrong, the file is judged here, so that it is chosen anew only once.
    """

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        found = [*super().faults(typed)]
        yield from found
        if found or self.errors:
            yield from self.faults_of_file(typed)

    def faults_of_file(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        """What the service would find wrong with the file."""
        raise NotImplementedError


class PaperForm(SendsPaper, DescribeForm):
    """A paper of a producer; without a dossier it can be cited later."""

    upload = PrivateFileField(
        label=_("Tệp"), suffixes=SUFFIXES, help_text=_("PDF, JPEG, PNG, DOCX hoặc XLSX, mỗi lần một tệp.")
    )

    def __init__(self, *args: Any, producer: Producer, dossier: Dossier | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.producer, self.dossier = producer, dossier

    def faults_of_file(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return faults_of_new_paper(typed["upload"], self.producer, self.dossier)


class OfCriteria(PortalForm):
    """A form about a paper of a dossier, for some of its criteria or for the whole."""

    criteria = RowsField(
        label=_("Dùng cho tiêu chí"),
        queryset=Criterion.objects.none(),
        required=False,
        help_text=_("Không đánh dấu tiêu chí nào thì dùng cho cả hồ sơ."),
        folded_as=_("Chọn tiêu chí"),
    )

    def __init__(self, *args: Any, criteria_set: CriteriaSet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = Criterion.objects.filter(section__criteria_set=criteria_set).select_related("section")
        self.fields["criteria"].queryset = criteria.order_by("position")


class AttachForm(OfCriteria, PaperForm):
    """A paper that a dossier cites at once."""


class CiteForm(OfCriteria):
    """A paper that the producer has handed in before."""

    evidence = forms.ModelChoiceField(label=_("Giấy tờ đã có"), queryset=None, empty_label=None)
    field_order = ("evidence", "criteria")

    def __init__(self, *args: Any, producer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = Evidence.objects.visible_to(self.user).filter(producer=producer, replaced_by__isnull=True)
        self.fields["evidence"].queryset = papers.order_by("kind", "title", "pk")


class ReplaceForm(SendsPaper):
    """A newer file of a paper."""

    upload = PrivateFileField(
        label=_("Tệp mới"), suffixes=SUFFIXES, help_text=_("PDF, JPEG, PNG, DOCX hoặc XLSX, mỗi lần một tệp.")
    )
    follows = forms.BooleanField(
        label=_("Hồ sơ đang viết dùng bản mới"),
        required=False,
        initial=True,
        help_text=_("Hồ sơ đã nộp giữ nguyên bản đã nộp."),
    )

    def __init__(self, *args: Any, old: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old

    def faults_of_file(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return faults_of_newer_paper(typed["upload"], self.old, follows=typed["follows"])
