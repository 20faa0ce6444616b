"""The chair opens a closed session again; what it had found stays."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import FormerResult, Grading, Item, Reopening, Session, Sheet
from evaluations.queries.reopenings import why_not_reopen
from evaluations.queries.results import agreed_marks
from evaluations.services.telling import SHEETS
from evaluations.workflow import SESSION
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation, refuse
from ocop.notifications.services import notify
from registrations import services as registrations


@transaction.atomic
def reopen_session(
    *, actor: User, session: Session, items: Iterable[Item], reason: str, version: int | None = None
) -> Session:
    """Score some products of a closed session once more, in a round of their own.

    By the council's chair alone, with a written reason, and only while none of these products stands in a
    decision. The first result is kept with its sheets; the other products keep theirs. Raises
    `RuleViolation`, and `Stale` where somebody was faster.
    """
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("council__place").get(pk=session.pk)
    )
    chosen = list(session.items.filter(pk__in=[item.pk for item in items]).order_by("position"))
    refuse(why_not_reopen(actor, session))
    if not chosen:
        raise RuleViolation(_("Hãy chọn sản phẩm cần chấm lại."), field="items")
    if not reason.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="reason")
    if decided := [i for i in chosen if i.grading.decision_lines.exists()]:
        raise RuleViolation(
            _("“%(product)s” đã đưa vào quyết định: hãy hủy dự thảo trước.")
            % {"product": decided[0].dossier.product_name},
            field="items",
        )
    if followed := [i for i in chosen if hasattr(i, "once_more")]:
        raise RuleViolation(
            _("“%(product)s” đã sang vòng sau kiểm nghiệm.") % {"product": followed[0].dossier.product_name},
            field="items",
        )
    reopening = Reopening.objects.create(
        session=session, reason=reason.strip(), former_closed_at=session.closed_at, reopened_by=actor
    )
    session = SESSION.fire(
        "reopen", session, actor=actor, note=reason, version=version, closed_at=None, closed_by=None
    )
    seats = [_score_again(actor, reopening, item) for item in chosen]
    notify(
        {sheet.seat.person for sheets in seats for sheet in sheets},
        _("Chủ tịch Hội đồng mở lại phiên ngày %(day)s: có sản phẩm cần chấm lại.")
        % {"day": f"{session.held_on:%d/%m/%Y}"},
        SHEETS,
        awaits=True,
    )
    return session


def _score_again(actor: User, reopening: Reopening, item: Item) -> list[Sheet]:
    """Keep the result, then open the next round with a sheet for every member of the former one."""
    _keep(reopening, item)
    former = list(
        Sheet.objects.filter(item=item, scoring_round=item.scoring_round).select_related("seat__person")
    )
    Grading.objects.filter(item=item).delete()
    item.agreed_options.all().delete()
    item.scoring_round += 1
    item.save(update_fields=["scoring_round"])
    registrations.score_dossier_again(actor=actor, dossier=item.dossier)
    return [
        Sheet.objects.create(item=item, seat=sheet.seat, scoring_round=item.scoring_round) for sheet in former
    ]


def _keep(reopening: Reopening, item: Item) -> FormerResult:
    grading, mean = item.grading, item.grading.exact_mean
    return FormerResult.objects.create(
        reopening=reopening,
        item=item,
        scoring_round=item.scoring_round,
        agreed=agreed_marks(item),
        mean_numerator=mean.numerator,
        mean_denominator=mean.denominator,
        **{
            name: getattr(grading, name)
            for name in (
                "points_sum",
                "sheet_count",
                "mean",
                "stars_by_points",
                "stars",
                "failed_minima",
                "knock_out",
                "confirmation",
                "confirmed_at",
                "confirmed_by",
                "version",
            )
        },
    )
