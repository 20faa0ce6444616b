"""What the linter finds in a plan, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from budgets.choices import EstimateState
from budgets.queries.outline import Outline
from budgets.queries.versions import is_gone
from ocop.core import clock
from ocop.law.queries import known_acts
from ocop.law.rules.citations import cited_in
from ocop.localities.models import Place
from plans.choices import AnnexKind, PlanKind, SectionKind
from plans.models import Plan, PlanActivity
from plans.models.activities import plain
from plans.queries.annexes import is_empty
from plans.queries.higher import PERCENT, asked_of, own_of
from plans.queries.reading import Reading, ReadSection, reading_of
from plans.queries.sentences import sentence_of
from plans.rules.linter import Body, Dated, Finding, PlanFacts, Spot, TargetSum, findings_of
from plans.rules.markup import Mark
from plans.rules.numbering import Label, labels_in
from plans.rules.sums import SumRow
from plans.rules.units import AGENCIES, GoneUnit

MANDATORY = {
    PlanKind.YEAR: (SectionKind.ACTIVITIES, SectionKind.FUNDING, SectionKind.ORGANISATION),
    PlanKind.PERIOD: (
        SectionKind.AIMS,
        SectionKind.ACTIVITIES,
        SectionKind.FUNDING,
        SectionKind.ORGANISATION,
    ),
    PlanKind.ASSESSMENT: (SectionKind.ACTIVITIES, SectionKind.ORGANISATION),
    PlanKind.OTHER: (),
}
"""The sections that a plan of a kind has in every plan that was read (documents.md §3)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its sentence."""

    finding: Finding
    sentence: str


def remarks_on(plan: Plan, *, on: date | None = None) -> list[Remark]:
    """All that the linter has to say of a plan on a day: the plan's own one, else today."""
    found = findings_of(facts_of(reading_of(plan), on=on or plan.dated_on or clock.today()))
    return [Remark(finding, sentence_of(finding)) for finding in found]


def blocking(plan: Plan) -> Iterable[str]:
    """Why a plan can be neither handed on nor issued: the sentences of what blocks."""
    return [remark.sentence for remark in remarks_on(plan) if remark.finding.blocks]


def facts_of(reading: Reading, *, on: date) -> PlanFacts:
    """A plan as the linter sees it."""
    plan, bodies = reading.plan, tuple(_bodies(reading))
    words = "\n".join(body.text for body in bodies)
    outline, asked = reading.outline, asked_of(reading)
    return PlanFacts(
        day=on,
        first_year=plan.first_year,
        last_year=plan.last_year,
        bodies=bodies,
        empty=tuple(_empty(reading)),
        empty_annexes=tuple(_empty_annexes(reading)),
        unfinished=tuple(_unfinished(reading)),
        labels=tuple(_labels(reading)),
        total_vnd=outline.total_vnd if outline else None,
        annex=tuple(_annex(outline)) if outline else (),
        by_source_vnd=sum(amount for _source, amount in outline.by_source) if outline else None,
        sums_vnd=frozenset(_sums(outline)) if outline else frozenset(),
        most_aimed=_most_aimed(reading),
        estimate_is_open=bool(outline) and outline.estimate.state != EstimateState.APPROVED,
        estimate_is_old=bool(outline) and is_gone(outline.estimate),
        dated=tuple(_dated(reading)),
        known_acts=known_acts(one.number for one in cited_in(words)),
        gone=(*AGENCIES, *_gone_places(plan, words, on=on)),
        other_than_annex=tuple(_other_than_shares(reading)),
        below_higher_plan=tuple(
            TargetSum(Spot("aims", one.aim.pk), one.aim.words, plain(own_of(one.aim)), plain(one.least))
            for one in asked
            if one.aim and one.is_missed
        ),
        left_out=tuple(TargetSum(Spot("aims"), a.name, "", plain(a.least)) for a in asked if a.aim is None),
    )


def _bodies(reading: Reading) -> Iterable[Body]:
    for ground, words in reading.grounds:
        yield Body(Spot("grounds", ground.pk), words)
    yield Body(Spot("plan"), reading.plan.opening)
    for one in reading.sections:
        yield Body(Spot("sections", one.section.pk), one.section.text)
        for row in one.rows:
            activity = isinstance(row.row, PlanActivity)
            text = _of_activity(row.row) if activity else f"{row.row.agency}\n{row.row.words}"
            yield Body(Spot("activities" if activity else "tasks", row.row.pk), text)
    for aim in reading.aims:
        yield Body(Spot("aims", aim.pk), aim.words)
    for due in reading.reportings:
        yield Body(Spot("reportings", due.pk), f"{due.name} {due.to}")


def _of_activity(activity: PlanActivity) -> str:
    own = (
        activity.title,
        activity.content,
        activity.audience,
        activity.quantity,
        activity.time,
        activity.lead,
        activity.joint,
    )
    return "\n".join(own)


def _empty(reading: Reading) -> Iterable[tuple[Spot, str]]:
    plan = reading.plan
    if not reading.grounds:
        yield Spot("grounds"), _("Căn cứ")
    held = {one.section.kind for one in reading.sections}
    for kind in MANDATORY[PlanKind(plan.kind)]:
        if kind not in held:
            yield Spot("sections"), str(kind.label)
    for at, one in enumerate(reading.sections):
        following = reading.sections[at + 1] if at + 1 < len(reading.sections) else None
        if not one.section.text.strip() and not _has_rows(reading, one, following):
            yield _to_fill(one), str(one.section)
    if not reading.recipients:
        yield Spot("plan"), _("Nơi nhận")
    if not plan.signer_title:
        yield Spot("plan"), _("Chức vụ người ký")
    if not plan.signer_name:
        yield Spot("plan"), _("Họ tên người ký")


ROWS = {
    SectionKind.AIMS: "aims",
    SectionKind.ACTIVITIES: "activities",
    SectionKind.ORGANISATION: "tasks",
    SectionKind.REPORTING: "reportings",
    SectionKind.FUNDING: "plan",
}
"""The sort of rows that a section is made of; that of money is chosen among the settings."""


def _to_fill(one: ReadSection) -> Spot:
    """Where an empty section is filled: with its first row, or in its text."""
    kind = SectionKind(one.section.kind)
    return Spot(ROWS[kind]) if kind in ROWS else Spot("sections", one.section.pk)


def _empty_annexes(reading: Reading) -> Iterable[tuple[Spot, str]]:
    for annex, name in reading.annexes:
        if is_empty(annex, reading):
            yield Spot("annexes", annex.pk), f"{name}: {annex}"


def _has_rows(reading: Reading, one: ReadSection, following: ReadSection | None) -> bool:
    match one.section.kind:
        case SectionKind.AIMS:
            return bool(reading.aims)
        case SectionKind.FUNDING:
            return reading.outline is not None and reading.outline.total_vnd > 0
        case SectionKind.REPORTING:
            return bool(reading.reportings)
        case SectionKind.TEXT:
            return one.section.level == 1 and following is not None and following.section.level > 1
        case _:
            return bool(one.rows)


def _unfinished(reading: Reading) -> Iterable[tuple[Spot, str, str]]:
    """Activities without a time or a unit in charge; those with parts leave it to them."""
    parents = {row.row.parent_id for row in reading.activities}
    for row in reading.activities:
        if row.row.pk in parents:
            continue
        whole = next((one.row for one in reading.activities if one.row.pk == row.row.parent_id), None)
        lacks = [
            str(words)
            for words, name in ((_("thời gian"), "when"), (_("đơn vị chủ trì"), "lead"))
            if not getattr(row.row, name) and not (whole and getattr(whole, name))
        ]
        if lacks:
            yield Spot("activities", row.row.pk), row.row.title, ", ".join(lacks)


def _other_than_shares(reading: Reading) -> Iterable[TargetSum]:
    """Aims whose shares, printed in the annex of targets, do not add up to their least number."""
    if not reading.annex_of(AnnexKind.TARGETS):
        return
    for aim in reading.specific_aims:
        shares = reading.shares.get(aim.pk, ())
        made = sum(one.minimum or 0 for one in shares)
        if shares and aim.minimum is not None and made != aim.minimum:
            yield TargetSum(Spot("aims", aim.pk), aim.words, plain(aim.minimum), plain(Decimal(made)))


def _labels(reading: Reading) -> Iterable[tuple[Spot, Label]]:
    """A section's own number, those typed in its text, those of the rows that its kind prints below."""
    for one in reading.sections:
        spot = Spot("sections", one.section.pk)
        if one.number:
            mark = Mark.ROMAN if one.number[0] in "IVX" else Mark.NUMBER
            yield spot, Label(mark, one.number)
        yield from ((spot, label) for label in labels_in(one.section.text))
        if one.section.kind == SectionKind.AIMS and reading.general_aims and reading.specific_aims:
            mark, numbers = (Mark.NUMBER, "12") if one.section.level == 1 else (Mark.LETTER, "ab")
            yield from ((spot, Label(mark, number)) for number in numbers)
        for row in one.rows:
            if isinstance(row.row, PlanActivity):
                spot = Spot("activities", row.row.pk)
                yield spot, Label(Mark.NUMBER, row.number)
                yield from ((spot, label) for label in labels_in(row.row.content))
            else:
                yield Spot("tasks", row.row.pk), Label(Mark.NUMBER, row.number)


def _annex(outline: Outline) -> Iterable[SumRow]:
    yield SumRow(_("TỔNG CỘNG"), 0, outline.total_vnd)
    for row in outline.rows:
        yield SumRow(row.placed.number, row.placed.depth, row.placed.amount_vnd)


def _sums(outline: Outline) -> Iterable[int]:
    yield outline.total_vnd
    yield from (amount for _source, amount in outline.by_source)
    for row in outline.rows:
        yield row.placed.amount_vnd
        yield from (amount for _source, amount in row.shares)


def _most_aimed(reading: Reading) -> dict[str, Decimal]:
    """By unit the most that an aim wants."""
    most: dict[str, Decimal] = {}
    for aim in reading.specific_aims:
        number = aim.maximum if aim.maximum is not None else aim.minimum
        if aim.unit_name and aim.unit_name != PERCENT and number is not None:
            unit = aim.unit_name.casefold()
            most[unit] = max(number, most.get(unit, number))
    return most


def _dated(reading: Reading) -> Iterable[Dated]:
    for row in reading.activities:
        yield Dated(Spot("activities", row.row.pk), row.row.title, row.row.starts_on, row.row.ends_on)
    for due in reading.reportings:
        yield Dated(Spot("reportings", due.pk), due.name, ends_on=due.due_on)


def _gone_places(plan: Plan, words: str, *, on: date) -> list[GoneUnit]:
    """Places of the province, then or today, that ended before the day and whose name nobody has now."""
    path = ".".join(plan.unit.today_path.split(".")[:2]) + "."
    here = Place.objects.filter(Q(path__startswith=path) | Q(today_path__startswith=path))
    lower = words.casefold()
    ended = [
        place
        for place in here.filter(valid_to__isnull=False, valid_to__lt=on)
        if place.full_name.casefold() in lower
    ]
    if not ended:
        return []
    living = {place.full_name.casefold() for place in here.in_force(on)}
    heirs = {place.path: place for place in here.filter(path__in={one.today_path for one in ended})}
    return [
        GoneUnit(place.full_name, place.valid_to, heirs[place.today_path].full_name)
        if place.today_path in heirs
        else GoneUnit(place.full_name, place.valid_to)
        for place in ended
        if place.full_name.casefold() not in living
    ]
