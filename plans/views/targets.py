"""Targets: the list, one with its years and its split, and setting them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.core import clock
from ocop.core.money import dotted
from ocop.localities.models import Place
from ocop.ui.forms import NoteForm
from ocop.ui.listing import Listing
from ocop.ui.parts import Bar, Crumb, Fact, MoveLink, Pill, Status
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView, ScopedFormView, ScopedListView
from plans import services
from plans.choices import Basis, Measure
from plans.exchange import TargetSheet
from plans.forms import TargetChangeForm, TargetFilter, TargetForm, TargetSplitForm
from plans.models import Target
from plans.queries.actuals import SHARES
from plans.queries.targets import (
    SETTERS,
    SplitView,
    Standing,
    phases_of,
    split_of,
    standings_of,
    units_below,
    years_of,
)
from plans.queries.things import Behind, Thing, things_behind
from plans.rules.targets import Aim
from plans.views.looks import aim_words, reached_words, stand_status

LIST_CRUMB = gettext_lazy("Chỉ tiêu")
THINGS_ON_A_PAGE = 50
PART, WHOLE = "muc", "tong"


class TargetList(ScopedListView):
    """The targets in reach, each with what the records say of it."""

    model = Target
    title = gettext_lazy("Chỉ tiêu")
    template_name = "plans/target_list.html"
    filter_form_class = TargetFilter
    sheet_class = TargetSheet
    search_in = ("unit__search_key",)
    sorts = {
        "unit": ("unit__path", "-last_year", "first_year", "indicator__position"),
        "indicator": ("indicator__position", "-last_year", "unit__path"),
        "year": ("-last_year", "first_year", "unit__path", "indicator__position"),
    }
    paginate_by = 20

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        if year := chosen.get("year"):
            rows = rows.filter(first_year__lte=year, last_year__gte=year)
        if indicator := chosen.get("indicator"):
            rows = rows.filter(indicator=indicator)
        return rows

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("indicator", "unit")

    @property
    def lines(self) -> list[tuple[Standing, str, str, Status]]:
        """Each target with what it asks, what is reached, and how it stands."""
        return [
            (one, aim_words(one.target), reached_words(one.reached), stand_status(one))
            for one in standings_of(self.rows)
        ]

    @property
    def may_set(self) -> bool:
        return bool(set(SETTERS) & {post.role for post in self.request.user.posts()})


class OneTarget:
    model = Target
    roles = frozenset(SETTERS)

    def get_queryset(self) -> QuerySet[Target]:
        return super().get_queryset().select_related("indicator", "unit", "set_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        target = self.object
        return (
            Crumb(str(LIST_CRUMB), reverse("plans:target-list")),
            Crumb(target.indicator.name, target.get_absolute_url()),
            Crumb(str(self.title)),
        )


class TargetDetail(OneTarget, ScopedDetailView):
    """One target: its years added up, its phases, and what the units below contribute."""

    template_name = "plans/target_detail.html"
    roles = None

    @property
    def title(self) -> str:
        return self.object.indicator.name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:target-list")), Crumb(self.title)

    @cached_property
    def standing(self) -> Standing:
        return standings_of([self.object])[0]

    @property
    def facts(self) -> list[Fact]:
        target, standing = self.object, self.standing
        facts = [
            Fact(_("Mức đặt ra"), aim_words(target)),
            Fact(_("Đã đạt"), reached_words(standing.reached)),
            Fact(_("Tình trạng"), stand_status(standing)),
            Fact(_("Theo văn bản"), target.basis),
            Fact(_("Ghi chú"), target.note),
            Fact(_("Người đặt"), f"{target.set_by}, {dmyhm(target.set_at)}"),
        ]
        return [fact for fact in facts if fact.value]

    @cached_property
    def year_bars(self) -> list[Bar]:
        """The years of a phase, each added to those before it."""
        rows = years_of(self.object) if self.object.first_year < self.object.last_year else []
        return [
            Bar(
                _("Hết năm %(year)s") % {"year": row.year},
                min(row.progress or 0, 100),
                f"{reached_words(row.reached)} · {_('%(n)s %%') % {'n': row.progress or 0}}",
            )
            for row in rows
        ]

    @cached_property
    def phases(self) -> list[tuple[Standing, str, str, Status]]:
        rows = standings_of(phases_of(self.object, self.request.user))
        return [(one, aim_words(one.target), reached_words(one.reached), stand_status(one)) for one in rows]

    @property
    def basis(self) -> str:
        asked = self.request.GET.get("theo", "")
        return asked if asked in Basis.values else Basis.TODAY

    @property
    def basis_pills(self) -> list[Pill]:
        """By the units of today or of the time; a former unit knows only the latter."""
        if self.object.unit.is_former or not self.object.indicator.measure:
            return []
        return [
            Pill(str(basis.label), f"?theo={basis}#chia", is_current=basis == self.basis) for basis in Basis
        ]

    @cached_property
    def split(self) -> SplitView:
        return split_of(self.object, self.request.user, basis=self.basis)

    @property
    def split_lines(self) -> list[tuple[str, str, str, str]]:
        """Each unit below: name, address of its target, what it is to reach, what it has."""
        return [
            (
                share.name,
                share.target.get_absolute_url() if share.target else "",
                aim_words(share.target) if share.target else "—",
                reached_words(share.reached) if self.object.indicator.measure else "—",
            )
            for share in self.split.shares
        ]

    @property
    def split_sentence(self) -> str:
        """How far the parts add up to the whole."""
        split, unit = self.split, self.object.indicator.unit_name
        if not any(share.target for share in split.shares):
            return _("Chưa chia cho đơn vị nào.")
        words = {"given": dotted(split.given), "n": dotted(abs(split.difference)), "unit": unit}
        if split.difference > 0:
            return _("Đã chia %(given)s, nhiều hơn mức đặt ra %(n)s %(unit)s.") % words
        if split.difference < 0:
            return _("Đã chia %(given)s, còn thiếu %(n)s %(unit)s.") % words
        return _("Đã chia %(given)s, vừa đủ.") % words

    @property
    def may_set(self) -> bool:
        return bool(self.held_roles & set(SETTERS))

    @property
    def moves(self) -> list[MoveLink]:
        if not self.may_set:
            return []
        pk = [self.object.pk]
        moves = [MoveLink(_("Sửa chỉ tiêu"), reverse("plans:target-change", args=pk), "edit", "primary")]
        if not self.object.indicator.is_share and self.split.shares:
            moves.append(
                MoveLink(_("Chia cho đơn vị cấp dưới"), reverse("plans:target-split", args=pk), "scale")
            )
        return [*moves, MoveLink(_("Bỏ chỉ tiêu"), reverse("plans:target-remove", args=pk), "ban", "danger")]


class TargetThings(OneTarget, ScopedDetailView):
    """What a target has reached, thing by thing, adding up to its bar; of a share its part, or its whole."""

    template_name = "plans/target_things.html"
    roles = None

    @property
    def title(self) -> str:
        return _("Đã đạt: %(name)s") % {"name": self.object.indicator.name}

    def check_role(self) -> None:
        """Raise `Http404` where the portal has no records to count."""
        super().check_role()
        if not self.object.indicator.measure:
            raise Http404

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """What is counted: one measure, or the part and the whole of a share."""
        measure = self.object.indicator.measure
        return SHARES.get(measure, (measure,))

    @property
    def is_whole(self) -> bool:
        return len(self.measures) > 1 and self.request.GET.get(PART) == WHOLE

    @property
    def part_pills(self) -> list[Pill]:
        if len(self.measures) == 1:
            return []
        part, whole = (str(Measure(one).label) for one in self.measures)
        return [
            Pill(part, self.request.path, is_current=not self.is_whole),
            Pill(whole, f"?{PART}={WHOLE}", is_current=self.is_whole),
        ]

    @cached_property
    def behind(self) -> Behind:
        span = self.object.span.until(clock.today())
        return things_behind(self.object.unit, span, self.measures[-1 if self.is_whole else 0])

    @property
    def is_money(self) -> bool:
        return self.behind.total != self.behind.count

    @cached_property
    def listing(self) -> Listing:
        paginator = Paginator(range(self.behind.count), THINGS_ON_A_PAGE)
        return Listing(
            page=paginator.get_page(self.request.GET.get("page")), query=self.request.GET, sort="", sorts=()
        )

    @property
    def things(self) -> list[Thing]:
        shown = self.listing
        return self.behind.shown(self.request.user, shown.first - 1, shown.last)


class TargetAdd(ScopedFormView):
    roles = frozenset(SETTERS)
    form_class = TargetForm
    title = gettext_lazy("Đặt chỉ tiêu")
    button = gettext_lazy("Đặt chỉ tiêu")
    template_name = "plans/form.html"
    way_out = "/ke-hoach/chi-tieu/"

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(str(LIST_CRUMB), reverse("plans:target-list")), Crumb(str(self.title))

    def get_initial(self) -> dict[str, Any]:
        year = clock.today().year
        return {"first_year": year, "last_year": year}

    def act(self, **cleaned: Any) -> str:
        self.object = services.set_target(actor=self.request.user, **cleaned)
        return _("Đã đặt chỉ tiêu.")


class TargetChange(OneTarget, ActionView):
    form_class = TargetChangeForm
    title = gettext_lazy("Sửa chỉ tiêu")
    button = gettext_lazy("Lưu chỉ tiêu")
    template_name = "plans/form.html"
    prefill = True

    def act(self, *, aim: Aim, **cleaned: Any) -> str:
        services.change_target(
            actor=self.request.user,
            target=self.object,
            aim=aim,
            version=self.submitted_version,
            **cleaned,
        )
        return _("Đã lưu chỉ tiêu.")


class TargetRemove(OneTarget, ActionView):
    form_class = NoteForm
    title = gettext_lazy("Bỏ chỉ tiêu")
    button = gettext_lazy("Bỏ chỉ tiêu")
    button_tone = "danger"
    template_name = "layouts/confirm.html"
    success_url = "/ke-hoach/chi-tieu/"

    @property
    def facts(self) -> list[Fact]:
        target = self.object
        return [
            Fact(_("Chỉ tiêu"), target.indicator.name),
            Fact(_("Đơn vị"), str(target.unit)),
            Fact(_("Năm"), target.years),
            Fact(_("Mức đặt ra"), aim_words(target)),
        ]

    def act(self, *, note: str) -> str:
        services.remove_target(
            actor=self.request.user, target=self.object, note=note, version=self.submitted_version
        )
        return _("Đã bỏ chỉ tiêu.")


class TargetSplit(OneTarget, ActionView):
    form_class = TargetSplitForm
    title = gettext_lazy("Chia cho đơn vị cấp dưới")
    button = gettext_lazy("Lưu phần chia")
    template_name = "plans/target_split.html"

    @cached_property
    def units(self) -> list[Place]:
        return list(units_below(self.object.unit, self.object.last_year))

    @property
    def closed_because(self) -> str:
        if self.object.indicator.is_share:
            return _("Tỷ lệ không chia được; hãy đặt cho từng đơn vị.")
        return "" if self.units else _("Đơn vị này không có cấp dưới để chia.")

    @property
    def aim(self) -> str:
        return aim_words(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Target.objects.visible_to(self.request.user).filter(
            indicator=self.object.indicator_id,
            unit__in=[place.pk for place in self.units],
            first_year=self.object.first_year,
            last_year=self.object.last_year,
        )
        numbers = dict(mine.values_list("unit", "minimum"))
        return super().get_form_kwargs() | {"units": self.units, "numbers": numbers}

    def act(self, **cleaned: Any) -> str:
        count = services.split_target(
            actor=self.request.user, target=self.object, version=self.submitted_version, **cleaned
        )
        if not count:
            return _("Không có gì thay đổi.")
        return ngettext("Đã lưu phần chia của %(n)s đơn vị.", "Đã lưu phần chia của %(n)s đơn vị.", count) % {
            "n": count
        }
