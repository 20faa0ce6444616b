"""Norms of a province: set from a day, ended on a day; never changed, since estimates were held to them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Norm
from budgets.services.authority import NotAllowed, refuse_stale
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation
from ocop.core.roles import Role
from ocop.localities.models import Place
from ocop.programme.queries import provinces_run_by

SETTERS = (Role.PROVINCE_OFFICER, Role.FINANCE_OFFICER, Role.ADMINISTRATOR)
"""Who writes down the norms that the province's council resolved."""


@transaction.atomic
def add_norm(
    *,
    actor: User,
    province: Place,
    name: str,
    basis: str,
    starts_on: date,
    purpose: str = "",
    per: str = "",
    cap_vnd: int | None = None,
    percent: int | None = None,
    ends_on: date | None = None,
) -> Norm:
    """Write a norm down. Raises `NotAllowed` outside the actor's province and `RuleViolation` unless it is
    either a cap or a share.
    """
    _require(actor, province)
    if (cap_vnd is None) == (percent is None):
        raise RuleViolation(_("Ghi một trong hai: mức tối đa hoặc tỷ lệ tối đa."), field="cap_vnd")
    if ends_on and ends_on < starts_on:
        raise RuleViolation(_("Ngày hết hạn không trước ngày áp dụng."), field="ends_on")
    norm = Norm.objects.create(
        province=province,
        name=name,
        purpose=purpose,
        per=per,
        cap_vnd=cap_vnd,
        percent=percent,
        basis=basis,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=actor,
    )
    record(actor=actor, verb="norm.create", subject=norm)
    return norm


@transaction.atomic
def end_norm(*, actor: User, norm: Norm, ends_on: date, version: int | None = None) -> Norm:
    """Say until when a norm is used. Raises `Stale`, and `RuleViolation` for a day before its first."""
    norm = Norm.objects.select_for_update(of=("self",)).select_related("province").get(pk=norm.pk)
    if norm.province is None:
        raise NotAllowed(_("Định mức chung của cả nước không sửa ở đây."))
    _require(actor, norm.province)
    refuse_stale(norm, version)
    if ends_on < norm.starts_on:
        raise RuleViolation(_("Ngày hết hạn không trước ngày áp dụng."), field="ends_on")
    norm.ends_on, norm.version = ends_on, norm.version + 1
    norm.save(update_fields=["ends_on", "version"])
    record(actor=actor, verb="norm.end", subject=norm, ends_on=f"{ends_on}")
    return norm


def _require(actor: User, province: Place) -> None:
    if not provinces_run_by(actor, roles=SETTERS).filter(pk=province.pk).exists():
        raise NotAllowed(_("Bạn không đặt định mức của %(place)s.") % {"place": province.name_in_address})
