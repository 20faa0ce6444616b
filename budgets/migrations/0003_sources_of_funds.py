"""The sources of funds that OCOP budgets are seen to name, and the merged national programme from 2026."""

from datetime import date

from django.db import migrations

SOURCES = (
    ("Chương trình mục tiêu quốc gia (sáp nhập, từ 2026)", "CTMTQG 2026–", True, None),
    (
        "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
        "CTMTQG nông thôn mới",
        True,
        None,
    ),
    ("Ngân sách trung ương", "NS trung ương", True, None),
    ("Ngân sách tỉnh", "NS tỉnh", True, None),
    ("Ngân sách huyện", "NS huyện", True, date(2025, 12, 31)),
    ("Ngân sách xã", "NS xã", True, None),
    ("Sự nghiệp nông nghiệp hằng năm", "SN nông nghiệp", True, None),
    ("Khoa học, công nghệ phục vụ nông thôn mới", "KHCN", True, None),
    ("Khuyến nông, khuyến công", "Khuyến nông, công", True, None),
    ("Lồng ghép chương trình khác", "Lồng ghép", True, None),
    ("Doanh nghiệp, hợp tác xã, hộ tự huy động", "Chủ thể", False, None),
    ("Vay tín dụng, quỹ đầu tư, quỹ hỗ trợ", "Tín dụng, quỹ", False, None),
    ("Cộng đồng đóng góp", "Cộng đồng", False, None),
)


def add(apps, _editor):
    source = apps.get_model("budgets", "FundSource")
    for position, (name, short, is_state, ends_on) in enumerate(SOURCES, 1):
        source.objects.get_or_create(
            name=name,
            defaults={"short_name": short, "is_state": is_state, "ends_on": ends_on, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0002_guards")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
