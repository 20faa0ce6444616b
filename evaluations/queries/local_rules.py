"""What a province has laid down for the time after recognition, as it stands on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from evaluations.models import LocalRule
from evaluations.rules.inspections import CHECKLIST, Question
from evaluations.rules.print_desk import proofs_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.localities.models import Place


def local_rule_at(place: Place, day: date) -> LocalRule | None:
    """The newest rule, on a day, of the province in which a place lies, then or today; None without one."""
    paths = {*_above(place.path), *_above(place.today_path)}
    rules = LocalRule.objects.filter(province__path__in=paths, used_from__lte=day)
    return rules.order_by("-used_from", "-pk").first()


def checklist_at(place: Place) -> tuple[Question, ...]:
    """What is asked today at a visit in a place: the list of its province, else the portal's own."""
    rule = local_rule_at(place, clock.today())
    return rule.checklist if rule else CHECKLIST


def proofs_at(place: Place, count: int) -> int:
    """How many certificates of a batch of `count` the authority of a place prints as proofs today."""
    rule = local_rule_at(place, clock.today())
    if rule is None:
        return proofs_of(count)
    return proofs_of(count, share=rule.proof_share, least=rule.least_proofs)


def local_rules(person: User) -> QuerySet[LocalRule]:
    """The rules of the provinces in reach, the newest first."""
    rules = LocalRule.objects.visible_to(person).select_related("province", "set_by")
    return rules.order_by("province__sort_key", "-used_from", "pk")


def _above(path: str) -> list[str]:
    steps = path.split(".")[:-1]
    return [".".join(steps[:length]) + "." for length in range(1, len(steps) + 1)]
