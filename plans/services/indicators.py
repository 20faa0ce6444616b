"""A province's own indicators: given, no longer asked for, asked for again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.localities.models import Place
from plans.models import Indicator
from plans.queries.reports import provinces_ruled_by

OWN_POSITION = 900
"""A province's own indicators come after the country's."""


@transaction.atomic
def add_indicator(*, actor: User, province: Place, name: str, unit_name: str, is_share: bool) -> Indicator:
    """Give a province an indicator of its own, of which the portal has no records: its units report it.

    Raises `RuleViolation` outside the actor's provinces and for a name that is taken.
    """
    if not provinces_ruled_by(actor).filter(pk=province.pk).exists():
        raise RuleViolation(_("Bạn không đặt chế độ báo cáo của tỉnh này."), field="province")
    if Indicator.objects.known_in(province.path).filter(name__iexact=name).exists():
        raise RuleViolation(_("Đã có chỉ tiêu tên “%(name)s”.") % {"name": name}, field="name")
    one = Indicator.objects.create(
        province=province,
        name=name,
        unit_name="%" if is_share else unit_name,
        is_share=is_share,
        position=OWN_POSITION,
    )
    record(actor=actor, verb="indicator.create", subject=one, after={"name": name})
    return one


@transaction.atomic
def retire_indicator(*, actor: User, indicator: Indicator) -> Indicator:
    """Ask for an indicator of a province no more from today on; what was reported of it stays.

    Raises `RuleViolation` for one of the country or of another province, and for one that has ended.
    """
    one = _own(actor, indicator)
    if one.has_ended(clock.today()):
        raise RuleViolation(_("Chỉ tiêu này đã ngừng dùng."))
    one.ended_on = clock.today() - timedelta(days=1)
    one.save(update_fields=["ended_on"])
    record(actor=actor, verb="indicator.retire", subject=one, after={"ended_on": str(one.ended_on)})
    return one


@transaction.atomic
def revive_indicator(*, actor: User, indicator: Indicator) -> Indicator:
    """Ask for an indicator again. Raises `RuleViolation` as `retire_indicator` does."""
    one = _own(actor, indicator)
    if not one.has_ended(clock.today()):
        raise RuleViolation(_("Chỉ tiêu này đang được dùng."))
    before, one.ended_on = one.ended_on, None
    one.save(update_fields=["ended_on"])
    record(actor=actor, verb="indicator.revive", subject=one, before={"ended_on": str(before)})
    return one


def _own(actor: User, indicator: Indicator) -> Indicator:
    one = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not provinces_ruled_by(actor).filter(pk=one.province_id).exists():
        raise RuleViolation(_("Bạn không đặt chế độ báo cáo của tỉnh này."))
    return one
