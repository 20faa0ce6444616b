"""Pictures drawn on the server (ADR 0018): each a function, a template in `templates/ui/` and an entry in the
gallery, as in `portal`. Every picture carries its numbers as text, each a link to the list behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from ocop.core.money import dotted
from ocop.ui import drawing, parts

register = template.Library()
LOOKS = ("c3 edge", "c1", "c2", "c5 edge", "c4")
"""Fills in an order in which neighbours differ in grey too."""
KEYS = (1, 8)
"""The sizes that the legend of a map shows."""


@register.inclusion_tag("ui/stacks.html")
def stacks(keys: Sequence[str], rows: Sequence[parts.Series], caption: str, *, head: str = "") -> dict:
    """A table whose middle cell is a bar of several parts; `keys` name the parts, `head` the rows."""
    longest = max((row.total for row in rows), default=0)
    drawn = [
        (
            row,
            list(zip(drawing.pieces([n.value for n in row.numbers], longest=longest), LOOKS, strict=False)),
            list(zip(keys, row.numbers, strict=True)),
        )
        for row in rows
    ]
    return {
        "rows": drawn,
        "legend": list(zip(keys, LOOKS, strict=False)),
        "caption": caption,
        "head": head or _("Mục"),
        "wide": drawing.WIDE,
    }


@register.inclusion_tag("ui/columns.html")
def columns(rows: Sequence[parts.Series], caption: str, *, anchor: str, head: str, number_head: str) -> dict:
    """Upright bars, one number a row, with the table behind them. `anchor` is an id no other picture has."""
    placed = drawing.columns([row.total for row in rows])
    return {
        "columns": list(zip(rows, placed, strict=True)),
        "rows": [[parts.Crumb(row.label), *map(_written, row.numbers)] for row in rows],
        "heads": (head, number_head),
        "caption": caption,
        "anchor": anchor,
        "alternative": "; ".join(f"{row.label}: {dotted(row.total)}" for row in rows),
        "wide": len(rows) * (drawing.COLUMN + drawing.GAP),
        "tall": drawing.HEAD + drawing.TALL + drawing.FOOT,
        "ground": drawing.HEAD + drawing.TALL,
        "foot": drawing.HEAD + drawing.TALL + 26,
        "width": drawing.COLUMN,
    }


@register.inclusion_tag("ui/dot_map.html")
def dot_map(dots: Sequence[parts.Dot], caption: str, *, anchor: str, noun: str) -> dict:
    """Places as dots, the larger the more; hollow where there is nothing yet. `noun` is what is counted."""
    chart = drawing.chart_of(dots)
    filled = [dot for dot in dots if dot.number.value]
    most = sorted(filled, key=lambda dot: -dot.number.value)[:3]
    words = _("%(filled)s nơi đã có, %(blank)s nơi chưa có. Nhiều nhất: %(most)s.")
    return {
        "chart": chart,
        "wide": drawing.MAP_WIDE,
        "caption": caption,
        "anchor": anchor,
        "noun": noun,
        "alternative": words
        % {
            "filled": dotted(len(filled)),
            "blank": dotted(len(dots) - len(filled)),
            "most": ", ".join(f"{dot.name} {dotted(dot.number.value)}" for dot in most) or _("chưa nơi nào"),
        },
        "keys": [(count, round(chart.scale * count**0.5, 1)) for count in KEYS],
    }


@register.inclusion_tag("ui/behind.html")
def behind(caption: str, heads: Sequence[str], rows: Sequence[Sequence[parts.Crumb | parts.Number]]) -> dict:
    """The table behind a picture, folded; the first cell of a row names it, numbers lead to their lists."""
    written = [[_written(one) if isinstance(one, parts.Number) else one for one in row] for row in rows]
    return {"caption": caption, "heads": heads, "rows": written}


def _written(number: parts.Number) -> parts.Crumb:
    return parts.Crumb(number.written, number.url if number.value else "")
