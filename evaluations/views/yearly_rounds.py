"""The two dated rounds of a year, and what the rules before still leave to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import Item
from evaluations.queries.yearly_rounds import (
    Leftover,
    RoundRow,
    leftovers,
    ministry_rounds,
    province_rounds,
    regime_with_rounds,
)
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.models import Regime
from ocop.ui.parts import Crumb, Status
from ocop.ui.views import PortalView
from registrations.models import Dossier

READERS = frozenset(
    {
        Role.COMMUNE_OFFICER,
        Role.PROVINCE_OFFICER,
        Role.PROVINCE_LEADER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)
FIRST_YEAR, LAST_YEAR = 2018, 2100


class YearlyRounds(PortalView):
    """Each reader counts what they reach: a commune its own requests, a province all of them."""

    roles = READERS
    template_name = "evaluations/yearly_rounds.html"
    title = gettext_lazy("Đợt đánh giá trong năm")

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get("nam", "")
        if asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR:
            return int(asked)
        return clock.today().year

    @cached_property
    def regime(self) -> Regime | None:
        return regime_with_rounds(self.year)

    @property
    def parts(self) -> list[tuple[str, list[tuple[RoundRow, Status]]]]:
        """The rounds of each level with how each stands."""
        if self.regime is None:
            return []
        person = self.request.user
        return [
            (
                _("Cấp tỉnh"),
                self._shown(province_rounds(Dossier.objects.visible_to(person), self.regime, self.year)),
            ),
            (
                _("Bộ Nông nghiệp và Môi trường"),
                self._shown(ministry_rounds(Item.objects.visible_to(person), self.regime, self.year)),
            ),
        ]

    def _shown(self, rows: list[RoundRow]) -> list[tuple[RoundRow, Status]]:
        return [(row, round_status(row)) for row in rows]

    @cached_property
    def leftovers(self) -> list[Leftover]:
        if self.regime is None:
            return []
        return leftovers(Dossier.objects.visible_to(self.request.user), self.regime)

    @property
    def before_url(self) -> str:
        return f"?nam={self.year - 1}" if self.year > FIRST_YEAR else ""

    @property
    def after_url(self) -> str:
        return f"?nam={self.year + 1}" if self.year < LAST_YEAR else ""

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Việc hôm nay"), reverse("today")), Crumb(str(self.title))


def round_status(row: RoundRow) -> Status:
    if row.is_late:
        return Status("bad", "warn", _("Quá hạn có kết quả"))
    if row.is_running:
        return Status("move", "doing", _("Đang diễn ra"))
    if clock.today() < row.round.opens:
        return Status("wait", "hourglass", _("Chưa đến"))
    return Status("good", "done", _("Đã xong"))
