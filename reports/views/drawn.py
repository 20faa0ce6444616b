"""Bars and rows of the pictures that are asked when a page is opened: money, councils, targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.queries.execution import Money
from evaluations.choices import SessionState
from evaluations.models import Council
from ocop.core.money import short
from ocop.localities.territory import Territory
from ocop.ui.parts import Bar, Number, Series
from plans.queries.targets import Standing
from plans.views.looks import aim_words, reached_words
from reports.queries.workload import CouncilLoad
from reports.views import links
from trainings.choices import Audience
from trainings.queries.coverage import Share


def own_money(money: Money, url: str) -> list[Bar]:
    """The budgets of a territory: approved, and what became of it."""
    first = (_("Được phê duyệt"), money.approved_vnd), (_("Đã phân bổ"), money.allocated_vnd)
    return _money_bars((*first, *_spent(money)), url) if money.approved_vnd else []


def given_money(money: Money, url: str) -> list[Bar]:
    """What the units of a territory were given, and what became of it."""
    return (
        _money_bars(((_("Được giao"), money.allocated_vnd), *_spent(money)), url)
        if (money.allocated_vnd)
        else []
    )


def _spent(money: Money) -> tuple[tuple[str, int], ...]:
    return (
        (_("Đã cam kết"), money.committed_vnd),
        (_("Đã chi"), money.paid_vnd),
        (_("Đã quyết toán"), money.settled_vnd),
    )


def _money_bars(stations: Sequence[tuple[str, int]], url: str) -> list[Bar]:
    whole = stations[0][1] or 1
    return [
        Bar(label, min(100, n * 100 // whole), f"{short(n)} · {n * 100 // whole} %", url)
        for label, n in stations
    ]


def council_rows(loads: Sequence[CouncilLoad], *, at_most: int) -> list[Series]:
    """Products on the agendas of each council, by the state of the session."""
    places = Counter(load.council.place_id for load in loads)
    return [
        Series(
            _council_name(load.council, alone=places[load.council.place_id] == 1),
            [
                Number(load.products[state], links.session_list(load.council, state=state))
                for state in SessionState
            ],
            reverse("evaluations:council-detail", args=[load.council.pk]),
        )
        for load in loads[:at_most]
    ]


def _council_name(council: Council, *, alone: bool) -> str:
    """By its place; by its whole name where a place has several in the year."""
    if not alone:
        return council.name
    return _("Hội đồng %(place)s") % {"place": council.place.name_in_address}


def coverage_rows(territory: Territory, year: int, officials: Share, producers: Share) -> list[Series]:
    """Officials and producers: how many are trained, and how many are still to be."""
    shares = (_("Cán bộ"), Audience.OFFICIALS, officials), (_("Chủ thể"), Audience.PRODUCERS, producers)
    return [
        Series(
            name,
            [
                Number(share.trained, links.coverage_list(territory, audience, year=year, part="da")),
                Number(share.missing, links.coverage_list(territory, audience, year=year)),
            ],
        )
        for name, audience, share in shares
        if share.total
    ]


def target_bars(standings: Iterable[Standing]) -> list[Bar]:
    """How much of each target is reached; a full bar is a target reached. Each leads to the list of what is
    reached.
    """
    return [
        Bar(
            str(one.target.indicator),
            min(one.progress or 0, 100),
            f"{reached_words(one.reached)} / {aim_words(one.target)}",
            reverse("plans:target-things", args=[one.target.pk]),
        )
        for one in standings
    ]
