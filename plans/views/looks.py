"""How targets and reports look: words and tones beside their state."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from ocop.core.money import dotted
from ocop.ui.parts import Status
from ocop.ui.writing import points
from plans.models import Target
from plans.queries.targets import Standing
from plans.rules.targets import Reached, Stand


def aim_words(target: Target) -> str:
    """“20–25 sản phẩm”, “từ 310 sản phẩm”, “100 %”."""
    if target.share is not None:
        return f"{points(target.share)} %"
    unit, low, high = target.indicator.unit_name, target.minimum, target.maximum
    if low is None:
        return _("đến %(n)s %(unit)s") % {"n": dotted(high), "unit": unit}
    if high is None:
        return _("từ %(n)s %(unit)s") % {"n": dotted(low), "unit": unit}
    if low == high:
        return f"{dotted(low)} {unit}"
    return f"{dotted(low)}–{dotted(high)} {unit}"


def reached_words(reached: Reached | None) -> str:
    """“18”, “45,5 % (5/11)”; a dash where there is nothing to say."""
    if reached is None:
        return "—"
    if reached.whole is None:
        return dotted(reached.count)
    value: Decimal | None = reached.value
    if value is None:
        return "—"
    return f"{points(value)} % ({dotted(reached.count)}/{dotted(reached.whole)})"


def stand_status(standing: Standing) -> Status:
    if standing.reached is None:
        return Status("plain", "info", _("Chờ báo cáo"))
    match standing.stand:
        case Stand.REACHED:
            return Status("good", "done", _("Đạt"))
        case Stand.MISSED:
            return Status("bad", "warn", _("Không đạt"))
        case _:
            return Status("move", "doing", _("Đang thực hiện"))
