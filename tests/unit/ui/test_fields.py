"""What the form fields understand, and what they ask back."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from ocop.law.models import CriteriaSet
from ocop.ui.fields import (
    DateField,
    DecimalField,
    MoneyField,
    PrivateFileField,
    RowsField,
    SearchField,
    dotted,
)
from ocop.ui.forms import FilterForm, PortalForm


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1.500", 1_500),
        ("1,5 triệu", 1_500_000),
        ("2 tỷ", 2_000_000_000),
        ("850.000.000 đồng", 850_000_000),
        ("500 nghìn", 500_000),
        ("0", 0),
    ],
)
def test_money_is_understood_as_officials_write_it(text, amount):
    assert MoneyField().clean(text) == amount


@pytest.mark.parametrize("text", ["-1.500.000", "−1,5 triệu", "- 1500000 đồng"])
def test_a_loss_is_written_with_a_minus_where_the_field_takes_one(text):
    assert MoneyField(min_value=-(10**9)).clean(text) == -1_500_000


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1.5", "“1.5” có thể hiểu hai cách. Viết 1.500.000 hay 1,5 triệu?"),
        ("2,75", "“2,75” có thể hiểu hai cách. Viết 2.750.000 hay 2,75 triệu?"),
        ("1,500", "“1,500” không rõ là bao nhiêu đồng. Viết đủ các số, ví dụ 1.500.000."),
        ("1.50.000", "“1.50.000” không rõ là bao nhiêu đồng. Viết đủ các số, ví dụ 1.500.000."),
        ("-5", "Số tiền phải từ 0 đồng."),
        ("--5", "“--5” không rõ là bao nhiêu đồng. Viết đủ các số, ví dụ 1.500.000."),
        ("１２", "“１２” không rõ là bao nhiêu đồng. Viết đủ các số, ví dụ 1.500.000."),
        ("1,2345 nghìn", "“1,2345 nghìn” có phần lẻ của một đồng."),
        ("9" * 16, "Số tiền lớn hơn 1.000.000.000.000.000 đồng."),
        ("9" * 5000, "Số tiền lớn hơn 1.000.000.000.000.000 đồng."),
    ],
)
def test_money_that_could_be_two_amounts_is_asked_back(text, answer):
    with pytest.raises(ValidationError) as refusal:
        MoneyField().clean(text)

    assert refusal.value.messages == [answer]


@given(st.integers(min_value=0, max_value=10**15))
def test_money_written_with_dots_is_read_back(amount):
    assert MoneyField().clean(dotted(amount)) == amount


@pytest.mark.parametrize("text", ["30/06/2027", "30-06-2027", "30.06.2027", "2027-06-30", "30/6/2027"])
def test_day_is_understood(text):
    assert DateField().clean(text) == date(2027, 6, 30)


@pytest.mark.parametrize("text", ["31/02/2026", "06/30/2027", "30/06/27", "hôm nay", "30/06/0227"])
def test_no_day_is_asked_back(text):
    with pytest.raises(ValidationError):
        DateField().clean(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("78,43", "78.43"),
        ("90", "90"),
        ("1 250,5", "1250.5"),
        ("−3,5", "-3.5"),
        ("-0,5", "-0.5"),
        ("0.125", "0.125"),
        ("1.250", "1250"),
        ("1.250,5", "1250.5"),
        ("-12.500.000", "-12500000"),
    ],
)
def test_number_with_a_comma_is_exact(text, number):
    assert DecimalField().clean(text) == Decimal(number)


@pytest.mark.parametrize(
    ("kept", "shown"), [("3.00", "3"), ("90.000", "90"), ("1.500", "1,5"), ("0.00", "0"), ("100", "100")]
)
def test_a_kept_number_is_shown_as_it_may_be_typed(kept, shown):
    field = DecimalField(max_digits=9, decimal_places=3)

    assert field.prepare_value(Decimal(kept)) == shown
    assert field.clean(shown) == Decimal(kept)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1e", "1e3", "1E3", "1_000", "+5", "--5", "٣", "abc", "1.00,5", "1,000.5"]
)
def test_what_is_no_number_is_asked_back(text):
    with pytest.raises(ValidationError, match="không phải là số"):
        DecimalField().clean(text)


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [("1.5", "1.500", "1,5"), ("12.25", "12.250", "12,25"), ("-1.5", "1.500", "1,5")],
)
def test_a_dot_that_may_stand_for_two_things_is_asked_back(text, full, short):
    with pytest.raises(ValidationError) as refusal:
        DecimalField().clean(text)
    assert refusal.value.messages == [f"“{text}” có thể hiểu hai cách. Viết {full} hay {short}?"]


def test_a_dot_stands_for_a_comma_where_the_field_takes_nothing_else():
    assert DecimalField(max_value=100).clean("78.43") == Decimal("78.43")
    assert DecimalField().clean("0.5") == Decimal("0.5")


class Row:
    def __init__(self, pk: int, name: str) -> None:
        self.pk, self.name = pk, name

    def __str__(self) -> str:
        return self.name


class Rows(list):
    """As much of a queryset as the field asks for."""

    def search(self, text: str) -> "Rows":
        return Rows(row for row in self if text.lower() in row.name.lower())

    def order_by(self, *fields: str) -> "Rows":
        return self

    def filter(self, pk: int) -> "Rows":
        return Rows(row for row in self if row.pk == pk)

    def first(self) -> Row | None:
        return next(iter(self), None)

    def exists(self) -> bool:
        return bool(self)

    def all(self) -> "Rows":
        return Rows(self)


PLACES = Rows([Row(1, "Mỹ Hiệp, Đồng Tháp"), Row(2, "Mỹ Hiệp, An Giang"), Row(3, "Phong Mỹ")])


class PlaceForm(PortalForm):
    place = SearchField(PLACES, label="Xã")


def test_name_of_one_row_finds_it():
    form = PlaceForm({"place": "phong"}, user=None)

    assert form.is_valid()
    assert form.cleaned_data["place"].pk == 3


def test_name_of_several_rows_is_answered_with_a_list():
    form = PlaceForm({"place": "Mỹ Hiệp"}, user=None)

    assert form.errors == {"place": ["Có 2 dòng khớp “Mỹ Hiệp”. Hãy chọn một."]}
    assert 'name="place_pick"' in str(form["place"])
    assert 'value="2"' in str(form["place"])


def test_chosen_row_is_taken():
    form = PlaceForm({"place": "Mỹ Hiệp", "place_pick": "2"}, user=None)

    assert form.is_valid()
    assert form.cleaned_data["place"].pk == 2


def test_row_that_the_name_does_not_lead_to_is_not_taken():
    form = PlaceForm({"place": "Mỹ Hiệp", "place_pick": "3"}, user=None)

    assert not form.is_valid()


@pytest.mark.parametrize("pick", ["x", "-1", "9" * 30, "²"])
def test_pick_that_is_no_row_is_refused(pick):
    assert not PlaceForm({"place": "Mỹ Hiệp", "place_pick": pick}, user=None).is_valid()


def test_unknown_name_is_told():
    form = PlaceForm({"place": "Không có"}, user=None)

    assert form.errors == {"place": ["Không tìm thấy “Không có”. Hãy viết tên khác hoặc ngắn hơn."]}


def test_empty_search_is_missing():
    assert PlaceForm({"place": " "}, user=None).errors == {"place": ["Hãy điền mục này."]}


def test_one_form_does_not_show_the_finds_of_another():
    PlaceForm({"place": "Mỹ Hiệp"}, user=None).is_valid()

    assert "place_pick" not in str(PlaceForm(user=None)["place"])


def test_a_name_longer_than_any_is_refused_before_it_is_searched_for():
    form = PlaceForm({"place": "Mỹ " * 20_000}, user=None)

    assert form.errors["place"] == ["Hãy viết ngắn lại: nhiều nhất 250 ký tự, nay có 59999."]


@pytest.mark.parametrize("key", ["9" * 40, "-1", "mười", ""])
def test_what_numbers_no_row_is_refused_before_the_database_is_asked(key):
    with pytest.raises(ValidationError) as refused:
        RowsField(CriteriaSet.objects.all()).clean([key])

    assert refused.value.code == "invalid_choice"


class Words(PortalForm):
    title = forms.CharField(label="Tên")
    story = forms.CharField(label="Câu chuyện", widget=forms.Textarea)
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput, strip=False)
    picks = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])


def test_text_arrives_in_one_form():
    sent = QueryDict(mutable=True)
    sent.update(
        {"title": "  Tha\u0309m\x00   lục\u200b bình ", "story": "Một \r\n\x07hai  ", "secret": " a\u0309 "}
    )
    sent.setlist("picks", ["a", "b"])

    form = Words(sent, user=None)

    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "Thảm lục bình",
        "story": "Một\nhai",
        "secret": " a\u0309 ",
        "picks": ["a", "b"],
    }


class AddedWords(Words):
    """A form that knows its fields only once it is made."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = forms.CharField(label="Ghi chú")
        self.fields["choice"] = forms.ChoiceField(choices=[("", "-"), ("a", "A")], required=False)


def test_text_of_a_field_added_later_arrives_in_the_same_form():
    sent = {"title": "x", "story": "x", "secret": "x", "picks": ["a"]}

    form = AddedWords(sent | {"note": " Ba\u0301nh \x00", "choice": "\x00"}, user=None)

    assert form.is_valid()
    assert (form.cleaned_data["note"], form.cleaned_data["choice"]) == ("Bánh", "")


class Scoped:
    def __init__(self) -> None:
        self.asked_for = None

    def visible_to(self, user):
        narrowed = Scoped()
        narrowed.asked_for = user
        return narrowed

    def all(self):
        return self


def test_choices_are_narrowed_to_the_reader():
    class Choice(PortalForm):
        row = forms.ModelChoiceField(queryset=Scoped())

    assert Choice(user="officer").fields["row"].queryset.asked_for == "officer"


def upload(name: str, size: int = 3) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


def test_file_keeps_only_its_own_name():
    assert PrivateFileField().clean(upload("a.pdf")).name == "a.pdf"
    taken = upload("a.pdf")
    taken._name = "C:\\Users\\giấy tờ.PDF"

    assert PrivateFileField().clean(taken).name == "giấy tờ.PDF"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("a.docm", "Tệp “a.docm” không thuộc loại được nhận: PDF, JPG."),
        ("pdf", "Tệp “pdf” không thuộc loại được nhận: PDF, JPG."),
    ],
)
def test_file_of_another_kind_is_refused(name, answer):
    with pytest.raises(ValidationError) as refusal:
        PrivateFileField(suffixes=(".pdf", ".jpg")).clean(upload(name))

    assert refusal.value.messages == [answer]


@override_settings(UPLOAD_MAX_BYTES=2 * 2**20)
def test_file_that_is_too_large_is_refused():
    with pytest.raises(ValidationError, match="lớn hơn 2 MB"):
        PrivateFileField().clean(upload("a.pdf", 2 * 2**20 + 1))


def test_filters_in_force_are_those_filled_in_and_understood():
    class Filter(FilterForm):
        group = forms.ChoiceField(choices=[("", ""), ("food", "Thực phẩm")])
        since = DateField()

    form = Filter({"q": " Cam  xoàn ", "group": "nonsense", "since": "01/01/2026"}, user=None)

    assert form.chosen == {"q": "Cam xoàn", "since": date(2026, 1, 1)}
