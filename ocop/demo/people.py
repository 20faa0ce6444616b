"""Who lives in the demo world. Everybody is called by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from ocop.accounts.demo import DEMO_PASSWORD, DEMO_PREFIX
from ocop.accounts.models import Membership, User
from ocop.core.roles import Role
from ocop.localities.choices import CodeSystem
from ocop.localities.models import Place
from ocop.localities.queries import place_with_code

SINCE = date(2023, 1, 3)
PROVINCE, OLD_PROVINCE, DISTRICT = "82", "87", "873"
OLD_COMMUNES = {"my-hiep": "30112", "my-long": "30115", "gao-giong": "30079", "phong-my": "30088"}
NEW_COMMUNES = {"my-hiep-moi": "30112", "phong-my-moi": "30088"}
MEMBERS = ("chu-tich", "uy-vien-1", "uy-vien-2", "uy-vien-3")


@dataclass(frozen=True, slots=True)
class People:
    """The demo world's places and people by short names."""

    province: Place
    district: Place
    communes: dict[str, Place]
    users: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.users[name]

    def officer_of(self, commune: str) -> User:
        return self.users[f"xa-{commune}"]

    def council(self, level: str) -> list[User]:
        """Chair and members, then the secretary."""
        return [self.users[f"hd-{level}-{name}"] for name in (*MEMBERS, "thu-ky")]


def settle() -> People:
    """Make everybody. The posts of the old tiers go on, since the province finishes its old rounds."""
    province = place_with_code(PROVINCE)
    district = place_with_code(DISTRICT, system=CodeSystem.OLD)
    communes = {name: place_with_code(code, system=CodeSystem.OLD) for name, code in OLD_COMMUNES.items()}
    communes |= {name: place_with_code(code) for name, code in NEW_COMMUNES.items()}
    users: dict[str, User] = {}
    password = make_password(DEMO_PASSWORD)  # once: it is slow on purpose

    def person(
        name: str, words: str, role: Role | None = None, place: Place | None = None, title: str = ""
    ) -> None:
        user = User.objects.create(
            username=f"{DEMO_PREFIX}{name}", password=password, full_name=words, home=province
        )
        if role:
            Membership.objects.create(user=user, role=role, place=place, starts_on=SINCE, title=title)
        users[name] = user

    for name, place in communes.items():
        tier = " (hai cấp)" if name in NEW_COMMUNES else ""
        person(f"xa-{name}", f"Cán bộ xã {place.name}{tier}", Role.COMMUNE_OFFICER, place)
    place = communes["my-hiep-moi"]
    person(
        "xa-my-hiep-moi-lanh-dao",
        f"Lãnh đạo UBND xã {place.name}",
        Role.COMMUNE_LEADER,
        place,
        "Phó Chủ tịch UBND xã",
    )
    person("huyen", "Chuyên viên huyện Cao Lãnh", Role.DISTRICT_OFFICER, district)
    person(
        "huyen-lanh-dao",
        "Lãnh đạo UBND huyện Cao Lãnh",
        Role.DISTRICT_LEADER,
        district,
        "Phó Chủ tịch UBND huyện",
    )
    person("tinh", "Chuyên viên tỉnh Đồng Tháp", Role.PROVINCE_OFFICER, province)
    person(
        "tinh-lanh-dao",
        "Lãnh đạo UBND tỉnh Đồng Tháp",
        Role.PROVINCE_LEADER,
        province,
        "Phó Chủ tịch UBND tỉnh",
    )
    person("tai-chinh", "Chuyên viên Sở Tài chính", Role.FINANCE_OFFICER, province)
    person("kiem-toan", "Thanh tra tỉnh", Role.AUDITOR, province)
    person("quan-tri", "Quản trị cổng tỉnh Đồng Tháp", Role.ADMINISTRATOR, province)
    for level, words in (("huyen", "huyện Cao Lãnh"), ("tinh", "tỉnh Đồng Tháp")):
        person(f"hd-{level}-chu-tich", f"Chủ tịch Hội đồng {words}")
        for number in range(1, len(MEMBERS)):
            person(f"hd-{level}-uy-vien-{number}", f"Ủy viên {number} Hội đồng {words}")
        person(f"hd-{level}-thu-ky", f"Thư ký Hội đồng {words}")
    person("chu-the", "Đại diện làng nghề Mỹ Hiệp")
    return People(province, district, communes, users)
