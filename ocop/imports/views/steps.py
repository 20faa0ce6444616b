"""The steps of a list: its file, its columns, its questions, its changes, its loading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.imports import services
from ocop.imports.choices import Verdict
from ocop.imports.forms import ChangesForm, ColumnsForm, ConfirmForm, QuestionsForm, name_of
from ocop.imports.kinds import ImportKind, kinds
from ocop.imports.models import Import
from ocop.imports.queries import (
    MOST_QUESTIONS,
    counts_of,
    offices_of,
    open_questions,
    rows_of,
    said_before,
    same_file_before,
    same_titles_before,
    table_of,
)
from ocop.imports.views.lists import ImportList, OneImport
from ocop.spreadsheets.finder import Table
from ocop.ui.listing import PAGE
from ocop.ui.parts import Crumb, Fact, Pill
from ocop.ui.views import ActionView, ScopedFormView

MOST_CHANGES = 100
"""So many changed rows are ticked one by one on a page; all of the list with one tick."""


class ImportUpload(ScopedFormView):
    template_name = "imports/upload.html"

    @cached_property
    def kind(self) -> ImportKind:
        try:
            return kinds()[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def check_role(self) -> None:
        self.roles = self.kind.roles
        super().check_role()

    @property
    def title(self) -> str:
        return str(self.kind.title)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(ImportList.title), self.way_out), Crumb(self.title)

    @property
    def way_out(self) -> str:
        return reverse("imports:import-list")

    def get_form_class(self) -> type:
        return self.kind.upload_form

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"offices": offices_of(self.request.user, self.kind.roles)}

    def act(self, *, upload: Any, place: Any, listed_on: Any, **rest: Any) -> str:
        form = self.get_form()
        self.object = services.upload_list(
            actor=self.request.user,
            kind=self.kind.code,
            place=place,
            upload=upload,
            listed_on=listed_on,
            options=form.options(rest),
        )
        return ""

    def get_success_url(self) -> str:
        return reverse("imports:import-columns", args=[self.object.pk])


class ImportColumns(OneImport, ActionView):
    """Which column holds what: as it was found, to be confirmed or put right."""

    form_class = ColumnsForm
    template_name = "imports/columns.html"
    title = gettext_lazy("Các cột của bảng")

    @cached_property
    def table(self) -> Table:
        return table_of(self.object)

    @cached_property
    def before(self) -> Import | None:
        """The load of the same file, or of one with the same headers, whose columns are chosen beforehand."""
        if self.object.mapping:
            return None
        return same_file_before(self.object) or same_titles_before(self.object, self.table)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The numbers of the first and the last line of the table, as the spreadsheet program shows them."""
        numbers = [row.number for row in self.table.rows()]
        return (numbers[0], numbers[-1]) if numbers else (0, 0)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"table": self.table}

    def act(self, **cleaned: Any) -> str:
        columns = self.get_form().columns(cleaned)
        self.object = services.check_list(
            actor=self.request.user, batch=self.object, columns=columns, version=self.submitted_version
        )
        return ""


class ImportQuestions(OneImport, ActionView):
    form_class = QuestionsForm
    template_name = "imports/questions.html"
    title = gettext_lazy("Câu hỏi của danh sách")

    @cached_property
    def questions(self) -> list[dict[str, Any]]:
        return open_questions(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        sent = [question for question in self.questions if name_of(question) in self.request.POST]
        return super().get_form_kwargs() | {
            "questions": sent or self.questions[:MOST_QUESTIONS],
            "proposed": said_before(self.object),
        }

    def act(self, **cleaned: Any) -> str:
        answers = self.get_form().answers(cleaned)
        self.object = services.answer_questions(
            actor=self.request.user, batch=self.object, answers=answers, version=self.submitted_version
        )
        return _("Đã ghi %(count)s câu trả lời.") % {"count": len(answers)}


class ImportChanges(OneImport, ActionView):
    form_class = ChangesForm
    template_name = "imports/changes.html"
    title = gettext_lazy("Thay đổi được ghi")

    @cached_property
    def shown(self) -> Page:
        """The changed rows of this page."""
        changed = rows_of(self.object).filter(has_changes=True, set_aside=False)
        return Paginator(changed, MOST_CHANGES).get_page(self.request.GET.get(PAGE))

    @property
    def pages(self) -> list[Pill]:
        """The pages by their rows; nothing where one page holds all."""
        book = self.shown.paginator
        return [
            Pill(
                _("%(first)s–%(last)s") % {"first": page.start_index(), "last": page.end_index()},
                f"?{PAGE}={page.number}",
                is_current=page.number == self.shown.number,
            )
            for page in (book if book.num_pages > 1 else ())
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": list(self.shown)}

    def forget_row(self) -> None:
        super().forget_row()
        self.__dict__.pop("shown", None)

    def saved_values(self, form: ChangesForm) -> dict[str, Any]:
        return {"everything": False, "numbers": [row.number for row in self.shown if row.taken]}

    def act(self, *, everything: bool, numbers: list[int]) -> str:
        taken = services.take_changes(
            actor=self.request.user,
            batch=self.object,
            numbers=numbers,
            among=[row.number for row in self.shown],
            everything=everything,
            version=self.submitted_version,
        )
        return _("Sẽ ghi thay đổi của %(count)s dòng.") % {"count": taken}


class Decision(OneImport, ActionView):
    """A yes or no about the whole list."""

    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    button_tone = "primary"

    @property
    def button(self) -> str:
        return self.title

    @property
    def facts(self) -> list[Fact]:
        counts = counts_of(self.object)
        facts = [Fact(str(verdict.label), counts[verdict]) for verdict in Verdict]
        return [*facts, Fact(_("Để riêng"), counts["aside"])]


class ImportSetAside(Decision):
    title = gettext_lazy("Để riêng dòng lỗi và chưa trả lời")

    def act(self) -> str:
        count = services.set_faulty_aside(actor=self.request.user, batch=self.object)
        return _("Đã để riêng %(count)s dòng; tải về thành bảng tính để sửa.") % {"count": count}


class ImportPutBack(Decision):
    title = gettext_lazy("Đưa các dòng để riêng trở lại")

    def act(self) -> str:
        count = services.take_back_rows(actor=self.request.user, batch=self.object)
        return _("Đã đưa %(count)s dòng trở lại.") % {"count": count}


class ImportConfirm(Decision):
    title = gettext_lazy("Nạp vào cổng")

    @property
    def facts(self) -> list[Fact]:
        counts = counts_of(self.object)
        return [
            Fact(_("Dòng mới"), counts[Verdict.NEW]),
            Fact(_("Dòng đã có, không đổi gì"), counts[Verdict.SAME]),
            Fact(_("Dòng khác với cổng"), counts["changes"]),
            Fact(_("Trong đó sẽ ghi thay đổi"), counts["taken"]),
            Fact(_("Dòng để riêng, không nạp"), counts["aside"]),
        ]

    def act(self) -> str:
        self.job = services.confirm_list(
            actor=self.request.user, batch=self.object, version=self.submitted_version
        )
        return ""

    def get_success_url(self) -> str:
        return reverse("documents:job-detail", args=[self.job.pk])


class ImportTakeBack(Decision):
    title = gettext_lazy("Xem lại danh sách")
    closed_because = ""

    def act(self) -> str:
        self.object = services.take_back(actor=self.request.user, batch=self.object)
        return _("Danh sách lại ở bước “%(state)s”.") % {"state": self.object.get_state_display()}


class ImportDiscard(Decision):
    title = gettext_lazy("Bỏ danh sách")
    button_tone = "danger"

    def act(self) -> str:
        services.discard_list(actor=self.request.user, batch=self.object, version=self.submitted_version)
        return _("Đã bỏ danh sách. Cổng không ghi gì từ tệp này.")
