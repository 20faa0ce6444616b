"""Budgets for tests: the annex of Bắc Giang 2020 by its figures, drafted, approved, given out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from budgets import services
from budgets.models import Allotment, Budget, Ceiling, Commitment, Estimate, FundSource
from budgets.services import CommitmentContent, LineContent
from ocop.core import clock

PROVINCE_LINES = (
    ("Tuyên truyền", "campaign", 330_000_000),
    ("Tập huấn, 3 lớp", "class", None),
    ("Học tập kinh nghiệm ngoài tỉnh, 2 chuyến", "trip", 123_500_000),
    ("Xúc tiến thương mại, quảng bá", "fair", 400_000_000),
    ("Tư vấn phát triển 27–30 sản phẩm", "product", 807_000_000),
    ("Nhãn hiệu, tem, giấy chứng nhận", "print_run", 1_200_000_000),
    ("Đánh giá cấp tỉnh, kiểm định, hội nghị", "assessment", 295_000_000),
    ("Trang thông tin điện tử", "campaign", 55_000_000),
    ("Kiểm tra, hướng dẫn", "supervision", 52_000_000),
    ("Máy ảnh, máy tính", "equipment", 44_500_000),
    ("Điểm bán hàng, trung tâm OCOP", "outlet", 170_000_000),
)
CLASSES = (
    ("Lớp 1 cho chủ thể", 208_300_000),
    ("Lớp 2 cho chủ thể", 208_300_000),
    ("Lớp cho cán bộ quản lý", 106_400_000),
)
"""The figures of the annex; 90 people, 5 days each."""


def source() -> FundSource:
    """The source of the annex; a test that empties tables has taken those of the migration away."""
    return FundSource.objects.get_or_create(
        short_name="CTMTQG nông thôn mới",
        defaults={"name": "Chương trình mục tiêu quốc gia xây dựng nông thôn mới", "position": 2},
    )[0]


def lump(content: str, amount: int | None, **more) -> LineContent:
    """A line with a lump sum paid by the one source; without an amount, a line for others to stand below."""
    if amount is None:
        return LineContent(content, **more)
    return LineContent(content, lump_vnd=amount, shares=((source(), None),), **more)


def start(cast, *, year: int = 0, unit=None, actor=None, **more) -> Estimate:
    """An empty draft of the province's budget for a year (this one by default)."""
    year = year or clock.today().year
    return services.start_budget(
        actor=actor or cast.province_officer,
        unit=unit or cast.places.province,
        title=f"Dự toán OCOP năm {year}",
        first_year=year,
        last_year=year,
        **more,
    )


def bac_giang(cast, *, year: int = 0) -> Estimate:
    """A draft with the figures of the annex: 5.000.000.000 = 4.000.000.000 + 1.000.000.000."""
    estimate = start(cast, year=year)
    actor = cast.province_officer
    block = services.add_line(
        actor=actor,
        estimate=estimate,
        content=LineContent("Phần của tỉnh", executor="Chi cục Phát triển nông thôn"),
    )
    for words, purpose, amount in PROVINCE_LINES:
        line = services.add_line(
            actor=actor, estimate=estimate, parent=block, content=lump(words, amount, purpose=purpose)
        )
        if amount is None:
            for name, sum_vnd in CLASSES:
                content = lump(
                    name,
                    sum_vnd,
                    purpose="class",
                    quantity=Decimal(90),
                    quantity_unit="người",
                    times=Decimal(5),
                    times_unit="ngày",
                )
                services.add_line(actor=actor, estimate=estimate, parent=line, content=content)
    services.add_line(
        actor=actor,
        estimate=estimate,
        content=lump("Phần của huyện, thành phố", 1_000_000_000, executor="UBND 10 huyện", purpose="unit"),
    )
    return Estimate.objects.get(pk=estimate.pk)


def small(cast, *amounts: int, year: int = 0) -> Estimate:
    """A draft with one line for each amount."""
    estimate = start(cast, year=year)
    for number, amount in enumerate(amounts or (100,), 1):
        services.add_line(
            actor=cast.province_officer,
            estimate=estimate,
            content=lump(f"Khoản {number}", amount, executor="Chi cục Phát triển nông thôn"),
        )
    return Estimate.objects.get(pk=estimate.pk)


def appraised(cast, estimate: Estimate) -> Estimate:
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    return services.appraise_estimate(
        actor=cast.finance_officer, estimate=estimate, appraisal="Đúng quy định."
    )


def approved(cast, estimate: Estimate, number: str = "12/QĐ-UBND", *, days_ago: int = 0) -> Budget:
    appraised(cast, estimate)
    done = services.approve_estimate(
        actor=cast.province_leader,
        estimate=estimate,
        decision_number=number,
        decided_on=clock.today() - timedelta(days=days_ago),
        same_decision=True,
    )
    return Budget.objects.get(pk=done.budget_id)


def ceiling(budget: Budget, content: str = "Khoản 1") -> Ceiling:
    return budget.ceilings.get(line__content=content)


def given(
    cast, ceiling: Ceiling, amount: int, *, unit=None, actor=None, number="20/QĐ-UBND", **more
) -> Allotment:
    """A part of a ceiling given to a unit: the province itself unless told otherwise."""
    allocation = services.allocate(
        actor=actor or cast.province_officer,
        ceiling=ceiling,
        unit=unit or cast.places.province,
        amount_vnd=amount,
        decision_number=number,
        decided_on=clock.today(),
        **more,
    )
    return Allotment.objects.get(pk=allocation.allotment_id)


def bound(cast, allotment: Allotment, amount: int, *, actor=None, **more) -> Commitment:
    content = CommitmentContent(
        subject=more.pop("subject", "Hợp đồng tập huấn"),
        purpose=more.pop("purpose", "class"),
        amount_vnd=amount,
        committed_on=more.pop("committed_on", clock.today()),
        **more,
    )
    return services.commit(actor=actor or cast.province_officer, allotment=allotment, content=content)


def paid(cast, commitment: Commitment, amount: int, *, reference: str = "KB-01", on: date | None = None):
    return services.pay(
        actor=cast.province_officer,
        commitment=commitment,
        amount_vnd=amount,
        paid_on=on or clock.today(),
        reference=reference,
    )
