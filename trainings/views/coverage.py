"""Coverage: the shares of officials and producers trained in a year, and whom to send next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.core import clock
from ocop.core.text import search_key
from ocop.ui.listing import Listing, address
from ocop.ui.parts import Crumb, Figure, Pill
from ocop.ui.views import PortalView
from trainings.choices import Audience, ClassState
from trainings.forms import CoverageFilter
from trainings.models import Nomination, TrainingClass
from trainings.queries.coverage import (
    Counted,
    Coverage,
    coverage_for,
    of_unknown_officials,
    of_unknown_producers,
    share_in_words,
)
from trainings.queries.people import SENDERS, places_sent_by

ON_A_PAGE = 50
YEARS_SHOWN = 3
UNITS_SHOWN = 200
UNKNOWN_SHOWN = 50
YEAR, PART = "nam", "muc"
PARTS = {
    "": gettext_lazy("Chưa tập huấn"),
    "chua-lan-nao": gettext_lazy("Chưa lần nào"),
    "da": gettext_lazy("Đã tập huấn"),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """Those who completed a class and count for nobody yet; each with the page where that is said, or ""."""

    anchor: str
    title: str
    why: str
    button: str
    lines: list[tuple[Nomination, str]]
    is_cut: bool


class CoveragePage(PortalView):
    """Who counts, who is trained, who was never; one click leads into a class that takes names."""

    roles = frozenset(READERS)
    template_name = "trainings/coverage.html"
    title = gettext_lazy("Độ phủ tập huấn")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Tập huấn"), reverse("trainings:class-list")), Crumb(str(self.title))

    @cached_property
    def filters(self) -> CoverageFilter:
        return CoverageFilter(self.request.GET, user=self.request.user)

    @cached_property
    def year(self) -> int:
        typed = self.request.GET.get(YEAR, "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else clock.today().year

    @cached_property
    def coverage(self) -> Coverage:
        return coverage_for(self.request.user, self.year, self.filters.chosen.get("place"))

    @property
    def figures(self) -> list[Figure]:
        officials, producers = self.coverage.officials, self.coverage.producers
        return [
            Figure(
                _("Cán bộ đã tập huấn"),
                share_in_words(officials),
                _("theo vị trí công tác hôm nay"),
                self.address(audience=Audience.OFFICIALS, muc="da"),
            ),
            Figure(
                _("Chủ thể đã tập huấn"),
                share_in_words(producers),
                _("theo hồ sơ đã nộp của chu trình %(year)s") % {"year": self.year},
                self.address(audience=Audience.PRODUCERS, muc="da"),
            ),
        ]

    def address(self, **changes: object) -> str:
        """This page with some parameters changed and the others kept."""
        return address(self.request.GET, **changes)

    @cached_property
    def unknown(self) -> list[Unknown]:
        """Who completed a class and stands in no share, with why; only where there is somebody."""
        asked = (self.request.user, self.year, self.filters.chosen.get("place"))
        groups = (
            self._unknown(
                of_unknown_producers(*asked),
                "trainings:nomination-producer",
                anchor="chua-ro",
                title=_("Đã học nhưng chưa rõ chủ thể"),
                why=_("Dự theo loại hình, chưa nêu dự cho chủ thể nào nên chưa tính vào tỷ lệ."),
                button=_("Nêu chủ thể"),
            ),
            self._unknown(
                of_unknown_officials(*asked),
                "trainings:nomination-official",
                anchor="chua-ro-can-bo",
                title=_("Đã học nhưng chưa rõ cán bộ"),
                why=_("Được cử theo tên, chưa gắn với cán bộ nào trên cổng nên chưa tính vào tỷ lệ."),
                button=_("Nêu cán bộ"),
            ),
        )
        return [group for group in groups if group.lines]

    def _unknown(self, rows: QuerySet[Nomination], page: str, **words: str) -> Unknown:
        found = list(rows[: UNKNOWN_SHOWN + 1])
        lines = [
            (one, reverse(page, args=[one.pk]) if one.unit_id in self._sent else "")
            for one in found[:UNKNOWN_SHOWN]
        ]
        return Unknown(lines=lines, is_cut=len(found) > UNKNOWN_SHOWN, **words)

    @cached_property
    def _sent(self) -> set[int]:
        """The places that the reader sends people from."""
        return set(places_sent_by(self.request.user).values_list("pk", flat=True)) if self.may_send else set()

    @property
    def years(self) -> list[Pill]:
        now = clock.today().year
        return [
            Pill(str(year), self.address(**{YEAR: year}), is_current=year == self.year)
            for year in range(now, now - YEARS_SHOWN, -1)
        ]

    @property
    def part(self) -> str:
        asked = self.request.GET.get(PART, "")
        return asked if asked in PARTS else ""

    @property
    def parts(self) -> list[Pill]:
        return [
            Pill(str(label), self.address(**{PART: name}), len(self._of(name)), is_current=name == self.part)
            for name, label in PARTS.items()
        ]

    @property
    def part_words(self) -> str:
        return str(PARTS[self.part])

    @property
    def rows(self) -> list[tuple]:
        """Unit, role, share, its words; the units with somebody missing first."""
        rows = [(*row, share_in_words(row[2])) for row in self.coverage.by_unit_and_role]
        return sorted(rows, key=lambda row: row[2].missing == 0)[:UNITS_SHOWN]

    @property
    def more_rows(self) -> int:
        """Units and roles that the table leaves out."""
        return max(0, len(self.coverage.by_unit_and_role) - UNITS_SHOWN)

    @cached_property
    def _found(self) -> list[Counted]:
        """Who passes the filters of the page, whether trained or not."""
        chosen = self.filters.chosen
        audience, words = chosen.get("audience"), search_key(chosen.get("q", "")).split()
        return [
            one
            for one in self.coverage.people
            if audience in (None, Audience.OFFICIALS if one.is_official else Audience.PRODUCERS)
            and all(word in search_key(f"{one.name} {one.unit}") for word in words)
        ]

    def _of(self, part: str) -> list[Counted]:
        match part:
            case "da":
                return [one for one in self._found if one.is_trained]
            case "chua-lan-nao":
                return [one for one in self._found if not one.ever]
            case _:
                return [one for one in self._found if not one.is_trained]

    @cached_property
    def listing(self) -> Listing:
        """Those of the part that is chosen, never trained before first."""
        people = sorted(self._of(self.part), key=lambda one: one.ever)
        return Listing(
            page=Paginator(people, ON_A_PAGE).get_page(self.request.GET.get("page")),
            query=self.request.GET,
            sort="",
            sorts=(),
            filters=self.filters,
            chosen=len(self.filters.chosen),
        )

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
        return [
            (one, self._ways(one) if self.may_send and not one.is_trained else [])
            for one in self.listing.rows
        ]

    def _ways(self, one: Counted) -> list[tuple[str, str]]:
        shut_out = Audience.PRODUCERS if one.is_official else Audience.OFFICIALS
        return [
            (training.code, f"{reverse('trainings:class-nominate', args=[training.pk])}?chon={one.key}")
            for training in self.open_classes
            if training.audience != shut_out
        ]
