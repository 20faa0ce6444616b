"""The pages: who gets in, what they cost, and the commune officer's whole way through them."""

import re

import pytest
from django.urls import reverse

from registrations import queries, services
from registrations.choices import DossierState, ProducerKind
from registrations.models import Dossier, Evidence, Producer, Product
from registrations.rules import Part
from tests.factories.law import load_set
from tests.factories.registrations import (
    CONTENT_TEXTS,
    accepted_dossier,
    complete_dossier,
    fresh,
    make_evidence,
    make_product,
    make_upload,
    start_dossier,
    submitted_dossier,
)

LIST_QUERIES = {"dossier-list": 11, "producer-list": 9, "dossier-new": 9}
"""Session (and three to note when it began), reader, three sources of posts, count, rows, unread notices;
dossiers also read the choices of two filters, and count once for the pills and the list.
"""


def url_of(name, *args):
    return reverse(f"registrations:{name}", args=args)


def send(client, url, **typed):
    """Fill in the form of a page and press its button; fields that are not named keep what they had."""
    page = client.get(url)
    form = page.context["form"]
    keys = {"form_key": form.form_key} | ({"version": form.version} if form.version is not None else {})
    kept = {
        field.html_name: field.value()
        for field in form
        if field.value() not in (None, "", False) and field.name != "upload"
    }
    kept = {name: getattr(value, "pk", value) for name, value in kept.items()}
    return client.post(url, kept | keys | typed)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_dossiers_costs_the_same_for_one_and_for_many(
    client, cast, django_assert_num_queries, count
):
    for _turn in range(count):
        start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    with django_assert_num_queries(LIST_QUERIES["dossier-list"]):
        page = client.get(url_of("dossier-list"))

    assert len(page.context["page"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("route", ["producer-list", "dossier-new"])
def test_the_other_lists_cost_the_same_for_one_and_for_many(
    client, cast, django_assert_num_queries, route, count
):
    from tests.factories.registrations import make_producer

    Producer.objects.filter(pk=cast.producer.pk).update(commune=cast.places.phong_my)
    for _turn in range(count):
        producer = make_producer(cast.places.old_my_hiep, cast.officer)
        make_product(producer, actor=cast.officer)
    client.force_login(cast.officer)

    with django_assert_num_queries(LIST_QUERIES[route]):
        page = client.get(url_of(route))

    assert len(page.context["page"].rows) == count


READING = ("dossier-detail", "dossier-file", "dossier-evidence")
WRITING = (
    "dossier-set",
    "dossier-form",
    "dossier-scores",
    "dossier-report",
    "evidence-attach",
    "evidence-cite",
)
MOVING = (
    "dossier-hand-in",
    "dossier-submit",
    "dossier-accept",
    "dossier-return",
    "dossier-commune-return",
    "dossier-withdraw",
)


@pytest.mark.parametrize("route", [*READING, *WRITING, *MOVING])
def test_a_foreign_dossier_does_not_exist(client, cast, route):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.neighbour_officer)

    assert client.get(url_of(route, dossier.pk)).status_code == 404
    assert client.post(url_of(route, dossier.pk)).status_code in (404, 405)
    assert client.get(url_of(route, 99999)).status_code == 404


@pytest.mark.parametrize("route", [*WRITING, "dossier-hand-in", "dossier-submit", "dossier-withdraw"])
def test_the_district_reads_and_does_not_write(client, cast, route):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.district_officer)

    assert client.get(url_of("dossier-detail", dossier.pk)).status_code == 200
    assert client.get(url_of(route, dossier.pk)).status_code == 403


@pytest.mark.parametrize("route", ["dossier-accept", "dossier-return"])
@pytest.mark.parametrize(
    "who", ["officer", "province_officer", "district_leader", "auditor", "producer_person"]
)
def test_only_the_officer_of_the_level_takes_in(client, cast, route, who):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.people[who])

    assert client.get(url_of(route, dossier.pk)).status_code == 403


@pytest.mark.parametrize(
    "route", ["producer-detail", "producer-update", "producer-sign-in", "product-create", "evidence-keep"]
)
def test_a_foreign_producer_does_not_exist(client, cast, route):
    client.force_login(cast.officer)

    assert client.get(url_of(route, cast.neighbour_producer.pk)).status_code == 404
    assert client.get(url_of(route, 99999)).status_code == 404


@pytest.mark.parametrize("route", ["product-detail", "product-update", "dossier-start"])
def test_a_foreign_product_does_not_exist(client, cast, route):
    product = make_product(cast.neighbour_producer, actor=cast.neighbour_officer)
    client.force_login(cast.officer)

    assert client.get(url_of(route, product.pk)).status_code == 404


@pytest.mark.parametrize("route", ["producer-create", "dossier-new"])
def test_officers_above_register_nothing(client, cast, route):
    client.force_login(cast.district_officer)

    assert client.get(url_of(route)).status_code == 403


@pytest.mark.parametrize("who", ["producer_person", "auditor", "district_officer"])
def test_who_reads_a_producer_does_not_change_it(client, cast, who):
    client.force_login(cast.people[who])

    assert client.get(url_of("producer-detail", cast.producer.pk)).status_code == 200
    assert client.get(url_of("producer-update", cast.producer.pk)).status_code == 403
    assert client.get(url_of("producer-sign-in", cast.producer.pk)).status_code == 403


SELF_ASSESSMENT = {name: f"Lời về {name}" for name in CONTENT_TEXTS[Part.ASSESSMENT]} | {
    "rep_gender": "female",
    "rep_ethnicity": "Kinh",
    "rep_residence": "Ấp 1, xã Mỹ Hiệp",
    "established_on": "06/05/2019",
    "certificates": ["business_registration", "trademark"],
    "achieved_2024_output": "950,5",
    "achieved_2024_output_unit": "hộp",
    "achieved_2024_revenue_vnd": "47.500.000",
    "achieved_2024_profit_vnd": "-500.000",
}


def test_an_officer_goes_all_the_way_through_the_pages(client, cast):
    """Producer, product, dossier, set, form, papers, scores, sending: every step by its page."""
    criteria_set = load_set("QD148-01")
    client.force_login(cast.officer)

    send(
        client,
        url_of("producer-create"),
        kind=ProducerKind.COOPERATIVE,
        name="Hợp tác xã Bưởi",
        registration_number="1400 111 222".replace(" ", ""),
        representative_name="Người đại diện",
    )
    producer = Producer.objects.get(name="Hợp tác xã Bưởi")
    send(client, url_of("product-create", producer.pk), name="Bưởi sấy")
    product = Product.objects.get(name="Bưởi sấy")
    started = send(client, url_of("dossier-start", product.pk), cycle=cast.cycle_148.pk)
    dossier = Dossier.objects.get(product=product)
    assert started["Location"] == url_of("dossier-set", dossier.pk)

    send(client, url_of("dossier-set", dossier.pk), criteria_set=criteria_set.pk)
    send(
        client,
        url_of("dossier-form", dossier.pk),
        phone="0277 123 4567",
        signed_place="Mỹ Hiệp",
        signed_on="01/10/2026",
        signed_by="Người đại diện",
    )
    send(client, url_of("dossier-assessment", dossier.pk), **SELF_ASSESSMENT)
    blocked = client.get(url_of("dossier-submit", dossier.pk)).content.decode()
    assert "Còn 3 mục chưa xong" in blocked
    assert url_of("dossier-consent", dossier.pk) in blocked
    assert url_of("dossier-scores", dossier.pk) in blocked

    send(
        client,
        url_of("evidence-attach", dossier.pk),
        kind="business_registration",
        title="Giấy ĐKKD",
        upload=make_upload(),
    )
    send(client, url_of("dossier-scores", dossier.pk), o_1a="1", w_1a="Vùng xoài của xã")
    send(
        client,
        url_of("dossier-consent", dossier.pk),
        code=queries.consent_standing(fresh(dossier)).code,
        given_by_name="Người đại diện",
        given_on="01/10/2026",
        upload=make_upload("da-ky.pdf"),
    )
    answer = send(client, url_of("dossier-submit", dossier.pk), declaration_accepted="on")

    assert answer["Location"] == url_of("dossier-detail", dossier.pk)
    page = client.get(answer["Location"]).content.decode()
    assert "Số phiếu 01-2025/PĐK-87-873-2025, mã sản phẩm 87-873-1-2025." in page
    assert "Chờ tiếp nhận" in page

    client.force_login(cast.district_officer)
    send(client, url_of("dossier-accept", dossier.pk))
    assert fresh(dossier).state == DossierState.ACCEPTED


def test_the_report_is_written_on_its_page(client, cast):
    dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    client.force_login(cast.new_officer)

    send(client, url_of("dossier-report", dossier.pk), local_labour="Hai mươi người", request_on="01/10/2026")

    assert dossier.commune_report.local_labour == "Hai mươi người"
    assert "Báo cáo của xã (Mẫu số 03)" in client.get(url_of("dossier-detail", dossier.pk)).content.decode()


def test_pressing_twice_sends_once(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    url = url_of("dossier-submit", dossier.pk)
    form = client.get(url).context["form"]
    keys = {"form_key": form.form_key, "version": form.version}

    first, second = client.post(url, keys), client.post(url, keys)

    assert first["Location"] == second["Location"] == url_of("dossier-detail", dossier.pk)
    assert fresh(dossier).product_code == "87-873-1-2025"
    assert "Việc này đã được thực hiện." in client.get(second["Location"]).content.decode()


def test_what_was_typed_stays_when_somebody_else_saved(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    url = url_of("dossier-form", dossier.pk)
    form = client.get(url).context["form"]
    services.update_registration_form(actor=cast.producer_person, dossier=dossier, product_name="Tên kia")

    typed = {
        "form_key": form.form_key,
        "version": form.version,
        "organisation_name": "Hợp tác xã",
        "legal_rep_name": "Người đại diện",
        "product_name": "Tên này",
        "registration_type": "first",
    }
    answer = client.post(url, typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tên này" in page
    assert "Tên kia" in page
    assert fresh(dossier).product_name == "Tên kia"


def test_a_reason_is_asked_for_and_read_by_the_commune(client, cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.district_officer)
    url = url_of("dossier-return", dossier.pk)

    assert send(client, url, note="").status_code == 422
    send(client, url, note="Thiếu phiếu kiểm nghiệm <b>mới</b>")

    client.force_login(cast.officer)
    page = client.get(url_of("dossier-detail", dossier.pk)).content.decode()
    assert "Thiếu phiếu kiểm nghiệm &lt;b&gt;mới&lt;/b&gt;" in page
    assert "Cần bổ sung" in page


def names(answer):
    return [dossier.product_name for dossier in answer.context["page"].rows]


def test_the_list_is_searched_filtered_and_counted(client, cast):
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Xoài sấy")
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Mật ong tràm")
    client.force_login(cast.officer)
    url = url_of("dossier-list")

    assert names(client.get(url, {"q": "mat ong"})) == ["Mật ong tràm"]
    assert names(client.get(url, {"q": sent.product_code})) == ["Mật ong tràm"]
    assert names(client.get(url, {"state": "draft"})) == ["Xoài sấy"]
    assert names(client.get(url, {"group": "FOOD"})) == ["Mật ong tràm"]
    assert names(client.get(url, {"commune": "my hiep", "sort": "name"})) == ["Mật ong tràm", "Xoài sấy"]
    assert names(client.get(url, {"commune": "cao thang"})) == []
    assert names(client.get(url, {"muc": "cho-toi"})) == ["Xoài sấy"]
    pills = [(str(pill.label), pill.count) for pill in client.get(url).context["page"].pills]
    assert pills == [("Tất cả", 2), ("Chờ tôi xử lý", 1), ("Quá hạn", 0)]
    assert "Không có hồ sơ nào như vậy." in client.get(url, {"muc": "qua-han"}).content.decode()


def test_the_district_sees_its_own_queue(client, cast):
    mine = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.district_officer)
    assert names(client.get(url_of("dossier-list"))) == [mine.product_name]

    client.force_login(cast.other_district_officer)
    page = client.get(url_of("dossier-list"))
    assert names(page) == []
    assert "Không có hồ sơ nào ở đây." in page.content.decode()


def test_a_paper_is_read_by_whom_it_concerns(client, cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    paper = dossier.citations.get().evidence
    url = url_of("evidence-download", paper.pk)

    client.force_login(cast.district_officer)
    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["Content-Disposition"] == 'inline; filename="giay-phep.pdf"'
    assert "no-store" in answer["Cache-Control"]
    for stranger in (cast.neighbour_officer, cast.other_district_officer, cast.nobody):
        client.force_login(stranger)
        assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_a_word_file_is_saved_and_isolated(client, cast):
    from tests.factories.uploads import docx

    paper = services.attach_evidence(
        actor=cast.officer,
        producer=cast.producer,
        upload=make_upload("câu chuyện.docx", docx()),
        kind="story",
        title="Câu chuyện",
    )
    client.force_login(cast.officer)

    answer = client.get(url_of("evidence-download", paper.pk))

    answer.close()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''c%C3%A2u")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_paper_whose_file_is_gone_answers_404(client, cast):
    paper = make_evidence(cast.producer, actor=cast.officer)
    paper.file.storage.delete(paper.file.name)
    client.force_login(cast.officer)

    assert client.get(url_of("evidence-download", paper.pk)).status_code == 404


def test_a_hostile_upload_comes_back_with_its_reason(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    answer = send(
        client,
        url_of("evidence-attach", dossier.pk),
        kind="story",
        title="Câu chuyện xoài",
        upload=make_upload("a.pdf", b"MZ"),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không phải PDF" in page
    assert "Câu chuyện xoài" in page
    assert not Evidence.objects.exists()


def test_papers_are_cited_replaced_and_taken_back_on_their_pages(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"))
    paper = make_evidence(cast.producer, actor=cast.officer)
    client.force_login(cast.officer)

    send(client, url_of("evidence-cite", dossier.pk), evidence=paper.pk)
    citation = dossier.citations.get()
    answer = send(
        client,
        url_of("evidence-replace", paper.pk) + f"?ho-so={dossier.pk}",
        upload=make_upload("ban-moi.pdf"),
        issuer="Sở Công Thương tỉnh Đồng Tháp",
        expires_on="01/01/2030",
    )
    assert dossier.citations.get().evidence.issuer == "Sở Công Thương tỉnh Đồng Tháp"
    assert answer["Location"] == url_of("dossier-evidence", dossier.pk)
    page = client.get(answer["Location"]).content.decode()
    assert "hết hạn 01/01/2030" in page

    send(client, url_of("evidence-uncite", dossier.pk, citation.pk))
    assert not dossier.citations.exists()
    assert client.get(url_of("evidence-uncite", dossier.pk, citation.pk)).status_code == 404


def test_a_password_for_the_producer_is_shown_once(client, cast):
    client.force_login(cast.officer)

    answer = send(
        client,
        url_of("producer-sign-in", cast.producer.pk),
        full_name="Kế toán Hợp tác xã Xoài",
        username="xoai-ke-toan",
    )

    post = cast.producer.posts.get(user__username="xoai-ke-toan")
    assert post.user.check_password(answer.context["page"].password)
    assert answer["Cache-Control"] == "no-store"
    send(client, url_of("producer-post-end", post.pk))
    assert cast.producer.posts.get(pk=post.pk).ends_on is not None


def test_the_whole_file_is_on_one_page(client, cast):
    dossier = accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )
    client.force_login(cast.province_officer)

    page = client.get(url_of("dossier-file", dossier.pk)).content.decode()

    for words in ("Xoài trồng tại xã.", "Giấy đăng ký kinh doanh", dossier.product_code, "100</b>/100"):
        assert words in page


def test_changing_the_set_warns_before_and_tells_after(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    other = load_set("QD148-02")
    client.force_login(cast.officer)
    url = url_of("dossier-set", dossier.pk)

    assert "sẽ xóa điểm tự chấm" in client.get(url).content.decode()
    answer = send(client, url, criteria_set=other.pk)

    page = client.get(answer["Location"]).content.decode()
    assert re.search(r"Đã xóa \d+ mục tự chấm của bộ cũ", page)


def test_a_page_of_scores_without_a_set_leads_to_the_choice(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    page = client.get(url_of("dossier-scores", dossier.pk)).content.decode()

    assert "Chưa chọn bộ tiêu chí." in page


@pytest.mark.parametrize(
    "who", ["officer", "producer_person", "district_officer", "province_officer", "auditor"]
)
def test_every_state_has_a_page(client, cast, who):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.people[who])

    for state in DossierState:
        level = "ministry" if state == DossierState.MINISTRY else "province"
        stars = 4 if state == DossierState.RECOGNISED else None
        Dossier.objects.filter(pk=dossier.pk).update(state=state, level=level, stars=stars)
        page = client.get(url_of("dossier-detail", dossier.pk))
        assert page.status_code == 200
        assert len([step for step in page.context["page"].steps if step.state == "now"]) <= 1


def test_products_and_producers_are_shown_and_changed_on_their_pages(client, cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Xoài sấy")
    services.update_product(actor=cast.officer, product=dossier.product, story="Chuyện cây xoài")
    client.force_login(cast.officer)

    product = client.get(url_of("product-detail", dossier.product_id)).content.decode()
    assert "Chuyện cây xoài" in product
    assert dossier.product_code in product
    send(client, url_of("product-update", dossier.product_id), name="Xoài sấy giòn")
    send(client, url_of("producer-update", cast.producer.pk), address="Ấp 2")

    producer = client.get(url_of("producer-detail", cast.producer.pk)).content.decode()
    assert "Xoài sấy giòn" in producer
    assert "Ấp 2, xã Mỹ Hiệp" in producer
    assert "Đại diện Hợp tác xã Xoài Mỹ Hiệp" in producer


def test_a_paper_of_a_producer_is_kept_and_told_by_its_end(client, cast):
    from datetime import timedelta

    from ocop.core import clock

    client.force_login(cast.officer)
    url = url_of("evidence-keep", cast.producer.pk)
    for title, days in (("Còn lâu", 400), ("Sắp hết", 10), ("Đã hết", -1)):
        end = f"{clock.today() + timedelta(days=days):%d/%m/%Y}"
        upload = make_upload("anh.pdf")
        send(client, url, kind="awards", title=title, number="7", expires_on=end, upload=upload)

    files = client.get(url_of("producer-detail", cast.producer.pk)).context["page"].files
    assert [(file.name, file.status.label) for file in files] == [
        ("Còn lâu", "Còn hạn"),
        ("Sắp hết", "Còn 10 ngày"),
        ("Đã hết", "Hết hạn"),
    ]
    assert "số 7" in files[0].note


def test_who_only_reads_a_product_is_offered_nothing(client, cast):
    product = make_product(cast.producer, actor=cast.officer)
    client.force_login(cast.auditor)

    page = client.get(url_of("product-detail", product.pk))

    assert page.context["page"].moves == []
    assert client.get(url_of("product-update", product.pk)).status_code == 403


def test_a_replaced_paper_leads_back_to_its_producer_from_elsewhere(client, cast):
    paper = make_evidence(cast.producer, actor=cast.officer)
    foreign = start_dossier(cast.neighbour_producer, cast.cycle_148, actor=cast.neighbour_officer)
    client.force_login(cast.officer)

    url = url_of("evidence-replace", paper.pk) + f"?ho-so={foreign.pk}"
    answer = send(client, url, upload=make_upload())

    assert answer["Location"] == url_of("producer-detail", cast.producer.pk)
