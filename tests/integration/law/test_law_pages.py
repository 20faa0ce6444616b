"""The pages of the law: everybody who signs in may read them."""

import pytest
from django.urls import reverse

from ocop.core.roles import Role
from ocop.law.models import CriteriaSet
from ocop.law.services import import_criteria_set
from tests.factories.accounts import make_officer, make_person
from tests.factories.law import load_regimes, load_set, text_of
from tests.factories.places import make_dong_thap

pytestmark = pytest.mark.django_db
LISTING = "law:set-list"
LIST_QUERIES = SET_QUERIES = REGIME_QUERIES = 6


@pytest.fixture
def reader(client):
    """Somebody who can sign in and holds no post."""
    client.force_login(make_person("doc-gia"))
    return client


def read(client, name: str, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["law:regime-list", LISTING])
def test_a_visitor_is_asked_to_sign_in(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert reverse("accounts:sign-in") in response.url


@pytest.mark.parametrize("name", ["law:regime-list", LISTING])
def test_an_empty_portal_says_what_to_do(reader, name):
    assert "Chưa" in read(reader, name)


def test_the_authority_of_each_level_can_be_read(reader):
    load_regimes()

    page = read(reader, "law:regime-list")

    assert "3, 4 sao" in page
    assert "từ 70 điểm" in page
    assert "mã tỉnh-mã xã-số thứ tự-năm" in page
    assert "xã xem xét 15 ngày làm việc" in page
    assert "tỉnh đợt 1: đề nghị trước 30/04, xong trước 30/06" in page


def test_sets_are_listed_by_regime_and_group(reader):
    load_regimes()
    for code in ("QD148-07", "QD26-01", "QD26-26"):
        load_set(code)

    newest, tourism = read(reader, LISTING), read(reader, LISTING, nganh="TOURISM")
    earlier = read(reader, LISTING, **{"quy-dinh": "R148"})

    assert "Rau, củ, quả, hạt tươi" in newest
    assert "Chưa đủ để chấm" not in newest
    assert "Bộ 26" in tourism
    assert "Rau, củ, quả, hạt tươi" not in tourism
    assert "Chưa đủ để chấm" in earlier


def test_an_unknown_filter_shows_everything(reader):
    load_regimes()
    load_set("QD26-01")

    assert "Rau, củ, quả, hạt tươi" in read(reader, LISTING, **{"quy-dinh": "R0", "nganh": "x"})


def test_a_set_shows_points_minima_and_grounds(reader):
    page = read(reader, "law:set-detail", load_set("QD26-01").pk)

    assert "Phần A. Sản phẩm và sức mạnh cộng đồng" in page
    assert "Giả mạo hồ sơ" in page
    assert "Bắt buộc 100% sản phẩm nuôi/trồng/đánh bắt trong tỉnh" in page
    assert "Công nghệ tiên tiến trong sơ chế, bảo quản" in page


def test_variants_stand_under_their_headings(reader):
    page = read(reader, "law:set-detail", load_set("QD26-26").pk)

    assert "Dịch vụ do cộng đồng cung cấp" in page
    assert "điểm tối đa chỉ tính một lần" in page


def test_an_incomplete_set_says_why(reader):
    page = read(reader, "law:set-detail", load_set("QD148-07").pk)

    assert "chưa dùng để chấm" in page
    assert "Phần C cộng được 34/35" in page


def test_an_old_version_leads_to_the_one_in_use(reader):
    old = load_set("QD148-01")
    new = import_criteria_set(text=text_of("QD148-01").replace("Quy mô nhỏ", "Quy mô bé"))

    assert reverse("law:set-detail", args=[new.pk]) in read(reader, "law:set-detail", old.pk)
    assert "không phải phiên bản đang dùng" not in read(reader, "law:set-detail", new.pk)


def test_an_incomplete_version_takes_no_other_ones_place(reader):
    whole = load_set("QD148-01")
    torn = import_criteria_set(text=text_of("QD148-01").replace("max_points: 18", "max_points: 17", 1))

    assert set(CriteriaSet.objects.current().filter(code="QD148-01")) == {whole}
    assert reverse("law:set-detail", args=[whole.pk]) in read(reader, "law:set-detail", torn.pk)
    assert "không phải phiên bản đang dùng" not in read(reader, "law:set-detail", whole.pk)


def test_the_document_of_a_set_can_be_brought_back(reader):
    kept = load_set("QD148-01")

    answer = reader.get(reverse("law:set-document", args=[kept.pk]))

    assert import_criteria_set(text=b"".join(answer.streaming_content).decode()) == kept
    other = import_criteria_set(text=text_of("QD148-01").replace("QD148-01", "../QD148-01"))
    assert reader.get(reverse("law:set-document", args=[other.pk])).status_code == 404


def test_a_set_that_is_not_there_is_not_found(reader):
    assert reader.get(reverse("law:set-detail", args=[1])).status_code == 404


def test_only_an_administrator_is_offered_the_import(reader, client):
    address = reverse("programme:criteria-import")
    assert address not in read(reader, LISTING)

    client.force_login(make_officer(Role.ADMINISTRATOR, make_dong_thap().province))
    assert address in read(client, LISTING)


@pytest.mark.parametrize("codes", [["QD26-01"], ["QD26-01", "QD26-02", "QD26-26"]])
def test_the_list_asks_the_database_the_same_for_one_set_and_for_three(
    reader, codes, django_assert_num_queries
):
    load_regimes()
    for code in codes:
        load_set(code)
    read(reader, LISTING)

    with django_assert_num_queries(LIST_QUERIES):
        read(reader, LISTING)


def test_a_set_is_shown_from_memory(reader, django_assert_num_queries):
    kept = load_set("QD26-01")
    read(reader, "law:set-detail", kept.pk)

    with django_assert_num_queries(SET_QUERIES):
        read(reader, "law:set-detail", kept.pk)


def test_the_regimes_are_shown_from_memory(reader, django_assert_num_queries):
    load_regimes()
    read(reader, "law:regime-list")

    with django_assert_num_queries(REGIME_QUERIES):
        read(reader, "law:regime-list")
