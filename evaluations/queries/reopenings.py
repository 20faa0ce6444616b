"""Who may open a closed session again, and what it had found before."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evaluations.choices import SessionState
from evaluations.models import FormerResult, Grading, Item, Session
from evaluations.queries.councils import is_chair
from evaluations.rules import points_as_printed
from ocop.accounts.models import User
from ocop.law.queries import rules_of


def why_not_reopen(person: User, session: Session) -> str:
    if not is_chair(person, session):
        return _("Chỉ Chủ tịch Hội đồng mở lại phiên.")
    if session.state != SessionState.CLOSED:
        return _("Phiên chưa đóng.")
    if not items_to_reopen(session):
        return _("Mọi kết quả của phiên đã đưa vào quyết định nên không mở lại được.")
    return ""


def is_reopened(session: Session) -> bool:
    """Whether a session scores some products once more: the others keep their results and show them."""
    return session.state == SessionState.SCORING and session.reopenings.exists()


def items_scored_again(session: Session) -> list[Item]:
    """The products for which a session is open again, in the order of the agenda."""
    if not is_reopened(session):
        return []
    items = session.items.filter(grading__isnull=True, is_calibration=False)
    return list(items.select_related("dossier__commune").order_by("position"))


def items_to_reopen(session: Session) -> list[Item]:
    """The products of a closed session that stand in no decision, not even in a draft, and are not scored
    once more after tests.
    """
    items = session.items.filter(grading__in=Grading.objects.undecided())
    return list(items.select_related("dossier").order_by("position"))


def first_results_in_words(session: Session) -> str:
    """When and why the session was opened again, and what each product had before."""
    told = []
    for reopening in session.reopenings.order_by("pk").select_related("reopened_by"):
        results = reopening.results.select_related("item__dossier__regime").order_by("item__position")
        told.append(
            _("Chủ tịch Hội đồng mở lại phiên ngày %(day)s vì: %(reason)s. Kết quả trước đó: %(results)s")
            % {
                "day": f"{localtime(reopening.reopened_at):%d/%m/%Y}",
                "reason": reopening.reason.rstrip(" ."),
                "results": "; ".join(_result(result) for result in results),
            }
        )
    return ". ".join(told) + "." if told else ""


def _result(result: FormerResult) -> str:
    floors = [band.floor for band in rules_of(result.item.dossier.regime).bands]
    words = _("“%(product)s” %(points)s điểm, %(stars)s sao") % {
        "product": result.item.dossier.product_name,
        "points": points_as_printed(result.exact_mean, floors),
        "stars": result.stars,
    }
    if not result.confirmation:
        return words
    confirmed = _("sát mốc hạng sao, Chủ tịch Hội đồng xác nhận: %(note)s")
    return f"{words} ({confirmed % {'note': result.confirmation.rstrip(' .')}})"
