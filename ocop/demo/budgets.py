"""The budgets of the demo world: one being spent, one that waits for the leader, one being written.

The lines have the figures of a published annex (Bắc Giang 2020: 5.000.000.000 = 4.000.000.000 +
1.000.000.000); their words are short and our own.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from budgets import services
from budgets.models import Allotment, Budget, Estimate, FundSource, Norm
from budgets.services import CommitmentContent, LineContent
from evaluations.models import PrintRun
from ocop.core import clock
from ocop.demo.people import People
from ocop.demo.specimens import specimen
from registrations.models import Product

OFFICE = "Chi cục Phát triển nông thôn"
BLOCK = (
    ("Tuyên truyền", "campaign", 330_000_000),
    ("Tập huấn, 3 lớp", "class", 0),
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


PURPOSES = {"Hỗ trợ điểm bán hàng OCOP": "outlet", "Hỗ trợ đăng ký nhãn hiệu": "mark"}
"""What the lines pay for that are held whole to a norm."""


class Money:
    """Writes, approves and spends, by the services that everybody uses."""

    def __init__(self, people: People) -> None:
        self.people, self.today = people, clock.today()
        self.office, self.finance, self.leader = people["tinh"], people["tai-chinh"], people["tinh-lanh-dao"]
        self.source = FundSource.objects.get(short_name="CTMTQG nông thôn mới")

    def build(self) -> None:
        norms = self.norms()
        running = self.approve(self.write(self.today.year, norms))
        self.spend(running)
        self.submit(self.returned_once(self.write(self.today.year + 1, norms, copy_from=running)))
        self.commune_draft()

    def norms(self) -> dict[str, Norm]:
        written = (
            ("Hỗ trợ một người học một ngày", "người/ngày", 450_000, None),
            ("Hỗ trợ điểm bán hàng OCOP", "", None, 50),
            ("Hỗ trợ đăng ký nhãn hiệu", "nhãn hiệu", 35_000_000, None),
            ("Thù lao giảng viên", "buổi", 2_000_000, None),
            ("Phụ cấp lưu trú khi đi công tác", "ngày", 300_000, None),
            ("Tiền ăn học viên không hưởng lương", "người/ngày", 150_000, None),
        )
        return {
            name: services.add_norm(
                actor=self.finance,
                province=self.people.province,
                name=name,
                purpose=PURPOSES.get(name, ""),
                per=per,
                cap_vnd=cap,
                percent=percent,
                basis="Nghị quyết mẫu của HĐND tỉnh (dữ liệu mẫu)",
                starts_on=date(self.today.year - 1, 1, 1),
            )
            for name, per, cap, percent in written
        }

    def write(self, year: int, norms: dict[str, Norm], *, copy_from: Budget | None = None) -> Estimate:
        estimate = services.start_budget(
            actor=self.office,
            unit=self.people.province,
            title=f"Dự toán kinh phí thực hiện Chương trình OCOP năm {year}",
            first_year=year,
            last_year=year,
            basis="Kế hoạch OCOP của tỉnh (dữ liệu mẫu, số liệu theo một phụ lục đã công bố)",
            copy_from=copy_from,
        )
        if copy_from is None:
            self.lines(estimate, norms)
        return estimate

    def lines(self, estimate: Estimate, norms: dict[str, Norm]) -> None:
        def add(content: str, amount: int, parent=None, **more):
            money = {"lump_vnd": amount, "shares": ((self.source, None),)} if amount else {}
            return services.add_line(
                actor=self.office,
                estimate=estimate,
                parent=parent,
                content=LineContent(content, **money, **more),
            )

        block = add("Phần của tỉnh", 0, executor=OFFICE)
        for words, purpose, amount in BLOCK:
            outlet = {"norm": norms["Hỗ trợ điểm bán hàng OCOP"], "whole_cost_vnd": 360_000_000}
            line = add(words, amount, block, purpose=purpose, **(outlet if purpose == "outlet" else {}))
            if amount:
                continue
            for name, whole in CLASSES:
                asked = Decimal(whole) / 450
                over = asked > 450_000
                add(
                    name,
                    whole,
                    line,
                    purpose="class",
                    quantity=Decimal(90),
                    quantity_unit="người",
                    times=Decimal(5),
                    times_unit="ngày",
                    norm=norms["Hỗ trợ một người học một ngày"],
                    over_reason="Có 2 ngày đi học tập ngoài tỉnh." if over else "",
                )
        add("Phần của các xã, phường", 1_000_000_000, executor="UBND các xã, phường", purpose="unit")

    def returned_once(self, estimate: Estimate) -> Estimate:
        """Finance has given it back for one line; the office has moved the money to another."""
        services.submit_estimate(actor=self.office, estimate=estimate)
        site = estimate.lines.get(content="Trang thông tin điện tử")
        note = "Giảm chi trang thông tin, thêm cho tuyên truyền ở cơ sở."
        draft = services.return_estimate(actor=self.finance, estimate=estimate, note=note, lines=[site])
        for words, amount in (("Trang thông tin điện tử", 35_000_000), ("Tuyên truyền", 350_000_000)):
            line = draft.lines.get(content=words)
            content = LineContent(words, lump_vnd=amount, purpose=line.purpose, shares=((self.source, None),))
            services.change_line(actor=self.office, line=line, content=content)
        return draft

    def submit(self, estimate: Estimate) -> Estimate:
        """To the leader's desk, with a word of finance on every line above its norm."""
        services.submit_estimate(actor=self.office, estimate=estimate)
        for line in estimate.lines.exclude(over_reason=""):
            services.comment_on_line(
                actor=self.finance, line=line, verdict="agree", words="Có ngày học ngoài tỉnh, chấp nhận."
            )
        return services.appraise_estimate(
            actor=self.finance, estimate=estimate, appraisal="Các tổng đúng, nội dung chi đúng quy định."
        )

    def approve(self, estimate: Estimate) -> Budget:
        self.submit(estimate)
        done = services.approve_estimate(
            actor=self.leader,
            estimate=estimate,
            decision_number="642/QĐ-UBND",
            decided_on=self.today,
        )
        return done.budget

    def spend(self, budget: Budget) -> None:
        """A print run, a product developed, communes and classes with money to bind."""
        ceilings = {ceiling.line.content: ceiling for ceiling in budget.ceilings.select_related("line")}
        classes = [(words, 100) for words, _amount in CLASSES]
        for words, share in (*classes, ("Tư vấn phát triển 27–30 sản phẩm", 60)):
            amount = ceilings[words].approved_vnd * share // 100
            self.give(ceilings[words], amount, agency=OFFICE)
        prints = self.give(ceilings["Nhãn hiệu, tem, giấy chứng nhận"], 500_000_000, agency=OFFICE)
        communes = ceilings["Phần của các xã, phường"]
        for name in ("my-hiep-moi", "phong-my-moi"):
            self.give(communes, 100_000_000, unit=self.people.communes[name])
        by_line = {one.ceiling.line.content: one for one in Allotment.objects.select_related("ceiling__line")}
        run = services.bind_print_run(
            actor=self.office,
            run=PrintRun.objects.filter(issuer=self.people.province).latest("pk"),
            allotment=prints,
            amount_vnd=42_000_000,
            contract="HĐ mẫu",
        )
        self.pay(run, 42_000_000, "KB-0431")
        product = Product.objects.filter(certificates__isnull=False).order_by("pk").last()
        help_ = self.bind(
            by_line["Tư vấn phát triển 27–30 sản phẩm"],
            f"Tư vấn hoàn thiện {product.name}",
            "product",
            29_000_000,
            product=product,
        )
        self.pay(help_, 29_000_000, "KB-0440")
        services.settle(
            actor=self.finance,
            allotment=Allotment.objects.get(pk=prints.pk),
            amount_vnd=42_000_000,
            evidence="Biên bản nghiệm thu in giấy chứng nhận (mẫu)",
            papers=[specimen("Biên bản nghiệm thu", OFFICE)],
            settled_on=self.today,
        )

    def give(self, ceiling, amount: int, *, unit=None, agency: str = "") -> Allotment:
        allocation = services.allocate(
            actor=self.office,
            ceiling=ceiling,
            unit=unit or self.people.province,
            agency=agency,
            amount_vnd=amount,
            decision_number="688/QĐ-UBND",
            decided_on=self.today,
        )
        return Allotment.objects.get(pk=allocation.allotment_id)

    def bind(self, allotment: Allotment, subject: str, purpose: str, amount: int, **more):
        content = CommitmentContent(
            subject=subject,
            purpose=purpose,
            amount_vnd=amount,
            committed_on=self.today,
            due_on=self.today + timedelta(days=12),
            contract="HĐ mẫu",
            **more,
        )
        return services.commit(actor=self.office, allotment=allotment, content=content)

    def pay(self, commitment, amount: int, reference: str) -> None:
        services.pay(
            actor=self.office,
            commitment=commitment,
            amount_vnd=amount,
            paid_on=self.today,
            reference=reference,
        )

    def commune_draft(self) -> None:
        """A commune that has just begun: one line still lacks its source."""
        commune = self.people.communes["my-hiep-moi"]
        officer = self.people["xa-my-hiep-moi"]
        estimate = services.start_budget(
            actor=officer,
            unit=commune,
            title=f"Dự toán OCOP {commune.name_in_address} năm {self.today.year + 1}",
            first_year=self.today.year + 1,
            last_year=self.today.year + 1,
            has_blocks=False,
        )
        content = LineContent(
            "Tổ chức gian hàng tại hội chợ tỉnh",
            purpose="fair",
            quantity=Decimal(2),
            quantity_unit="gian",
            price_vnd=15_000_000,
            executor=f"UBND {commune.name_in_address}",
        )
        services.add_line(actor=officer, estimate=estimate, content=content)
