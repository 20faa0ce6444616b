"""Ideas of the demo world, and the targets of its communes."""

from __future__ import annotations

from ocop.core.roles import Level
from ocop.demo.people import People
from ocop.programme.models import Cycle
from ocop.programme.services import set_product_targets
from registrations import services
from registrations.choices import ProducerKind

IDEAS = (
    ("my-hiep", "Khoai lang sấy", ProducerKind.COOPERATIVE, "chosen"),
    ("my-long", "Mứt chanh", "", "sent"),
    ("gao-giong", "Trà sen Gáo Giồng", ProducerKind.COOPERATIVE_GROUP, "sent"),
    ("phong-my", "Nước cam ép Phong Mỹ", "", "declined"),
    ("my-hiep", "Tinh dầu lá xoài", "", "collected"),
)
"""Commune, product, kind of the proposer, how far it has come."""
TARGETS = {"my-hiep": 6, "my-long": 4, "gao-giong": 3, "phong-my": 4}
WHY_NOT = "Đã có sản phẩm tương tự của xã; hãy làm cùng chủ thể đó."


def collect(people: People, cycle: Cycle) -> None:
    """Every commune notes what its people propose; the district chooses among what was sent."""
    chooser = people["huyen"]
    set_product_targets(
        actor=chooser,
        cycle=cycle,
        targets={people.communes[name]: count for name, count in TARGETS.items()},
    )
    for commune, product, kind, stage in IDEAS:
        officer = people.officer_of(commune)
        idea = services.collect_idea(
            actor=officer,
            cycle=cycle,
            commune=people.communes[commune],
            product_name=product,
            description=f"{product} làm từ nông sản của xã, bán tại chợ và cho khách đến địa phương.",
            proposer_name=f"Cơ sở làm {product[0].lower()}{product[1:]}",
            proposer_kind=kind,
            local_strength="Nguyên liệu trồng tại xã.",
            needs="Thiết bị chế biến, thiết kế nhãn.",
        )
        if stage != "collected":
            idea = services.send_idea(actor=officer, idea=idea)
        if stage == "chosen":
            services.choose_idea(actor=chooser, idea=idea)
        if stage == "declined":
            services.decline_idea(actor=chooser, idea=idea, note=WHY_NOT)


def note_corrections(people: People, dossier) -> None:
    """What the reviewer of a dossier that is given back asks for, item by item."""
    reviewer = people["huyen" if dossier.level == Level.DISTRICT else "tinh"]
    for item, reason, words in (
        ("form.organisation_name", "wrong", "Tên trên giấy đăng ký kinh doanh khác tên trong phiếu."),
        ("form.contact_address", "incomplete", "Ghi rõ ấp và số nhà."),
    ):
        services.note_correction(actor=reviewer, dossier=dossier, item=item, reason=reason, words=words)
