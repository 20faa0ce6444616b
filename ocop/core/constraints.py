"""Check constraints that many models share."""

from django.db.models import CheckConstraint, Choices, F, Q


def known_choice(field: str, choices: type[Choices]) -> CheckConstraint:
    """The column holds one of the choices."""
    return CheckConstraint(name=f"%(class)s_{field}_known", condition=Q(**{f"{field}__in": choices.values}))


def both_or_neither(left: str, right: str) -> CheckConstraint:
    """Two nullable columns are filled together: a time with its person."""
    neither = Q(**{f"{left}__isnull": True, f"{right}__isnull": True})
    both = Q(**{f"{left}__isnull": False, f"{right}__isnull": False})
    return CheckConstraint(name=f"%(class)s_{left}_whole", condition=neither | both)


def in_order(start: str, end: str) -> CheckConstraint:
    """A period does not end before it starts; an open end is allowed."""
    return CheckConstraint(
        name=f"%(class)s_{end}_after",
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
    )
