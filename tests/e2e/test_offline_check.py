"""The signed code of a certificate, checked by a phone that has no network."""

from datetime import timedelta

import pytest

from evaluations.choices import CertificateState, RevocationGround
from evaluations.documents.certificates import check_address, slip_of
from evaluations.models import Certificate
from ocop.core import clock
from tests.e2e.conftest import PHONE
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_phone_without_a_network_tells_good_void_and_false_apart(open_page, live_server, cast):
    from django.utils import timezone

    good = make_certificate(cast, name="Xoài sấy dẻo")
    void = make_certificate(cast, name="Mứt sen")
    Certificate.objects.filter(pk=void.pk).update(
        state=CertificateState.REVOKED,
        revoked_at=timezone.now(),
        revoked_by=cast.district_leader,
        revocation_ground=RevocationGround.STOPPED,
    )
    longer = make_certificate(cast, name="Tương bần")
    ended = clock.today() - timedelta(days=9)
    Certificate.objects.filter(pk=longer.pk).update(
        valid_until=ended,
        extended_until=clock.today() + timedelta(days=9),
        extended_at=timezone.now(),
        extended_by=cast.province_officer,
        extension_reason="Chờ kết quả",
    )
    longer.refresh_from_db()
    page = open_page(PHONE)
    page.goto("/gcn/ngoai-mang")
    page.get_by_text("Đã giữ trong máy").wait_for()

    page.context.set_offline(True)

    def scan(certificate, slip: str) -> None:
        page.goto("about:blank")
        page.goto(f"{live_server.url}/gcn/{certificate.token}#{slip}")

    scan(good, slip_of(good))
    page.get_by_role("heading", name="Chữ ký đúng, còn hiệu lực").wait_for()
    assert page.get_by_text("Xoài sấy dẻo").is_visible()
    assert page.get_by_text("Danh sách thu hồi ngày").is_visible()

    scan(void, slip_of(void))
    page.get_by_role("heading", name="Không còn giá trị").wait_for()

    scan(longer, slip_of(longer))
    page.get_by_text("được kéo dài đến khi có kết quả đánh giá lại").wait_for()
    assert page.get_by_role("heading", name="Chữ ký đúng, còn hiệu lực").is_visible()

    slip = slip_of(good)
    scan(good, slip[:30] + ("A" if slip[30] != "A" else "B") + slip[31:])
    page.get_by_role("heading", name="Không phải giấy của cổng").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert check_address(good).endswith(good.token)
