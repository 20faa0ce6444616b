"""Whether the producer agrees to what a dossier says, and who typed which part of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ocop.audit.queries import history_of
from ocop.core.roles import Role
from registrations.choices import DossierState
from registrations.models import Consent, Dossier
from registrations.queries.corrections import Change, differences
from registrations.queries.files import evidence_of
from registrations.queries.items import DossierItem, items_of
from registrations.rules import Part

_NOT_CONSENTED = "form.declaration_accepted"
"""The declaration is made when the dossier is sent, after the consent."""
SHOWN_OF_A_DIGEST = 8


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """The latest consent, and what the dossier says differently since. `code` is the beginning of the
    fingerprint of what it says now, printed on the summary.
    """

    consent: Consent | None
    changes: tuple[Change, ...]
    digest: str

    @property
    def holds(self) -> bool:
        return self.consent is not None and not self.changes

    @property
    def code(self) -> str:
        return code_of(self.digest)


def items_to_consent(dossier: Dossier) -> list[DossierItem]:
    """What the producer agrees to: everything but the commune's report and the declaration made on sending.

    In Vietnamese whoever asks, so that it can be compared.
    """
    with translation.override(settings.LANGUAGE_CODE):
        items = items_of(dossier)
    return [item for item in items if item.part != Part.REPORT and item.key != _NOT_CONSENTED]


def code_of(digest: str) -> str:
    """The fingerprint as it is printed on the summary."""
    return digest[:SHOWN_OF_A_DIGEST].upper()


def read_code(typed: str) -> str:
    """A printed code as somebody typed it: large or small, in groups, with letters for the digits they look
    like.
    """
    return "".join(
        typed.upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("-", "").split()
    )


def digest_of(items: list[DossierItem]) -> str:
    """The fingerprint of what the items say, 64 hexadecimal digits; labels do not count."""
    said = {item.key: f"{item.value} {item.mark}".strip() for item in items}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def consent_standing(dossier: Dossier) -> ConsentStanding:
    """How the producer's consent to this dossier stands."""
    items = items_to_consent(dossier)
    digest = digest_of(items)
    consent = dossier.consents.select_related("recorded_by").order_by("-pk").first()
    changes = differences(consent.contents, items) if consent and consent.digest != digest else []
    return ConsentStanding(consent, tuple(changes), digest)


def lacks_consent(dossier: Dossier) -> str:
    """Why the commune may not send up what it typed, in a sentence; empty where it may (`CONSENT_NEEDED`).

    Handing in is a consent, to what was handed in: what the commune changes while it reviews is asked for
    again. What was handed in before consents were kept goes on without.
    """
    if not settings.CONSENT_NEEDED:
        return ""
    standing = consent_standing(dossier)
    if standing.holds:
        return ""
    if standing.consent is None:
        if dossier.state == DossierState.COMMUNE_REVIEW:
            return ""
        return _("Chủ thể chưa xác nhận nội dung hồ sơ do xã nhập.")
    return _("Hồ sơ đã sửa sau khi chủ thể xác nhận, nên chủ thể cần xác nhận lại.")


_PART_OF_A_DEED = {
    "dossier.choose_set": Part.SET,
    "dossier.form": Part.FORM,
    "dossier.business_plan": Part.PLAN,
    "dossier.organisation": Part.PROFILE,
    "dossier.changes": Part.CHANGES,
    "dossier.self_assessment": Part.ASSESSMENT,
    "dossier.self_score": Part.SCORES,
    "dossier.report": Part.REPORT,
}


def writers_of(dossier: Dossier) -> dict[str, list[str]]:
    """Who typed which part: part → people with the role they typed under, in the order they came."""
    found: dict[str, dict[str, None]] = {}
    for event in history_of(dossier).filter(verb__in=_PART_OF_A_DEED):
        writer = f"{event.actor} ({Role(event.role).label})" if event.role else str(event.actor)
        found.setdefault(str(_PART_OF_A_DEED[event.verb]), {})[writer] = None
    for paper in evidence_of(dossier).select_related("uploaded_by"):
        found.setdefault(str(Part.EVIDENCE), {})[str(paper.uploaded_by)] = None
    return {part: list(writers) for part, writers in found.items()}
