"""The pages of budgets by hand: forms that come back, work that is offered, what stands on them."""

import pytest
from django.urls import reverse

from budgets import services
from budgets.choices import EstimateState
from budgets.models import Budget, Commitment, Estimate, Line, Norm
from ocop.core import clock
from reports.queries.agenda import agenda_for
from tests.factories import budgets as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client):
    """A browser signed in as somebody."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def sent(client, url, **fields):
    """A form filled in and sent as the page asks: with its key and version."""
    page = client.get(url)
    form = page.context["form"]
    hidden = {"form_key": str(form.form_key)}
    if form.version is not None:
        hidden["version"] = str(form.version)
    return client.post(url, {**_as_shown(form), **hidden, **fields})


def _as_shown(form):
    """What a browser sends of a form nobody has typed into; a choice without an empty line has its first."""
    start = {name: form[name].value() for name in form.fields}
    for name, field in form.fields.items():
        if start[name] is None and getattr(field, "empty_label", "") is None:
            start[name] = field.queryset.first().pk
    return {
        n: value
        for n, value in start.items()
        if value not in (None, False) and not isinstance(value, tuple | list)
    }


def test_an_estimate_is_written_line_by_line(cast, at):
    browser = at(cast.province_officer)
    answer = sent(
        browser,
        reverse("budgets:budget-start"),
        title="Dự toán OCOP năm 2027",
        first_year="2027",
        last_year="",
    )
    estimate = Estimate.objects.get()
    assert answer.url == reverse("budgets:estimate-edit", args=[estimate.pk])

    add = reverse("budgets:line-add", args=[estimate.pk])
    sent(browser, add, content="Phần của tỉnh", executor="Chi cục", source_1="")
    block = Line.objects.get()
    answer = sent(
        browser,
        f"{add}?duoi={block.pk}",
        content="Lớp 1",
        quantity="90",
        times="5",
        price_vnd="450.000",
        source_1=str(make.source().pk),
        then="next",
    )
    line = Line.objects.get(parent=block)
    assert (line.amount_vnd, answer.url) == (202_500_000, f"{add}?sau={line.pk}#id_content")
    again = browser.get(reverse("budgets:line-change", args=[line.pk])).context["form"]
    assert again["quantity"].value() == "90"
    page = browser.get(reverse("budgets:estimate-detail", args=[estimate.pk])).content.decode()
    assert "Hai trăm linh hai triệu năm trăm nghìn đồng" in page
    assert "= 90 × 5 × 450.000" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5", "Viết 1.500.000 hay 1,5 triệu?"),
        ("năm triệu", "không rõ là bao nhiêu đồng"),
        ("-5", "Số tiền phải từ 0 đồng"),
        ("1.000.000.000.000.001", "Số tiền lớn hơn 1.000.000.000.000.000 đồng"),
    ],
)
def test_an_amount_that_is_not_clear_is_asked_about_and_nothing_is_lost(cast, at, typed, said):
    estimate = make.start(cast)
    url = reverse("budgets:line-add", args=[estimate.pk])

    answer = sent(at(cast.province_officer), url, content="Một khoản", lump_vnd=typed, note="Giữ chữ này")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Một khoản" in page
    assert "Giữ chữ này" in page
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("money", "field"),
    [({"lump_vnd": "5.000"}, "lump_vnd"), ({"quantity": "2", "price_vnd": "5.000"}, "price_vnd")],
)
def test_a_line_with_lines_below_it_takes_no_amount_and_says_so(cast, at, money, field):
    estimate = make.small(cast, 100, 40)
    parent, child = estimate.lines.order_by("position")
    services.place_line(actor=cast.province_officer, line=child, parent=parent)
    url = reverse("budgets:line-change", args=[parent.pk])

    answer = sent(at(cast.province_officer), url, note="Giữ chữ này", **money)
    form = answer.context["form"]

    assert answer.status_code == 422
    assert "tổng các dòng con" in form.errors[field][0]
    assert "Giữ chữ này" in answer.text
    told = at(cast.province_officer).get(url, money, headers={"HX-Request": "true"}).text
    assert "thêm một dòng con" in told
    assert "Tổng các dòng con: 40 đồng" in told


def test_a_line_that_gives_up_its_amount_is_told_before_and_after(cast, at):
    estimate = make.small(cast, 100, 40)
    parent, child = estimate.lines.order_by("position")
    browser = at(cast.province_officer)
    add = f"{reverse('budgets:line-add', args=[estimate.pk])}?duoi={parent.pk}"
    assert "đang ghi 100 đồng" in browser.get(add).text

    moved = browser.post(reverse("budgets:line-move", args=[child.pk]), {"direction": "in"}, follow=True)
    assert "không còn 100 đồng ghi riêng" in moved.text


def test_a_line_moves_by_buttons(cast, at):
    estimate = make.small(cast, 1, 2)
    second = estimate.lines.get(content="Khoản 2")

    at(cast.province_officer).post(reverse("budgets:line-move", args=[second.pk]), {"direction": "up"})

    assert list(estimate.lines.order_by("position").values_list("content", flat=True)) == [
        "Khoản 2",
        "Khoản 1",
    ]


def test_the_leader_approves_from_the_first_page_in_three_presses(cast, at):
    estimate = make.appraised(cast, make.small(cast, 100))
    browser = at(cast.province_leader)
    page_url = reverse("budgets:estimate-detail", args=[estimate.pk])

    first = browser.get("/").content.decode()
    assert f'href="{page_url}"' in first
    page = browser.get(page_url)
    form = page.context["page"].approve_form
    answer = browser.post(
        reverse("budgets:estimate-approve", args=[estimate.pk]),
        {
            "form_key": str(form.form_key),
            "version": str(form.version),
            "decision_number": "12/QĐ-UBND",
            "decided_on": f"{clock.today():%d/%m/%Y}",
        },
    )

    assert answer.status_code == 302
    assert Budget.objects.get().current.state == EstimateState.APPROVED


def test_each_is_told_what_waits(cast):
    estimate = make.small(cast, 100)

    def works(person):
        groups = agenda_for(person, on=clock.today()).groups
        return [item.title for group in groups for item in group.items if "Dự toán OCOP" in item.title]

    assert works(cast.finance_officer) == []
    make.services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    assert len(works(cast.finance_officer)) == 1
    assert works(cast.province_leader) == []
    draft = make.services.return_estimate(actor=cast.finance_officer, estimate=estimate, note="Sửa")
    assert works(cast.province_officer) == [f"Sửa dự toán được trả lại: {draft.budget.title}"]


def test_money_is_given_bound_and_paid_on_pages(cast, at):
    budget = make.approved(cast, make.small(cast, 100))
    browser = at(cast.province_officer)
    ceiling = budget.ceilings.get()
    give = reverse("budgets:ceiling-allocate", args=[ceiling.pk])
    assert '<button class="btn btn-primary" type="submit"' in browser.get(give).content.decode()
    sent(
        browser,
        give,
        unit="Mỹ Hiệp",
        unit_pick=str(cast.places.my_hiep.pk),
        amount_vnd="60",
        decision_number="1/QĐ",
    )
    allotment = ceiling.allotments.get()

    url = reverse("budgets:allotment-commit", args=[allotment.pk])
    answer = sent(browser, url, subject="Lớp 1", purpose="class", amount_vnd="61", product="Không có")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không tìm thấy sản phẩm tên này" in page
    answer = sent(browser, url, subject="Lớp 1", purpose="class", amount_vnd="61", product="")
    assert "Vượt 1 đồng" in answer.content.decode()
    sent(browser, url, subject="Lớp 1", purpose="class", amount_vnd="50")
    commitment = Commitment.objects.get()
    sent(browser, reverse("budgets:commitment-pay", args=[commitment.pk]), amount_vnd="20", reference="KB-1")

    page = browser.get(reverse("budgets:budget-detail", args=[budget.pk])).content.decode()
    assert commitment.payments.get().amount_vnd == 20
    assert "Một trăm đồng" in page
    sent(browser, reverse("budgets:commitment-pay", args=[commitment.pk]), amount_vnd="-5", reference="KB-2")
    assert "Đã ghi hoàn trả 5 đồng." in browser.get(commitment.get_absolute_url()).content.decode()


def test_what_is_bound_beyond_what_was_given_shows_its_exception(cast, at):
    """Wherever more is bound than was given, the exception stands beside it."""
    allotment = make.given(cast, make.ceiling(make.approved(cast, make.small(cast, 100))), 40)
    sent(
        at(cast.province_leader),
        reverse("budgets:allotment-waive", args=[allotment.pk]),
        amount_vnd="30",
        reason="Gấp",
    )

    for url in (allotment.ceiling.get_absolute_url(), reverse("budgets:allotment-list")):
        assert "Cho phép vượt 30 đồng" in at(cast.province_officer).get(url).content.decode()


def test_norms_are_written_and_ended(cast, at):
    browser = at(cast.finance_officer)
    sent(
        browser,
        reverse("budgets:norm-add"),
        name="Thù lao giảng viên",
        cap_vnd="2.000.000",
        basis="NQ 12",
        starts_on="01/01/2026",
    )
    norm = Norm.objects.get(province=cast.places.province)
    sent(browser, reverse("budgets:norm-end", args=[norm.pk]), ends_on="31/12/2026")

    norm.refresh_from_db()
    assert (norm.cap_vnd, f"{norm.ends_on}") == (2_000_000, "2026-12-31")
    assert "NQ 12" in browser.get(reverse("budgets:norm-list") + "?on=01/06/2026").content.decode()
    assert "NQ 12" not in browser.get(reverse("budgets:norm-list") + "?on=01/06/2027").content.decode()


def test_the_country_comes_with_what_is_known_and_a_province_takes_it_over(cast, at):
    browser = at(cast.finance_officer)
    page = browser.get(reverse("budgets:norm-list") + "?on=01/06/2026").content.decode()
    assert "300.000 đồng/ngày" in page and "Thông tư 12/2025/TT-BTC" in page
    assert "cần đối chiếu văn bản" in page
    assert "Thông tư 100/2025/TT-BTC" in page, "what is not known is said"
    assert "Thông tư 40/2017/TT-BTC" not in page, "no longer in force"

    outlet = Norm.objects.get(province=None, percent=50)
    form = browser.get(reverse("budgets:norm-add") + f"?tu={outlet.pk}").context["form"]
    assert (form["name"].value(), form["percent"].value()) == ("Hỗ trợ điểm bán hàng OCOP", 50)
    assert not form["starts_on"].value(), "from when, the province's resolution says"


@pytest.mark.parametrize("route", ["budget-list", "allotment-list"])
def test_empty_lists_say_why(cast, at, route):
    page = at(cast.province_officer).get(reverse(f"budgets:{route}"))

    assert page.status_code == 200
    assert "Chưa có" in page.content.decode()


def test_the_leader_sees_what_changed_and_returns_the_lines_ticked_there(cast, at):
    first = make.appraised(cast, make.small(cast, 100, 50))
    draft = make.services.return_estimate(actor=cast.province_leader, estimate=first, note="Giảm khoản 1")
    line = draft.lines.get(content="Khoản 1")
    content = make.lump("Khoản 1", 80, executor=line.executor)
    make.services.change_line(actor=cast.province_officer, line=line, content=content)
    again = make.appraised(cast, draft)
    browser = at(cast.province_leader)

    page = browser.get(again.get_absolute_url())
    body = page.content.decode()
    assert "Thay đổi so với bản 1" in body and "-20" in body
    assert f'name="lines" value="{line.pk}"' in body
    form = page.context["page"].return_form
    sent_form = {"form_key": str(form.form_key), "version": str(form.version), "lines": [line.pk, line.pk]}
    url = reverse("budgets:estimate-return", args=[again.pk])
    wrong = browser.post(url, sent_form)
    assert wrong.status_code == 422
    assert wrong.context["form"]["lines"].value() == [f"{line.pk}"] * 2, "the ticks are kept"
    browser.post(url, sent_form | {"note": "Khoản 1 vẫn cao"})

    again.refresh_from_db()
    assert again.state == EstimateState.RETURNED
    assert [said.words for said in again.lines.get(pk=line.pk).comments.filter(verdict="return")] == [
        "Khoản 1 vẫn cao"
    ]


def test_who_does_not_judge_sees_no_ticks(cast, at):
    estimate = make.appraised(cast, make.small(cast, 100))

    for person in (cast.province_officer, cast.finance_officer, cast.auditor):
        assert 'form="return-lines"' not in at(person).get(estimate.get_absolute_url()).content.decode()


def test_a_draft_that_was_sent_back_says_why_at_each_line(cast, at):
    estimate = make.small(cast, 100, 50)
    make.services.submit_estimate(actor=cast.province_officer, estimate=estimate)
    line = estimate.lines.get(content="Khoản 1")
    make.services.comment_on_line(
        actor=cast.finance_officer, line=line, verdict="cut", proposed_vnd=80, words="Cao hơn năm trước"
    )
    draft = make.services.return_estimate(
        actor=cast.finance_officer, estimate=estimate, note="Giảm khoản 1", lines=[line]
    )
    browser = at(cast.province_officer)
    row = draft.lines.get(content="Khoản 1")

    for route, pk in (("estimate-detail", draft.pk), ("estimate-edit", draft.pk), ("line-change", row.pk)):
        page = browser.get(reverse(f"budgets:{route}", args=[pk])).content.decode()
        assert "Bản trước được trả lại để sửa" in page
        assert "Giảm khoản 1" in page
        assert "Đề nghị giảm còn 80" in page
        assert "Cao hơn năm trước" in page


@pytest.mark.parametrize(
    ("unit", "amount", "field", "said"),
    [
        ("old_district", "5", "unit", "đã kết thúc ngày 30/06/2025 nên không nhận kinh phí được nữa"),
        ("an_giang", "5", "unit", "không thuộc tỉnh Đồng Tháp"),
        ("my_hiep", "1.5", "amount_vnd", "Viết 1.500.000 hay 1,5 triệu?"),
        ("my_hiep", "năm đồng", "amount_vnd", "không rõ là bao nhiêu đồng"),
        ("my_hiep", "101", "amount_vnd", "chỉ còn 100 đồng để giao"),
        ("my_hiep", "-1", "amount_vnd", "chỉ còn 0 đồng chưa cam kết để thu hồi"),
        ("my_hiep", "1.000.000.000.000.001", "amount_vnd", "lớn hơn 1.000.000.000.000.000 đồng"),
    ],
)
def test_money_that_cannot_be_given_is_told_at_its_field_and_nothing_is_lost(
    cast, at, unit, amount, field, said
):
    ceiling = make.ceiling(make.approved(cast, make.small(cast, 100)))
    place = getattr(cast.places, unit)

    answer = sent(
        at(cast.province_officer),
        reverse("budgets:ceiling-allocate", args=[ceiling.pk]),
        unit=place.name,
        unit_pick=str(place.pk),
        amount_vnd=amount,
        decision_number="20/QĐ",
        note="Giữ chữ này",
    )

    form = answer.context["form"]
    assert answer.status_code == 422
    assert said in str(form.errors[field])
    assert (form["amount_vnd"].value(), form["note"].value()) == (amount, "Giữ chữ này")
    assert not ceiling.allotments.exists()


def test_nothing_is_given_out_or_paid_before_a_version_is_approved(cast, at):
    budget = make.appraised(cast, make.small(cast, 100)).budget
    browser = at(cast.province_officer)

    page = browser.get(budget.get_absolute_url()).content.decode()
    assert "Chưa có bản nào được duyệt nên chưa có gì để giao." in page
    answer = browser.get(reverse("budgets:budget-treasury", args=[budget.pk]), follow=True)
    assert "chưa chi được" in answer.content.decode()
    assert not budget.ceilings.exists()
