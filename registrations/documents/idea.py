"""The idea form on paper: what the commune collects before there is a dossier."""

from __future__ import annotations

from ocop.core import clock
from ocop.documents.paper import Beside, Box, Closing, Head, Line, Paper, Signature, Ticks
from ocop.documents.words import date_in_words
from ocop.law.choices import FormKind
from ocop.law.queries import rules_of
from ocop.localities.queries import address_of
from registrations.models import Idea
from registrations.queries.dossiers import regime_today

CONTENTS = (
    ("1. Ý tưởng", "description"),
    ("2. Lợi thế địa phương", "local_strength"),
    ("3. Cần hỗ trợ", "needs"),
)
UNREGISTERED = "Chưa đăng ký kinh doanh"


def idea_paper(idea: Idea) -> Paper:
    """The idea with a line for its proposer's signature and the box of the commune that takes it in.

    It bears the number of its form where the rules of its cycle have one for ideas (Biểu số 01, 1048/QĐ-TTg).
    """
    commune = f"UBND {idea.commune.name_in_address}"
    taken_on = f"{clock.hanoi_date(idea.created_at):%d/%m/%Y}"
    return Paper(
        name="Phiếu đăng ký ý tưởng sản phẩm",
        head=Head(mark=_number(idea)),
        title="PHIẾU ĐĂNG KÝ Ý TƯỞNG SẢN PHẨM",
        subject=(f"Chương trình OCOP {idea.cycle.province.name_in_address}, năm {idea.cycle.year}",),
        blocks=(
            Line("Tên sản phẩm", idea.product_name),
            Ticks(
                "Sản phẩm", (("Mới là ý tưởng", not idea.made_already), ("Đã làm và bán", idea.made_already))
            ),
            Line("Người, cơ sở đề xuất", idea.proposer_name),
            Line("Loại hình", str(idea.get_proposer_kind_display() or UNREGISTERED)),
            Line("Địa chỉ", ", ".join(filter(None, (idea.proposer_address, address_of(idea.commune))))),
            Line("Điện thoại", idea.proposer_phone),
            *(Line(label, getattr(idea, name)) for label, name in CONTENTS),
        ),
        closing=Closing(
            (
                Signature(
                    office=("NGƯỜI, CƠ SỞ ĐỀ XUẤT",),
                    note="(Ký, ghi rõ họ tên)",
                    place_and_date=f"{idea.commune.name}, {date_in_words(None, year=idea.cycle.year)}",
                ),
            )
        ),
        after=(
            Beside(
                (
                    Box(
                        f"Dành cho {commune}",
                        (
                            Line("Ngày ghi vào cổng", taken_on),
                            Line("Người ghi", str(idea.created_by)),
                            Line("Chữ ký"),
                        ),
                    ),
                )
            ),
        ),
    )


def _number(idea: Idea) -> str:
    """The number of the form, where the rules tell ideas from products that are made already; else none."""
    rules = rules_of(regime_today(idea.cycle))
    if sum(form.kind == FormKind.REGISTRATION for form in rules.forms) < len(("idea", "product")):
        return ""
    asked = rules.forms_for(again=False, new_idea=not idea.made_already)
    return next(form.number for form in asked if form.kind == FormKind.REGISTRATION)
