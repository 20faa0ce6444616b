"""What people type about producers and products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.accounts.queries import username_in_use
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.choices import CompanySector
from ocop.law.queries import regime_on
from ocop.localities.fields import CommuneField
from ocop.ui.fields import DecimalField, MoneyField
from ocop.ui.forms import DateField, FilterForm, PortalForm
from registrations.choices import HELPERS, ActingAs, ProducerKind
from registrations.forms.shapes import AREA, phone_field
from registrations.models import Producer, Product
from registrations.queries import cited, last_day_to_help, own_communes
from registrations.queries.faults import (
    faults_of_helper,
    faults_of_invited,
    faults_of_producer,
    faults_of_size,
    name_in_use,
    number_in_use,
)
from registrations.rules import plain_number


class ProducerForm(PortalForm):
    kind = forms.ChoiceField(label=_("Loại hình"), choices=ProducerKind)
    name = forms.CharField(
        label=_("Tên chủ thể"), max_length=250, help_text=_("Đúng như trên giấy đăng ký kinh doanh.")
    )
    registration_number = forms.CharField(
        label=_("Mã số thuế hoặc số giấy đăng ký"),
        max_length=30,
        help_text=_(
            "Hợp tác xã và doanh nghiệp: mã số thuế 10 hoặc 13 chữ số. Hộ và tổ hợp tác: số giấy đăng ký,"
            " từ 4 ký tự, có ít nhất một chữ số."
        ),
    )
    registered_on = DateField(label=_("Ngày cấp"), required=False)
    representative_name = forms.CharField(label=_("Người đại diện theo pháp luật"), max_length=120)
    representative_position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    commune = CommuneField()
    address = forms.CharField(label=_("Số nhà, ấp, khóm"), max_length=250, required=False)
    phone = phone_field()
    email = forms.EmailField(label=_("Email"), required=False)

    def __init__(self, *args: Any, producer: Producer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.producer = producer
        self.fields["commune"].queryset = own_communes(self.user)
        self.fields["registration_number"].error_messages["required"] = _(
            "Chủ thể chưa đăng ký thì chưa tham gia được Chương trình OCOP (%(act)s). Hãy ghi số đăng ký."
        ) % {"act": cited(regime_on(clock.today()))}

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        kind, number = typed["kind"] or "", typed["registration_number"]
        wrong = [
            *faults_of_producer(
                kind=kind,
                registration_number=number,
                registered_on=typed["registered_on"],
                commune=typed["commune"],
            )
        ]
        yield from wrong
        if number is not None and not any(fault.field == "registration_number" for fault in wrong):
            own = self.producer.pk if self.producer else None
            yield from number_in_use(self.user, plain_number(kind, number), apart_from=own)


class FiguresForm(PortalForm):
    """What an enterprise is classed by (80/2021/NĐ-CP Art. 5)."""

    sector = forms.ChoiceField(
        label=_("Lĩnh vực hoạt động chính"),
        choices=CompanySector,
        widget=forms.RadioSelect,
        help_text=_("Lĩnh vực có doanh thu cao nhất; nếu khó xác định, lĩnh vực dùng nhiều lao động nhất."),
    )
    insured_employees = DecimalField(
        label=_("Lao động tham gia bảo hiểm xã hội bình quân năm"),
        min_value=0,
        max_digits=8,
        decimal_places=1,
    )
    revenue_vnd = MoneyField(label=_("Tổng doanh thu của năm"))
    capital_vnd = MoneyField(label=_("Tổng nguồn vốn của năm"))
    figures_year = forms.IntegerField(
        label=_("Số liệu của năm"),
        min_value=2000,
        max_value=2100,
        help_text=_("Năm trước liền kề, theo báo cáo tài chính; doanh nghiệp mới lập: năm nay."),
        widget=forms.NumberInput(attrs={"class": "w-date"}),
    )

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return faults_of_size(typed["figures_year"])


class ProducerFilter(FilterForm):
    kind = forms.ChoiceField(label=_("Loại hình"), choices=[("", _("Tất cả")), *ProducerKind.choices])


class SignInForm(PortalForm):
    """A person who will act for a producer."""

    full_name = forms.CharField(label=_("Họ tên"), max_length=120)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{3,59}$",
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, viết liền. Ví dụ: htx-xoai-my-hiep"),
        error_messages={"invalid": _("Chỉ dùng chữ thường không dấu, chữ số và các dấu . _ - (ít nhất 4).")},
    )
    email = forms.EmailField(label=_("Email"), required=False)
    phone = phone_field()

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return username_in_use(typed["username"] or "")


class InviteForm(SignInForm):
    """An accountant or a consultant whom the representative invites."""

    kind = forms.ChoiceField(
        label=_("Làm việc với tư cách"),
        choices=[(kind.value, kind.label) for kind in ActingAs if kind in HELPERS],
        widget=forms.RadioSelect,
    )
    ends_on = DateField(label=_("Đến hết ngày"))
    field_order = ("kind", "full_name", "username", "ends_on", "email", "phone")

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.producer = producer
        self.fields["ends_on"].help_text = _(
            "Muộn nhất %(day)s. Bạn kết thúc sớm hơn được bất cứ lúc nào."
        ) % {"day": f"{last_day_to_help(clock.today()):%d/%m/%Y}"}

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        yield from faults_of_helper(typed["ends_on"])
        yield from faults_of_invited(self.producer, username=typed["username"], full_name=typed["full_name"])


class ProductForm(PortalForm):
    name = forms.CharField(label=_("Tên sản phẩm"), max_length=250)
    packaging = forms.CharField(
        label=_("Quy cách"), max_length=250, required=False, help_text=_("Ví dụ: hộp giấy 500 g")
    )
    description = forms.CharField(
        label=_("Mô tả"), max_length=5000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    story = forms.CharField(
        label=_("Câu chuyện sản phẩm"), max_length=10000, required=False, widget=forms.Textarea(attrs=AREA)
    )

    def __init__(self, *args: Any, producer: Producer, product: Product | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.producer, self.product = producer, product

    def faults(self, typed: Mapping[str, Any]) -> Iterable[RuleViolation]:
        return name_in_use(
            self.producer, typed["name"] or "", apart_from=self.product.pk if self.product else None
        )
