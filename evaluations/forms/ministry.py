"""What comes down from the ministry, and the province's decision on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.decisions import signer_title_field
from evaluations.queries.ministry import stars_open_to
from ocop.ui.forms import DateField, DecimalField, PortalForm


class MinistryResultForm(PortalForm):
    points = DecimalField(
        label=gettext_lazy("Điểm của Bộ"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    stars = forms.TypedChoiceField(
        label=gettext_lazy("Hạng sao theo văn bản của Bộ"),
        help_text=gettext_lazy("Ghi đúng văn bản, dù khác hạng theo điểm: mức tối thiểu có thể hạ hạng."),
        choices=[
            ("", gettext_lazy("Chọn hạng")),
            *((str(n), gettext_lazy("%(stars)s sao") % {"stars": n}) for n in (5, 4, 3)),
            ("none", gettext_lazy("Không công nhận 5 sao, không nêu hạng khác")),
        ],
        coerce=lambda stars: None if stars == "none" else int(stars),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do hạng thấp hơn hạng theo điểm"),
        help_text=gettext_lazy("Chỉ ghi khi hai hạng khác nhau. Ví dụ: tiêu chí 4.1 chưa đạt mức 5 sao."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản của Bộ"), max_length=60)
    decided_on = DateField(label=gettext_lazy("Ngày văn bản của Bộ"))


class MinistrySettleForm(PortalForm):
    stars = forms.TypedChoiceField(label=gettext_lazy("Quyết định của tỉnh"), coerce=int)
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60)
    decided_on = DateField(label=gettext_lazy("Ngày ký"))
    signer_title = signer_title_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        result = kwargs.pop("result")
        super().__init__(*args, **kwargs)
        ranks = [(n, _("Công nhận %(stars)s sao") % {"stars": n}) for n in stars_open_to(result)]
        self.fields["stars"].choices = [*ranks, (0, _("Không công nhận"))]
