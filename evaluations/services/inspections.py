"""Visits after recognition: planned, recorded with their checklist, pictures taken, findings put right."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import InspectionKind, InspectionState
from evaluations.models import Certificate, Finding, Inspection, InspectionPhoto
from evaluations.queries.local_rules import local_rule_at
from evaluations.rules.inspections import CHECKLIST, failed, unanswered
from evaluations.services.authority import NotAllowed
from evaluations.workflow import FINDING, INSPECTION
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import CERTIFIERS, Role
from ocop.core.uploads import check_upload
from ocop.notifications.services import notify
from registrations.queries import acting_for
from registrations.services.evidence import keep_file

PICTURES = frozenset({"image/jpeg", "image/png"})
PHOTOS_AT_MOST = 30
TIME_TO_FIX_AT_MOST = timedelta(days=365)


@transaction.atomic
def plan_inspections(
    *, actor: User, certificates: Iterable[Certificate], planned_on: date, people: str, plan: str = ""
) -> list[Inspection]:
    """Plan one visit to the owner of each certificate (26/2026/QĐ-TTg Art. 9: periodic and ad hoc).

    With the number of a plan they are periodic. Raises `NotAllowed` where the actor is not the officer of
    the place, `RuleViolation` for a day past and for a certificate with a visit to come.
    """
    if planned_on < clock.today():
        raise RuleViolation(_("Ngày dự kiến đã qua."), field="planned_on")
    made = []
    keys = [certificate.pk for certificate in certificates]
    locked = Certificate.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    for certificate in locked.order_by("pk"):
        _require_keeper(actor, certificate)
        if Inspection.objects.filter(certificate=certificate, state=InspectionState.PLANNED).exists():
            raise RuleViolation(
                _("“%(product)s” đã có lịch kiểm tra.") % {"product": certificate.product_name},
                field="certificates",
            )
        kind = InspectionKind.PERIODIC if plan.strip() else InspectionKind.AD_HOC
        made.append(
            new_inspection(
                actor=actor,
                certificate=certificate,
                kind=kind,
                plan=plan.strip(),
                planned_on=planned_on,
                people=people.strip(),
            )
        )
    return made


def new_inspection(*, actor: User, **fields) -> Inspection:
    """Keep a visit to come, with its event; who may plan it was asked before."""
    row = Inspection.objects.create(planned_by=actor, **fields)
    record(
        actor=actor,
        verb="inspection.plan",
        subject=row,
        after={"planned_on": str(row.planned_on), "kind": str(row.kind)},
    )
    return row


@transaction.atomic
def record_inspection(
    *,
    actor: User,
    inspection: Inspection,
    visited_on: date,
    answers: dict[str, str],
    conclusion: str,
    findings: Sequence[tuple[str, date]] = (),
    version: int | None = None,
) -> Inspection:
    """Write down a visit: every line of today's checklist, what was found, and by when it is put right.

    The owner is told. Raises `RuleViolation` for an open line, a day to come, a line answered with no and
    no finding, or a term before the visit; `MoveRefused`, `Stale`.
    """
    rule = local_rule_at(inspection.certificate.commune, clock.today())
    checklist = rule.checklist if rule else CHECKLIST
    if unanswered(checklist, answers):
        raise RuleViolation(_("Còn dòng chưa trả lời trong danh mục kiểm tra."))
    if visited_on > clock.today():
        raise RuleViolation(_("Ngày kiểm tra chưa tới."), field="visited_on")
    if failed(checklist, answers) and not findings:
        raise RuleViolation(_("Có dòng chưa đạt: hãy ghi điều cần khắc phục và hạn."), field="finding_1")
    for _words, fix_by in findings:
        if not visited_on <= fix_by <= visited_on + TIME_TO_FIX_AT_MOST:
            raise RuleViolation(_("Hạn khắc phục trong vòng một năm kể từ ngày kiểm tra."), field="fix_by_1")
    row = INSPECTION.fire(
        "record",
        inspection,
        actor=actor,
        version=version,
        visited_on=visited_on,
        asked_by=rule,
        answers={one.code: answers[one.code] for one in checklist},
        conclusion=conclusion.strip(),
        done_at=timezone.now(),
        done_by=actor,
    )
    Finding.objects.bulk_create(
        Finding(inspection=row, words=words.strip(), fix_by=fix_by) for words, fix_by in findings
    )
    owners = [post.user for post in acting_for(row.certificate.product.producer)]
    words = _("Đã có kết quả kiểm tra “%(product)s”: %(n)s điều cần khắc phục.") % {
        "product": row.certificate.product_name,
        "n": len(findings),
    }
    notify(owners, words, row.get_absolute_url())
    return row


@transaction.atomic
def add_photo(*, actor: User, inspection: Inspection, upload: UploadedFile, words: str) -> InspectionPhoto:
    """Keep a picture of a visit, before or after it is recorded.

    Raises `RuleViolation` (field `upload`) for what is no picture, the same one again, and too many.
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    role = _require_keeper(actor, inspection.certificate)
    if inspection.photos.count() >= PHOTOS_AT_MOST:
        raise RuleViolation(_("Mỗi lần kiểm tra giữ nhiều nhất %(n)s ảnh.") % {"n": PHOTOS_AT_MOST})
    file = check_picture(upload)
    if inspection.photos.filter(sha256=file.sha256).exists():
        raise RuleViolation(_("Ảnh này đã có."), field="upload")
    photo = InspectionPhoto(inspection=inspection, words=words.strip(), uploaded_by=actor)
    keep_file(photo, file, folder="inspections")
    record(actor=actor, verb="inspection.photo", subject=inspection, role=role, after={"words": photo.words})
    return photo


def fix_finding(*, actor: User, finding: Finding, note: str, version: int | None = None) -> Finding:
    """An officer saw that a finding is put right. Raises `MoveRefused`, `Stale`."""
    changes = {"closed_at": timezone.now(), "closed_by": actor, "closing_note": note.strip()}
    return FINDING.fire("fix", finding, actor=actor, note=note, version=version, **changes)


def check_picture(upload: UploadedFile):
    """A picture, believed by its content. Raises `RuleViolation` (field `upload`)."""
    file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    if file.content_type not in PICTURES:
        raise RuleViolation(_("Chỉ nhận ảnh JPEG hoặc PNG."), field="upload")
    return file


def _require_keeper(actor: User, certificate: Certificate) -> Role:
    held = Certificate.objects.roles_over(actor, certificate) & CERTIFIERS
    if not held:
        raise NotAllowed(_("Chỉ chuyên viên OCOP của địa bàn kiểm tra được."))
    return min(held)
