"""What is made ready before a council meets: samples, and the questions of a visit to a tourist place."""

from __future__ import annotations

from collections.abc import Iterable

from evaluations.rules.inspections import lines_of

INTO, OUT_OF = frozenset({"received"}), frozenset({"used", "returned", "destroyed"})
"""Moves that bring samples in and that take them out; showing them in the meeting does neither."""

SITE_QUESTIONS = (
    ("licence", "Giấy tờ hoạt động còn hiệu lực, đúng tên chủ thể"),
    ("route", "Chương trình, điểm dừng đúng như hồ sơ mô tả"),
    ("welcome", "Đón tiếp, thuyết minh do người tại chỗ thực hiện"),
    ("lodging", "Nơi lưu trú, ăn uống sạch sẽ, an toàn thực phẩm"),
    ("safety", "Có phương án an toàn, sơ cứu, phòng cháy"),
    ("waste", "Thu gom rác, nước thải; cảnh quan được giữ gìn"),
    ("community", "Người dân cùng làm và cùng hưởng lợi"),
    ("price", "Niêm yết giá, bán đúng giá"),
)
"""What is asked where a province has no list of its own: no act prescribes one."""
SITE_ANSWERS = ("yes", "partly", "no")


def site_questions_of(text: str) -> tuple[tuple[str, str], ...]:
    """Code and words of a province's own list, from a text with one question a line; `SITE_QUESTIONS` where
    it holds none.
    """
    own = tuple((f"site-{number}", words) for number, words in enumerate(lines_of(text), 1))
    return own or SITE_QUESTIONS


def samples_left(moves: Iterable[tuple[str, int]]) -> int:
    """How many samples are in custody after some moves, each a kind and a number of units."""
    return sum(count if kind in INTO else -count if kind in OUT_OF else 0 for kind, count in moves)
