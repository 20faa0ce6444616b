"""Plans for tests: the plan of Bắc Giang 2020 by its figures, and small ones of the cast's province."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from ocop.core import clock
from ocop.core.roles import Role
from ocop.demo.plan_papers import OF_2020, OF_TODAY, write_plan
from ocop.law.models import LegalAct
from ocop.localities.choices import PlaceKind
from plans import services
from plans.models import Plan
from tests.factories import budgets
from tests.factories.accounts import make_officer
from tests.factories.places import make_place

SIGNED_ON = date(2019, 11, 19)


def act(number: str, issued_on: date, title: str, *, kind: str = "decision", **more) -> LegalAct:
    return LegalAct.objects.get_or_create(
        number=number,
        issued_on=issued_on,
        issuer=more.pop("issuer", "Thủ tướng Chính phủ"),
        defaults={"title": title, "kind": kind, "in_force_from": issued_on} | more,
    )[0]


def bac_giang() -> SimpleNamespace:
    """The province with its officer, its leader, its estimate and the plan, still a draft."""
    place = make_place(PlaceKind.PROVINCE, "Bắc Giang", "24")
    officer = make_officer(Role.PROVINCE_OFFICER, place)
    estimate = budgets.bac_giang(
        SimpleNamespace(province_officer=officer, places=SimpleNamespace(province=place)), year=2020
    )
    acts = [
        act("490/QĐ-TTg", date(2018, 5, 7), "Phê duyệt Chương trình Mỗi xã một sản phẩm"),
        act(
            "975/QĐ-UBND",
            date(2019, 6, 29),
            "Phê duyệt Đề án Chương trình mỗi xã một sản phẩm",
            issuer="Ủy ban nhân dân tỉnh Bắc Giang",
        ),
    ]
    plan = write_plan(
        actor=officer,
        unit=place,
        year=2020,
        estimate=estimate,
        acts=acts,
        names=OF_2020,
        dated_on=SIGNED_ON,
    )
    return SimpleNamespace(
        place=place,
        officer=officer,
        leader=make_officer(Role.PROVINCE_LEADER, place),
        estimate=estimate,
        plan=plan,
    )


def whole(cast, *, year: int = 0) -> Plan:
    """A draft of the cast's province that nothing holds against being issued."""
    year = year or clock.today().year
    return write_plan(
        actor=cast.province_officer,
        unit=cast.places.province,
        year=year,
        estimate=budgets.small(cast, 100, year=year),
        acts=[act("26/2026/QĐ-TTg", date(2026, 5, 22), "Ban hành Bộ tiêu chí")],
        names=OF_TODAY,
    )


def submitted(cast, *, year: int = 0) -> Plan:
    return services.submit_plan(actor=cast.province_officer, plan=whole(cast, year=year))


def issued(cast, *, year: int = 0) -> Plan:
    plan = submitted(cast, year=year)
    return services.issue_plan(actor=cast.province_leader, plan=plan, dated_on=clock.today())
