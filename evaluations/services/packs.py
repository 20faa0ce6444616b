"""The minutes that a secretary completes, and the pack of papers of a closed session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.choices import OwnPart, PackPaperKind
from evaluations.models import Item, Minutes, Pack, PackPaper, Session
from evaluations.queries.packs import (
    decision_of,
    figures_of,
    flawed_citations,
    flawed_grounds,
    newest_pack,
    replaced_papers,
    why_no_pack,
    why_not_issue,
    why_not_write_minutes,
)
from evaluations.rules import AFTER_TESTS, AT_MINISTRY, RECOGNISING, UPWARD, PackFigures, to_json
from evaluations.services.authority import officer_of, require_over_council
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.documents.models import DocumentJob, IssuedDocument, NumberEntry
from ocop.documents.services import enter_number, hold_number, request_document
from ocop.documents.signs import number_in
from ocop.law.models import LegalAct
from registrations.documents import filed_forms

KIND = "session_pack"
HELD = {PackPaperKind.MINUTES: "BB-HĐ", PackPaperKind.REPORT: "BC-HĐ"}
"""The papers whose numbers the council gives itself; the others are numbered by the office that signs."""


@transaction.atomic
def write_minutes(
    *,
    actor: User,
    session: Session,
    opinions: str,
    votes_for: int,
    votes_against: int,
    votes_abstained: int,
    version: int | None = None,
) -> Minutes:
    """Record the opinions and the vote of a closed session, by its secretary.

    Raises `RuleViolation` where the minutes were issued and the session was not reopened since, and where
    more votes are counted than members were present; `Stale` where somebody was faster.
    """
    session = _locked(session)
    role = require_over_council(actor, session.council, {Role.COUNCIL_SECRETARY})
    refuse(why_not_write_minutes(session))
    present = session.roll.filter(present=True).count()
    if (cast := votes_for + votes_against + votes_abstained) > present:
        raise RuleViolation(
            _("Có %(present)s thành viên có mặt nhưng ghi %(cast)s phiếu biểu quyết.")
            % {"present": present, "cast": cast},
            field="votes_for",
        )
    minutes = Minutes.objects.filter(session=session).first()
    if minutes and version is not None and version != minutes.version:
        raise Stale(_("Người khác vừa sửa biên bản này. Hãy xem lại rồi làm tiếp."))
    minutes = minutes or Minutes(session=session, version=0)
    minutes.opinions, minutes.recorded_by = opinions, actor
    minutes.votes_for, minutes.votes_against, minutes.votes_abstained = (
        votes_for,
        votes_against,
        votes_abstained,
    )
    minutes.version += 1
    minutes.save()
    record(actor=actor, verb="session.minutes", subject=session, role=role, after={"votes": minutes.votes})
    return minutes


@transaction.atomic
def make_pack(*, actor: User, session: Session, acts: Iterable[LegalAct]) -> tuple[Pack, DocumentJob]:
    """Freeze the figures of a closed session and start the making of all its papers.

    By its secretary or an officer of its level. `acts` are cited as grounds, the oldest first. The numbers
    of minutes and report are held in the book at the first pack and kept by the later ones, until a
    reopening follows the issue of the paper: the one that replaces it takes a number of its own. Raises
    `RuleViolation` before the session is closed, for an act that was not in force (field `acts`), and where
    the minutes cite one wrongly.
    """
    session = _locked(session)
    council = session.council
    role = require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    refuse(why_no_pack(session))
    acts = sorted(acts, key=lambda act: (act.issued_on, act.pk))
    if flaws := flawed_grounds(session, acts):
        raise RuleViolation(" ".join(flaws), field="acts")
    refuse(" ".join(flawed_citations(session)))
    before = newest_pack(session)
    figures = figures_of(session, acts=acts)
    pack = Pack.objects.create(
        session=session,
        revision=before.revision + 1 if before else 1,
        figures=to_json(figures),
        made_by=actor,
    )
    for position, (kind, item, label) in enumerate(_papers(figures), 1):
        PackPaper.objects.create(
            pack=pack,
            position=position,
            kind=kind,
            item_id=item,
            label=label[:300],
            number_entry=_number(actor, pack, kind, label, before),
        )
    _add_forms(pack, figures)
    record(actor=actor, verb="session.pack", subject=session, role=role, revision=pack.revision)
    return pack, request_document(actor=actor, kind=KIND, subject=pack)


def refuse_to_issue(actor: User, row: PackPaper) -> None:
    """Raise `RuleViolation` unless this person may issue this paper now."""
    council = row.pack.session.council
    require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    refuse(why_not_issue(row))


def number_for(actor: User, row: PackPaper, *, letters: str, number: int | None, dated_on: date) -> str:
    """Number and sign that a paper of a pack is issued under, marked as used in the book, in the caller's
    transaction. A decision keeps the words it was signed under.

    Raises `RuleViolation` (field `number`) where it was used before, and for a day before the meeting or to
    come.
    """
    session, place = row.pack.session, row.pack.session.council.place
    if not session.held_on <= dated_on <= clock.today():
        raise RuleViolation(
            _("Ngày văn bản phải từ ngày họp %(day)s đến hôm nay.") % {"day": f"{session.held_on:%d/%m/%Y}"},
            field="dated_on",
        )
    if row.kind == PackPaperKind.DECISION:
        decision = decision_of(session)
        found = number_in(decision.number)
        if found is None:
            raise RuleViolation(_("Số quyết định %(number)s không đúng mẫu.") % {"number": decision.number})
        enter_number(
            actor=actor,
            issuer=place,
            letters=found[1],
            number=found[0],
            dated_on=decision.decided_on,
            subject=row.label,
        )
        return decision.number
    if row.number_entry_id:
        number = row.number_entry.number
    elif number is None:
        held = hold_number(actor=actor, issuer=place, letters=letters, year=dated_on.year, subject=row.label)
        number = held.number
    entry = enter_number(
        actor=actor, issuer=place, letters=letters, number=number, dated_on=dated_on, subject=row.label
    )
    return str(entry)


def day_for(row: PackPaper, dated_on: date) -> date:
    """The day a paper is issued under: a decision has the one it was signed on."""
    decision = decision_of(row.pack.session) if row.kind == PackPaperKind.DECISION else None
    return decision.decided_on if decision else dated_on


def attach_issued(actor: User, row: PackPaper, document: IssuedDocument) -> IssuedDocument:
    """Tie the issued paper to its row, once."""
    if not PackPaper.objects.filter(pk=row.pk, issued__isnull=True).update(issued=document):
        raise RuleViolation(_("Văn bản này đã được ban hành."))
    record(
        actor=actor,
        verb="session.issue-paper",
        subject=row.pack.session,
        paper=row.kind,
        number=document.number,
    )
    return document


def _papers(figures: PackFigures) -> Iterable[tuple[PackPaperKind, int | None, str]]:
    """Which papers this session ends with: a letter for every product that is scored to the end, a decision
    where one is recognised or its result approved for the ministry (26/2026/QĐ-TTg Art. 7), a request where
    one goes up.
    """
    yield PackPaperKind.MINUTES, None, _("Biên bản họp Hội đồng")
    yield PackPaperKind.REPORT, None, _("Báo cáo kết quả, kèm danh sách")
    if figures.with_outcome(*RECOGNISING):
        yield PackPaperKind.DECISION, None, _("Quyết định công nhận, kèm phụ lục")
    elif figures.with_outcome(*AT_MINISTRY):
        yield PackPaperKind.DECISION, None, _("Quyết định phê duyệt kết quả, kèm phụ lục")
    for product in figures.products:
        if product.outcome == AFTER_TESTS:
            continue
        yield PackPaperKind.LETTER, product.item, _("Thông báo: %(product)s") % {"product": product.product}
    if figures.with_outcome(*UPWARD):
        yield PackPaperKind.SUBMISSION, None, _("Tờ trình cấp trên, kèm danh sách")


def _add_forms(pack: Pack, figures: PackFigures) -> None:
    """What is enclosed of every dossier that goes to the next level."""
    upward = [product.item for product in figures.with_outcome(*UPWARD)]
    items = pack.session.items.filter(pk__in=upward).select_related(
        "dossier__regime", "dossier__producer", "team_report"
    )
    rows = [
        PackPaper(
            pack=pack,
            kind=PackPaperKind.FORM,
            item=item,
            part=part,
            label=f"{name}: {item.dossier.product_name}"[:300],
        )
        for item in items.order_by("position")
        for part, name in _parts_of(item)
    ]
    for position, row in enumerate(rows, pack.papers.count() + 1):
        row.position = position
    PackPaper.objects.bulk_create(rows)


def _parts_of(item: Item) -> Iterable[tuple[str, str]]:
    """The forms of a dossier, then what team and council say of it."""
    for form in filed_forms(item.dossier):
        yield form.part, form.name
    if hasattr(item, "team_report"):
        yield OwnPart.TEAM, str(OwnPart.TEAM.label)
    yield OwnPart.POINTS, str(OwnPart.POINTS.label)


def _number(
    actor: User, pack: Pack, kind: PackPaperKind, label: str, before: Pack | None
) -> NumberEntry | None:
    if kind not in HELD:
        return None
    held = before.papers.filter(kind=kind).first() if before else None
    if held is not None and held.number_entry_id:
        replaced = replaced_papers(pack).get((kind, None))
        if replaced is None or replaced.number_entry_id != held.number_entry_id:
            return held.number_entry
    return hold_number(
        actor=actor,
        issuer=pack.session.council.place,
        letters=HELD[kind],
        year=clock.today().year,
        subject=f"{label}, {pack.session}",
    )


def _locked(session: Session) -> Session:
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__place", "council__cycle")
    return rows.get(pk=session.pk)
