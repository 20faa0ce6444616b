"""The list of dossiers, one dossier, and the dossier as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.access.querysets import asked_row_by_row
from ocop.access.scope import scope_of
from ocop.audit.queries import history_of
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.territory import Territory
from ocop.ui.parts import Crumb, Fact, MoveLink, Pill, Status, Step, Task, TaskGroup, Where
from ocop.ui.templatetags.portal import points
from ocop.ui.views import ScopedDetailView, ScopedListView
from registrations import documents, queries
from registrations.choices import DossierState
from registrations.exchange import DossierSheet
from registrations.forms import DossierFilter
from registrations.models import Dossier
from registrations.queries.coach import Coaching
from registrations.queries.stations import dossier_at
from registrations.rules import Part
from registrations.services.contents import PRINTED
from registrations.services.doors import WRITERS
from registrations.views.coaching import Coached
from registrations.views.consent_card import ConsentCard, consent_card
from registrations.views.correction_lines import CorrectionLine, lines_of
from registrations.views.parts import (
    PART_PAGES,
    PersonLine,
    entries_of,
    people_of,
    print_links,
    status_of_part,
)
from registrations.workflow import DOSSIER

MINE, LATE = "cho-toi", "qua-han"
PILL = "muc"


class DossierList(ScopedListView):
    model = Dossier
    title = gettext_lazy("Hồ sơ sản phẩm")
    template_name = "registrations/dossier_list.html"
    sheet_class = DossierSheet
    filter_form_class = DossierFilter
    lookups = {
        "cycle": "cycle",
        "group": "criteria_set__group",
        "registration_type": "registration_type",
        "state": "state",
        "year": "cycle__year",
    }
    sorts = {
        "new": ("-pk",),
        "name": ("sort_key",),
        "commune": ("commune_sort_key", "sort_key"),
        "due": ("due_on", "received_at"),
    }

    def filter_rows(
        self,
        rows: QuerySet,
        *,
        commune: str = "",
        station: str = "",
        place: Territory | None = None,
        **chosen: Any,
    ) -> QuerySet:
        rows = super().filter_rows(rows, **chosen)
        if station:
            rows = rows.filter(dossier_at(station))
        if place:
            rows = rows.filter(asked_row_by_row(commune__in=place.places().values("pk")))
        return (
            rows.filter(asked_row_by_row(commune__in=Place.objects.search(commune).values("pk")))
            if commune
            else rows
        )

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        return queries.dossier_rows(rows)

    def shown_rows(self, keys: QuerySet) -> QuerySet:
        return self.ordered(queries.listed_dossiers(keys))

    @cached_property
    def matched(self) -> QuerySet:
        """What passes search and filters, whatever the pill: the pills count these."""
        return ScopedListView.found.func(self)

    @cached_property
    def found(self) -> QuerySet:
        return self.matched.filter(self._pill_condition(self.request.GET.get(PILL, "")))

    def _pill_condition(self, name: str) -> Q:
        if name == MINE:
            return queries.waiting_for(self.request.user)
        if name == LATE:
            return queries.is_overdue()
        return Q()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many stand behind each pill, from one query, of a column that stands in the index for it."""
        return self.matched.aggregate(
            all=Count("commune"),
            **{pill: Count("commune", filter=self._pill_condition(pill)) for pill in (MINE, LATE)},
        )

    @property
    def found_count(self) -> int:
        return self.counts.get(self.request.GET.get(PILL, ""), self.counts["all"])

    @cached_property
    def pills(self) -> list[Pill]:
        """All, mine to do, overdue."""
        asked, counts = self.request.GET.get(PILL, ""), self.counts
        mine, late = "due" if counts[MINE] else "", "late" if counts[LATE] else ""
        return [
            Pill(_("Tất cả"), self.address(**{PILL: None}), counts["all"], asked not in (MINE, LATE)),
            Pill(_("Chờ tôi xử lý"), self.address(**{PILL: MINE}), counts[MINE], asked == MINE, mine),
            Pill(_("Quá hạn"), self.address(**{PILL: LATE}), counts[LATE], asked == LATE, late),
        ]

    @property
    def is_narrowed(self) -> bool:
        return self.listing.is_filtered or self.request.GET.get(PILL, "") in (MINE, LATE)

    @property
    def lines(self) -> list[tuple[Dossier, Status, str, Status | None]]:
        """Each dossier with its status, who has it and its term."""
        calendar = queries.calendar_for(self.rows)
        return [
            (row, queries.status_of(row), queries.holder_of(row), queries.due_status(row, calendar))
            for row in self.rows
        ]

    @property
    def may_start(self) -> bool:
        return bool(WRITERS & scope_of(self.request.user).roles)


class OneDossier:
    """Pages about one dossier; after a change they lead back to it."""

    model = Dossier

    def get_queryset(self) -> QuerySet[Dossier]:
        rows = queries.dossier_rows(super().get_queryset())
        return rows.select_related("producer__commune", "regime", "created_by")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Hồ sơ"), reverse("registrations:dossier-list")),
            Crumb(self.object.product_name, self.object.get_absolute_url()),
            Crumb(str(self.title)),
        )

    @property
    def way_out(self) -> str:
        return self.object.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def writes_as(self) -> str:
        """The role under which this reader writes the dossier, if any."""
        return min(WRITERS & self.held_roles, default="")

    @cached_property
    def may_write(self) -> bool:
        return bool(self.writes_as) and not queries.why_not_write(self.writes_as, self.object)

    def writes(self, part: Part) -> bool:
        """Whether this reader may write a part now; the report is the commune's own."""
        return self.may_write and (part != Part.REPORT or self.writes_as == Role.COMMUNE_OFFICER)

    @property
    def over(self) -> str:
        """The line above the heading: what kind of registration, under which number."""
        dossier = self.object
        words = [dossier.get_registration_type_display(), str(dossier.cycle)]
        if dossier.receipt_number:
            words.append(_("phiếu số %(number)s") % {"number": dossier.receipt_number})
        return " · ".join(str(word) for word in words)

    @property
    def status(self) -> Status:
        return queries.status_of(self.object)


_MOVE_PAGES = {
    "hand_in": ("dossier-hand-in", "send", "primary"),
    "submit": ("dossier-submit", "send", "primary"),
    "accept": ("dossier-accept", "check", "primary"),
    "commune_return": ("dossier-commune-return", "return", "secondary"),
    "return": ("dossier-return", "return", "secondary"),
    "withdraw": ("dossier-withdraw", "minus", "danger"),
}
_BINDING = frozenset({"hand_in", "withdraw"})
"""Moves of a producer that its helpers do not make."""


class DossierDetail(Coached, OneDossier, ScopedDetailView):
    template_name = "registrations/dossier_detail.html"

    @property
    def title(self) -> str:
        return self.object.product_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Hồ sơ"), reverse("registrations:dossier-list")), Crumb(self.title)

    @cached_property
    def parts(self) -> list[queries.PartState]:
        return queries.parts_of(self.object)

    @property
    def progress(self) -> str:
        done = sum(part.done for part in self.parts)
        return _("Xong %(done)s/%(all)s phần") % {"done": done, "all": len(self.parts)}

    @property
    def tasks(self) -> list[TaskGroup]:
        own = [part for part in self.parts if part.part != Part.REPORT]
        groups = [TaskGroup(_("1. Chủ thể nộp"), [self._task(part) for part in own])]
        if reports := [part for part in self.parts if part.part == Part.REPORT]:
            groups.append(TaskGroup(_("2. Xã xét và gửi"), [self._task(part) for part in reports]))
        return groups

    def _task(self, part: queries.PartState) -> Task:
        _route, title = PART_PAGES[part.part]
        note = part.note
        if part.part == Part.SCORES and self.self_total is not None:
            note = _("%(points)s điểm tự chấm") % {"points": points(self.self_total)}
        if part.part == Part.EVIDENCE and part.done and self.may_write and (lacking := self.wanted.missing):
            more = _("còn %(count)s loại mà điểm tự chấm cần") % {"count": len(lacking)}
            note = f"{note}, {more}"
        if part.missing and not part.done and part.begun and self.object.state != DossierState.WITHDRAWN:
            note = _first_of(part.missing)
        return Task(part.name or str(title), status_of_part(part), url=self._address_of(part), note=note)

    def _address_of(self, part: queries.PartState) -> str:
        """Where a part is written, or read by those who do not write it; nowhere while nothing is there."""
        if self.writes(part.part):
            return reverse(f"registrations:{PART_PAGES[part.part][0]}", args=[self.object.pk])
        file = reverse("registrations:dossier-file", args=[self.object.pk])
        return f"{file}#{part.part}" if part.begun else ""

    @cached_property
    def self_total(self):
        return queries.self_total(self.object)

    @property
    def where(self) -> Where | None:
        return queries.where_of(self.object)

    @property
    def steps(self) -> list[Step]:
        return queries.steps_of(self.object)

    @property
    def facts(self) -> list[Fact]:
        dossier = self.object
        facts = [
            Fact(_("Chủ thể"), dossier.producer.name, url=dossier.producer.get_absolute_url()),
            Fact(_("Xã, phường"), str(dossier.commune)),
            Fact(_("Bộ tiêu chí"), str(dossier.criteria_set or "")),
            Fact(_("Áp dụng"), str(dossier.regime)),
            Fact(_("Phiếu số"), dossier.receipt_number),
            Fact(_("Mã sản phẩm"), dossier.product_code),
            Fact(_("Người lập"), str(dossier.created_by)),
        ]
        return [fact for fact in facts if fact.value]

    @cached_property
    def coaching(self) -> Coaching | None:
        """The coach speaks to those who can still change the marks."""
        return super().coaching if self.may_write else None

    @property
    def notes(self) -> list[str]:
        return queries.warnings_before_sending(self.object, self.wanted) if self.may_write else []

    @cached_property
    def wanted(self) -> queries.PapersWanted:
        return queries.papers_wanted(self.object)

    @cached_property
    def moves(self) -> list[MoveLink]:
        offered = DOSSIER.open_to(self.request.user, self.object)
        helps = bool(queries.why_not_bind(self.request.user, self.object))
        offered = [move for move in offered if not (helps and move.name in _BINDING)]
        return [
            MoveLink(str(move.label), reverse(f"registrations:{route}", args=[self.object.pk]), icon, tone)
            for move in offered
            for route, icon, tone in [_MOVE_PAGES[move.name]]
        ]

    @cached_property
    def corrections(self) -> list[CorrectionLine]:
        """To those who write: what the last return asks for. To the reviewer: what she has noted."""
        if self.may_write and self.object.state == DossierState.RETURNED:
            return lines_of(queries.asked_for(self.object), writes=True, reviews=False)
        if self.may_review:
            return lines_of(queries.noted_on(self.object), writes=False, reviews=True)
        return []

    @cached_property
    def may_review(self) -> bool:
        return queries.may_review(self.request.user, self.object)

    @cached_property
    def consent(self) -> ConsentCard:
        return consent_card(self.object, self.request.user)

    @property
    def people(self) -> list[PersonLine]:
        return people_of(self.object.producer, self.request.user)

    @property
    def papers(self) -> list[tuple[str, list[MoveLink]]]:
        """The forms of the dossier as files."""
        forms = documents.printable_parts(self.object)
        return [(form.name, print_links(self.object, form.part)) for form in forms]

    @cached_property
    def returned_before(self) -> bool:
        return queries.last_return(self.object) is not None

    @property
    def is_returned(self) -> bool:
        return self.object.state == DossierState.RETURNED and bool(self.object.return_reason)

    @property
    def entries(self) -> list:
        """What was done to the dossier; who took a printed form home stands in the trail of the province."""
        return entries_of(history_of(self.object).exclude(verb=PRINTED))


def _first_of(missing: Sequence[str]) -> str:
    """What a part lacks, the first two of it in words."""
    shown, rest = missing[:SHOWN_LACKS], len(missing) - SHOWN_LACKS
    more = [_("và %(count)s mục nữa") % {"count": rest}] if rest > 0 else []
    return " ".join([*shown, *more])


SHOWN_LACKS = 2


class DossierFilePage(OneDossier, ScopedDetailView):
    """Everything in the dossier on one page, to read and to print."""

    template_name = "registrations/dossier_file.html"
    title = gettext_lazy("Toàn văn hồ sơ")

    @cached_property
    def file(self) -> queries.DossierFile:
        return queries.dossier_file(self.object)

    @cached_property
    def writers(self) -> dict[str, str]:
        """Who typed each part."""
        return {part: "; ".join(names) for part, names in queries.writers_of(self.object).items()}

    @property
    def code(self) -> str:
        return queries.consent_standing(self.object).code

    @property
    def told(self) -> list[tuple[Part, str, list[Fact], str]]:
        """The longer forms: the part, what it is called, what is written in it, and who typed it."""
        items = queries.items_of(self.object)
        return [
            (
                part.part,
                str(PART_PAGES[part.part][1]),
                _facts_of(items, part.part),
                self.writers.get(part.part, ""),
            )
            for part in queries.parts_of(self.object)
            if part.part not in _DRAWN_APART
        ]


_DRAWN_APART = frozenset({Part.SET, Part.FORM, Part.EVIDENCE, Part.SCORES, Part.REPORT})
"""The parts that the page draws in a way of their own."""


def _facts_of(items: Sequence[queries.DossierItem], part: Part) -> list[Fact]:
    return [Fact(item.label, item.value) for item in items if item.part == part and item.value]
