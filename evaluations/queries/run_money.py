"""The money of print runs. Budgets, which stand higher, hold it: `PRINT_RUN_MONEY` names what they offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from evaluations.models import PrintRun
from ocop.accounts.models import User
from ocop.ui.parts import Fact


@dataclass(frozen=True, slots=True)
class RunMoney:
    """What is told of the money of a run, and done with it.

    `facts(person, run)` says what is bound for it, as far as the person may know; `binding_url(person, run)`
    is where this person binds some, empty for whoever has none to bind; `free(actor=…, run=…, note=…)` gives
    back what a run that is given up has not paid.
    """

    facts: Callable[[User, PrintRun], Sequence[Fact]]
    binding_url: Callable[[User, PrintRun], str]
    free: Callable[..., None]


def run_money() -> RunMoney:
    return import_string(settings.PRINT_RUN_MONEY)
