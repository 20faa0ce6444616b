"""Samples in custody, the visit to a place and the advisory team's report, before a council meets."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import Council, Item, LabResult, SampleStep, SiteCheck, TeamReport
from evaluations.queries.preparation import (
    custody_of,
    is_tourism,
    lab_results_of,
    site_questions,
    site_rule_of,
    why_not_add_lab_result,
)
from evaluations.queries.refusals import why_not_prepare_item
from evaluations.rules import SITE_ANSWERS, samples_left
from evaluations.services.authority import NotAllowed, officer_of
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.core.uploads import check_upload
from registrations.services.evidence import keep_file

LAB_PAPERS = frozenset({"application/pdf", "image/jpeg", "image/png"})


@transaction.atomic
def record_samples(
    *, actor: User, item: Item, kind: str, count: int, counterpart: str, condition: str = ""
) -> SampleStep:
    """Add a line to the custody log of a product's samples (26/2026/QĐ-TTg Art. 7: five, none for tourism).

    Raises `RuleViolation` for a product without samples, and for more than are in custody.
    """
    item = _locked(item)
    role = _who(actor, item.session.council)
    if not item.dossier.sample_count:
        raise RuleViolation(_("Sản phẩm này không nộp mẫu."))
    moves = [*custody_of(item), (kind, count)]
    if samples_left(moves) < 0:
        raise RuleViolation(
            _("Chỉ còn %(left)s đơn vị mẫu đang giữ.") % {"left": samples_left(moves[:-1])}, field="count"
        )
    step = SampleStep.objects.create(
        item=item,
        dossier=item.dossier,
        kind=kind,
        count=count,
        counterpart=counterpart,
        condition=condition,
        recorded_by=actor,
    )
    record(
        actor=actor,
        verb="session.samples",
        subject=item,
        role=role,
        kind=kind,
        count=count,
        left=samples_left(moves),
    )
    return step


@transaction.atomic
def record_site_check(
    *,
    actor: User,
    item: Item,
    checked_on: date,
    people: str,
    answers: Mapping[str, str],
    findings: str = "",
    version: int | None = None,
) -> SiteCheck:
    """Record what was seen at a tourist place, every question of today's list; until the session opens it may
    be put right.
    """
    item = _locked(item)
    role = _who(actor, item.session.council)
    refuse(why_not_prepare_item(item))
    if not is_tourism(item):
        raise RuleViolation(_("Chỉ sản phẩm du lịch được kiểm tra tại chỗ theo danh mục này."))
    if checked_on > clock.today():
        raise RuleViolation(_("Ngày kiểm tra chưa tới."), field="checked_on")
    rule = site_rule_of(item)
    known = {code for code, _words in site_questions(rule)}
    if set(answers) != known or not set(answers.values()) <= set(SITE_ANSWERS):
        raise RuleViolation(_("Hãy trả lời đủ các câu của danh mục."))
    values = {"checked_on": checked_on, "people": people, "answers": dict(answers), "findings": findings}
    values["asked_by"] = rule
    check = _keep(SiteCheck, actor, item, values, version)
    record(actor=actor, verb="session.site-check", subject=item, role=role, version=check.version)
    return check


@transaction.atomic
def write_team_report(
    *,
    actor: User,
    item: Item,
    review: str,
    opinion: str,
    survey: str = "",
    tests: str = "",
    version: int | None = None,
) -> TeamReport:
    """Write what the advisory team tells the council about a product; until the session opens it may be put
    right.
    """
    item = _locked(item)
    role = _who(actor, item.session.council)
    refuse(why_not_prepare_item(item))
    values = {"review": review, "survey": survey, "tests": tests, "opinion": opinion}
    report = _keep(TeamReport, actor, item, values, version)
    record(
        actor=actor,
        verb="session.team-report",
        subject=item,
        role=role,
        version=report.version,
        opinion=opinion,
    )
    return report


@transaction.atomic
def add_lab_result(
    *, actor: User, item: Item, number: str, tested_on: date, laboratory: str, upload: UploadedFile
) -> LabResult:
    """Keep the result of a test that was made after the dossier was handed in; it goes up with the dossier.

    By those who make the product ready. Raises `RuleViolation` for a decided dossier and while its session
    scores, for a day to come, and (field `upload`) for a file that is not believed or there already.
    """
    item = _locked(item)
    role = _who(actor, item.session.council)
    refuse(why_not_add_lab_result(item))
    if tested_on > clock.today():
        raise RuleViolation(_("Ngày trả kết quả chưa tới."), field="tested_on")
    file = check_upload(upload, name=upload.name, max_bytes=settings.UPLOAD_MAX_BYTES)
    if file.content_type not in LAB_PAPERS:
        raise RuleViolation(_("Phiếu kết quả là tệp PDF hoặc ảnh JPEG, PNG."), field="upload")
    if lab_results_of(item).filter(sha256=file.sha256).exists():
        raise RuleViolation(_("Tệp này đã có."), field="upload")
    result = LabResult(
        dossier=item.dossier,
        number=number.strip(),
        tested_on=tested_on,
        laboratory=laboratory.strip(),
        added_by=actor,
    )
    keep_file(result, file, folder="lab-results")
    record(
        actor=actor,
        verb="session.lab-result",
        subject=item,
        role=role,
        after={"number": result.number, "tested_on": str(tested_on), "sha256": result.sha256},
    )
    return result


def _keep(model, actor: User, item: Item, values: dict, version: int | None):
    row = model.objects.select_for_update(of=("self",)).filter(item=item).first()
    if row is None:
        return model.objects.create(item=item, recorded_by=actor, **values)
    if version is not None and version != row.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
    for name, value in values.items():
        setattr(row, name, value)
    row.recorded_by, row.version = actor, row.version + 1
    row.save(update_fields=[*values, "recorded_by", "version"])
    return row


def preparers(council: Council) -> Iterable[Role]:
    """The advisory team, the secretary and the officer of the level."""
    return Role.ADVISER, Role.COUNCIL_SECRETARY, officer_of(council.level)


def _who(actor: User, council: Council) -> Role:
    held = Council.objects.roles_over(actor, council) & set(preparers(council))
    if not held:
        raise NotAllowed(_("Chỉ Tổ tư vấn, Thư ký hoặc chuyên viên của cấp này làm được việc này."))
    return min(held)


def _locked(item: Item) -> Item:
    rows = Item.objects.select_for_update(of=("self",))
    found = rows.select_related("session__council__place", "dossier__criteria_set").filter(pk=item.pk).first()
    if found is None:
        raise RuleViolation(_("Sản phẩm đã được đưa ra khỏi phiên."))
    return found
