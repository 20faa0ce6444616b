"""What is told while somebody types: what a line comes to, how it stands, what an amount leaves."""

from datetime import date

import pytest
from django.urls import reverse

from budgets import services
from budgets.models import FundSource, Norm
from tests.factories import budgets as make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(client, cast):
    client.force_login(cast.province_officer)
    return client


@pytest.fixture
def norm(cast):
    return Norm.objects.create(
        province=cast.places.province,
        name="Tiền ăn học viên",
        cap_vnd=400_000,
        basis="NQ 12/2026",
        starts_on=date(2018, 1, 1),
        created_by=cast.finance_officer,
    )


def told(browser, estimate, **typed) -> str:
    typed = {"source_1": make.source().pk} | typed
    answer = browser.get(reverse("budgets:line-add", args=[estimate.pk]), typed, headers=HTMX)
    assert answer.status_code == 200
    assert "<table" not in answer.content.decode(), "only the sentences, not the editor"
    return " ".join(answer.content.decode().split())


COUNTED = {"quantity": "90", "quantity_unit": "người", "times": "5", "times_unit": "ngày"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            COUNTED | {"price_vnd": "400.000"},
            "= 90 người × 5 ngày × 400.000 = 180.000.000 đồng. Một trăm tám",
        ),
        ({"price_vnd": "400.000"}, "Có đơn giá thì ghi cả số lượng."),
        ({"quantity": "1.5"}, "Số lượng: “1.5” có thể hiểu hai cách. Viết 1.500 hay 1,5?"),
        ({"quantity": "1e3"}, "Số lượng: “1e3” không phải là số."),
        ({"price_vnd": "1.5"}, "Đơn giá: “1.5” có thể hiểu hai cách. Viết 1.500.000 hay 1,5 triệu?"),
        ({"lump_vnd": "100", "source_1": ""}, "Chưa chọn nguồn vốn."),
        ({"lump_vnd": "100", "share_1": "60"}, "Các nguồn cộng lại thiếu 40 đồng"),
    ],
    ids=[
        "dotted quantity",
        "no quantity",
        "counted",
        "no quantity",
        "two meanings",
        "no source",
        "a part is missing",
    ],
)
def test_a_line_is_told_while_it_is_typed(browser, cast, typed, said):
    assert said in told(browser, make.start(cast), **typed)


@pytest.mark.parametrize(
    ("typed", "said", "asks"),
    [
        ({"price_vnd": "400.000"}, "Trong định mức “Tiền ăn học viên”: 400.000 / 400.000 đồng", False),
        (
            {"price_vnd": "400.001"},
            "Vượt định mức “Tiền ăn học viên” (NQ 12/2026): 400.001, mức 400.000",
            True,
        ),
        ({"price_vnd": "400.001", "over_reason": "Học xa"}, "Vượt định mức", False),
        ({"lump_vnd": "5", "quantity": ""}, "Ghi số lượng để so định mức.", False),
    ],
    ids=["within", "over", "over with a reason", "nothing counted"],
)
def test_the_norm_is_told_while_a_line_is_typed(browser, cast, norm, typed, said, asks):
    page = told(browser, make.start(cast), **(COUNTED | {"norm": norm.pk} | typed))

    assert said in page
    assert ("Hãy nêu lý do vượt." in page) is asks


def test_a_saved_line_says_the_same_without_script(browser, cast, norm):
    estimate = make.small(cast, 100)
    line = estimate.lines.get()
    estimate.lines.filter(pk=line.pk).update(norm=norm, quantity=1, lump_vnd=500_000, amount_vnd=500_000)

    page = browser.get(reverse("budgets:line-change", args=[line.pk])).content.decode()

    assert "Vượt định mức “Tiền ăn học viên”" in page


def test_a_line_of_many_sources_keeps_them_all_when_it_is_written_again(browser, cast):
    estimate = make.small(cast, 100)
    line = estimate.lines.get()
    line.sources.all().delete()
    for number in range(4):
        one = FundSource.objects.create(name=f"Nguồn {number}", short_name=f"N{number}", position=number)
        line.sources.create(source=one, amount_vnd=25)

    form = browser.get(reverse("budgets:line-change", args=[line.pk])).context["form"]

    assert [form[f"share_{n}"].value() for n in range(1, 6)] == [None, 25, 25, 25, None]


def test_a_revision_beneath_what_was_given_out_is_told_while_it_is_typed(browser, cast):
    budget = make.approved(cast, make.small(cast, 100))
    make.given(cast, make.ceiling(budget), 80)
    line = services.revise_budget(actor=cast.province_officer, budget=budget, reason="Giảm").lines.get()

    def typed(amount: str) -> str:
        answer = browser.get(
            reverse("budgets:line-change", args=[line.pk]),
            {"source_1": make.source().pk, "lump_vnd": amount},
            headers=HTMX,
        )
        return answer.content.decode()

    assert "đã giao 80 đồng, bản này chỉ còn 79." in typed("79")
    assert "đã giao 80 đồng, bản này chỉ còn 0." in typed("")
    assert "Hãy thu hồi trước" not in typed("80")
    dropping = browser.get(reverse("budgets:line-drop", args=[line.pk])).content.decode()
    assert "đã giao 80 đồng, bản này chỉ còn 0." in dropping


def says(browser, route: str, row, amount: str) -> str:
    answer = browser.get(reverse(route, args=[row.pk]), {"amount_vnd": amount}, headers=HTMX)
    return " ".join(answer.content.decode().split())


def test_an_amount_is_held_against_what_is_left_while_it_is_typed(browser, cast):
    ceiling = make.ceiling(make.approved(cast, make.small(cast, 100)))
    allotment = make.given(cast, ceiling, 80)
    commitment = make.bound(cast, allotment, 60)
    make.paid(cast, commitment, 40)

    assert "Chưa giao của dòng này: 20 đồng." in says(browser, "budgets:ceiling-allocate", ceiling, "")
    assert "Vượt 1 đồng. Chưa giao của dòng này: 20" in says(
        browser, "budgets:ceiling-allocate", ceiling, "21"
    )
    assert "Hai mươi đồng. Sau đó còn 0 đồng." in says(browser, "budgets:allotment-commit", allotment, "20")
    assert "Vượt 5 đồng. Còn được cam kết: 20" in says(browser, "budgets:allotment-commit", allotment, "25")
    assert "Vượt 1 đồng. Chưa chi của cam kết: 20" in says(
        browser, "budgets:commitment-pay", commitment, "21"
    )
    assert "Quá số lấy về được 2 đồng" in says(browser, "budgets:commitment-pay", commitment, "-42")
    assert "Viết 1.500.000 hay 1,5 triệu?" in says(browser, "budgets:commitment-pay", commitment, "1.5")


def test_taking_back_is_held_against_what_the_named_unit_has_free(browser, cast):
    """80 of the line are given out; of its own 50 the commune has bound 30."""
    ceiling = make.ceiling(make.approved(cast, make.small(cast, 100)))
    commune = make.given(cast, ceiling, 50, unit=cast.places.my_hiep)
    make.bound(cast, commune, 30)
    make.given(cast, ceiling, 30)
    url = reverse("budgets:ceiling-allocate", args=[ceiling.pk])

    def asked(**typed) -> str:
        return " ".join(browser.get(url, typed, headers=HTMX).content.decode().split())

    named = {"unit": cast.places.my_hiep.full_name, "unit_pick": cast.places.my_hiep.pk, "agency": ""}
    assert "Quá số lấy về được 1 đồng" in asked(amount_vnd="-21", **named)
    assert "Sau đó còn 40 đồng" in asked(amount_vnd="-20", **named)
    assert "Quá số lấy về được 5 đồng" in asked(amount_vnd="-5", **(named | {"agency": "Trạm y tế"}))
    for unclear in ({}, {"unit": "Mỹ"}, {"unit": "không có nơi này"}):
        assert "Sau đó còn 50 đồng" in asked(amount_vnd="-30", **unclear), "the most of any"
    assert "Quá số lấy về được 1 đồng" in asked(amount_vnd="-21", phan=commune.pk)
