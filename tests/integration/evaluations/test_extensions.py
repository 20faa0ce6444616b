"""26/2026/QĐ-TTg Art. 12: a certificate of the rules before outlasts its end until the result."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from freezegun import freeze_time

from evaluations.models import Certificate
from evaluations.queries.certificates import certificate_status, standing_of, with_standing
from evaluations.queries.extensions import why_not_extend
from evaluations.services.authority import NotAllowed
from evaluations.services.extensions import end_extension, extend_certificate
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from registrations import services as registrations
from registrations.choices import RegistrationType
from tests.factories.certificates import handed_in, make_certificate

ENDS = date(2026, 9, 1)
"""Its time to file again, 5/3 to 4/5/2026, was over when 26/2026/QĐ-TTg began."""


@pytest.fixture(autouse=True)
def _august():
    with freeze_time("2026-08-20 03:00"):
        yield


@pytest.fixture
def certificate(cast):
    return make_certificate(cast, producer=cast.new_producer, valid_from=date(2023, 9, 1), valid_until=ENDS)


@pytest.fixture
def filed(cast, certificate):
    draft = registrations.start_dossier(
        actor=cast.new_officer,
        product=certificate.product,
        cycle=cast.cycle_26,
        registration_type=RegistrationType.REASSESSMENT,
    )
    with pytest.raises(RuleViolation, match="chưa nộp hồ sơ đánh giá lại"):
        extend(cast, certificate)
    return handed_in(draft, cast.new_officer)


def extend(cast, certificate, **changes):
    fields = {"reason": "Thời gian nộp lại đã qua khi quy định mới có hiệu lực"} | changes
    return extend_certificate(**{"actor": cast.province_officer, "certificate": certificate} | fields)


def test_nobody_waits_for_a_result_that_nobody_asked_for(cast, certificate):
    with pytest.raises(RuleViolation, match="chưa nộp hồ sơ đánh giá lại"):
        extend(cast, certificate)


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"valid_until": date(2027, 1, 1)}, "thời gian nộp lại đã bắt đầu trước"),
        ({"valid_until": date(2026, 5, 21)}, "thời gian nộp lại đã bắt đầu trước"),
        ({"valid_from": date(2026, 5, 22)}, "Chỉ kéo dài giấy cấp trước ngày 22/05/2026"),
    ],
)
def test_only_those_of_the_rules_before_that_could_not_file_in_time(cast, certificate, changes, said):
    Certificate.objects.filter(pk=certificate.pk).update(**changes)
    certificate.refresh_from_db()

    assert said in why_not_extend(certificate)


@pytest.mark.usefixtures("filed")
def test_it_lasts_to_the_result_and_no_longer_than_180_days(client, cast, certificate):
    with pytest.raises(NotAllowed):
        extend(cast, certificate, actor=cast.new_officer)
    address = reverse("evaluations:certificate-extend", args=[certificate.pk])
    client.force_login(cast.province_officer)
    assert "28/02/2027" in client.get(address).content.decode()
    typed = {"note": "Hết thời gian nộp", "form_key": str(uuid4()), "version": "1"}
    assert client.post(address, typed).status_code == 302
    certificate.refresh_from_db()

    last = ENDS + timedelta(days=180)
    assert (certificate.extended_until, certificate.last_day) == (last, last)
    assert Event.objects.get(verb="certificate.extend").note == "Hết thời gian nộp"
    for day, standing in ((ENDS, "soon"), (last, "soon"), (last + timedelta(days=1), "expired")):
        assert standing_of(certificate, day) == standing
        assert with_standing(Certificate.objects.all(), standing, day).filter(pk=certificate.pk).exists()
        assert Certificate.objects.valid_on(day).exists() == (standing == "soon")
    assert certificate_status(certificate, last).label == "Được kéo dài đến 28/02/2027"
    with pytest.raises(RuleViolation, match="đã được kéo dài"):
        extend(cast, certificate)
    with freeze_time("2026-10-01 03:00"):
        page = client.get(reverse("catalogue:check", args=[certificate.token])).content.decode()
    assert "kéo dài đến khi có kết quả đánh giá lại, chậm nhất 28/02/2027" in page


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("day", "left"), [("2026-08-25 03:00", None), ("2026-10-01 03:00", date(2026, 10, 1))]
)
def test_a_result_that_recognises_nothing_ends_it(cast, certificate, day, left):
    extend(cast, certificate)
    with freeze_time(day):
        end_extension(actor=cast.province_leader, product=certificate.product)
        certificate.refresh_from_db()

        assert certificate.extended_until == left
        assert certificate.last_day == (left or ENDS)
        assert not certificate.is_valid_on(clock.today() + timedelta(days=30))
