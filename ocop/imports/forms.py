"""What is asked of a list: its file and its day, its columns, its questions, its changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.imports.choices import Verdict
from ocop.localities.models import Place
from ocop.spreadsheets.finder import Table
from ocop.spreadsheets.reader import SUFFIXES
from ocop.ui.forms import DateField, FilterForm, PortalForm, PrivateFileField


class UploadForm(PortalForm):
    """The file, and whose list it is. Each kind adds what its rows share."""

    upload = PrivateFileField(
        label=_("Tệp bảng tính"), suffixes=tuple(SUFFIXES), help_text=_("XLSX, XLS, ODS hoặc CSV.")
    )
    place = forms.ModelChoiceField(label=_("Nhập cho địa bàn"), queryset=Place.objects.none())
    listed_on = DateField(
        label=_("Ngày của danh sách"),
        help_text=_("Tên xã, huyện được hiểu theo danh mục của ngày này. Ví dụ: 30/06/2022"),
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = offices
        self.fields["place"].initial = offices.first()
        self.fields["listed_on"].initial = clock.today()

    def options(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What the kind keeps for the whole list, as plain values."""
        return {}


class ConfirmForm(PortalForm):
    """Nothing to fill in: pressing the button is the answer."""


class ColumnsForm(PortalForm):
    """One choice for each column of the table that was found."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        self.table = table
        super().__init__(*args, **kwargs)
        choices = [("", _("Không đọc")), *((field.key, field.label) for field in table.fields)]
        for column in table.columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=_("Cột %(letter)s: %(header)s")
                % {"letter": column.letter, "header": column.header or _("không có tiêu đề")},
                choices=choices,
                required=False,
                initial=column.field,
                help_text=_("Ví dụ: %(samples)s") % {"samples": " · ".join(column.samples)}
                if column.samples
                else "",
            )

    def columns(self, cleaned: dict[str, Any]) -> dict[int, str]:
        return {column.index: cleaned[f"column_{column.index}"] for column in self.table.columns}


class QuestionsForm(PortalForm):
    """The open questions, each with what may be meant; one may be left for later."""

    def __init__(self, *args: Any, questions: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            rows = ", ".join(map(str, question["numbers"][:8]))
            self.fields[f"question_{number}"] = forms.ChoiceField(
                label=question["words"],
                choices=[*map(tuple, question["options"]), ("", _("Để sau"))],
                required=False,
                widget=forms.RadioSelect,
                help_text=_("Dòng %(rows)s") % {"rows": rows},
            )

    def answers(self, cleaned: dict[str, Any]) -> dict[str, str]:
        given = ((q["key"], cleaned[f"question_{number}"]) for number, q in enumerate(self.questions))
        return {key: answer for key, answer in given if answer}


class ChangesForm(PortalForm):
    """Which changed rows are written."""

    everything = forms.BooleanField(label=_("Ghi mọi thay đổi của danh sách"), required=False)
    numbers = forms.TypedMultipleChoiceField(
        label=_("Ghi thay đổi của các dòng"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [(row.number, _in_words(row)) for row in rows]
        self.fields["numbers"].initial = [row.number for row in rows if row.taken]


def _in_words(row: Any) -> str:
    changes = "; ".join(f"{label}: {old or '—'} → {new or '—'}" for label, old, new in row.changes)
    return f"Dòng {row.number}, {row.title}. {changes}"


class RowFilter(FilterForm):
    verdict = forms.ChoiceField(label=_("Loại dòng"), choices=[("", _("Tất cả")), *Verdict.choices])
