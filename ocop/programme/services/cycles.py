"""Opening a year, setting its steps, closing it; and bringing in criteria sets."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import regime_on
from ocop.law.services import import_criteria_set
from ocop.localities.models import Place
from ocop.programme.choices import Step
from ocop.programme.models import Cycle, CycleStep, ProductTarget
from ocop.programme.queries import (
    RUNNERS,
    communes_to_target,
    may_run,
    provinces_run_by,
    targets_of,
    version_of_targets,
)

Span = tuple[date, date]


@transaction.atomic
def open_cycle(
    *, actor: User, province: Place, year: int, regime: Regime | None = None, reason: str = ""
) -> Cycle:
    """Open a province's year. Without `regime` each dossier goes by the rules of the day it is handed in.

    An earlier regime than today's needs a reason. Raises `RuleViolation` outside the actor's provinces and
    for a year that is open already.
    """
    if not provinces_run_by(actor).filter(pk=province.pk).exists():
        raise RuleViolation(_("Bạn không quản trị tỉnh này."), field="province")
    if regime is not None and regime != regime_on(clock.today()) and not reason.strip():
        raise RuleViolation(_("Hãy nêu lý do dùng quy định cũ."), field="reason")
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(
                province=province,
                year=year,
                regime=regime,
                regime_reason=reason if regime else "",
                opened_on=clock.today(),
                opened_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("%(province)s đã có chu trình năm %(year)s.") % {"province": province, "year": year},
            field="year",
        ) from None
    record(
        actor=actor,
        verb="cycle.open",
        subject=cycle,
        role=Role.ADMINISTRATOR,
        after={"year": year, "regime": regime.code if regime else ""},
        note=cycle.regime_reason,
    )
    return cycle


@transaction.atomic
def set_steps(*, actor: User, cycle: Cycle, steps: Mapping[int, Span], version: int | None = None) -> Cycle:
    """Write when each of the six steps runs; a step that is left out has no dates. Raises `Stale`."""
    cycle = _locked(cycle, version)
    _refuse_without_office(actor, cycle, RUNNERS)
    _refuse_closed(cycle)
    for starts_on, ends_on in steps.values():
        if ends_on < starts_on:
            raise RuleViolation(_("Ngày kết thúc của một bước trước ngày bắt đầu."))
    before = _steps_of(cycle)
    cycle.steps.exclude(step__in=steps).delete()
    for step, (starts_on, ends_on) in steps.items():
        CycleStep.objects.update_or_create(
            cycle=cycle, step=Step(step), defaults={"starts_on": starts_on, "ends_on": ends_on}
        )
    cycle.version += 1
    cycle.save(update_fields=["version"])
    record(actor=actor, verb="cycle.steps", subject=cycle, before=before, after=_steps_of(cycle))
    return cycle


@transaction.atomic
def set_product_targets(
    *, actor: User, cycle: Cycle, targets: Mapping[Place, int | None], version: int | None = None
) -> int:
    """Say how many products each commune is to bring into a cycle; None takes a target away. Communes left
    out keep theirs. Returns how many changed.

    `version` is the `version_of_targets` that the actor has seen. Raises `Stale`, and `RuleViolation` for a
    closed cycle and for a commune outside the actor's district or province.
    """
    cycle = _locked(cycle, None)
    if version is not None and version != version_of_targets(targets_of(actor, cycle)):
        raise Stale(_("Người khác vừa lưu chỉ tiêu. Số của bạn vẫn còn; hãy xem hai bản rồi chọn."))
    _refuse_closed(cycle)
    allowed = set(communes_to_target(actor, cycle).values_list("pk", flat=True))
    kept = {row.place_id: row for row in cycle.product_targets.select_related("place")}
    before, after = {}, {}
    for place, products in targets.items():
        if place.pk not in allowed:
            raise RuleViolation(_("%(place)s không thuộc địa bàn bạn phụ trách.") % {"place": place})
        old = kept[place.pk].products if place.pk in kept else None
        if old == products:
            continue
        before[place.code], after[place.code] = old, products
        if products is None:
            kept[place.pk].delete()
        else:
            ProductTarget.objects.update_or_create(
                cycle=cycle, place=place, defaults={"products": products, "set_by": actor}
            )
    if after:
        record(actor=actor, verb="cycle.targets", subject=cycle, before=before, after=after)
    return len(after)


@transaction.atomic
def close_cycle(*, actor: User, cycle: Cycle, note: str = "", version: int | None = None) -> Cycle:
    """Close the year: no dossier is started in it any more; those under way go on."""
    cycle = _locked(cycle, version)
    _refuse_without_office(actor, cycle, (Role.ADMINISTRATOR,))
    _refuse_closed(cycle)
    before = snapshot(cycle, "closed_on")
    cycle.closed_on = clock.today()
    cycle.version += 1
    cycle.save(update_fields=["closed_on", "version"])
    record(
        actor=actor,
        verb="cycle.close",
        subject=cycle,
        role=Role.ADMINISTRATOR,
        before=before,
        after=snapshot(cycle, "closed_on"),
        note=note,
    )
    return cycle


@transaction.atomic
def bring_in_set(*, actor: User, text: str) -> CriteriaSet:
    """Keep a criteria set as the newest version of its code. Raises `RuleViolation` where it cannot be
    read, and where this very content is kept already.
    """
    office = provinces_run_by(actor).first()
    if office is None:
        raise RuleViolation(_("Chỉ quản trị cổng của tỉnh nhập được bộ tiêu chí."))
    known = CriteriaSet.objects.count()
    kept = import_criteria_set(text=text)
    if CriteriaSet.objects.count() == known:
        raise RuleViolation(
            _("Nội dung này đã có: %(set)s, phiên bản %(version)s.") % {"set": kept, "version": kept.version},
            field="text",
        )
    record(
        actor=actor,
        verb="criteria_set.import",
        subject=kept,
        role=Role.ADMINISTRATOR,
        place=office,
        after={"code": kept.code, "version": kept.version, "digest": kept.digest, "complete": kept.complete},
    )
    return kept


def preview_set(*, text: str) -> CriteriaSet:
    """The set as it would be kept, with its problems; nothing is. Raises `RuleViolation` where it cannot
    be read.
    """
    with transaction.atomic():
        kept = import_criteria_set(text=text)
        kept.criterion_count = sum(section.criteria.count() for section in kept.sections.all())
        transaction.set_rollback(True)
    return kept


def _locked(cycle: Cycle, version: int | None) -> Cycle:
    row = Cycle.objects.select_for_update(of=("self",)).select_related("province").get(pk=cycle.pk)
    if version is not None and version != row.version:
        raise Stale(_("Người khác vừa thay đổi chu trình này. Hãy xem lại rồi làm tiếp."))
    return row


def _refuse_without_office(actor: User, cycle: Cycle, roles: tuple[Role, ...]) -> None:
    if not may_run(actor, cycle, roles=roles):
        raise RuleViolation(_("Bạn không có thẩm quyền với chu trình này."))


def _refuse_closed(cycle: Cycle) -> None:
    if cycle.closed_on:
        raise RuleViolation(_("Chu trình này đã đóng ngày %(day)s.") % {"day": f"{cycle.closed_on:%d/%m/%Y}"})


def _steps_of(cycle: Cycle) -> dict[str, str]:
    rows = cycle.steps.order_by("step")
    return {str(row.step): f"{row.starts_on.isoformat()}/{row.ends_on.isoformat()}" for row in rows}
