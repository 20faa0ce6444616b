"""The official mark of a province: set, replaced and taken away by its administrator."""

from __future__ import annotations

import hashlib
import io
from secrets import token_hex
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.core.uploads import check_upload
from ocop.documents.models import ProvinceMark
from ocop.documents.queries import places_to_mark
from ocop.documents.services.papers import write_whole
from ocop.localities.models import Place

MAX_BYTES = 5 * 2**20
MAX_SIDE = 800
"""Pixels of the longer side: more than 24 mm of paper can show."""

MIN_SIDE = 200
"""Pixels of the longer side: fewer show as steps on 24 mm of paper."""

FEWER_COLOURS = 64
STEPS = (
    (MAX_SIDE, None),
    (600, None),
    (400, None),
    (400, FEWER_COLOURS),
    (300, FEWER_COLOURS),
    (MIN_SIDE, FEWER_COLOURS),
)
"""Longer side in pixels and colours of a mark, the best first."""

MOST_KEPT = 25_000
"""Bytes of the mark within a paper: a certificate may take 130 KB, with a picture of 45 KB beneath it."""

MAX_SHAPE = 3
"""How many times the longer side may be the shorter one."""

PICTURES = frozenset({"image/png", "image/jpeg"})


@transaction.atomic
def set_province_mark(*, actor: User, place: Place, upload: UploadedFile) -> ProvinceMark:
    """Keep a picture as the mark of a province; an earlier one goes. Certificates printed before stay as
    they are.

    Raises `RuleViolation` outside the actor's provinces and (field `upload`) where the picture is not
    believed.
    """
    _refuse_without_office(actor, place)
    content = drawn_anew(upload)
    mark = ProvinceMark.objects.select_for_update(of=("self",)).filter(place=place).first()
    before, former = ({}, "") if mark is None else (snapshot(mark, "sha256", "version"), mark.file.name)
    mark = mark or ProvinceMark(place=place, version=0)
    mark.version += 1
    mark.uploaded_at, mark.uploaded_by = timezone.now(), actor
    _keep(mark, content)
    if former:
        transaction.on_commit(lambda: default_storage.delete(former))
    record(
        actor=actor,
        verb="mark.set",
        subject=mark,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(mark, "sha256", "version"),
    )
    return mark


@transaction.atomic
def remove_province_mark(*, actor: User, mark: ProvinceMark, version: int | None = None) -> None:
    """Print no mark from now on. Raises `Stale` where it was replaced or removed meanwhile."""
    row = ProvinceMark.objects.select_for_update(of=("self",)).filter(pk=mark.pk).first()
    if row is None or (version is not None and row.version != version):
        raise Stale(_("Người khác vừa thay đổi biểu trưng này. Hãy xem lại rồi làm tiếp."))
    _refuse_without_office(actor, row.place)
    record(
        actor=actor,
        verb="mark.remove",
        subject=row,
        role=Role.ADMINISTRATOR,
        before=snapshot(row, "sha256", "version"),
    )
    former = row.file.name
    row.delete()
    transaction.on_commit(lambda: default_storage.delete(former))


@transaction.atomic
def redraw_heavy_mark(*, mark: ProvinceMark) -> bool:
    """Draw a mark that was uploaded before marks were bounded small enough for every certificate; whether it
    was done. One that is light already, or whose file is gone, is left as it is: called again it changes
    nothing.

    By the portal itself, for no actor. Raises `RuleViolation` for one that cannot be drawn small.
    """
    mark = ProvinceMark.objects.select_for_update(of=("self",)).select_related("place").get(pk=mark.pk)
    former = mark.file.name
    if not default_storage.exists(former):
        return False
    with default_storage.open(former) as file, Image.open(file, formats=["PNG"]) as picture:
        drawn = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    if _weight(drawn) <= MOST_KEPT:
        return False
    drawn.info = {}
    before = snapshot(mark, "sha256", "version")
    mark.version += 1
    _keep(mark, _png(_small(drawn), optimize=True))
    transaction.on_commit(lambda: default_storage.delete(former))
    record(
        actor=None,
        verb="mark.redraw",
        subject=mark,
        before=before,
        after=snapshot(mark, "sha256", "version"),
    )
    return True


def drawn_anew(upload: UploadedFile) -> bytes:
    """The picture as a PNG of at most `MAX_SIDE` pixels, small enough for every paper. Raises
    `RuleViolation` (field `upload`).
    """
    file = check_upload(upload, name=upload.name, max_bytes=MAX_BYTES)
    if file.content_type not in PICTURES:
        raise _refused(_("Biểu trưng là một ảnh PNG hoặc JPEG."))
    with Image.open(file.stream, formats=["PNG", "JPEG"]) as picture:
        if max(picture.size) > MAX_SHAPE * min(picture.size):
            raise _refused(_("Ảnh này quá dài so với ô vuông dành cho biểu trưng. Hãy cắt gọn lại."))
        if max(picture.size) < MIN_SIDE:
            known = {"side": MIN_SIDE, "size": "×".join(map(str, picture.size))}
            raise _refused(
                _("Ảnh này quá nhỏ (%(size)s điểm ảnh): in ra sẽ vỡ nét. Cần cạnh dài từ %(side)s điểm ảnh.")
                % known
            )
        if picture.mode.startswith("I"):
            raise _refused(_("Ảnh này dùng 16 bit cho mỗi màu. Hãy lưu lại với 8 bit."))
        drawn = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    drawn.info = {}
    return _png(_small(drawn), optimize=True)


def _is_clear(picture: Image.Image) -> bool:
    """Whether what lies beneath may show through it."""
    return "A" in picture.mode or picture.mode == "P" or "transparency" in picture.info


def _small(drawn: Image.Image) -> Image.Image:
    """With as much detail as the room for it allows."""
    for side, colours in STEPS:
        smaller = drawn.copy()
        smaller.thumbnail((side, side))
        if colours:
            few = smaller.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            smaller = few.convert(drawn.mode)
        if _weight(smaller) <= MOST_KEPT:
            return smaller
    raise _refused(_("Ảnh này quá nhiều chi tiết nên giấy sẽ quá nặng. Hãy dùng biểu trưng đơn giản hơn."))


def _weight(drawn: Image.Image) -> int:
    """Bytes within a PDF, which keeps colours and clearness apart."""
    clearness = [drawn.getchannel("A")] if drawn.mode == "RGBA" else []
    return sum(len(_png(part)) for part in (drawn.convert("RGB"), *clearness))


def _png(picture: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", **how)
    return out.getvalue()


def _keep(mark: ProvinceMark, content: bytes) -> None:
    """Write the file, then its row; a file whose row is refused goes again."""
    name = f"marks/{token_hex(16)}.png"
    write_whole(name, content)
    mark.file.name, mark.sha256 = name, hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            mark.save()
    except IntegrityError:
        default_storage.delete(name)
        raise RuleViolation(_("Người khác vừa tải biểu trưng của tỉnh này. Hãy xem lại.")) from None
    except BaseException:
        default_storage.delete(name)
        raise


def _refuse_without_office(actor: User, place: Place) -> None:
    if not places_to_mark(actor).filter(pk=place.pk).exists():
        raise RuleViolation(_("Chỉ quản trị cổng của tỉnh đặt được biểu trưng của tỉnh."), field="place")


def _refused(message: str) -> RuleViolation:
    return RuleViolation(message, field="upload")
