"""What stands ready for a product before its meeting."""

from __future__ import annotations

from django.db.models import QuerySet

from evaluations.choices import SessionState
from evaluations.models import Item, LocalRule, SiteCheck
from evaluations.queries.local_rules import local_rule_at
from evaluations.rules import SITE_QUESTIONS, samples_left
from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.rules.regimes import SERVICES


def items_without_report(person: User) -> QuerySet[Item]:
    """The products of coming meetings of which the advisory team that a person sits in has not reported."""
    beside = Item.objects.within(scope_of(person).only(Role.ADVISER))
    waiting = beside.filter(
        session__state=SessionState.PLANNED, is_calibration=False, team_report__isnull=True
    )
    return waiting.select_related("session__council", "dossier").order_by("session__held_on", "position")


def is_tourism(item: Item) -> bool:
    return item.dossier.criteria_set.group == SERVICES


def custody_of(item: Item) -> list[tuple[str, int]]:
    """The moves of a product's samples so far, in their order: kind and number of units."""
    return list(item.sample_steps.order_by("recorded_at", "pk").values_list("kind", "count"))


def samples_in_custody(item: Item) -> int:
    return samples_left(custody_of(item))


def sample_label(item: Item) -> str:
    """What stands on each sample instead of its owner's name: the session and the product by number."""
    return f"M{item.session_id}-{item.pk:05d}"


def site_rule_of(item: Item) -> LocalRule | None:
    """The rule of today of the province whose council meets; None without one."""
    return local_rule_at(item.session.council.place, clock.today())


def site_questions(rule: LocalRule | None) -> tuple[tuple[str, str], ...]:
    """Code and words of what a rule asks at a tourist place, without one the portal's own."""
    return rule.site_questions if rule else SITE_QUESTIONS


def site_answers(check: SiteCheck) -> list[tuple[str, str]]:
    """Question and answer in the order of the list that was asked; one without an answer stays empty."""
    return [(words, check.answers.get(code, "")) for code, words in site_questions(check.asked_by)]
