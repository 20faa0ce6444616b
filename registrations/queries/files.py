"""The dossier as a file to read: what the council's members are shown, and the commune keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ocop.core import clock
from ocop.law.queries import rules_of, tree_of
from ocop.law.rules import Option, sheet_total, stars_for
from ocop.localities.queries import address_of
from ocop.ui.parts import Fact
from registrations.models import Citation, Dossier, Evidence
from registrations.queries.parts import report_of


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A cited paper. `criteria` are the codes it is cited for; none means the dossier as a whole."""

    pk: int
    title: str
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    expires_on: date | None
    file_name: str
    content_type: str
    size: int
    criteria: tuple[str, ...]
    is_expired: bool


@dataclass(frozen=True, slots=True)
class FiledCriterion:
    """What the producer claims on one criterion. `option` is None where nothing is claimed."""

    code: str
    name: str
    max_points: Decimal
    option: Option | None
    words: str
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A dossier written out, to be read and printed. `self_total` is None before any criterion is claimed."""

    facts: tuple[Fact, ...]
    criteria: tuple[FiledCriterion, ...]
    evidence: tuple[EvidenceRow, ...]
    self_total: Decimal | None
    self_stars: int
    report: tuple[Fact, ...]

    def evidence_for(self, code: str) -> tuple[EvidenceRow, ...]:
        """The papers cited for a criterion."""
        return tuple(row for row in self.evidence if code in row.criteria)

    @property
    def general_evidence(self) -> tuple[EvidenceRow, ...]:
        """The papers cited for the dossier as a whole."""
        return tuple(row for row in self.evidence if not row.criteria)


def dossier_file(dossier: Dossier) -> DossierFile:
    """The dossier as filed. The caller has checked that the reader may read it."""
    evidence = _evidence_rows(dossier)
    criteria = _filed_criteria(dossier, evidence)
    marks = {row.code: row.option.position for row in criteria if row.option}
    total = sheet_total(tree_of(dossier.criteria_set), marks) if marks and dossier.criteria_set else None
    return DossierFile(
        facts=_facts(dossier),
        criteria=criteria,
        evidence=evidence,
        self_total=total,
        self_stars=stars_for(total, rules_of(dossier.regime).bands) if total is not None else 0,
        report=_report(dossier),
    )


def evidence_of(dossier: Dossier) -> QuerySet[Evidence]:
    """The papers a dossier cites, in the version it cites. The caller has checked the reader's reach."""
    cited = Citation.objects.filter(dossier=dossier).values("evidence")
    return Evidence.objects.filter(pk__in=cited).order_by("kind", "title", "pk")


def _evidence_rows(dossier: Dossier) -> tuple[EvidenceRow, ...]:
    cited: dict[int, list[str]] = {}
    citations = dossier.citations.order_by("criterion__position", "pk")
    for paper, code in citations.values_list("evidence", "criterion__code"):
        cited.setdefault(paper, []).extend([code] if code else [])
    return tuple(
        EvidenceRow(
            pk=paper.pk,
            title=paper.title,
            kind=paper.get_kind_display(),
            number=paper.number,
            issuer=paper.issuer,
            issued_on=paper.issued_on,
            expires_on=paper.expires_on,
            file_name=paper.file_name,
            content_type=paper.content_type,
            size=paper.size,
            criteria=tuple(cited[paper.pk]),
            is_expired=paper.expires_on is not None and paper.expires_on < clock.today(),
        )
        for paper in evidence_of(dossier)
    )


def claims_of(dossier: Dossier) -> Iterable[tuple[str, int | None, str]]:
    """What the producer claims: code of the criterion, position of the option (None for no option), words."""
    return dossier.self_scores.values_list("criterion__code", "option__position", "words")


def _filed_criteria(dossier: Dossier, evidence: tuple[EvidenceRow, ...]) -> tuple[FiledCriterion, ...]:
    if dossier.criteria_set is None:
        return ()
    scores = {code: (position, words) for code, position, words in claims_of(dossier)}
    return tuple(
        FiledCriterion(
            code=criterion.code,
            name=criterion.name,
            max_points=criterion.max_points,
            option=criterion.option(scores.get(criterion.code, (None, ""))[0]),
            words=scores.get(criterion.code, (None, ""))[1],
            evidence=tuple(row for row in evidence if criterion.code in row.criteria),
        )
        for criterion in tree_of(dossier.criteria_set).criteria()
    )


def _facts(dossier: Dossier) -> tuple[Fact, ...]:
    """The registration form, line by line."""
    signed = ", ".join(filter(None, (dossier.signed_place, _day(dossier.signed_on), dossier.signed_by)))
    lines = (
        (_("Sản phẩm"), dossier.product_name),
        (_("Tên đơn vị"), dossier.organisation_name),
        (_("Loại hình"), dossier.producer.get_kind_display()),
        (_("Người đại diện theo pháp luật"), _joined(dossier.legal_rep_name, dossier.legal_rep_position)),
        (_("Địa chỉ liên hệ"), dossier.contact_address),
        (_("Địa bàn"), address_of(dossier.commune)),
        (_("Điện thoại, email"), _joined(dossier.phone, dossier.email)),
        (_("Lần đăng ký"), dossier.get_registration_type_display()),
        (_("Bộ tiêu chí"), str(dossier.criteria_set or "")),
        (_("Quy định áp dụng"), str(dossier.regime)),
        (_("Số sản phẩm mẫu"), "" if dossier.sample_count is None else str(dossier.sample_count)),
        (_("Phiếu số"), dossier.receipt_number),
        (_("Mã sản phẩm"), dossier.product_code),
        (_("Ngày nộp"), _day(clock.hanoi_date(dossier.handed_in_at)) if dossier.handed_in_at else ""),
        (_("Ký"), signed),
    )
    return tuple(Fact(label, value) for label, value in lines if value)


def _report(dossier: Dossier) -> tuple[Fact, ...]:
    """The commune's four contents and its request letter; nothing where no report was written."""
    report = report_of(dossier)
    if report is None:
        return ()
    return (
        Fact(_("Nguyên liệu địa phương"), report.local_materials),
        Fact(_("Lao động địa phương"), report.local_labour),
        Fact(_("Nguồn gốc ý tưởng"), report.idea_origin),
        Fact(_("Bản sắc, tri thức địa phương"), report.local_identity),
        Fact(_("Văn bản đề nghị"), _joined(report.request_number, _day(report.request_on))),
    )


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
