"""Setting targets, changing them, sharing them out over the units below."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.money import dotted
from ocop.localities.models import Place
from ocop.ui.writing import points
from plans.models import Indicator, Target
from plans.queries.actuals import Actuals
from plans.queries.targets import indicators_for, reached_by, units_below, units_to_target
from plans.rules import spans
from plans.rules.targets import Aim, Reached, is_below, problem_with

FIELDS = ("minimum", "maximum", "share", "basis", "note")
LONGEST = 10
"""Years that one target may reach over."""


@transaction.atomic
def set_target(
    *,
    actor: User,
    indicator: Indicator,
    unit: Place,
    first_year: int,
    last_year: int,
    aim: Aim,
    basis: str = "",
    note: str = "",
    accepts_reached: bool = False,
) -> Target:
    """Set a unit's target for a year or a phase.

    Raises `RuleViolation` outside the actor's places, for years out of order, for a number where a share is
    asked and the reverse, for a second target of the same years, and, unless `accepts_reached`, where it asks
    for less than there is already.
    """
    _refuse_foreign(actor, unit)
    if not indicators_for(actor).filter(pk=indicator.pk).exists():
        raise RuleViolation(_("Chỉ tiêu này không dùng ở tỉnh của bạn."), field="indicator")
    if last_year < first_year:
        raise RuleViolation(_("Năm cuối trước năm đầu."), field="last_year")
    if last_year - first_year >= LONGEST:
        raise RuleViolation(_("Giai đoạn dài nhất là %(years)s năm.") % {"years": LONGEST}, field="last_year")
    _refuse_wrong(aim, indicator)
    if not accepts_reached:
        _refuse_below(aim, indicator, unit, first_year, last_year)
    try:
        with transaction.atomic():
            target = Target.objects.create(
                indicator=indicator,
                unit=unit,
                first_year=first_year,
                last_year=last_year,
                minimum=aim.minimum,
                maximum=aim.maximum,
                share=aim.share,
                basis=basis,
                note=note,
                set_by=actor,
            )
    except IntegrityError:
        raise RuleViolation(
            _("%(unit)s đã có chỉ tiêu này cho %(years)s. Hãy sửa chỉ tiêu đó.")
            % {"unit": unit, "years": spans.in_words(first_year, last_year)},
            field="indicator",
        ) from None
    record(actor=actor, verb="target.set", subject=target, after=snapshot(target, *FIELDS))
    return target


@transaction.atomic
def change_target(
    *,
    actor: User,
    target: Target,
    aim: Aim,
    basis: str = "",
    note: str = "",
    accepts_reached: bool = False,
    version: int | None = None,
) -> Target:
    """Change what a target says. Raises as `set_target` does, and `Stale`."""
    target = _locked(actor, target, version)
    _refuse_wrong(aim, target.indicator)
    if not accepts_reached:
        _refuse_below(aim, target.indicator, target.unit, target.first_year, target.last_year)
    before = snapshot(target, *FIELDS)
    target.minimum, target.maximum, target.share = aim.minimum, aim.maximum, aim.share
    target.basis, target.note, target.set_by = basis, note, actor
    target.version += 1
    target.save()
    record(actor=actor, verb="target.change", subject=target, before=before, after=snapshot(target, *FIELDS))
    return target


@transaction.atomic
def remove_target(*, actor: User, target: Target, note: str, version: int | None = None) -> None:
    """Take a target away, with a reason; what is reached stays in the records."""
    target = _locked(actor, target, version)
    record(actor=actor, verb="target.remove", subject=target, before=snapshot(target, *FIELDS), note=note)
    target.delete()


@transaction.atomic
def split_target(
    *,
    actor: User,
    target: Target,
    values: Mapping[Place, int | None],
    accepts_reached: bool = False,
    version: int | None = None,
) -> int:
    """Share a target out: the least each unit below is to reach; None takes its part away. Units left out
    keep theirs, and the sum may differ from the whole: the difference is shown. Returns how many changed.

    Raises `RuleViolation` for a unit that does not lie right beneath, for shares in per cent, and, unless
    `accepts_reached`, naming each unit that has more already.
    """
    target = _locked(actor, target, version)
    if target.indicator.is_share:
        raise RuleViolation(_("Tỷ lệ không chia được; hãy đặt cho từng đơn vị."))
    below = set(units_below(target.unit, target.last_year).values_list("pk", flat=True))
    rows = Target.objects.select_for_update().filter(
        indicator=target.indicator,
        unit__in=[place.pk for place in values],
        first_year=target.first_year,
        last_year=target.last_year,
    )
    kept = {row.unit_id: row for row in rows}
    changed = {
        place: number
        for place, number in values.items()
        if number != (kept[place.pk].minimum if place.pk in kept else None)
    }
    if outside := [place for place in changed if place.pk not in below]:
        raise RuleViolation(
            _("%(place)s không trực thuộc %(unit)s.") % {"place": outside[0], "unit": target.unit}
        )
    if not accepts_reached:
        _refuse_below_in(target, changed)
    before, after = {}, {}
    for place, number in changed.items():
        row = kept.get(place.pk)
        before[place.code], after[place.code] = row.minimum if row else None, number
        if row is None:
            Target.objects.create(
                indicator=target.indicator,
                unit=place,
                first_year=target.first_year,
                last_year=target.last_year,
                minimum=number,
                basis=target.basis,
                set_by=actor,
            )
        elif number is None:
            row.delete()
        else:
            row.minimum, row.set_by, row.version = number, actor, row.version + 1
            row.maximum = None if row.maximum is not None and row.maximum < number else row.maximum
            row.save()
    if after:
        record(actor=actor, verb="target.split", subject=target, before=before, after=after)
    return len(after)


def _locked(actor: User, target: Target, version: int | None) -> Target:
    rows = Target.objects.select_for_update(of=("self",)).select_related("indicator", "unit")
    target = rows.get(pk=target.pk)
    _refuse_foreign(actor, target.unit)
    if version is not None and version != target.version:
        raise Stale(_("Mục này vừa được lưu ở nơi khác. Hãy xem lại rồi làm tiếp."))
    return target


def _refuse_foreign(actor: User, unit: Place) -> None:
    if not units_to_target(actor).filter(pk=unit.pk).exists():
        raise RuleViolation(
            _("Bạn không đặt chỉ tiêu cho %(unit)s.") % {"unit": unit.name_in_address}, field="unit"
        )


def _refuse_wrong(aim: Aim, indicator: Indicator) -> None:
    said = {
        "empty": (_("Hãy ghi mức ít nhất, nhiều nhất hoặc tỷ lệ."), "minimum"),
        "not_number": (_("Chỉ tiêu này tính bằng tỷ lệ phần trăm, không bằng số."), "minimum"),
        "not_share": (_("Chỉ tiêu này tính bằng số, không bằng tỷ lệ phần trăm."), "share"),
        "order": (_("Mức nhiều nhất nhỏ hơn mức ít nhất."), "maximum"),
    }
    if problem := problem_with(aim, is_share=indicator.is_share):
        sentence, field = said[problem]
        raise RuleViolation(sentence, field="share" if indicator.is_share and problem == "empty" else field)


def _refuse_below(aim: Aim, indicator: Indicator, unit: Place, first_year: int, last_year: int) -> None:
    reached = reached_by(indicator, unit, first_year, last_year)
    if reached is None or not is_below(aim, reached):
        return
    raise RuleViolation(
        _(
            "Chỉ tiêu này thấp hơn mức đã đạt: %(unit)s đã có %(reached)s %(measure)s tính đến %(day)s. "
            "Hãy sửa, hoặc đánh dấu “Vẫn đặt” nếu đúng ý."
        )
        % {
            "unit": unit.name_in_address,
            "reached": written(reached),
            "measure": indicator.unit_name,
            "day": f"{clock.today():%d/%m/%Y}",
        },
        field="share" if indicator.is_share else "minimum",
    )


def _refuse_below_in(target: Target, values: Mapping[Place, int | None]) -> None:
    if not target.indicator.measure:
        return
    span = target.span.until(clock.today())
    found = Actuals(target.unit, span).reached_below(
        target.indicator.measure, by_today=not target.unit.is_former
    )
    low = [
        _("%(unit)s: %(number)s, đã đạt %(reached)s")
        % {"unit": place, "number": dotted(number), "reached": written(found[place.path])}
        for place, number in values.items()
        if number is not None and place.path in found and is_below(Aim(number), found[place.path])
    ]
    if low:
        raise RuleViolation(
            _("Thấp hơn mức đã đạt. %(units)s. Hãy sửa, hoặc đánh dấu “Vẫn đặt”.")
            % {"units": "; ".join(low)},
            field="accepts_reached",
        )


def written(reached: Reached) -> str:
    """A figure as sentences have it: “1.250”, “66,67”."""
    value = reached.value
    if value is None:
        return "—"
    return points(value) if reached.whole is not None else dotted(int(value))
