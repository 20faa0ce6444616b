"""People and posts for tests. They are called by what they are."""

from datetime import date

from ocop.accounts.models import Membership, User
from ocop.core.roles import Role
from ocop.localities.models import Place

PASSWORD = "mot-mat-khau-dai"
LONG_AGO = date(2024, 1, 1)


def make_person(name: str, *, username: str = "", home: Place | None = None, **fields) -> User:
    """Somebody who can sign in with `PASSWORD`."""
    username = username or f"nguoi-{User.objects.count() + 1}"
    return User.objects.create_user(username, password=PASSWORD, full_name=name, home=home, **fields)


def make_officer(role: Role, place: Place, *, name: str = "", **fields) -> User:
    """Somebody who has long held one post."""
    person = make_person(name or f"{role.label} {place.name}", **fields)
    Membership.objects.create(user=person, role=role, place=place, starts_on=LONG_AGO)
    return person
