"""Which work is under way; which numbers may be used; which mark a place prints, and who looks after it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import LEADERS, OFFICERS, Role
from ocop.documents.choices import EntryState
from ocop.documents.kinds import number_holders
from ocop.documents.models import (
    OPEN,
    DocumentJob,
    IssuedDocument,
    NumberBook,
    NumberEntry,
    ProvinceMark,
    SignedCopy,
)
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by

KEEPERS = frozenset(OFFICERS.values())
"""Who keeps the number books of a place: its own office, a commune's too, and those above."""

SIGNERS = KEEPERS | {Role.COMMUNE_LEADER, *LEADERS.values()}
"""Who takes a paper out to be signed and brings it back."""

SERIES: dict[str, Promise] = {
    "GCN-OCOP": gettext_lazy("Giấy chứng nhận OCOP"),
    "receipt": gettext_lazy("Phiếu nhận hồ sơ"),
    "product-code": gettext_lazy("Mã số sản phẩm"),
    "training-class": gettext_lazy("Mã lớp tập huấn"),
    "GCN-TH": gettext_lazy("Giấy chứng nhận hoàn thành tập huấn"),
}
"""What the portal's own series are called; those of papers are called by their sign."""


def issuers_kept_by(person: User, roles: Iterable[Role] = KEEPERS) -> QuerySet[Place]:
    """The places whose number books a person keeps in one of these roles."""
    scope = scope_of(person)
    return Place.objects.filter(scope.only(*roles).place("")).order_by("sort_key", "pk")


def office_of(person: User) -> Place | None:
    """The place in force at which a person keeps number books, the highest of several; None without one."""
    paths = {post.path for post in scope_of(person).only(*KEEPERS).posts if post.path}
    own = Place.objects.filter(path__in=paths).in_force(clock.today())
    return min(own, key=lambda place: (place.path.count("."), place.path), default=None)


KIND_NAMES: dict[str, Promise] = {
    "certificates": gettext_lazy("Giấy chứng nhận"),
    "minutes": gettext_lazy("Biên bản"),
    "report": gettext_lazy("Báo cáo"),
    "decision": gettext_lazy("Quyết định"),
    "letter": gettext_lazy("Công văn"),
    "submission": gettext_lazy("Tờ trình"),
    "completion": gettext_lazy("Giấy chứng nhận hoàn thành"),
    "invitation": gettext_lazy("Giấy mời"),
    "plan": gettext_lazy("Kế hoạch"),
}
"""What the kinds of issued papers are called."""


def kind_name(kind: str) -> str:
    return str(KIND_NAMES.get(kind, kind))


def series_name(series: str) -> str:
    """What a book is called: a sign such as “QĐ-UBND”, or the name of one of the portal's own series."""
    return str(SERIES.get(series, series))


def series_seen_by(person: User) -> list[tuple[str, str]]:
    """The series in a person's reach, each with what it is called."""
    seen = NumberBook.objects.visible_to(person).values_list("series", flat=True).distinct()
    return sorted(((series, series_name(series)) for series in seen), key=lambda pair: pair[1])


def why_not_assign(entry: NumberEntry) -> str:
    if entry.state == EntryState.RESERVED:
        return ""
    return _("Số này %(state)s.") % {"state": entry.get_state_display().lower()}


def why_not_spoil(entry: NumberEntry, *, by_hand: bool = True) -> str:
    """By hand nobody writes off a number that the portal itself gave to a paper (that paper's page does), nor
    one under which a paper of the portal stands.
    """
    if entry.state == EntryState.SPOILED:
        return _("Số này đã ghi là hỏng.")
    if by_hand and not entry.letters and entry.state == EntryState.ASSIGNED and entry.dated_on is None:
        return _("Số này cổng đã cấp cho một giấy: hãy ghi hỏng tại trang của giấy đó.")
    if by_hand and (paper := next(filter(None, (under(entry) for under in number_holders())), "")):
        return _("Số này đang là số của %(paper)s, đã ban hành trên cổng: không ghi hỏng được.") % {
            "paper": paper
        }
    return ""


def entry_under(issuer: Place, letters: str, number: int, year: int) -> NumberEntry | None:
    """What became of a number of a paper, if anything did."""
    return NumberEntry.objects.filter(
        book__issuer=issuer, book__series=letters, book__year=year, number=number
    ).first()


def why_not_sign(document: IssuedDocument) -> str:
    signed = SignedCopy.objects.filter(document=document).exists()
    return _("Văn bản này đã có bản ký số và đã khóa.") if signed else ""


def has_training_key() -> bool:
    return bool(settings.TRAINING_SIGNING_KEY) and Path(settings.TRAINING_SIGNING_KEY).is_file()


def open_job(kind: str, subject_id: int) -> DocumentJob | None:
    """The job of a kind about one thing that waits or runs, if there is one."""
    return DocumentJob.objects.filter(kind=kind, subject_id=subject_id, state__in=OPEN).first()


def places_to_mark(person: User) -> QuerySet[Place]:
    """The provinces of today whose mark this administrator sets."""
    return provinces_run_by(person)


def marks_set_by(person: User) -> QuerySet[ProvinceMark]:
    """The marks this administrator looks after, by the dictionary."""
    marks = ProvinceMark.objects.filter(place__in=places_to_mark(person))
    return marks.select_related("place", "uploaded_by").order_by("place__sort_key", "pk")


def mark_for(place: Place) -> ProvinceMark | None:
    """The mark on the papers of an issuing place: its own, else that of the province it belongs to today."""
    province = ".".join(place.today_path.split(".")[:2]) + "."
    marks = ProvinceMark.objects.filter(place__path__in={place.path, province}).select_related("place")
    found = {mark.place.path: mark for mark in marks}
    return found.get(place.path) or found.get(province)


def picture_address(mark: ProvinceMark) -> str:
    """The picture as a data address, to be put into `src`. Raises `RuleViolation` where its file is gone."""
    try:
        with default_storage.open(mark.file.name) as file:
            return f"data:image/png;base64,{b64encode(file.read()).decode()}"
    except FileNotFoundError:
        raise RuleViolation(_("Tệp của biểu trưng không còn trong kho. Quản trị cổng hãy tải lại.")) from None
