"""How the producer's consent stands, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.core.roles import Role
from ocop.ui.parts import Fact, MoveLink, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from registrations import queries
from registrations.models import Consent, Dossier
from registrations.queries.corrections import Change


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """The standing in words. `moves` are what the reader may do about it."""

    status: Status
    facts: list[Fact]
    changes: tuple[Change, ...]
    moves: list[MoveLink]


def consent_card(dossier: Dossier, reader: User) -> ConsentCard:
    """The consent to a dossier, what has changed since, and what this reader may do about it."""
    standing = queries.consent_standing(dossier)
    return ConsentCard(
        status=_status(standing),
        facts=_facts(standing.consent),
        changes=standing.changes,
        moves=[] if standing.holds else _moves(dossier, reader),
    )


def _status(standing: queries.ConsentStanding) -> Status:
    if standing.consent is None:
        return Status("draft", "todo", _("Chưa xác nhận"))
    if standing.holds:
        return Status("good", "done", _("Đã xác nhận"))
    return Status("act", "history", _("Đã sửa sau khi xác nhận"))


def _facts(consent: Consent | None) -> list[Fact]:
    if consent is None:
        return []
    file = reverse("registrations:consent-download", args=[consent.pk]) if consent.file else ""
    return [
        Fact(_("Cách xác nhận"), consent.get_way_display(), url=file),
        Fact(_("Người xác nhận"), consent.given_by_name, note=dmy(consent.given_on)),
        Fact(_("Người ghi vào cổng"), str(consent.recorded_by), note=dmyhm(consent.recorded_at)),
    ]


def _moves(dossier: Dossier, reader: User) -> list[MoveLink]:
    if queries.why_not_consent(dossier):
        return []
    moves = []
    if queries.represents(reader, dossier.producer):
        confirm = reverse("registrations:dossier-confirm", args=[dossier.pk])
        moves.append(MoveLink(_("Tôi xác nhận nội dung hồ sơ"), confirm, "check", "secondary"))
    if Role.COMMUNE_OFFICER in Dossier.objects.roles_over(reader, dossier):
        keep = reverse("registrations:dossier-consent", args=[dossier.pk])
        moves.append(MoveLink(_("Lưu bản có chữ ký của chủ thể"), keep, "upload", "secondary"))
    return moves
