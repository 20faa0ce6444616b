"""A plan as a paper of Decree 30/2020/NĐ-CP: grounds, sections, closing, annexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgets.choices import EstimateState
from ocop.core.money import dotted, in_words
from ocop.documents.offices import office_of_title, title_to_sign_with
from ocop.documents.paper import Block, Closing, Head, Heading, Paper, Signature, Text
from ocop.documents.signs import PaperKind
from ocop.documents.words import date_in_words, enclosed_with
from plans.choices import AnnexKind, SectionKind
from plans.documents.annexes import annex_parts
from plans.models import Plan, PlanActivity
from plans.queries.reading import Reading, ReadRow, ReadSection
from plans.rules.markup import Mark, Piece, pieces_of
from plans.services.issuing import SIGN

COMMITTEE = "ỦY BAN NHÂN DÂN"
SUBJECT_WIDTH = 60
"""Letters of a line of the subject that is not broken."""


def plan_paper(reading: Reading) -> Paper:
    """The whole paper. A plan without a number is a draft and says so on every page."""
    plan = reading.plan
    blocks = [Text(plan.opening), *(block for one in reading.sections for block in _section(reading, one))]
    if former := plan.replaces:
        blocks.append(Text(f"Kế hoạch này thay thế Kế hoạch số {number_of(former)} {day_of(former)}."))
    return Paper(
        name=f"Kế hoạch {plan.title}",
        head=Head(
            body=(COMMITTEE, plan.unit.name_in_address.upper()),
            number=number_of(plan),
            place_and_date=f"{plan.unit.name}, {day_of(plan)}",
        ),
        title=PaperKind.PLAN.title,
        subject=(plan.title,),
        grounds=tuple(words for _ground, words in reading.grounds),
        blocks=tuple(_ended(blocks)),
        closing=Closing((_signature(plan),), reading.recipients),
        annexes=tuple(annex_parts(reading, origin=_origin(plan))),
        is_draft=plan.number_entry_id is None,
    )


def number_of(plan: Plan) -> str:
    return str(plan.number_entry) if plan.number_entry_id else SIGN.numbered(None)


def day_of(plan: Plan) -> str:
    return date_in_words(plan.dated_on, year=plan.first_year)


def _origin(plan: Plan) -> str:
    issuer = f"Ủy ban nhân dân {plan.unit.name_in_address}"
    return enclosed_with(f"Kế hoạch số {number_of(plan)} {day_of(plan)}", issuer)


def _signature(plan: Plan) -> Signature:
    title = title_to_sign_with(plan.signer_title)
    return Signature(office_of_title(title, on_behalf_of=COMMITTEE), name=plan.signer_name)


def _ended(blocks: list[Block]) -> list[Block]:
    """The last paragraph ends with “./.”."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Text):
            blocks[at] = replace(block, words=f"{block.words.rstrip(' .;,/')}./.")
            break
    return blocks


def _section(reading: Reading, one: ReadSection) -> Iterable[Block]:
    if one.title:
        words = one.title.upper() if one.section.level == 1 else one.title
        yield Heading(f"{one.number}. {words}", one.section.level)
    yield from text_blocks(one.pieces)
    match one.section.kind:
        case SectionKind.AIMS:
            yield from _aims(reading, one.section.level)
        case SectionKind.ACTIVITIES:
            for phase in reading.phases:
                yield Text(f"- {phase.name}: từ {phase.starts_on:%d/%m/%Y} đến {phase.ends_on:%d/%m/%Y}.")
            for row in one.rows:
                yield from _activity(row)
        case SectionKind.FUNDING:
            yield from _funding(reading)
        case SectionKind.ORGANISATION:
            for row in one.rows:
                yield from _task(row)
        case SectionKind.REPORTING:
            for due in reading.reportings:
                yield Text(f"- {due.name}: trước ngày {due.due_on:%d/%m/%Y}, gửi {due.to}.")


def text_blocks(pieces: Iterable[Piece]) -> Iterable[Block]:
    """The lines of a text: headings where they are headings, a label in bold where they begin with one."""
    for piece in pieces:
        if piece.is_heading:
            yield Heading(piece.shown, 1 if piece.mark == Mark.ROMAN else 2)
        elif piece.lead:
            behind = piece.words[len(piece.lead) :].strip()
            yield Text(behind, lead=f"{piece.number}. {piece.lead}")
        else:
            yield Text(piece.shown)


def _aims(reading: Reading, level: int) -> Iterable[Block]:
    """Under titles of their own where there are both sorts."""
    both = reading.general_aims and reading.specific_aims
    sorts = ((reading.general_aims, "Mục tiêu chung"), (reading.specific_aims, "Mục tiêu cụ thể"))
    for number, (aims, title) in enumerate(sorts, 1):
        if both and level == 1:
            yield Heading(f"{number}. {title}", 2)
        elif both:
            yield Text("", lead=f"{'ab'[number - 1]}) {title}")
        yield from _listed(f"- {aim.told}" for aim in aims)


def _listed(items: Iterable[str]) -> Iterable[Block]:
    """The items of a list: each ends with “;”, the last one with “.”."""
    lines = [item.rstrip(" .;,") for item in items]
    for at, line in enumerate(lines, 1):
        yield Text(line + ("." if at == len(lines) else ";"))


def _activity(row: ReadRow) -> Iterable[Block]:
    activity: PlanActivity = row.row
    if row.level <= 2:
        yield Heading(f"{row.number}. {row.title}", 2)
    else:
        yield Text("", lead=f"{row.number}. {row.title}")
    pieces = pieces_of(activity.content)
    if len(pieces) == 1 and pieces[0].mark == Mark.PARAGRAPH and _labelled(activity):
        yield Text(f"- Nội dung: {pieces[0].words}")
    else:
        yield from text_blocks(pieces)
    for label, words in _labelled(activity):
        yield Text(f"- {label}: {words.rstrip('.')}.")


def _labelled(activity: PlanActivity) -> list[tuple[str, str]]:
    """What is printed behind its label, in the order of the plans that were read."""
    told = (
        ("Đối tượng", activity.audience),
        ("Số lượng", activity.quantity),
        ("Thời gian", activity.when),
        ("Đơn vị thực hiện", _carried_out(activity)),
    )
    return [(label, words) for label, words in told if words]


def _carried_out(activity: PlanActivity) -> str:
    if activity.lead and activity.joint:
        return f"{activity.lead} chủ trì; {activity.joint} phối hợp"
    return activity.lead or activity.joint


def _funding(reading: Reading) -> Iterable[Block]:
    """The sum in figures and words, its sources, by block for a period, and where the details are."""
    outline, plan = reading.outline, reading.plan
    if outline is None:
        return
    total = outline.total_vnd
    planned = "" if outline.estimate.state == EstimateState.APPROVED else " dự kiến"
    yield Text(f"- Tổng kinh phí{planned}: {dotted(total)} đồng (Bằng chữ: {in_words(total)}).")
    if plan.first_year != plan.last_year:
        for row in outline.blocks:
            yield Text(f"+ {row.line.content}: {dotted(row.placed.amount_vnd)} đồng.")
    if len(outline.by_source) == 1:
        yield Text(f"- Nguồn vốn: {outline.by_source[0][0].name}.")
    else:
        yield Text("- Nguồn vốn:")
        yield from _listed(f"+ {source.name}: {dotted(amount)} đồng" for source, amount in outline.by_source)
    if annex := reading.annex_of(AnnexKind.BUDGET):
        yield Text(f"(Chi tiết tại {annex} kèm theo)")


def _task(row: ReadRow) -> Iterable[Block]:
    pieces = pieces_of(row.row.words)
    lead = f"{row.number}. {row.title}"
    if len(pieces) == 1 and pieces[0].mark == Mark.PARAGRAPH:
        yield Text(pieces[0].words, lead=f"{lead}:")
    else:
        yield Heading(lead, 2) if row.level <= 2 else Text("", lead=lead)
        yield from text_blocks(pieces)
