"""Lists of recognised products: certificates of the record, doubts that are asked."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.choices import CertificateState
from evaluations.exchange import CertificateSheet
from evaluations.lists import RecognitionList
from evaluations.models import Certificate, PastDecision
from evaluations.queries.certificates import NO_GROUP, of_group, with_group
from evaluations.services import revoke_certificate
from ocop.audit.models import Event
from ocop.imports import services
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.queries import open_questions, table_of
from ocop.localities.territory import Territory
from ocop.spreadsheets.finder import find_table
from ocop.spreadsheets.reader import open_workbook
from ocop.spreadsheets.writer import write_xlsx
from registrations.models import Producer, Product
from reports.queries.figures import figures_of
from reports.services import count_province
from tests import factories
from tests.factories.certificates import DECIDED_ON, make_certificate, make_named_product
from tests.factories.evaluations import conclude
from tests.factories.law import load_set
from tests.factories.spreadsheets import Mess, facts
from tests.integration.imports.conftest import workbook
from tests.integration.imports.test_registrations import reasons, verdicts

V = Verdict
HEADERS = ("TT", "Sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao", "Quyết định", "Ngày QĐ", "Ghi chú")
PAPER = ("105/QĐ-UBND", "05/03/2024", "")
ROW = ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "3 sao", *PAPER)


def listed(rows, headers=HEADERS):
    return workbook(rows, headers, title=("ỦY BAN NHÂN DÂN HUYỆN", "SẢN PHẨM OCOP ĐÃ CÔNG NHẬN"))


def proposed(content):
    """Which field each column is proposed for."""
    book = open_workbook(io.BytesIO(content), name="cong-nhan.xlsx")
    return find_table(book, RecognitionList.finder_fields()).mapping


@pytest.fixture
def recognised(cast):
    """Upload a list of recognised products for an officer's own office and look at its preview."""

    def bring(rows, *, actor=None, content=None, options=None, name="cong-nhan.xlsx"):
        actor = actor or cast.district_officer
        batch = services.upload_list(
            actor=actor,
            kind="recognitions",
            place=actor.memberships.get().place,
            upload=SimpleUploadedFile(name, content or listed(rows)),
            listed_on=date(2024, 6, 1),
            options=options or {},
        )
        services.check_list(actor=actor, batch=batch, columns=table_of(batch).mapping)
        batch.refresh_from_db()
        return batch

    return bring


def test_a_row_brings_a_certificate_of_the_record(cast, recognised, load):
    batch = load(recognised([ROW]), actor=cast.district_officer)

    kept = Certificate.objects.select_related("past_decision", "product__producer").get()
    decision = kept.past_decision
    assert batch.state == ImportState.LOADED, batch.problem
    assert (decision.number, decision.decided_on) == ("105/QĐ-UBND", date(2024, 3, 5))
    assert (decision.place, decision.level) == (cast.places.old_district, "district")
    assert (kept.is_of_record, kept.line_id, kept.number_entry_id, kept.paper_id) == (True, None, None, None)
    assert (kept.stars, kept.valid_from, kept.valid_until) == (3, date(2024, 3, 5), date(2027, 3, 5))
    assert (kept.commune, kept.producer_name) == (cast.places.old_my_hiep, ROW[1])
    assert kept.product.producer.name == ROW[1]
    assert batch.written == {"chủ thể mới": 1, "sản phẩm mới": 1, "giấy theo hồ sơ": 1, "dòng sửa": 0}


def test_four_stars_are_the_provinces_and_five_the_ministrys(cast, recognised, load):
    numbers = {3: "105/QĐ-UBND", 4: "7/QĐ-UBND", 5: "9/QĐ-BNN-VPĐP"}
    rows = [(f"Mứt {n}", *ROW[1:3], f"{n} sao", number, *PAPER[1:]) for n, number in numbers.items()]
    load(recognised(rows), actor=cast.district_officer)

    issued = dict(Certificate.objects.values_list("stars", "issuer__level"))
    assert issued == {3: "district", 4: "province", 5: "country"}


@pytest.mark.parametrize(
    ("stars", "day", "words"),
    [("3 sao", "03/07/2025", "Không rõ huyện nào"), ("5 sao", "05/03/2024", "không phải của bộ")],
)
def test_who_cannot_have_decided_is_not_the_issuer(cast, recognised, load, stars, day, words):
    """Districts ended on 30 June 2025; “…/QĐ-UBND” is no number of a ministry."""
    batch = recognised([(*ROW[:3], stars, "105/QĐ-UBND", day, "")])
    assert words in " ".join(reasons(batch))
    load(batch, actor=cast.district_officer)

    decision = PastDecision.objects.select_related("place").get()
    assert (decision.level, decision.place.level) == ("province", "province")
    assert not decision.place.valid_to or decision.place.valid_to >= decision.decided_on


@pytest.mark.parametrize(
    ("stars", "day", "level", "place"),
    [("3 sao", "03/07/2025", "district", "old_district"), ("5 sao", "05/03/2024", "ministry", "country")],
)
def test_an_issuer_of_before_that_cannot_have_decided_is_found_and_put_right(
    client, cast, recognised, load, stars, day, level, place
):
    row = (*ROW[:3], stars, "105/QĐ-UBND", day, "")
    load(recognised([row]), actor=cast.district_officer)
    kept = Certificate.objects.select_related("issuer", "past_decision").get()
    right, wrong = kept.issuer, getattr(cast.places, place)
    page = reverse("evaluations:certificate-detail", args=[kept.pk])
    register = f"{reverse('evaluations:certificate-list')}?issuer=xem-lai"
    client.force_login(cast.province_officer)
    assert "Nơi cấp cần xem lại" not in client.get(page).content.decode()
    PastDecision.objects.update(place=wrong, level=level)
    Certificate.objects.update(issuer=wrong)

    assert "Nơi cấp cần xem lại" in client.get(page).content.decode()
    assert [one.pk for one in client.get(register).context["page"].rows] == [kept.pk]
    again = recognised([row])
    assert verdicts(again) == [V.CHANGED]
    services.take_changes(actor=cast.district_officer, batch=again, everything=True)
    load(again, actor=cast.district_officer)

    kept.refresh_from_db()
    assert (kept.issuer, kept.past_decision.place) == (right, right)
    assert list(client.get(register).context["page"].rows) == []


def test_a_district_decided_until_its_last_day(cast, recognised, load):
    load(recognised([(*ROW[:5], "30/06/2025", "")]), actor=cast.district_officer)

    assert PastDecision.objects.get().place == cast.places.old_district


def test_the_error_of_a_formula_is_no_name_and_stays_out_of_the_sheet_taken_home(client, cast, recognised):
    batch = recognised([("#DIV/0!", *ROW[1:])])
    assert verdicts(batch) == [V.ERROR]
    assert "báo lỗi #DIV/0!" in reasons(batch)[0]
    services.set_faulty_aside(actor=cast.district_officer, batch=batch)
    client.force_login(cast.district_officer)

    home = client.get(reverse("imports:import-faulty", args=[batch.pk])).getvalue()

    sheet = load_workbook(io.BytesIO(home)).active
    said = {cell.value for row in sheet.iter_rows(max_col=sheet.max_column - 1) for cell in row}
    assert "#DIV/0!" not in said
    assert ROW[1] in said


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("Quyết định", ""), ("Số", "Ngày")),
        (("Quyết định công nhận", ""), ("Số", "Ngày")),
        (("Quyết định", ""), ("Số QĐ", "Ngày QĐ")),
    ],
)
def test_number_and_day_below_one_header_are_both_proposed(upper, lower):
    top = (*HEADERS[:5], *upper)
    below = ("", "", "", "", *lower)
    target = io.BytesIO()
    write_xlsx(target, top, [("", *below), (1, *ROW[:6])], name="Danh sách")

    mapping = proposed(target.getvalue())

    assert (mapping.get(5), mapping.get(6)) == ("decision", "decided_on")


@pytest.mark.parametrize("header", ["Số, ngày QĐ công nhận", "Ngày quyết định, số quyết định"])
def test_a_column_of_number_and_day_is_that_of_the_number(header):
    rows = [(*ROW[:4], "105/QĐ-UBND ngày 05/03/2024")]
    content = workbook(rows, (*HEADERS[:5], header))

    mapping = proposed(content)

    assert mapping.get(5) == "decision"


def test_stars_drawn_below_a_ticked_column_cannot_be_read(recognised):
    headers = ("TT", "Sản phẩm", "Chủ thể", "Địa chỉ", "3 sao", "4 sao", "Quyết định", "Ngày QĐ")
    batch = recognised([], content=workbook([(*ROW[:3], "", "***", *PAPER[:2])], headers))

    assert "“*** ở cột 4” không phải là hạng sao" in reasons(batch)[0]


def test_the_same_file_twice_changes_nothing(cast, recognised, load):
    load(recognised([ROW]), actor=cast.district_officer)
    models = (Producer, Product, PastDecision, Certificate)
    before = [model.objects.count() for model in models]

    again = recognised([ROW])
    assert verdicts(again) == [V.SAME]
    load(again, actor=cast.district_officer)

    assert [model.objects.count() for model in models] == before


def test_the_list_of_certificates_brought_in_again_changes_nothing(client, cast, recognised, load):
    load(recognised([ROW, ("Xoài sấy", *ROW[1:])]), actor=cast.district_officer)
    Certificate.objects.filter(product_name=ROW[0]).update(valid_until=date(2026, 1, 1))
    client.force_login(cast.district_officer)
    answer = client.post(reverse("exports:take", args=["evaluations:certificate-list"]))
    models = (Producer, Product, PastDecision, Certificate)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    again = recognised([], content=b"".join(answer.streaming_content))
    assert verdicts(again) == [V.SAME, V.SAME]
    load(again, actor=cast.district_officer)

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (3, "2 sao", "Dưới 3 sao"),
        (4, "", "Thiếu số quyết định"),
        (5, "", "Thiếu ngày quyết định"),
        (5, "năm 2024", "chưa nói ngày nào"),
        (5, "05/03/2024x", "không phải là ngày"),
        (5, "05/03/2090", "sau hôm nay"),
        (5, "05/03/2018", "không có quy định"),
    ],
)
def test_what_cannot_be_a_certificate_is_an_error_in_words(cast, recognised, place, value, reason):
    batch = recognised([(*ROW[:place], value, *ROW[place + 1 :])])

    assert verdicts(batch) == [V.ERROR]
    assert reason in reasons(batch)[0]


def test_all_that_is_wrong_in_a_row_is_said_at_once(cast, recognised):
    batch = recognised([(ROW[0], "", "xã Không Có Thật", ROW[3], PAPER[0], "31/02/2024", *PAPER[2:])])

    said = " ".join(reasons(batch))
    assert "31/02/2024" in said
    assert "Thiếu “chủ thể”" in said
    assert "xã Không Có Thật" in said


def test_a_decision_may_stand_in_one_cell_or_be_that_of_the_list(cast, recognised, load):
    rows = [
        ("Mứt xoài", *ROW[1:4], "QĐ số 7/QĐ-UBND ngày 06/04/2024", "", ""),
        ("Xoài sấy", *ROW[1:4], "", "", ""),
    ]
    common = {"decision": "8/QĐ-UBND", "decided_on": "2024-05-02"}
    load(recognised(rows, options=common), actor=cast.district_officer)

    assert set(PastDecision.objects.values_list("number", "decided_on")) == {
        ("7/QĐ-UBND", date(2024, 4, 6)),
        ("8/QĐ-UBND", date(2024, 5, 2)),
    }


@pytest.mark.parametrize(("text", "offered"), [("3 sao, 4 sao", "34"), ("Tiềm năng 5 sao", "45")])
def test_a_doubtful_rank_is_asked_and_the_answer_counts(cast, recognised, load, text, offered):
    batch = recognised([(*ROW[:3], text, *PAPER)])
    assert verdicts(batch) == [V.QUESTION]
    question = open_questions(batch)[0]
    assert "".join(value for value, _words in question["options"]) == offered

    services.answer_questions(actor=cast.district_officer, batch=batch, answers={question["key"]: "4"})
    batch.refresh_from_db()
    load(batch, actor=cast.district_officer)

    assert Certificate.objects.get().stars == 4


@pytest.fixture
def product_lists(cast):
    """A set of each group that the tests name, of the list of the day and of an older one (“Thảo dược”)."""
    for code in ("QD148-09", "QD148-14", "QD148-18", "QD148-21", "QD1048-18"):
        load_set(code)


def grouped(*groups):
    """A list with the column of groups: one product for each."""
    headers = (*HEADERS, "Nhóm, ngành")
    return listed([(f"Mứt {n}", *ROW[1:], group) for n, group in enumerate(groups)], headers)


def groups_of(reader) -> dict[str, int]:
    """How many products of each group the register shows, and that its list of a group shows as many."""
    rows = with_group(Certificate.objects.visible_to(reader))
    found = Counter(rows.values_list("group", flat=True))
    assert found == {code: of_group(rows, code or NO_GROUP).count() for code in found}
    return dict(found)


def test_the_group_that_a_list_names_is_kept(cast, product_lists, recognised, load):
    batch = recognised([], content=grouped("Nhóm gia vị", "ngành đồ uống", "Thực phẩm", ""))
    load(batch, actor=cast.district_officer)

    assert groups_of(cast.province_officer) == {"FOOD": 2, "BEVERAGE": 1, "": 1}

    again = recognised([], content=grouped("Nhóm gia vị", "Đồ uống có cồn", "Thực phẩm", "Thảo dược"))
    assert verdicts(again) == [V.SAME, V.SAME, V.SAME, V.CHANGED]
    services.take_changes(actor=cast.district_officer, batch=again, everything=True)
    load(again, actor=cast.district_officer)
    assert groups_of(cast.province_officer)["HERBAL"] == 1


@pytest.mark.parametrize(("answer", "kept"), [("FOOD", "FOOD"), ("none", "")])
def test_a_group_that_nobody_knows_is_asked_once(cast, recognised, load, answer, kept):
    batch = recognised([], content=grouped("Đặc sản", "đặc  sản"))
    assert verdicts(batch) == [V.QUESTION, V.QUESTION]
    (question,) = open_questions(batch)

    services.answer_questions(actor=cast.district_officer, batch=batch, answers={question["key"]: answer})
    batch.refresh_from_db()
    load(batch, actor=cast.district_officer)

    assert groups_of(cast.province_officer) == {kept: 2}


def test_a_dossier_tells_the_group_of_what_was_issued_here(cast):
    issued = make_certificate(cast, name="Mứt xoài")
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=issued.pk).update(listed_group="FOOD")


def test_what_newspapers_printed_by_group_comes_out_again(cast, product_lists, recognised, load):
    with (Path(factories.__file__).with_name("printed_groups.csv")).open(encoding="utf-8") as file:
        printed = [row for row in csv.DictReader(file) if row["place"] == "Kiên Giang"]
    groups = [row["group"] for row in printed for _each in range(int(row["products"]))]
    load(recognised([], content=grouped(*groups)), actor=cast.district_officer)
    count_province(cast.places.province)

    shown = figures_of(cast.province_officer, Territory(cast.places.province)).by_group
    assert {group: stars.total() for group, stars in shown.items()} == {
        "FOOD": 9, "BEVERAGE": 3, "HERBAL": 1, "HANDICRAFT": 5
    }  # fmt: skip


@pytest.mark.parametrize(("answer", "kept"), [("void", 0), ("valid", 1)])
def test_a_note_about_revoking_is_asked(cast, recognised, load, answer, kept):
    batch = recognised([(*ROW[:6], "Đã thu hồi năm 2025")])
    key = open_questions(batch)[0]["key"]

    services.answer_questions(actor=cast.district_officer, batch=batch, answers={key: answer})
    batch.refresh_from_db()
    load(batch, actor=cast.district_officer)

    assert Certificate.objects.count() == kept


def test_a_doubtful_place_is_asked(cast, recognised):
    batch = recognised([("Mứt", "HTX Xoài Non", "xã Mỹ Hiẹp", "3 sao", *PAPER)])

    assert verdicts(batch) == [V.QUESTION]


def test_the_latest_certificate_is_in_force_and_replaces_the_earlier(cast, recognised, load):
    rows = [
        (*ROW[:3], "4 sao", "9/QĐ-UBND", "05/05/2024", ""),
        (*ROW[:3], "3 sao", "1/QĐ-UBND", "05/05/2020", ""),
        (*ROW[:3], "3 sao", "5/QĐ-UBND", "05/05/2022", ""),
    ]
    load(recognised(rows), actor=cast.district_officer)

    first, second, last = Certificate.objects.order_by("valid_from")
    assert [row.state for row in (first, second, last)] == ["replaced", "replaced", "active"]
    assert (first.replaced_by, second.replaced_by, last.replaced_by) == (second, last, None)


def test_an_earlier_record_never_pushes_out_what_was_issued_here(cast, recognised, load):
    issued = make_certificate(cast, name="Mứt xoài")
    row = ("Mứt xoài", cast.producer.name, *ROW[2:])
    load(recognised([row]), actor=cast.district_officer)

    issued.refresh_from_db()
    older = Certificate.objects.get(past_decision__isnull=False)
    assert (issued.state, issued.version) == ("active", 1)
    assert (older.state, older.replaced_by, older.product) == ("replaced", issued, issued.product)


def test_a_later_record_replaces_an_older_certificate_with_an_event(cast, recognised, load):
    issued = make_certificate(cast, name="Mứt xoài", valid_from=date(2023, 3, 1))
    load(recognised([("Mứt xoài", cast.producer.name, *ROW[2:])]), actor=cast.district_officer)

    issued.refresh_from_db()
    assert (issued.state, issued.replaced_by.is_of_record) == (CertificateState.REPLACED, True)
    assert Event.objects.filter(verb="certificate.replace", subject_id=issued.pk).count() == 1


def test_a_certificate_issued_here_is_not_changed_by_a_list(cast, recognised):
    issued = make_certificate(cast, name="Mứt xoài")
    number, day = issued.decision.number, f"{DECIDED_ON:%d/%m/%Y}"
    row = ("Mứt xoài", cast.producer.name, "xã Mỹ Hiệp")

    assert verdicts(recognised([(*row, "3 sao", number, day, "có ghi chú")])) == [V.SAME]
    assert verdicts(recognised([(*row, "4 sao", number, day, "")])) == [V.ERROR]
    assert verdicts(recognised([(*row, "3 sao", "0/QĐ-UBND", day, "")])) == [V.ERROR]


def test_a_record_is_put_right_only_when_the_change_was_taken(cast, recognised, load):
    load(recognised([ROW]), actor=cast.district_officer)
    other = [(*ROW[:3], "4 sao", *PAPER)]

    load(recognised(other), actor=cast.district_officer)
    assert Certificate.objects.get().stars == 3

    batch = recognised(other)
    assert batch.rows.get().changes == [["Hạng sao", "3", "4"]]
    services.take_changes(actor=cast.district_officer, batch=batch, everything=True)
    load(batch, actor=cast.district_officer)

    kept = Certificate.objects.get()
    assert (kept.stars, kept.version) == (4, 2)
    assert Event.objects.get(verb="certificate.update").before == {"stars": "3"}


def test_a_fault_in_the_middle_writes_nothing(cast, recognised, load, monkeypatch):
    batch = recognised([ROW, ("Xoài sấy", *ROW[1:])])
    make_named_product(cast.producer, "Xoài tươi")
    before = (Producer.objects.count(), Product.objects.count())

    def fails(*_args):
        raise services.RuleViolation("Đứt giữa chừng.")

    monkeypatch.setattr("evaluations.services.records._chain", fails)
    load(batch, actor=cast.district_officer)

    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (ImportState.CHECKED, "Đứt giữa chừng.")
    assert (Producer.objects.count(), Product.objects.count()) == before
    assert (Certificate.objects.count(), PastDecision.objects.count()) == (0, 0)


def test_loading_asks_no_more_for_more_rows(cast, recognised, load):
    def asked(first, count):
        rows = [(f"Mứt {n}", f"Hợp tác xã {n}", *ROW[2:]) for n in range(first, first + count)]
        batch = recognised(rows)
        with CaptureQueriesContext(connection) as captured:
            load(batch, actor=cast.district_officer)
        return len(captured)

    asked(1, 1)  # what is read once in the life of a process

    assert asked(100, 2) == asked(200, 12), "both fit into one statement of either engine"


def test_rows_outside_the_district_are_errors(cast, recognised):
    rows = [ROW, ("Gạo", "HTX Gạo", "xã Trường Xuân", "3 sao", *PAPER)]

    assert verdicts(recognised(rows)) == [V.NEW, V.ERROR]
    assert verdicts(recognised(rows, actor=cast.province_officer)) == [V.NEW, V.NEW]


def test_only_district_and_province_may_bring_such_a_list(client, cast):
    address = reverse("imports:import-upload", args=["recognitions"])
    seen = {}
    for who in ("officer", "district_officer", "province_officer", "auditor"):
        client.force_login(getattr(cast, who))
        seen[who] = client.get(address).status_code

    assert seen == {"officer": 403, "district_officer": 200, "province_officer": 200, "auditor": 403}


def test_a_messy_list_of_real_products_is_read_whole(cast, recognised, load):
    told = [replace(fact, commune="xã Mỹ Hiệp", district="huyện Cao Lãnh") for fact in facts(12)]
    made = Mess(districts=True, merged=True, totals=True, notes=True, signatures=True, stars="ticks").book(
        told
    )
    common = {"decision": "105/QĐ-UBND"}

    batch = recognised([], content=made.content, options=common)
    for question in open_questions(batch):
        answers = {question["key"]: "household"}
        services.answer_questions(actor=cast.district_officer, batch=batch, answers=answers)
    batch.refresh_from_db()
    load(batch, actor=cast.district_officer)

    kept = Certificate.objects.values_list("product_name", "producer_name", "stars", "valid_from")
    assert set(kept) == {(f.product, f.producer, f.stars, f.decided_on) for f in told}


@pytest.fixture
def of_record(cast, recognised, load):
    load(recognised([(*ROW[:4], *PAPER[:1], f"{DECIDED_ON:%d/%m/%Y}", "")]), actor=cast.district_officer)
    return Certificate.objects.get()


def test_everybody_reads_that_it_is_from_paper(client, of_record):
    pages = [
        reverse("catalogue:check", args=[of_record.token]),
        reverse("catalogue:product-list"),
        reverse("catalogue:product-detail", args=[of_record.product_id]),
    ]
    for page in pages:
        assert "heo hồ sơ giấy" in client.get(page).content.decode(), page
    assert "UBND huyện Cao Lãnh" in client.get(pages[0]).content.decode()


def test_officers_find_it_in_the_register_without_a_paper_to_take(client, cast, of_record):
    client.force_login(cast.district_officer)
    register = client.get(reverse("evaluations:certificate-list"), {"q": "105/QĐ", "year": 2025})
    page = client.get(reverse("evaluations:certificate-detail", args=[of_record.pk])).content.decode()
    assert "Nhật ký" not in page, "nothing was done to it here"

    assert list(register.context["page"].rows) == [of_record]
    assert "cổng không in lại" in page
    assert "Bản in chưa xong" not in page
    assert client.get(reverse("evaluations:certificate-download", args=[of_record.pk])).status_code == 404


def test_it_is_revoked_as_others_are(cast, of_record):
    conclude(cast.province_officer, of_record)
    revoked = revoke_certificate(
        actor=cast.province_leader,
        certificate=of_record,
        note="Ngừng sản xuất",
        decision_number="9/QĐ-UBND",
    )

    assert revoked.state == CertificateState.REVOKED


def test_the_list_of_certificates_leaves_with_the_decision_of_the_record(cast, of_record):
    rows = Certificate.objects.filter(pk=of_record.pk)
    line = dict(zip(CertificateSheet().headers, next(iter(CertificateSheet().lines(rows))), strict=True))

    assert (line["Quyết định"], line["Ngày quyết định"]) == ("105/QĐ-UBND", DECIDED_ON)


def test_rows_set_aside_come_home_with_days_and_the_decision_of_the_list(client, cast, recognised):
    """Mended, the sheet is brought in without saying the decision again."""
    headers = (*HEADERS[:5], "Quyết định", "Hiệu lực đến")
    row = ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Không Có", "3 sao", "", date(2027, 3, 5))
    target = io.BytesIO()
    write_xlsx(target, headers, [(1, *row)], name="Danh sách")
    said = {"decision": "105/QĐ-UBND", "decided_on": "2024-03-05"}
    batch = recognised([], content=target.getvalue(), options=said)
    services.set_faulty_aside(actor=cast.district_officer, batch=batch)
    client.force_login(cast.district_officer)

    home = client.get(reverse("imports:import-faulty", args=[batch.pk])).getvalue()

    (line,) = find_table(
        open_workbook(io.BytesIO(home), name="can-sua.xlsx"), RecognitionList.finder_fields()
    ).rows()
    days = (date(2024, 3, 5), date(2027, 3, 5))
    assert (line.values["decided_on"], line.values["valid_until"]) == days, "days, not texts"
    assert line.values["decision"] == "105/QĐ-UBND"
    book = load_workbook(io.BytesIO(home))
    for cells in book.active.iter_rows(min_row=2):
        for cell in cells:
            if cell.value == "xã Không Có":
                cell.value = "xã Mỹ Hiệp"
    mended = io.BytesIO()
    book.save(mended)
    assert verdicts(recognised([], content=mended.getvalue())) == [V.NEW]
