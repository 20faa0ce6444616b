"""The way of a list on its pages, from the file to the result."""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.imports import services
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.models import Import
from ocop.spreadsheets.finder import find_table
from ocop.spreadsheets.reader import open_workbook
from registrations.lists import RegistrationList
from registrations.models import Product
from tests.factories.broken_workbooks import BROKEN_WORKBOOKS
from tests.factories.spreadsheets import Mess, facts
from tests.integration.imports.conftest import HEADERS, workbook

ROWS = [
    ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "1400000077", "", ""),
    ("Khô cá", "HTX Cá Khô", "xã Mỹ Hiẹp", "1400000078", "", ""),
    ("Mắm", "HTX Mắm", "xã Không Có", "1400000079", "", ""),
]


def sent(page, **fields):
    """What a browser sends of the form on a page: its hidden fields and these."""
    form = page.context["form"]
    hidden = {"form_key": str(form.form_key)}
    return hidden | ({} if form.version is None else {"version": form.version}) | fields


def columns_as_found(page):
    form = page.context["form"]
    return sent(page, **{name: field.initial or "" for name, field in form.fields.items()})


@pytest.fixture
def uploaded(client, cast):
    return bring(client, cast, workbook(ROWS))


def bring(client, cast, book: bytes) -> Import:
    client.force_login(cast.officer)
    address = reverse("imports:import-upload", args=["registrations"])
    page = client.get(address)
    file = SimpleUploadedFile("danh-sach.xlsx", book)
    place = cast.officer.memberships.get().place_id
    client.post(
        address,
        sent(page, upload=file, place=place, listed_on="01/05/2024", cycle=cast.cycle_148.pk),
    )
    return Import.objects.order_by("pk").last()


@pytest.fixture
def checked(client, uploaded):
    address = reverse("imports:import-columns", args=[uploaded.pk])
    client.post(address, columns_as_found(client.get(address)))
    uploaded.refresh_from_db()
    return uploaded


def test_the_columns_page_says_where_the_table_was_found(client, uploaded):
    page = client.get(reverse("imports:import-columns", args=[uploaded.pk]))

    assert "Tìm thấy bảng ở trang “Đăng ký”, dòng 5–7" in page.content.decode()
    assert page.context["form"].fields["column_3"].initial == "commune"


def test_the_columns_page_says_which_sheets_are_not_read(client, cast):
    book = load_workbook(io.BytesIO(workbook(ROWS)))
    book.copy_worksheet(book.active).title = "Năm trước"
    book.create_sheet("Nháp").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    batch = bring(client, cast, file.getvalue())

    page = client.get(reverse("imports:import-columns", args=[batch.pk])).content.decode()

    assert "Trang tính ẩn không được đọc: “Nháp”." in page
    assert "Cũng có bảng ở trang “Năm trước”; đang đọc trang “Đăng ký”." in page


def test_the_same_file_again_has_the_columns_chosen_as_they_were_confirmed(client, cast, load):
    book = workbook(ROWS[:1])
    first = bring(client, cast, book)
    columns = reverse("imports:import-columns", args=[first.pk])
    client.post(columns, columns_as_found(client.get(columns)) | {"column_4": "", "column_6": "email"})
    load(first, actor=cast.officer)

    again = bring(client, cast, book)
    page = client.get(reverse("imports:import-columns", args=[again.pk]))

    fields = page.context["form"].fields
    assert (fields["column_4"].initial, fields["column_6"].initial) == ("", "email")
    assert "các cột được chọn sẵn như lần đó" in page.content.decode()


def test_the_list_of_next_year_has_the_columns_chosen_as_they_were_confirmed(client, cast, load):
    first = bring(client, cast, workbook(ROWS[:1]))
    columns = reverse("imports:import-columns", args=[first.pk])
    client.post(columns, columns_as_found(client.get(columns)) | {"column_4": "", "column_6": "email"})
    load(first, actor=cast.officer)
    moved = workbook(ROWS[:2], title=("ỦY BAN NHÂN DÂN", "XÃ MỸ HIỆP", "DANH SÁCH NĂM SAU"))
    other = workbook(ROWS[:2], headers=(*HEADERS[:6], "Quy cách đóng gói"))

    batch = bring(client, cast, moved)
    page = client.get(reverse("imports:import-columns", args=[batch.pk]))
    fields = page.context["form"].fields
    assert (fields["column_4"].initial, fields["column_6"].initial) == ("", "email")
    assert "Danh sách “danh-sach.xlsx” đã nạp có cùng các tiêu đề" in page.content.decode()

    another = bring(client, cast, other)
    page = client.get(reverse("imports:import-columns", args=[another.pk]))
    assert page.context["form"].fields["column_6"].initial == "packaging"
    assert "chọn sẵn" not in page.content.decode()


def test_a_list_loaded_before_headers_were_kept_is_known_by_its_very_file_only(client, cast, load):
    """Nothing claims that the columns stand as they did then, and nothing fails."""
    book, next_year = workbook(ROWS[:1]), workbook(ROWS[:2])
    first = bring(client, cast, book)
    columns = reverse("imports:import-columns", args=[first.pk])
    client.post(columns, columns_as_found(client.get(columns)) | {"column_4": "", "column_6": "email"})
    load(first, actor=cast.officer)
    first.refresh_from_db()
    del first.mapping["titles"]
    first.save(update_fields=["mapping"])

    again = client.get(reverse("imports:import-columns", args=[bring(client, cast, book).pk]))
    other = client.get(reverse("imports:import-columns", args=[bring(client, cast, next_year).pk]))

    assert again.context["form"].fields["column_6"].initial == "email"
    assert "Tệp này đã được nạp một lần" in again.content.decode()
    assert other.context["form"].fields["column_6"].initial != "email"
    assert "chọn sẵn" not in other.content.decode()


def test_a_file_must_be_chosen_again_where_something_else_was_wrong(client, cast):
    client.force_login(cast.officer)
    address = reverse("imports:import-upload", args=["registrations"])
    file = SimpleUploadedFile("danh-sach.xlsx", workbook(ROWS))
    place = cast.officer.memberships.get().place_id

    answer = client.post(
        address, sent(client.get(address), upload=file, place=place, listed_on="01/05/2024", cycle="")
    )

    said = {label: sentence for _id, label, sentence in answer.context["form"].problems}
    assert said["Tệp bảng tính"] == "Hãy chọn lại tệp: trình duyệt không giữ tệp đã chọn."
    assert set(said) == {"Tệp bảng tính", "Chu trình"}


def test_a_column_taken_twice_comes_back_with_the_reason(client, uploaded):
    address = reverse("imports:import-columns", args=[uploaded.pk])
    page = client.get(address)

    answer = client.post(address, columns_as_found(page) | {"column_6": "phone"})

    assert answer.status_code == 422
    assert "Hai cột cùng được chọn" in answer.content.decode()


def test_the_preview_counts_filters_and_says_why(client, checked):
    page = client.get(checked.get_absolute_url())
    text = page.content.decode()

    assert {v: page.context["page"].counts[v] for v in Verdict.values} == {
        "new": 1, "changed": 0, "same": 0, "question": 1, "error": 1
    }  # fmt: skip
    assert "Không có xã, phường nào tên “xã Không Có”" in text
    only = client.get(checked.get_absolute_url(), {"verdict": "error"}).context["page"]
    assert [row.title for row in only.rows] == ["Mắm"]


def test_from_the_question_to_the_result(client, cast, checked):
    address = reverse("imports:import-questions", args=[checked.pk])
    page = client.get(address)
    [(name, field)] = page.context["form"].fields.items()
    client.post(address, sent(page, **{name: field.choices[0][0]}))

    address = reverse("imports:import-set-aside", args=[checked.pk])
    client.post(address, sent(client.get(address)))
    sheet = client.get(reverse("imports:import-faulty", args=[checked.pk]))
    address = reverse("imports:import-confirm", args=[checked.pk])
    leads_to = client.post(address, sent(client.get(address)))

    job = DocumentJob.objects.get()
    assert leads_to.url == reverse("documents:job-detail", args=[job.pk])
    run_job(job.pk)
    checked.refresh_from_db()
    assert checked.state == ImportState.LOADED
    assert Product.objects.filter(name__in=["Mứt xoài", "Khô cá"]).count() == 2
    assert "Hồ sơ nháp" in client.get(checked.get_absolute_url()).content.decode()

    book = open_workbook(io.BytesIO(sheet.getvalue()), name="can-sua.xlsx")
    home = list(find_table(book, RegistrationList.finder_fields()).rows())
    assert [row.values["product"] for row in home] == ["Mắm"]


def test_a_row_taken_home_keeps_the_district_it_stood_under(client, cast, bring_in):
    client.force_login(cast.district_officer)
    told = [replace(fact, commune="xã Không Có", district="huyện Cao Lãnh") for fact in facts(1)]
    content = Mess(districts=True, merged=True).book(told).content
    batch = bring_in([], actor=cast.district_officer, content=content)
    services.set_faulty_aside(actor=cast.district_officer, batch=batch)

    sheet = client.get(reverse("imports:import-faulty", args=[batch.pk]))

    book = open_workbook(io.BytesIO(sheet.getvalue()), name="can-sua.xlsx")
    (row,) = find_table(book, RegistrationList.finder_fields()).rows()
    assert row.values["district"] == "Huyện Cao Lãnh"


def test_changes_are_taken_page_by_page(client, cast, bring_in, load, monkeypatch):
    monkeypatch.setattr("ocop.imports.views.steps.MOST_CHANGES", 1)
    client.force_login(cast.officer)
    rows = [(f"Mứt số {n}", *ROWS[0][1:5], "Hộp 300 g") for n in (1, 2, 3)]
    load(bring_in(rows), actor=cast.officer)
    batch = bring_in([(*row[:5], "Hộp 1 kg") for row in rows])
    numbers = list(batch.rows.order_by("number").values_list("number", flat=True))
    address = reverse("imports:import-changes", args=[batch.pk])

    for page, number in ((1, numbers[0]), (3, numbers[2])):
        shown = client.get(address, {"page": page})
        assert [pill.label for pill in shown.context["page"].pages] == ["1–1", "2–2", "3–3"]
        assert client.post(f"{address}?page={page}", sent(shown, numbers=[number])).status_code == 302

    assert set(batch.rows.filter(taken=True).values_list("number", flat=True)) == {numbers[0], numbers[2]}


def test_the_second_who_takes_changes_sees_what_the_first_took(client, cast, bring_in, load):
    client.force_login(cast.officer)
    load(bring_in([ROWS[0]]), actor=cast.officer)
    batch = bring_in([(*ROWS[0][:4], "0277 999 9999", "")])
    number = batch.rows.get().number
    address = reverse("imports:import-changes", args=[batch.pk])
    first, second = client.get(address), client.get(address)
    assert client.post(address, sent(first, numbers=[number])).status_code == 302

    answer = client.post(address, sent(second, numbers=[]))

    assert answer.status_code == 422
    (difference,) = answer.context["page"].differences
    assert (difference.typed, difference.saved.partition(",")[0]) == ("", f"Dòng {number}")
    assert batch.rows.get().taken


def test_a_question_is_answered_in_its_row_for_all_that_ask_it(client, cast, bring_in):
    client.force_login(cast.officer)
    batch = bring_in([("Khô cá", *ROWS[1][1:]), ("Mắm cá", *ROWS[1][1:]), ROWS[2]])
    page = client.get(batch.get_absolute_url())
    lines, form = page.context["page"].lines, page.context["page"].answers
    [(name, field)] = form.fields.items()
    assert [[bool(answer) for _words, answer, _first in line.questions] for line in lines] == [
        [True],
        [False],
        [],
    ]
    assert f"Trả lời ở dòng {lines[0].row.number}." in page.content.decode()

    answer = client.post(
        page.context["page"].answers_url,
        {"form_key": str(form.form_key), "version": form.version, name: field.choices[1][0]},
    )

    assert answer.url == batch.get_absolute_url()
    assert list(batch.rows.order_by("number").values_list("verdict", flat=True)) == ["new", "new", "error"]


def test_who_only_looks_is_not_asked(client, cast, bring_in):
    batch = bring_in(ROWS)
    client.force_login(cast.auditor)

    page = client.get(batch.get_absolute_url())

    assert page.context["page"].answers is None
    assert "là nơi nào?" in page.content.decode()


@pytest.mark.parametrize(
    "case", ["a password of Excel", "a bomb", "a million empty rows", "a CSV renamed", "cut off"]
)
def test_a_broken_workbook_comes_back_with_the_reason_and_nothing_is_kept(client, cast, settings, case):
    name, content, words = BROKEN_WORKBOOKS[case]
    client.force_login(cast.officer)
    address = reverse("imports:import-upload", args=["registrations"])
    upload = SimpleUploadedFile(name, content())
    place = cast.officer.memberships.get().place_id

    answer = client.post(
        address,
        sent(
            client.get(address), upload=upload, place=place, listed_on="01/05/2024", cycle=cast.cycle_148.pk
        ),
    )

    assert answer.status_code == 422
    [(_id, _label, sentence)] = answer.context["form"].problems
    assert words in sentence
    assert answer.content.decode().count(sentence) >= 2, "above the form and beside the field"
    assert 'value="01/05/2024"' in answer.content.decode()
    assert not Import.objects.exists()
    assert not any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))


def test_failed_formulas_of_a_list_are_errors_in_words(client, cast, bring_in):
    client.force_login(cast.officer)
    rows = [("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "1400000077", "", "#REF!")]
    batch = bring_in(rows, content=workbook(rows, failed=((0, 6, "#REF!"),)))

    page = client.get(batch.get_absolute_url())

    assert "Công thức trong ô này báo lỗi #REF!" in page.content.decode()
    assert batch.rows.get().verdict == Verdict.ERROR


def test_a_list_that_is_over_leads_back(client, cast, checked):
    address = reverse("imports:import-discard", args=[checked.pk])
    client.post(address, sent(client.get(address)))

    answer = client.get(reverse("imports:import-columns", args=[checked.pk]))

    assert answer.status_code == 302
    assert answer.url == checked.get_absolute_url()


def test_a_foreign_officer_does_not_know_of_it(client, cast, checked):
    client.force_login(cast.foreign_province_officer)

    assert client.get(checked.get_absolute_url()).status_code == 404
    assert client.get(reverse("imports:import-faulty", args=[checked.pk])).status_code == 404


def test_the_preview_asks_the_same_number_of_queries_for_more_rows(
    client, cast, bring_in, django_assert_num_queries
):
    client.force_login(cast.officer)
    small = bring_in(ROWS[:1])
    large = bring_in([(f"Mứt {n}", *ROWS[0][1:]) for n in range(30)])
    client.get(small.get_absolute_url())

    for batch in (small, large):
        with django_assert_num_queries(PREVIEW_QUERIES):
            client.get(batch.get_absolute_url())


PREVIEW_QUERIES = 10
