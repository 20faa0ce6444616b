"""Coverage: the shares of officials and producers trained in a year, and whom to send next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.core import clock
from ocop.ui.parts import Crumb, Figure, Pill
from ocop.ui.views import PortalView
from trainings.choices import Audience, ClassState
from trainings.models import TrainingClass
from trainings.queries.coverage import Counted, Coverage, coverage_for, share_in_words
from trainings.queries.people import SENDERS

ON_A_PAGE = 50
YEARS_SHOWN = 3


class CoveragePage(PortalView):
    """Who counts, who is trained, who was never; one click leads into a class that takes names."""

    roles = frozenset(READERS)
    template_name = "trainings/coverage.html"
    title = gettext_lazy("Độ phủ tập huấn")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Tập huấn"), reverse("trainings:class-list")), Crumb(str(self.title))

    @cached_property
    def year(self) -> int:
        typed = self.request.GET.get("nam", "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else clock.today().year

    @cached_property
    def coverage(self) -> Coverage:
        return coverage_for(self.request.user, self.year)

    @property
    def figures(self) -> list[Figure]:
        officials, producers = self.coverage.officials, self.coverage.producers
        return [
            Figure(
                _("Cán bộ đã tập huấn"), share_in_words(officials), note=_("theo vị trí công tác hôm nay")
            ),
            Figure(
                _("Chủ thể đã tập huấn"),
                share_in_words(producers),
                note=_("theo hồ sơ của chu trình %(year)s") % {"year": self.year},
            ),
        ]

    @property
    def years(self) -> list[Pill]:
        now = clock.today().year
        return [
            Pill(str(year), f"?nam={year}", is_current=year == self.year)
            for year in range(now, now - YEARS_SHOWN, -1)
        ]

    @property
    def rows(self) -> list[tuple]:
        """Unit, role, share, its words; the units with somebody missing first."""
        rows = [(*row, share_in_words(row[2])) for row in self.coverage.by_unit_and_role]
        return sorted(rows, key=lambda row: row[2].missing == 0)[:200]

    @cached_property
    def missing(self) -> Page:
        """Who is not trained in the year, never before first."""
        people = sorted(self.coverage.untrained, key=lambda one: one.ever)
        return Paginator(people, ON_A_PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def open_classes(self) -> list[TrainingClass]:
        rows = TrainingClass.objects.visible_to(self.request.user).filter(state=ClassState.NOMINATING)
        return list(rows.order_by("first_on", "pk")[:20])

    @property
    def may_send(self) -> bool:
        return bool(SENDERS & {post.role for post in self.request.user.posts()})

    @property
    def lines(self) -> list[tuple[Counted, list[tuple[str, str]]]]:
        """Each with the classes they may be sent to: title, and the page where they are ticked already."""
        return [(one, self._ways(one) if self.may_send else []) for one in self.missing]

    def _ways(self, one: Counted) -> list[tuple[str, str]]:
        shut_out = Audience.PRODUCERS if one.is_official else Audience.OFFICIALS
        return [
            (training.code, f"{reverse('trainings:class-nominate', args=[training.pk])}?chon={one.key}")
            for training in self.open_classes
            if training.audience != shut_out
        ]
