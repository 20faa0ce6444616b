"""The lists that came in, and one of them row by row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.downloads import kept_private
from ocop.core.roles import OFFICERS
from ocop.documents.queries import open_job
from ocop.imports.choices import ImportState, Verdict
from ocop.imports.forms import RowAnswersForm, RowFilter
from ocop.imports.kinds import ImportKind, kinds
from ocop.imports.models import Import, ImportRow
from ocop.imports.queries import (
    counts_of,
    kinds_for,
    rows_of,
    same_file_before,
)
from ocop.imports.views.looks import state_of, verdict_of
from ocop.imports.workflow import OPEN, WORK
from ocop.spreadsheets.writer import write_xlsx
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView, ScopedListView


class ImportList(ScopedListView):
    model = Import
    roles = frozenset(OFFICERS.values())
    title = gettext_lazy("Nhập danh sách")
    template_name = "imports/import_list.html"
    sorts = {"new": ("-pk",)}

    @property
    def kinds(self) -> list[ImportKind]:
        return kinds_for(self.request.user)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("place", "uploaded_by")

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(file_name__icontains=text)

    @property
    def lines(self) -> list[tuple[Import, str, Status]]:
        return [(row, str(kinds()[row.kind].title), state_of(row)) for row in self.rows]


def labels_of(batch: Import) -> list[str]:
    """The labels of the columns of a list, in their order; the first one names the row."""
    return [str(column.column_name) for column in kinds()[batch.kind].resource.fields.values()]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the preview. `shown` are its cells in the order of the columns, but for what names the row.
    Its questions: the words, the field to answer in (if it is here), the number of the row that asks first.
    """

    row: ImportRow
    status: Status
    shown: list[tuple[str, str]]
    questions: list[tuple[str, BoundField | None, int]]


class OneImport:
    model = Import

    def get_queryset(self) -> QuerySet[Import]:
        return super().get_queryset().select_related("place", "uploaded_by", "loaded_by")

    def allowed_roles(self) -> frozenset:
        return kinds()[self.object.kind].roles

    @property
    def crumbs(self) -> Sequence[Crumb]:
        imports = Crumb(str(ImportList.title), reverse("imports:import-list"))
        return imports, Crumb(self.object.file_name, self.object.get_absolute_url()), Crumb(str(self.title))

    @property
    def way_out(self) -> str:
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        return self.job_url or self.way_out

    @property
    def job_url(self) -> str:
        """Where one sees how far the work in the background is, while there is some."""
        kind = WORK.get(ImportState(self.object.state))
        job = open_job(kind, self.object.pk) if kind else None
        return reverse("documents:job-detail", args=[job.pk]) if job else ""

    @property
    def closed_because(self) -> str:
        """Why nothing can be decided about this list any more."""
        if self.object.state in OPEN:
            return ""
        return _("Danh sách đang “%(state)s” nên không sửa được.") % {
            "state": self.object.get_state_display()
        }


class ImportDetail(OneImport, ScopedListView):
    """The preview, row by row; before it the counts, beside it what can be done now."""

    template_name = "imports/import_detail.html"
    filter_form_class = RowFilter
    lookups = {"verdict": "verdict"}
    sorts = {"row": ("number",)}
    paginate_by = 50

    @cached_property
    def object(self) -> Import:
        row = Import.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        found = row.select_related("place", "uploaded_by", "loaded_by").first()
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        return self.object.file_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(ImportList.title), reverse("imports:import-list")), Crumb(self.title)

    def check_role(self) -> None:
        self._loaded = self.object

    def get_queryset(self) -> QuerySet[ImportRow]:
        rows = ImportRow.objects.visible_to(self.request.user).filter(batch=self.object)
        return rows.filter(set_aside=True) if self.shows_aside else rows.filter(set_aside=False)

    @property
    def shows_aside(self) -> bool:
        return self.request.GET.get("aside") == "1"

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(title__icontains=text)

    @cached_property
    def counts(self) -> dict[str, int]:
        return counts_of(self.object)

    @property
    def status(self) -> Status:
        return state_of(self.object)

    @property
    def facts(self) -> list[Fact]:
        batch = self.object
        lines = [
            Fact(_("Loại danh sách"), str(kinds()[batch.kind].title)),
            Fact(_("Địa bàn"), batch.place.full_name),
            Fact(_("Ngày của danh sách"), dmy(batch.listed_on)),
            Fact(_("Trang tính"), batch.sheet),
            Fact(_("Tải lên"), f"{batch.uploaded_by}, {dmyhm(batch.uploaded_at)}"),
        ]
        if batch.loaded_at:
            lines.append(Fact(_("Nạp lúc"), f"{dmyhm(batch.loaded_at)}, {batch.loaded_by}"))
        return lines

    @property
    def results(self) -> list[Fact]:
        return [Fact(words[:1].upper() + words[1:], count) for words, count in self.object.written.items()]

    @property
    def done_url(self) -> str:
        return kinds()[self.object.kind].done_url()

    @property
    def shows_rows(self) -> bool:
        """Whether the rows there are were made with the columns as they are."""
        return self.counts["total"] and self.object.state not in (ImportState.UPLOADED, ImportState.READING)

    @cached_property
    def before(self) -> Import | None:
        return same_file_before(self.object) if self.object.state in OPEN else None

    @property
    def pills(self) -> list[Pill]:
        chosen, aside = self.request.GET.get("verdict", ""), self.shows_aside
        going = sum(self.counts[verdict] for verdict in Verdict.values)
        pills = [Pill(_("Tất cả"), self.address(verdict=None, aside=None), going, not chosen and not aside)]
        for verdict in Verdict:
            if self.counts[verdict]:
                is_here = chosen == verdict and not aside
                url = self.address(verdict=verdict.value, aside=None)
                pills.append(Pill(str(verdict.label), url, self.counts[verdict], is_here))
        if self.counts["aside"]:
            url = self.address(verdict=None, aside=1)
            pills.append(Pill(_("Để riêng"), url, self.counts["aside"], aside))
        return pills

    @property
    def lines(self) -> list[Line]:
        """Each row with how it looks and its questions; one that a row above asks too is answered there."""
        asked: dict[str, int] = {}
        lines = []
        labels = labels_of(self.object)[1:]
        for row in self.rows:
            questions = []
            may_answer = self.answers if row.verdict == Verdict.QUESTION else None
            for question in row.questions:
                first = asked.setdefault(question["key"], row.number) if may_answer else row.number
                field = may_answer.asked_by(question) if may_answer and first == row.number else None
                questions.append((question["words"], field, first))
            shown = [(label, row.shown[label]) for label in labels if label in row.shown]
            lines.append(Line(row, verdict_of(row), shown, questions))
        return lines

    @cached_property
    def answers(self) -> RowAnswersForm | None:
        """The questions of the rows on this page, where the reader may answer them here."""
        asking = (row for row in self.rows if row.verdict == Verdict.QUESTION)
        asked = {question["key"]: question for row in asking for question in row.questions}
        if not (asked and self.may_decide) or self.shows_aside:
            return None
        questions = [question | {"numbers": []} for question in asked.values()]
        proposed = self.before.answers if self.before else {}
        form = RowAnswersForm(user=self.request.user, questions=questions, proposed=proposed)
        form.form_key, form.version = uuid4(), self.object.version
        return form

    @property
    def answers_url(self) -> str:
        return reverse("imports:import-questions", args=[self.object.pk])

    @cached_property
    def may_decide(self) -> bool:
        return self.has_role and self.object.state in OPEN

    @cached_property
    def has_role(self) -> bool:
        held = Import.objects.roles_over(self.request.user, self.object)
        return bool(held & kinds()[self.object.kind].roles)

    @property
    def moves(self) -> list[MoveLink]:
        """What can be done now, what is most needed first."""
        if not self.may_decide:
            given_up = self.has_role and self.object.state in WORK and not self.job_url
            return [self._move("take-back", _("Xem lại danh sách"), "return")] if given_up else []
        counts = self.counts
        stuck = counts[Verdict.ERROR] + counts[Verdict.QUESTION]
        offers = (
            (
                self.object.state == ImportState.CHECKED and not stuck,
                ("confirm", _("Nạp vào cổng"), "done", "primary"),
            ),
            (counts[Verdict.QUESTION], ("questions", _("Trả lời câu hỏi"), "warn", "primary")),
            (stuck, ("set-aside", _("Để riêng dòng lỗi"), "return")),
            (counts["changes"], ("changes", _("Chọn thay đổi"), "edit")),
            (counts["aside"], ("faulty", _("Tải dòng để riêng"), "download")),
            (counts["aside"], ("put-back", _("Đưa dòng trở lại"), "return")),
            (True, ("columns", _("Xem lại cột"), "file")),
            (True, ("discard", _("Bỏ danh sách"), "cross", "danger")),
        )
        return [self._move(*move) for is_open, move in offers if is_open]

    def _move(self, page: str, label: str, icon: str, tone: str = "secondary") -> MoveLink:
        return MoveLink(label, reverse(f"imports:import-{page}", args=[self.object.pk]), icon, tone)


class ImportFaulty(OneImport, ScopedDetailView):
    """The rows that were set aside as a sheet to mend; it can be brought in again as it is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        labels, resource = labels_of(self.object), kinds()[self.object.kind].resource
        rows = rows_of(self.object).filter(set_aside=True)
        lines = (
            [
                *resource.taken_home(row.shown, self.object.options),
                " ".join([*row.reasons, *(q["words"] for q in row.questions)]),
            ]
            for row in rows.iterator()
        )
        target = io.BytesIO()
        write_xlsx(target, [*labels, _("Vì sao")], lines, name=_("Cần sửa"))
        target.seek(0)
        name = f"can-sua-{self.object.pk}.xlsx"
        return kept_private(FileResponse(target, as_attachment=True, filename=name))
