"""Papers leave to be signed elsewhere and come back: checked, kept once, locked; found by their words."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.documents import services
from ocop.documents.models import SignedCopy
from ocop.documents.renderers import paper_to_pdf
from ocop.documents.signatures import (
    NotSigned,
    make_training_key,
    read_signature,
    self_signed,
    sign_for_training,
)
from tests.factories import decree
from tests.factories.accounts import make_officer

SIGNER = "Chủ tịch UBND tỉnh"


@pytest.fixture(scope="module")
def content() -> bytes:
    return paper_to_pdf(decree.notice())


@pytest.fixture(scope="module")
def keys() -> dict[str, bytes]:
    """A key that the portal trusts and one that it does not know."""
    return {"trusted": self_signed(SIGNER), "stranger": self_signed("Người lạ")}


@pytest.fixture(autouse=True)
def roots(tmp_path, settings, keys):
    """The folder of roots, and a training key."""
    folder = tmp_path / "roots"
    folder.mkdir()
    _key, certificate, _more = pkcs12.load_key_and_certificates(keys["trusted"], None)
    (folder / "root.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    settings.SIGNATURE_TRUST_ROOTS = str(folder)
    settings.TRAINING_SIGNING_KEY = str(tmp_path / "training.p12")
    make_training_key(tmp_path / "training.p12")
    return folder


def sign(content: bytes, key: bytes, tmp_path) -> bytes:
    (tmp_path / "key.p12").write_bytes(key)
    signer = signers.SimpleSigner.load_pkcs12(str(tmp_path / "key.p12"), passphrase=None)
    out = BytesIO()
    about = signers.PdfSignatureMetadata(field_name="ChuKy")
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), about, signer=signer, output=out)
    return out.getvalue()


@pytest.fixture
def issued(cast, content):
    return issue(content, cast.places.province, cast.province_officer)


def issue(content, place, person):
    return services.store_issued(
        kind="decision",
        place=place,
        number="27/QĐ-UBND",
        label="Quyết định công nhận sản phẩm OCOP",
        content=content,
        template_version="1",
        issued_by=person,
        words="Trà tim sen túi lọc",
    )


def take(cast, issued, signed: bytes, person=None) -> SignedCopy:
    return services.take_signed_copy(
        actor=person or cast.province_officer,
        document=issued,
        upload=SimpleUploadedFile("da-ky.pdf", signed, content_type="application/pdf"),
    )


def test_a_signed_paper_is_verified_and_locked(cast, issued, content, keys, tmp_path):
    signed = sign(content, keys["trusted"], tmp_path)
    copy = take(cast, issued, signed)

    assert (copy.signer, copy.sha256) == (SIGNER, hashlib.sha256(signed).hexdigest())
    with default_storage.open(copy.file.name) as file:
        assert file.read() == signed
    with pytest.raises(RuleViolation, match="đã khóa"):
        take(cast, issued, signed)
    assert Event.objects.filter(verb="document.signed").count() == 1


def _flipped(content: bytes, at: int) -> bytes:
    """The file with one bit turned, after it was signed."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda signed, content: content, "chưa có chữ ký"),
        (lambda signed, content: signed + b"\n% more", "không được ký"),
        (lambda signed, content: b"%PDF-1.4\n" + signed, "đã bị đổi"),
        (lambda signed, content: b"%PDF-1.4\nanother file", "đã bị đổi"),
        (lambda signed, content: _flipped(signed, len(content) // 2), "đã bị đổi"),
        (lambda signed, content: content + b"\n% cut short\nstartxref\n7\n%%EOF", "Không đọc được"),
    ],
)
def test_what_is_not_the_paper_signed_whole_is_refused(cast, issued, content, keys, tmp_path, spoil, said):
    signed = sign(content, keys["trusted"], tmp_path)

    with pytest.raises(NotSigned, match=said):
        read_signature(content, spoil(signed, content))
    assert not SignedCopy.objects.exists()


def test_a_change_under_the_signature_is_seen(content, keys, tmp_path):
    """Behind what left the portal, a key of the form is made another one."""
    signed = sign(content, keys["trusted"], tmp_path)
    changed = content + signed[len(content) :].replace(b"/SigFlags 3", b"/SigFlags 1")

    assert changed != signed
    with pytest.raises(NotSigned, match="không khớp"):
        read_signature(content, changed)


def test_a_stranger_and_the_training_key_are_refused(cast, issued, content, keys, tmp_path):
    with pytest.raises(RuleViolation, match="không do nơi cấp"):
        take(cast, issued, sign(content, keys["stranger"], tmp_path))
    training = services.training_copy(actor=cast.province_officer, document=issued)
    for signed in (training, sign_for_training(content)):
        with pytest.raises(RuleViolation, match="chữ ký tập huấn"):
            take(cast, issued, signed)


def test_without_roots_nothing_is_taken_in(cast, issued, content, keys, tmp_path, settings):
    settings.SIGNATURE_TRUST_ROOTS = ""

    with pytest.raises(RuleViolation, match="chứng thư gốc"):
        take(cast, issued, sign(content, keys["trusted"], tmp_path))


def test_a_training_copy_says_so_on_every_page_and_is_not_kept(cast, issued):
    with pikepdf.open(BytesIO(services.training_copy(actor=cast.province_officer, document=issued))) as pdf:
        assert pdf.Root.AcroForm.Fields
        assert all("/XObject" in page.Resources for page in pdf.pages)
    assert not SignedCopy.objects.exists()


def test_others_neither_sign_nor_see(cast, issued, content, keys, tmp_path, client):
    signed = sign(content, keys["trusted"], tmp_path)

    with pytest.raises(RuleViolation):
        take(cast, issued, signed, person=cast.auditor)
    client.force_login(cast.foreign_province_officer)
    assert client.get(reverse("documents:issued-detail", args=[issued.pk])).status_code == 404


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_a_commune_brings_its_own_paper_back_signed(cast, client, content, keys, tmp_path, who):
    commune = cast.places.my_hiep
    leader = make_officer(Role.COMMUNE_LEADER, commune)
    issued = issue(content, commune, leader)
    person = {"officer": cast.new_officer, "leader": leader}[who]
    client.force_login(person)
    sign_page = reverse("documents:issued-sign", args=[issued.pk])
    assert sign_page in client.get(reverse("documents:issued-detail", args=[issued.pk])).text

    copy = take(cast, issued, sign(content, keys["trusted"], tmp_path), person=person)
    assert copy.uploaded_by == person


def test_a_commune_signs_nothing_of_the_province_or_a_neighbour(cast, content, keys, tmp_path, issued):
    signed = sign(content, keys["trusted"], tmp_path)
    own = issue(content, cast.places.my_hiep, cast.new_officer)

    for document, person in ((issued, cast.new_officer), (own, cast.new_neighbour_officer)):
        with pytest.raises(RuleViolation, match="nơi ban hành"):
            take(cast, document, signed, person=person)


def test_the_database_keeps_a_signed_copy(cast, issued, content, keys, tmp_path):
    copy = take(cast, issued, sign(content, keys["trusted"], tmp_path))

    with pytest.raises(DatabaseError), transaction.atomic():
        SignedCopy.objects.filter(pk=copy.pk).update(signer="Người khác")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=27/QĐ-UBND", 1),
        ("q=tra tim sen", 1),
        ("q=cong nhan", 1),
        ("q=khac", 0),
        ("signed=yes", 0),
        ("signed=no", 1),
        ("kind=letter", 0),
        ("since=01/01/2020&until=02/01/2020", 0),
        ("since=01/01/2020", 1),
    ],
)
def test_the_archive_is_searched_by_number_day_and_text(cast, client, issued, asked, found):
    client.force_login(cast.province_officer)
    answer = client.get(f"{reverse('documents:archive')}?{asked}")

    assert len(answer.context["page"].rows) == found


def test_a_paper_is_signed_through_the_pages(cast, client, issued, content, keys, tmp_path):
    client.force_login(cast.province_officer)
    address = reverse("documents:issued-sign", args=[issued.pk])
    form = client.get(address).context["form"]
    signed = sign(content, keys["trusted"], tmp_path)
    upload = SimpleUploadedFile("a.pdf", signed, content_type="application/pdf")

    client.post(address, {"form_key": form.form_key, "upload": upload})

    page = client.get(reverse("documents:issued-detail", args=[issued.pk])).content.decode()
    assert SIGNER in page
    copy = SignedCopy.objects.get()
    assert client.get(reverse("documents:signed-download", args=[copy.pk])).status_code == 200
    answer = client.post(reverse("documents:issued-train", args=[issued.pk]), {})
    assert answer["Content-Type"] == "application/pdf"
