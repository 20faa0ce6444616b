"""The checklist of a dossier as a list of tasks."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.law.choices import EvidenceKind
from ocop.ui.parts import Status, Task, TaskGroup
from registrations.models import Dossier
from registrations.queries.checklist import ChecklistRow, Standing, checklist_of, session_day_of

KIND = "loai"
"""Names the kind of paper in the address of a form."""
_LOOKS = {
    Standing.THERE: ("good", "done", gettext_lazy("Có")),
    Standing.ENDS: ("act", "clock", gettext_lazy("Hết hạn trước phiên họp")),
    Standing.MISSING: ("bad", "error", gettext_lazy("Còn thiếu")),
    Standing.NOT_ASKED: ("plain", "", gettext_lazy("Chưa có")),
}


def checklist_groups(dossier: Dossier, *, may_write: bool) -> list[TaskGroup]:
    """Required papers first; each leads to where it is handed in, for whoever may."""
    rows = checklist_of(dossier, on=session_day_of(dossier).day)
    groups = (
        (_("Cần có"), [row for row in rows if row.required]),
        (_("Không bắt buộc"), [row for row in rows if not row.required]),
    )
    return [
        TaskGroup(title, [_task(row, dossier, may_write=may_write) for row in own])
        for title, own in groups
        if own
    ]


def _task(row: ChecklistRow, dossier: Dossier, *, may_write: bool) -> Task:
    tone, icon, label = _LOOKS[row.standing]
    wants = row.standing != Standing.THERE
    words = []
    if row.criteria:
        words.append(_("tiêu chí %(codes)s") % {"codes": ", ".join(row.criteria)})
    if not row.by_act:
        words.append(_("gợi ý của cổng, văn bản không nêu"))
    if wants and row.in_vault:
        words.append(_("đã có trong kho giấy tờ"))
    url = _address(dossier, row) if may_write and wants else ""
    return Task(str(row.kind.label), Status(tone, icon, str(label)), url=url, note=" · ".join(words))


def _address(dossier: Dossier, row: ChecklistRow) -> str:
    """Where such a paper is taken from the vault or handed in; the form starts with its kind."""
    route = "evidence-cite" if row.in_vault else "dossier-upload"
    return f"{reverse(f'registrations:{route}', args=[dossier.pk])}?{urlencode({KIND: row.kind})}"


def asked_kind(request: HttpRequest) -> str:
    """The kind of paper that an address asks for, or empty."""
    asked = request.GET.get(KIND, "")
    return asked if asked in EvidenceKind.values else ""
