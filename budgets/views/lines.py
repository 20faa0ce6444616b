"""Writing one line. The page is the whole editor with the line open, so that one sees where one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import services
from budgets.forms import CommentForm, ConfirmForm, LineForm, MoveForm, PlaceLineForm
from budgets.forms.lines import filled_in
from budgets.models import Estimate, Line, LineComment
from budgets.queries.outline import Outline, OutlineRow
from budgets.queries.people import APPRAISER, drafter_of, why_not_judge
from budgets.queries.refusals import below_given_of
from budgets.services import Direction, LineContent
from budgets.views.estimates import OneEstimate
from budgets.views.typing import said_of, sum_said_of
from ocop.ui.parts import Fact, Status
from ocop.ui.templatetags.portal import vnd
from ocop.ui.views import ActionView

NEXT, DONE = "next", "done"
"""Which button sent the form of a line: the one that opens a new line below, or the one that closes it."""


class Editor(OneEstimate):
    """The editor around a form."""

    template_name = "budgets/editor.html"
    fragment_template_name = "budgets/parts/line_says.html"
    form_class = LineForm
    said: Sequence[tuple[LineComment, Status]] = ()
    """What was said to the line that is open."""

    @property
    def title(self) -> str:
        return _("Sửa dự toán, bản %(n)s") % {"n": self.estimate.number}

    @property
    def closed_because(self) -> str:
        return "" if self.estimate.is_draft else _("Bản dự toán này không sửa được nữa.")

    @property
    def way_out(self) -> str:
        return reverse("budgets:estimate-edit", args=[self.estimate.pk])

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({drafter_of(self.estimate.budget.unit)})

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"estimate": self.estimate}

    @property
    def counted_names(self) -> str:
        """Which fields htmx sends along."""
        return ",".join(f"[name={name}]" for name in self.told_form.told_names)

    @property
    def line_says(self) -> list[Status]:
        """What the line comes to: as it is typed, when htmx asks, else as the form stands."""
        return said_of(self.told_form, self.budget)

    def given_up_by(self, parent: int) -> list[Status]:
        """That a line with an amount of its own becomes the sum of what is put beneath it."""
        line = self.outline.row(parent).line
        if line.amount_vnd is None:
            return []
        words = _("Dòng %(n)s đang ghi %(amount)s đồng: có dòng con thì số tiền ấy là tổng các dòng con.")
        where = {"n": self.outline.tree[parent].number, "amount": vnd(line.amount_vnd)}
        return [Status("act", "warn", words % where)]

    @cached_property
    def told_form(self) -> LineForm:
        if self.wants_fragment:
            return LineForm(self.request.GET, **self.get_form_kwargs())
        return self.get_form()

    def after(self, line: Line) -> str:
        """The next empty line, or the editor at the line that was written."""
        if self.request.POST.get("then") == NEXT:
            return f"{reverse('budgets:line-add', args=[self.estimate.pk])}?sau={line.pk}#id_content"
        return f"{self.way_out}#s{line.pk}"


class LineAdd(Editor, ActionView):
    """A new line: beneath the line of `?duoi=`, behind that of `?sau=`, or last of the first tier."""

    @cached_property
    def parent(self) -> Line | None:
        return self._named("duoi")

    @cached_property
    def behind(self) -> Line | None:
        return self._named("sau")

    def _named(self, name: str) -> Line | None:
        key = self.request.GET.get(name, "")
        if not key:
            return None
        lines = Line.objects.visible_to(self.request.user).filter(estimate=self.object)
        return get_object_or_404(lines, pk=key if key.isascii() and key.isdecimal() and len(key) < 19 else 0)

    @cached_property
    def open_at(self) -> int | None:
        """The last line before the new one in reading order."""
        near = self.behind or self.parent
        if near is None:
            return self.outline.rows[-1].line.pk if self.outline.rows else None
        inside = [row for row in self.outline.rows if row.line.pk == near.pk or near.pk in row.placed.above]
        return inside[-1].line.pk

    @property
    def line_says(self) -> list[Status]:
        parent = self.behind.parent_id if self.behind else self.parent and self.parent.pk
        return [*(self.given_up_by(parent) if parent else ()), *super().line_says]

    @property
    def legend(self) -> str:
        if self.behind:
            return _("Dòng mới sau dòng %(n)s") % {"n": self.outline.tree[self.behind.pk].number}
        if self.parent:
            return _("Dòng mới trong %(n)s") % {"n": self.outline.tree[self.parent.pk].number}
        return _("Khối mới") if self.estimate.budget.has_blocks else _("Dòng mới")

    def get_initial(self) -> dict[str, Any]:
        """A new line is paid by the source of the line before it."""
        for row in reversed(self.outline.rows):
            if row.shares:
                return super().get_initial() | {"source_1": row.shares[0][0].pk}
        return super().get_initial()

    def act(self, **cleaned: Any) -> str:
        self.line = services.add_line(
            actor=self.request.user,
            estimate=self.object,
            content=LineContent(**cleaned),
            parent=self.parent,
            after=self.behind,
        )
        return _("Đã thêm dòng “%(line)s”.") % {"line": self.line}

    def get_success_url(self) -> str:
        return self.after(self.line)


class OneLine(Editor):
    """A page about a line that exists."""

    model = Line

    def get_queryset(self) -> QuerySet[Line]:
        rows = super(OneEstimate, self).get_queryset()
        return rows.select_related(
            "estimate__budget__unit", "estimate__budget__current", "estimate__previous"
        )

    @property
    def estimate(self) -> Estimate:
        return self.object.estimate

    @property
    def row(self) -> OutlineRow:
        return self.outline.row(self.object.pk)

    def get_success_url(self) -> str:
        return self.after(self.object)


class LineChange(OneLine, ActionView):
    @property
    def open_at(self) -> int:
        return self.object.pk

    replaces = True
    """The form stands in the place of the line."""

    @property
    def said(self) -> list[tuple[LineComment, Status]]:
        """Beside the form that stands in the place of the line."""
        return next(said for row, _norm, said in self.lines if row.line.pk == self.object.pk)

    @property
    def line_says(self) -> list[Status]:
        if any(row.line.parent_id == self.object.pk for row in self.outline.rows):
            return sum_said_of(self.told_form, self.row.placed.amount_vnd)
        return said_of(self.told_form, self.budget, line=self.object)

    @property
    def legend(self) -> str:
        return _("Sửa dòng %(n)s") % {"n": self.row.placed.number}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | filled_in(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"held": self.object.sources.count()}

    def act(self, **cleaned: Any) -> str:
        services.change_line(
            actor=self.request.user,
            line=self.object,
            content=LineContent(**cleaned),
            version=self.submitted_version,
        )
        return _("Đã lưu dòng “%(line)s”.") % {"line": cleaned["content"]}


class LineMove(OneLine, ActionView):
    """One step up, down, in or out: a button of the open line. It may be pressed again without harm."""

    form_class = MoveForm
    needs_key = False

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["estimate"]
        return kwargs

    def get(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.lead_to(reverse("budgets:line-change", args=[self.object.pk]))

    def act(self, *, direction: str) -> str:
        outline = self.outline
        moved = services.move_line(actor=self.request.user, line=self.object, direction=Direction(direction))
        return _given_up(outline, self.object, moved.parent_id)

    def form_invalid(self, form) -> HttpResponse:
        from django.contrib import messages  # noqa: PLC0415 -- one use

        for sentence in (text for errors in form.errors.values() for text in errors):
            messages.error(self.request, sentence)
        return self.lead_to(reverse("budgets:line-change", args=[self.object.pk]))

    def get_success_url(self) -> str:
        return f"{reverse('budgets:line-change', args=[self.object.pk])}#id_content"


class LinePlace(OneLine, ActionView):
    """To any other place of the tree, with all that stands beneath it."""

    form_class = PlaceLineForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Đưa dòng tới chỗ khác")
    button = gettext_lazy("Đưa tới đây")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"line": self.object}
        del kwargs["estimate"]
        return kwargs

    @property
    def facts(self) -> list[Fact]:
        return [Fact(_("Dòng"), f"{self.row.placed.number} {self.object.content}")]

    def act(self, *, parent: int | None) -> str:
        lines = Line.objects.visible_to(self.request.user).filter(estimate=self.estimate)
        target = get_object_or_404(lines, pk=parent) if parent else None
        outline = self.outline
        services.place_line(actor=self.request.user, line=self.object, parent=target)
        moved = _("Đã đưa dòng tới chỗ mới; số thứ tự được đánh lại.")
        return f"{moved} {_given_up(outline, self.object, parent)}".strip()


class LineDrop(OneLine, ActionView):
    form_class = ConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Bỏ dòng")
    button = gettext_lazy("Bỏ dòng")
    button_tone = "danger"

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["estimate"]
        return kwargs

    @property
    def facts(self) -> list[Fact]:
        below = [row for row in self.outline.rows if self.object.pk in row.placed.above]
        return [
            Fact(_("Dòng"), f"{self.row.placed.number} {self.object.content}"),
            Fact(_("Số tiền"), f"{vnd(self.row.placed.amount_vnd)} đồng"),
            Fact(_("Các dòng bên dưới cùng bị bỏ"), str(len(below))),
            *(Fact(_("Kinh phí đã giao"), words) for words in self._given_out(below)),
        ]

    def _given_out(self, below: list[OutlineRow]) -> Iterator[str]:
        """What would not be approved without these lines."""
        threads = [self.object.thread, *(row.line.thread for row in below)]
        return below_given_of(self.budget.ceilings.filter(thread__in=threads), {})

    def act(self) -> str:
        services.drop_line(actor=self.request.user, line=self.object, version=self.submitted_version)
        return _("Đã bỏ dòng “%(line)s”.") % {"line": self.object}

    def get_success_url(self) -> str:
        return self.way_out


def _given_up(before: Outline, line: Line, parent: int | None) -> str:
    """That the line beneath which one was moved gave up its amount; empty where it had none."""
    if parent is None or parent == line.parent_id:
        return ""
    above = before.row(parent).line
    if above.amount_vnd is None:
        return ""
    words = _("“%(line)s” nay là tổng các dòng con, không còn %(amount)s đồng ghi riêng.")
    return words % {"line": above, "amount": vnd(above.amount_vnd)}


class LineComments(OneLine, ActionView):
    """What the appraiser says to one line."""

    form_class = CommentForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ý kiến thẩm định")
    button = gettext_lazy("Ghi ý kiến")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({APPRAISER})

    @property
    def way_out(self) -> str:
        return self.estimate.get_absolute_url()

    @property
    def closed_because(self) -> str:
        if self.estimate.state != "appraising":
            return _("Chỉ ghi ý kiến khi bản dự toán đang được thẩm định.")
        return why_not_judge(self.request.user, self.estimate)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["estimate"]
        return kwargs

    @property
    def facts(self) -> list[Fact]:
        row = self.row
        facts = [
            Fact(_("Dòng"), f"{row.placed.number} {self.object.content}"),
            Fact(_("Số tiền"), f"{vnd(row.placed.amount_vnd)} đồng", note=row.explanation),
        ]
        if self.object.norm:
            facts.append(Fact(_("Định mức"), str(self.object.norm), note=self.object.norm.basis))
        if self.object.over_reason:
            facts.append(Fact(_("Lý do vượt định mức"), self.object.over_reason))
        return facts

    def act(self, **cleaned: Any) -> str:
        services.comment_on_line(actor=self.request.user, line=self.object, **cleaned)
        return _("Đã ghi ý kiến.")

    def get_success_url(self) -> str:
        return f"{self.way_out}#d{self.object.pk}"
