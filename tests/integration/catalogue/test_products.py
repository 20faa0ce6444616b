"""The public list of recognised products, and one product."""

from datetime import date

import pytest
from django.urls import reverse
from freezegun import freeze_time

from evaluations.choices import CertificateState
from tests.factories.certificates import make_certificate, make_named_product

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4
"""Count, rows, their places of today, the places above those."""
DETAIL_QUERIES = 4
"""The certificate, its place today, the places above it, the rankings."""


@pytest.fixture(autouse=True)
def _november():
    with freeze_time("2026-11-24 03:00"):
        yield


def names(client, **query):
    answer = client.get(reverse("catalogue:product-list"), query)
    return [certificate.product_name for certificate, _address in answer.context["page"].lines]


@pytest.fixture
def shelf(cast):
    return [
        make_certificate(cast, name="Ớt muối", stars=4),
        make_certificate(cast, name="Đường thốt nốt", stars=3),
        make_certificate(cast, name="Trà sen", producer=cast.new_producer, stars=5),
    ]


def test_products_stand_in_the_order_of_the_dictionary(client, shelf):
    assert names(client) == ["Đường thốt nốt", "Ớt muối", "Trà sen"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "duong"}, ["Đường thốt nốt"]),
        ({"q": "hop tac xa sen"}, ["Trà sen"]),
        ({"stars": "4"}, ["Ớt muối"]),
        ({"stars": "9"}, ["Đường thốt nốt", "Ớt muối", "Trà sen"]),
        ({"place": "cao lanh"}, ["Đường thốt nốt", "Ớt muối"]),
        ({"place": "Mỹ Hiệp"}, ["Đường thốt nốt", "Ớt muối", "Trà sen"]),
        ({"place": "An Giang"}, []),
        ({"place": "xyz"}, []),
        ({"sort": "-stars"}, ["Trà sen", "Ớt muối", "Đường thốt nốt"]),
    ],
)
def test_the_list_is_searched_and_filtered_without_marks(client, shelf, query, expected):
    assert names(client, **query) == expected


def test_only_certificates_in_force_are_listed(client, cast):
    make_certificate(cast, name="Hết hạn", valid_from=date(2023, 11, 23))
    make_certificate(cast, name="Ngày cuối", valid_from=date(2023, 11, 24))
    make_certificate(cast, name="Đã thay", state=CertificateState.REPLACED)
    make_certificate(cast, name="Từ ngày mai", valid_from=date(2026, 11, 25))

    assert names(client) == ["Ngày cuối"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, cast, django_assert_num_queries, count):
    for number in range(count):
        make_certificate(cast, name=f"Sản phẩm {number}")

    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(reverse("catalogue:product-list"))

    assert not answer.cookies


def test_the_list_is_paged_and_its_print_is_not(client, cast):
    for number in range(26):
        make_certificate(cast, name=f"Sản phẩm {number:02d}")

    assert len(names(client)) == 25
    printed = client.get(reverse("catalogue:product-list"), {"ban": "in", "q": "san pham"})
    assert len(printed.context["page"].lines) == 26
    assert "<form" not in printed.content.decode()


def test_an_empty_shelf_says_why(client, db):
    body = client.get(reverse("catalogue:product-list")).content.decode()

    assert "Không có sản phẩm nào." in body


def test_one_product_tells_its_story_and_rankings_and_nothing_of_people(
    client, cast, django_assert_num_queries
):
    product = make_named_product(cast.producer, "Xoài sấy", story="Xoài chín cây, sấy dẻo.", packaging="Hộp")
    first = make_certificate(
        cast, product=product, state=CertificateState.REPLACED, valid_from=date(2022, 6, 1)
    )
    certificate = make_certificate(cast, product=product, stars=4)

    with django_assert_num_queries(DETAIL_QUERIES):
        answer = client.get(reverse("catalogue:product-detail", args=[product.pk]))

    body, page = answer.content.decode(), answer.context["page"]
    assert [step.label for step in page.rankings] == ["4 sao", "3 sao"]
    assert page.rankings[1].note == f"ngày 01/06/2022, UBND huyện Cao Lãnh, giấy số {first.number}"
    assert "Xoài chín cây, sấy dẻo." in body
    assert reverse("catalogue:check", args=[certificate.token]) in body
    assert page.made_at == "xã Mỹ Hiệp, tỉnh Đồng Tháp"
    for private in (cast.producer.representative_name, cast.producer.phone, str(cast.district_leader)):
        assert private not in body
    assert not answer.cookies


def test_a_product_without_a_certificate_in_force_is_not_shown(client, cast):
    product = make_named_product(cast.producer, "Bản nháp")
    expired = make_certificate(cast, name="Hết hạn", valid_from=date(2020, 1, 1))

    for pk in (product.pk, expired.product_id, 99999):
        assert client.get(reverse("catalogue:product-detail", args=[pk])).status_code == 404
