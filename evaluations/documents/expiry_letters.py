"""Letters about certificates that end: to one owner, and to a commune with all that end there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from evaluations.models import Certificate
from evaluations.queries.certificates import authority_in_words
from evaluations.queries.renewals import filing_of
from evaluations.rules.renewals import BEFORE, LATE, OPEN, OVER
from ocop.core import clock
from ocop.documents.paper import Closing, Column, Head, Paper, Row, Signature, Table, Text
from ocop.law.queries import regime_on, rules_of
from ocop.law.rules import RegimeRules
from ocop.localities.models import Place
from ocop.localities.queries import place_today

_IN_TIME = (
    "Đề nghị chủ thể còn sản xuất nộp hồ sơ đánh giá, phân hạng lại trong thời gian nêu trên. "
    "Hồ sơ soạn sẵn từ lần trước trên Cổng OCOP; chỉ cần thay giấy tờ đã đổi hoặc hết hạn."
)
REQUESTS = {
    BEFORE: _IN_TIME,
    OPEN: _IN_TIME,
    LATE: (
        "Thời gian nộp hồ sơ đánh giá, phân hạng lại đã qua. Đề nghị chủ thể còn sản xuất liên hệ ngay "
        "Ủy ban nhân dân cấp xã để được hướng dẫn; hồ sơ soạn sẵn từ lần trước trên Cổng OCOP."
    ),
    OVER: (
        "Giấy đã hết hiệu lực. Đề nghị chủ thể ngừng in nhãn hiệu chứng nhận OCOP và hạng sao trên bao bì, "
        "tài liệu quảng bá của sản phẩm cho tới khi được công nhận lại; chủ thể còn sản xuất đăng ký "
        "đánh giá, phân hạng lại tại Ủy ban nhân dân cấp xã."
    ),
}
"""What the owner is asked to do while the window to file is ahead or open, once it has passed, at the end."""


def expiry_letter(certificate: Certificate) -> Paper:
    """Tell an owner when a certificate ends (148/QĐ-TTg: at least 30 days before), and when to file."""
    return _letter([certificate], to=certificate.producer_name)


def expiry_letter_to_commune(commune: Place, certificates: Sequence[Certificate]) -> Paper:
    """Tell a commune which certificates end there, so that it calls on the owners."""
    return _letter(certificates, to=f"Ủy ban nhân dân {commune.name_in_address}")


def _letter(certificates: Sequence[Certificate], *, to: str) -> Paper:
    today, first = clock.today(), certificates[0]
    province = _province(place_today(first.commune))
    regime = rules_of(regime_on(today))
    standings = [_stands(row, today, regime) for row in certificates]
    return Paper(
        name=f"Thư báo hết hạn giấy chứng nhận {to}",
        head=Head(
            body=("ỦY BAN NHÂN DÂN", province.name_in_address.upper()),
            number="……/UBND-NN",
            about=f"V/v giấy chứng nhận sản phẩm OCOP {_about(standings)}",
            place_and_date=f"{province.name}, ngày …… tháng …… năm {today.year}",
        ),
        title="",
        subject=(),
        to=(to,),
        blocks=(
            Text(
                f"{_authority(first)} đã cấp giấy chứng nhận sản phẩm OCOP cho các sản phẩm dưới đây. "
                "Giấy có giá trị 36 tháng kể từ ngày cấp."
            ),
            _table(certificates, today, regime),
            *_requests(standings),
        ),
        closing=Closing(
            (Signature(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),), recipients=("- Như trên;", "- Lưu: VT, NN.")
        ),
    )


def _stands(certificate: Certificate, today: date, regime: RegimeRules) -> str:
    """How it stands for its owner: one that is kept longer by the rules of transition is not over yet."""
    stands = filing_of(certificate, today, regime).stands
    return LATE if stands == OVER and today <= certificate.last_day else stands


def _about(standings: Sequence[str]) -> str:
    if OVER not in standings:
        return "sắp hết hiệu lực"
    return "đã hết hiệu lực" if set(standings) == {OVER} else "sắp hết, đã hết hiệu lực"


def _requests(standings: Sequence[str]) -> Iterator[Text]:
    """What the owners are asked to do, by how their certificates stand; numbers only where these differ."""
    for words in dict.fromkeys(REQUESTS[stands] for stands in standings):
        which = [str(at) for at, stands in enumerate(standings, 1) if REQUESTS[stands] == words]
        about = f"Đối với sản phẩm số {', '.join(which)}: " if len(which) < len(standings) else ""
        yield Text(f"{about}{words}")
    if set(standings) != {OVER}:
        yield Text(
            "Sau ngày hết hiệu lực, sản phẩm chưa được công nhận lại không được in nhãn hiệu chứng nhận "
            "OCOP và hạng sao trên bao bì."
        )


def _table(certificates: Sequence[Certificate], today: date, regime: RegimeRules) -> Table:
    columns = (
        Column("TT", 9, "mid"),
        Column("Sản phẩm, chủ thể"),
        Column("Số giấy", 32),
        Column("Hết hiệu lực sau ngày", 26, "mid"),
        Column("Thời gian nộp hồ sơ", 32, "mid"),
    )
    rows = [
        Row(
            (
                str(number),
                f"{row.product_name}\n{row.producer_name}",
                row.name,
                f"{row.last_day:%d/%m/%Y}",
                filing_of(row, today, regime).in_words,
            )
        )
        for number, row in enumerate(certificates, start=1)
    ]
    return Table(columns, tuple(rows))


def _authority(certificate: Certificate) -> str:
    words = authority_in_words(certificate.issuer)
    return words[0].upper() + words[1:]


def _province(commune: Place) -> Place:
    code = ".".join(commune.path.split(".")[:2]) + "."
    return Place.objects.get(path=code)
