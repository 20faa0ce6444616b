"""How large a company is, in words, and who may not take part."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.law.choices import CompanySize
from ocop.law.models import Regime
from ocop.law.queries import size_limits_on
from ocop.law.rules import CompanyClass, company_class
from ocop.law.rules.companies import LARGE
from ocop.ui.writing import qty, vnd
from registrations.choices import ENTERPRISES
from registrations.models import Producer


@dataclass(frozen=True, slots=True)
class SizeAnswer:
    """The size of a company and the sentence that explains it by its figures."""

    size: str
    label: str
    reason: str

    @property
    def is_large(self) -> bool:
        return self.size == LARGE


def size_of(producer: Producer) -> SizeAnswer | None:
    """The size of an enterprise by today's table; None for other kinds and before its figures are known."""
    if producer.kind not in ENTERPRISES or not producer.sector:
        return None
    found = company_class(
        size_limits_on(clock.today()),
        sector=producer.sector,
        employees=producer.insured_employees,
        revenue_vnd=producer.revenue_vnd,
        capital_vnd=producer.capital_vnd,
    )
    return SizeAnswer(found.size, str(CompanySize(found.size).label), _reason(producer, found))


def _reason(producer: Producer, found: CompanyClass) -> str:
    """Why it is of this size: the figures beside the limit that decides."""
    limit = found.limit
    employees = _("lao động %(own)s %(sign)s %(limit)s người") % _beside(
        qty(producer.insured_employees), qty(limit.employees), found.employees
    )
    revenue = _("doanh thu %(own)s %(sign)s %(limit)s đồng") % _beside(
        vnd(producer.revenue_vnd), vnd(limit.revenue_vnd), found.revenue
    )
    capital = _("nguồn vốn %(own)s %(sign)s %(limit)s đồng") % _beside(
        vnd(producer.capital_vnd), vnd(limit.capital_vnd), found.capital
    )
    if found.size == LARGE and not found.employees:
        return _("vì %(figure)s") % {"figure": employees}
    if found.size == LARGE:
        return _("vì %(left)s và %(right)s") % {"left": revenue, "right": capital}
    money = revenue if found.revenue else capital
    return _("vì %(left)s và %(right)s") % {"left": employees, "right": money}


def _beside(own: str, limit: str, within: bool) -> dict[str, str]:
    return {"own": own, "sign": "≤" if within else ">", "limit": limit}


def why_outside(producer: Producer, regime: Regime) -> str:
    """Why the producer may not take part, with the article; empty where nothing is known against it.

    Large enterprises and whoever is not registered stand outside the programme (26/2026/QĐ-TTg Art. 2).
    """
    if producer.number_pending:
        return _("Chủ thể chưa có số đăng ký nên chưa tham gia được Chương trình OCOP (%(act)s).") % {
            "act": cited(regime)
        }
    answer = size_of(producer)
    if answer is None or not answer.is_large:
        return ""
    return _("Doanh nghiệp lớn không thuộc đối tượng của Chương trình OCOP (%(act)s): %(reason)s.") % {
        "act": cited(regime),
        "reason": answer.reason,
    }


def why_not_take_part(producer: Producer, regime: Regime) -> str:
    """Why nothing of this producer is handed in: it stands outside, or has not told what decides about it."""
    if reason := why_outside(producer, regime):
        return reason
    if not lacks_figures(producer):
        return ""
    return _("Doanh nghiệp chưa ghi lao động, doanh thu và nguồn vốn. Hãy ghi ở trang của chủ thể.")


def lacks_figures(producer: Producer) -> bool:
    """Whether an enterprise has not yet told the figures its size depends on."""
    return producer.kind in ENTERPRISES and not producer.sector


def cited(regime: Regime) -> str:
    """The article that says who may take part, as far as it is known, and its act."""
    return f"{regime.subjects_article} {regime.name}".strip()
