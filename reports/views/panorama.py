"""“Toàn cảnh”: the pictures of a place, each with its numbers and the lists behind them."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import SessionState
from ocop.core.money import short
from ocop.law.queries import product_groups
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from ocop.ui.listing import address
from ocop.ui.parts import Bar, Crumb, Dot, Figure, Number, Pill, Series
from reports.choices import FUNNEL, FigureName
from reports.queries import figures as read
from reports.queries.figures import STARS, Figures, PlaceFigures
from reports.queries.money import MoneyOfPlace, money_in
from reports.queries.targets import targets_of
from reports.queries.workload import CouncilLoad, council_loads, years_of_councils
from reports.views import drawn, links
from reports.views.places import OfPlace, page_of
from trainings.queries.coverage import shares_in

YEAR = "nam"
COUNCILS_SHOWN = 12


class Panorama(OfPlace):
    """The place asked for, else the first one of the reader's posts; for who has none, the own councils."""

    template_name = "reports/panorama.html"

    def check_role(self) -> None:
        """Raise `Http404` outside reach, then `PermissionDenied` where there is nothing to picture."""
        if self.place is None and not self.has_councils:
            raise PermissionDenied

    @cached_property
    def years(self) -> list[int]:
        """This year and the years of which something is known."""
        known = self.figures.years if self.place else years_of_councils(self.request.user)
        return sorted({self.today.year, *known}, reverse=True)

    @cached_property
    def year(self) -> int:
        asked = self.request.GET.get(YEAR, "")
        known = {str(year): year for year in self.years}
        return known.get(asked, self.today.year)

    @property
    def title(self) -> str:
        return (
            _("Toàn cảnh OCOP %(place)s") % {"place": self.place.name_in_address}
            if self.place
            else _("Việc của các Hội đồng")
        )

    @property
    def year_pills(self) -> list[Pill]:
        return [
            Pill(str(year), address(self.request.GET, **{YEAR: year}), is_current=year == self.year)
            for year in self.years
        ]

    # --- Figures counted in advance -----------------------------------------------------------------------
    @cached_property
    def counted_at(self) -> datetime | None:
        return read.counted_at(self.territory) if self.territory else None

    @cached_property
    def figures(self) -> Figures:
        return read.figures_of(self.request.user, self.territory) if self.territory else Figures({})

    @cached_property
    def beneath(self) -> list[PlaceFigures]:
        """The places right beneath, where the place has some."""
        if self.place.level == PlaceLevel.COMMUNE:
            return []
        places = read.children_of(self.territory, self.today)
        return read.by_child(self.territory, places, self._by_path)

    @cached_property
    def _by_path(self) -> dict:
        return read.by_path(self.request.user, self.territory, year=self.year)

    @property
    def heads(self) -> list[Figure]:
        here, stars = self.territory, self.figures.by_stars
        shown = [
            Figure(
                _("Sản phẩm còn hiệu lực"),
                str(Number(self.figures.of(FigureName.VALID)).written),
                url=links.valid_list(here),
            )
        ]
        for count in STARS:
            if stars[count] or count < max(STARS):
                url = links.valid_list(here, stars=count)
                shown.append(Figure(_("%(n)s sao") % {"n": count}, Number(stars[count]).written, url=url))
        if self.beneath:
            shown.append(self.covered)
        soon = Number(self.figures.of(FigureName.SOON)).written
        return [*shown, Figure(_("Hết hạn trong 180 ngày"), soon, url=links.soon_list(here))]

    @property
    def covered(self) -> Figure:
        """How many communes of today, or of the time, have a product."""
        having, known = read.covered_in(self.territory, self._by_path, self.today)
        note = _("trong %(all)s xã, phường") % {"all": Number(known).written}
        return Figure(_("Xã, phường có sản phẩm"), Number(having).written, note, "#dia-ban")

    @cached_property
    def communes(self) -> list[Place]:
        """The communes of the territory that are counted one by one."""
        return read.communes_of(self.territory, self.today)

    @property
    def funnel(self) -> list[Bar]:
        counts = [(name, self.figures.of(name, year=self.year)) for name in FUNNEL]
        most = max(n for _name, n in counts) or 1
        return [
            Bar(
                str(name.label),
                n * 100 // most,
                Number(n).written,
                links.station_list(self.territory, name, year=self.year) if n else "",
            )
            for name, n in counts
        ]

    @property
    def star_words(self) -> list[str]:
        return [_("%(n)s sao") % {"n": count} for count in STARS]

    @property
    def groups(self) -> list[Series]:
        names = product_groups()
        return [
            Series(
                names.get(group, _("Chưa rõ ngành")),
                [Number(counts[n], links.valid_list(self.territory, group=group, stars=n)) for n in STARS],
            )
            for group, counts in self.figures.by_group.items()
        ]

    @property
    def star_years(self) -> list[Series]:
        return [
            Series(
                str(year),
                [Number(counts[n], links.issued_list(self.territory, year=year, stars=n)) for n in STARS],
            )
            for year, counts in self.figures.by_year.items()
        ]

    @property
    def months(self) -> list[Series]:
        return [
            Series(
                f"{month:02d}/{year % 100:02d}",
                [Number(n, links.ending_list(self.territory, year=year, month=month))],
            )
            for year, month, n in self.figures.by_month(self.today)
        ]

    @property
    def dots(self) -> list[Dot]:
        """Every commune beneath; of the country its provinces, whose dots can still be told apart."""
        if self.place.level == PlaceLevel.COUNTRY:
            counts = {row.place.path: row.valid for row in self.beneath if row.place}
            places = [row.place for row in self.beneath if row.place]
        else:
            places = self.communes
            counts = {path: found["valid"] for path, found in self._by_path.items()}
        return [
            Dot(place.name, place.north, place.east, Number(counts.get(place.path, 0)))
            for place in places
            if place.north is not None
        ]

    @property
    def place_heads(self) -> list[str]:
        year = {"year": self.year}
        return [
            _("Địa bàn"),
            _("Còn hiệu lực"),
            _("Hết hạn trong 180 ngày"),
            _("Nộp hồ sơ %(year)s") % year,
            _("Đạt sao %(year)s") % year,
        ]

    @property
    def place_rows(self) -> list[list[Crumb | Number]]:
        """A line for each place beneath; what belongs to none of them stands last, without a list."""
        return [self._place_row(row) for row in self.beneath]

    def _place_row(self, row: PlaceFigures) -> list[Crumb | Number]:
        counts = (row.valid, row.soon, row.handed_in, row.recognised)
        if row.place is None:
            return [Crumb(_("Chưa rõ thuộc nơi nào")), *map(Number, counts)]
        here = Territory(row.place, then=self.territory.then)
        urls = (
            links.valid_list(here),
            links.soon_list(here),
            links.station_list(here, FigureName.HANDED_IN, year=self.year),
            links.station_list(here, FigureName.RECOGNISED, year=self.year),
        )
        numbers = [Number(n, url if n else "") for n, url in zip(counts, urls, strict=True)]
        return [Crumb(str(row.place), page_of(row.place)), *numbers]

    # --- Asked when the page is opened -----------------------------------------------------------------
    @cached_property
    def money(self) -> MoneyOfPlace | None:
        """To those who read budgets."""
        return money_in(self.request.user, self.territory, year=self.year) if self.reads_here else None

    @property
    def own_money(self) -> list[Bar]:
        return drawn.own_money(self.money.own, links.budget_list(self.territory, year=self.year))

    @property
    def given_money(self) -> list[Bar]:
        return drawn.given_money(self.money.given, links.allotment_list(self.territory, year=self.year))

    @property
    def cost_of_a_star(self) -> str:
        """What a product that got its stars in the year cost, on the average; empty where there is none."""
        products = self.figures.of(FigureName.ISSUED, year=self.year)
        if not products or not self.money.own.paid_vnd:
            return ""
        each = short(round(self.money.own.paid_vnd / products))
        return _("Trung bình %(each)s đồng đã chi cho một sản phẩm đạt sao trong năm.") % {"each": each}

    @cached_property
    def loads(self) -> list[CouncilLoad]:
        return council_loads(self.request.user, self.territory, year=self.year)

    state_words = tuple(SessionState.labels)

    @property
    def councils(self) -> list[Series]:
        return drawn.council_rows(self.loads, at_most=COUNCILS_SHOWN)

    coverage_words = (gettext_lazy("Đã tập huấn"), gettext_lazy("Chưa tập huấn"))

    @cached_property
    def coverage(self) -> list[Series]:
        """Whom the year's classes reached at and beneath the place."""
        if not self.reads_here:
            return []
        officials, producers = shares_in(self.year, self.territory)
        return drawn.coverage_rows(self.territory, self.year, officials, producers)

    @cached_property
    def targets(self) -> list[Bar]:
        """The targets of the place itself for the year, as far as the reader may know them."""
        return drawn.target_bars(targets_of(self.request.user, self.place, year=self.year))

    @property
    def more_councils(self) -> str:
        rest = len(self.loads) - COUNCILS_SHOWN
        return _("Còn %(n)s Hội đồng khác.") % {"n": rest} if rest > 0 else ""
