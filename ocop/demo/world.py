"""The demo world: every product walks the real way, by the real services, as far as its stage says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from evaluations import services as evaluations
from evaluations.choices import RevocationGround, SampleMove, SeatRole
from evaluations.documents.pack import issue_paper
from evaluations.models import Certificate, Council, Decision, Session, Sheet
from evaluations.queries.packs import acts_of
from evaluations.queries.results import unconfirmed, undecided_gradings
from ocop.core import clock
from ocop.core.roles import Level
from ocop.demo.afterwards import look_after
from ocop.demo.budgets import Money
from ocop.demo.contents import write_contents
from ocop.demo.goods import Goods, Stage, goods_of
from ocop.demo.ideas import collect, note_corrections
from ocop.demo.marks import ticks_near
from ocop.demo.people import MEMBERS, People, settle
from ocop.demo.plan_papers import PlanPapers
from ocop.demo.plans import run_the_year, send_reports, set_targets
from ocop.demo.records import recognise_of_old
from ocop.demo.specimens import specimen
from ocop.demo.trainings import Classes
from ocop.documents.services import run_job
from ocop.law.choices import EvidenceKind
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import tree_of
from ocop.programme.choices import Step
from ocop.programme.models import Cycle
from ocop.programme.services import close_cycle, open_cycle, set_steps, set_unit_steps
from registrations import services as registrations
from registrations.choices import ENTERPRISES, LEFT_OPEN, ProducerKind, RegistrationType
from registrations.models import Dossier, ProducerPost
from registrations.queries import consent_standing
from registrations.rules import KINDS_WITH_TAX_CODE
from reports.services import count_province

FINISHING = "Tỉnh hoàn thành các đợt đánh giá đã mở theo quy định cũ."
OF_2023, UNDER_148, UNDER_26 = goods_of("R148-2023"), goods_of("R148"), goods_of("R26")
SPREAD = (0, 2, -1, 1)
"""How far each member's sheet lies from the points wanted."""
TOO_FAR_APART = (0, -16, 1, 0)
"""The same where the council has to talk before it scores again."""
YEAR_OF_HISTORY = 2023
SMALL_COMPANY = {
    "sector": "production",
    "insured_employees": Decimal(24),
    "revenue_vnd": 9_500_000_000,
    "capital_vnd": 6_000_000_000,
    "figures_year": 2025,
}
AT_DISTRICT = {Stage.UNSIGNED, Stage.RECOGNISED, Stage.UPWARD, Stage.PROVINCE, Stage.MINISTRY}


class World:
    """Builds the demo world once, in the order in which it would have happened."""

    def __init__(self) -> None:
        self.people: People = settle()
        self.numbers = iter(range(1, 1000))
        self.dossiers: dict[str, Dossier] = {}

    def build(self) -> None:
        old, running, new = self.open_cycles()
        self.set_terms()
        self.history(old)
        self.under_148(running)
        collect(self.people, running)
        self.under_26(new)
        self.producer_sign_in()
        Money(self.people).build()
        Classes(self.people).build()
        set_targets(self.people)
        recognise_of_old(self.people)
        send_reports(self.people)
        PlanPapers(self.people).build()
        run_the_year(self.people)
        count_province(self.people.province)

    # --- Cycles and councils ------------------------------------------------------------------------------
    def open_cycles(self) -> tuple[Cycle, Cycle, Cycle]:
        regime = Regime.objects.get(code="R148")
        admin, province = self.people["quan-tri"], self.people.province
        old = open_cycle(actor=admin, province=province, year=2023, regime=regime, reason=FINISHING)
        running = open_cycle(actor=admin, province=province, year=2025, regime=regime, reason=FINISHING)
        new = open_cycle(actor=admin, province=province, year=clock.today().year)
        set_steps(actor=admin, cycle=new, steps=self.steps(new.year))
        self.say_what_is_done(new)
        return old, running, new

    def say_what_is_done(self, cycle: Cycle) -> None:
        """The province and a commune have written which steps of the year are behind them."""
        over = {step: span for step, span in self.steps(cycle.year).items() if span[1] < clock.today()}
        done = {step: ends_on for step, (_starts_on, ends_on) in over.items()}
        for name in ("tinh", "xa-my-hiep-moi"):
            person = self.people[name]
            unit = person.memberships.get().place
            set_unit_steps(actor=person, cycle=cycle, unit=unit, steps=over, done=done)

    def set_terms(self) -> None:
        """What no act says, a province may: how long checking a dossier may take."""
        for term in LEFT_OPEN:
            registrations.set_step_limit(
                actor=self.people["quan-tri"],
                province=self.people.province,
                term=term,
                days=10,
                used_from=clock.today(),
                note="Quy chế mẫu của tỉnh (dữ liệu mẫu).",
            )

    def steps(self, year: int) -> dict[int, tuple[date, date]]:
        """Launch in March, ideas in April, plans in May, work until September, assessment, then the fairs."""
        months = {Step.COMMUNICATE: (3, 3), Step.COLLECT_IDEAS: (4, 4), Step.RECEIVE_PLANS: (5, 5)}
        months |= {Step.CARRY_OUT: (6, 9), Step.ASSESS: (10, 11), Step.PROMOTE: (12, 12)}
        return {
            int(step): (date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1))
            for step, (first, last) in months.items()
        }

    def council(self, level: str, cycle: Cycle, number: str, decided_on: date) -> Council:
        at_district = level == Level.DISTRICT
        place = self.people.district if at_district else self.people.province
        *members, secretary = self.people.council("huyen" if at_district else "tinh")
        roles = (SeatRole.CHAIR, *[SeatRole.MEMBER] * (len(MEMBERS) - 1))
        seats = [
            evaluations.NewSeat(person, role, title=role.label, agency=f"UBND {place.name_in_address}")
            for person, role in zip(members, roles, strict=True)
        ]
        seats.append(evaluations.NewSeat(secretary, SeatRole.SECRETARY, title="Thư ký", scores=False))
        return evaluations.create_council(
            actor=self.officer(level),
            place=place,
            level=level,
            cycle=cycle,
            name=f"Hội đồng đánh giá, phân hạng sản phẩm OCOP {place.name_in_address} năm {cycle.year}",
            decision_number=number,
            decided_on=decided_on,
            seats=seats,
        )

    def officer(self, level: str):
        return self.people["huyen" if level == Level.DISTRICT else "tinh"]

    def leader(self, level: str):
        return self.people["huyen-lanh-dao" if level == Level.DISTRICT else "tinh-lanh-dao"]

    # --- The three stories --------------------------------------------------------------------------------
    def history(self, cycle: Cycle) -> None:
        """Certificates of 2023: one has run out, one was revoked."""
        for goods in OF_2023:
            self.hand_in(goods, cycle)
        council = self.council(Level.DISTRICT, cycle, "31/QĐ-UBND", date(2023, 5, 8))
        session = self.hold(council, OF_2023, date(2023, 6, 1))
        self.sign(session, "57/QĐ-UBND", date(2023, 6, 15))
        revoked = next(goods for goods in OF_2023 if goods.stage == Stage.REVOKED)
        certificate = Certificate.objects.get(product=self.dossiers[revoked.product].product)
        evaluations.record_conclusion(
            actor=self.people["tinh"],
            certificate=certificate,
            ground=RevocationGround.STOPPED,
            concluded_on=date(2025, 3, 20),
            concluded_by="Ủy ban nhân dân xã",
            conclusion_number="40/XN-UBND",
            details="Xã xác nhận chủ thể đã ngừng sản xuất từ tháng 3 năm 2025.",
        )
        evaluations.revoke_certificate(
            actor=self.people["tinh-lanh-dao"],
            certificate=certificate,
            decided_on=date(2025, 4, 2),
            note="Chủ thể ngừng sản xuất sản phẩm từ tháng 3 năm 2025.",
            decision_number="18/QĐ-UBND",
        )
        close_cycle(actor=self.people["quan-tri"], cycle=cycle, note="Đã cấp xong giấy chứng nhận của năm.")

    def under_148(self, cycle: Cycle) -> None:
        """The district's council and, for what went up, the province's."""
        for goods in UNDER_148:
            self.start(goods, cycle)
        today = clock.today()
        council = self.council(Level.DISTRICT, cycle, "12/QĐ-UBND", today - timedelta(days=60))
        finished = [g for g in UNDER_148 if g.stage in AT_DISTRICT and g.stage != Stage.UNSIGNED]
        session = self.hold(council, finished, today - timedelta(days=40))
        self.sign(session, "27/QĐ-UBND", today - timedelta(days=33))
        self.province_session(
            cycle, [g for g in finished if g.stage in (Stage.PROVINCE, Stage.MINISTRY)], today
        )
        unsigned = self.hold(council, self.at(Stage.UNSIGNED), today - timedelta(days=6))
        evaluations.prepare_decision(actor=self.people["huyen"], session=unsigned)
        self.leave_open(council, self.at(Stage.SCORING), today)

    def province_session(self, cycle: Cycle, goods: list[Goods], today: date) -> None:
        council = self.council(Level.PROVINCE, cycle, "305/QĐ-UBND", today - timedelta(days=30))
        session = self.hold(council, goods, today - timedelta(days=20))
        self.sign(session, "411/QĐ-UBND", today - timedelta(days=14))
        self.papers(session)

    def under_26(self, cycle: Cycle) -> None:
        """Two tiers: the commune's report, then the province's council."""
        for goods in UNDER_26:
            self.start(goods, cycle)
        today = clock.today()
        council = self.council(Level.PROVINCE, cycle, "402/QĐ-UBND", today - timedelta(days=45))
        done = [goods for goods in UNDER_26 if goods.stage == Stage.RECOGNISED]
        decision = self.sign(
            self.hold(council, done, today - timedelta(days=15)), "455/QĐ-UBND", today - timedelta(days=9)
        )
        look_after(decision, self.people["tinh"], specimen)

    def at(self, stage: Stage) -> list[Goods]:
        return [goods for goods in UNDER_148 if goods.stage == stage]

    # --- One product's way --------------------------------------------------------------------------------
    def start(self, goods: Goods, cycle: Cycle) -> None:
        """Register it, and bring it as far as its stage lies before any council."""
        if goods.stage == Stage.DRAFT:
            self.write(goods, cycle, whole=False)
            return
        dossier = self.hand_in(goods, cycle)
        officer = self.officer(dossier.level)
        if goods.stage == Stage.RETURNED:
            note_corrections(self.people, dossier)
            registrations.return_dossier(actor=officer, dossier=dossier, note="")
        elif goods.stage != Stage.SUBMITTED:
            registrations.accept_dossier(actor=officer, dossier=dossier)

    def hand_in(self, goods: Goods, cycle: Cycle) -> Dossier:
        dossier = self.write(goods, cycle, whole=True)
        officer = self.people.officer_of(goods.commune)
        registrations.keep_signed_summary(
            actor=officer,
            dossier=dossier,
            upload=specimen("Bản tóm tắt có chữ ký", goods.product),
            code=consent_standing(Dossier.objects.get(pk=dossier.pk)).code,
            given_by_name=dossier.legal_rep_name,
            given_on=clock.today(),
        )
        dossier = registrations.submit_dossier(actor=officer, dossier=dossier)
        if cycle.year == YEAR_OF_HISTORY:
            dossier = registrations.accept_dossier(actor=self.officer(dossier.level), dossier=dossier)
        self.dossiers[goods.product] = dossier
        return dossier

    def write(self, goods: Goods, cycle: Cycle, *, whole: bool) -> Dossier:
        officer, commune = self.people.officer_of(goods.commune), self.people.communes[goods.commune]
        producer = registrations.create_producer(
            actor=officer,
            commune=commune,
            kind=goods.kind,
            name=goods.producer,
            registration_number=self.number(goods.kind),
            representative_name=f"Đại diện {goods.producer}",
            representative_position="Người đại diện",
            phone="0277 000 0000",
        )
        if producer.kind in ENTERPRISES:
            registrations.write_company_figures(actor=officer, producer=producer, **SMALL_COMPANY)
        product = registrations.create_product(
            actor=officer, producer=producer, name=goods.product, packaging="Đóng gói theo tiêu chuẩn công bố"
        )
        criteria_set = CriteriaSet.objects.current().get(code=goods.set_code)
        dossier = registrations.start_dossier(
            actor=officer,
            product=product,
            cycle=cycle,
            registration_type=RegistrationType.FIRST,
            criteria_set=criteria_set,
        )
        if whole:
            self.fill(goods, dossier, officer)
        self.dossiers[goods.product] = dossier
        return dossier

    def fill(self, goods: Goods, dossier: Dossier, officer) -> None:
        registrations.update_registration_form(
            actor=officer,
            dossier=dossier,
            declaration_accepted=True,
            signed_place=dossier.commune.name,
            signed_on=clock.today(),
            signed_by=dossier.legal_rep_name,
        )
        registrations.attach_evidence(
            actor=officer,
            producer=dossier.producer,
            upload=specimen("Giấy đăng ký kinh doanh", goods.producer),
            kind=EvidenceKind.BUSINESS_REGISTRATION,
            title="Giấy đăng ký kinh doanh",
            dossier=dossier,
        )
        ticks = ticks_near(tree_of(dossier.criteria_set), goods.points)
        claims = {code: (position, "") for code, position in ticks.items()}
        registrations.save_self_scores(actor=officer, dossier=dossier, claims=claims)
        write_contents(goods, dossier, officer)
        if dossier.regime.has_commune_report:
            registrations.write_commune_report(
                actor=officer,
                dossier=dossier,
                local_materials="Nguyên liệu trồng tại các ấp của xã.",
                local_labour="Người lao động thường trú tại xã.",
                idea_origin="Sản phẩm truyền thống của địa phương.",
                local_identity="Gắn với nghề và cây trồng lâu đời của xã.",
                request_number="05/UBND",
                request_on=clock.today(),
            )

    def number(self, kind: str) -> str:
        """A made-up registration number of the shape the kind asks for."""
        number = next(self.numbers)
        return f"00000{number:05d}" if ProducerKind(kind) in KINDS_WITH_TAX_CODE else f"MẪU-{number:03d}"

    # --- One session --------------------------------------------------------------------------------------
    def plan(self, council: Council, goods: Iterable[Goods], held_on: date) -> Session:
        officer = self.officer(council.level)
        session = evaluations.plan_session(
            actor=officer, council=council, held_on=held_on, venue="Hội trường UBND"
        )
        dossiers = [Dossier.objects.get(pk=self.dossiers[g.product].pk) for g in goods]
        for dossier in dossiers:
            if dossier.state == "submitted":
                registrations.accept_dossier(actor=officer, dossier=dossier)
        evaluations.add_dossiers_to_session(
            actor=officer,
            session=session,
            dossiers=Dossier.objects.filter(pk__in=[d.pk for d in dossiers]).order_by("pk"),
        )
        seats = council.seats.order_by("pk")
        session = evaluations.open_session(
            actor=self.secretary(council), session=session, present=list(seats)
        )
        for seat in seats.filter(scores=True):
            evaluations.declare_interests(actor=seat.person, session=session, clear=session.items.all())
        return session

    def hold(self, council: Council, goods: Iterable[Goods], held_on: date) -> Session:
        """A session from the roll to its close, with every sheet filled and sent."""
        goods = list(goods)
        session = self.plan(council, goods, held_on)
        for one in goods:
            for sheet, away in zip(self.sheets(session, one), SPREAD, strict=False):
                self.fill_sheet(sheet, one.points + away)
                evaluations.send_sheet(actor=sheet.seat.person, sheet=sheet)
        session = evaluations.close_session(actor=self.chair(council), session=session)
        for grading in unconfirmed(undecided_gradings(session)):
            evaluations.confirm_result(
                actor=self.chair(council),
                item=grading.item,
                note="Đã rà lại các phiếu; kết quả đúng với đánh giá của Hội đồng.",
            )
        return session

    def leave_open(self, council: Council, goods: list[Goods], held_on: date) -> None:
        """A session in the middle of scoring: on the first product the members lie too far apart and are to
        talk, the second is half done, the third not begun. Its samples are in custody.
        """
        session = self.plan(council, goods, held_on)
        for item in session.items.filter(dossier__sample_count__gt=0).select_related("dossier"):
            evaluations.record_samples(
                actor=self.secretary(council),
                item=item,
                kind=SampleMove.RECEIVED,
                count=item.dossier.sample_count,
                counterpart=item.dossier.legal_rep_name,
                condition="Nguyên vẹn, đã niêm phong",
            )
        for sheet, away in zip(self.sheets(session, goods[0]), TOO_FAR_APART, strict=False):
            self.fill_sheet(sheet, goods[0].points + away)
            evaluations.send_sheet(actor=sheet.seat.person, sheet=sheet)
        for sheet in self.sheets(session, goods[1])[:2]:
            self.fill_sheet(sheet, goods[1].points)

    def sheets(self, session: Session, goods: Goods) -> list[Sheet]:
        dossier = self.dossiers[goods.product]
        return list(
            Sheet.objects.filter(item__session=session, item__dossier=dossier)
            .select_related("seat__person")
            .order_by("pk")
        )

    def fill_sheet(self, sheet: Sheet, points: int) -> None:
        ticks = ticks_near(tree_of(sheet.item.dossier.criteria_set), points)
        evaluations.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=ticks, notes={})

    def chair(self, council: Council):
        return council.seats.get(role=SeatRole.CHAIR).person

    def secretary(self, council: Council):
        return council.seats.get(role=SeatRole.SECRETARY).person

    def sign(self, session: Session, number: str, decided_on: date) -> Decision:
        """The officer prepares, the leader signs, the certificates are made."""
        level = session.council.level
        decision = evaluations.prepare_decision(actor=self.officer(level), session=session)
        decision = evaluations.sign_decision(
            actor=self.leader(level),
            decision=decision,
            number=number,
            decided_on=decided_on,
            signer_title="Phó Chủ tịch",
        )
        if decision.lines.filter(outcome="recognise").exists():
            job = evaluations.request_certificates(actor=self.officer(level), decision=decision)
            run_job(job.pk)
        return decision

    def papers(self, session: Session) -> None:
        """The minutes are completed, all papers of the session made, and the minutes issued."""
        officer = self.officer(session.council.level)
        evaluations.write_minutes(
            actor=self.secretary(session.council),
            session=session,
            opinions="Các chủ thể bổ sung câu chuyện sản phẩm và hoàn thiện nhãn trước khi in hạng sao.",
            votes_for=session.roll.filter(present=True).count(),
            votes_against=0,
            votes_abstained=0,
        )
        pack, job = evaluations.make_pack(actor=officer, session=session, acts=acts_of(session))
        run_job(job.pk)
        issue_paper(actor=officer, row=pack.papers.get(kind="minutes"), number=None, dated_on=session.held_on)

    def producer_sign_in(self) -> None:
        producer = self.dossiers["Thảm lục bình"].producer
        ProducerPost.objects.create(user=self.people["chu-the"], producer=producer, starts_on=clock.today())


@transaction.atomic
def build_world() -> bool:
    """Build the demo world unless it stands already; whether it was built."""
    if Cycle.objects.exists():
        return False
    World().build()
    return True
