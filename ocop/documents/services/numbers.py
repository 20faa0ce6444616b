"""Numbers without repeats: taken from a locked counter row, in the transaction of what they number.

The portal's own numbers leave no gap. The numbers of papers may: an office also numbers papers that the
portal never sees, and enters here what it gave (`enter_number`).
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Role
from ocop.documents.choices import EntryState
from ocop.documents.models import NumberBook, NumberEntry
from ocop.documents.queries import KEEPERS, why_not_assign, why_not_spoil
from ocop.localities.models import Place


def take_number(*, issuer, series: str, year: int, subject: object = "") -> NumberEntry:
    """The next number of a book. Must be called inside the transaction that uses it, so that both stand
    or fall.

    The lock on the book makes others wait until that transaction ends: no number is given twice, and a
    number whose use is rolled back is given again. Raises `RuntimeError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of what it numbers")
    book = _locked_book(issuer, series, year)
    book.last += 1
    book.save(update_fields=["last"])
    return NumberEntry.objects.create(book=book, number=book.last, subject=str(subject)[:200])


@transaction.atomic
def reserve_number(*, actor: User, issuer: Place, letters: str, year: int, subject: str) -> NumberEntry:
    """Hold the next number of a kind for a paper that is still being drawn up.

    `letters` is the sign, such as “QĐ-UBND”: an issuer counts each sign for itself and anew each year. Raises
    `RuleViolation` for whoever keeps no papers there and for a year to come, whose book is not begun.
    """
    role = _keeper_at(actor, issuer)
    if year > clock.today().year:
        raise RuleViolation(_("Sổ năm %(year)s chưa mở.") % {"year": year}, field="year")
    entry = hold_number(actor=actor, issuer=issuer, letters=letters, year=year, subject=subject)
    record(actor=actor, verb="number.reserve", subject=entry, role=role, after={"number": str(entry)})
    return entry


@transaction.atomic
def hold_number(
    *, actor: User, issuer: Place, year: int, subject: str, letters: str = "", series: str = ""
) -> NumberEntry:
    """Hold the next number for a paper that another service draws up; it has asked who may do that.

    `series` is one of the portal's own, whose numbers carry no letters.
    """
    book = _locked_book(issuer, series or letters, year)
    book.last += 1
    book.save(update_fields=["last"])
    return _write(book, book.last, actor=actor, letters=letters, subject=subject, state=EntryState.RESERVED)


@transaction.atomic
def assign_number(*, actor: User, entry: NumberEntry, dated_on: date) -> NumberEntry:
    """Put a held number on its paper. Raises `RuleViolation` for a day of another year or to come, and for a
    number that is used or spoiled already.
    """
    entry = _locked_entry(entry)
    role = _keeper_at(actor, entry.book.issuer)
    refuse(why_not_assign(entry))
    if entry.book.year and dated_on.year != entry.book.year:
        raise RuleViolation(_("Số này thuộc sổ năm %(year)s.") % {"year": entry.book.year}, field="dated_on")
    if dated_on > clock.today():
        raise RuleViolation(_("Ngày văn bản không sau hôm nay."), field="dated_on")
    before = snapshot(entry, "state", "dated_on")
    entry.state, entry.dated_on, entry.changed_at = EntryState.ASSIGNED, dated_on, timezone.now()
    entry.save(update_fields=["state", "dated_on", "changed_at"])
    record(
        actor=actor,
        verb="number.assign",
        subject=entry,
        role=role,
        before=before,
        after=snapshot(entry, "state", "dated_on"),
    )
    return entry


@transaction.atomic
def enter_number(
    *, actor: User, issuer: Place, letters: str, number: int, dated_on: date, subject: str
) -> NumberEntry:
    """Enter a number that the office gave outside the portal, or one held here, as used.

    Raises `RuleViolation` (field `number`) where it was used or spoiled before.
    """
    book = _locked_book(issuer, letters, dated_on.year)
    entry = NumberEntry.objects.filter(book=book, number=number).first()
    if entry is not None and entry.state == EntryState.SPOILED:
        raise RuleViolation(
            _("Số %(number)s đã ghi là hỏng (%(note)s), không dùng lại.")
            % {"number": entry, "note": entry.note or entry.subject},
            field="number",
        )
    if entry is not None and entry.state != EntryState.RESERVED:
        raise RuleViolation(
            _("Số %(number)s đã dùng: %(subject)s.") % {"number": entry, "subject": entry.subject},
            field="number",
        )
    if book.last < number:
        book.last = number
        book.save(update_fields=["last"])
    if entry is None:
        entry = _write(book, number, actor=actor, letters=letters, subject=subject, dated_on=dated_on)
    else:
        entry.state, entry.dated_on, entry.changed_at = EntryState.ASSIGNED, dated_on, timezone.now()
        entry.save(update_fields=["state", "dated_on", "changed_at"])
    record(actor=actor, verb="number.enter", subject=entry, after={"number": str(entry)})
    return entry


@transaction.atomic
def spoil_number(entry: NumberEntry, *, actor: User | None = None, note: str = "") -> NumberEntry:
    """Write off a number that was given but cannot be used; it stays accounted for and is never given again.

    With an `actor` it is a person's act and needs a reason. Raises `RuleViolation`.
    """
    entry = _locked_entry(entry)
    refuse(why_not_spoil(entry, by_hand=actor is not None))
    if actor is not None and not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    role = _keeper_at(actor, entry.book.issuer) if actor else None
    entry.state, entry.note, entry.changed_at = EntryState.SPOILED, note.strip()[:300], timezone.now()
    entry.save(update_fields=["state", "note", "changed_at"])
    if actor:
        record(actor=actor, verb="number.spoil", subject=entry, role=role, note=note)
    return entry


def _write(book: NumberBook, number: int, *, actor: User, subject: str, **fields) -> NumberEntry:
    return NumberEntry.objects.create(
        book=book, number=number, taken_by=actor, subject=str(subject)[:200], **fields
    )


def _locked_book(issuer: Place, series: str, year: int) -> NumberBook:
    NumberBook.objects.get_or_create(issuer=issuer, series=series, year=year)
    return NumberBook.objects.select_for_update(of=("self",)).get(issuer=issuer, series=series, year=year)


def _locked_entry(entry: NumberEntry) -> NumberEntry:
    rows = NumberEntry.objects.select_for_update(of=("self",)).select_related("book__issuer")
    return rows.get(pk=entry.pk)


def _keeper_at(actor: User, issuer: Place) -> Role:
    """The role under which somebody keeps the number books of a place."""
    scope = scope_of(actor)
    for role in sorted(KEEPERS & scope.roles):
        if Place.objects.filter(scope.only(role).place(""), pk=issuer.pk).exists():
            return role
    raise RuleViolation(_("Chỉ chuyên viên OCOP của nơi ban hành giữ sổ số."))
