"""Targets and reports of the demo world; the targets of 2021–2025 are those of a published plan
(124/KH-UBND).
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from ocop.core import clock
from ocop.demo.people import People
from plans import services
from plans.models import Indicator, PeriodicReport, Target
from plans.rules.targets import Aim

PHASE = (2021, 2025)
OF_THE_DISTRICT = (
    ("recognised_5", PHASE, Aim(3, 3)),
    ("recognised_3", PHASE, Aim(20, 20)),
    ("recognised_5", (2021, 2022), Aim(1, 1)),
    ("recognised_5", (2023, 2024), Aim(2)),
    ("communes_registered", (2025, 2025), Aim(4)),
)


def set_targets(people: People) -> None:
    """Those of the old district for its phase, and of the province for this year, shared out in part."""
    for measure, years, aim in OF_THE_DISTRICT:
        _set(people, people["huyen"], measure, people.district, years, aim, "Kế hoạch 124/KH-UBND")
    year = clock.today().year
    whole = _set(
        people, people["tinh"], "products_registered", people.province, (year, year), Aim(30, 40), ""
    )
    _set(people, people["tinh"], "recognised", people.province, (year, year), Aim(12), "")
    _set(people, people["tinh"], "money_spent", people.province, (year, year), Aim(5_000_000_000), "")
    values = {people.communes["my-hiep-moi"]: 3, people.communes["phong-my-moi"]: 2}
    services.split_target(actor=people["tinh"], target=whole, values=values, accepts_reached=True)


def send_reports(people: People) -> None:
    """The year's reports are open: two communes have sent, and the province has taken one of them in."""
    today, office = clock.today(), people["tinh"]
    due = today + timedelta(days=16)
    services.add_indicator(
        actor=office,
        province=people.province,
        name="Điểm giới thiệu và bán sản phẩm xây dựng thêm",
        unit_name="điểm",
        is_share=False,
    )
    services.set_report_rule(
        actor=office,
        province=people.province,
        valid_from=today - timedelta(days=60),
        half_day=15,
        half_month=6,
        year_day=due.day,
        year_month=due.month,
        basis="Kế hoạch năm của tỉnh (dữ liệu mẫu)",
    )
    services.open_reports(on=today)
    for name, outlets in (("my-hiep-moi", 1), ("phong-my-moi", 2)):
        _send(people, name, outlets)
    first = PeriodicReport.objects.get(unit=people.communes["my-hiep-moi"])
    services.accept_report(actor=office, report=first)


def _send(people: People, commune: str, outlets: int) -> None:
    unit, officer = people.communes[commune], people.officer_of(commune)
    report = PeriodicReport.objects.filter(unit=unit).first()
    if report is None:
        return
    own = Indicator.objects.get(province=people.province)
    services.fill_report(
        actor=officer,
        report=report,
        values={own: services.Said(Decimal(outlets))},
        steering="Ủy ban nhân dân xã đã kiện toàn tổ giúp việc và phân công cán bộ phụ trách.",
        difficulties="Một số chủ thể chưa quen lập hồ sơ điện tử.",
        tasks="Hướng dẫn chủ thể hoàn thiện hồ sơ đợt sau",
    )
    services.submit_report(actor=officer, report=report, number="12/BC-UBND", signed_on=clock.today())


def _set(people: People, actor, measure: str, unit, years: tuple[int, int], aim: Aim, basis: str) -> Target:
    return services.set_target(
        actor=actor,
        indicator=Indicator.objects.get(measure=measure, province=None),
        unit=unit,
        first_year=years[0],
        last_year=years[1],
        aim=aim,
        basis=basis,
        accepts_reached=True,
    )
