"""Reports from their opening to the lock, and who is late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.notifications.models import Notice
from ocop.workflow import MoveRefused
from plans import services
from plans.choices import ReportState
from plans.documents import paper_of, sheet_of
from plans.documents.report_files import STEPS
from plans.documents.reports import written
from plans.models import PeriodicReport, ReportPrint
from plans.queries.reports import indicators_of, latest_board, lines_of, reports_waiting_for
from plans.services import Said
from tests.factories.accounts import make_officer
from tests.factories.certificates import make_certificate
from tests.factories.plans import indicator, make_report, make_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_of_2025(cast):
    """The half-year of 2025 in the old province: a report of the district and of its communes."""
    rule, places = make_rule(cast), cast.places
    make_certificate(cast, name="Xoài sấy", valid_from=date(2025, 6, 1))
    make_certificate(cast, name="Mứt xoài", valid_from=date(2025, 6, 20))
    return [make_report(rule, unit) for unit in (places.old_district, places.old_my_hiep, places.old_my_long)]


def line(report, measure):
    return next(one for one in lines_of(report) if one.indicator.measure == measure)


def test_a_round_goes_up_from_commune_to_district_and_is_locked(cast, round_of_2025):
    district, commune, other = round_of_2025
    recognised = indicator("recognised")
    assert line(commune, "recognised").shown == 1, "what began after the last day is not of this report"

    with pytest.raises(RuleViolation, match="khác số đếm từ bản ghi"):
        services.fill_report(actor=cast.officer, report=commune, values={recognised: Said(Decimal(2))})
    services.fill_report(
        actor=cast.officer,
        report=commune,
        values={recognised: Said(Decimal(2), "Một sản phẩm có quyết định giấy, chưa nhập")},
        tasks="Hoàn thiện hồ sơ đợt 2",
    )
    with pytest.raises(RuleViolation, match="Hãy ghi số của báo cáo đã ký"):
        services.submit_report(actor=cast.officer, report=commune)
    sent = services.submit_report(
        actor=cast.officer, report=commune, number="12/BC-UBND", signed_on=clock.today()
    )
    assert (sent.state, line(sent, "recognised").shown) == (ReportState.APPROVED, 2)
    assert [each.pk for each in reports_waiting_for(cast.district_officer)] == [district.pk, commune.pk]

    services.accept_report(actor=cast.district_officer, report=sent)
    with pytest.raises(RuleViolation, match="đã được cấp trên tiếp nhận"):
        services.fill_report(actor=cast.officer, report=commune, values={})
    assert (line(district, "recognised").computed, line(district, "recognised").below) == (1, 2)

    services.submit_report(actor=cast.district_officer, report=district)
    with pytest.raises(RuleViolation, match="Huyện Cao Lãnh đã chốt báo cáo kỳ này"):
        services.submit_report(
            actor=cast.neighbour_officer, report=other, number="3/BC-UBND", signed_on=clock.today()
        )
    with pytest.raises(MoveRefused):
        services.approve_report(
            actor=cast.other_district_leader, report=district, number="5/BC", signed_on=clock.today()
        )
    approved = services.approve_report(
        actor=cast.district_leader, report=district, number="40/BC-UBND", signed_on=clock.today()
    )

    assert approved.state == ReportState.APPROVED
    assert {"report.fill", "report.send", "report.accept", "report.submit", "report.approve"} <= set(
        Event.objects.values_list("verb", flat=True)
    )
    paper = paper_of(approved)
    assert paper.head.number == "40/BC-UBND"
    assert [row.cells[1] for row in paper.annexes[0].blocks[0].rows] == ["Xã Mỹ Hiệp", "Xã Mỹ Long", "CỘNG"]
    heads, rows = sheet_of(approved)
    assert heads[-2:] == ["Xã Mỹ Hiệp", "Xã Mỹ Long"]
    figures = next(row for row in rows if row[0] == str(recognised))
    assert (figures[3:6], figures[-2:]) == ([1, 1, 2], [2, None])


def test_the_leader_of_a_commune_reads_its_report_first(cast, round_of_2025):
    _district, commune, _other = round_of_2025
    leader = make_officer(Role.COMMUNE_LEADER, cast.places.old_my_hiep)
    submitted = services.submit_report(actor=cast.officer, report=commune)

    assert submitted.state == ReportState.SUBMITTED
    assert list(reports_waiting_for(leader)) == [commune]
    assert Notice.objects.filter(person=leader, text__contains="Chờ bạn duyệt").exists()
    with pytest.raises(MoveRefused):
        services.return_report(actor=cast.officer, report=commune, note="Xin lại")
    approved = services.approve_report(
        actor=leader, report=commune, number="12/BC-UBND", signed_on=clock.today()
    )
    assert (approved.state, approved.approved_by) == (ReportState.APPROVED, leader)
    assert not Notice.objects.waiting().filter(person=leader).exists()


def test_a_report_whose_leader_has_left_is_taken_back_by_its_officer(cast, round_of_2025):
    _district, commune, _other = round_of_2025
    leader = make_officer(Role.COMMUNE_LEADER, cast.places.old_my_hiep)
    services.submit_report(actor=cast.officer, report=commune)
    leader.memberships.update(ends_on=clock.today() - timedelta(1), starts_on=date(2024, 1, 1))

    services.return_report(actor=cast.officer, report=commune, note="Lãnh đạo đã chuyển công tác")
    sent = services.submit_report(actor=cast.officer, report=commune, number="1/BC", signed_on=clock.today())
    assert sent.state == ReportState.APPROVED


def test_every_figure_of_the_units_below_stands_in_the_annex(cast, round_of_2025):
    district, commune, _other = round_of_2025
    said = {one: Said(Decimal(n), "Sổ giấy") for n, one in enumerate(indicators_of(commune.rule), 1)}
    services.fill_report(actor=cast.officer, report=commune, values=said)
    services.submit_report(actor=cast.officer, report=commune, number="1/BC-UBND", signed_on=clock.today())

    tables = paper_of(district).annexes[0].blocks
    columns = [column.title for table in tables for column in table.columns[2:]]
    cells = [cell for table in tables for cell in table.rows[0].cells[2:]]
    sums = [cell for table in tables for cell in table.rows[-1].cells[2:]]

    assert columns == [str(one) for one in said]
    assert cells == [written(one, said[one].stated) for one in said]
    assert sums == ["" if one.is_share else cell for one, cell in zip(said, cells, strict=True)]
    assert [table.caption for table in tables][:2] == [f"Bảng {n} trên {len(tables)}" for n in (1, 2)]


def test_a_report_that_was_filled_can_be_saved_again(cast, round_of_2025, client):
    _district, commune, _other = round_of_2025
    said = {indicator("recognised"): Said(Decimal("2.00"), "Sổ giấy")}
    services.fill_report(actor=cast.officer, report=commune, values=said)
    client.force_login(cast.officer)
    url = reverse("plans:report-fill", args=[commune.pk])
    form = client.get(url).context["form"]
    commune.refresh_from_db()
    hidden = {"form_key": str(form.form_key), "version": commune.version}
    untouched = hidden | {bound.html_name: value for bound in form if (value := bound.value()) is not None}

    assert untouched[f"stated_{indicator('recognised').pk}"] == "2"
    assert client.post(url, untouched).status_code == 302


def test_a_report_that_is_given_back_is_counted_anew(cast, round_of_2025):
    district, _commune, _other = round_of_2025
    services.submit_report(actor=cast.district_officer, report=district)

    with pytest.raises(MoveRefused, match="nêu lý do"):
        services.return_report(actor=cast.district_leader, report=district, note=" ")
    back = services.return_report(actor=cast.district_leader, report=district, note="Thiếu nhận xét")
    make_certificate(cast, name="Nem", producer=cast.neighbour_producer, valid_from=date(2025, 5, 1))

    assert (back.state, back.submitted_by, back.return_reason) == (ReportState.OPEN, None, "Thiếu nhận xét")
    assert line(back, "recognised").shown == 2
    assert Notice.objects.filter(person=cast.district_officer, text__contains="Thiếu nhận xét").exists()


def test_a_share_of_nothing_is_not_called_nought_and_need_not_be_typed(cast, round_of_2025, client):
    _district, commune, other = round_of_2025
    officer = cast.neighbour_officer
    upgraded = line(other, "share_upgraded")
    assert (upgraded.computed, upgraded.shown, upgraded.lacks_words) == (None, None, False)
    assert line(commune, "share_upgraded").computed == 0, "of two that were recognised none was upgraded"
    services.submit_report(actor=officer, report=other, number="1/BC-UBND", signed_on=clock.today())
    assert line(other, "share_upgraded").shown is None
    client.force_login(officer)
    page = client.get(reverse("plans:report-detail", args=[other.pk]))
    shown = {str(one.indicator): words for one, _planned, *words in page.context["page"].lines}
    assert shown[str(upgraded.indicator)][:2] == ["–", "–"]


def test_a_report_sent_after_the_lock_is_told_why(cast, round_of_2025, client):
    _district, commune, _other = round_of_2025
    client.force_login(cast.officer)
    page = reverse("plans:report-submit", args=[commune.pk])
    opened = client.get(page).context["form"]
    sent = {"number": "1/BC-UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
    sent |= {"form_key": opened.form_key, "version": opened.version}
    services.submit_report(actor=cast.officer, report=commune, number="1/BC-UBND", signed_on=clock.today())
    commune.refresh_from_db()
    services.accept_report(actor=cast.district_officer, report=commune)

    answer = client.post(page, sent, follow=True).content.decode()

    assert "đã được cấp trên tiếp nhận" in answer and "1/BC-UBND" in answer, "nothing typed is lost"
    assert (
        "Báo cáo này đã tiếp nhận nên không gửi lại được." in client.get(page, follow=True).content.decode()
    )


def test_an_indicator_without_records_is_reported_and_added_up(cast, round_of_2025):
    district, commune, _other = round_of_2025
    outlets = services.add_indicator(
        actor=cast.province_officer,
        province=cast.places.province,
        name="Điểm bán hàng",
        unit_name="điểm",
        is_share=False,
    )
    rule = services.set_report_rule(
        actor=cast.province_officer,
        province=cast.places.province,
        valid_from=date(2026, 1, 1),
        half_day=5,
        half_month=5,
        year_day=5,
        year_month=11,
        indicators=[outlets, indicator("recognised")],
    )
    PeriodicReport.objects.update(rule=rule)
    district.refresh_from_db(), commune.refresh_from_db()

    with pytest.raises(RuleViolation, match="Cần số liệu hoặc giải thích cho: Điểm bán hàng"):
        services.submit_report(
            actor=cast.officer, report=commune, number="1/BC-UBND", signed_on=clock.today()
        )
    services.fill_report(actor=cast.officer, report=commune, values={outlets: Said(Decimal(4))})
    services.submit_report(actor=cast.officer, report=commune, number="1/BC-UBND", signed_on=clock.today())

    assert [(one.indicator, one.shown) for one in lines_of(district)] == [
        (indicator("recognised"), 1),
        (outlets, 4),
    ]
    with pytest.raises(RuleViolation, match="Bạn không đặt chế độ báo cáo"):
        services.add_indicator(
            actor=cast.foreign_province_officer,
            province=cast.places.province,
            name="Khác",
            unit_name="",
            is_share=True,
        )


def test_the_files_of_a_report_are_made_in_the_background_once(cast, round_of_2025, client):
    district, _commune, _other = round_of_2025
    client.force_login(cast.district_officer)
    asked = client.post(reverse("plans:report-print", args=[district.pk]))
    again = client.post(reverse("plans:report-print", args=[district.pk]))
    assert asked.url == again.url
    job = DocumentJob.objects.get()
    assert (job.total, ReportPrint.objects.count()) == (STEPS, 1)

    run_job(job.pk)
    job.refresh_from_db()
    made = ReportPrint.objects.get()
    files = {
        ending: client.get(reverse("plans:reportprint-download", args=[made.pk, ending]))
        for ending in ("pdf", "docx", "xlsx")
    }
    assert (job.state, job.done) == ("done", STEPS)
    assert [b"".join(one.streaming_content)[:4] for one in files.values()] == [b"%PDF", b"PK\3\4", b"PK\3\4"]
    assert "bao-cao-6-thang-2025-huyen-cao-lanh.docx" in files["docx"].headers["Content-Disposition"]
    services.fill_report(actor=cast.district_officer, report=district, values={}, tasks="Việc mới")
    assert "báo cáo đã đổi sau đó" in client.get(district.get_absolute_url()).content.decode()

    client.force_login(cast.officer)
    assert client.get(reverse("plans:reportprint-download", args=[made.pk, "pdf"])).status_code == 404


def test_an_own_indicator_is_retired_and_asked_for_again(cast, client):
    province = cast.places.province
    rule = make_rule(cast, province=province)
    own = services.add_indicator(
        actor=cast.province_officer, province=province, name="Điểm bán", unit_name="điểm", is_share=False
    )
    rule.indicators.set([own, indicator("recognised")])
    client.force_login(cast.province_officer)
    retire, revive = (reverse(f"plans:indicator-{way}", args=[own.pk]) for way in ("retire", "revive"))

    client.post(retire, {"form_key": str(client.get(retire).context["form"].form_key)})
    assert indicators_of(rule) == [indicator("recognised")]
    with pytest.raises(RuleViolation, match="đã ngừng dùng"):
        services.retire_indicator(actor=cast.province_officer, indicator=own)
    with pytest.raises(RuleViolation, match="Bạn không đặt"):
        services.revive_indicator(actor=cast.foreign_province_officer, indicator=own)
    with pytest.raises(RuleViolation, match="Bạn không đặt"):
        services.retire_indicator(actor=cast.province_officer, indicator=indicator("recognised"))

    client.post(revive, {"form_key": str(client.get(revive).context["form"].form_key)})
    assert indicators_of(rule) == [indicator("recognised"), own]
    assert list(Event.objects.filter(verb__startswith="indicator.re").values_list("verb", flat=True)) == [
        "indicator.retire",
        "indicator.revive",
    ]
    client.force_login(cast.foreign_province_officer)
    assert client.get(retire).status_code == 404


def test_the_beat_opens_each_report_once_and_reminds_once(cast):
    year = clock.today().year
    rule = make_rule(cast, province=cast.places.province, half_day=15, half_month=6, opens_before=30)
    day = date(year, 6, 1)

    opened = services.open_reports(on=day)
    again = services.open_reports(on=day)
    units = set(PeriodicReport.objects.values_list("unit__name", flat=True))
    PeriodicReport.objects.exclude(unit=cast.places.my_hiep).update(due_on=clock.today() + timedelta(30))
    PeriodicReport.objects.filter(unit=cast.places.my_hiep).update(due_on=clock.today() - timedelta(3))
    told = services.remind_of_reports(), services.remind_of_reports()
    board = latest_board(cast.province_officer, clock.today())

    assert (opened, again) == (len(units), 0)
    assert {"Đồng Tháp", "Mỹ Hiệp", "Mỹ Thọ"} <= units
    assert told == (1, 0)
    assert Notice.objects.get(person=cast.new_officer).text.endswith(
        f"đã quá hạn gửi {clock.today() - timedelta(3):%d/%m/%Y}."
    )
    assert (board.total, board.sent, board.late) == (len(units), 0, 1)
    assert rule.calendar.due_on("half_year", year) == date(year, 6, 15)


def test_the_pages_show_the_board_and_keep_what_was_typed(cast, round_of_2025, client):
    district, commune, _other = round_of_2025
    client.force_login(cast.officer)
    url = reverse("plans:report-fill", args=[commune.pk])
    form = client.get(url).context["form"]
    field = f"stated_{indicator('recognised').pk}"
    sent = {"form_key": str(form.form_key), "version": "1", field: "7", "tasks": "Việc kỳ sau"}

    refused = client.post(url, sent)
    page = client.get(commune.get_absolute_url()).content.decode()

    assert refused.status_code == 422
    assert "Hãy giải thích" in refused.content.decode()
    assert "Việc kỳ sau" in refused.content.decode()
    assert client.get(district.get_absolute_url()).status_code == 404
    assert "Ghi số liệu, nhận xét" in page
    client.force_login(cast.district_officer)
    board = client.get(reverse("plans:report-list") + "?muc=tre-han").content.decode()
    assert "Xã Mỹ Long" in board
    assert "0 / 2 đơn vị đã gửi" in client.get(district.get_absolute_url()).content.decode()
