"""What is looked at after recognition: the two contents of 26/2026/QĐ-TTg Art. 9."""

KEEPING, MARK = "keeping", "mark"

PARTS = {
    KEEPING: "Duy trì tiêu chí sản phẩm",
    MARK: "Sử dụng nhãn hiệu OCOP và quảng bá",
}
"""The two contents that the act names. What is asked under each stands in no act: the portal's own list."""

CHECKLIST = (
    ("making", KEEPING, "Chủ thể còn sản xuất sản phẩm, đúng nơi đã ghi trong hồ sơ"),
    ("materials", KEEPING, "Nguyên liệu và lao động địa phương đúng như hồ sơ"),
    ("safety", KEEPING, "Giấy tờ an toàn thực phẩm, công bố chất lượng còn hiệu lực"),
    ("quality", KEEPING, "Kiểm soát chất lượng, ghi chép sản xuất và truy xuất được"),
    ("environment", KEEPING, "Rác thải, nước thải được xử lý"),
    ("label", MARK, "Nhãn hàng hóa ghi đúng quy định"),
    ("stars", MARK, "Số sao in trên bao bì đúng với giấy chứng nhận"),
    ("products", MARK, "Nhãn hiệu OCOP chỉ dùng cho sản phẩm được công nhận, còn hiệu lực"),
    ("publicity", MARK, "Quảng cáo, trang bán hàng nói đúng về hạng sao"),
)
"""Code, content and question of every line of the checklist."""

CODES = tuple(code for code, _part, _question in CHECKLIST)
YES, NO, NOT_SEEN = "yes", "no", "not_seen"
ANSWERS = (YES, NO, NOT_SEEN)


def question_of(code: str) -> str:
    return next(question for own, _part, question in CHECKLIST if own == code)


def unanswered(answers: dict[str, str]) -> list[str]:
    """The lines of the checklist without an answer, in its order."""
    return [code for code in CODES if answers.get(code) not in ANSWERS]


def failed(answers: dict[str, str]) -> list[str]:
    """The lines that were answered with no, in the order of the checklist."""
    return [code for code in CODES if answers.get(code) == NO]
