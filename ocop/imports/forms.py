"""What is asked of a list: its file and its day, its columns, its questions, its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
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


def name_of(question: Mapping[str, Any]) -> str:
    """The field in which a question is answered, the same wherever it is asked."""
    return f"question_{sha256(question['key'].encode()).hexdigest()[:12]}"


class QuestionsForm(PortalForm):
    """The open questions, each with what may be meant; one may be left for later.

    What was said of the same file before is `proposed`.
    """

    def __init__(
        self,
        *args: Any,
        questions: Sequence[dict[str, Any]],
        proposed: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        said = {name_of(question): (proposed or {}).get(question["key"], "") for question in questions}
        self.initial = said | self.initial
        for question in questions:
            rows = ", ".join(map(str, question["numbers"][:8]))
            self.fields[name_of(question)] = forms.ChoiceField(
                label=question["words"],
                choices=[*map(tuple, question["options"]), ("", _("Để sau"))],
                required=False,
                widget=forms.RadioSelect,
                help_text=_("Dòng %(rows)s") % {"rows": rows},
            )

    def answers(self, cleaned: dict[str, Any]) -> dict[str, str]:
        given = ((question["key"], cleaned[name_of(question)]) for question in self.questions)
        return {key: answer for key, answer in given if answer}


class RowAnswersForm(QuestionsForm):
    """The questions of the rows on one page of the preview, each once, in a list that drops down."""

    def __init__(self, *args: Any, questions: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, questions=questions, **kwargs)
        for question in questions:
            options = [("", _("Chọn câu trả lời")), *map(tuple, question["options"])]
            self.fields[name_of(question)] = forms.ChoiceField(
                label=question["words"], choices=options, required=False
            )

    def asked_by(self, question: Mapping[str, Any]) -> forms.BoundField:
        return self[name_of(question)]


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
