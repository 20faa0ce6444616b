"""Sheets for the demo world: ticks near the points wanted that miss no minimum of the stars wanted."""

from ocop.law.rules import SetTree, failed_minima, maximum_path, sheet_total

FLOORS = ((5, 90), (4, 70), (3, 50))


def ticks_near(tree: SetTree, points: int) -> dict[str, int | None]:
    """Ticks worth at most `points`, as near as lowering one criterion at a time from the best comes."""
    stars = next((star for star, floor in FLOORS if points >= floor), 0)
    ticks: dict[str, int | None] = dict(maximum_path(tree))
    for criterion in [c for _round in range(6) for c in reversed(list(tree.criteria()))]:
        surplus = sheet_total(tree, ticks) - points
        if surplus <= 0:
            break
        held = criterion.option(ticks[criterion.code])
        lower = [
            o for o in criterion.options if held and o.points < held.points and o.variant == held.variant
        ]
        for option in sorted(lower, key=lambda o: -o.points)[:1]:
            changed = ticks | {criterion.code: option.position}
            keeps_stars = not failed_minima(tree, changed, up_to=stars)
            if keeps_stars and sheet_total(tree, changed) >= points:
                ticks = changed
    return ticks
