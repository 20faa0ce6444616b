from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.law.models import Regime
from ocop.localities.models import Place
from ocop.programme.choices import Step
from ocop.programme.queries import provinces_run_by
from ocop.ui.forms import DateField, PortalForm, PrivateFileField


class CycleForm(PortalForm):
    province = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Tỉnh"), empty_label=None)
    year = forms.IntegerField(
        label=gettext_lazy("Năm"),
        min_value=2018,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-date"}),
    )
    regime = forms.ModelChoiceField(
        Regime.objects.order_by("-takes_in_from", "pk"),
        label=gettext_lazy("Quy định áp dụng"),
        required=False,
        empty_label=gettext_lazy("Theo ngày nộp của từng hồ sơ"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do dùng quy định cũ"),
        help_text=gettext_lazy("Chỉ cần khi chọn quy định đã được thay thế."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces_run_by(self.user)


class StepsForm(PortalForm):
    """Two days for each of the six steps; both or neither."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in Step:
            for side, words in (("starts", _("từ ngày")), ("ends", _("đến ngày"))):
                label = f"{step.value}. {step.label}: {words}"
                self.fields[f"{side}_{step.value}"] = DateField(label=label, required=False, help_text="")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        steps = {}
        for step in Step:
            starts_on, ends_on = cleaned.get(f"starts_{step.value}"), cleaned.get(f"ends_{step.value}")
            if starts_on and ends_on:
                self._refuse_turned_round(step, starts_on, ends_on)
                steps[step.value] = (starts_on, ends_on)
            elif (starts_on or ends_on) and not self.errors:
                missing = f"ends_{step.value}" if starts_on else f"starts_{step.value}"
                self.add_error(missing, _("Hãy điền cả hai ngày của bước này, hoặc để trống cả hai."))
        return {"steps": steps}

    def _refuse_turned_round(self, step: Step, starts_on, ends_on) -> None:
        if ends_on < starts_on:
            self.add_error(f"ends_{step.value}", _("Ngày này trước ngày bắt đầu của bước."))


class CloseForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SetImportForm(PortalForm):
    """A criteria set as text or as a file; the file wins."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung bộ tiêu chí (YAML)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    upload = PrivateFileField(label=gettext_lazy("Hoặc chọn tệp"), required=False, suffixes=(".yaml", ".yml"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if upload:
            cleaned["text"] = self._text_of(upload)
        if not cleaned.get("text") and not self.errors:
            self.add_error("text", _("Hãy dán nội dung hoặc chọn một tệp."))
        return {"text": cleaned.get("text", "")}

    def _text_of(self, upload) -> str:
        try:
            return upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("upload", _("Tệp này không phải văn bản UTF-8."))
            return ""
