"""Many files at once, with and without script, and what hostile ones leave behind."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.law.choices import EvidenceKind
from registrations.models import Citation, Evidence
from tests.factories.hostile import HARMLESS, REFUSED, Hostile
from tests.factories.registrations import start_dossier
from tests.factories.uploads import jpeg, png

JSON = {"headers": {"Accept": "application/json"}}


def sent(client, address, *files, key=None, **extra):
    data = {"kind": EvidenceKind.STORY, "form_key": key or uuid4().hex, "files": list(files)}
    return client.post(address, data, **extra)


def stored(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture
def vault(client, cast):
    client.force_login(cast.officer)
    return reverse("registrations:producer-upload", args=[cast.producer.pk])


def test_several_files_are_taken_and_the_others_told(client, cast, vault):
    answer = sent(
        client,
        vault,
        SimpleUploadedFile("một.jpg", jpeg()),
        SimpleUploadedFile("hai.png", png()),
        SimpleUploadedFile("ba.exe", b"MZ"),
    )

    page = client.get(answer.url).content.decode()
    assert sorted(Evidence.objects.values_list("title", flat=True)) == ["hai", "một"]
    assert "Đã nhận 2 tệp." in page
    assert "ba.exe: Chỉ nhận tệp" in page
    assert "Đã nhận gần đây" in page


def test_when_none_is_taken_the_form_comes_back(client, vault):
    answer = sent(client, vault, SimpleUploadedFile("ba.exe", b"MZ"))

    assert answer.status_code == 422
    assert "ba.exe: Chỉ nhận tệp" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_no_file_is_told(client, vault):
    answer = sent(client, vault)

    assert answer.status_code == 422
    assert "Hãy chọn một tệp." in answer.content.decode()


def test_a_file_sent_again_after_a_lost_answer_is_one_paper(client, vault):
    key = uuid4().hex

    first = sent(client, vault, SimpleUploadedFile("a.jpg", jpeg()), key=key, **JSON)
    again = sent(client, vault, SimpleUploadedFile("a.jpg", jpeg()), key=key, **JSON)

    assert first.json() == {"said": "Đã nhận 1 tệp."}
    assert again.json() == {"said": "Tệp này đã được nhận."}
    assert Evidence.objects.count() == 1


def test_a_file_chosen_again_on_a_new_page_is_known(client, vault):
    sent(client, vault, SimpleUploadedFile("a.jpg", jpeg()), **JSON)

    again = sent(client, vault, SimpleUploadedFile("a.jpg", jpeg()), **JSON)

    assert again.status_code == 422
    assert "đã có tệp này" in again.json()["problem"]


def test_files_of_a_dossier_are_cited_and_bounded(client, cast, settings):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.producer_person)
    address = reverse("registrations:dossier-upload", args=[dossier.pk])
    settings.DOSSIER_QUOTA_BYTES = 209_715_200
    assert "Cả hồ sơ không quá 200 MB." in client.get(address).content.decode()

    sent(client, address, SimpleUploadedFile("a.jpg", jpeg()), **JSON)
    settings.DOSSIER_QUOTA_BYTES = Citation.objects.get(dossier=dossier).evidence.size
    full = sent(client, address, SimpleUploadedFile("b.png", png()), **JSON)

    assert (full.status_code, dossier.citations.count()) == (422, 1)
    assert "không đủ chỗ" in full.json()["problem"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.title)
def test_a_hostile_file_is_refused_by_the_page_and_leaves_nothing(case: Hostile, client, vault, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 2**20

    answer = sent(client, vault, SimpleUploadedFile(case.name, case.make()), **JSON)

    assert answer.status_code == 422
    assert answer.json()["problem"].endswith(".")
    assert stored(settings) == []
    assert not Evidence.objects.exists()


SENT_BY_BROWSERS = [case for case in HARMLESS if "\n" not in case.name]
"""They write a line break in a name as %0A."""


@pytest.mark.parametrize("case", SENT_BY_BROWSERS, ids=lambda case: case.title)
def test_what_is_taken_by_the_page_is_served_harmless(case: Hostile, client, vault):
    answer = sent(client, vault, SimpleUploadedFile(case.name, case.make()), **JSON)

    assert answer.status_code == 200
    paper = Evidence.objects.get()
    served = client.get(reverse("registrations:evidence-download", args=[paper.pk]))
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in served["Content-Security-Policy"]
    assert "\n" not in served["Content-Disposition"]
    if case.gone:
        assert case.gone not in b"".join(served.streaming_content)
