"""One product travels the whole way, each role at a browser of its own, under R148 and under R26."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Certificate, Council, Decision, Sheet
from evaluations.models import Session as Meeting
from ocop.core import clock
from ocop.law.queries import tree_of
from ocop.law.rules import maximum_path
from registrations.choices import DossierState
from registrations.models import Dossier, Producer, Product
from registrations.rules import Part
from tests.e2e.hands import Hand
from tests.factories import uploads
from tests.factories.accounts import make_person
from tests.factories.evaluations import marks_for
from tests.factories.law import load_set
from tests.factories.papers import qr_of, text_of
from tests.factories.registrations import CONTENT_TEXTS

pytestmark = pytest.mark.django_db(transaction=True)

PRODUCT, HOUSEHOLD = "Xoài Cát Chu sấy dẻo", "Hộ kinh doanh vườn xoài Mỹ Hiệp"
LEFT_BEHIND = Path(os.environ.get("ARTEFACTS") or Path(__file__).resolve().parents[2] / "artefacts")
"""The folder in which the walk leaves its certificates; git ignores it."""


@pytest.fixture
def hand(open_page):
    return lambda person, script=True: Hand(open_page(java_script_enabled=script), person, script=script)


@pytest.fixture(autouse=True)
def address_of_this_server(settings, live_server):
    settings.SITE_URL = live_server.url


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# --- The commune ------------------------------------------------------------------------------------------
def register(officer: Hand, *, cycle, set_code: str, with_report: bool) -> Dossier:
    """The officer registers producer and product, fills the dossier, sees what is missing, and submits."""
    criteria_set = load_set(set_code)
    officer.open("registrations:producer-create")
    officer.choose(kind="household")
    officer.fill(
        name=HOUSEHOLD,
        registration_number="51A8000123",
        representative_name="Đại diện hộ",
        phone="0277 385 1234",
    )
    officer.press()
    producer = Producer.objects.get(name=HOUSEHOLD)
    officer.open("registrations:product-create", producer.pk)
    officer.fill(name=PRODUCT, packaging="Hộp giấy 500 g")
    officer.press()
    officer.open("registrations:dossier-start", Product.objects.get(name=PRODUCT).pk)
    officer.choose(cycle=str(cycle.pk))
    officer.press()
    dossier = Dossier.objects.get(product_name=PRODUCT)

    officer.open("registrations:dossier-submit", dossier.pk)
    officer.reads("Chưa chọn bộ tiêu chí")

    officer.open("registrations:dossier-set", dossier.pk)
    officer.tick({"criteria_set": str(criteria_set.pk)})
    officer.press()
    officer.open("registrations:dossier-form", dossier.pk)
    officer.fill(signed_place="Mỹ Hiệp", signed_on=written(clock.today()), signed_by="Đại diện hộ")
    officer.press()
    assess(officer, dossier)
    attach(officer, dossier)
    claim(officer, dossier)
    if with_report:
        report(officer, dossier)
    consent(officer, dossier)
    officer.open("registrations:dossier-submit", dossier.pk)
    officer.page.locator('[name="declaration_accepted"]').check()
    officer.press()
    officer.open("registrations:dossier-detail", dossier.pk)
    officer.reads("Chờ tiếp nhận")
    dossier.refresh_from_db()
    return dossier


def assess(officer: Hand, dossier: Dossier) -> None:
    officer.open("registrations:dossier-assessment", dossier.pk)
    officer.tick({"rep_gender": "female", "rep_disability": "no"})
    words = {name: f"Lời về {name}" for name in CONTENT_TEXTS[Part.ASSESSMENT]}
    year = dossier.cycle.year - 1
    officer.fill(
        rep_ethnicity="Kinh",
        rep_residence="Ấp 1",
        established_on="06/05/2019",
        **words,
        **{f"achieved_{year}_revenue_vnd": "47.500.000", f"achieved_{year}_profit_vnd": "9.000.000"},
    )
    officer.press()


def attach(officer: Hand, dossier: Dossier) -> None:
    officer.open("registrations:evidence-attach", dossier.pk)
    officer.choose(kind="business_registration")
    officer.fill(title="Giấy chứng nhận đăng ký hộ kinh doanh", number="51A8000123")
    file = {"name": "giay-dang-ky.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
    officer.page.locator('[name="upload"]').set_input_files(file)
    officer.press()
    officer.open("registrations:dossier-evidence", dossier.pk)
    officer.reads("Giấy chứng nhận đăng ký hộ kinh doanh")


def consent(officer: Hand, dossier: Dossier) -> None:
    """The producer has signed the printed summary; without it the dossier does not go up."""
    officer.open("registrations:dossier-submit", dossier.pk)
    officer.reads("Chủ thể chưa xác nhận nội dung hồ sơ do xã nhập.")
    officer.open("registrations:dossier-file", dossier.pk)
    code = officer.page.locator(".page-head b").last.inner_text()
    officer.open("registrations:dossier-consent", dossier.pk)
    officer.fill(code=code)
    file = {"name": "ban-tom-tat.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
    officer.page.locator('[name="upload"]').set_input_files(file)
    officer.press()


def claim(officer: Hand, dossier: Dossier) -> None:
    dossier.refresh_from_db()
    officer.open("registrations:dossier-scores", dossier.pk)
    officer.tick({f"o_{code}": str(n) for code, n in maximum_path(tree_of(dossier.criteria_set)).items()})
    officer.press()


def report(officer: Hand, dossier: Dossier) -> None:
    officer.open("registrations:dossier-report", dossier.pk)
    officer.fill(
        local_materials="Xoài trồng tại xã.",
        local_labour="Lao động của xã.",
        idea_origin="Nghề lâu đời.",
        local_identity="Xoài Cát Chu của vùng.",
        request_number="05/UBND",
        request_on=written(clock.today()),
    )
    officer.press()


# --- A council --------------------------------------------------------------------------------------------
def council_of(officer: Hand, cast_home, *, cycle, decided_on: date) -> tuple[Council, list, object]:
    """The officer enters the council: a chair, two members and a secretary, found by their names."""
    names = ("Chủ tịch Hội đồng", "Ủy viên công thương", "Ủy viên y tế", "Thư ký Hội đồng")
    where = cast_home.name
    chair, first, second, secretary = (make_person(f"{name} {where}", home=cast_home) for name in names)
    officer.open("evaluations:council-create")
    officer.choose(cycle=str(cycle.pk))
    officer.fill(name=f"Hội đồng {where}", decision_number="12/QĐ-UBND", decided_on=written(decided_on))
    officer.fill(chair=str(chair), secretary=str(secretary), member_1=str(first), member_2=str(second))
    officer.press()
    return Council.objects.get(name=f"Hội đồng {where}"), [chair, first, second], secretary


def hold_session(
    hand, officer: Hand, council: Council, members, secretary, dossier: Dossier, points
) -> Meeting:
    """Plan, put the dossier on the agenda, call the roll, score blind, close."""
    officer.open("evaluations:session-plan", council.pk)
    officer.fill(held_on=written(clock.today()), venue="Hội trường")
    officer.press()
    session = Meeting.objects.get(council=council)
    officer.open("evaluations:agenda-add", session.pk)
    officer.tick({"dossiers": str(dossier.pk)})
    officer.press()

    keeper = hand(secretary)
    keeper.open("evaluations:session-open", session.pk)
    for box in keeper.page.locator('[name="present"]').all():
        box.check()
    keeper.press()
    for turn, (member, total) in enumerate(zip(members, points, strict=True)):
        score(hand(member, script=turn == 0), dossier, member, total)
    keeper.open("evaluations:session-detail", session.pk)
    keeper.reads(f"{len(members)} / {len(members)}")
    chair = hand(members[0])
    chair.open("evaluations:session-close", session.pk)
    chair.press()
    keeper.open("evaluations:results", session.pk)
    return session


def score(member: Hand, dossier: Dossier, person, points: int) -> None:
    """Tick the whole sheet, look at it again, send it; one member with script, the others without."""
    sheet = Sheet.objects.get(item__dossier=dossier, seat__person=person, state="draft")
    tree = tree_of(dossier.criteria_set)
    member.open("evaluations:session-declare", sheet.item.session_id)
    member.tick({f"said-{sheet.item_id}": "clear"})
    member.press()
    member.open("evaluations:sheet-detail", sheet.pk)
    ticks = marks_for(tree, points, stars=3)
    member.tick({f"c-{tree.criterion(code).pk}": str(n) for code, n in ticks.items() if n})
    if member.script:  # each tick is saved at once; without script the button saves them all
        expect(member.page.locator("#score-bar .total")).to_contain_text(str(points), timeout=60_000)
    member.press("Lưu và xem lại trước khi gửi")
    member.look()
    member.press()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total) == ("sent", points)


def decide(hand, officer: Hand, leader: Hand, session: Meeting, number: str) -> Decision:
    """The officer prepares, the leader signs."""
    officer.open("evaluations:decision-prepare", session.pk)
    officer.press()
    decision = Decision.objects.get(session=session)
    leader.open("evaluations:decision-sign", decision.pk)
    leader.fill(number=number, decided_on=written(clock.today()))
    leader.press()
    leader.open("evaluations:decision-detail", decision.pk)
    leader.reads(number)
    return decision


def print_certificate(officer: Hand, decision: Decision) -> Certificate:
    """The officer asks for the certificates, watches the job to its end and opens the register."""
    officer.open("evaluations:certificates-issue", decision.pk)
    officer.press()
    expect(officer.page.get_by_text("Xem kết quả")).to_be_visible(timeout=30_000)
    officer.look()
    certificate = Certificate.objects.get(line__decision=decision)
    officer.open("evaluations:certificate-list")
    officer.reads(certificate.number)
    officer.open("evaluations:certificate-detail", certificate.pk)
    return certificate


def check_by_anybody(open_page, certificate: Certificate, *, stars: int) -> None:
    """The certificate is downloaded, read back, its code decoded and followed by somebody who never
    signed in.
    """
    paper = certificate.paper.file.read()
    text = text_of(paper)
    for words in (PRODUCT, HOUSEHOLD, certificate.number, certificate.product_code, f"HẠNG {stars} SAO"):
        assert words in text
    LEFT_BEHIND.mkdir(parents=True, exist_ok=True)
    (LEFT_BEHIND / f"certificate-{certificate.product_code}.pdf").write_bytes(paper)
    address = qr_of(paper)
    page, _hash, signed = address.partition("#")  # what is signed is for a phone without a network
    assert page == f"{settings.SITE_URL}{reverse('catalogue:check', args=[certificate.token])}"
    assert signed

    visitor = open_page()
    visitor.goto(address)
    expect(visitor.locator("body")).to_contain_text("Còn hiệu lực")
    expect(visitor.locator("body")).to_contain_text(PRODUCT)
    expect(visitor.locator("body")).to_contain_text(certificate.number)
    visitor.goto(reverse("catalogue:check"))
    visitor.locator("input[type=text], input[type=search]").first.fill(certificate.short_code.lower())
    visitor.keyboard.press("Enter")
    expect(visitor.locator("body")).to_contain_text(certificate.number)
    assert visitor.context.cookies() == []


def fetch(officer: Hand, certificate: Certificate) -> bytes:
    """The same bytes through the browser, with its sign-in."""
    answer = officer.page.request.get(reverse("evaluations:certificate-download", args=[certificate.pk]))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


# --- The two ways -----------------------------------------------------------------------------------------
def test_three_stars_of_the_district_under_148(cast, hand, open_page, worker):
    officer = hand(cast.officer)
    dossier = register(officer, cycle=cast.cycle_148, set_code="QD148-01", with_report=False)
    assert dossier.receipt_number
    assert dossier.product_code.startswith("87-873-")

    district = hand(cast.district_officer)
    district.open("registrations:dossier-list")
    district.reads(PRODUCT)
    district.open("registrations:dossier-accept", dossier.pk)
    district.press()
    council, members, secretary = council_of(
        district,
        cast.places.old_district,
        cycle=cast.cycle_148,
        decided_on=clock.today() - timedelta(days=10),
    )
    session = hold_session(hand, district, council, members, secretary, dossier, points=(60, 62, 61))
    leader = hand(cast.district_leader)
    leader.open("evaluations:results", session.pk)
    leader.reads("61")
    decision = decide(hand, district, leader, session, "27/QĐ-UBND")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.stars) == (DossierState.RECOGNISED, 3)
    certificate = print_certificate(district, decision)
    assert certificate.number == f"0001/{clock.today().year}/GCN-OCOP"
    check_by_anybody(open_page, certificate, stars=3)
    assert fetch(district, certificate) == Certificate.objects.get(pk=certificate.pk).paper.file.read()


def test_three_stars_of_the_province_under_26(cast, hand, open_page, worker):
    officer = hand(cast.new_officer)
    dossier = register(officer, cycle=cast.cycle_26, set_code="QD26-01", with_report=True)
    assert dossier.product_code.startswith("82-30112-")

    province = hand(cast.province_officer)
    province.open("registrations:dossier-list")
    province.reads(PRODUCT)
    province.open("registrations:dossier-accept", dossier.pk)
    province.press()
    council, members, secretary = council_of(
        province, cast.places.province, cycle=cast.cycle_26, decided_on=clock.today() - timedelta(days=10)
    )
    session = hold_session(hand, province, council, members, secretary, dossier, points=(55, 57, 56))
    decision = decide(hand, province, hand(cast.province_leader), session, "411/QĐ-UBND")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.stars) == (DossierState.RECOGNISED, 3)
    check_by_anybody(open_page, print_certificate(province, decision), stars=3)
