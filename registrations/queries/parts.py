"""The parts of a dossier: what is written, what is missing, what deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core import clock
from ocop.law.choices import EvidenceKind
from ocop.law.queries import belongs_to, tree_of
from ocop.law.rules import sheet_total, unmarked
from registrations import rules
from registrations.models import CommuneReport, Dossier, Evidence
from registrations.queries.contents import (
    CONTENTS,
    anchor_of_field,
    content_of,
    forms_of,
    is_gone_through,
    name_of_field,
    values_of,
)
from registrations.queries.dossiers import regime_for
from registrations.rules import Filing, Part

REPORT_FIELDS = (
    "local_materials",
    "local_labour",
    "idea_origin",
    "local_identity",
    "request_number",
    "request_on",
)

_SENTENCES: dict[tuple[Part, str], str | Promise] = {
    (Part.SET, "none"): gettext_lazy("Chưa chọn bộ tiêu chí."),
    (Part.SET, "foreign"): gettext_lazy(
        "Bộ tiêu chí đã chọn thuộc quyết định khác với quy định áp dụng. Hãy chọn lại."
    ),
    (Part.SET, "incomplete"): gettext_lazy(
        "Bộ tiêu chí đã chọn chưa đủ để chấm điểm. Hãy báo quản trị cổng hoặc chọn bộ khác."
    ),
    (Part.SCORES, "none"): gettext_lazy("Chưa tự chấm tiêu chí nào."),
    (Part.FORM, "declaration_accepted"): gettext_lazy("Phiếu đăng ký: chưa đánh dấu cam đoan."),
}


_PART_WORDS: dict[Part, str | Promise] = {
    Part.FORM: gettext_lazy("Phiếu đăng ký"),
    Part.PLAN: gettext_lazy("Phương án sản xuất, kinh doanh"),
    Part.PROFILE: gettext_lazy("Giới thiệu bộ máy tổ chức"),
    Part.CHANGES: gettext_lazy("Thay đổi từ khi được công nhận"),
    Part.ASSESSMENT: gettext_lazy("Báo cáo tự đánh giá"),
    Part.REPORT: gettext_lazy("Báo cáo của xã"),
}


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part of the dossier, the sentence that says what it lacks, and where that is filled in."""

    part: Part
    sentence: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class PartState:
    """How far one part has come: what is missing, whether it was begun, and a figure in words."""

    part: Part
    missing: tuple[str, ...]
    begun: bool
    note: str = ""
    name: str = ""
    """What the form behind the part is called in its decision; empty where no form stands behind it."""
    required: bool = True

    @property
    def done(self) -> bool:
        return not self.missing and (self.required or self.begun)


def filing_of(dossier: Dossier) -> Filing:
    """What the dossier holds now, as plain values."""
    regime, chosen = regime_for(dossier), dossier.criteria_set
    report = None
    if regime.has_commune_report:
        written = report_of(dossier)
        report = {name: getattr(written, name, None) for name in REPORT_FIELDS}
    cited = Evidence.objects.filter(citations__dossier=dossier)
    return Filing(
        form={name: getattr(dossier, name) for name in rules.FORM_FIELDS},
        set_chosen=chosen is not None,
        set_complete=chosen is not None and chosen.complete,
        set_of_regime=chosen is not None and belongs_to(chosen, regime),
        scores=dossier.self_scores.filter(option__isnull=False).count(),
        scores_needed=regime.has_self_assessment,
        evidence_kinds=frozenset(cited.values_list("kind", flat=True)),
        report=report,
        contents={
            form.part: values_of(dossier, form.part)
            for form in forms_of(dossier).values()
            if form.required and form.part in CONTENTS
        },
    )


def report_of(dossier: Dossier) -> CommuneReport | None:
    return CommuneReport.objects.filter(dossier=dossier).first()


def missing_parts_of(
    dossier: Dossier, *, with_report: bool = True, with_declaration: bool = True
) -> list[MissingPart]:
    """What the dossier lacks before it may go up, each in a sentence.

    `with_declaration` is False where the declaration is asked for on the very page.
    """
    filing = filing_of(dossier)
    missing = rules.missing_parts(filing if with_declaration else _declared(filing), with_report=with_report)
    return [MissingPart(lack.part, _sentence(lack), _anchor(dossier, lack)) for lack in missing]


def _declared(filing: Filing) -> Filing:
    """The filing as it will be once the declaration at its end is ticked."""
    return replace(filing, form={**filing.form, "declaration_accepted": True})


def _sentence(lack: rules.Missing) -> str:
    if sentence := _SENTENCES.get((lack.part, lack.item)):
        return str(sentence)
    if lack.part == Part.EVIDENCE:
        return _("Minh chứng: thiếu %(kind)s.") % {"kind": EvidenceKind(lack.item).label}
    words = {"form": _PART_WORDS[lack.part], "field": name_of_field(lack.part, lack.item)}
    return _("%(form)s: chưa ghi %(field)s.") % words


def _anchor(dossier: Dossier, lack: rules.Missing) -> str:
    """The field that waits; nothing for a part that has no fields of its own."""
    if lack.part in (Part.SET, Part.SCORES, Part.EVIDENCE):
        return ""
    achieved, planned = rules.years_told(dossier.cycle.year)
    years = {"achieved": achieved, "planned": planned}.get(lack.item)
    return f"id_{lack.item}_{years[0]}_revenue_vnd" if years else anchor_of_field(lack.part, lack.item)


def parts_of(dossier: Dossier) -> list[PartState]:
    """The parts in the order in which they are written; the commune's report where the regime has one.

    The declaration is no part: it is made when the dossier is sent.
    """
    filing = _declared(filing_of(dossier))
    missing = rules.missing_parts(filing)
    forms = forms_of(dossier)

    def name(part: Part) -> str:
        return forms[part].name if part in forms else ""

    lacking = {part: tuple(_sentence(lack) for lack in missing if lack.part == part) for part in Part}
    states = [
        PartState(Part.SET, lacking[Part.SET], begun=filing.set_chosen, note=str(dossier.criteria_set or "")),
        PartState(Part.FORM, lacking[Part.FORM], begun=True, name=name(Part.FORM)),
        *(
            PartState(
                part,
                lacking[part],
                begun=content_of(dossier, part) is not None,
                note="" if form.required else _("không bắt buộc"),
                name=form.name,
                required=form.required,
            )
            for part, form in forms.items()
            if part in CONTENTS
        ),
        PartState(
            Part.EVIDENCE,
            lacking[Part.EVIDENCE],
            begun=bool(filing.evidence_kinds),
            note=_("%(count)s loại giấy tờ") % {"count": len(filing.evidence_kinds)},
        ),
        PartState(
            Part.SCORES,
            lacking[Part.SCORES],
            begun=bool(filing.scores),
            note="" if filing.scores_needed else _("không bắt buộc"),
        ),
    ]
    if filing.report is not None:
        begun = any(filing.report.values())
        report = PartState(Part.REPORT, lacking[Part.REPORT], begun=begun, name=name(Part.REPORT))
        states.append(report)
    return states


def worth_a_look(dossier: Dossier) -> list[str]:
    """What does not stop the dossier and yet may cost points: words of the idea that nobody has gone through,
    criteria without a tick, papers that end.
    """
    notes = [
        _("%(form)s: có lời chép từ ý tưởng, chưa ai xem lại. Hãy mở ra xem rồi lưu.") % {"form": form.name}
        for part, form in forms_of(dossier).items()
        if part in CONTENTS and (row := content_of(dossier, part)) and not is_gone_through(row)
    ]
    if dossier.criteria_set and dossier.self_scores.exists():
        tree = tree_of(dossier.criteria_set)
        if open_ones := unmarked(tree, marks_of(dossier)):
            codes = ", ".join(criterion.code for criterion in open_ones)
            notes.append(_("Tiêu chí chưa tự chấm (tính 0 điểm): %(codes)s.") % {"codes": codes})
    cited = Evidence.objects.filter(citations__dossier=dossier, expires_on__lt=clock.today())
    for paper in cited.order_by("expires_on", "pk").distinct():
        notes.append(
            _("“%(paper)s” đã hết hạn ngày %(day)s. Hãy tải bản mới.")
            % {"paper": paper, "day": f"{paper.expires_on:%d/%m/%Y}"}
        )
    return notes


def marks_of(dossier: Dossier) -> dict[str, int | None]:
    """The self-scores as marks: criterion code → position of the option claimed."""
    return dict(dossier.self_scores.values_list("criterion__code", "option__position"))


def self_total(dossier: Dossier):
    """The points the producer claims, or None before any is claimed."""
    marks = marks_of(dossier)
    return sheet_total(tree_of(dossier.criteria_set), marks) if dossier.criteria_set and marks else None
