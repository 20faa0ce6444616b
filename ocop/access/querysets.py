"""The queryset that every model with private rows stands on."""

from typing import Self

from django.db import models

from ocop.access.scope import Person, Scope, scope_of
from ocop.core.roles import Role


def asked_row_by_row(**condition: models.QuerySet) -> models.Q:
    """A condition `…__in` a subquery, not said as a join.

    The planner takes the places of one office for a few of the country's. Of a join it therefore expects few
    rows and sorts them all; asked of each row it walks along an index in the order of a list, and stops.
    """
    return ~models.Q(~models.Q(**condition))


class ScopedQuerySet(models.QuerySet):
    """Rows that only some people may see. Each subclass states its `reach`."""

    def reach(self, scope: Scope) -> models.Q:
        raise NotImplementedError(f"{type(self).__name__} must state its reach")

    def within(self, scope: Scope) -> Self:
        if not scope.posts:
            return self.none()
        reachable = self.model._base_manager.filter(self.reach(scope))
        return self.filter(pk__in=reachable.values("pk"))

    def visible_to(self, person: Person) -> Self:
        """The rows this person may know of. Every query of the portal starts here."""
        return self.within(scope_of(person))

    def roles_over(self, person: Person, row: models.Model) -> frozenset[Role]:
        """The roles under which `person` reaches this very row."""
        scope, this = scope_of(person), self.filter(pk=row.pk)
        return frozenset(role for role in scope.roles if this.within(scope.only(role)).exists())
