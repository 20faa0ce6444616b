"""The list of classes."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.ui.parts import Pill, Status
from ocop.ui.views import ScopedListView
from trainings.choices import ClassState
from trainings.exchange import ClassSheet
from trainings.forms import ClassFilter
from trainings.models import (
    TrainingClass,
)
from trainings.queries.classes import class_rows
from trainings.queries.people import organised_by
from trainings.views.looks import class_status


class ClassList(ScopedListView):
    """The classes in reach, the latest first."""

    model = TrainingClass
    title = gettext_lazy("Tập huấn")
    template_name = "trainings/class_list.html"
    filter_form_class = ClassFilter
    sheet_class = ClassSheet
    search_in = ("search_key", "organiser__search_key")
    sorts = {"first": ("-first_on",), "code": ("code",), "organiser": ("organiser__sort_key", "-first_on")}
    lookups = {"year": "first_on__year", "kind": "kind", "audience": "audience", "state": "state"}

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return class_rows(rows)

    @property
    def lines(self) -> list[tuple[TrainingClass, Status]]:
        return [(one, class_status(one)) for one in self.rows]

    @property
    def pills(self) -> list[Pill]:
        chosen = self.request.GET.get("state", "")
        states = (ClassState.NOMINATING, ClassState.RUNNING, ClassState.CLOSED)
        return [
            Pill(_("Tất cả"), self.address(state=None, page=None), is_current=not chosen),
            *(
                Pill(str(state.label), self.address(state=state.value, page=None), is_current=chosen == state)
                for state in states
            ),
        ]

    @property
    def sees_coverage(self) -> bool:
        return bool(frozenset(READERS) & {post.role for post in self.request.user.posts()})

    @property
    def may_plan(self) -> bool:
        return organised_by(self.request.user).exists()
