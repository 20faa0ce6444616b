"""What is looked at after recognition: the two contents of 26/2026/QĐ-TTg Art. 9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KEEPING, MARK = "keeping", "mark"

PARTS = {
    KEEPING: "Duy trì tiêu chí sản phẩm",
    MARK: "Sử dụng nhãn hiệu OCOP và quảng bá",
}
"""The two contents that the act names. What is asked under each stands in no act: the portal's own list."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the checklist: its code, the content of the act it belongs to, and what is asked."""

    code: str
    part: str
    words: str


CHECKLIST = (
    Question("making", KEEPING, "Chủ thể còn sản xuất sản phẩm, đúng nơi đã ghi trong hồ sơ"),
    Question("materials", KEEPING, "Nguyên liệu và lao động địa phương đúng như hồ sơ"),
    Question("safety", KEEPING, "Giấy tờ an toàn thực phẩm, công bố chất lượng còn hiệu lực"),
    Question("quality", KEEPING, "Kiểm soát chất lượng, ghi chép sản xuất và truy xuất được"),
    Question("environment", KEEPING, "Rác thải, nước thải được xử lý"),
    Question("label", MARK, "Nhãn hàng hóa ghi đúng quy định"),
    Question("stars", MARK, "Số sao in trên bao bì đúng với giấy chứng nhận"),
    Question("products", MARK, "Nhãn hiệu OCOP chỉ dùng cho sản phẩm được công nhận, còn hiệu lực"),
    Question("publicity", MARK, "Quảng cáo, trang bán hàng nói đúng về hạng sao"),
)
"""What is asked where a province has no list of its own."""

CODES = tuple(one.code for one in CHECKLIST)
YES, NO, NOT_SEEN = "yes", "no", "not_seen"
ANSWERS = (YES, NO, NOT_SEEN)
MOST_QUESTIONS = 30
"""Of one content; a list for a phone."""


def checklist_of(keeping: str, mark: str) -> tuple[Question, ...]:
    """A province's own list, from texts with one question a line, in their order."""
    return tuple(
        Question(f"{part}-{number}", part, words)
        for part, text in ((KEEPING, keeping), (MARK, mark))
        for number, words in enumerate(lines_of(text), 1)
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def unanswered(checklist: Iterable[Question], answers: Mapping[str, str]) -> list[Question]:
    """The lines of a checklist without an answer, in its order."""
    return [one for one in checklist if answers.get(one.code) not in ANSWERS]


def failed(checklist: Iterable[Question], answers: Mapping[str, str]) -> list[Question]:
    """The lines that were answered with no, in the order of the checklist."""
    return [one for one in checklist if answers.get(one.code) == NO]
