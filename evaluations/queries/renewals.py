"""Certificates near their end: who is to file again, until when, and who has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CertificateState
from evaluations.models import Certificate
from evaluations.queries.certificates import certificate_status
from evaluations.rules.renewals import BEFORE, LADDER, LATE, OPEN, OVER, filing_stands
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.queries import regime_on, rules_of
from ocop.law.rules import RegimeRules
from ocop.ui.parts import Entry, Status
from ocop.ui.writing import dmy
from registrations.choices import DossierState, RegistrationType
from registrations.models import Dossier

AHEAD = timedelta(days=LADDER[0] + 30)
"""How far ahead the renewal run looks: a month before the filing opens."""

BEHIND = timedelta(days=180)
"""How long a certificate that ran out is still shown: as long as 26/2026/QĐ-TTg Art. 12 may extend one."""

DRAFTERS = frozenset({Role.COMMUNE_OFFICER, Role.PRODUCER})
"""Who drafts the dossier of a reassessment."""

STANDS = {
    OPEN: gettext_lazy("Đang trong hạn nộp"),
    LATE: gettext_lazy("Quá hạn nộp"),
    BEFORE: gettext_lazy("Chưa tới hạn nộp"),
    OVER: gettext_lazy("Đã hết hiệu lực"),
    "renewing": gettext_lazy("Đang đánh giá lại"),
}
"""Names in the address of the renewal run, and their words."""


@dataclass(frozen=True, slots=True)
class Filing:
    """When the owner of a certificate may file again, under the regime of a day."""

    opens: date | None
    closes: date | None
    stands: str

    @property
    def in_words(self) -> str:
        if self.opens is None or self.closes is None:
            return _("trước ngày hết hạn")
        return f"{self.opens:%d/%m/%Y} – {self.closes:%d/%m/%Y}"


def filing_of(certificate: Certificate, day: date, regime: RegimeRules | None = None) -> Filing:
    """The window of the regime of `day` (26/2026/QĐ-TTg Art. 7: 180 to 120 days before the end).

    Who asks for many certificates gives the regime, which is looked up otherwise.
    """
    window = (regime or rules_of(regime_on(day))).renewal_window(certificate.valid_until)
    stands = filing_stands(day, expires_on=certificate.valid_until, window=window)
    opens, closes = window or (None, None)
    return Filing(opens, closes, stands)


def with_renewal(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each with `renewal`, the key of the dossier that was handed in to assess its product again, and with
    `draft`, that of one which is still being written; None where there is none. A draft renews nothing.
    """
    again = Dossier.objects.filter(
        product=OuterRef("product"),
        registration_type__in=[RegistrationType.REASSESSMENT, RegistrationType.UPGRADE],
    ).open()
    filed, drafts = (
        Subquery(found.order_by("-pk").values("pk")[:1], output_field=IntegerField())
        for found in (again.exclude(state=DossierState.DRAFT), again.filter(state=DossierState.DRAFT))
    )
    return rows.annotate(renewal=filed, draft=drafts)


def with_course(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each with `renewal`, and with `followed_by`: the kind of registration that its successor was given for;
    None where there is none or the list of a past decision tells of it.
    """
    return with_renewal(rows).annotate(
        followed_by=F("replaced_by__line__grading__item__dossier__registration_type")
    )


def renewal_run(person: User, day: date) -> QuerySet[Certificate]:
    """The certificates in reach that end soon or have ended lately, with `renewal`."""
    rows = Certificate.objects.visible_to(person).filter(
        state=CertificateState.ACTIVE, valid_until__gte=day - BEHIND, valid_until__lte=day + AHEAD
    )
    return with_renewal(rows)


def standing_in_run(rows: QuerySet[Certificate], stands: str, day: date) -> QuerySet[Certificate]:
    """The rows of the run that stand so on a day; all of them for an empty name."""
    if stands == "renewing":
        return rows.filter(renewal__isnull=False)
    if stands not in STANDS:
        return rows
    idle = rows.filter(renewal__isnull=True)
    window = rules_of(regime_on(day)).renewal_window(day)
    if stands == OVER:
        return idle.over(day)
    idle = idle.filter(valid_until__gte=day)
    if window is None:
        return idle if stands == OPEN else idle.none()
    earliest, latest = day + (day - window[1]), day + (day - window[0])
    return {
        LATE: idle.filter(valid_until__lt=earliest),
        OPEN: idle.filter(valid_until__gte=earliest, valid_until__lte=latest),
        BEFORE: idle.filter(valid_until__gt=latest),
    }[stands]


def run_status(certificate: Certificate, day: date, regime: RegimeRules | None = None) -> Status:
    """How a certificate of the run stands, as it is shown."""
    if certificate.renewal:
        return Status("move", "refresh", _("Đang đánh giá lại"))
    stands = filing_of(certificate, day, regime).stands
    tones = {
        OPEN: ("act", "hourglass"),
        LATE: ("bad", "error"),
        BEFORE: ("plain", "clock"),
        OVER: ("end", "clock"),
    }
    tone, icon = tones[stands]
    return Status(tone, icon, str(STANDS[stands]))


def chain_of(certificate: Certificate) -> list[tuple[Certificate, str]]:
    """Every certificate the product has had, the first one first, with why each was given.

    One whose number was taken over by another is no station of the way.
    """
    rows = Certificate.objects.filter(product=certificate.product_id, reissue_reason="").select_related(
        "line__decision", "line__grading__item__dossier", "past_decision"
    )
    found, before = [], None
    for row in rows.order_by("valid_from", "pk"):
        found.append((row, _why(row, before)))
        before = row
    return found


def timeline_of(certificate: Certificate, *, keys: Collection[int] | None = None) -> list[Entry]:
    """The stars of its product over the years, the latest first; with `keys` of these certificates alone."""
    today = clock.today()
    return [
        Entry(
            f"{dmy(row.valid_from)} – {dmy(row.valid_until)}",
            _("%(stars)s sao: %(why)s") % {"stars": row.stars, "why": why},
            certificate_status(row, today).label,
            row.name,
        )
        for row, why in reversed(chain_of(certificate))
        if keys is None or row.pk in keys
    ]


def _why(row: Certificate, before: Certificate | None) -> str:
    dossier = None if row.is_of_record else row.line.grading.item.dossier
    if dossier is not None and dossier.is_again:
        return str(dossier.get_registration_type_display())
    if before is None:
        return _("Công nhận lần đầu")
    if row.stars > before.stars:
        return _("Nâng hạng")
    return _("Đánh giá, phân hạng lại")
