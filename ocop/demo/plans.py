"""Targets, reports, bodies and activities of the demo world; targets of 2021–2025 from a published plan
(124/KH-UBND).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from budgets.models import Ceiling
from ocop.accounts.queries import holders
from ocop.core import clock
from ocop.core.roles import Role
from ocop.demo.people import People
from ocop.localities.models import Place
from ocop.programme import services as programme
from ocop.programme.choices import BodyKind
from ocop.programme.models import Body
from plans import services
from plans.models import Indicator, PeriodicReport, ProgrammeEvent, Target
from plans.rules.targets import Aim
from plans.services.events import EventContent

PHASE = (2021, 2025)
YEAR = timedelta(days=365)
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
    signed: dict[str, Any] = {"number": "12/BC-UBND", "signed_on": clock.today()}
    if leader := holders([Role.COMMUNE_LEADER], unit).first():
        services.submit_report(actor=officer, report=report)
        services.approve_report(actor=leader, report=report, **signed)
    else:
        services.submit_report(actor=officer, report=report, **signed)


def run_the_year(people: People) -> None:
    """Two communes have an officer in charge, one of whom has left; a fair is over, an inspection to come."""
    today, office, admin = clock.today(), people["tinh"], people["quan-tri"]
    committee = _body(people, people.province, BodyKind.STEERING, "Kho lưu trữ của cơ quan thường trực")
    for seat in ("Trưởng ban", "Phó Trưởng ban", "Ủy viên thường trực"):
        programme.add_member(
            actor=office, body=committee, full_name=f"{seat} Ban Chỉ đạo", seat=seat, starts_on=today
        )
    for name in ("my-hiep-moi", "phong-my-moi"):
        body = _body(people, people.communes[name], BodyKind.OFFICER_IN_CHARGE, "Tủ 2, phòng Kinh tế")
        person = people.officer_of(name)
        member = programme.add_member(
            actor=admin,
            body=body,
            full_name=str(person),
            person=person,
            seat="Cán bộ phụ trách",
            starts_on=today - YEAR,
        )
        if name == "phong-my-moi":
            programme.end_member(actor=office, member=member, ends_on=today - timedelta(days=1))
    ago = today - timedelta(days=20)
    fair = _event(people, "fair", "Hội chợ nông sản cuối năm", ago, "3 gian hàng", line="Xúc tiến")
    ahead = today + timedelta(days=14)
    _event(people, "outlet", "Điểm bán hàng ở bến xe tỉnh", ahead, "1 điểm", line="Điểm bán hàng")
    services.close_event(
        actor=office,
        event=fair,
        closed_on=today - timedelta(days=17),
        result="Giới thiệu 12 sản phẩm, ký 4 thỏa thuận tiêu thụ",
        result_quantity=3,
    )
    _event(people, "inspection", "Kiểm tra sử dụng nhãn OCOP", today + timedelta(days=9), "10 chủ thể")
    _event(people, "campaign", "Tuyên truyền chu trình mới", today - timedelta(days=40), "")


def _body(people: People, unit: Place, kind: str, papers_at: str) -> Body:
    since = clock.today() - YEAR
    return programme.set_up_body(
        actor=people["tinh"],
        unit=unit,
        kind=kind,
        decision_number="15/QĐ-UBND",
        decided_on=since,
        starts_on=since,
        papers_at=papers_at,
    )


def _event(
    people: People, kind: str, name: str, day: date, quantity: str, *, line: str = ""
) -> ProgrammeEvent:
    """`line` begins the words of the budget line that pays."""
    own = Ceiling.objects.filter(
        budget__unit=people.province,
        budget__first_year__lte=day.year,
        budget__last_year__gte=day.year,
        line__content__startswith=line,
    )
    number, _space, unit_name = quantity.partition(" ")
    content = EventContent(
        kind=kind,
        name=name,
        starts_on=day,
        ends_on=day + timedelta(days=2),
        lead="Chi cục Phát triển nông thôn",
        joint="Các xã, phường",
        audience="Chủ thể OCOP",
        quantity=int(number) if number else None,
        quantity_unit=unit_name,
        ceiling=own.order_by("pk").first() if line else None,
    )
    return services.plan_event(actor=people["tinh"], unit=people.province, content=content)


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
