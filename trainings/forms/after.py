"""Invitation, paper roll, feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.spreadsheets.reader import SUFFIXES
from ocop.ui.fields import PrivateFileField
from ocop.ui.forms import DateField, PortalForm
from trainings.models.results import BEST, QUESTIONS
from trainings.queries.feedback import question_in_words

MARKS = [(mark, str(mark)) for mark in range(1, BEST + 1)]


class InviteForm(PortalForm):
    letters = forms.RegexField(
        label=_("Ký hiệu"),
        regex=r"^GM-[A-ZĐ][A-ZĐ0-9-]{0,20}$",
        initial="GM-UBND",
        help_text=_("Số lấy từ sổ của ký hiệu này. Ví dụ: GM-UBND, GM-CCPTNT"),
    )
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"), max_length=120, help_text=_("Ví dụ: Chủ tịch; Phó Chi cục trưởng")
    )
    dated_on = DateField(label=_("Ngày ký"), initial=clock.today)


class RollUploadForm(PortalForm):
    upload = PrivateFileField(
        label=_("Bảng điểm danh"),
        suffixes=SUFFIXES,
        help_text=_("XLSX, XLS, ODS hoặc CSV có cột họ tên và mỗi buổi một cột, ví dụ “06/04/2026 sáng”."),
    )


class FeedbackForm(PortalForm):
    """One choice from 1 to 5 for each question, and free words."""

    words = forms.CharField(
        label=_("Ý kiến khác"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    field_order = (*QUESTIONS, "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=question_in_words(name), choices=MARKS, coerce=int, widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)
