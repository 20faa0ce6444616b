"""What every service of this app asks first: the row as it is now, the role over it, whether it is open."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from ocop.access.scope import scope_of
from ocop.accounts.models import User
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import Role
from ocop.localities.models import Place
from registrations.models import Dossier
from registrations.queries.refusals import why_not_write

Row = TypeVar("Row", bound=models.Model)
WRITERS = frozenset({Role.COMMUNE_OFFICER, Role.PRODUCER})


def locked(row: Row, version: int | None = None) -> Row:
    """The row as it is now, held until the transaction ends. Raises `Stale` for another version."""
    fresh = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and version != fresh.version:
        raise Stale(_("Người khác vừa lưu phần này. Chữ của bạn vẫn còn; hãy xem hai bản rồi chọn."))
    return fresh


def refuse_without(actor: User, row: models.Model, roles: frozenset[Role] = WRITERS) -> Role:
    """The role under which the actor may write this row; raises `RuleViolation` when there is none."""
    held = type(row).objects.roles_over(actor, row) & roles
    if not held:
        raise RuleViolation(_("Bạn không có thẩm quyền với “%(thing)s”.") % {"thing": row})
    return min(held)


def refuse_foreign_commune(actor: User, commune: Place) -> None:
    """Raise `RuleViolation` unless the actor is the officer of this commune."""
    own = Place.objects.filter(scope_of(actor).only(Role.COMMUNE_OFFICER).place(""))
    if not own.filter(pk=commune.pk).exists():
        raise RuleViolation(
            _("%(place)s không thuộc địa bàn bạn phụ trách.") % {"place": commune}, field="commune"
        )


def dossier_to_write(actor: User, dossier: Dossier, version: int | None = None) -> tuple[Dossier, Role]:
    """The dossier, held, with the role under which the actor may write it now."""
    row = locked(dossier, version)
    role = refuse_without(actor, row)
    refuse(why_not_write(role, row))
    return row, role
