"""What leaves the print desk: the sheets of a run in one file, and the list that owners sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import BinaryIO

import pikepdf
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from evaluations.models import PrintedSheet, PrintRun
from ocop.core.errors import RuleViolation
from ocop.documents.paper import Annex, AnnexPart, Closing, Column, Head, Paper, Row, Signature, Table, Text
from ocop.documents.words import TO_FILL_IN


def sheets_in_one_file(sheets: Iterable[PrintedSheet]) -> BinaryIO:
    """The issued sheets one behind the other, to be sent to a printer; each stays as it was issued.

    The file lies on the disk and is gone once it is closed. Raises `RuleViolation` where a sheet is lost.
    """
    out = TemporaryFile()  # noqa: SIM115 -- closed by the response that sends it
    with pikepdf.new() as together:
        for sheet in sheets:
            try:
                with (
                    default_storage.open(sheet.certificate.paper.file.name) as file,
                    pikepdf.open(file) as one,
                ):
                    together.pages.extend(one.pages)
            except (FileNotFoundError, pikepdf.PdfError):
                out.close()
                raise RuleViolation(
                    _("Tệp của giấy %(number)s không còn trong kho hoặc đã hỏng.")
                    % {"number": sheet.certificate.number}
                ) from None
        together.save(out)
    out.seek(0)
    return out


def handover_list(run: PrintRun, sheets: Sequence[PrintedSheet]) -> Paper:
    """The list on which each owner signs for the certificate received; laid across, a line for each."""
    place = run.issuer
    return Paper(
        name=f"Danh sách giao nhận giấy chứng nhận đợt {run.pk}",
        head=Head(
            body=("ỦY BAN NHÂN DÂN", place.name_in_address.upper()),
            number="……/BB-UBND",
            place_and_date=f"{place.name}, ngày …… tháng …… năm ……",
        ),
        title="BIÊN BẢN GIAO NHẬN",
        subject=("Giấy chứng nhận sản phẩm OCOP",),
        blocks=(
            Text(f"Ủy ban nhân dân {place.name_in_address}.", lead="Bên giao:"),
            Text("Các chủ thể có tên trong danh sách kèm theo.", lead="Bên nhận:"),
            Text(
                f"Danh sách gồm {len(sheets):02d} giấy chứng nhận sản phẩm OCOP, mỗi giấy giao cho chủ thể "
                f"có tên cùng dòng{_already(sheets)}. Mỗi chủ thể kiểm tra nội dung giấy rồi ký nhận."
            ),
            Text("Giấy có sai sót thì trả lại ngay khi nhận để ghi hỏng và cấp số khác."),
        ),
        closing=Closing(
            (
                Signature(("BÊN NHẬN",), note="(Từng chủ thể ký tại danh sách)"),
                Signature(("ĐẠI DIỆN BÊN GIAO",), note="(Ký, ghi rõ họ tên)"),
            )
        ),
        annexes=(
            AnnexPart(
                Annex("PHỤ LỤC", "DANH SÁCH GIAO NHẬN GIẤY CHỨNG NHẬN SẢN PHẨM OCOP", wide=True),
                (_table(sheets),),
            ),
        ),
    )


def _already(sheets: Sequence[PrintedSheet]) -> str:
    """How many were received before the list was drawn up."""
    received = sum(hasattr(sheet.certificate, "handover") for sheet in sheets)
    return f"; {received:02d} giấy đã nhận trước ngày lập danh sách" if received else ""


def _table(sheets: Sequence[PrintedSheet]) -> Table:
    columns = (
        Column("TT", 11, "no"),
        Column("Số giấy", 44),
        Column("Sản phẩm"),
        Column("Chủ thể"),
        Column("Hạng", 16, "mid"),
        Column("Người nhận", 40),
        Column("Ngày nhận", 26, "mid"),
        Column("Ký nhận", 34),
    )
    rows = []
    for at, sheet in enumerate(sheets, start=1):
        row = sheet.certificate
        handed = getattr(row, "handover", None)
        rows.append(
            Row(
                (
                    str(at),
                    row.number,
                    row.product_name,
                    row.producer_name,
                    f"{row.stars} sao",
                    handed.received_by if handed else row.line.grading.item.dossier.legal_rep_name,
                    f"{handed.received_on:%d/%m/%Y}" if handed else TO_FILL_IN,
                    "",
                )
            )
        )
    return Table(columns, tuple(rows), is_small=True, is_signed=True)
