"""What every province counts, in the words of the plans that were read."""

from django.db import migrations

PRODUCTS, UNITS, OWNERS = "sản phẩm", "xã, phường", "chủ thể"
INDICATORS = (
    ("products_registered", "Sản phẩm nộp hồ sơ", PRODUCTS, False),
    ("products_new_registered", "Sản phẩm đăng ký lần đầu", PRODUCTS, False),
    ("communes_registered", "Xã, phường có sản phẩm đăng ký", UNITS, False),
    ("producers_registered", "Chủ thể đăng ký", OWNERS, False),
    ("recognised", "Sản phẩm được công nhận từ 3 sao", PRODUCTS, False),
    ("recognised_3", "Sản phẩm đạt 3 sao", PRODUCTS, False),
    ("recognised_4", "Sản phẩm đạt 4 sao", PRODUCTS, False),
    ("recognised_5", "Sản phẩm đạt 5 sao", PRODUCTS, False),
    ("potential_5", "Sản phẩm tiềm năng 5 sao, đã chuyển Bộ", PRODUCTS, False),
    ("recognised_new", "Sản phẩm công nhận mới", PRODUCTS, False),
    ("recognised_upgraded", "Sản phẩm nâng hạng", PRODUCTS, False),
    ("recognised_again", "Sản phẩm đánh giá, phân hạng lại", PRODUCTS, False),
    ("revoked", "Giấy chứng nhận bị thu hồi", "giấy", False),
    ("standing", "Sản phẩm còn giấy chứng nhận hiệu lực cuối kỳ", PRODUCTS, False),
    ("communes_standing", "Xã, phường có ít nhất một sản phẩm được công nhận", UNITS, False),
    ("producers_standing", "Chủ thể có sản phẩm được công nhận", OWNERS, False),
    ("producers_cooperative", "Trong đó hợp tác xã", OWNERS, False),
    ("producers_group", "Trong đó tổ hợp tác", OWNERS, False),
    ("producers_enterprise", "Trong đó doanh nghiệp", OWNERS, False),
    ("producers_household", "Trong đó hộ kinh doanh, trang trại", OWNERS, False),
    ("share_cooperative", "Tỷ lệ chủ thể là hợp tác xã", "%", True),
    ("share_upgraded", "Tỷ lệ sản phẩm nâng hạng trên sản phẩm được công nhận", "%", True),
    ("money_approved", "Kinh phí được duyệt", "đồng", False),
    ("money_allocated", "Kinh phí đã giao", "đồng", False),
    ("money_spent", "Kinh phí đã chi", "đồng", False),
)


def add(apps, _editor):
    indicator = apps.get_model("plans", "Indicator")
    for position, (measure, name, unit_name, is_share) in enumerate(INDICATORS, 1):
        indicator.objects.get_or_create(
            province=None,
            measure=measure,
            defaults={"name": name, "unit_name": unit_name, "is_share": is_share, "position": position * 10},
        )


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_targets")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
