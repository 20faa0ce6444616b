"""The page behind the QR code: what it says first, what it never says, and who is slowed down."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from catalogue.queries import certificate_with_code, check_page
from evaluations.choices import CertificateState, RevocationGround
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db
CHECK_QUERIES = 3
"""The certificate with all it stands on; today's place, and the places above it."""
UNTIL = date(2028, 6, 16)


@pytest.fixture(autouse=True)
def _november():
    cache.clear()
    with freeze_time("2026-11-24 03:00"):
        yield
    cache.clear()


@pytest.fixture
def certificate(cast):
    return make_certificate(cast)


def scan(client, token, **extra):
    return client.get(reverse("catalogue:check", args=[token]), **extra)


def type_code(client, text, **extra):
    return client.get(reverse("catalogue:check"), {"ma": text}, **extra)


def page_of(certificate, day):
    page = check_page(certificate, day=day)
    return page.tone, page.verdict, page.sentence


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 6, 15), ("out", "Chưa có hiệu lực", "có hiệu lực từ ngày 16/06/2025")),
        (date(2025, 6, 16), ("ok", "Còn hiệu lực", "đến hết ngày 16/06/2028")),
        (UNTIL - timedelta(181), ("ok", "Còn hiệu lực", "đến hết ngày 16/06/2028")),
        (UNTIL - timedelta(180), ("ok", "Còn hiệu lực", "hết hạn sau 180 ngày, hết ngày 16/06/2028")),
        (UNTIL - timedelta(1), ("ok", "Còn hiệu lực", "hết hạn sau 1 ngày, hết ngày 16/06/2028")),
        (UNTIL, ("ok", "Còn hiệu lực", "hết hạn hôm nay, 16/06/2028")),
        (UNTIL + timedelta(1), ("out", "Hết hạn", "từ sau ngày 16/06/2028. Giấy này không còn giá trị.")),
    ],
)
def test_the_first_line_changes_exactly_on_its_day(certificate, day, expected):
    assert page_of(certificate, day) == expected


def test_a_good_certificate_shows_what_is_printed_and_where_the_place_lies_today(client, certificate):
    answer = scan(client, certificate.token)

    page = answer.context["page"]
    assert answer.status_code == 200
    assert (page.product, page.producer, page.stars) == ("Xoài sấy dẻo", "Hợp tác xã Xoài Mỹ Hiệp", 3)
    assert dict(page.facts) == {
        "Hạng": "3 sao",
        "Số giấy": certificate.number,
        "Quyết định": f"{certificate.line.decision.number}, ngày 16/06/2025, UBND huyện Cao Lãnh",
        "Có hiệu lực": "16/06/2025 – 16/06/2028",
        "Nơi sản xuất nay": "xã Mỹ Hiệp, tỉnh Đồng Tháp",
        "Lúc cấp giấy": "xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp",
        "Mã sản phẩm": certificate.product_code,
        "Mã tra cứu": f"{certificate.short_code[:4]}-{certificate.short_code[4:]}",
    }
    assert answer.content.decode().index("Còn hiệu lực</h1>") < answer.content.decode().index("<h2>")


def test_a_place_that_did_not_change_is_named_once(cast):
    facts = dict(check_page(make_certificate(cast, producer=cast.new_producer), day=date(2026, 1, 1)).facts)

    assert facts["Nơi sản xuất"] == "xã Mỹ Hiệp, tỉnh Đồng Tháp"
    assert "Lúc cấp giấy" not in facts


@pytest.fixture
def revoked(cast):
    return make_certificate(
        cast,
        state=CertificateState.REVOKED,
        revoked_at=timezone.now() - timedelta(days=6),
        revoked_by=cast.district_leader,
        revocation_ground=RevocationGround.STOPPED,
        revocation_reason="Người đại diện đã nghỉ, gọi 0909 999 999",
        revocation_decision="99/QĐ-UBND",
    )


def test_a_revoked_certificate_says_so_and_shows_no_star(client, revoked):
    answer = scan(client, revoked.token)
    body = answer.content.decode()

    page = answer.context["page"]
    assert (page.tone, page.verdict, page.stars) == ("void", "Đã thu hồi", 0)
    assert page.sentence == "từ ngày 18/11/2026. Giấy này không còn giá trị."
    facts = dict(page.facts)
    assert facts["Hạng trước đây"] == "3 sao"
    assert facts["Quyết định thu hồi"] == "99/QĐ-UBND"
    assert facts["Lý do thu hồi"] == "Chủ thể ngừng sản xuất sản phẩm"
    assert 'class="stars"' not in body
    assert "0909 999 999" not in body


def test_a_replaced_certificate_leads_to_the_new_one(client, cast, certificate):
    new = make_certificate(cast, name="Xoài sấy dẻo loại mới", stars=4)
    type(certificate).objects.filter(pk=certificate.pk).update(
        state=CertificateState.REPLACED, replaced_by=new
    )

    answer = scan(client, certificate.token)

    assert answer.context["page"].verdict == "Đã thay"
    assert answer.context["page"].stars == 0
    assert reverse("catalogue:check", args=[new.token]) in answer.content.decode()


def test_nothing_about_people_is_shown(client, certificate, cast):
    body = scan(client, certificate.token).content.decode()

    for private in (
        cast.producer.representative_name,
        cast.producer.phone,
        cast.producer.registration_number,
        str(cast.district_leader),
        str(cast.district_officer),
        cast.producer.address,
    ):
        assert private
        assert private not in body


def test_no_cookie_no_index_no_copy_on_the_way(client, certificate):
    for answer in (scan(client, certificate.token), scan(client, "khong-co"), type_code(client, "")):
        assert not answer.cookies
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_scan_asks_the_database_little(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(CHECK_QUERIES):
        scan(client, certificate.token)


def test_the_page_is_light_and_loads_one_stylesheet(client, certificate):
    body = scan(client, certificate.token).content
    style = Path(finders.find("css/check.css")).read_bytes()

    assert len(body) + len(style) < 30_000
    assert re.findall(rb'(?:src|href)="([^"]+\.(?:js|woff2|css))"', body) == [b"/static/css/check.css"]


def full_width(code: str) -> str:
    """As some keyboards for Asian scripts write it: “Ｋ７Ｍ４…”."""
    return "".join(chr(ord(char) + 0xFEE0) for char in code)


@pytest.mark.parametrize("write", [str, str.lower, lambda c: f" {c[:4]}-{c[4:]} ", " ".join, full_width])
def test_a_code_is_understood_however_it_is_typed(client, certificate, write):
    answer = type_code(client, write(certificate.short_code))

    assert answer.context["page"].product == "Xoài sấy dẻo"
    assert certificate_with_code(write(certificate.short_code)) == certificate


def test_a_code_may_be_sent_by_post_without_a_cookie(certificate):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("catalogue:check"), {"ma": certificate.short_code})

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("token", ["khong-co", "x" * 200, "' OR 1=1 --"])
def test_an_unknown_token_is_a_404_that_says_what_to_do(client, certificate, token):
    answer = scan(client, token)

    assert answer.status_code == 404
    assert "Gõ lại mã 8 chữ và số" in answer.content.decode()


def test_an_unknown_code_is_shown_back_harmlessly(client, certificate):
    answer = type_code(client, "<b>O0O0O0O0</b>")

    assert answer.status_code == 404
    assert "&lt;b&gt;O0O0O0O0" in answer.content.decode()
    assert "<b>O0" not in answer.content.decode()


def test_guesses_are_slowed_down_and_scans_of_real_codes_never(client, certificate):
    for guess in range(20):
        assert scan(client, f"khong-co-{guess}").status_code == 404

    assert scan(client, "khong-co-21").status_code == 429
    slowed = type_code(client, certificate.short_code)
    assert slowed.status_code == 429
    assert slowed["Retry-After"] == "600"
    assert "đợi 10 phút" in slowed.content.decode()
    assert scan(client, certificate.token).status_code == 200
    assert scan(client, "khong-co", REMOTE_ADDR="10.9.9.9").status_code == 404


def test_good_scans_never_use_up_the_guesses(client, certificate):
    for _scan in range(30):
        assert scan(client, certificate.token).status_code == 200
        assert type_code(client, certificate.short_code).status_code == 200

    assert scan(client, "khong-co").status_code == 404


def test_the_slow_down_ends(client, certificate):
    with freeze_time("2026-11-24 04:00") as clock:
        for guess in range(21):
            scan(client, f"khong-co-{guess}")
        clock.tick(601)

        assert type_code(client, certificate.short_code).status_code == 200


def test_the_form_alone_is_no_guess(client, db):
    for _look in range(25):
        assert client.get(reverse("catalogue:check")).status_code == 200


def test_the_page_turns_english_once_that_was_chosen(client, certificate):
    client.post(reverse("ui:language"), {"language": "en", "next": "/tra-cuu"})

    body = scan(client, certificate.token).content.decode()

    assert '<html lang="en">' in body
    assert "<h1>Valid</h1><p>until the end of 16/06/2028</p>" in body
    assert "Tiếng Việt</button>" in body
