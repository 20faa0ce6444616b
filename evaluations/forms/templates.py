"""How the certificates of an authority look."""

from django import forms
from django.utils.translation import gettext_lazy

from evaluations.choices import Background, SealSpace
from ocop.ui.forms import PortalForm, PrivateFileField


class TemplateForm(PortalForm):
    background = forms.ChoiceField(
        label=gettext_lazy("Nền giấy"), choices=Background, widget=forms.RadioSelect
    )
    picture = PrivateFileField(
        label=gettext_lazy("Ảnh nền"),
        suffixes=(".jpg", ".jpeg", ".png"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ cần khi nền là ảnh của nơi cấp. PNG hoặc JPEG khổ A4 ngang, từ 1240×877 điểm ảnh, màu nhạt "
            "để chữ dễ đọc; sao hạng do cổng in. Để trống thì giữ ảnh đã tải."
        ),
    )
    seal_space = forms.ChoiceField(
        label=gettext_lazy("Chỗ ký và đóng dấu"), choices=SealSpace, widget=forms.RadioSelect
    )
    on_behalf = forms.BooleanField(
        label=gettext_lazy("Ghi “TM. ỦY BAN NHÂN DÂN” trên chức vụ người ký"), required=False
    )
    signer_title = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Để trống thì giấy ghi theo người ký quyết định công nhận. Cổng thêm “KT.” cho cấp phó, “TL.” "
            "cho thủ trưởng cơ quan cấp dưới; hoặc viết đủ từng dòng, cách nhau bằng dấu /: "
            "TL. Chủ tịch / Giám đốc Sở Nông nghiệp và Môi trường."
        ),
    )
    signer_name = forms.CharField(label=gettext_lazy("Họ tên người ký"), max_length=120, required=False)
