"""Signed slips: what a certificate says in so few bytes that its QR code carries them, checked offline.

A slip is packed bytes and a signature over them (ECDSA P-256 with SHA-256, which every browser can verify).
It is written in base 32, whose letters a QR code packs closest. `static/js/offline.js` reads the same bytes.
It proves that the portal wrote these words; whether they still hold is for the list of void certificates.
"""

from __future__ import annotations

from base64 import b32decode, b32encode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from unicodedata import normalize

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORM = 1
"""The first byte: how the rest is to be read."""

FIRST_DAY = date(2018, 1, 1)
LONGEST_NAME = 40
"""Bytes of a product's name; a longer one is cut between letters and ends in “…”."""

SIGNATURE = 64
_HALF = SIGNATURE // 2
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class NotASlip(ValueError):  # noqa: N818 -- named for what it is
    """The text is no slip of this portal, or somebody changed it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is known of a certificate without asking anybody."""

    code: str
    """The short code, eight letters of ASCII."""
    stars: int
    valid_from: date
    valid_until: date
    number: str
    name: str


def write_slip(slip: Slip) -> str:
    """The slip, signed, in capital letters and digits."""
    said = _pack(slip)
    return b32encode(said + sign(said)).decode().rstrip("=")


def read_slip(text: str) -> Slip:
    """What a slip says. Raises `NotASlip`."""
    try:
        content = b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise NotASlip(text[:20]) from None
    said, signature = content[:-SIGNATURE], content[-SIGNATURE:]
    if len(content) <= SIGNATURE or said[0] != FORM or not is_signed(said, signature):
        raise NotASlip(text[:20])
    stars, begins, ends = said[9], int.from_bytes(said[10:12], "big"), int.from_bytes(said[12:14], "big")
    number, _tab, name = said[14:].decode().partition("\t")
    return Slip(
        code=said[1:9].decode("ascii"),
        stars=stars,
        valid_from=FIRST_DAY + timedelta(begins),
        valid_until=FIRST_DAY + timedelta(ends),
        number=number,
        name=name,
    )


def sign(said: bytes) -> bytes:
    """The two numbers of a signature, 32 bytes each."""
    r, s = decode_dss_signature(_key().sign(said, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def is_signed(said: bytes, signature: bytes) -> bool:
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        _key().public_key().verify(encode_dss_signature(r, s), said, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def public_key() -> dict[str, str]:
    """The key that everybody may check with, as a JSON Web Key."""
    numbers = _key().public_key().public_numbers()
    x, y = (
        urlsafe_b64encode(part.to_bytes(_HALF, "big")).decode().rstrip("=") for part in (numbers.x, numbers.y)
    )
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _pack(slip: Slip) -> bytes:
    days = [(day - FIRST_DAY).days for day in (slip.valid_from, slip.valid_until)]
    words = f"{slip.number}\t{_cut(normalize('NFC', slip.name))}"
    return (
        bytes([FORM])
        + slip.code.encode("ascii")
        + bytes([slip.stars])
        + b"".join(count.to_bytes(2, "big") for count in days)
        + words.encode()
    )


def _cut(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    while len(f"{name}…".encode()) > LONGEST_NAME:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _key() -> ec.EllipticCurvePrivateKey:
    return _key_from(settings.CHECK_SIGNING_KEY or settings.SECRET_KEY)


@lru_cache(maxsize=2)
def _key_from(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key that grows from a secret: the same secret, the same key."""
    seed = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"ocop slips").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(seed, "big") % (_ORDER - 1) + 1, _CURVE)
