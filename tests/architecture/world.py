"""One row of everything, so that every address has something to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from budgets.models import Estimate, EstimatePrint, Line, Norm
from evaluations.choices import DecisionKind, DecisionState, Outcome
from evaluations.documents import CERTIFICATES
from evaluations.models import Decision, DecisionLine, Item, MinistryResult
from evaluations.rules import inspections as inspections_rules
from evaluations.services import (
    add_lab_result,
    inspections,
    issue_certificate,
    make_pack,
    misuse,
    prepare_decision,
    print_desk,
)
from evaluations.services.certificates import attach_paper
from ocop.accounts.models import Membership, User
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.roles import Role
from ocop.documents.models import DocumentJob, SignedCopy
from ocop.documents.services import reserve_number, set_province_mark, store_issued
from ocop.exports.models import ListExport
from ocop.exports.services import take_list
from ocop.imports.models import Import
from ocop.imports.services import upload_list
from ocop.law.models import CriteriaSet, Criterion, LegalAct, WorkingDayException
from ocop.notifications.models import Notice
from plans.models import Indicator, PlanPrint, ReportPrint
from registrations import services as registrations
from registrations.choices import StepTerm
from registrations.models import Citation, Evidence, ProducerPost, StepLimit
from tests.factories import budgets as make_budgets
from tests.factories import plan_papers as make_plans
from tests.factories import trainings as make_trainings
from tests.factories.accounts import make_officer
from tests.factories.certificates import make_certificate
from tests.factories.corrections import returned_with
from tests.factories.evaluations import (
    closed_session,
    conclude,
    district_panel,
    open_session,
    planned_session,
    signed_decision,
)
from tests.factories.ideas import sent_idea
from tests.factories.plans import make_body, make_event, make_member, make_report, make_rule, make_target
from tests.factories.registrations import (
    complete_dossier,
    make_product,
    make_upload,
    submitted_dossier,
)
from tests.factories.uploads import pdf, png
from trainings.models import Invitation

BY_ROUTE: dict[str, str] = {
    "panorama-of": "district",
    "evaluations:seat-end": "seat",
    "evaluations:seat-add": "council",
    "evaluations:session-plan": "council",
    "registrations:targets": "cycle",
    "registrations:calendar-day-change": "calendar_day",
    "registrations:calendar-day-remove": "calendar_day",
    "registrations:step-limit-change": "step_limit",
    "registrations:correction-note": "dossier",
    "registrations:evidence-keep": "producer",
    "registrations:producer-figures": "producer",
    "registrations:product-create": "producer",
    "registrations:evidence-uncite": "dossier",
    "registrations:evidence-attach": "dossier",
    "registrations:evidence-cite": "dossier",
    "registrations:dossier-start": "product",
    "evaluations:certificate-commune-letter": "ending",
    "evaluations:certificate-letter": "ending",
    "evaluations:certificates-issue": "decision",
    "evaluations:session-open": "planned",
    "evaluations:session-check-in": "planned",
    "evaluations:session-files": "planned",
    "evaluations:session-move": "planned",
    "evaluations:agenda-add": "planned",
    "evaluations:agenda-calibrate": "planned",
    "evaluations:agenda-after-tests": "planned",
    "evaluations:agenda-arrange": "planned",
    "evaluations:session-close": "session",
    "evaluations:decision-prepare": "closed",
    "evaluations:results": "closed",
    "evaluations:minutes-write": "closed",
    "evaluations:pack-make": "closed",
    "evaluations:session-reopen": "closed",
    "evaluations:session-majority": "closed",
    "evaluations:certificate-revocation-paper": "concluded",
    "evaluations:inspection-record": "planned_inspection",
    "evaluations:finding-fix": "finding",
    "evaluations:misuse-end": "misuse",
    "evaluations:template-set": "district",
    "evaluations:template-preview": "district",
    "evaluations:printrun-approve": "open_run",
    "evaluations:printrun-discard": "open_run",
    "evaluations:printrun-proofs": "open_run",
    "evaluations:ministry-enter": "closed_item",
    "evaluations:ministry-settle": "ministry_result",
    "evaluations:ministry-reassess": "ministry_result",
    "evaluations:ministry-letter": "settled_result",
    "evaluations:item-remove": "planned_item",
    "evaluations:item-preparation": "planned_item",
    "evaluations:item-samples": "planned_item",
    "evaluations:item-labels": "planned_item",
    "evaluations:item-lab-result-add": "planned_item",
    "evaluations:item-lab-result": "planned_item",
    "evaluations:item-site-check": "planned_item",
    "evaluations:item-team-report": "planned_item",
    "evaluations:item-up": "planned_item",
    "evaluations:item-down": "planned_item",
    "evaluations:item-agree": "closed_item",
    "evaluations:item-settle": "closed_item",
    "evaluations:item-sheets": "closed_item",
    "evaluations:decision-sign": "draft",
    "evaluations:decision-paper": "after_ministry",
    "evaluations:decision-discard": "draft",
    "accounts:post-end": "membership",
    "catalogue:product-detail": "certified_product",
    "law:set-detail": "criteria_set",
    "law:set-document": "criteria_set",
    "notifications:read": "notice",
    "documents:number-assign": "held_number",
    "documents:number-spoil": "held_number",
    "documents:job-detail": "job",
    "documents:issued-download": "paper",
    "documents:issued-detail": "paper",
    "documents:act-end": "legal_act",
    "documents:issued-sign": "paper",
    "documents:issued-train": "paper",
    "documents:signed-download": "signed_copy",
    "documents:mark-picture": "mark",
    "documents:mark-remove": "mark",
    "exports:download": "export",
    "registrations:producer-post-end": "producer_post",
    "registrations:consent-download": "consent",
    "budgets:line-add": "estimate",
    "budgets:estimate-import": "empty_estimate",
    "budgets:sheet-detail": "sheet_lines",
    "budgets:sheet-apply": "sheet_lines",
    "budgets:sheet-left": "treasury_table",
    "budgets:line-comment": "sent_line",
    "budgets:settlement-paper": "settlement_paper",
    "budgets:estimate-appraise": "sent_estimate",
    "budgets:estimate-return": "sent_estimate",
    "budgets:estimate-approve": "appraised_estimate",
    "plans:event-detail": "activity",
    "plans:event-change": "activity",
    "plans:event-close": "activity",
    "plans:event-cancel": "activity",
    "plans:event-correct": "activity",
    "plans:event-bind": "activity",
    "plans:report-approve": "handed_report",
    "plans:report-return": "handed_report",
    "plans:report-accept": "sent_report",
    "trainings:session-roll": "class_session",
    "trainings:session-check-in": "class_session",
    "trainings:trainer-add": "class",
    "trainings:quota-set": "class",
    "trainings:class-open": "planned_class",
    "trainings:class-close": "running_class",
    "trainings:class-roll": "running_class",
    "trainings:class-reopen": "closed_class",
    "trainings:class-certify": "closed_class",
    "trainings:class-bind": "closed_class",
    "trainings:class-settle": "closed_class",
    "trainings:class-invitation": "running_class",
    "trainings:class-roll-import": "running_class",
    "trainings:roll-sheet": "roll_sheet",
    "trainings:roll-sheet-apply": "roll_sheet",
    "trainings:feedback-detail": "running_class",
    "trainings:feedback-give": "running_class",
    "trainings:feedback-enter": "running_class",
    "trainings:class-certificates": "certified_class",
    "plans:plan-issue": "submitted_plan",
    "plans:plan-return": "submitted_plan",
}
"""The row an address is asked with, where its name does not begin with the row's."""

PAPERS = ("decision-paper", "idea-print", "letter", "printrun-list", "revocation-paper")
"""How the names of addresses end that give a paper of a kind of file."""

PREFIXES = (
    "certificate",
    "import",
    "council",
    "session",
    "sheet",
    "item",
    "decision",
    "idea",
    "correction",
    "dossier",
    "evidence",
    "producer",
    "product",
    "cycle",
    "person",
    "post",
    "event",
    "password",
    "seat",
    "citation",
    "packpaper",
    "inspectionphoto",
    "inspection",
    "finding",
    "misuse",
    "printrun",
    "printedsheet",
    "pack",
    "budget",
    "ceiling",
    "allotment",
    "commitment",
    "settlement",
    "estimate",
    "line",
    "norm",
    "target",
    "report",
    "class",
    "invitation",
    "trainer",
    "quota",
    "nomination",
    "planprint",
    "reportprint",
    "estimateprint",
    "indicator",
    "plan",
    "section",
    "part",
    "body",
    "member",
    "handover",
)


@dataclass
class World:
    people: dict[str, User | None]
    rows: dict[str, Any]

    def row_for(self, route: str) -> Any:
        if route in BY_ROUTE:
            return self.rows[BY_ROUTE[route]]
        noun = route.rsplit(":", maxsplit=1)[-1]
        return self.rows[
            next(prefix for prefix in sorted(PREFIXES, key=len, reverse=True) if noun.startswith(prefix))
        ]

    def arguments(self, route: str, converters: Mapping[str, Any]) -> dict[str, Any]:
        """What the address takes: the row's key, and the few that are called otherwise."""
        known = {
            "token": self.rows["certificate"].token,
            "code": self.rows["certificate"].short_code,
            "level": "commune",
            "route": "registrations:dossier-list",
            "page": 1,
            "ending": "docx",
            "sort": "activities",
            "part": "form",
            "kind": "docx" if "part" in converters or route.endswith(PAPERS) else "registrations",
        }
        values = {}
        for name in converters:
            if name == "pk":
                values[name] = self.row_for(route).pk
            else:
                values[name] = known[name] if name in known else self.rows[name].pk
        return values


def build_world(cast) -> World:
    """A product at each station of its way under R148, in old Mỹ Hiệp and the district Cao Lãnh."""

    def accepted(name: str):
        dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name=name)
        dossier = registrations.submit_dossier(actor=cast.officer, dossier=dossier)
        return registrations.accept_dossier(actor=cast.district_officer, dossier=dossier)

    panel = district_panel(cast)
    closed = closed_session(panel, accepted("Xoài đã chấm"), points=60, stars=3)
    certificate = issue_certificate(
        actor=cast.district_officer, line=signed_decision(panel, closed).lines.get()
    )
    attach_paper(certificate=certificate, paper=(paper := _paper(cast)))
    undecided = closed_session(panel, accepted("Xoài chờ ký"), points=60, stars=3)
    draft = prepare_decision(actor=panel.officer, session=undecided)
    planned = planned_session(panel, accepted("Xoài xếp phiên"))
    session = open_session(panel, accepted("Xoài đang chấm"))
    item = session.items.get()
    lab_result = add_lab_result(
        actor=cast.district_officer,
        item=planned.items.get(),
        number="12/KN",
        tested_on=clock.today(),
        laboratory="Trung tâm kiểm nghiệm",
        upload=SimpleUploadedFile("kiem-nghiem.pdf", pdf()),
    )
    dossier = accepted("Xoài mới nhận")
    rows = {
        "certificate": certificate,
        "certified_product": certificate.product,
        "ending": make_certificate(cast, valid_until=clock.today() + timedelta(days=150)),
        **_print_runs(cast, certificate),
        **_after_recognition(cast, certificate),
        "council": panel.council,
        "district": cast.places.old_district,
        "seat": panel.seat_of(panel.members[0]),
        "session": session,
        "planned": planned,
        "planned_item": planned.items.get(),
        "lab_result": lab_result,
        "closed": undecided,
        "closed_item": Item.objects.get(session=undecided),
        "item": item,
        "sheet": item.sheets.get(seat__person=panel.chair),
        "decision": Decision.objects.get(pk=certificate.line.decision_id),
        "draft": draft,
        "idea": sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer),
        "correction": _correction(cast),
        "dossier": dossier,
        "evidence": Evidence.objects.get(citations__dossier=item.dossier),
        "citation": Citation.objects.filter(dossier=dossier).first(),
        "consent": dossier.consents.get(),
        "producer": cast.producer,
        "producer_post": ProducerPost.objects.get(user=cast.producer_person),
        "product": make_product(cast.producer, actor=cast.officer),
        "cycle": cast.cycle_148,
        "calendar_day": WorkingDayException.objects.create(
            day=date(2026, 9, 2), works=False, name="Quốc khánh"
        ),
        "step_limit": StepLimit.objects.create(
            province=cast.places.province,
            term=StepTerm.PROVINCE_REVIEW,
            days=5,
            used_from=date(2100, 1, 1),
            set_by=cast.administrator,
        ),
        "criteria_set": CriteriaSet.objects.first(),
        "criterion": Criterion.objects.filter(section__criteria_set=item.dossier.criteria_set).first(),
        "person": cast.officer,
        "post": cast.officer,
        "password": cast.officer,
        "membership": Membership.objects.get(user=cast.officer),
        "event": Event.objects.filter(verb="dossier.submit").first(),
        "notice": Notice.objects.create(person=cast.officer, text="Tin", path="/"),
        "job": _job(cast, draft),
        "import": _import(cast),
        "paper": paper,
        "ministry_result": MinistryResult.objects.create(
            item=undecided.items.get(),
            points=80,
            number="88/QĐ-BNNMT",
            decided_on=undecided.held_on,
            entered_by=cast.province_officer,
        ),
        "after_ministry": (decided := _after_ministry(cast, closed.items.get())),
        "settled_result": decided.lines.get().ministry_result,
        "pack": (pack := _pack(panel, undecided)),
        "packpaper": pack.papers.first(),
        "signed_copy": _signed_copy(cast),
        "legal_act": LegalAct.objects.first(),
        "held_number": reserve_number(
            actor=cast.district_officer,
            issuer=cast.places.old_district,
            letters="QĐ-UBND",
            year=2025,
            subject="Công nhận sản phẩm",
        ),
        "export": _export(cast),
        **_budgets(cast),
        "target": make_target(cast),
        **_reports(cast),
        **_trainings(cast),
        **_plans(cast),
        **_bodies(cast),
        "mark": set_province_mark(
            actor=cast.administrator,
            place=cast.places.province,
            upload=SimpleUploadedFile("bieu-trung.png", png((300, 300))),
        ),
    }
    people = {
        "cong_dan": None,
        "khong_vi_tri": cast.nobody,
        "chu_the": cast.producer_person,
        "can_bo_xa": cast.officer,
        "can_bo_xa_ben": cast.neighbour_officer,
        "lanh_dao_xa": make_officer(Role.COMMUNE_LEADER, cast.places.old_my_hiep),
        "chuyen_vien_huyen": cast.district_officer,
        "lanh_dao_huyen": cast.district_leader,
        "huyen_khac": cast.other_district_officer,
        "chu_tich_hd": panel.chair,
        "uy_vien_hd": panel.members[0],
        "thu_ky_hd": panel.secretary,
        "chuyen_vien_tinh": cast.province_officer,
        "lanh_dao_tinh": cast.province_leader,
        "tai_chinh_tinh": cast.finance_officer,
        "thanh_tra": cast.auditor,
        "quan_tri": cast.administrator,
        "tinh_khac": cast.foreign_province_officer,
    }
    return World(people, rows)


def _import(cast) -> Import:
    """A list of the commune's that waits for its columns to be looked at."""
    rows = "Tên sản phẩm;Chủ thể;Xã\nXoài sấy;HTX Xoài;Mỹ Hiệp\nMứt xoài;HTX Xoài;Mỹ Hiệp\n"
    return upload_list(
        actor=cast.officer,
        kind="registrations",
        place=cast.officer.memberships.get().place,
        upload=SimpleUploadedFile("dang-ky.csv", rows.encode()),
        listed_on=date(2024, 5, 1),
        options={"cycle": cast.cycle_148.pk},
    )


def _correction(cast):
    """One that the district asks for and the commune has still to answer."""
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Xoài trả lại")
    _returned, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    return correction


def _signed_copy(cast):
    """A paper of the district that came back signed."""
    copy = SignedCopy(document=_paper(cast), sha256="0" * 64, size=8, signer="Chủ tịch", fingerprint="0" * 64)
    copy.uploaded_by = cast.district_officer
    copy.file.save("signed.pdf", ContentFile(b"%PDF-1.7"), save=False)
    copy.save()
    return copy


def _after_ministry(cast, item: Item) -> Decision:
    """A signed decision on what the ministry made of a product."""
    session, day = item.session, item.session.held_on
    result = MinistryResult.objects.create(
        item=item, points=80, number="89/QĐ-BNNMT", decided_on=day, entered_by=cast.district_officer, stars=4
    )
    decision = Decision.objects.create(
        kind=DecisionKind.AFTER_MINISTRY,
        place=session.council.place,
        level=session.council.level,
        session=session,
        state=DecisionState.SIGNED,
        number="901/QĐ-UBND",
        decided_on=day,
        number_year=day.year,
        prepared_by=cast.district_officer,
        signed_at=timezone.now(),
        signed_by=cast.district_leader,
        signer_title="Chủ tịch",
    )
    DecisionLine.objects.create(
        decision=decision, grading=item.grading, ministry_result=result, outcome=Outcome.RECOGNISE, stars=4
    )
    return decision


def _pack(panel, session):
    """The papers of a closed session, their files as good as made."""
    pack, _job_of_it = make_pack(actor=panel.officer, session=session, acts=())
    for paper in pack.papers.all():
        for ending in ("pdf", "docx"):
            getattr(paper, ending).save(f"world.{ending}", ContentFile(b"%PDF-1.7"), save=False)
        paper.save()
    return pack


def _bodies(cast) -> dict[str, Any]:
    """The officer in charge of the commune, an activity of the district, and the commune to hand over."""
    body = make_body(cast)
    return {
        "body": body,
        "member": make_member(body, person=cast.officer),
        "activity": make_event(cast),
        "handover": cast.places.old_my_hiep,
    }


def _reports(cast) -> dict[str, Any]:
    """One being written at a commune, with its files, one on its way up, one that the leader reads; and an
    indicator of the province's own.
    """
    rule = make_rule(cast)
    report = make_report(rule, cast.places.old_my_hiep)
    printed = ReportPrint(report=report, report_version=1, requested_by=cast.officer)
    for ending in ("pdf", "docx", "xlsx"):
        getattr(printed, ending).save(f"world.{ending}", ContentFile(b"%PDF-1.7"), save=False)
    printed.save()
    return {
        "report": report,
        "reportprint": printed,
        "indicator": Indicator.objects.create(
            province=cast.places.province, name="Điểm bán hàng", unit_name="điểm"
        ),
        "sent_report": make_report(
            rule, cast.places.old_my_hiep, kind="year", state="approved", submitted_by=cast.officer
        ),
        "handed_report": make_report(
            rule, cast.places.old_district, kind="year", state="submitted", submitted_by=cast.district_officer
        ),
    }


def _budgets(cast) -> dict[str, Any]:
    """A budget in force, one being drafted, one being appraised and one that waits for the leader."""
    draft = make_budgets.small(cast, 100, year=2027)
    sent = make_budgets.small(cast, 100, year=2028)
    make_budgets.services.submit_estimate(actor=cast.province_officer, estimate=sent)
    waiting = make_budgets.appraised(cast, make_budgets.small(cast, 100, year=2029))
    budget = make_budgets.approved(cast, make_budgets.small(cast, 100, year=2026))
    allotment = make_budgets.given(cast, make_budgets.ceiling(budget), 60, unit=cast.places.my_hiep)
    commitment = make_budgets.bound(cast, allotment, 50)
    make_budgets.paid(cast, commitment, 40)
    settlement = make_budgets.services.settle(
        actor=cast.finance_officer,
        allotment=allotment,
        amount_vnd=10,
        evidence="BC 05",
        papers=[make_upload()],
        settled_on=clock.today(),
    )
    printed = EstimatePrint(estimate=draft, estimate_version=1, requested_by=cast.province_officer)
    for ending in ("pdf", "docx"):
        getattr(printed, ending).save(f"world.{ending}", ContentFile(b"%PDF-1.7"), save=False)
    printed.save()
    empty = make_budgets.start(cast, year=2030)
    sheet = make_budgets.services.upload_lines(
        actor=cast.province_officer,
        estimate=empty,
        upload=SimpleUploadedFile("du-toan.csv", "TT;Nội dung;Số tiền\nI;Khối;5\n".encode()),
    )
    return {
        "budget": budget,
        "empty_estimate": empty,
        "sheet_lines": sheet,
        "treasury_table": make_budgets.services.upload_payments(
            actor=cast.province_officer,
            budget=budget,
            upload=SimpleUploadedFile("kho-bac.csv", "Số chứng từ;Ngày;Số tiền\nKB;x;5\n".encode()),
        ),
        "ceiling": budget.ceilings.get(),
        "allotment": allotment,
        "commitment": commitment,
        "settlement": settlement,
        "settlement_paper": settlement.papers.get(),
        "estimate": draft,
        "estimateprint": printed,
        "line": Line.objects.get(estimate=draft),
        "sent_estimate": Estimate.objects.get(pk=sent.pk),
        "sent_line": Line.objects.get(estimate=sent),
        "appraised_estimate": waiting,
        "norm": Norm.objects.create(
            province=cast.places.province,
            name="Thù lao giảng viên",
            cap_vnd=1_000_000,
            basis="NQ 12/2026/NQ-HĐND",
            starts_on=date(2026, 1, 1),
            created_by=cast.finance_officer,
        ),
    }


def _after_recognition(cast, certificate) -> dict[str, Any]:
    """A visit with a finding and a picture, one to come, a report with a picture, a conclusion."""
    answers = dict.fromkeys(inspections_rules.CODES, "yes")
    people, today = "Đoàn kiểm tra", clock.today()

    def planned(row):
        (visit,) = inspections.plan_inspections(
            actor=cast.province_officer, certificates=[row], planned_on=today, people=people
        )
        return visit

    visit = inspections.record_inspection(
        actor=cast.province_officer,
        inspection=planned(certificate),
        visited_on=today,
        answers=answers | {"label": "no"},
        conclusion="Sửa nhãn",
        findings=[("Nhãn thiếu hạn dùng", today + timedelta(days=30))],
    )
    photo = inspections.add_photo(
        actor=cast.province_officer,
        inspection=visit,
        upload=SimpleUploadedFile("nhan.png", png()),
        words="Nhãn",
    )
    report = misuse.report_misuse(
        certificate=certificate,
        kind="wrong_stars",
        seen_at="Chợ",
        words="In năm sao",
        upload=SimpleUploadedFile("bao-bi.png", png()),
    )
    concluded = make_certificate(cast, name="Xoài có kết luận")
    conclude(cast.province_officer, concluded)
    return {
        "inspection": visit,
        "planned_inspection": planned(make_certificate(cast, name="Xoài chờ kiểm tra")),
        "inspectionphoto": photo,
        "finding": visit.findings.get(),
        "misuse": report,
        "concluded": concluded,
    }


def _print_runs(cast, certificate) -> dict[str, Any]:
    """A run that is printed and one whose proofs are being looked at."""
    run = print_desk.make_print_run(actor=cast.district_officer, decisions=[certificate.line.decision])
    print_desk.approve_print_run(actor=cast.district_officer, run=run)
    other = make_certificate(cast, name="Xoài in thử", paper=_paper(cast))
    proofs = print_desk.make_print_run(actor=cast.district_officer, decisions=[other.line.decision])
    return {"printrun": run, "open_run": proofs, "printedsheet": run.sheets.get()}


def _trainings(cast) -> dict[str, Any]:
    """Classes of the district: one planned, one that takes names, one that runs, two that are over."""
    of_district = {
        "actor": cast.district_officer,
        "organiser": cast.places.old_district,
        "sender": cast.officer,
        "unit": cast.places.old_my_hiep,
    }
    cast_of = make_trainings.Hands(**of_district)
    opened = cast_of.opened()
    (nomination,) = cast_of.named(opened, "Học viên một")
    running = cast_of.past("Học viên một")
    certified = cast_of.closed("Học viên một")
    make_trainings.certificate_of(cast.district_officer, certified, paper=_paper(cast))
    letter = Invitation(training=certified, number="01/GM-UBND", dated_on=certified.first_on)
    letter.paper = _paper(cast)
    letter.docx.save("world.docx", ContentFile(b"PK"))
    return {
        "planned_class": cast_of.planned(),
        "class": opened,
        "nomination": nomination,
        "trainer": make_trainings.trainer(cast.district_officer, opened),
        "quota": make_trainings.quota(cast.district_officer, opened, cast.places.old_my_hiep),
        "running_class": running,
        "class_session": running.sessions.first(),
        "roll_sheet": make_trainings.paper_roll(cast.district_officer, running, "Học viên một"),
        "invitation": letter,
        "closed_class": cast_of.closed("Học viên một"),
        "certified_class": certified,
    }


def _plans(cast) -> dict[str, Any]:
    """A plan being written and one that waits for the leader, each with its parts; a print of the first."""
    draft = make_plans.whole(cast, year=2031)
    printed = PlanPrint(plan=draft, requested_by=cast.province_officer)
    for ending in ("pdf", "docx"):
        getattr(printed, ending).save(f"world.{ending}", ContentFile(b"%PDF-1.7"), save=False)
    printed.save()
    return {
        "plan": draft,
        "submitted_plan": make_plans.submitted(cast, year=2032),
        "planprint": printed,
        "section": draft.sections.first(),
        "part": draft.activities.first(),
    }


def _job(cast, decision) -> DocumentJob:
    return DocumentJob.objects.create(
        kind=CERTIFICATES.code,
        subject_id=decision.pk,
        label="Giấy chứng nhận",
        place=cast.places.old_district,
        requested_by=cast.district_officer,
    )


def _export(cast) -> ListExport:
    """A long list that the officer of the province took."""
    taken = take_list(actor=cast.province_officer, route="registrations:dossier-list", query="")
    taken.file.save("world.xlsx", ContentFile(b"PK"))
    return taken


def _paper(cast):
    return store_issued(
        kind=CERTIFICATES.code,
        place=cast.places.old_district,
        number="01/2025",
        label="Giấy chứng nhận",
        content=pdf(),
        template_version="1",
        issued_by=cast.district_officer,
    )
