"""The money of a print run: bound when the run is planned, free again when the run is given up."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.choices import Purpose
from budgets.models import Allotment, Commitment
from budgets.queries.print_runs import binding_url, facts_of, why_not_bind
from budgets.services.authority import require_over
from budgets.services.commitments import CommitmentContent, commit, free_unpaid
from evaluations.models import PrintRun
from evaluations.queries.run_money import RunMoney
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.errors import refuse
from ocop.core.roles import CERTIFIERS


@transaction.atomic
def bind_print_run(
    *,
    actor: User,
    run: PrintRun,
    allotment: Allotment,
    amount_vnd: int,
    payee: str = "",
    contract: str = "",
    due_on: date | None = None,
) -> Commitment:
    """Bind money of a unit's part of a line for a run. Raises `RuleViolation` for a run that was given up,
    for whoever keeps no print desk there, and whatever `commit` refuses.
    """
    run = PrintRun.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=run.pk)
    require_over(actor, run, CERTIFIERS)
    refuse(why_not_bind(run))
    sheets = run.sheets.count()
    content = CommitmentContent(
        subject=_("%(run)s của %(issuer)s: %(n)s giấy chứng nhận")
        % {"run": run, "issuer": run.issuer.name_in_address, "n": sheets},
        purpose=Purpose.PRINT_RUN,
        amount_vnd=amount_vnd,
        committed_on=clock.today(),
        due_on=due_on,
        payee=payee,
        contract=contract,
        print_run=run,
    )
    return commit(actor=actor, allotment=allotment, content=content)


def free_print_run(*, actor: User, run: PrintRun, note: str) -> None:
    """Free what a run that is given up had bound and not paid."""
    free_unpaid(actor=actor, commitments=Commitment.objects.filter(print_run=run), note=note)


MONEY = RunMoney(facts=facts_of, binding_url=binding_url, free=free_print_run)
"""What the print desk is offered (`PRINT_RUN_MONEY`)."""
