"""Products that went up to the ministry, and what may be done with its result."""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from evaluations.models import Certificate, DecisionLine, Item, MinistryResult
from evaluations.rules import LEAST_STARS, MOST_STARS, RECOGNISE_UP
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.roles import Level, Role
from ocop.law.queries import rules_of
from ocop.law.rules import stars_for
from registrations.choices import DossierState


def items_at_ministry(rows: QuerySet[Item]) -> QuerySet[Item]:
    """The products among `rows` that wait for the ministry or came back from it."""
    waiting = Q(dossier__state=DossierState.MINISTRY, level=Level.PROVINCE)
    waiting &= Q(is_calibration=False, once_more__isnull=True)
    return rows.filter(waiting | Q(ministry_result__isnull=False))


def stars_open_to(result: MinistryResult) -> tuple[int, ...]:
    """The ranks that a result without five stars lets the province recognise, the higher first: no more than
    the ministry's paper names, where it does (26/2026/QĐ-TTg Art. 7).
    """
    rules = rules_of(result.item.dossier.regime)
    most = min(stars_for(Fraction(result.points), rules.bands), result.named_stars or MOST_STARS, 4)
    return tuple(stars for stars in range(most, LEAST_STARS - 1, -1) if rules.decides(Level.PROVINCE, stars))


def results_to_settle(person: User) -> QuerySet[MinistryResult]:
    """The results without five stars that wait for this leader, the first to come first."""
    led = MinistryResult.objects.within(scope_of(person).only(Role.PROVINCE_LEADER))
    waiting = led.filter(stars__isnull=True, again=False).exclude(entered_by=person)
    return waiting.select_related("item__dossier").order_by("entered_at", "pk")


def lines_on_the_way() -> QuerySet[DecisionLine]:
    """What recognised products before they went up, under a regime that has the province do so
    (1048/QĐ-TTg).
    """
    return DecisionLine.objects.filter(outcome=RECOGNISE_UP).select_related("decision")


def line_on_the_way(item: Item) -> DecisionLine | None:
    """What recognised this product before it went up."""
    return lines_on_the_way().filter(grading__item=item).first()


def is_scored_again(item: Item) -> bool:
    """Whether the province has its council score the product once more after the ministry."""
    return MinistryResult.objects.filter(item=item, again=True).exists()


def why_not_enter(item: Item) -> str:
    """What went up with a certificate has it before anything comes back: the ministry's takes its place."""
    if MinistryResult.objects.filter(item=item).exists():
        return _("Kết quả của Bộ đã ghi.")
    if item.dossier.state != DossierState.MINISTRY:
        return _("Sản phẩm này không chờ Bộ đánh giá.")
    line = line_on_the_way(item)
    if line and not Certificate.objects.filter(line=line).exists():
        return _("Tỉnh chưa cấp giấy chứng nhận %(stars)s sao: cấp giấy, rồi ghi kết quả của Bộ.") % {
            "stars": line.stars
        }
    return ""


def why_not_settle_ministry(person: User, result: MinistryResult) -> str:
    if result.stars is not None or result.again:
        return _("Kết quả này đã có quyết định.")
    return _("Người ghi kết quả không tự quyết định.") if result.entered_by_id == person.pk else ""
