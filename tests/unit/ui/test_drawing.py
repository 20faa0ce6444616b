from decimal import Decimal

from ocop.ui import drawing
from ocop.ui.parts import Dot, Number


def dot(name: str, north: str, east: str, products: int = 1) -> Dot:
    return Dot(name, Decimal(north), Decimal(east), Number(products))


def test_parts_of_a_bar_lie_end_to_end_and_none_is_too_thin_to_see():
    parts = drawing.pieces([500, 0, 1], longest=1000)

    assert [(part.x, part.width) for part in parts] == [(0, 500), (500, 0), (500, 4)]


def test_the_tallest_column_fills_the_room_and_nothing_has_no_column():
    columns = drawing.columns([2, 0, 4])

    assert [column.height for column in columns] == [85, 0, 170]
    assert {column.y + column.height for column in columns} == {drawing.HEAD + drawing.TALL}


def test_places_lie_at_their_bearings_and_the_larger_is_beneath():
    north_west, south_east = dot("Hồng Ngự", "10.80", "105.34"), dot("Gò Công", "10.36", "106.67", 9)
    chart = drawing.chart_of([north_west, south_east])
    drawn = {mark.dot.name: mark for mark in chart.marks}

    assert [mark.dot.name for mark in chart.marks] == ["Gò Công", "Hồng Ngự"]
    assert drawn["Hồng Ngự"].x < drawn["Gò Công"].x
    assert drawn["Hồng Ngự"].y < drawn["Gò Công"].y
    assert drawn["Gò Công"].radius > drawn["Hồng Ngự"].radius


def test_an_island_far_out_stands_at_the_edge_and_is_named():
    land = [dot(f"Xã {n}", f"12.{n}", f"109.{n}", 0) for n in range(10, 40)]
    chart = drawing.chart_of([*land, dot("Trường Sa", "8.65", "111.92", 0)])
    island = next(mark for mark in chart.marks if mark.dot.name == "Trường Sa")

    assert island.label == "Trường Sa"
    assert island.x == drawing.MAP_WIDE - drawing.MARGIN // 2
    assert len({mark.x for mark in chart.marks}) > 20, "the land keeps its room"


def test_names_never_cover_each_other_and_nothing_draws_nothing():
    crowd = [dot(f"Phường {n}", "10.300", f"105.{300 + n}", 50 - n) for n in range(12)]
    named = [mark for mark in drawing.chart_of(crowd).marks if mark.label]

    assert named
    assert all(
        abs(one.label_y - other.label_y) > drawing.LINE
        or abs(one.label_x - other.label_x) > drawing.LETTER * len(one.label) / 2
        for at, one in enumerate(named)
        for other in named[at + 1 :]
    )
    assert drawing.chart_of([]).marks == ()
