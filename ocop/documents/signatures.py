"""Digital signatures in PDF files, read and, for training, made. The only module that knows pyHanko.

Nothing is fetched while a signature is checked: whether its certificate was revoked since is not asked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ocop.core.errors import RuleViolation

TRAINING_NAME = "CHU KY TAP HUAN - KHONG CO GIA TRI PHAP LY"
"""The name in a training certificate. Letters without marks: some readers show others wrongly."""

FIELD = "ChuKyTapHuan"
ROOT_SUFFIXES = (".pem", ".crt", ".cer")


class NotSigned(RuleViolation):
    """The file does not carry a signature that can be accepted; the message says why."""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """Who signed, by which certificate, and when by the signer's own clock."""

    signer: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None


def read_signature(original: bytes, signed: bytes) -> SignatureFacts:
    """The last signature of a file that came back, after every check. Raises `NotSigned`.

    The file begins with the very bytes that were handed out, so nothing was changed before signing; the
    signature is whole, covers the file to its end, and its certificate leads to one of the roots that the
    portal trusts.
    """
    try:
        signatures = PdfFileReader(BytesIO(signed)).embedded_signatures
    except (PdfError, ValueError, KeyError) as problem:
        unread = _("Không đọc được chữ ký trong tệp này.")
        raise NotSigned(unread if signed.startswith(original) else _changed()) from problem
    last = signatures[-1] if signatures else None
    if last is not None and is_training(last.signer_cert):  # before the bytes: a training copy bears a mark
        raise NotSigned(_("Đây là chữ ký tập huấn, không có giá trị pháp lý."))
    if not signed.startswith(original):
        raise NotSigned(_changed())
    if last is None:
        raise NotSigned(_("Tệp này chưa có chữ ký số."))
    roots = trust_roots()
    try:
        status = validate_pdf_signature(
            last, ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
        )
    except (SignatureValidationError, SigningError, PdfError, ValueError) as problem:
        raise NotSigned(_("Chữ ký trong tệp này bị hỏng.")) from problem
    if not (status.intact and status.valid):
        raise NotSigned(_("Chữ ký không khớp nội dung: tệp đã bị sửa sau khi ký."))
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise NotSigned(_("Sau chữ ký còn nội dung không được ký."))
    if not status.trusted:
        raise NotSigned(_("Chứng thư số ký tệp này không do nơi cấp mà cổng tin cậy cấp."))
    certificate = last.signer_cert
    return SignatureFacts(
        signer=str(certificate.subject.native.get("common_name", ""))[:200],
        issuer=str(certificate.issuer.native.get("common_name", ""))[:200],
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        signed_at=status.signer_reported_dt,
    )


def _changed() -> str:
    return _("Tệp này không phải bản đã xuất từ cổng, hoặc nội dung đã bị đổi.")


def trust_roots() -> list:
    """The root certificates (PEM or DER) in `SIGNATURE_TRUST_ROOTS`. Raises `NotSigned` without any."""
    folder = Path(settings.SIGNATURE_TRUST_ROOTS) if settings.SIGNATURE_TRUST_ROOTS else None
    files = sorted(folder.glob("*")) if folder and folder.is_dir() else []
    roots = list(
        load_certs_from_pemder([str(file) for file in files if file.suffix in (".pem", ".crt", ".cer")])
    )
    if not roots:
        raise NotSigned(_("Cổng chưa được cài chứng thư gốc nên chưa kiểm được chữ ký. Hãy báo quản trị."))
    return roots


def is_training(certificate) -> bool:
    return certificate.subject.native.get("common_name") == TRAINING_NAME


def sign_for_training(content: bytes) -> bytes:
    """The file with a PAdES signature by the training key. Raises `NotSigned` where none is configured.

    The signature says in its own name that it has no legal force; `read_signature` never accepts it.
    """
    key = Path(settings.TRAINING_SIGNING_KEY) if settings.TRAINING_SIGNING_KEY else None
    if key is None or not key.is_file():
        raise NotSigned(_("Cổng chưa có khóa ký tập huấn."))
    signer = signers.SimpleSigner.load_pkcs12(str(key), passphrase=None)
    if signer is None or not is_training(signer.signing_cert):
        raise NotSigned(_("Khóa đã cài không phải khóa ký tập huấn."))
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        name=TRAINING_NAME,
        reason=TRAINING_NAME,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    out = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), about, signer=signer, output=out)
    return out.getvalue()


def make_training_key(path: Path) -> None:
    """Write a new training key with a certificate of its own; an existing one stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(self_signed(TRAINING_NAME))
    path.chmod(0o600)


def self_signed(name: str) -> bytes:
    """A key and a certificate that only it vouches for, as PKCS#12 without a password."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, serialization.NoEncryption())
