"""What several forms of a dossier print in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models

from ocop.core.roles import Level
from ocop.documents.paper import Column, Head, Line, Row, Signature, Table
from ocop.documents.words import date_in_words
from ocop.ui.writing import qty, vnd
from registrations.models import Dossier
from registrations.queries import PartForm, chain_of
from registrations.rules import Figure


def form_head(form: PartForm) -> Head:
    """The head of a form that an owner files: state and motto, and the number of the form."""
    return Head(mark=form.number)


def day_in_words(day: date | None, year: int) -> str:
    """“ngày 05 tháng 02 năm 2026”; dots to write on where there is no day yet."""
    return date_in_words(day) if day else f"ngày …… tháng …… năm {year}"


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def province_of(dossier: Dossier) -> str:
    """“tỉnh Đồng Tháp”; nothing where the commune hangs under none."""
    province = chain_of(dossier.commune).get(Level.PROVINCE)
    return province.name_in_address if province else ""


def lines_of(row: models.Model | None, names: Sequence[tuple[str, str]]) -> tuple[Line, ...]:
    """Label and words of each named field; a row not yet written gives empty lines."""
    return tuple(Line(label, str(getattr(row, name, "") or "")) for label, name in names)


def figures_table(figures: Sequence[Figure], caption: str) -> Table:
    """Output, revenue and profit year by year; whole đồng."""
    return Table(
        columns=(
            Column("Năm", 20, "mid"),
            Column("Sản lượng", 40, "money"),
            Column("Doanh thu (đồng)", align="money"),
            Column("Lợi nhuận (đồng)", align="money"),
        ),
        rows=tuple(
            Row(
                (
                    str(figure.year),
                    "" if figure.output is None else f"{qty(figure.output)} {figure.output_unit}".strip(),
                    "" if figure.revenue_vnd is None else vnd(figure.revenue_vnd),
                    "" if figure.profit_vnd is None else vnd(figure.profit_vnd),
                )
            )
            for figure in figures
        ),
        caption=caption,
    )


def signed_by_owner(dossier: Dossier) -> Signature:
    """The legal representative's signature and seal."""
    place = dossier.signed_place or "……………"
    return Signature(
        office=("ĐẠI DIỆN CHỦ THỂ",),
        note="(Ký, đóng dấu, ghi rõ họ tên)",
        name=dossier.signed_by,
        place_and_date=f"{place}, {day_in_words(dossier.signed_on, dossier.cycle.year)}",
    )
