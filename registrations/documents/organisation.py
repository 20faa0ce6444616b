"""The organisation (Biểu số 04, 1048/QĐ-TTg)."""

from __future__ import annotations

from ocop.documents.paper import Closing, Column, Heading, Line, Paper, Row, Table
from ocop.ui.writing import dotted
from registrations.documents.shapes import day, form_head, lines_of, signed_by_owner
from registrations.models import Dossier, OrganisationProfile
from registrations.queries import PartForm, units_of
from registrations.rules import Unit

TEXTS = (
    ("5. Lịch sử hình thành", "history"),
    ("6. Cơ cấu tổ chức", "structure"),
    ("7. Nhà xưởng, thiết bị", "premises"),
)
COLUMNS = (
    Column("TT", 11, "mid"),
    Column("Bộ phận", 48),
    Column("Phụ trách", 40),
    Column("Số người", 20, "mid"),
    Column("Nhiệm vụ"),
)


def organisation_paper(dossier: Dossier, form: PartForm) -> Paper:
    """Who the organisation is, and its units in a table."""
    profile = OrganisationProfile.objects.filter(dossier=dossier).first()
    producer = dossier.producer
    units = units_of(dossier) or [Unit("")] * 3
    return Paper(
        name=form.title,
        head=form_head(form),
        title=form.title.upper(),
        subject=(dossier.organisation_name,),
        blocks=(
            Heading("I. THÔNG TIN CHUNG"),
            Line("1. Loại hình tổ chức", str(producer.get_kind_display())),
            Line("2. Địa chỉ", dossier.contact_address),
            Line("3. Số giấy đăng ký", producer.registration_number),
            Line("4. Ngày thành lập", day(profile.established_on) if profile else ""),
            *lines_of(profile, TEXTS),
            Heading("II. BỘ MÁY VÀ LAO ĐỘNG"),
            Line("1. Số lao động", _count(profile, "workers")),
            Line("2. Trong đó lao động địa phương", _count(profile, "local_workers")),
            Table(COLUMNS, tuple(_row(n, unit) for n, unit in enumerate(units, 1))),
        ),
        closing=Closing((signed_by_owner(dossier),)),
    )


def _count(profile: OrganisationProfile | None, name: str) -> str:
    value = getattr(profile, name, None)
    return "" if value is None else dotted(value)


def _row(number: int, unit: Unit) -> Row:
    people = "" if unit.people is None else dotted(unit.people)
    return Row((str(number), unit.name, unit.head, people, unit.duties))
