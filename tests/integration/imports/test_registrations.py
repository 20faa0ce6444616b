"""Lists of registrations: each kind of row, as a whole or not at all, twice the same file."""

from decimal import Decimal
from operator import attrgetter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.documents.models import DocumentJob
from ocop.documents.services import run_job
from ocop.imports import services
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.models import Import
from ocop.imports.queries import counts_of, open_questions
from ocop.workflow import MoveRefused
from registrations import services as services_of_producers
from registrations.models import Dossier, Producer, Product
from tests.factories.law import load_set
from tests.factories.registrations import make_producer
from tests.integration.imports.conftest import HEADERS, workbook

V = Verdict
NEW = ("Mứt xoài", "Hợp tác xã Xoài Non", "xã Mỹ Hiệp", "1400000077", "0277 111 2222", "Hộp 300 g")


def verdicts(batch):
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


def reasons(batch):
    return [" ".join(row.reasons) for row in batch.rows.order_by("number")]


def test_a_new_row_brings_producer_product_and_draft(cast, bring_in, load):
    batch = bring_in([NEW])
    assert verdicts(batch) == [V.NEW]
    assert not Producer.objects.filter(name=NEW[1]).exists(), "a preview writes nothing"

    batch = load(batch, actor=cast.officer)

    dossier = Dossier.objects.select_related("producer__commune", "product").get(product__name=NEW[0])
    assert batch.state == ImportState.LOADED
    assert (dossier.state, dossier.cycle, dossier.regime.code) == ("draft", cast.cycle_148, "R148")
    assert dossier.producer.commune == cast.places.old_my_hiep
    assert (dossier.organisation_name, dossier.phone) == (NEW[1], NEW[4])
    assert dossier.producer.kind == "cooperative"
    assert dossier.producer.search_key and dossier.product.sort_key
    assert batch.written == {"chủ thể mới": 1, "sản phẩm mới": 1, "hồ sơ nháp": 1, "dòng sửa": 0}


@pytest.mark.parametrize("written", [str, attrgetter("name"), attrgetter("code")])
def test_a_set_is_known_as_lists_and_templates_write_it(cast, bring_in, load, written):
    wanted = load_set("QD148-01")
    content = workbook([(*NEW, written(wanted))], headers=(*HEADERS, "Bộ tiêu chí"))

    batch = bring_in([], content=content)
    assert reasons(batch) == [""]
    load(batch, actor=cast.officer)

    assert Dossier.objects.get(product__name=NEW[0]).criteria_set == wanted


def test_the_same_file_twice_changes_nothing(cast, bring_in, load):
    rows = [NEW, ("Xoài sấy", *NEW[1:])]
    load(bring_in(rows), actor=cast.officer)
    counts = (Producer.objects.count(), Product.objects.count(), Dossier.objects.count())

    again = bring_in(rows)
    assert verdicts(again) == [V.SAME, V.SAME]
    load(again, actor=cast.officer)

    assert (Producer.objects.count(), Product.objects.count(), Dossier.objects.count()) == counts


def test_a_changed_row_is_written_only_when_it_was_taken(cast, bring_in, load):
    load(bring_in([NEW]), actor=cast.officer)
    other = [(*NEW[:4], "0277 999 9999", "Hộp 1 kg")]

    batch = bring_in(other)
    assert verdicts(batch) == [V.CHANGED]
    assert batch.rows.get().changes == [
        ["Điện thoại", "0277 111 2222", "0277 999 9999"],
        ["Quy cách", "Hộp 300 g", "Hộp 1 kg"],
    ]
    load(batch, actor=cast.officer)
    assert Producer.objects.get(name=NEW[1]).phone == "0277 111 2222"

    batch = bring_in(other)
    assert services.take_changes(actor=cast.officer, batch=batch, numbers=[batch.rows.get().number]) == 1
    load(batch, actor=cast.officer)

    producer = Producer.objects.get(name=NEW[1])
    assert (producer.phone, producer.version) == ("0277 999 9999", 2)
    assert Product.objects.get(name=NEW[0]).packaging == "Hộp 1 kg"
    assert Event.objects.filter(verb="producer.update", subject_id=producer.pk).count() == 1


def test_a_doubtful_place_is_asked_and_the_answer_counts(cast, bring_in, load):
    batch = bring_in([("Mứt xoài", "HTX Xoài Non", "xã Mỹ Hiẹp", "1400000077", "", "")])
    assert verdicts(batch) == [V.QUESTION]
    question = open_questions(batch)[0]
    assert question["options"][0][1].startswith("xã Mỹ Hiệp")

    with pytest.raises(MoveRefused):
        services.confirm_list(actor=cast.officer, batch=batch)
    batch = services.answer_questions(
        actor=cast.officer, batch=batch, answers={question["key"]: question["options"][0][0]}
    )

    assert verdicts(batch) == [V.NEW]
    load(batch, actor=cast.officer)
    assert Producer.objects.get(name="HTX Xoài Non").commune == cast.places.old_my_hiep


def test_the_same_file_again_proposes_what_was_answered(client, cast, bring_in, load):
    """Of a place, and of a producer that had no key yet when the row below was said to mean it."""
    rows = [
        ("Mứt xoài", "HTX Xoài Non", "xã Mỹ Hiẹp", "1400000077", "", ""),
        ("Trà", "Hợp tác xã Khác", "xã Mỹ Hiệp", "1400000077-001", "", ""),
    ]
    content = workbook(rows)
    batch = bring_in(rows, content=content)
    while asked := open_questions(batch):
        answers = {question["key"]: question["options"][0][0] for question in asked}
        batch = services.answer_questions(actor=cast.officer, batch=batch, answers=answers)
    load(batch, actor=cast.officer)
    before = Product.objects.count(), Producer.objects.count()

    again = bring_in(rows, content=content)
    client.force_login(cast.officer)
    address = reverse("imports:import-questions", args=[again.pk])
    detail = client.get(again.get_absolute_url()).content.decode()
    assert "Câu hỏi nào đã trả lời lần đó thì được chọn sẵn" in detail
    while open_questions(again):
        form = client.get(address).context["form"]
        proposed = {field.html_name: field.value() for field in form}
        assert all(proposed.values())
        keys = {"form_key": form.form_key, "version": form.version}
        assert client.post(address, keys | proposed).status_code == 302
        again.refresh_from_db()

    assert verdicts(again) == [V.SAME, V.SAME]
    load(again, actor=cast.officer)
    assert (Product.objects.count(), Producer.objects.count()) == before


@pytest.mark.parametrize(("answer", "producers"), [(0, 0), (-1, 1)])
def test_a_near_producer_is_asked_never_guessed(cast, bring_in, load, answer, producers):
    before = Producer.objects.count()
    batch = bring_in([("Mứt xoài", "Cơ sở Xoài Mỹ Hiệp", "xã Mỹ Hiệp", "", "", "")])
    question = open_questions(batch)[0]
    assert question["options"][0][0] == str(cast.producer.pk)

    answers = {question["key"]: question["options"][answer][0]}
    batch = services.answer_questions(actor=cast.officer, batch=batch, answers=answers)
    for kind in open_questions(batch):
        batch = services.answer_questions(actor=cast.officer, batch=batch, answers={kind["key"]: "household"})
    load(batch, actor=cast.officer)

    assert Producer.objects.count() == before + producers
    assert Product.objects.get(name="Mứt xoài").producer_id == cast.producer.pk or producers


@pytest.mark.parametrize(
    ("number", "phone", "said"),
    [("1400000077-001", "", "cùng mã số thuế"), ("", "+84 277.111.2222", "cùng điện thoại")],
)
def test_another_name_under_the_same_tax_code_or_phone_is_asked(cast, bring_in, load, number, phone, said):
    load(bring_in([NEW]), actor=cast.officer)
    known = Producer.objects.get(name=NEW[1])
    rows = [
        ("Trà", "Hợp tác xã Khác", "xã Mỹ Hiệp", number, phone, ""),
        ("Cau", "HTX Khác", "xã Mỹ Hiệp", "", "", ""),
    ]

    batch = bring_in(rows)

    (question,) = open_questions(batch)
    assert question["options"][0] == [str(known.pk), f"Là {known.name} (1400000077), {said}"]
    assert question["numbers"] == list(batch.rows.order_by("number").values_list("number", flat=True))
    batch = services.answer_questions(actor=cast.officer, batch=batch, answers={question["key"]: "new"})
    assert verdicts(batch) == [V.NEW, V.NEW]


@pytest.mark.parametrize(
    ("number", "phone", "said"),
    [("1400000077-001", "", "cùng mã số thuế"), ("", "+84 277.111.2222", "cùng điện thoại")],
)
@pytest.mark.parametrize(("answer", "producers"), [(0, 1), (-1, 2)])
def test_rows_of_one_list_are_compared_with_each_other(
    cast, bring_in, load, number, phone, said, answer, producers
):
    before = Producer.objects.count()
    batch = bring_in(
        [NEW, ("Trà", "Hợp tác xã Khác", "xã Mỹ Long", number, phone, "")], actor=cast.district_officer
    )

    (question,) = open_questions(batch)
    assert question["options"][0][1] == f"Là {NEW[1]} (1400000077), ở dòng trên, {said}"
    answers = {question["key"]: question["options"][answer][0]}
    batch = services.answer_questions(actor=cast.district_officer, batch=batch, answers=answers)
    load(batch, actor=cast.district_officer)

    assert Producer.objects.count() == before + producers


def test_two_names_under_one_number_are_asked_about(cast, bring_in, load):
    batch = bring_in([NEW, ("Trà", "Hợp tác xã Khác Hẳn", "xã Mỹ Hiệp", NEW[3], "", "")])
    (question,) = open_questions(batch)
    assert verdicts(batch) == [V.NEW, V.QUESTION]
    assert question["words"].startswith(f"“Hợp tác xã Khác Hẳn” có mã số của “{NEW[1]}” (ở dòng trên)")

    wrong = services.answer_questions(actor=cast.officer, batch=batch, answers={question["key"]: "wrong"})
    assert verdicts(wrong) == [V.NEW, V.ERROR]
    same = services.answer_questions(actor=cast.officer, batch=batch, answers={question["key"]: "same"})
    assert verdicts(same) == [V.NEW, V.NEW]
    load(same, actor=cast.officer)

    assert list(Product.objects.filter(producer__name=NEW[1]).values_list("name", flat=True)) == [
        NEW[0],
        "Trà",
    ]


def test_a_later_row_completes_a_new_producer_and_overrules_nothing(cast, bring_in, load):
    name = "Hợp tác xã Xoài Non"
    rows = [
        ("Mứt", name, "xã Mỹ Hiệp", "", "0277 111 2222", ""),
        ("Trà", name, "xã Mỹ Hiệp", "1400000077", "0277 999 9999", ""),
    ]

    batch = bring_in(rows)
    load(batch, actor=cast.officer)

    producer = Producer.objects.get(name=name)
    assert (producer.registration_number, producer.number_pending) == ("1400000077", False)
    assert producer.phone == "0277 111 2222"
    assert "giữ theo dòng trên" in reasons(batch)[1]


@pytest.mark.parametrize(("answer", "number"), [("add", "0400123456"), ("keep", None)])
def test_a_tax_code_that_lost_its_zero_is_asked_about_once(cast, bring_in, load, answer, number):
    rows = [
        ("Mứt", "Hợp tác xã Một", "xã Mỹ Hiệp", 400123456, "", ""),
        ("Trà", "Hợp tác xã Hai", "xã Mỹ Hiệp", 400123457001, "", ""),
        ("Cau", "Hộ kinh doanh Ba", "xã Mỹ Hiệp", "51A8001234", "", ""),
    ]

    batch = bring_in(rows)

    (question,) = open_questions(batch)
    assert (question["words"], question["numbers"]) == (
        "Mã số “400123456” có phải đã mất số 0 ở đầu?",
        [5, 6],
    )
    batch = services.answer_questions(actor=cast.officer, batch=batch, answers={question["key"]: answer})
    if number is None:
        assert verdicts(batch) == [V.ERROR, V.ERROR, V.NEW]
        return
    load(batch, actor=cast.officer)
    assert Producer.objects.filter(registration_number__in=[number, "0400123457-001"]).count() == 2
    assert verdicts(bring_in(rows)) == [V.SAME] * 3, "what is known needs no guess"


def test_a_licence_of_nine_digits_is_asked_about_apart_from_tax_codes(cast, bring_in, load):
    rows = [
        ("Mứt", "Hợp tác xã Một", "xã Mỹ Hiệp", 400123456, "", ""),
        ("Cau", "Hộ kinh doanh Ba", "xã Mỹ Hiệp", 340123456, "", ""),
    ]
    batch = bring_in(rows)

    tax, other = open_questions(batch)
    answers = {tax["key"]: "add", other["key"]: "keep"}
    load(services.answer_questions(actor=cast.officer, batch=batch, answers=answers), actor=cast.officer)

    assert Producer.objects.filter(registration_number__in=["0400123456", "340123456"]).count() == 2


def test_a_branch_is_known_again_without_its_dash(cast, bring_in, load):
    rows = [("Mứt", "Hợp tác xã Một", "xã Mỹ Hiệp", "1400000077001", "", "")]
    load(bring_in(rows), actor=cast.officer)

    assert verdicts(bring_in(rows)) == [V.SAME]


@pytest.mark.parametrize(("answer", "verdict"), [("new", V.NEW), ("wrong", V.ERROR)])
@pytest.mark.parametrize(
    ("number", "phone", "shared"),
    [("1400000066-001", "", "cùng mã số thuế"), ("", "0277 555 5555", "cùng điện thoại")],
)
def test_of_who_is_outside_the_office_only_the_commune_is_told(
    cast, bring_in, number, phone, shared, answer, verdict
):
    Producer.objects.filter(pk=cast.neighbour_producer.pk).update(
        phone="02775555555", registration_number="1400000066"
    )

    batch = bring_in([("Trà", "HTX Khác", "xã Mỹ Hiệp", number, phone, "")])

    (question,) = open_questions(batch)
    assert f"trong sổ của Xã Mỹ Long đã có một chủ thể {shared}" in question["words"]
    assert cast.neighbour_producer.name not in str(question)
    assert str(cast.neighbour_producer.pk) not in [value for value, _words in question["options"]]
    batch = services.answer_questions(actor=cast.officer, batch=batch, answers={question["key"]: answer})
    assert verdicts(batch) == [verdict]


def test_a_number_of_another_office_names_the_office_and_nobody(cast, bring_in):
    Producer.objects.filter(pk=cast.neighbour_producer.pk).update(registration_number="1400000066")

    batch = bring_in([("Trà", "HTX Khác", "xã Mỹ Hiệp", "1400000066", "", "")])

    assert reasons(batch) == ["Mã số 1400000066 đã có trong sổ của Xã Mỹ Long. Hãy hỏi nơi đó."]


def test_places_outside_the_office_are_not_offered(cast, bring_in):
    """“Mỹ Lông” is nearly Mỹ Long, which is another commune's."""
    row = ("Trà", "HTX Khác", "xã Mỹ Lông", "", "", "")

    batch = bring_in([row])
    wider = bring_in([row], actor=cast.district_officer)

    assert (open_questions(batch), verdicts(batch)) == ([], [V.ERROR])
    assert "“xã Mỹ Lông” giống tên" in reasons(batch)[0]
    assert "ngoài địa bàn của xã Mỹ Hiệp" in reasons(batch)[0]
    (question,) = open_questions(wider)
    assert [words.split(",")[0] for _key, words in question["options"]] == ["xã Mỹ Long"]


@pytest.mark.parametrize(("answer", "products"), [(0, 0), (-1, 1)])
def test_a_near_product_of_the_producer_is_asked_never_guessed(cast, bring_in, load, answer, products):
    load(bring_in([NEW]), actor=cast.officer)
    before = Product.objects.count()

    batch = bring_in([("Mut xoai", *NEW[1:])])
    (question,) = open_questions(batch)
    answers = {question["key"]: question["options"][answer][0]}
    batch = services.answer_questions(actor=cast.officer, batch=batch, answers=answers)
    load(batch, actor=cast.officer)

    assert Product.objects.count() == before + products


def test_a_large_enterprise_gets_no_draft_and_is_told_why(cast, bring_in):
    company = make_producer(
        cast.places.old_my_hiep, cast.officer, name="Công ty TNHH Lớn", kind="limited_company"
    )
    services_of_producers.write_company_figures(
        actor=cast.officer,
        producer=company,
        sector="trade",
        insured_employees=Decimal(150),
        revenue_vnd=1,
        capital_vnd=1,
        figures_year=2023,
    )

    batch = bring_in([("Mứt xoài", company.name, "xã Mỹ Hiệp", "", "", "")])

    assert verdicts(batch) == [V.ERROR]
    assert "Doanh nghiệp lớn không thuộc đối tượng" in reasons(batch)[0]


def test_loading_asks_no_more_for_more_rows(cast, bring_in, load):
    def asked(first, count):
        rows = [
            (f"Mứt {n}", f"Hợp tác xã {n}", "xã Mỹ Hiệp", "", "", "") for n in range(first, first + count)
        ]
        batch = bring_in(rows)
        with CaptureQueriesContext(connection) as captured:
            load(batch, actor=cast.officer)
        return len(captured)

    asked(1, 1)  # what is read once in the life of a process

    assert asked(100, 2) == asked(200, 12), "both fit into one statement of either engine"


def test_names_that_differ_in_a_number_are_two(cast, bring_in):
    batch = bring_in(
        [
            ("Gạo", "Hợp tác xã Nông nghiệp số 1", "xã Mỹ Hiệp", "", "", ""),
            ("Gạo", "Hợp tác xã Nông nghiệp số 2", "xã Mỹ Hiệp", "", "", ""),
        ]
    )

    assert verdicts(batch) == [V.NEW, V.NEW]


def test_a_name_in_short_is_the_same_producer(cast, bring_in):
    batch = bring_in([("Mứt xoài", "HTX XOÀI MỸ HIỆP", "X. Mỹ Hiệp", "", "", "")])

    assert verdicts(batch) == [V.NEW]
    assert open_questions(batch) == []


def test_rows_outside_the_office_are_errors_in_words(cast, bring_in):
    rows = [
        ("Mứt xoài", "HTX A", "xã Mỹ Hiệp", "1400000078", "", ""),
        ("Cá khô", "HTX B", "xã Mỹ Long", "1400000079", "", ""),
        ("Mắm", "HTX C", "xã Không Có", "1400000080", "", ""),
    ]
    batch = bring_in(rows, place=cast.places.old_my_hiep)
    assert verdicts(batch) == [V.NEW, V.ERROR, V.ERROR]
    assert "ngoài địa bàn" in reasons(batch)[1]
    assert "Không có xã, phường nào" in reasons(batch)[2]

    wider = bring_in(rows, actor=cast.district_officer)
    assert verdicts(wider) == [V.NEW, V.NEW, V.ERROR]


def test_faulty_rows_are_set_aside_and_the_rest_is_loaded(cast, bring_in, load):
    batch = bring_in([NEW, ("", *NEW[1:]), ("Khô", "HTX K", "xã Không Có", "", "", "")])
    assert verdicts(batch) == [V.NEW, V.ERROR, V.ERROR]

    assert services.set_faulty_aside(actor=cast.officer, batch=batch) == 2
    load(batch, actor=cast.officer)

    assert counts_of(batch)["aside"] == 2
    assert Product.objects.filter(producer__name=NEW[1]).count() == 1


def test_a_fault_in_the_middle_writes_nothing(cast, bring_in, monkeypatch):
    rows = [(f"Mứt số {n}", f"HTX Số {n}", "xã Mỹ Hiệp", f"14000010{n:02d}", "", "") for n in range(30)]
    batch = bring_in(rows)
    before = Producer.objects.count()
    written = Dossier.objects.bulk_create

    def fails(rows, **kwargs):
        written(rows[:10], **kwargs)
        raise RuleViolation("Đứt giữa chừng.")

    monkeypatch.setattr("registrations.services.lists.Dossier.objects.bulk_create", fails)
    job = services.confirm_list(actor=cast.officer, batch=batch)
    run_job(job.pk)

    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (ImportState.CHECKED, "Đứt giữa chừng.")
    assert (Producer.objects.count(), Dossier.objects.filter(product__name__startswith="Mứt").count()) == (
        before,
        0,
    )
    assert DocumentJob.objects.get(pk=job.pk).error == "Đứt giữa chừng."


def test_what_changed_since_the_preview_stops_the_whole(cast, bring_in):
    batch = bring_in([NEW, ("Khô", "HTX Khô", "xã Mỹ Hiệp", "1400000099", "", "")])
    Producer.objects.filter(pk=cast.other_district_producer.pk).update(registration_number="1400000099")

    job = services.confirm_list(actor=cast.officer, batch=batch)
    run_job(job.pk)

    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKED
    assert "cần xem lại" in batch.problem
    assert not Producer.objects.filter(name=NEW[1]).exists()


def test_one_event_tells_of_the_whole_list(cast, bring_in, load):
    batch = load(bring_in([NEW, ("Xoài sấy", *NEW[1:])]), actor=cast.officer)

    event = Event.objects.get(verb="import.load")
    assert event.subject_id == batch.pk
    assert event.note == "chủ thể mới: 1; sản phẩm mới: 2; hồ sơ nháp: 2; dòng sửa: 0"
    assert not Event.objects.filter(
        verb__in=["producer.create", "dossier.start"], actor=cast.officer
    ).exists()


def test_a_hostile_workbook_is_refused_and_nothing_is_kept(cast, bring_in, settings):
    with pytest.raises(RuleViolation):
        bring_in([], content=b"PK\x03\x04 not a workbook at all")
    with pytest.raises(RuleViolation):
        bring_in([], content=workbook([("a", "b")], headers=("Không", "Biết", "Gì")))

    assert Import.objects.count() == 0
    assert not list(settings.MEDIA_ROOT.glob("imports/**/*.*"))


def test_a_foreign_officer_changes_nothing(cast, bring_in):
    batch = bring_in([NEW])

    for stranger in (cast.foreign_province_officer, cast.neighbour_officer, cast.auditor):
        with pytest.raises(RuleViolation):
            services.set_faulty_aside(actor=stranger, batch=batch)
        with pytest.raises(RuleViolation):
            services.confirm_list(actor=stranger, batch=batch)
