"""The minutes of a session, from what was recorded: roll, recusals, rounds, discussion and vote."""

from __future__ import annotations

from collections.abc import Iterator

from evaluations.documents.shapes import (
    chair_of,
    council_head,
    count,
    day_of,
    rank_words,
    secretary_of,
)
from evaluations.rules import AFTER_TESTS, UPWARD, PackFigures, ProductFigures, SeatFigures
from ocop.documents.paper import (
    Annex,
    AnnexPart,
    Block,
    Closing,
    Column,
    Heading,
    Paper,
    Row,
    Signature,
    Table,
    Text,
)
from ocop.documents.signs import PaperKind
from ocop.documents.words import TO_FILL_IN, date_in_words

MOST_SEATS_BESIDE = 9
"""Scoring seats whose totals stand beside each other upright; more lie across in an annex."""


def minutes_paper(figures: PackFigures, *, number: str) -> Paper:
    """Sign order: secretary at the left, who presided at the right."""
    day = day_of(figures.held_on)
    wide = len(_scorers(figures)) > MOST_SEATS_BESIDE
    annex = AnnexPart(Annex("Phụ lục", "ĐIỂM CỦA TỪNG THÀNH VIÊN", wide=True), (_totals(figures),))
    return Paper(
        name=f"Biên bản họp {figures.council}",
        head=council_head(figures, number=number, day=day),
        title=PaperKind.MINUTES.title,
        subject=("Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP", f"{figures.place}, năm {figures.year}"),
        blocks=(
            Text(f"Thời gian bắt đầu: {figures.began}, {date_in_words(day)}."),
            Text(f"Địa điểm: {figures.venue or TO_FILL_IN}."),
            Text(f"Hội đồng thành lập theo Quyết định số {figures.council_decision}."),
            Heading("I. THÀNH PHẦN THAM DỰ"),
            *_roll(figures),
            Heading("II. NỘI DUNG"),
            *_contents(figures, wide=wide),
            Heading("III. KẾT LUẬN"),
            *_conclusion(figures),
        ),
        closing=Closing(
            (
                Signature(("THƯ KÝ",), name=secretary_of(figures)),
                Signature(("CHỦ TRÌ", "CHỦ TỊCH HỘI ĐỒNG"), name=chair_of(figures)),
            )
        ),
        annexes=(annex,) if wide else (),
    )


def _roll(figures: PackFigures) -> Iterator[Block]:
    yield Table(
        (Column("TT", 11, "no"), Column("Thành viên"), Column("Vai trò", 48), Column("Có mặt", 20, "mid")),
        tuple(
            Row(
                (
                    str(seat.number),
                    f"{seat.name}\n{seat.post}".strip(),
                    seat.role,
                    _presence(seat),
                )
            )
            for seat in figures.seats
        ),
    )
    yield Text(
        f"Có mặt {figures.present}/{len(figures.seats)} thành viên ({figures.quorum_share}%), "
        f"trong đó có Chủ tịch "
        f"Hội đồng; Quy chế hoạt động yêu cầu từ {figures.quorum_least}%."
    )
    on_time = sum(seat.present and not seat.arrived for seat in figures.seats)
    told = "; ".join(
        f"thành viên số {seat.number} đến lúc {seat.arrived}, {_scored(figures, seat)}"
        for seat in figures.seats
        if seat.arrived
    )
    if told:
        share = 100 * on_time // len(figures.seats)
        yield Text(
            f"Khi mở phiên có mặt {on_time}/{len(figures.seats)} thành viên ({share}%). Đến sau: {told}."
        )


def _presence(seat: SeatFigures) -> str:
    if not seat.present:
        return "Vắng"
    return "Đến muộn" if seat.arrived else "Có"


def _scored(figures: PackFigures, seat: SeatFigures) -> str:
    """Which products a latecomer still scored."""
    number = str(seat.number)
    scored = [p for p in figures.products if any(number in one.totals for one in p.rounds)]
    if not seat.scores:
        return "không thuộc thành phần chấm điểm"
    if not scored:
        return "không chấm sản phẩm nào"
    if len(scored) == len(figures.products):
        return "chấm tất cả sản phẩm"
    return "chấm " + ", ".join(f"“{product.product}”" for product in scored)


def _contents(figures: PackFigures, *, wide: bool) -> Iterator[Block]:
    yield Text(
        f"Hội đồng xem xét {_looked_at(figures)} và chấm điểm độc lập {count(len(figures.products))}.",
        lead="1.",
    )
    yield Text(_recusals(figures), lead="2. Thành viên không chấm:")
    where = "tại Phụ lục" if wide else "như sau"
    yield Text(f"Điểm của từng thành viên {where}. {figures.aggregation}.", lead="3. Kết quả chấm điểm:")
    if not wide:
        yield _totals(figures)
    yield from _spread(figures)
    yield Text(_minima(figures), lead="5. Mức tối thiểu theo hạng sao:")
    yield Text(figures.opinions or TO_FILL_IN, lead="6. Ý kiến thảo luận:")
    more = (("Mở lại phiên", figures.first_result), ("Lần chấm trước", _first_round(figures)))
    for number, (name, words) in enumerate([one for one in more if one[1]], 7):
        yield Text(words, lead=f"{number}. {name}:")


def _first_round(figures: PackFigures) -> str:
    """What the products had before that are scored after tests or again after the ministry."""
    told = [f"“{product.product}” {product.before}" for product in figures.products if product.before]
    return f"{'; '.join(told)}." if told else ""


def _looked_at(figures: PackFigures) -> str:
    """Services are visited instead of handed in (148/QĐ-TTg, 26/2026/QĐ-TTg)."""
    samples = any(product.has_samples for product in figures.products)
    visits = not all(product.has_samples for product in figures.products)
    seen = [
        "hồ sơ",
        *(["sản phẩm mẫu"] if samples else []),
        *(["kết quả kiểm tra tại chỗ"] if visits else []),
    ]
    return ", ".join(seen)


def _scorers(figures: PackFigures) -> list[int]:
    """The numbers of the present seats that score."""
    return [seat.number for seat in figures.seats if seat.present and seat.scores]


def _totals(figures: PackFigures) -> Table:
    """A row for every product and round; “–” where a member recused themselves."""
    scorers = _scorers(figures)
    return Table(
        columns=(
            Column("TT", 8, "no"),
            Column("Sản phẩm"),
            Column("Vòng", 13, "mid"),
            *(Column(str(number), 9, "mid", over="Điểm của thành viên") for number in scorers),
            Column("Chênh lệch", 14, "mid"),
            Column("Trung bình", 14, "mid"),
            Column("Đề nghị", 18, "mid"),
        ),
        rows=tuple(
            Row(
                (
                    str(product.position) if first else "",
                    product.product if first else "",
                    str(one.number),
                    *(one.totals.get(str(number), "–") for number in scorers),
                    one.spread,
                    product.mean if last else "",
                    rank_words(product) if last else "",
                )
            )
            for product in figures.products
            for first, last, one in _marked(product)
        ),
        caption="Số của thành viên là số thứ tự tại mục I",
        is_small=True,
    )


def _marked(product: ProductFigures):
    """Each round with whether it is the first and whether it is the last."""
    for at, one in enumerate(product.rounds):
        yield at == 0, at == len(product.rounds) - 1, one


def _recusals(figures: PackFigures) -> str:
    """Who stayed out of which product and why, and how many are left to take part and to divide by."""
    told = [_left(figures, product) for product in figures.products if product.recused]
    return "; ".join(told) + "." if told else "không có."


def _left(figures: PackFigures, product: ProductFigures) -> str:
    out = {number for number, _ground in product.recused}
    seats = [seat for seat in figures.seats if seat.number not in out]
    present = sum(seat.present for seat in seats)
    who = "; ".join(
        f"thành viên số {number} không chấm “{product.product}” ({ground})"
        for number, ground in product.recused
    )
    sheets = len(product.last_round.totals) if product.last_round else 0
    return f"{who}; còn {present}/{len(seats)} thành viên dự, trung bình tính trên {sheets} phiếu"


def _spread(figures: PackFigures) -> Iterator[Block]:
    """Every discussion of totals too far apart, also of one that no further round followed."""
    discussed = [p for p in figures.products if any(one.discussion for one in p.rounds)]
    allowed = "Quy chế không quy định mức chênh lệch."
    if figures.max_spread is not None:
        allowed = f"Quy chế cho phép tối đa {figures.max_spread} điểm."
    none = "Không có sản phẩm chênh lệch quá mức."
    yield Text(allowed if discussed else f"{allowed} {none}", lead="4. Chênh lệch điểm:")
    for product in discussed:
        yield Text(f"- “{product.product}” {_apart(product)}")


def _apart(product: ProductFigures) -> str:
    """In which rounds the totals lay too far apart, what became of them and what was said."""
    told = [one for one in product.rounds if one.discussion]
    parts = [f"chênh lệch quá mức ở vòng {', '.join(str(one.number) for one in told)}"]
    if len(product.rounds) > 1:
        parts.append(f"chấm {len(product.rounds)} vòng, điểm vòng trước giữ trong bảng trên")
    if product.rounds[-1].discussion:
        parts.append("Quy chế không cho chấm thêm vòng nên kết quả vòng cuối giữ nguyên")
    said = "; ".join(one.discussion.rstrip(" .;") for one in told)
    return f"{'; '.join(parts)}. Hội đồng đã thảo luận: {said}."


def _minima(figures: PackFigures) -> str:
    told = [
        f"“{product.product}” {product.stars_by_points} sao theo điểm, còn {product.stars} sao: "
        + "; ".join(product.missed)
        for product in figures.products
        if product.missed and product.stars < product.stars_by_points
    ]
    told += [f"“{p.product}” bị loại: {p.knock_out}" for p in figures.products if p.knock_out]
    told += [
        f"“{p.product}” sát mốc hạng sao, Chủ tịch Hội đồng xác nhận: {p.confirmation}"
        for p in figures.products
        if p.confirmation
    ]
    told = told or ["các sản phẩm đạt đủ theo hạng đề nghị"]
    told += [
        f"“{p.product}”: mức của tiêu chí {', '.join(p.majority)} lấy theo đa số phiếu, chưa ghi ý kiến chung"
        for p in figures.products
        if p.majority
    ]
    return " ".join(f"{said.rstrip(' .;')}." for said in told)


def _conclusion(figures: PackFigures) -> Iterator[Block]:
    if figures.votes is None:
        yield Text(
            f"Hội đồng biểu quyết: {TO_FILL_IN} thành viên có mặt thống nhất kết quả nêu tại mục II.",
            lead="1.",
        )
    else:
        agreed, against, abstained = figures.votes
        yield Text(
            f"Hội đồng biểu quyết kết quả nêu tại mục II: {agreed} tán thành, {against} không tán thành, "
            f"{abstained} không có ý kiến, trên {figures.present} thành viên có mặt.",
            lead="1.",
        )
    proposals = [
        f"công nhận {count(len(held))} hạng {stars} sao"
        for stars in (5, 4, 3)
        if (held := figures.with_stars(stars))
    ]
    if upward := figures.with_outcome(*UPWARD):
        proposals.append(f"trình cấp trên đánh giá {count(len(upward))}")
    if again := figures.with_outcome(AFTER_TESTS):
        proposals.append(f"chấm vòng sau kiểm nghiệm {count(len(again))}")
    if below := figures.with_outcome("not_recognised"):
        proposals.append(f"chưa công nhận {count(len(below))}")
    if out := figures.with_outcome("reject"):
        proposals.append(f"loại {count(len(out))}")
    yield Text(f"Đề nghị Chủ tịch Ủy ban nhân dân {figures.place}: {'; '.join(proposals)}.", lead="2.")
    yield Text(
        f"Phiên họp kết thúc lúc {figures.ended}. Biên bản đã được đọc cho các thành viên nghe "
        f"và thống nhất ký tên./."
    )
