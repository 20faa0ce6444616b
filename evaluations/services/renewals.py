"""Reminding of the end of certificates, step by step."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState
from evaluations.models import Certificate, ExpiryReminder
from evaluations.queries.renewals import Filing, filing_of, with_renewal
from evaluations.rules.renewals import BEFORE, LADDER, LATE, OPEN, step_due
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.core import clock
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.localities.queries import place_today
from ocop.notifications.services import notify
from registrations.queries import acting_for

OFFICERS_FROM = 90
"""Days before the end from which the officers of the province are told as well: then the filing is late."""


def remind_of_expiry() -> int:
    """Tell of every certificate that stands on a step of the ladder untold of; returns of how many.

    Who has filed already is left in peace. The rows of `ExpiryReminder` keep each step to one time; a step
    that was missed is not made up for once the next one has come.
    """
    today = clock.today()
    rows = with_renewal(Certificate.objects.valid_on(today)).filter(
        renewal__isnull=True, valid_until__lte=today + timedelta(days=LADDER[0])
    )
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_remind(key) for key in rows.order_by("valid_until", "pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(key: int) -> bool:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("product__producer", "commune")
    row = rows.get(pk=key)
    today = clock.today()
    step = step_due((row.valid_until - today).days)
    if step is None or row.state != CertificateState.ACTIVE:
        return False
    _reminder, is_new = ExpiryReminder.objects.get_or_create(certificate=row, days_before=step)
    if is_new:
        notify(_addressees(row, step), _words(row, filing_of(row, today)), f"/giay-chung-nhan/{row.pk}/")
    return is_new


def _addressees(row: Certificate, step: int) -> list[User]:
    """The producer's people and the commune's officer; late in the ladder the province's officers too."""
    commune = place_today(row.commune)
    owners = [post.user for post in acting_for(row.product.producer)]
    people = [*owners, *holders([Role.COMMUNE_OFFICER], commune)]
    if step <= OFFICERS_FROM:
        above = Place.objects.filter(path__in=commune.ancestor_paths)
        people += [person for place in above for person in holders([Role.PROVINCE_OFFICER], place)]
    return people


def _words(row: Certificate, filing: Filing) -> str:
    known = {
        "product": row.product_name,
        "number": row.name,
        "day": f"{row.valid_until:%d/%m/%Y}",
        "days": (row.valid_until - clock.today()).days,
        "window": filing.in_words,
    }
    said = _("Giấy %(number)s của “%(product)s” hết hạn sau %(days)s ngày (%(day)s).") % known
    if filing.stands == LATE:
        return f"{said} {_('Hạn nộp hồ sơ đánh giá lại đã qua: %(window)s.') % known}"
    if filing.stands in (OPEN, BEFORE):
        return f"{said} {_('Nộp hồ sơ đánh giá lại: %(window)s.') % known}"
    return said
