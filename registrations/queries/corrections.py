"""Corrections: what is open, what was answered, what changed, and what was returned before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.roles import OFFICERS, Level, Role
from ocop.law.choices import EvidenceKind
from ocop.ui.parts import Status
from registrations.choices import DossierState
from registrations.models import Correction, Dossier, Return
from registrations.models.dossiers import HERE_TO_WRITE
from registrations.queries.checklist import Standing, checklist_of, session_day_of
from registrations.queries.items import DossierItem, items_of
from registrations.queries.parts import worth_a_look
from registrations.rules import NEEDED_EVIDENCE

S = DossierState
REMEMBERED_FOR = timedelta(days=365)
"""How long what was returned is held up to others as a warning."""


def reviewer_of(dossier: Dossier) -> Role | None:
    """The role that may note corrections now: of the commune while it reviews, of the level that has it."""
    if dossier.state == S.COMMUNE_REVIEW:
        return Role.COMMUNE_OFFICER
    if dossier.state in (S.SUBMITTED, S.ACCEPTED):
        return OFFICERS.get(Level(dossier.level))
    return None


def reviewing_level(dossier: Dossier) -> str:
    """The level whose review it is, or was when the dossier was given back."""
    return Level.COMMUNE if dossier.state == S.COMMUNE_REVIEW else dossier.level


def last_return(dossier: Dossier) -> Return | None:
    """The last time the dossier was given back: to those who correct it, and to the commune that looks at it
    again, by whoever it was; to the reviewer of another level by her own.
    """
    returns = dossier.returns.order_by("-number")
    if dossier.state not in HERE_TO_WRITE:
        returns = returns.filter(level=reviewing_level(dossier))
    return returns.first()


def noted_on(dossier: Dossier) -> QuerySet[Correction]:
    """What the reviewer has noted and not yet given back."""
    return dossier.corrections.filter(returned__isnull=True, level=reviewing_level(dossier)).order_by("pk")


def asked_last(dossier: Dossier) -> QuerySet[Correction]:
    """What the last return asks for."""
    last = last_return(dossier)
    return last.corrections.order_by("pk") if last else Correction.objects.none()


def asked_for(dossier: Dossier) -> QuerySet[Correction]:
    """What the last return asks for; to the reviewer also what her level asked for in earlier ones and has
    neither found right nor asked for anew.
    """
    if not reviewer_of(dossier):
        return asked_last(dossier)
    own = dossier.corrections.filter(level=reviewing_level(dossier), returned__isnull=False)
    later = own.filter(item=OuterRef("item"), returned__number__gt=OuterRef("returned__number"))
    left = own.filter(~Exists(later), settled_at=None)
    wanted = Q(pk__in=asked_last(dossier).values("pk")) | Q(pk__in=left.values("pk"))
    return dossier.corrections.filter(wanted).order_by("returned__number", "pk")


def unanswered(dossier: Dossier) -> QuerySet[Correction]:
    """What was asked for and nobody has answered; nothing once the dossier went up again."""
    return Correction.objects.filter(
        returned__dossier=dossier, returned__sent_again_at__isnull=True, answered_at__isnull=True
    ).order_by("pk")


def correction_status(correction: Correction) -> Status:
    """Where a correction stands."""
    if correction.settled_at:
        return Status("good", "done", _("Đạt"))
    if correction.answered_at:
        return Status("move", "check", _("Đã sửa"))
    if correction.returned_id:
        return Status("act", "return", _("Cần sửa"))
    return Status("draft", "edit", _("Mới ghi"))


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not as it was when the dossier was given back. Empty words: it was not there."""

    label: str
    before: str
    now: str
    key: str = ""


def changes_since(returned: Return, dossier: Dossier) -> list[Change]:
    """What changed in a dossier since it was given back, in the order of its items."""
    return differences(returned.contents, items_of(dossier))


def differences(before: dict[str, list[str]], now: Iterable[DossierItem]) -> list[Change]:
    """The items whose words or file differ, those that are new, and at the end those that are gone."""
    current = {item.key: item for item in now}
    changes = [_difference(before.get(item.key, ["", ""]), item) for item in current.values()]
    gone = [
        Change(label, value, "", key) for key, (label, value, *_mark) in before.items() if key not in current
    ]
    return [*filter(None, changes), *(change for change in gone if change.before)]


def _difference(kept: list[str], item: DossierItem) -> Change | None:
    """What an item says otherwise than it did. A file without a mark kept is known by its words only."""
    _label, value, *mark = kept
    if value != item.value:
        return Change(item.label, value, item.value, item.key)
    if mark and mark != [item.mark]:
        return Change(item.label, value, _("%(paper)s (tệp khác)") % {"paper": item.value}, item.key)
    return None


@dataclass(frozen=True, slots=True)
class PapersWanted:
    """Kinds of papers that claimed points rest on, besides those that every dossier must have."""

    day: date
    """Of the session, for which the papers must be good."""
    missing: tuple[str, ...]
    ending: tuple[str, ...]
    """There, but out of date on that day."""


def papers_wanted(dossier: Dossier) -> PapersWanted:
    day = session_day_of(dossier).day
    said = {*NEEDED_EVIDENCE, EvidenceKind.OTHER}
    rows = [row for row in checklist_of(dossier, on=day) if row.kind not in said]
    return PapersWanted(
        day,
        tuple(str(row.kind.label) for row in rows if row.standing == Standing.MISSING),
        tuple(str(row.kind.label) for row in rows if row.standing == Standing.ENDS),
    )


def warnings_before_sending(dossier: Dossier, wanted: PapersWanted | None = None) -> list[str]:
    """What deserves a second look before the dossier goes up: gaps, papers that the criteria set asks for,
    facts that contradict each other, and what others were returned for. `wanted` where it is known already.
    """
    return [
        *worth_a_look(dossier),
        *_about_papers(wanted or papers_wanted(dossier)),
        *_contradictions(dossier),
        *_answered_unchanged(dossier),
        *_returned_before(dossier),
    ]


def _about_papers(wanted: PapersWanted) -> Iterable[str]:
    if wanted.missing:
        yield _("Giấy tờ mà điểm tự chấm cần có nhưng hồ sơ chưa dẫn: %(papers)s.") % {
            "papers": "; ".join(wanted.missing)
        }
    if wanted.ending:
        yield _("Giấy tờ hết hạn trước ngày xét %(day)s: %(papers)s.") % {
            "day": f"{wanted.day:%d/%m/%Y}",
            "papers": "; ".join(wanted.ending),
        }


def _contradictions(dossier: Dossier) -> Iterable[str]:
    producer = dossier.producer
    if dossier.organisation_name.casefold() != producer.name.casefold():
        yield _("Tên đơn vị trên phiếu (“%(form)s”) khác tên chủ thể đã đăng ký (“%(producer)s”).") % {
            "form": dossier.organisation_name,
            "producer": producer.name,
        }
    if dossier.legal_rep_name.casefold() != producer.representative_name.casefold():
        yield _("Người đại diện trên phiếu (“%(form)s”) khác của chủ thể (“%(producer)s”).") % {
            "form": dossier.legal_rep_name,
            "producer": producer.representative_name,
        }
    licences = dossier.citations.filter(evidence__kind="business_registration").exclude(evidence__number="")
    for number in sorted(set(licences.values_list("evidence__number", flat=True))):
        if number != producer.registration_number:
            yield _("Số trên giấy đăng ký kinh doanh (%(paper)s) khác mã số của chủ thể (%(producer)s).") % {
                "paper": number,
                "producer": producer.registration_number,
            }


def _answered_unchanged(dossier: Dossier) -> Iterable[str]:
    """What the last return asked for and is called mended, though it stands as it stood."""
    last = last_return(dossier)
    if last is None:
        return
    changed = {change.key for change in changes_since(last, dossier)}
    for correction in asked_last(dossier).filter(answered_at__isnull=False):
        if correction.item not in changed:
            yield _("%(item)s: ghi là đã sửa nhưng nội dung chưa đổi; được yêu cầu vì “%(words)s”.") % {
                "item": correction.label,
                "words": correction.words,
            }


def _returned_before(dossier: Dossier) -> Iterable[str]:
    """What this producer's other dossiers were returned for, and for what class of reason many dossiers of
    the province were: what was written about other producers stays with them.
    """
    subjects = {item.subject: item.label for item in items_of(dossier)}
    returned = Correction.objects.filter(returned__isnull=False, subject__in=subjects)
    own = returned.filter(dossier__producer=dossier.producer).exclude(dossier=dossier)
    told = set()
    for correction in own.select_related("dossier").order_by("-pk"):
        if correction.subject not in told:
            told.add(correction.subject)
            yield _("%(item)s: hồ sơ “%(other)s” từng bị trả vì “%(words)s”.") % {
                "item": subjects[correction.subject],
                "other": correction.dossier,
                "words": correction.words,
            }
    lately = returned.filter(
        dossier__cycle__province=dossier.cycle.province, noted_at__gte=timezone.now() - REMEMBERED_FOR
    ).exclude(dossier=dossier)
    often = (
        lately.exclude(subject__in=told)
        .order_by()
        .values("subject")
        .annotate(dossiers=Count("dossier", distinct=True))
        .filter(dossiers__gte=settings.CORRECTIONS_WORTH_A_WARNING)
    )
    for row in often.order_by("-dossiers", "subject"):
        last = lately.filter(subject=row["subject"]).latest("pk")
        yield _("%(item)s: %(count)s hồ sơ khác trong tỉnh đã bị trả, gần đây vì “%(reason)s”.") % {
            "item": subjects[row["subject"]],
            "count": row["dossiers"],
            "reason": last.get_reason_display().lower(),
        }


def may_settle(person: User, correction: Correction) -> bool:
    """Whether this person may find right what was answered: a reviewer, what her own level asked for."""
    own = correction.level == reviewing_level(correction.dossier)
    return own and may_review(person, correction.dossier)


def may_review(person: User, dossier: Dossier) -> bool:
    """Whether this person may note corrections on the dossier now."""
    role = reviewer_of(dossier)
    return role is not None and role in Dossier.objects.roles_over(person, dossier)
