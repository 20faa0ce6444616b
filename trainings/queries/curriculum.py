"""The topics that plans name for each audience: what a new class starts from, changed as one likes.

490/QĐ-TTg, App. III holds a frame programme whose hours were not found; these are the contents of the plans
of Bắc Giang 2020, Bàu Bàng 2021 and Hưng Yên 2022.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from trainings.choices import Audience


def topics_for(audience: str) -> list[str]:
    """One topic for each half-day in class, in order."""
    if audience == Audience.OFFICIALS:
        return [
            _("Chu trình OCOP và tổ chức thực hiện"),
            _("Kỹ năng tuyên truyền, hướng dẫn chủ thể"),
            _("Tư vấn phát triển sản phẩm"),
            _("Quản lý Chương trình, dữ liệu, báo cáo"),
            _("Hướng dẫn đánh giá, phân hạng sản phẩm"),
            _("Thực hành chấm điểm, hoàn thiện hồ sơ"),
        ]
    return [
        _("Ý tưởng và phương án sản xuất, kinh doanh"),
        _("Hoàn thiện sản phẩm, an toàn thực phẩm"),
        _("Bao bì, nhãn, tem truy xuất nguồn gốc"),
        _("Quản trị tổ chức sản xuất"),
        _("Tiếp thị, câu chuyện sản phẩm, bán hàng trực tuyến"),
        _("Hồ sơ đăng ký, bộ tiêu chí và tự đánh giá"),
    ]
