"""One paper of every kind of Decree 30/2020/NĐ-CP that the portal draws up. People are role names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ocop.documents.offices import Power, office_lines
from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Closing,
    Column,
    Head,
    Heading,
    Paper,
    Row,
    Signature,
    Table,
    Text,
)
from ocop.documents.signs import PaperKind, Sign
from ocop.documents.words import date_in_words

DAY = date(2026, 2, 5)
LONG = (
    "Nghiễng Ưỡng Ẫm: rượu nếp cẩm ủ men lá truyền thống, chưng cất hai lần, hạ thổ ba mươi sáu tháng, bình "
    "gốm 500 ml kèm hộp quà mây đan"
)
SENTENCE = "phát triển sản phẩm có thế mạnh của địa phương gắn với vùng nguyên liệu và chuyển đổi số"
PROVINCE = ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP")
COUNCIL = ("HỘI ĐỒNG ĐÁNH GIÁ,", "PHÂN HẠNG SẢN PHẨM OCOP")


def head(kind: PaperKind, *, unit: str = "", issuer: str = "UBND", about: str = "", of_council: bool = False):
    return Head(
        parent=PROVINCE if of_council else (),
        body=COUNCIL if of_council else PROVINCE,
        number=Sign(kind, issuer, unit).numbered(5),
        about=about,
        place_and_date=f"Đồng Tháp, {date_in_words(DAY)}",
    )


def words(count: int) -> str:
    """So many syllables of plain text."""
    line = SENTENCE.split()
    return " ".join(line[at % len(line)] for at in range(count)).capitalize() + "."


def money_table(rows: int) -> Table:
    return Table(
        columns=(
            Column("TT", 14, "no"),
            Column("Nội dung"),
            Column("Số tiền (đồng)", 44, "money"),
            Column("Nguồn vốn", 40, "unit"),
            Column("Đơn vị thực hiện", 52, "unit"),
        ),
        rows=(
            Row(("", "TỔNG CỘNG", "5.000.000.000", "", ""), look="total"),
            Row(("I", "Kinh phí của tỉnh", "4.000.000.000", "MTQG", "Chi cục Phát triển nông thôn"), "block"),
            *(
                Row(
                    (
                        str(at),
                        f"Tập huấn lớp {at}\n- Số lượng: 90 học viên",
                        "208.300.000",
                        "",
                        "",
                    ),
                    look="line",
                )
                for at in range(1, rows + 1)
            ),
        ),
    )


def result_table() -> Table:
    seats = tuple(Column(str(at), 9, "mid", over="Điểm của thành viên") for at in (1, 2, 3, 4, 5, 7))
    return Table(
        columns=(
            Column("TT", 8, "no"),
            Column("Sản phẩm"),
            *seats,
            Column("Trung bình", 16, "mid"),
            Column("Chênh lệch", 16, "mid"),
            Column("Hạng", 14, "mid"),
        ),
        rows=(
            Row(("I", "Ngành thực phẩm", *[""] * 9), look="block"),
            Row(("1", "Trà tim sen túi lọc", "82", "84", "79", "81", "80", "83", "81,50", "5", "4 sao")),
            Row(("2", LONG, "56", "59", "57", "55", "58", "59", "57,33", "4", "3 sao")),
        ),
        caption="Điểm của từng thành viên, theo số thứ tự tại mục I",
        is_small=True,
    )


def origin(kind: str, number: str) -> str:
    return f"(Kèm theo {kind} số {number} {date_in_words(DAY)} của Ủy ban nhân dân tỉnh Đồng Tháp)"


def signed(*, power: Power = Power.OWN, signer: str = "", on_behalf_of: str = "") -> Closing:
    office = office_lines(power=power, signer=signer, on_behalf_of=on_behalf_of)
    return Closing(
        (Signature(office, name="Lãnh đạo tỉnh"),),
        ("Như Điều 3", "Bộ Nông nghiệp và Môi trường", "TT. Tỉnh ủy, HĐND tỉnh", "Lưu: VT, KT"),
    )


def plan(*, rows: int = 8, paragraphs: int = 8) -> Paper:
    return Paper(
        name="Kế hoạch thử",
        head=head(PaperKind.PLAN),
        title=PaperKind.PLAN.title,
        subject=("Thực hiện Chương trình Mỗi xã một sản phẩm", "năm 2026"),
        grounds=(
            "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ",
            "Xét đề nghị của Sở Nông nghiệp và Môi trường tại Tờ trình số 11/TTr-SNNMT",
        ),
        blocks=(
            Heading("I. MỤC ĐÍCH, YÊU CẦU"),
            Heading("1. Mục đích", level=2),
            *(Text(words(70)) for _one in range(paragraphs)),
            Heading("II. KINH PHÍ"),
            Text("Tổng kinh phí: 5.000.000.000 đồng (Năm tỷ đồng), chi tiết theo phụ lục đính kèm./."),
        ),
        closing=signed(power=Power.FOR, signer="PHÓ CHỦ TỊCH", on_behalf_of="Ủy ban nhân dân"),
        annexes=(
            AnnexPart(
                Annex("Phụ lục", "DỰ TOÁN KINH PHÍ NĂM 2026", origin("Kế hoạch", "05/KH-UBND"), wide=True),
                (money_table(rows), Text("Tổng số tiền bằng chữ: Năm tỷ đồng.", look="in-words")),
            ),
        ),
    )


def years() -> Paper:
    """A plan whose estimate has one block a year, each of four sources, and nothing below the blocks."""
    sources = ("Ngân sách trung ương", "Ngân sách tỉnh", "Vốn lồng ghép", "Vốn của chủ thể")
    paid = "\n".join(f"{source}: 1.000.000.000" for source in sources)
    columns = (
        Column("TT", 13, "mid"),
        Column("Nội dung"),
        Column("Số tiền (đồng)", 44, "money"),
        Column("Đơn vị thực hiện", 52),
        Column("Nguồn vốn", 48),
    )
    total = Row(("", "TỔNG CỘNG", "20.000.000.000", "", ""), look="total")
    blocks = (
        Row((number, f"Năm {year}", "4.000.000.000", "Sở Nông nghiệp và Môi trường", paid), look="block")
        for year, number in enumerate(("I", "II", "III", "IV", "V"), 2021)
    )
    annex = Annex("Phụ lục", "DỰ TOÁN KINH PHÍ", origin("Kế hoạch", "05/KH-UBND"), wide=True)
    return replace(plan(), annexes=(AnnexPart(annex, (Table(columns, (total, *blocks)),)),))


def decision() -> Paper:
    return Paper(
        name="Quyết định thử",
        head=head(PaperKind.DECISION),
        title=PaperKind.DECISION.title,
        subject=(
            "Về việc phê duyệt kết quả đánh giá, phân hạng",
            "và công nhận sản phẩm OCOP đợt 1",
        ),
        competence="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ",
        ),
        blocks=(
            Text("QUYẾT ĐỊNH:", look="decides"),
            Text("Công nhận 02 sản phẩm OCOP (danh sách tại Phụ lục kèm theo).", lead="Điều 1."),
            Text(f"Chủ thể có trách nhiệm: {words(60)}", lead="Điều 2."),
            Text("Các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.", lead="Điều 3."),
        ),
        closing=signed(),
        annexes=(
            AnnexPart(
                Annex("Phụ lục I", "DANH SÁCH SẢN PHẨM", origin("Quyết định", "05/QĐ-UBND"), wide=True),
                (money_table(30),),
            ),
            AnnexPart(Annex("Phụ lục II", "BẢNG ĐIỂM"), (result_table(),)),
        ),
    )


def minutes() -> Paper:
    return Paper(
        name="Biên bản thử",
        head=head(PaperKind.MINUTES, issuer="HĐ", of_council=True),
        title=PaperKind.MINUTES.title,
        subject=("Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP", "tỉnh Đồng Tháp, đợt 1 năm 2026"),
        blocks=(Heading("I. NỘI DUNG"), Text("Kết quả chấm điểm:"), result_table(), Text(f"{words(40)}/.")),
        closing=Closing(
            (
                Signature(("THƯ KÝ",), name="Thư ký Hội đồng"),
                Signature(("CHỦ TRÌ", "CHỦ TỊCH HỘI ĐỒNG"), name="Chủ tịch Hội đồng"),
            )
        ),
    )


def report() -> Paper:
    return Paper(
        name="Báo cáo thử",
        head=head(PaperKind.REPORT, issuer="HĐ", of_council=True),
        title=PaperKind.REPORT.title,
        subject=("Kết quả đánh giá, phân hạng sản phẩm OCOP",),
        blocks=(Heading("I. KẾT QUẢ"), Text(words(60)), result_table(), Text("Hội đồng báo cáo./.")),
        closing=signed(on_behalf_of="Hội đồng"),
    )


def submission() -> Paper:
    return Paper(
        name="Tờ trình thử",
        head=head(PaperKind.SUBMISSION),
        title=PaperKind.SUBMISSION.title,
        subject=("Đề nghị đánh giá, phân hạng sản phẩm OCOP 5 sao",),
        to=("Bộ Nông nghiệp và Môi trường",),
        blocks=(Text(words(90)), Text("Ủy ban nhân dân tỉnh kính trình./.")),
        closing=signed(power=Power.BY_ORDER, signer="Chánh Văn phòng"),
    )


def notice() -> Paper:
    return Paper(
        name="Thông báo thử",
        head=head(PaperKind.NOTICE),
        title=PaperKind.NOTICE.title,
        subject=("Kết quả đánh giá, phân hạng sản phẩm OCOP",),
        blocks=(Text(words(90)), Text("Ủy ban nhân dân tỉnh thông báo./.")),
        closing=signed(power=Power.BY_MANDATE, signer="Giám đốc Sở Nông nghiệp và Môi trường"),
    )


def invitation() -> Paper:
    return Paper(
        name="Giấy mời thử",
        head=head(PaperKind.INVITATION),
        title=PaperKind.INVITATION.title,
        subject=("Họp đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2026",),
        to=("Các thành viên Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh và thành viên Tổ tư vấn",),
        blocks=(
            Text("8 giờ 00 phút, ngày 28 tháng 7 năm 2026.", lead="1. Thời gian:"),
            Text("Hội trường Sở Nông nghiệp và Môi trường./.", lead="2. Địa điểm:"),
        ),
        closing=signed(),
    )


def letter() -> Paper:
    return Paper(
        name="Công văn thử",
        head=head(PaperKind.LETTER, unit="NNMT", about="V/v thông báo kết quả đánh giá, phân hạng"),
        title="",
        subject=(),
        to=("Ủy ban nhân dân xã Mỹ Hiệp", "HTX Nông nghiệp Mỹ Hiệp"),
        blocks=(Text(words(90)), Text("Trân trọng./.")),
        closing=signed(power=Power.FOR, signer="Phó Chủ tịch", on_behalf_of="Ủy ban nhân dân"),
    )


KINDS = {
    "KH": plan,
    "QĐ": decision,
    "BB": minutes,
    "BC": report,
    "TTr": submission,
    "TB": notice,
    "GM": invitation,
    "CV": letter,
}
