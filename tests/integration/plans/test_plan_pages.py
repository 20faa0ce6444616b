"""The pages of plans by hand: forms that come back with all that was typed, lists, files."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ocop.core import clock
from plans import services
from plans.models import Plan, PlanActivity, PlanSection
from tests.factories import plan_papers as make

pytestmark = pytest.mark.django_db


def sent(client, url, **fields):
    """A form sent as its page asks: with its key and version."""
    form = client.get(url).context["form"]
    hidden = {"form_key": str(form.form_key)}
    if form.version is not None:
        hidden["version"] = str(form.version)
    return client.post(url, {**hidden, **fields})


def test_a_plan_is_begun_and_its_parts_come_back_with_a_sentence_where_something_is_wrong(cast, client):
    client.force_login(cast.province_officer)
    start = {"kind": "year", "unit": cast.places.province.pk, "title": "Triển khai OCOP năm 2027"}
    wrong = sent(client, reverse("plans:plan-start"), first_year="2027", last_year="2026", **start)
    assert wrong.status_code == 422
    assert "Năm cuối không trước năm đầu." in wrong.content.decode()
    answer = sent(client, reverse("plans:plan-start"), first_year="2027", last_year="", **start)
    plan = Plan.objects.get()
    assert answer.url == plan.get_absolute_url()

    add = reverse("plans:plan-part-add", args=[plan.pk, "activities"])
    typed = {"title": "Hội nghị", "starts_on": "15/07/2027", "ends_on": "01/07/2027"}
    back = sent(client, add, **typed)
    body = back.content.decode()
    assert back.status_code == 422 and "Ngày cuối không trước ngày đầu." in body and "15/07/2027" in body
    next_one = sent(client, add, title="Hội nghị", then="next")
    assert next_one.url == add, "the next empty form is opened"
    empty = sent(client, reverse("plans:plan-part-add", args=[plan.pk, "grounds"]), words="")
    assert "Hãy chọn một văn bản hoặc ghi lời văn." in empty.content.decode()
    assert client.get(reverse("plans:plan-part-add", args=[plan.pk, "nothing"])).status_code == 404

    detail = client.get(plan.get_absolute_url()).content.decode()
    assert "Thiếu phần bắt buộc: Căn cứ." in detail
    assert add.replace("activities", "grounds") in detail, "the finding leads to the form that mends it"
    for sort, name in (
        ("aims", "MỤC TIÊU"),
        ("tasks", "TỔ CHỨC THỰC HIỆN"),
        ("reportings", "CHẾ ĐỘ BÁO CÁO"),
    ):
        way = f'<a href="{add.replace("activities", sort)}">Thiếu phần bắt buộc: {name}.</a>'
        assert way in detail, "a section made of rows is filled with its first one"
    submit = sent(client, reverse("plans:plan-submit", args=[plan.pk]))
    assert submit.status_code == 422 and "Thiếu phần bắt buộc" in submit.content.decode()


def test_every_finding_that_holds_a_plan_back_is_counted(cast, client):
    plan = make.whole(cast)
    Plan.objects.filter(pk=plan.pk).update(signer_title="", signer_name="", recipients="")
    client.force_login(cast.province_officer)

    body = sent(client, reverse("plans:plan-submit", args=[plan.pk])).content.decode()

    assert "Còn 3 chỗ cần sửa" in body
    for name in ("Nơi nhận", "Chức vụ người ký", "Họ tên người ký"):
        assert f"<b>Thiếu phần bắt buộc: {name}.</b>" in body


def test_who_issues_a_plan_reads_first_what_is_wrong_on_the_day_it_bears(cast, client):
    """It was expected long ago; since then a deadline of its text has passed and a district has ended."""
    plan, actor = make.whole(cast), cast.province_officer
    today = clock.today()
    due, earlier = today - timedelta(days=9), today - timedelta(days=12)
    section = plan.sections.get(title="Mục đích")
    text = f"- Huyện Cao Lãnh làm xong trước ngày {due:%d/%m/%Y}."
    services.write_section(actor=actor, section=section, title=section.title, text=text)
    services.submit_plan(actor=actor, plan=Plan.objects.get(pk=plan.pk))
    Plan.objects.filter(pk=plan.pk).update(dated_on=date(2021, 2, 22))
    client.force_login(cast.province_leader)
    url = reverse("plans:plan-issue", args=[plan.pk])
    place = f"{plan.get_absolute_url()}#sections-{section.pk}"
    late, gone = f"Thời hạn {due:%d/%m/%Y} ở trước ngày của kế hoạch.", "“Huyện Cao Lãnh” không còn"

    page = client.get(url).text
    assert f"Kiểm tra theo ngày {today:%d/%m/%Y}" in page
    assert f'<a href="{place}">{late}</a>' in page and f'<a href="{place}">{gone}' in page
    button = re.search(r'<button[^>]* type="submit"[^>]*>(<svg.*?</svg>)?\s*Ban hành</button>', page)
    assert button and page.index(late) < button.start()

    typed = {"dated_on": f"{due + timedelta(days=1):%d/%m/%Y}", "number": "7"}
    back = sent(client, url, seen_on=f"{earlier:%d/%m/%Y}", **typed)
    assert back.status_code == 422 and late in back.text and "còn điểm khác cần xem" in back.text
    assert f'name="seen_on" value="{typed["dated_on"]}"' in back.text
    assert sent(client, url, seen_on=typed["dated_on"], **typed).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "issued"


def test_a_section_that_somebody_else_saved_comes_back_with_both_texts(cast, client):
    plan = make.whole(cast, year=2031)
    section = PlanSection.objects.filter(plan=plan, level=2).first()
    url = reverse("plans:section-write", args=[section.pk])
    client.force_login(cast.province_officer)
    form = client.get(url).context["form"]
    services.write_section(
        actor=cast.province_officer, section=section, title=section.title, text="- Của người khác"
    )

    answer = client.post(
        url,
        {
            "form_key": str(form.form_key),
            "version": str(form.version),
            "title": "Mục đích",
            "text": "- Của tôi",
        },
    )

    body = answer.content.decode()
    assert answer.status_code == 422
    assert "- Của người khác" in body and "- Của tôi" in body
    versions = client.get(reverse("plans:section-versions", args=[section.pk])).content.decode()
    assert f"{url}?ban=2" in versions
    first = PlanActivity.objects.filter(plan=plan).order_by("position").first()
    client.post(reverse("plans:part-move", args=["activities", first.pk]), {"direction": "down"})
    tops = plan.activities.filter(parent=None).order_by("position")
    assert tops[1] == first
    client.force_login(cast.foreign_province_officer)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(cast, client, django_assert_num_queries, count):
    for year in range(2027, 2027 + count):
        services.start_plan(
            actor=cast.province_officer,
            unit=cast.places.province,
            title=f"Triển khai OCOP năm {year}",
            first_year=year,
            last_year=year,
        )
    client.force_login(cast.province_officer)
    client.get(reverse("accounts:profile"))

    with django_assert_num_queries(7):
        body = client.get(reverse("plans:plan-list"), {"q": "trien khai"}).content.decode()

    assert body.count("Đang soạn</") >= count


def test_a_text_is_shown_as_it_will_be_printed_and_is_not_kept(cast, client):
    plan = make.whole(cast)
    section = plan.sections.filter(level=2).first()
    before = section.text
    client.force_login(cast.province_officer)
    url = reverse("plans:section-preview", args=[section.pk])

    acts = "- 490/QĐ-TTg năm 2018, 490/QĐ-TTg năm 2019."
    page = client.post(url, {"text": f"1. Mục đích\n3. <b>Đậm</b>\n- Chi 120 đồng (Một trăm đồng).\n{acts}"})

    shown = page.content.decode()
    assert "<b>1. Mục đích</b>" in shown
    assert "&lt;b&gt;Đậm" in shown
    assert "nhảy từ 1 sang 3" in shown and "Một trăm đồng" in shown
    assert "490/QĐ-TTg được dẫn với hai năm: 2018 và 2019" in shown
    section.refresh_from_db()
    assert section.text == before
    assert url in client.get(reverse("plans:section-write", args=[section.pk])).content.decode()
    client.force_login(cast.foreign_province_officer)
    assert client.post(url, {"text": "x"}).status_code == 404
