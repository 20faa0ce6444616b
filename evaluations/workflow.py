"""The moves of sessions, sheets, decisions and certificates."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import (
    CaseState,
    CertificateState,
    DecisionState,
    FindingState,
    InspectionState,
    MisuseState,
    RunState,
    SessionState,
    SheetState,
)
from evaluations.models import Certificate, Decision, PrintedSheet, PrintRun, RevocationCase, Session
from evaluations.queries.refusals import why_not_open
from evaluations.queries.sessions import (
    frozen_items,
    items_without_quorum,
    quorum_of,
    unscored_items,
    who_has_not_sent,
)
from ocop.core.roles import CERTIFIERS, LEADERS, Level, Role
from ocop.workflow.moves import Move, Workflow


def _cannot_open(session: Session) -> Iterable[str]:
    if reason := why_not_open(session):
        yield reason
    quorum = quorum_of(session)
    if not quorum.chair_present:
        yield _("Chủ tịch Hội đồng chưa có mặt.")
    if not quorum.is_met:
        yield _("Có mặt %(present)s/%(members)s thành viên (%(percent)s%%); Quy chế cần từ %(least)s%%.") % {
            "present": quorum.present,
            "members": quorum.members,
            "percent": quorum.percent,
            "least": f"{quorum.least_percent:f}".replace(".", ","),
        }


def _cannot_close(session: Session) -> Iterable[str]:
    """Names who and what is missing, never a mark."""
    for item in unscored_items(session):
        yield _("Không còn ai chấm “%(product)s”: hãy đưa sản phẩm ra khỏi phiên.") % {
            "product": item.dossier.product_name
        }
    for item, quorum in items_without_quorum(session):
        yield _("“%(product)s” còn %(present)s/%(members)s thành viên được chấm, chưa đủ theo Quy chế.") % {
            "product": item.dossier.product_name,
            "present": quorum.present,
            "members": quorum.members,
        }
    for item in frozen_items(session):
        yield _("“%(product)s” chênh điểm quá mức: hãy ghi thảo luận của Hội đồng trước.") % {
            "product": item.dossier.product_name
        }
    missing = who_has_not_sent(session)
    if missing:
        named = "; ".join(f"{person} ({count} phiếu)" for person, count in missing)
        yield _("Còn phiếu chưa gửi: %(named)s.") % {"named": named}


SESSION = Workflow(
    "session",
    (
        Move(
            "open",
            gettext_lazy("Mở phiên chấm"),
            frozenset({SessionState.PLANNED}),
            SessionState.SCORING,
            roles=frozenset({Role.COUNCIL_SECRETARY}),
            blockers=_cannot_open,
        ),
        Move(
            "close",
            gettext_lazy("Đóng phiên"),
            frozenset({SessionState.SCORING}),
            SessionState.CLOSED,
            roles=frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY}),
            blockers=_cannot_close,
        ),
        Move(
            "reopen",
            gettext_lazy("Mở lại phiên"),
            frozenset({SessionState.CLOSED}),
            SessionState.SCORING,
            roles=frozenset({Role.COUNCIL_MEMBER}),
            needs_note=True,
            tone="danger",
        ),
    ),
)

SHEET = Workflow(
    "sheet",
    (
        Move(
            "send",
            gettext_lazy("Gửi phiếu"),
            frozenset({SheetState.DRAFT}),
            SheetState.SENT,
            roles=frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY}),
        ),
    ),
)


def _leader_here(decision: Decision) -> frozenset[Role]:
    return frozenset({LEADERS[Level(decision.level)]})


DECISION = Workflow(
    "decision",
    (
        Move(
            "sign",
            gettext_lazy("Ký quyết định"),
            frozenset({DecisionState.DRAFT}),
            DecisionState.SIGNED,
            roles=_leader_here,
        ),
    ),
)


def _who_revokes(certificate: Certificate) -> frozenset[Role]:
    """The leader of the issuing level; where that level has ended, the leader of the province that
    followed. What the ministry revokes is noted by the leader of the province, with the ministry's decision.
    """
    issuer = certificate.issuer
    if issuer.level == Level.DISTRICT and not issuer.is_former:
        return frozenset({Role.DISTRICT_LEADER})
    return frozenset({Role.PROVINCE_LEADER})


CERTIFICATE = Workflow(
    "certificate",
    (
        Move(
            "revoke",
            gettext_lazy("Thu hồi"),
            frozenset({CertificateState.ACTIVE}),
            CertificateState.REVOKED,
            roles=_who_revokes,
            needs_note=True,
            tone="danger",
        ),
        Move(
            "replace",
            gettext_lazy("Thay bằng giấy mới"),
            frozenset({CertificateState.ACTIVE}),
            CertificateState.REPLACED,
        ),
    ),
)


def conclude_at(certificate: Certificate) -> frozenset[Role]:
    """The officer of the level whose leader revokes."""
    officers = {Role.DISTRICT_LEADER: Role.DISTRICT_OFFICER, Role.PROVINCE_LEADER: Role.PROVINCE_OFFICER}
    return frozenset(officers[leader] for leader in _who_revokes(certificate))


def _who_decides(case: RevocationCase) -> frozenset[Role]:
    return _who_revokes(case.certificate)


REVOCATION = Workflow(
    "revocation",
    (
        Move(
            "revoke",
            gettext_lazy("Thu hồi"),
            frozenset({CaseState.OPEN}),
            CaseState.REVOKED,
        ),
        Move(
            "drop",
            gettext_lazy("Không thu hồi"),
            frozenset({CaseState.OPEN}),
            CaseState.DROPPED,
            roles=_who_decides,
            needs_note=True,
        ),
    ),
)


def _void_in_run(run: PrintRun) -> Iterable[str]:
    sheets = PrintedSheet.objects.filter(run=run).exclude(certificate__state=CertificateState.ACTIVE)
    for sheet in sheets.select_related("certificate")[:1]:
        yield _("Giấy %(number)s không còn hiệu lực: hãy bỏ đợt in này và lập đợt khác.") % {
            "number": sheet.certificate.name
        }


PRINT_RUN = Workflow(
    "print_run",
    (
        Move(
            "approve",
            gettext_lazy("Bản in thử đạt, in cả đợt"),
            frozenset({RunState.PROOF}),
            RunState.PRINTED,
            roles=CERTIFIERS,
            blockers=_void_in_run,
        ),
        Move(
            "discard",
            gettext_lazy("Bỏ đợt in"),
            frozenset({RunState.PROOF}),
            RunState.DISCARDED,
            roles=CERTIFIERS,
            needs_note=True,
            tone="danger",
        ),
    ),
)


INSPECTION = Workflow(
    "inspection",
    (
        Move(
            "record",
            gettext_lazy("Ghi kết quả kiểm tra"),
            frozenset({InspectionState.PLANNED}),
            InspectionState.DONE,
            roles=CERTIFIERS,
        ),
    ),
)

FINDING = Workflow(
    "finding",
    (
        Move(
            "fix",
            gettext_lazy("Xác nhận đã khắc phục"),
            frozenset({FindingState.OPEN}),
            FindingState.FIXED,
            roles=CERTIFIERS,
            needs_note=True,
        ),
    ),
)

MISUSE = Workflow(
    "misuse",
    (
        Move(
            "open",
            gettext_lazy("Xác minh"),
            frozenset({MisuseState.NEW}),
            MisuseState.CASE,
            roles=CERTIFIERS,
        ),
        Move(
            "dismiss",
            gettext_lazy("Không có cơ sở"),
            frozenset({MisuseState.NEW}),
            MisuseState.DISMISSED,
            roles=CERTIFIERS,
            needs_note=True,
        ),
        Move(
            "close",
            gettext_lazy("Kết thúc vụ việc"),
            frozenset({MisuseState.CASE}),
            MisuseState.CLOSED,
            roles=CERTIFIERS,
            needs_note=True,
        ),
    ),
)
