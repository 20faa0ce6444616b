"""What is sent about the mark of a province, about numbers and about issued papers."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.core import clock
from ocop.documents.choices import EntryState
from ocop.documents.queries import KIND_NAMES, issuers_kept_by, office_of, places_to_mark, series_seen_by
from ocop.documents.signs import PaperKind, Sign, letters_as_printed
from ocop.law.choices import ActKind
from ocop.law.models import LegalAct
from ocop.localities.fields import PlaceField
from ocop.localities.models import Place
from ocop.localities.queries import note_of
from ocop.ui.forms import DateField, FilterForm, PortalForm, PrivateFileField


class MarkForm(PortalForm):
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Tỉnh"), empty_label=None)
    upload = PrivateFileField(
        label=_("Hình biểu trưng"),
        suffixes=(".png", ".jpg", ".jpeg"),
        help_text=_(
            "PNG hoặc JPEG, gần vuông, cạnh dài từ 200 điểm ảnh, tốt nhất từ 400; nền trong suốt in đẹp."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_to_mark(self.user)


class ConfirmForm(PortalForm):
    """A move that asks nothing but the press of its button."""


class NumberFilter(FilterForm):
    q = forms.CharField(
        label=_("Số, ký hiệu, nội dung"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    series = forms.ChoiceField(label=_("Sổ"))
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *EntryState.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].choices = [("", _("Tất cả")), *series_seen_by(self.user)]


class LettersField(forms.RegexField):
    """Letters of an office, however they were typed: “ubnd – nn” is UBND-NN."""

    def __init__(self, **kwargs: Any) -> None:
        said = _("Chỉ gồm chữ và dấu gạch nối giữa các chữ, ví dụ UBND, SNNMT, HĐ-OCOP.")
        kwargs.setdefault("error_messages", {"invalid": said})
        super().__init__(r"^[A-ZĐ]+(?:-[A-ZĐ]+)*$", max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        return letters_as_printed(super().to_python(value)).upper()


class ReserveForm(PortalForm):
    """The sign is made of the kind, the letters of the issuer and, for an official letter, of the unit."""

    issuer = PlaceField(
        Place.objects.none(),
        note_of=note_of,
        label=_("Nơi ban hành"),
        help_text=_("Tên tỉnh, huyện hoặc xã. Ví dụ: Mỹ Hiệp, Đồng Tháp"),
    )
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=[(kind.series, kind.title.capitalize() or _("Công văn")) for kind in PaperKind],
    )
    letters = LettersField(
        label=_("Chữ viết tắt của cơ quan"),
        initial="UBND",
        help_text=_("Ví dụ: UBND, SNNMT. Công văn ghi thêm đơn vị soạn: UBND-NN."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    subject = forms.CharField(label=_("Trích yếu"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = self.fields["issuer"]
        issuer.queryset = issuers_kept_by(self.user)
        issuer.initial = office_of(self.user)
        issuer.widget.suggest_url = reverse("documents:issuer-suggest", kwargs={"level": "all"})
        self.fields["year"].initial = clock.today().year

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        issuer, year = data.get("issuer"), data.get("year")
        if issuer and year and issuer.valid_to and issuer.valid_to.year < year:
            ended = _("%(place)s đã kết thúc ngày %(day)s nên không có sổ số năm %(year)s.")
            where = {"place": issuer.full_name, "day": f"{issuer.valid_to:%d/%m/%Y}", "year": year}
            self.add_error("issuer", ended % where)
        if {"kind", "letters"} <= set(data):
            series = data.pop("kind")
            kind = next(kind for kind in PaperKind if kind.series == series)
            if kind.value and data["letters"].partition("-")[0] == kind.value.upper():
                said = _("Ký hiệu đã có chữ %(kind)s của loại văn bản: chỉ ghi chữ của cơ quan, ví dụ UBND.")
                self.add_error("letters", said % {"kind": kind.value})
                return data
            data["letters"] = Sign(kind, data["letters"]).letters
        return data


class AssignForm(PortalForm):
    dated_on = DateField(label=_("Ngày văn bản"))


class SpoilForm(PortalForm):
    note = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ArchiveFilter(FilterForm):
    q = forms.CharField(
        label=_("Số, trích yếu, nội dung"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *KIND_NAMES.items()])
    signed = forms.ChoiceField(
        label=_("Chữ ký số"), choices=[("", _("Tất cả")), ("yes", _("đã ký")), ("no", _("chưa ký"))]
    )
    since = DateField(label=_("Từ ngày"), help_text="")
    until = DateField(label=_("Đến ngày"), help_text="")


class SignedForm(PortalForm):
    upload = PrivateFileField(
        label=_("Tệp PDF đã ký"),
        suffixes=(".pdf",),
        help_text=_("Đúng tệp đã xuất từ cổng, ký bằng phần mềm ký số của cơ quan, không in và quét lại."),
    )


class ActForm(PortalForm):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=ActKind.choices)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ: 26/2026/QĐ-TTg"))
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=120, help_text=_("Ví dụ: Ủy ban nhân dân tỉnh Đồng Tháp")
    )
    issued_on = DateField(label=_("Ngày ban hành"))
    title = forms.CharField(label=_("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    in_force_from = DateField(label=_("Hiệu lực từ"))
    in_force_to = DateField(label=_("Đến hết ngày"), required=False)


class ActEndForm(PortalForm):
    in_force_to = DateField(label=_("Hiệu lực đến hết ngày"))
    replaced_by = forms.ModelChoiceField(
        LegalAct.objects.none(), label=_("Được thay bằng"), required=False, empty_label=_("Không có")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = LegalAct.objects.order_by("-issued_on", "pk")


class CitationCheckForm(PortalForm):
    """Reads a text and keeps nothing."""

    text = forms.CharField(
        label=_("Phần căn cứ hoặc cả văn bản"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    dated_on = DateField(label=_("Ngày của văn bản"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].initial = clock.today()
