"""Moves: the only writer of a state.

A `Workflow` is a table that an official could check against the decree. What may be done is asked of the
table (`open_to`), and what is done goes through the table (`fire`), so that the two cannot drift apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from ocop.audit.services import record
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role


class MoveRefused(RuleViolation):
    """The move is not open to this person now; the message says why."""


def _no_blockers(subject: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from which states to which, by whom, unless what.

    `roles` names who may; where that depends on the row (an officer of the level that has the dossier), it
    is a function of the row. No roles at all marks a move that only another move causes, such as closing a
    session.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[Role] | Callable[[Any], frozenset[Role]] = frozenset()
    blockers: Callable[[Any], Iterable[str]] = _no_blockers
    needs_note: bool = False
    tone: str = ""

    def roles_for(self, subject: Any) -> frozenset[Role]:
        return self.roles(subject) if callable(self.roles) else self.roles


@dataclass(frozen=True, slots=True)
class Workflow:
    prefix: str
    moves: tuple[Move, ...]

    def move(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)

    def open_to(self, actor: Any, subject: Any) -> list[Move]:
        """The moves this person can be offered now. Blockers are not asked: they are shown when the move is
        tried.
        """
        held = type(subject).objects.roles_over(actor, subject)
        return [m for m in self.moves if subject.state in m.sources and m.roles_for(subject) & held]

    def closed_because(self, name: str, subject: Any) -> str:
        """Why a move does not start from the state the row is in, in a sentence; empty where it does."""
        move = self.move(name)
        if subject.state in move.sources:
            return ""
        return _("Không thể “%(move)s” khi đang “%(state)s”.") % {
            "move": move.label,
            "state": subject.get_state_display(),
        }

    def hindrances(self, name: str, subject: Any) -> list[str]:
        """What would refuse the move now, in sentences: for the page that is read before it is tried."""
        return [str(reason) for reason in self.move(name).blockers(subject)]

    def fire(
        self,
        name: str,
        subject: models.Model,
        *,
        actor: Any,
        note: str = "",
        version: int | None = None,
        **changes: Any,
    ) -> Any:
        """Make one move or refuse it (`MoveRefused`, `Stale`). Locks the row; writes state, `changes` and
        the event.
        """
        return self._fire(
            name, subject, actor=actor, note=note, version=version, changes=changes, by_person=True
        )

    def carry(self, name: str, subject: models.Model, *, actor: Any, note: str = "", **changes: Any) -> Any:
        """Make a move that follows from another one, whose roles were checked there. State and blockers
        still count.
        """
        return self._fire(
            name, subject, actor=actor, note=note, version=None, changes=changes, by_person=False
        )

    @transaction.atomic
    def _fire(self, name, subject, *, actor, note, version, changes, by_person):
        move = self.move(name)
        row = type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
        if reason := self.closed_because(name, row):
            raise MoveRefused(reason)
        held = type(row).objects.roles_over(actor, row) & move.roles_for(row) if by_person else frozenset()
        if by_person and not held:
            raise MoveRefused(_("Bạn không có thẩm quyền “%(move)s”.") % {"move": move.label})
        if version is not None and version != row.version:
            raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
        if move.needs_note and not note.strip():
            raise MoveRefused(_("Hãy nêu lý do."), field="note")
        if reasons := self.hindrances(name, row):
            raise MoveRefused(*reasons)
        before, row.state = row.state, move.target
        for field, value in changes.items():
            setattr(row, field, value)
        row.version += 1
        row.save(update_fields=["state", "version", *changes])
        record(
            actor=actor,
            verb=f"{self.prefix}.{name}",
            subject=row,
            role=min(held, default=""),
            before=before,
            after=row.state,
            note=note,
        )
        return row
