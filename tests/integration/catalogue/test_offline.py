"""What a phone keeps for places without a network: page, script, the dated list of void certificates."""

import json
import re
from base64 import b64decode
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from evaluations.choices import CertificateState, RevocationGround
from ocop.documents.slips import is_signed, public_key
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db


def revoked(cast, name, **fields):
    return make_certificate(
        cast,
        name=name,
        state=CertificateState.REVOKED,
        revoked_at=timezone.now(),
        revoked_by=cast.district_leader,
        revocation_ground=RevocationGround.STOPPED,
        **fields,
    )


@freeze_time("2026-11-24 03:00")
def test_the_list_names_what_is_void_before_its_day_dated_and_signed(client, cast):
    make_certificate(cast)
    void = revoked(cast, "Mứt sen")
    revoked(cast, "Mứt dừa", valid_from=date(2020, 1, 1))  # long over: its own day says so

    answer = client.get(reverse("catalogue:void-list")).json()

    assert (answer["at"], answer["codes"]) == ("2026-11-24T03:00:00Z", [void.short_code])
    assert answer["longer"] == []
    said = f"{answer['at']}|{void.short_code}|".encode()
    assert is_signed(said, b64decode(answer["signature"]))
    assert not is_signed(said + b"!", b64decode(answer["signature"]))


@freeze_time("2026-11-24 03:00")
def test_the_list_names_what_holds_longer_than_it_says(client, cast):
    longer = make_certificate(
        cast,
        valid_from=date(2023, 9, 1),
        extended_until=date(2027, 2, 28),
        extended_at=timezone.now(),
        extended_by=cast.province_officer,
        extension_reason="Chờ kết quả đánh giá lại",
    )

    answer = client.get(reverse("catalogue:void-list")).json()

    assert answer["longer"] == [f"{longer.short_code}:2027-02-28"]
    said = f"{answer['at']}||{longer.short_code}:2027-02-28".encode()
    assert is_signed(said, b64decode(answer["signature"]))


def test_the_page_publishes_the_key_and_holds_no_cookie(client):
    answer = client.get(reverse("catalogue:offline"))

    assert answer.context["key"] == json.dumps(public_key())
    assert not answer.cookies


def test_the_worker_keeps_all_that_the_page_needs(client):
    page = client.get(reverse("catalogue:offline")).content.decode()
    worker = client.get(reverse("catalogue:offline-worker"))

    assert worker["Content-Type"].startswith("text/javascript")
    body = worker.content.decode()
    needed = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert needed
    for address in (*needed, reverse("catalogue:offline"), reverse("catalogue:void-list")):
        assert f'"{address}"' in body


def test_the_page_is_light(client):
    page, worker = (
        client.get(reverse(f"catalogue:{name}")).content for name in ("offline", "offline-worker")
    )

    assert len(page) + len(worker) < 20_000
