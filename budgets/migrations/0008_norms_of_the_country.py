"""The norms of the country whose figures are known, each with its act, its days and how sure it is.

Figures and marks: `money.md` §4. A day that nobody found is that of the year which the act's number names; days
before 2018 lie before every estimate of the portal. What was not found is left to the provinces.
"""

from datetime import date

from django.db import migrations

UNTIL_2025 = date(2025, 5, 3)
TRAVEL, TRAVEL_2025 = "Thông tư 40/2017/TT-BTC", "Thông tư 12/2025/TT-BTC"
FREE_MEALS = "Tiền ăn học viên không hưởng lương, {}"
NORMS = (
    ("Hỗ trợ điểm bán hàng OCOP", "", None, 50, "Thông tư 53/2022/TT-BTC, Điều 13",
     date(2022, 1, 1), date(2023, 12, 31)),
    ("Hỗ trợ đăng ký nhãn hiệu", "nhãn hiệu", 35_000_000, None, "Thông tư 53/2022/TT-BTC, Điều 13",
     date(2022, 1, 1), date(2023, 12, 31)),
    ("Thù lao giảng viên lớp cán bộ", "buổi", 2_000_000, None, "Thông tư 36/2018/TT-BTC",
     date(2018, 1, 1), date(2025, 10, 27)),
    ("Phụ cấp lưu trú", "ngày", 200_000, None, TRAVEL, date(2017, 1, 1), UNTIL_2025),
    ("Phụ cấp lưu trú trên biển, đảo", "ngày", 250_000, None, TRAVEL, date(2017, 1, 1), UNTIL_2025),
    ("Phụ cấp lưu trú", "ngày", 300_000, None, TRAVEL_2025, date(2025, 5, 4), None),
    ("Phụ cấp lưu trú trên biển, đảo", "ngày", 400_000, None, TRAVEL_2025, date(2025, 5, 4), None),
    (FREE_MEALS.format("ở thành phố trung ương"), "người/ngày", 200_000, None, TRAVEL,
     date(2017, 1, 1), UNTIL_2025),
    (FREE_MEALS.format("ở thành phố thuộc tỉnh"), "người/ngày", 150_000, None, TRAVEL,
     date(2017, 1, 1), UNTIL_2025),
    (FREE_MEALS.format("ở huyện, xã"), "người/ngày", 100_000, None, TRAVEL, date(2017, 1, 1), UNTIL_2025),
)  # fmt: skip


def add(apps, _editor):
    norm = apps.get_model("budgets", "Norm")
    for name, per, cap, percent, basis, starts_on, ends_on in NORMS:
        norm.objects.get_or_create(
            province=None,
            name=name,
            starts_on=starts_on,
            defaults={
                "per": per,
                "cap_vnd": cap,
                "percent": percent,
                "basis": basis,
                "ends_on": ends_on,
                "certainty": "reported",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0007_print_runs_and_certainty")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
