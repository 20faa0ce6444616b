"""Estimates and payments in spreadsheets: in, out, and what is told about them."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from budgets import services
from budgets.choices import EstimateKind
from budgets.documents import annex_of, sheet_of
from budgets.models import EstimatePrint, FundSource, Payment
from budgets.queries.execution import board_of
from budgets.queries.outline import outline_of
from budgets.queries.sheets import Standing, lines_in, lines_preview, payments_preview
from budgets.queries.stars import CostOfStars, cost_of_stars
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from tests.factories import budgets as make
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db

HEAD = ["TT", "Nội dung", "Số tiền (đồng)", "Đơn vị thực hiện"]
ANNEX = [
    ["", "TỔNG CỘNG", "5.000.000.000", ""],
    ["I", "Phần của tỉnh", "4,000,000,000", "Chi cục PTNT"],
    ["1", "Tuyên truyền", "330.000.000 đ", ""],
    ["2", "Tập huấn", "523,000,000", ""],
    ["2.1", "Lớp 1", "208.300.000", ""],
    ["2.2", "Lớp 2", "208300000", ""],
    ["2.3", "Lớp 3", "106.400.000", ""],
    ["3", "Các việc khác", "3.147.000.000", ""],
    ["II", "Phần của huyện", "1.000.000.000", "UBND 10 huyện"],
]


def table(rows, head=HEAD, title="DỰ TOÁN KINH PHÍ NĂM 2020"):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[title], [], head, *rows])
    return SimpleUploadedFile("du-toan.csv", text.getvalue().encode())


def brought(cast, rows, **more):
    estimate = make.start(cast)
    return services.upload_lines(
        actor=cast.province_officer,
        estimate=estimate,
        upload=table(rows),
        source=make.source(),
        **more,
    )


def test_figures_published_under_english_heads_are_read_too():
    """As the budgets of plans stand in open data: no, content, amount_vnd, unit, source_of_funds."""
    published = (
        "no,content,amount_vnd,unit,source_of_funds\n"
        ",TỔNG CỘNG,5000000000,,CTMTQG\n"
        "I,Kinh phí cấp tỉnh,4000000000,Chi cục,CTMTQG\n"
        "2.1,Lớp 1,208300000,Chi cục,CTMTQG\n"
    )
    rows = lines_in(io.BytesIO(published.encode()), "du-toan.csv")

    assert [(row["number"], row["amount"]) for row in rows] == [
        ("", 5_000_000_000),
        ("I", 4_000_000_000),
        ("2.1", 208_300_000),
    ]
    assert (rows[2]["executor"], rows[2]["source"]) == ("Chi cục", "CTMTQG")


def test_an_annex_comes_in_as_it_adds_up(cast):
    sheet = brought(cast, ANNEX)
    assert lines_preview(sheet).findings == ()

    estimate = services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=False)

    outline = outline_of(estimate)
    assert outline.total_vnd == 5_000_000_000
    assert [row.placed.number for row in outline.rows] == ["I", "1", "2", "2.1", "2.2", "2.3", "3", "II"]
    assert outline.rows[3].inherited_from == "I"
    services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    with pytest.raises(RuleViolation):
        services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=True)


def test_a_sum_that_differs_is_told_and_never_put_right_in_silence(cast):
    rows = [list(row) for row in ANNEX]
    rows[3][2] = "520.000.000"
    sheet = brought(cast, rows)
    assert [finding.words for finding in lines_preview(sheet).findings] == [
        "Ở dòng 2 ghi 520.000.000, các dòng bên dưới cộng lại 523.000.000, lệch 3.000.000 đồng."
    ]

    with pytest.raises(RuleViolation, match="Bảng có chỗ lệch"):
        services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=False)
    estimate = services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=True)
    assert outline_of(estimate).total_vnd == 5_000_000_000


@pytest.mark.parametrize("amount", ["năm triệu", "1.5", "-5", "5 triệu"])
def test_an_amount_that_cannot_be_read_blocks(cast, amount):
    sheet = brought(cast, [["1", "Khoản", amount, "Chi cục"]])

    assert lines_preview(sheet).is_blocked
    with pytest.raises(RuleViolation, match="không đọc được"):
        services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=True)


def test_a_table_without_amounts_is_refused_at_the_file(cast):
    upload = SimpleUploadedFile("x.csv", "Tên;Ngày\nA;B\n".encode())

    with pytest.raises(RuleViolation) as refusal:
        services.upload_lines(actor=cast.province_officer, estimate=make.start(cast), upload=upload)
    assert refusal.value.field == "upload"


def test_what_goes_out_comes_back_the_same(cast):
    before = make.bac_giang(cast, year=2026)
    tell_more(cast, before)
    upload = SimpleUploadedFile("ban.xlsx", sheet_of(before))
    sheet = services.upload_lines(
        actor=cast.province_officer, estimate=make.start(cast, year=2027), upload=upload
    )
    assert lines_preview(sheet).findings == ()

    after = services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=False)

    def told(estimate):
        rows = outline_of(estimate).rows
        return [
            (
                *(r.placed.number, r.line.content, r.placed.amount_vnd, r.explanation, r.executor),
                *(r.shares, r.line.basis, r.line.note),
            )
            for r in rows
        ]

    assert told(before) == told(after)


def tell_more(cast, estimate) -> None:
    """A line that is calculated and paid by two sources, below the block of the province."""
    services.add_line(
        actor=cast.province_officer,
        estimate=estimate,
        parent=estimate.lines.get(content="Phần của tỉnh"),
        content=services.LineContent(
            "Tiền ăn",
            quantity=Decimal("90.5"),
            quantity_unit="người",
            times=Decimal(2),
            times_unit="ngày",
            price_vnd=150_000,
            shares=((make.source(), 20_000_000), (FundSource.objects.get(name="Ngân sách xã"), None)),
            basis="NQ 12/2026",
            note="Học viên không hưởng lương",
        ),
    )


def test_a_price_that_does_not_make_the_amount_is_told_and_the_amount_counts(cast):
    head = [*HEAD, "Số lượng", "Số ngày", "Đơn giá"]
    rows = [
        ["1", "Lớp 1", "202.500.000", "Chi cục", "90", "5", "450.000"],
        ["2", "Lớp 2", "208.300.000", "Chi cục", "90", "5", "450.000"],
    ]
    sheet = services.upload_lines(
        actor=cast.province_officer, estimate=make.start(cast), upload=table(rows, head), source=make.source()
    )
    assert [finding.words for finding in lines_preview(sheet).findings] == [
        "Ở dòng 2 đơn giá không ra số tiền: = 90 × 5 × 450.000 = 202.500.000, bảng ghi 208.300.000; "
        "sẽ ghi khoán gọn theo số tiền."
    ]

    estimate = services.apply_lines(actor=cast.province_officer, sheet=sheet, accepts_differences=True)

    assert [row.explanation for row in outline_of(estimate).rows] == [
        "= 90 × 5 × 450.000",
        "khoán gọn, 90 × 5",
    ]


def test_sources_that_do_not_pay_a_line_are_told(cast):
    head = [*HEAD, "Nguồn vốn"]
    rows = [["1", "Lớp 1", "100", "Chi cục", "Ngân sách tỉnh: 60; Ngân sách xã: 30"]]
    sheet = services.upload_lines(
        actor=cast.province_officer, estimate=make.start(cast), upload=table(rows, head)
    )

    (finding,) = lines_preview(sheet).findings
    assert (finding.blocks, "thiếu 10 đồng" in finding.words) == (True, True)


# --- The annex --------------------------------------------------------------------------------------------
def test_the_annex_says_the_sum_in_figures_and_words(cast):
    paper = annex_of(make.bac_giang(cast))

    table = paper.annexes[0].blocks[0]
    cells = {row.cells[0] or row.cells[1]: row.cells[2] for row in table.rows}
    assert (cells["TỔNG CỘNG"], cells["I"], cells["II"], cells["2"]) == (
        "5.000.000.000",
        "4.000.000.000",
        "1.000.000.000",
        "523.000.000",
    )
    assert paper.annexes[0].head.wide
    assert paper.annexes[0].head.origin.endswith(" của Ủy ban nhân dân tỉnh Đồng Tháp)")
    assert "Năm tỷ đồng" in paper.annexes[0].blocks[1].words
    assert paper.is_draft


@pytest.mark.parametrize(
    ("kind", "title", "of_annex"),
    [
        (EstimateKind.FIRST, "DỰ TOÁN", ""),
        (EstimateKind.REVISION, "DỰ TOÁN ĐIỀU CHỈNH", " (ĐIỀU CHỈNH)"),
        (EstimateKind.CARRY_OVER, "DỰ TOÁN CÓ PHẦN CHUYỂN NGUỒN", " (CÓ PHẦN CHUYỂN NGUỒN)"),
    ],
)
def test_an_annex_says_what_kind_of_version_it_is_of(cast, kind, title, of_annex):
    estimate = make.small(cast, 100)
    estimate.kind = kind

    paper = annex_of(estimate)

    assert paper.title == title
    assert paper.annexes[0].head.title == estimate.budget.title.upper() + of_annex


def test_the_annex_of_a_revision_says_before_change_and_after(cast):
    budget = make.approved(cast, make.small(cast, 100, 50, 30), "12/QĐ-UBND")
    draft = services.revise_budget(actor=cast.province_officer, budget=budget, reason="Giá tem tăng.")
    lines = {line.content: line for line in draft.lines.all()}
    content = make.lump("Khoản 1", 160, executor="Chi cục Phát triển nông thôn")
    services.change_line(actor=cast.province_officer, line=lines["Khoản 1"], content=content)
    services.drop_line(actor=cast.province_officer, line=lines["Khoản 2"])
    services.add_line(
        actor=cast.province_officer, estimate=draft, content=make.lump("Hội chợ", 7, executor="Chi cục")
    )

    paper = annex_of(draft)
    changes, sources, words = paper.annexes[0].blocks

    assert [row.cells[:5] + row.cells[-1:] for row in changes.rows] == [
        ("", "TỔNG CỘNG", "180", "+17", "197", ""),
        ("I", "Khoản 1", "100", "+60", "160", ""),
        ("", "Khoản 2", "50", "-50", "", "Bỏ (mục II cũ)"),
        ("II", "Khoản 3", "30", "", "30", ""),
        ("III", "Hội chợ", "", "+7", "7", "Bổ sung"),
    ]
    assert sources.rows[-1].cells[2:] == ("180", "+17", "197")
    assert words.words == "Bằng chữ: Một trăm chín mươi bảy đồng."
    assert "Sau điều chỉnh: 197 đồng (tăng 67 đồng, giảm 50 đồng)." in paper.words
    assert "Quyết định số 12/QĐ-UBND ngày" in paper.words
    assert "Lý do: Giá tem tăng." in paper.words


def test_the_annex_of_a_revision_that_was_returned_stands_beside_what_is_in_force(cast):
    budget = make.approved(cast, make.small(cast, 100))
    draft = services.revise_budget(actor=cast.province_officer, budget=budget, reason="Bớt.")
    services.submit_estimate(actor=cast.province_officer, estimate=draft)
    again = services.return_estimate(actor=cast.finance_officer, estimate=draft, note="Giảm nữa.")

    total = annex_of(again).annexes[0].blocks[0].rows[0]

    assert total.cells[2:5] == ("100", "", "100")


def test_the_annex_of_a_carry_over_says_what_came_from_the_year_before(cast):
    year = clock.today().year
    earlier = make.approved(cast, make.small(cast, 100, year=year - 1), "11/QĐ-UBND")
    budget = make.approved(cast, make.small(cast, 40), "12/QĐ-UBND")
    draft = services.carry_over(
        actor=cast.province_officer, budget=budget, source=earlier, reason="Chuyển nguồn."
    )

    changes = annex_of(draft).annexes[0].blocks[0]

    assert [column.title for column in changes.columns[2:5]] == [
        "Đã duyệt",
        "Tăng (+), giảm (-)",
        "Sau chuyển nguồn",
    ]
    assert [row.cells[:5] + row.cells[-1:] for row in changes.rows] == [
        ("", "TỔNG CỘNG", "40", "+100", "140", ""),
        ("I", "Khoản 1", "40", "", "40", ""),
        ("II", f"Kinh phí chuyển nguồn từ năm {year - 1}", "", "+100", "100", "Bổ sung"),
        ("1", "Khoản 1", "", "+100", "100", f"Chuyển nguồn từ năm {year - 1}"),
    ]


def test_an_annex_is_made_in_the_background_and_taken_by_who_reads_the_version(cast, client):
    budget = make.approved(cast, make.small(cast, 100))
    page = budget.current.get_absolute_url()
    client.force_login(cast.auditor)

    answer = client.post(reverse("budgets:estimate-annex", args=[budget.current_id]))
    job = DocumentJob.objects.get()
    assert answer.url == reverse("documents:job-detail", args=[job.pk])
    assert services.print_annex(actor=cast.auditor, estimate=budget.current) == job, "not asked for twice"
    assert "Đang làm tệp" in client.get(page).content.decode()
    run_job(job.pk)

    made = EstimatePrint.objects.get()
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        url = reverse("budgets:estimateprint-download", args=[made.pk, ending])
        assert url in client.get(page).content.decode()
        taken = client.get(url)
        assert b"".join(taken.streaming_content).startswith(start)
        assert taken["Cache-Control"] == "private, no-store"
    assert client.get(reverse("budgets:estimateprint-download", args=[made.pk, "xlsx"])).status_code == 404
    sheet = client.get(reverse("budgets:estimate-sheet", args=[budget.current_id]))
    assert sheet.content.startswith(b"PK")
    client.force_login(cast.foreign_province_officer)
    assert client.get(reverse("budgets:estimateprint-download", args=[made.pk, "pdf"])).status_code == 404


# --- The treasury -----------------------------------------------------------------------------------------
@pytest.fixture
def spent(cast):
    """A commitment of 60 with one payment, and the treasury's table beside it."""
    budget = make.approved(cast, make.small(cast, 100))
    allotment = make.given(cast, budget.ceilings.get(), 80)
    commitment = make.bound(cast, allotment, 60, contract="HĐ 01/2026")
    make.paid(cast, commitment, 20, reference="KB-01")
    make.paid(cast, commitment, 5, reference="KB-09")
    return budget


def of_treasury(cast, budget, *rows):
    head = ["Số chứng từ", "Ngày", "Số tiền", "Nội dung", "Hợp đồng"]
    return services.upload_payments(
        actor=cast.province_officer, budget=budget, upload=table(rows, head, "SỔ CHI TIẾT")
    )


def test_the_treasury_is_held_against_the_portal(cast, client, spent):
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(
        cast,
        spent,
        ["KB-01", day, "25", "Tập huấn", ""],
        ["KB-02", day, "10", "Đợt 2", "HĐ 01/2026"],
        ["KB-03", day, "7", "Không rõ", ""],
        ["KB-04", "32/13/2026", "7", "x", ""],
        ["Tổng cộng", "", "50", "", ""],
    )

    preview = payments_preview(sheet)
    assert [row.standing for row in preview.rows] == [
        Standing.DIFFERS,
        Standing.NEW,
        Standing.LOST,
        Standing.UNREADABLE,
    ]
    assert preview.rows[0].difference_vnd == 5
    assert [payment.reference for payment in preview.only_here] == ["KB-09"]
    assert (preview.total_vnd, preview.told_vnd) == (49, 50), "the sum of the table is no payment"
    client.force_login(cast.province_officer)
    page = client.get(reverse("budgets:sheet-apply", args=[sheet.pk])).content.decode()
    assert "1 khoản, 10 đồng" in page
    assert "lệch 1 đồng so với các dòng" in client.get(sheet.get_absolute_url()).content.decode()
    assert services.apply_payments(actor=cast.province_officer, sheet=sheet) == 1
    assert set(Payment.objects.values_list("reference", "amount_vnd")) == {
        ("KB-01", 20),
        ("KB-09", 5),
        ("KB-02", 10),
    }


def test_what_is_not_written_is_taken_home_put_right_and_brought_in_again(cast, client, spent):
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(
        cast,
        spent,
        ["KB-01", day, "20", "Tập huấn", ""],
        ["KB-02", day, "1.5", "Đợt 2", "HĐ 01/2026"],
        ["KB-03", day, "7", "Không rõ", ""],
        ["KB-04", "32/13/2026", "7", "x", ""],
        ["KB-05", day, "999", "x", "HĐ 01/2026"],
    )
    client.force_login(cast.province_officer)
    address = reverse("budgets:sheet-left", args=[sheet.pk])
    assert address in client.get(sheet.get_absolute_url()).text

    taken = load_workbook(io.BytesIO(client.get(address).content)).active

    rows = [[cell.value or "" for cell in row] for row in taken.iter_rows(min_row=2)]
    assert [row[:3] for row in rows] == [
        ["KB-02", day, "1.5"],
        ["KB-03", day, "7"],
        ["KB-04", "32/13/2026", "7"],
        ["KB-05", day, "999"],
    ]
    assert all(row[-1] for row in rows), "each says why"
    rows[0][2] = "15"
    again = payments_preview(of_treasury(cast, spent, rows[0][:5]))
    assert [(row.standing, row.whole_vnd) for row in again.rows] == [(Standing.NEW, 15)]
    client.force_login(cast.foreign_province_officer)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("above", "head", "said"),
    [
        ("", "Số tiền (triệu đồng)", "Số tiền (triệu đồng)"),
        ("", "Số tiền (1.000đ)", "Số tiền (1.000đ)"),
        ("ĐVT: triệu đồng", "Số tiền", "ĐVT: triệu đồng"),
        ("Đơn vị tính: nghìn đồng", "Số tiền", "Đơn vị tính: nghìn đồng"),
    ],
)
def test_a_table_in_another_unit_than_dong_is_not_read(cast, spent, above, head, said):
    day = f"{clock.today():%d/%m/%Y}"
    upload = table([["KB-02", day, "10", "Đợt 2"]], ["Số chứng từ", "Ngày", head, "Nội dung"], above)

    with pytest.raises(RuleViolation, match=f"đơn vị khác: “{re.escape(said)}”") as refusal:
        services.upload_payments(actor=cast.province_officer, budget=spent, upload=upload)
    assert refusal.value.field == "upload"


def test_a_table_in_dong_says_so(cast, spent):
    day = f"{clock.today():%d/%m/%Y}"
    head = ["Số chứng từ", "Ngày", "Số tiền (đồng)", "Nội dung", "Hợp đồng"]
    upload = table([["KB-02", day, "10", "Đợt 2", "HĐ 01/2026"]], head, "Đơn vị tính: đồng")

    services.upload_payments(actor=cast.province_officer, budget=spent, upload=upload)


def test_a_voucher_of_several_rows_is_one_payment_for_each_commitment(cast, spent):
    """Treasuries write one voucher on several rows; brought in twice it is known the second time."""
    day, allotment = f"{clock.today():%d/%m/%Y}", spent.ceilings.get().allotments.get()
    make.bound(cast, allotment, 15, subject="Thuê hội trường", contract="HĐ 02/2026")
    rows = (
        ["KB-02", day, "10", "Đợt 2", "HĐ 01/2026"],
        ["KB-02", day, "4", "Thuế", "HĐ 01/2026"],
        ["KB-02", day, "15", "Hội trường", "HĐ 02/2026"],
    )
    sheet = of_treasury(cast, spent, *rows)
    assert [(row.row, row.whole_vnd) for row in payments_preview(sheet).new] == [(4, 14), (6, 15)]

    assert services.apply_payments(actor=cast.province_officer, sheet=sheet) == 2

    written = Payment.objects.filter(reference="KB-02").order_by("amount_vnd")
    assert list(written.values_list("amount_vnd", "commitment__contract")) == [
        (14, "HĐ 01/2026"),
        (15, "HĐ 02/2026"),
    ]
    again = payments_preview(of_treasury(cast, spent, *rows)).rows
    assert {row.standing for row in again} == {Standing.KNOWN}
    assert [row.counted_at for row in again] == [None, 4, 4]
    changed = payments_preview(of_treasury(cast, spent, rows[0], rows[2])).rows
    assert [(row.standing, row.difference_vnd) for row in changed] == [
        (Standing.DIFFERS, -4),
        (Standing.KNOWN, 0),
    ]


def test_money_that_came_back_is_a_row_below_nothing(cast, client, spent):
    """25 of 60 are paid; 10 more come, of which 7 go back, and 4 of the first payment."""
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(
        cast,
        spent,
        ["KB-12", day, "-7", "Nộp trả", "HĐ 01/2026"],
        ["KB-11", day, "10", "Đợt 2", "HĐ 01/2026"],
        ["KB-13", day, "(4)", "Nộp trả", "HĐ 01/2026"],
        ["KB-14", day, "5", "Chi nhầm", "HĐ 01/2026"],
        ["KB-14", day, "-5", "Chi nhầm", "HĐ 01/2026"],
    )
    preview = payments_preview(sheet)
    assert [row.whole_vnd for row in preview.new] == [10, -7, -4], "what is paid comes first"
    assert {row.standing for row in preview.rows[3:]} == {Standing.UNREADABLE}
    client.force_login(cast.province_officer)
    assert "Tiền hoàn trả, sẽ ghi" in client.get(sheet.get_absolute_url()).content.decode()

    assert services.apply_payments(actor=cast.province_officer, sheet=sheet) == 3

    assert spent.ceilings.get().paid_vnd == 25 + 10 - 7 - 4


def test_more_than_was_paid_does_not_come_back(cast, client, spent):
    """Told before anything is written; 10 more that are paid in the same table may come back too."""
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(cast, spent, ["KB-12", day, "-26", "Nộp trả", "HĐ 01/2026"])
    more = of_treasury(
        cast,
        spent,
        ["KB-11", day, "10", "Đợt 2", "HĐ 01/2026"],
        ["KB-12", day, "-26", "Nộp trả", "HĐ 01/2026"],
    )

    client.force_login(cast.province_officer)
    shown = client.get(sheet.get_absolute_url()).content.decode()
    assert "Mới, không ghi được" in shown
    assert "Số hoàn trả lớn hơn 25 đồng đã chi" in shown
    assert [row.problem for row in payments_preview(more).rows] == ["", ""]
    with pytest.raises(RuleViolation, match="chứng từ KB-12: Số hoàn trả lớn hơn 25 đồng"):
        services.apply_payments(actor=cast.province_officer, sheet=sheet)


def test_a_payment_that_would_be_refused_is_told_before_it_is_written(cast, client, spent):
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(
        cast,
        spent,
        ["KB-02", day, "10", "", "HĐ 01/2026"],
        ["KB-03", day, "26", "", "HĐ 01/2026"],
        ["KB-04", f"{clock.today() + timedelta(days=1):%d/%m/%Y}", "1", "", "HĐ 01/2026"],
    )

    first, beyond, to_come = payments_preview(sheet).rows
    assert first.problem == ""
    assert "chỉ còn 25 đồng" in beyond.problem
    assert "tương lai" in to_come.problem
    client.force_login(cast.province_officer)
    page = client.get(sheet.get_absolute_url()).text
    assert (page.count("Mới, sẽ ghi"), page.count("Mới, không ghi được")) == (1, 2)
    apply = reverse("budgets:sheet-apply", args=[sheet.pk])
    assert (apply in page, "Còn khoản mới không ghi được" in page) == (False, True)
    assert client.get(apply).status_code == 302


def test_payments_beyond_a_commitment_are_written_not_at_all(cast, spent):
    day = f"{clock.today():%d/%m/%Y}"
    sheet = of_treasury(
        cast, spent, ["KB-02", day, "10", "", "HĐ 01/2026"], ["KB-03", day, "26", "", "HĐ 01/2026"]
    )

    with pytest.raises(RuleViolation, match="chứng từ KB-03: Cam kết này chỉ còn 25 đồng"):
        services.apply_payments(actor=cast.province_officer, sheet=sheet)
    assert Payment.objects.count() == 2


def test_pages_of_sheets(cast, client, spent):
    client.force_login(cast.province_officer)
    day = f"{clock.today():%d/%m/%Y}"
    treasury = of_treasury(cast, spent, ["KB-01", day, "25", "Tập huấn", ""])
    estimate = make.start(cast, year=2030)
    lines = services.upload_lines(
        actor=cast.province_officer, estimate=estimate, upload=table(ANNEX), source=make.source()
    )

    page = client.get(treasury.get_absolute_url()).content.decode()
    assert "Lệch số tiền" in page
    assert "diff-up" in page
    assert "Năm tỷ đồng" in client.get(lines.get_absolute_url()).content.decode()
    form = client.get(reverse("budgets:sheet-apply", args=[lines.pk])).context["form"]
    client.post(reverse("budgets:sheet-apply", args=[lines.pk]), {"form_key": str(form.form_key)})
    assert outline_of(estimate).total_vnd == 5_000_000_000


def test_what_recognised_products_cost_and_what_lies_idle(cast, client, spent):
    client.force_login(cast.province_leader)

    page = client.get(reverse("budgets:budget-outcome", args=[spent.pk])).content.decode()

    assert "Chưa có sản phẩm nào gắn" in page
    assert "Lớp tập huấn" in page


def test_the_cost_of_a_recognised_product_is_told_by_commune_and_year(cast, client, spent):
    """Paid this year for a product whose certificate begins this year; another was recognised unpaid."""
    today = clock.today()
    certificate = make_certificate(cast, valid_until=today + timedelta(days=1000), valid_from=today)
    allotment = spent.ceilings.get().allotments.get()
    made = make.bound(cast, allotment, 15, subject="Tư vấn", product=certificate.product)
    make.paid(cast, made, 12, reference="KB-11")

    assert cost_of_stars(spent) == [CostOfStars(cast.places.my_hiep.full_name, today.year, 1, 12)]
    assert cost_of_stars(spent)[0].each_vnd == 12
    client.force_login(cast.province_leader)
    page = client.get(reverse("budgets:budget-outcome", args=[spent.pk])).text
    paid = sum(Payment.objects.filter(budget=spent).values_list("amount_vnd", flat=True))
    assert f"{paid} ÷ 1 = {paid} đồng" in page, "every number says where it comes from"


def test_what_falls_due_is_told_until_it_is_paid(cast, client, spent):
    """A month ahead and when it is over, with what is still to be paid."""
    client.force_login(cast.province_officer)
    allotment = spent.ceilings.get().allotments.get()
    near = clock.today() + timedelta(days=20)
    soon = make.bound(cast, allotment, 9, subject="In tem", due_on=near)
    make.bound(cast, allotment, 3, subject="Hội chợ cuối năm", due_on=near + timedelta(days=40))
    make.paid(cast, soon, 4, reference="KB-21")

    def due() -> str:
        page = client.get(reverse("budgets:budget-outcome", args=[spent.pk])).text
        return " ".join(page.partition("Sắp đến hạn thanh toán")[2].split())

    assert f">In tem</a>: 5 đồng, hạn {near:%d/%m/%Y}" in due()
    assert "Hội chợ cuối năm" not in due()
    make.paid(cast, soon, 5, reference="KB-22")
    assert "In tem" not in due()


def test_the_board_tells_units_by_what_is_planned_and_what_is_given(cast, client, spent):
    board = board_of(spent)

    assert [(name, money.approved_vnd, money.allocated_vnd) for name, money in board.by_unit] == [
        ("Chi cục Phát triển nông thôn", 100, 0),
        (cast.places.province.full_name, 0, 80),
    ]
    client.force_login(cast.auditor)
    page = client.get(spent.ceilings.get().get_absolute_url()).content.decode()
    assert "Hợp đồng tập huấn" in page, "the line says what it pays for"
