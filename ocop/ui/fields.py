"""Form fields for what officials write: dates, money, points, places, files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.text import clean
from ocop.core.uploads import SUFFIXES
from ocop.ui.writing import dotted

_MINUS = re.compile(r"[-−] ?(?=[0-9])")
_WHOLE = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([. ,])[0-9]{3})(?:\1[0-9]{3})*")
_IN_UNITS = re.compile(r"([0-9]+(?:,[0-9]+)?) ?(nghìn|ngàn|triệu|tr|tỷ|tỉ)")
_UNITS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_CURRENCY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)\.?$")
_SHORT = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_DOTTED = re.compile(r"([0-9]+)\.([0-9]+)")


FEW = 5
"""Up to how many choices stand open on the page."""

LONGEST_NAME = 250
"""Characters of a name to search for; databases refuse patterns that are much longer."""

LONGEST_KEY = 18
"""Digits of a row's number: every number of that length is one that a database can look for."""


class DateField(forms.DateField):
    """A day, typed as dd/mm/yyyy; dots, dashes and yyyy-mm-dd are understood too. Years 1900–2100."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(attrs={"inputmode": "numeric", "class": "w-date"}, format="%d/%m/%Y")
        )
        kwargs.setdefault("help_text", gettext_lazy("Ngày/tháng/năm. Ví dụ: 30/06/2027"))
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value)
        except ValidationError:
            raise ValidationError(
                _("“%(text)s” không phải là một ngày. Viết ngày/tháng/năm, ví dụ 30/06/2027.")
                % {"text": value},
                code="invalid",
            ) from None
        if day and not 1900 <= day.year <= 2100:
            raise ValidationError(
                _("Năm %(year)s không hợp lý. Hãy xem lại.") % {"year": day.year}, code="year"
            )
        return day


class MoneyInput(forms.TextInput):
    """An amount with dots between thousands; what was typed stays as it was typed."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "money", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return dotted(value) if isinstance(value, int) else super().format_value(value)


class MoneyField(forms.Field):
    """Whole đồng. “1.500.000”, “1 500 000” and “1,5 triệu” are understood; what could mean two amounts is
    asked back.
    """

    widget = MoneyInput
    unit = gettext_lazy("đồng")

    def __init__(self, *, min_value: int = 0, max_value: int = 10**15, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        kwargs.setdefault("help_text", gettext_lazy("Số nguyên, đơn vị đồng. Ví dụ: 850.000.000"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        return value if isinstance(value, int) else amount_in(str(value))

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_value:
            raise ValidationError(
                _("Số tiền phải từ %(least)s đồng.") % {"least": dotted(self.min_value)}, code="min"
            )
        if value > self.max_value:
            raise ValidationError(
                _("Số tiền lớn hơn %(most)s đồng.") % {"most": dotted(self.max_value)}, code="max"
            )


def amount_in(text: str) -> int:
    """The whole đồng a person wrote; raises `ValidationError` where it could mean two amounts or none."""
    bare = _CURRENCY.sub("", clean(text).lower().replace("\u202f", " "))
    if sign := _MINUS.match(bare):
        return -amount_in(bare[sign.end() :])
    if _WHOLE.fullmatch(bare):
        return int(bare[:30])
    if (grouped := _GROUPED.fullmatch(bare)) and not (grouped[1] == "," and bare.count(",") == 1):
        return int(re.sub(r"[. ,]", "", bare)[:30])
    if in_units := _IN_UNITS.fullmatch(bare):
        return _whole(Decimal(in_units[1].replace(",", ".")) * _UNITS[in_units[2]], text)
    if short := _SHORT.fullmatch(bare):
        millions = int(short[1] + short[2].ljust(6, "0"))
        raise ValidationError(
            _("“%(text)s” có thể hiểu hai cách. Viết %(full)s hay %(short)s triệu?")
            % {"text": text, "full": dotted(millions), "short": f"{short[1]},{short[2]}"},
            code="ambiguous",
        )
    raise ValidationError(
        _("“%(text)s” không rõ là bao nhiêu đồng. Viết đủ các số, ví dụ 1.500.000.") % {"text": text},
        code="invalid",
    )


def _whole(amount: Decimal, text: str) -> int:
    if amount != amount.to_integral_value():
        raise ValidationError(_("“%(text)s” có phần lẻ của một đồng.") % {"text": text}, code="invalid")
    return int(amount)


class DecimalField(forms.DecimalField):
    """A number written with a decimal comma: “78,43”. Dots before three digits each stand between thousands
    (“1.250,5”). Any other dot could stand for either: it is asked back, unless the field takes only one.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "decimal", "class": "w-date", "autocomplete": "off"}),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        bare = clean(str(value)).replace("\u202f", " ").replace(" ", "")
        sign = _MINUS.match(bare)
        number = self._unsigned(bare[sign.end() :] if sign else bare, value)
        return -number if sign else number

    def _unsigned(self, bare: str, typed: Any) -> Decimal:
        if _THOUSANDS.fullmatch(bare):
            bare = bare.replace(".", "")
        elif dotted_number := _DOTTED.fullmatch(bare):
            bare = self._one_reading(*dotted_number.groups(), typed)
        if not _NUMBER.fullmatch(bare):
            raise ValidationError(
                _("“%(text)s” không phải là số. Ví dụ: 78,43") % {"text": typed}, code="invalid"
            )
        return Decimal(bare.replace(",", "."))

    def _one_reading(self, whole: str, behind: str, typed: Any) -> str:
        """With a comma, where the dot cannot stand between thousands or that number would be too large."""
        thousands = int((whole + behind.ljust(3, "0"))[:30])
        if whole.startswith("0") or (self.max_value is not None and thousands > self.max_value):
            return f"{whole},{behind}"
        raise ValidationError(
            _("“%(text)s” có thể hiểu hai cách. Viết %(full)s hay %(short)s?")
            % {"text": typed, "full": dotted(thousands), "short": f"{whole},{behind}"},
            code="ambiguous",
        )

    def prepare_value(self, value: Any) -> Any:
        """A kept number as it may be typed, without the zeros that its column puts behind it: “1,500” might
        mean two things.
        """
        return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value


class SearchWidget(forms.TextInput):
    """A search box; once a search found several rows, they stand below it as a list to choose from.

    With `suggest_url` htmx fills that list while one types; the box works without it.
    """

    template_name = "ui/widgets/search.html"
    suggest_url: Any = ""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.found: Sequence[Any] = ()
        self.picked: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_pick", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        return value[0] if isinstance(value, tuple | list) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget |= {"found": self.found, "picked": self.picked, "pick_name": f"{name}_pick"}
        if self.suggest_url:
            widget["attrs"] |= {
                "hx-get": f"{self.suggest_url}?{urlencode({'name': name})}",
                "hx-trigger": "input changed delay:300ms",
                "hx-target": f"#{widget['attrs']['id']}_found",
                "hx-sync": "this:replace",
            }
        return context


class SearchField(forms.Field):
    """One row found by its name, without script: a name that fits several rows is answered with a list to
    choose from.

    `queryset` offers `.search(text)`; of what it finds, `shown` rows are listed at most, in the order of
    `order`. `label_of` writes a row, `note_of` a second line that tells rows of the same name apart.
    """

    widget = SearchWidget
    shown = 12
    order: tuple[str, ...] = ("pk",)
    several = gettext_lazy("Có %(count)s dòng khớp “%(text)s”. Hãy chọn một.")
    too_many = gettext_lazy("Có hơn %(count)s dòng khớp “%(text)s”. Hãy viết đầy đủ hơn, hoặc chọn.")

    def __init__(self, queryset: QuerySet, *, label_of=str, note_of=None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset, self.label_of, self.note_of = queryset, label_of, note_of

    def __deepcopy__(self, memo: dict) -> SearchField:
        copy = super().__deepcopy__(memo)
        copy.queryset = self.queryset.all()
        return copy

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        if isinstance(value, Model):
            self.widget.picked = value.pk
            self.widget.found = [self._line(value)]
            return self.label_of(value), str(value.pk)
        if isinstance(value, tuple) and is_key(value[1]) and not self.widget.found:
            self._picked(clean(value[0]), int(value[1]))  # what was typed and not sent names its row too
        return value

    def clean(self, value: Any) -> Any:
        text, picked = value if isinstance(value, tuple) else (value or "", "")
        text = clean(text)
        if not text:
            self.validate(None)
            return None
        if len(text) > LONGEST_NAME:
            raise ValidationError(
                _("Hãy viết ngắn lại: nhiều nhất %(limit_value)d ký tự, nay có %(show_value)d.")
                % {"limit_value": LONGEST_NAME, "show_value": len(text)},
                code="max_length",
            )
        if is_key(picked) and (row := self._picked(text, int(picked))):
            return row
        return self._only(text)

    def exactly(self, row: Any, text: str) -> bool:
        """Whether what was typed names this row and no other that it is found in."""
        return self.label_of(row) == text

    def _picked(self, text: str, pk: int) -> Any:
        """The chosen row, as long as it still is one of those the typed name leads to."""
        row = self.queryset.filter(pk=pk).first()
        if row is None or self.label_of(row) == text or self.queryset.search(text).filter(pk=pk).exists():
            self._show([row] if row else [], picked=pk)
            return row
        return None

    def _only(self, text: str) -> Any:
        rows = list(self.queryset.search(text).order_by(*self.order)[: self.shown + 1])
        same = [row for row in rows if self.exactly(row, text)]
        if len(same) == 1 or len(rows) == 1:
            row = (same or rows)[0]
            self._show([row], picked=row.pk)
            return row
        self._show(rows[: self.shown])
        if not rows:
            raise ValidationError(
                _("Không tìm thấy “%(text)s”. Hãy viết tên khác hoặc ngắn hơn.") % {"text": text}
            )
        if len(rows) > self.shown:
            raise ValidationError(self.too_many % {"count": self.shown, "text": text})
        raise ValidationError(self.several % {"count": len(rows), "text": text})

    def _show(self, rows: list, *, picked: Any = None) -> None:
        self.widget.found = [self._line(row) for row in rows]
        self.widget.picked = picked

    def _line(self, row: Any) -> tuple[Any, str, str]:
        return row.pk, self.label_of(row), self.note_of(row) if self.note_of else ""


class RowsField(forms.ModelMultipleChoiceField):
    """Rows to tick. What cannot be the number of a row is refused as one that is not in the list.

    A long list that most people leave alone is folded behind the words `folded_as` until one is ticked.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, folded_as: Any = "", **kwargs: Any) -> None:
        self.folded_as = folded_as
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> QuerySet:
        for key in value or ():
            if not is_key(str(key)):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)


class PrivateFileField(forms.FileField):
    """A file handed in: size and suffix are checked here, its content by the service that keeps it."""

    def __init__(
        self, *, suffixes: Sequence[str] = (".pdf", ".jpg", ".jpeg", ".png", ".webp"), **kwargs: Any
    ) -> None:
        self.suffixes = tuple(suffixes)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(self.suffixes)}))
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        upload.name = clean(PurePath(upload.name.replace("\\", "/")).name)
        if PurePath(upload.name).suffix.lower() not in self.suffixes:
            raise ValidationError(
                _("Tệp “%(name)s” không thuộc loại được nhận: %(kinds)s.")
                % {"name": upload.name, "kinds": ", ".join(s.lstrip(".").upper() for s in self.suffixes)},
                code="suffix",
            )
        if upload.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                _("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy giảm dung lượng rồi tải lại.")
                % {"name": upload.name, "most": settings.UPLOAD_MAX_BYTES // 2**20},
                code="size",
            )
        return upload


class PhotoInput(forms.FileInput):
    """One photo, drawn smaller in the browser before it is sent; its page loads `photos.js`. A phone offers
    its camera and what was taken before.
    """

    shrinks = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/jpeg,image/png", "data-shrink": True} | (attrs or {}))


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


def is_key(text: str) -> bool:
    """Whether a text can be the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


def as_radios_where_few(field: forms.ModelChoiceField) -> None:
    """Show few rows as radio buttons, whose words wrap on a phone; a list cuts them."""
    if field.queryset.count() <= FEW:
        field.widget = forms.RadioSelect()
        field.widget.choices = field.choices


def listed(data: Any) -> MultiValueDict:
    """Submitted data as a dictionary of lists that may be changed, whatever it came as."""
    if isinstance(data, MultiValueDict):
        return MultiValueDict({key: list(values) for key, values in data.lists()})
    return MultiValueDict({k: list(v) if isinstance(v, list | tuple) else [v] for k, v in data.items()})
