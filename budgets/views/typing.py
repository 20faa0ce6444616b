"""What a line comes to while it is typed: its amount, its standing to the norm, its sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from budgets.forms import LineForm
from budgets.models import Budget, Line
from budgets.queries.funds import norms_for, norms_passed_by
from budgets.queries.refusals import below_given_of, why_no_amount, why_no_own_amount, why_shares_differ
from budgets.rules import (
    Calculation,
    NormStand,
    Shape,
    amount_problem,
    amount_vnd,
    checked_against,
    explained,
    shares_of,
)
from budgets.views.looks import norm_most
from ocop.core.money import dotted, in_words
from ocop.ui.parts import Status


def said_of(form: LineForm, budget: Budget, *, line: Line | None = None) -> list[Status]:
    """A sentence for each thing that can be told of the line as it stands in the form; `line` is the one that
    is being changed.
    """
    typed, problems = form.typed()
    told = [Status("act", "warn", problem) for problem in problems]
    how = Calculation(*(typed[name] for name in Calculation.__slots__))
    match amount_problem(how):
        case None:
            amount = amount_vnd(how)
            return [
                *told,
                _amount(how, amount),
                *_norm(how, amount, typed, budget),
                *_sources(amount, form, typed),
                *_given_out(line, amount, form, typed, budget),
            ]
        case Shape.NEITHER:
            return [*told, *_given_out(line, 0, form, typed, budget)]
        case shape:
            return [*told, Status("act", "warn", why_no_amount(shape)[0])]


def sum_said_of(form: LineForm, amount: int) -> list[Status]:
    """The same of a line that has others beneath it: it has no amount to type."""
    typed, problems = form.typed()
    told = [Status("act", "warn", problem) for problem in problems]
    if typed["price_vnd"] is not None or typed["lump_vnd"] is not None:
        told.append(Status("act", "warn", why_no_own_amount()))
    words = _("Tổng các dòng con: %(amount)s đồng. %(words)s.")
    return [*told, Status("plain", "budget", words % {"amount": dotted(amount), "words": in_words(amount)})]


def _amount(how: Calculation, amount: int) -> Status:
    return Status("plain", "budget", f"{explained(how)} = {dotted(amount)} đồng. {in_words(amount)}.")


def _norm(how: Calculation, amount: int, typed: dict[str, Any], budget: Budget) -> Iterator[Status]:
    norm = typed["norm"]
    if norm is None:
        yield from _passed_norms(how, amount, typed, budget)
        return
    first, last = budget.first_day, budget.last_day
    check = checked_against(how, amount, typed["whole_cost_vnd"], norm.limit, first=first, last=last)
    where = {
        "name": norm.name,
        "asked": dotted(round(check.asked_vnd or 0)),
        "most": dotted(round(check.most_vnd or 0)),
        "basis": norm.basis,
    }
    match check.stand:
        case NormStand.WITHIN:
            yield Status("good", "check", _("Trong định mức “%(name)s”: %(asked)s / %(most)s đồng.") % where)
        case NormStand.OVER:
            words = _("Vượt định mức “%(name)s” (%(basis)s): %(asked)s, mức %(most)s đồng.") % where
            if not typed["over_reason"]:
                words = f"{words} {_('Hãy nêu lý do vượt.')}"
            yield Status("act", "warn", words)
        case NormStand.ENDED:
            yield Status("act", "warn", _("Định mức “%(name)s” không áp dụng trong năm này.") % where)
        case _:
            asks = _("Ghi tổng chi phí được duyệt để so định mức.")
            if norm.percent is None:
                asks = _("Ghi số lượng để so định mức.")
            yield Status("act", "warn", asks)


def _passed_norms(how: Calculation, amount: int, typed: dict[str, Any], budget: Budget) -> Iterator[Status]:
    """The norm of its purpose that the line should be held to."""
    norms = norms_for(budget).exclude(purpose="") if typed["purpose"] else ()
    passed = norms_passed_by(norms, typed["purpose"], how, amount, typed["whole_cost_vnd"], budget)
    if passed:
        words = _("Chưa so với định mức “%(name)s” của loại việc này (%(most)s).")
        words = words % {"name": passed[0], "most": norm_most(passed[0])}
        if not typed["over_reason"]:
            words = f"{words} {_('Hãy chọn định mức, hoặc nêu lý do.')}"
        yield Status("act", "warn", words)


def _sources(amount: int, form: LineForm, typed: dict[str, Any]) -> Iterator[Status]:
    asked = _asked(form, typed)
    if not asked:
        yield Status("act", "warn", _("Chưa chọn nguồn vốn."))
        return
    try:
        shares_of(amount, asked)
    except ValueError as problem:
        yield Status("act", "warn", why_shares_differ(*problem.args, amount=amount))


def _given_out(
    line: Line | None, amount: int, form: LineForm, typed: dict[str, Any], budget: Budget
) -> Iterator[Status]:
    """That a line of a revision would have less than was given out of it or bound."""
    if line is None or budget.current_id is None:
        return
    try:
        shares = shares_of(amount, _asked(form, typed))
    except ValueError:
        return
    ceilings = budget.ceilings.filter(thread=line.thread)
    for words in below_given_of(ceilings, {(line.thread, source): part for source, part in shares.items()}):
        yield Status("bad", "warn", words)


def _asked(form: LineForm, typed: dict[str, Any]) -> list[tuple[int, int | None]]:
    """The sources that are chosen, each with what it pays."""
    return [(typed[f"source_{n}"].pk, typed[f"share_{n}"]) for n in form.rooms if typed[f"source_{n}"]]
