"""Who may: the one question every service of this app asks first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from evaluations.models import Council
from ocop.access.scope import scope_of
from ocop.core.errors import RuleViolation
from ocop.core.roles import CERTIFIERS, OFFICERS, Level, Role
from ocop.localities.models import Place


class NotAllowed(RuleViolation):
    """The person holds no post that may do this here."""


def officer_of(level: str) -> Role:
    """Who does the daily work at a level. Raises `NotAllowed` where no council is kept."""
    role = OFFICERS.get(Level(level)) if level in (Level.DISTRICT, Level.PROVINCE) else None
    if role is None:
        raise NotAllowed(_("Cấp này không lập Hội đồng trên cổng."))
    return role


def require_officer_at(person, place: Place, level: str) -> Role:
    """The officer of a level whose post covers a place; raises `NotAllowed` for everybody else."""
    role = officer_of(level)
    held = scope_of(person).only(role)
    if not held.posts or not Place.objects.filter(held.place(""), pk=place.pk).exists():
        raise NotAllowed(_("Chỉ %(who)s làm được việc này.") % {"who": role.label.lower()})
    return role


def require_over_council(person, council: Council, roles: Iterable[Role]) -> Role:
    """One of `roles` held over the council; raises `NotAllowed` for everybody else."""
    wanted = frozenset(roles)
    held = Council.objects.roles_over(person, council) & wanted
    if not held:
        who = ", ".join(sorted(str(role.label).lower() for role in wanted))
        raise NotAllowed(_("Chỉ %(who)s làm được việc này.") % {"who": who})
    return min(held)


def require_keeper_at(person, issuer: Place) -> Role:
    """The role under which somebody keeps the numbers and prints for a place; raises `NotAllowed`."""
    scope = scope_of(person)
    for role in sorted(CERTIFIERS & scope.roles):
        if Place.objects.filter(scope.only(role).place(""), pk=issuer.pk).exists():
            return role
    raise NotAllowed(_("Chỉ chuyên viên OCOP của nơi cấp làm được việc này."))
