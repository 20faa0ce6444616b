"""The numbers of certificates: what became of each, and whether every book is in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CertificateState
from evaluations.models import Certificate, Handover, PrintedSheet
from evaluations.rules import register as fates
from evaluations.rules.register import numbers_missing
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import CERTIFIERS
from ocop.documents.choices import EntryState
from ocop.documents.models import NumberBook, NumberEntry
from ocop.documents.queries import issuers_kept_by
from ocop.law.queries import regime_on, rules_of
from ocop.localities.models import Place
from ocop.ui.parts import Status

SERIES = "GCN-OCOP"
"""The book of certificates: one for each issuer and year."""


def issuers_today(person: User) -> QuerySet[Place]:
    """The places whose certificate books a person keeps: of the levels that certify under today's regime."""
    levels = rules_of(regime_on(clock.today())).certifying_levels
    return issuers_kept_by(person, CERTIFIERS).in_force(clock.today()).filter(level__in=levels)


FATES = {
    fates.RESERVED: gettext_lazy("Giữ số"),
    fates.OUTSIDE: gettext_lazy("Dùng ngoài cổng"),
    fates.DRAWING: gettext_lazy("Đang vẽ giấy"),
    fates.TO_PRINT: gettext_lazy("Chờ in"),
    fates.PRINTED: gettext_lazy("Đã in, chưa giao"),
    fates.HANDED: gettext_lazy("Đã giao"),
    fates.REPLACED: gettext_lazy("Đã thay"),
    fates.REVOKED: gettext_lazy("Đã thu hồi"),
    fates.SPOILED: gettext_lazy("Số hỏng"),
}
"""What may have become of a number: names in the address of the register, and their words."""

LOOKS = {
    fates.RESERVED: ("wait", "inbox"),
    fates.OUTSIDE: ("plain", "file"),
    fates.DRAWING: ("move", "doing"),
    fates.TO_PRINT: ("act", "print"),
    fates.PRINTED: ("move", "print"),
    fates.HANDED: ("good", "done"),
    fates.REPLACED: ("end", "history"),
    fates.REVOKED: ("void", "ban"),
    fates.SPOILED: ("bad", "cross"),
}


@dataclass(frozen=True, slots=True)
class BookAccount:
    """One book with how many of its numbers met which fate."""

    issuer: str
    year: int
    last: int
    counts: dict[str, int]

    @property
    def missing(self) -> int:
        """Numbers that were counted up and stand nowhere; anything but 0 is a fault."""
        return numbers_missing(last=self.last, accounted=sum(self.counts.values()))


def certificate_numbers(person: User) -> QuerySet[NumberEntry]:
    """The numbers of certificates in reach, each with `fate` and with its certificate's key, if it has one.

    A number has the last thing that happened to it: spoiled before revoked, revoked before handed over.
    """
    own = Certificate.objects.filter(number_entry=OuterRef("pk"))
    printed = PrintedSheet.objects.filter(certificate__number_entry=OuterRef("pk"), is_printed=True)
    handed = Handover.objects.filter(certificate__number_entry=OuterRef("pk"))
    fate = Case(
        When(state=EntryState.SPOILED, then=Value(fates.SPOILED)),
        When(state=EntryState.RESERVED, then=Value(fates.RESERVED)),
        When(Exists(own.filter(state=CertificateState.REVOKED)), then=Value(fates.REVOKED)),
        When(Exists(own.filter(state=CertificateState.REPLACED)), then=Value(fates.REPLACED)),
        When(Exists(handed), then=Value(fates.HANDED)),
        When(Exists(printed), then=Value(fates.PRINTED)),
        When(Exists(own.filter(paper__isnull=False)), then=Value(fates.TO_PRINT)),
        When(Exists(own), then=Value(fates.DRAWING)),
        default=Value(fates.OUTSIDE),
        output_field=CharField(),
    )
    rows = NumberEntry.objects.visible_to(person).filter(book__series=SERIES)
    return rows.annotate(fate=fate, certificate_id=Subquery(own.values("pk")[:1]))


def accounts_of(person: User, year: int) -> list[BookAccount]:
    """Every book of certificates of a year in reach, by issuer, with the fates of its numbers."""
    books = NumberBook.objects.visible_to(person).filter(series=SERIES, year=year).select_related("issuer")
    counted: dict[int, dict[str, int]] = {}
    rows = certificate_numbers(person).filter(book__year=year)
    for book, fate, count in rows.values_list("book", "fate").annotate(count=Count("pk")).order_by():
        counted.setdefault(book, {})[fate] = count
    return [
        BookAccount(str(book.issuer), book.year, book.last, counted.get(book.pk, {}))
        for book in books.order_by("issuer__sort_key", "pk")
    ]


def fate_status(fate: str) -> Status:
    return Status(*LOOKS[fate], str(FATES[fate]))


def with_certificates(rows: QuerySet[NumberEntry]) -> QuerySet[NumberEntry]:
    """Each with what its certificate says, who received it, and the number that took its place."""
    own = Certificate.objects.filter(number_entry=OuterRef("pk"))
    names = {
        "product_name": "product_name",
        "producer_name": "producer_name",
        "received_by": "handover__received_by",
        "received_on": "handover__received_on",
        "newer": "replaced_by__number",
    }
    return rows.annotate(**{name: Subquery(own.values(path)[:1]) for name, path in names.items()})


def why_not_reissue(certificate: Certificate) -> str:
    """Why no other number can take the place of a certificate's; empty where one can."""
    if certificate.is_of_record:
        return _("Giấy theo hồ sơ giấy do nơi đã cấp cấp lại; cổng không in.")
    if certificate.state != CertificateState.ACTIVE or certificate.last_day < clock.today():
        return _("Giấy này không còn hiệu lực nên không cấp lại.")
    if certificate.issuer.is_former:
        return _("Nơi cấp đã kết thúc hoạt động nên không có sổ số để cấp lại.")
    if certificate.paper_id is None:
        return _("Giấy này chưa vẽ xong. Hãy đợi việc in kết thúc.")
    return ""
