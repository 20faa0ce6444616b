"""The handover file as a paper: what is under way, with its terms, whom to call, where papers lie."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core import clock
from ocop.documents.paper import Block, Closing, Column, Head, Heading, Paper, Row, Signature, Table, Text
from ocop.documents.printed import PrintedFile, file_of
from ocop.documents.words import date_in_words
from ocop.ui.writing import dmy
from plans.queries.handover import Handover


def paper_of(file: Handover) -> Paper:
    """Head, four lists, and room for the three who sign."""
    unit = file.unit
    return Paper(
        name=f"Biên bản bàn giao {unit.name_in_address}",
        head=Head(
            body=("ỦY BAN NHÂN DÂN", unit.name_in_address.upper()),
            number="……/BB-UBND",
            place_and_date=f"{unit.name}, {date_in_words(clock.today())}",
        ),
        title="BIÊN BẢN",
        subject=("Bàn giao công việc Chương trình Mỗi xã một sản phẩm",),
        blocks=tuple(_blocks(file)),
        closing=Closing(signatures=(Signature(("BÊN GIAO",)), Signature(("BÊN NHẬN",)))),
    )


def _blocks(file: Handover) -> Iterator[Block]:
    yield Heading("I. HỒ SƠ ĐANG XỬ LÝ")
    yield _table(
        ("Sản phẩm", "Chủ thể", "Trạng thái", "Hạn"),
        [
            (one.product_name, str(one.producer), one.get_state_display(), dmy(one.due_on))
            for one in file.dossiers
        ],
    )
    yield Heading("II. BÁO CÁO, HOẠT ĐỘNG CHƯA XONG")
    yield _table(
        ("Việc", "Loại", "Trạng thái", "Hạn"),
        [
            *((str(one), "Báo cáo", one.get_state_display(), dmy(one.due_on)) for one in file.reports),
            *(
                (one.name, one.get_kind_display(), one.get_state_display(), dmy(one.ends_on))
                for one in file.events
            ),
        ],
    )
    yield Heading("III. ĐẦU MỐI LIÊN HỆ")
    yield _table(
        ("Tên", "Người đại diện, chức danh", "Nơi", "Điện thoại"),
        [
            *(
                (member.full_name, member.seat, str(body), member.phone)
                for body in file.bodies
                for member in body.members.all()
                if member.ends_on is None
            ),
            *(
                (one.name, one.representative_name, one.address or file.unit.name_in_address, one.phone)
                for one in file.producers
            ),
        ],
    )
    yield Heading("IV. HỒ SƠ GIẤY")
    for body, where in file.papers_at:
        yield Text(f"- {body}: {where}.")
    if not file.papers_at:
        yield Text("Chưa ghi nơi lưu.")


def _table(titles: tuple[str, str, str, str], rows: list[tuple[str, str, str, str]]) -> Table:
    first, second, third, fourth = titles
    columns = (
        Column("TT", 11, "no"),
        Column(first),
        Column(second, 48),
        Column(third, 36),
        Column(fourth, 26),
    )
    filled = [Row((str(number), *cells)) for number, cells in enumerate(rows, 1)]
    return Table(columns, tuple(filled or [Row(("", "Không có.", "", "", ""))]))


def print_handover(*, actor: User, file: Handover, file_format: str) -> PrintedFile:
    """Make the file as "pdf" or "docx" and note who took it. The caller has checked reach.

    Raises `KeyError` for another format, and `RenderFailed`.
    """
    made = file_of(paper_of(file), file_format)
    record(actor=actor, verb="handover.print", subject=file.unit, place=file.unit, format=file_format)
    return made
