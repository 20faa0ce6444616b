"""Forms: the shape of what people send. A form never writes; it hands clean data to a service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ocop.core.errors import RuleViolation
from ocop.core.text import clean, clean_lines
from ocop.ui.drafts import typed_in
from ocop.ui.fields import (
    DateField,
    DecimalField,
    MoneyField,
    PhotoInput,
    PrivateFileField,
    RowsField,
    SearchField,
    listed,
)
from ocop.ui.models import FormDraft
from ocop.ui.parts import Crumb
from ocop.ui.refusals import speak

__all__ = [
    "DateField",
    "DecimalField",
    "FilterForm",
    "MoneyField",
    "NoteForm",
    "PhotoInput",
    "PortalForm",
    "PrivateFileField",
    "RowsField",
    "SearchField",
]

SEVERAL = 3
"""So many lines to fill in take as long as a text."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff]")


class PortalForm(forms.Form):
    """Fields and their checks, in the reader's reach.

    Every choice of rows is narrowed to what `user` may see; every text arrives in NFC, without control
    characters, with single spaces (line breaks stay in text areas). The view sets `form_key` and `version`,
    and for a form that is kept while it is typed `draft_token` and `draft_path`; the `portal_form` tag writes
    them into the page.
    """

    form_key: UUID | None = None
    version: int | None = None
    draft_token: str = ""
    draft_path: str = ""
    draft: FormDraft | None = None
    draft_is_behind: bool = False
    """Whether the row was saved since the draft was begun."""
    about: Model | None = None
    """The row for whose sake the form was refused."""
    see: Crumb | None = None
    """The page of that row, for whoever may see it."""
    use_required_attribute = True

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            self._narrow(field)
            field.widget.attrs.pop("maxlength", None)  # a browser cuts without a word; the form says it

    def full_clean(self) -> None:
        """Tidy, check, and refuse in the portal's words, also in fields that were added while the form was
        made.
        """
        if self.is_bound:
            self.data = self._normalised(self.data)
        for field in self.fields.values():
            speak(field)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Say what breaks a rule together with what is misshapen, so that nobody goes round twice."""
        cleaned = super().clean()
        for fault in list(self.faults(dict.fromkeys(self.fields) | cleaned)):
            self.blame(fault)
        return cleaned

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        """What the rules of the service have against what was typed; what is misshapen comes as None."""
        return ()

    def blame(self, refusal: RuleViolation) -> None:
        """Say a refusal at its field, or at the head of the form where it has none here."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, list(refusal.messages))
        self.about = self.about or refusal.about

    @property
    def takes_long(self) -> bool:
        """Whether enough is typed into this form that losing it would hurt: more than a line, or several.

        A form with a password never counts, so that none is kept.
        """
        widgets = [field.widget for field in self.fields.values()]
        if any(isinstance(widget, forms.PasswordInput) for widget in widgets):
            return False
        lines = sum(isinstance(widget, forms.TextInput | forms.NumberInput) for widget in widgets)
        return lines >= SEVERAL or any(isinstance(widget, forms.Textarea) for widget in widgets)

    def start_from(self, draft: FormDraft) -> None:
        """Show what was typed and not sent in place of what is saved."""
        self.draft, typed = draft, typed_in(draft)
        for name, field in self.fields.items():
            key, widget = self.add_prefix(name), field.widget
            if not isinstance(field, forms.FileField) and not widget.value_omitted_from_data(typed, {}, key):
                self.initial[name] = widget.value_from_datadict(typed, {}, key)

    def want_files_again(self) -> None:
        """Say where a file must be chosen once more: a browser keeps none when a form comes back for another
        reason.
        """
        for name, field in self.fields.items():
            sent = isinstance(field, forms.FileField) and self.files.get(self.add_prefix(name))
            if sent and name not in self.errors:
                self.add_error(name, _("Hãy chọn lại tệp: trình duyệt không giữ tệp đã chọn."))

    def _narrow(self, field: forms.Field) -> None:
        queryset = getattr(field, "queryset", None)
        if hasattr(queryset, "visible_to"):
            field.queryset = queryset.visible_to(self.user)

    def _normalised(self, data: Any) -> Any:
        """The submitted texts as the portal keeps them. Passwords stay exactly as typed."""
        tidy = listed(data)
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if key in tidy and not isinstance(field.widget, forms.PasswordInput):
                tidied = clean_lines if isinstance(field.widget, forms.Textarea) else clean
                tidy.setlist(
                    key,
                    [tidied(_CONTROLS.sub("", v)) if isinstance(v, str) else v for v in tidy.getlist(key)],
                )
        return tidy

    @property
    def problems(self) -> Iterator[tuple[str, str, str]]:
        """What must be put right: id of the input, label, sentence; what belongs to no field comes first."""
        for sentence in self.non_field_errors():
            yield "", "", sentence
        for field in self:
            for sentence in field.errors:
                yield first_input_of(field), str(field.label), sentence


def first_input_of(field: forms.BoundField) -> str:
    """The id of the input a link to this field should reach; of a group of radios, the first one."""
    if field.use_fieldset and (subwidgets := field.subwidgets):
        return subwidgets[0].id_for_label
    return field.id_for_label or field.auto_id


class NoteForm(PortalForm):
    """A move that needs a reason; the person concerned reads exactly these words."""

    note = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class FilterForm(PortalForm):
    """A filter over a list, sent by GET: the address of a filtered list can be kept and shared."""

    q = forms.CharField(
        label=_("Tìm"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        for field in self.fields.values():
            field.required = False
            field.widget.attrs |= field.widget_attrs(
                field.widget
            )  # nothing is lost here: cut what is too long

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters in force: those filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if _is_filled(value)}


def _is_filled(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return value.exists()
    return value is not False and value not in (None, "", [])
