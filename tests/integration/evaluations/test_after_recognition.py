"""After recognition: visits and findings, reports that become cases, yearly figures, the printed decision."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from evaluations.documents.revocation import revocation_decision
from evaluations.models import Certificate, Finding, Inspection, MisuseReport, ProductYear
from evaluations.queries.inspections import (
    certificates_to_inspect,
    inspection_status,
    standing,
    with_findings,
)
from evaluations.queries.yearly import without_figures, years_to_tell
from evaluations.rules.inspections import CODES
from evaluations.services import inspections, misuse, yearly
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.notifications.models import Notice
from ocop.workflow.moves import MoveRefused
from tests.factories.certificates import make_certificate
from tests.factories.evaluations import conclude
from tests.factories.uploads import pdf, png

WELL = dict.fromkeys(CODES, "yes")


@pytest.fixture
def certificate(cast):
    return make_certificate(cast)


def plan(cast, certificate, **changes):
    fields = {"planned_on": clock.today(), "people": "Đoàn kiểm tra", "plan": "15/KH"}
    (visit,) = inspections.plan_inspections(
        actor=cast.province_officer, certificates=[certificate], **(fields | changes)
    )
    return visit


def visited(cast, visit, **changes):
    today = clock.today()
    fields = {
        "visited_on": today,
        "answers": WELL | {"label": "no"},
        "conclusion": "Sửa nhãn",
        "findings": [("Nhãn thiếu hạn dùng", today + timedelta(days=30))],
    }
    return inspections.record_inspection(actor=cast.province_officer, inspection=visit, **(fields | changes))


def stand(cast, name):
    return list(standing(Inspection.objects.visible_to(cast.province_officer), name))


def test_a_visit_from_its_plan_to_the_last_finding_put_right(cast, certificate):
    officer, today = cast.province_officer, clock.today()
    assert certificate in certificates_to_inspect(officer, today)
    with pytest.raises(NotAllowed):
        inspections.plan_inspections(
            actor=cast.officer, certificates=[certificate], planned_on=today, people="Đoàn"
        )
    visit = plan(cast, certificate)
    assert (visit.kind, stand(cast, "planned")) == ("periodic", [visit])
    assert not Inspection.objects.visible_to(cast.producer_person).exists()
    assert certificate not in certificates_to_inspect(officer, today)
    with pytest.raises(RuleViolation, match="đã có lịch"):
        plan(cast, certificate)
    with pytest.raises(RuleViolation, match="chưa trả lời"):
        visited(cast, visit, answers=WELL | {"label": ""})
    with pytest.raises(RuleViolation, match="chưa đạt"):
        visited(cast, visit, findings=[])
    with pytest.raises(RuleViolation, match="một năm"):
        visited(cast, visit, findings=[("Nhãn", today - timedelta(days=1))])

    visit = visited(cast, visit)
    assert stand(cast, "open") == [visit]
    assert Notice.objects.filter(person=cast.producer_person, text__contains="1 điều").exists()
    assert Inspection.objects.visible_to(cast.producer_person).get() == visit
    assert not Inspection.objects.visible_to(cast.new_producer_person).exists()
    late = with_findings(Inspection.objects.visible_to(officer)).get()
    assert inspection_status(late, today + timedelta(days=31)).label == "Quá hạn khắc phục"
    with pytest.raises(MoveRefused):
        visited(cast, visit)

    finding = visit.findings.get()
    with pytest.raises(MoveRefused):
        inspections.fix_finding(actor=cast.officer, finding=finding, note="Đã sửa")
    inspections.fix_finding(actor=officer, finding=finding, note="Đã in nhãn mới")
    assert stand(cast, "fine") == [visit]
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(closed_at=None, closed_by=None)


def test_pictures_of_a_visit_are_believed_by_their_content(cast, certificate, client):
    visit = plan(cast, certificate)

    def add(content, name="anh.png"):
        return inspections.add_photo(
            actor=cast.province_officer,
            inspection=visit,
            upload=SimpleUploadedFile(name, content),
            words="Nhãn",
        )

    photo = add(png())
    for content, name in ((png(), "anh.png"), (pdf(), "anh.pdf"), (b"<svg/>", "anh.png")):
        with pytest.raises(RuleViolation) as refusal:
            add(content, name)
        assert refusal.value.field == "upload"
    url = reverse("evaluations:inspectionphoto-picture", args=[photo.pk])
    client.force_login(cast.province_officer)
    assert client.get(url)["Content-Security-Policy"].endswith("sandbox")
    client.force_login(cast.producer_person)
    assert client.get(url).status_code == 404


def test_a_browser_may_send_the_report_from_its_page(certificate):
    """A page without a referrer sends its forms with `Origin: null`, which counts as forged."""
    cache.clear()  # other tests have sent reports from this address
    browser = Client(enforce_csrf_checks=True)
    url = reverse("catalogue:report", args=[certificate.token])
    page = browser.get(url)
    origin = "null" if page["Referrer-Policy"] == "no-referrer" else "http://testserver"
    typed = {"kind": "wrong_stars", "seen_at": "Chợ Mỹ Hiệp", "words": "In 5 sao"}
    typed["csrfmiddlewaretoken"] = page.cookies["csrftoken"].value

    assert browser.post(url, typed, headers={"origin": origin}).status_code == 200
    assert MisuseReport.objects.count() == 1


def test_a_citizens_report_becomes_a_case_and_ends(cast, certificate, client):
    url = reverse("catalogue:report", args=[certificate.token])
    assert url in client.get(reverse("catalogue:check", args=[certificate.token])).content.decode()
    typed = {"kind": "wrong_stars", "seen_at": "Chợ Mỹ Hiệp", "words": "In 5 sao", "contact": "0900 000 000"}
    refused = client.post(url, typed | {"upload": SimpleUploadedFile("anh.png", b"<svg/>")})
    assert (refused.status_code, MisuseReport.objects.count()) == (422, 0)
    assert "Chợ Mỹ Hiệp" in refused.content.decode()

    taken = client.post(url, typed | {"upload": SimpleUploadedFile("anh.png", png())})
    client.post(url, typed)
    report = MisuseReport.objects.get()
    assert (taken.status_code, bool(report.file)) == (200, True)
    event = Event.objects.get(verb="misuse.report")
    assert "0900" not in str(vars(event))
    for _n in range(2):
        client.post(url, typed)
    assert client.get(url).status_code == 429

    assert Notice.objects.filter(person=cast.province_officer, text__contains="phản ánh").count() == 1
    page = reverse("evaluations:misuse-detail", args=[report.pk])
    client.force_login(cast.auditor)
    assert "0900 000 000" not in client.get(page).content.decode()
    client.force_login(cast.producer_person)
    assert client.get(page).status_code == 404
    client.force_login(cast.province_officer)
    assert "0900 000 000" in client.get(page).content.decode()

    today = clock.today()
    with pytest.raises(MoveRefused):
        misuse.open_misuse_case(actor=cast.officer, report=report, planned_on=today, people="Xã")
    case = misuse.open_misuse_case(
        actor=cast.province_officer, report=report, planned_on=today, people="Chuyên viên"
    )
    assert (case.state, case.inspection.kind) == ("case", "ad_hoc")
    ended = misuse.end_misuse(actor=cast.province_officer, report=case, note="Đã nhắc chủ thể thu hồi bao bì")
    assert (ended.state, ended.closed_by) == ("closed", cast.province_officer)
    with pytest.raises(MoveRefused):
        misuse.end_misuse(actor=cast.province_officer, report=ended, note="Lại")


def test_owners_tell_what_a_year_brought(cast, certificate, client):
    year = clock.today().year
    assert without_figures(cast.province_officer, year) == 1
    figures = {"revenue_vnd": 850_000_000, "workers": 12, "output": Decimal("1250.5"), "unit": "kg"}

    def write(actor, **changes):
        return yearly.write_product_year(
            actor=actor, certificate=certificate, **({"year": year} | figures | changes)
        )

    with pytest.raises(NotAllowed):
        write(cast.province_officer)
    for wrong in (year + 1, 2019):
        with pytest.raises(RuleViolation) as refusal:
            write(cast.producer_person, year=wrong)
        assert refusal.value.field == "year"
    write(cast.producer_person)
    row = write(cast.officer, revenue_vnd=900_000_000)
    assert (ProductYear.objects.get(), row.revenue_vnd, row.version) == (row, 900_000_000, 2)
    assert without_figures(cast.province_officer, year) == 0
    client.force_login(cast.province_officer)
    assert "900.000.000" in client.get(reverse("evaluations:product-years")).content.decode()
    Certificate.objects.update(valid_from=date(2017, 12, 1))
    assert years_to_tell(certificate.product_id)[-1] == 2018, "no year before the programme is asked for"
    ProductYear.objects.update(year=2018)
    found = client.get(reverse("evaluations:product-years"), {"year": "2018"})
    assert list(found.context["page"].rows) == [row], "every year that can be told can be looked for"
    client.force_login(cast.foreign_province_officer)
    assert not client.get(reverse("evaluations:product-years")).context["page"].rows


def test_figures_that_somebody_else_wrote_meanwhile_are_shown_first(cast, certificate, client):
    year = clock.today().year
    url = reverse("evaluations:certificate-year", args=[certificate.pk])
    client.force_login(cast.producer_person)
    form = client.get(url).context["form"]
    mine = {"year": year, "revenue_vnd": "800.000.000", "workers": 10, "output": "1000", "unit": "kg"}
    keys = {"form_key": form.form_key, "version": form.version}
    yearly.write_product_year(
        actor=cast.officer,
        certificate=certificate,
        year=year,
        revenue_vnd=900_000_000,
        workers=12,
        output=Decimal("1000"),
        unit="kg",
    )

    refused = client.post(url, mine | keys)

    assert refused.status_code == 422
    differences = refused.context["page"].differences
    assert [(each.typed, each.saved) for each in differences] == [
        ("800.000.000", "900.000.000"),
        ("10", "12"),
    ]
    again = {"form_key": refused.context["form"].form_key, "version": refused.context["form"].version}
    assert client.post(url, mine | again).status_code == 302
    assert ProductYear.objects.get().revenue_vnd == 800_000_000


def test_only_years_of_a_certificate_are_offered_for_figures(cast, certificate, client):
    client.force_login(cast.producer_person)

    form = client.get(reverse("evaluations:certificate-year", args=[certificate.pk])).context["form"]

    years = range(clock.today().year, certificate.valid_from.year - 1, -1)
    assert [year for year, _label in form.fields["year"].choices] == list(years)


def test_the_decision_to_revoke_is_printed_and_hidden_from_the_owner(cast, certificate, client):
    case = conclude(cast.province_officer, certificate)

    paper = revocation_decision(case)

    assert paper.is_draft
    assert certificate.number in paper.words and "Đồng Tháp".upper() in paper.competence
    assert "chủ thể ngừng sản xuất" in paper.words
    url = reverse("evaluations:certificate-revocation-paper", args=[certificate.pk, "docx"])
    client.force_login(cast.producer_person)
    assert client.get(url).status_code == 404
    product = reverse("registrations:product-detail", args=[certificate.product_id])
    assert "Chặng đường của sản phẩm" in client.get(product).content.decode()


def test_the_register_is_filtered_by_renewal(cast, certificate, client):
    soon = make_certificate(cast, name="Xoài sắp hết", valid_until=clock.today() + timedelta(days=150))
    client.force_login(cast.province_officer)

    page = client.get(reverse("evaluations:certificate-list"), {"renewal": "open"}).context["page"]

    assert [row.pk for row in page.rows] == [soon.pk]
