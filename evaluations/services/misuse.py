"""Reports of wrong use: sent by anybody, verified by officers."""

from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import InspectionKind, MisuseState
from evaluations.models import Certificate, MisuseReport
from evaluations.services.inspections import check_picture, new_inspection
from evaluations.workflow import MISUSE
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.queries import place_today
from ocop.notifications.services import notify
from registrations.services.evidence import keep_file

SAME_WITHIN = timedelta(days=1)


@transaction.atomic
def report_misuse(
    *,
    certificate: Certificate,
    kind: str,
    seen_at: str,
    words: str,
    contact: str = "",
    upload: UploadedFile | None = None,
) -> MisuseReport:
    """Keep what somebody unknown reports of a certificate, and tell the officers of the province.

    The same words again within a day are the same report. Raises `RuleViolation` (field `upload`) where the
    picture is not believed.
    """
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    since = timezone.now() - SAME_WITHIN
    known = MisuseReport.objects.filter(certificate=certificate, seen_at=seen_at, words=words)
    if same := known.filter(reported_at__gte=since).first():
        return same
    report = MisuseReport(
        certificate=certificate, kind=kind, seen_at=seen_at, words=words, contact=contact.strip()
    )
    if upload is None:
        report.save()
    else:
        keep_file(report, check_picture(upload), folder="misuse")
    record(actor=None, verb="misuse.report", subject=report, after={"kind": kind})
    above = Place.objects.filter(path__in=place_today(certificate.commune).ancestor_paths)
    officers = [person for place in above for person in holders([Role.PROVINCE_OFFICER], place)]
    said = _("Có phản ánh về giấy %(number)s, sản phẩm “%(product)s”.")
    known = {"number": certificate.name, "product": certificate.product_name}
    notify(officers, said % known, report.get_absolute_url())
    return report


@transaction.atomic
def open_misuse_case(
    *, actor: User, report: MisuseReport, planned_on: date, people: str, version: int | None = None
) -> MisuseReport:
    """Make a case of a report: somebody goes to see. Raises `MoveRefused`, `RuleViolation`, `Stale`."""
    if planned_on < clock.today():
        raise RuleViolation(_("Ngày dự kiến đã qua."), field="planned_on")
    visit = new_inspection(
        actor=actor,
        certificate=report.certificate,
        kind=InspectionKind.AD_HOC,
        planned_on=planned_on,
        people=people.strip(),
    )
    return MISUSE.fire("open", report, actor=actor, version=version, inspection=visit)


def end_misuse(*, actor: User, report: MisuseReport, note: str, version: int | None = None) -> MisuseReport:
    """Dismiss a new report, or close its case, with what came of it. Raises `MoveRefused`, `Stale`."""
    move = "dismiss" if report.state == MisuseState.NEW else "close"
    changes = {"closed_at": timezone.now(), "closed_by": actor, "closing_note": note.strip()}
    return MISUSE.fire(move, report, actor=actor, note=note, version=version, **changes)
