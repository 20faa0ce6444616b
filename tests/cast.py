"""One small world that every test may know: two provinces, two districts, communes then and now, and a person
for every role. Tests name who acts.

Old Đồng Tháp has the district Cao Lãnh with the communes Mỹ Hiệp and Mỹ Long, and the district Tháp Mười
with Trường Xuân; there R1048 and R148 apply. The new Đồng Tháp has the communes Mỹ Hiệp and Mỹ Thọ; there R26
does. An Giang is the other province.
"""

from dataclasses import dataclass, fields

from ocop.accounts.models import Membership, User
from ocop.core import clock
from ocop.core.roles import Role
from ocop.law.models import Regime
from ocop.localities.choices import CodeSystem, PlaceKind
from ocop.localities.models import Place
from ocop.programme.models import Cycle
from registrations.choices import ProducerKind
from registrations.models import Producer, ProducerPost
from tests.factories.accounts import LONG_AGO, make_officer, make_person
from tests.factories.law import load_regimes
from tests.factories.places import DongThap, make_dong_thap, make_place
from tests.factories.registrations import make_producer


@dataclass(frozen=True)
class Cast:
    places: DongThap
    other_district: Place
    other_district_commune: Place

    officer: User
    """Commune officer of old Mỹ Hiệp, district Cao Lãnh."""
    neighbour_officer: User
    """Commune officer of old Mỹ Long, the same district."""
    new_officer: User
    """Commune officer of Mỹ Hiệp as it is today."""
    new_neighbour_officer: User
    """Commune officer of Mỹ Thọ as it is today."""
    foreign_officer: User
    """Commune officer in An Giang."""
    district_officer: User
    district_leader: User
    other_district_officer: User
    other_district_leader: User
    province_officer: User
    province_leader: User
    finance_officer: User
    auditor: User
    administrator: User
    foreign_province_officer: User
    foreign_province_leader: User
    producer_person: User
    """Acts for `producer`."""
    new_producer_person: User
    """Acts for `new_producer`."""
    nobody: User
    """Can sign in and holds no post."""

    producer: Producer
    """A cooperative in old Mỹ Hiệp."""
    neighbour_producer: Producer
    """A household in old Mỹ Long."""
    other_district_producer: Producer
    new_producer: Producer
    """A cooperative in Mỹ Hiệp as it is today."""
    foreign_producer: Producer

    cycle_1048: Cycle
    cycle_148: Cycle
    cycle_26: Cycle
    """Of the new province; without a regime of its own, so that the day decides."""
    foreign_cycle: Cycle

    @property
    def people(self) -> dict[str, User]:
        """Everybody by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.type is User}


def make_cast() -> Cast:
    places = make_dong_thap()
    load_regimes()
    other_district = make_place(
        PlaceKind.RURAL_DISTRICT,
        "Tháp Mười",
        "872",
        parent=places.old_province,
        system=CodeSystem.OLD,
        today=places.province,
    )
    other_commune = make_place(
        PlaceKind.COMMUNE,
        "Trường Xuân",
        "30043",
        parent=other_district,
        system=CodeSystem.OLD,
        today=places.phu_cuong,
    )
    administrator = make_officer(Role.ADMINISTRATOR, places.province, name="Quản trị tỉnh Đồng Tháp")
    officer = make_officer(Role.COMMUNE_OFFICER, places.old_my_hiep, name="Cán bộ xã Mỹ Hiệp cũ")
    neighbour = make_officer(Role.COMMUNE_OFFICER, places.old_my_long, name="Cán bộ xã Mỹ Long")
    new_officer = make_officer(Role.COMMUNE_OFFICER, places.my_hiep, name="Cán bộ xã Mỹ Hiệp")
    producer = make_producer(places.old_my_hiep, officer, name="Hợp tác xã Xoài Mỹ Hiệp", number="1400000001")
    new_producer = make_producer(
        places.my_hiep, new_officer, name="Hợp tác xã Sen Mỹ Hiệp", number="1400000002"
    )
    return Cast(
        places=places,
        other_district=other_district,
        other_district_commune=other_commune,
        officer=officer,
        neighbour_officer=neighbour,
        new_officer=new_officer,
        new_neighbour_officer=make_officer(Role.COMMUNE_OFFICER, places.my_tho, name="Cán bộ xã Mỹ Thọ"),
        foreign_officer=make_officer(Role.COMMUNE_OFFICER, places.my_thoi, name="Cán bộ phường Mỹ Thới"),
        district_officer=make_officer(
            Role.DISTRICT_OFFICER, places.old_district, name="Chuyên viên huyện Cao Lãnh"
        ),
        district_leader=make_officer(
            Role.DISTRICT_LEADER, places.old_district, name="Lãnh đạo huyện Cao Lãnh"
        ),
        other_district_officer=make_officer(
            Role.DISTRICT_OFFICER, other_district, name="Chuyên viên huyện Tháp Mười"
        ),
        other_district_leader=make_officer(
            Role.DISTRICT_LEADER, other_district, name="Lãnh đạo huyện Tháp Mười"
        ),
        province_officer=make_officer(
            Role.PROVINCE_OFFICER, places.province, name="Chuyên viên tỉnh Đồng Tháp"
        ),
        province_leader=make_officer(Role.PROVINCE_LEADER, places.province, name="Lãnh đạo tỉnh Đồng Tháp"),
        finance_officer=make_officer(Role.FINANCE_OFFICER, places.province, name="Tài chính tỉnh Đồng Tháp"),
        auditor=make_officer(Role.AUDITOR, places.province, name="Thanh tra tỉnh Đồng Tháp"),
        administrator=administrator,
        foreign_province_officer=make_officer(
            Role.PROVINCE_OFFICER, places.an_giang, name="Chuyên viên tỉnh An Giang"
        ),
        foreign_province_leader=make_officer(
            Role.PROVINCE_LEADER, places.an_giang, name="Lãnh đạo tỉnh An Giang"
        ),
        producer_person=_acts_for(producer, "Đại diện Hợp tác xã Xoài Mỹ Hiệp"),
        new_producer_person=_acts_for(new_producer, "Đại diện Hợp tác xã Sen Mỹ Hiệp"),
        nobody=make_person("Người chưa giao vị trí", home=places.my_hiep),
        producer=producer,
        neighbour_producer=make_producer(
            places.old_my_long, neighbour, kind=ProducerKind.HOUSEHOLD, name="Hộ Mỹ Long", number="HKD-0101"
        ),
        other_district_producer=make_producer(
            other_commune, administrator, name="Hợp tác xã Trường Xuân", number="1400000003"
        ),
        new_producer=new_producer,
        foreign_producer=make_producer(
            places.my_thoi, administrator, name="Hợp tác xã Mỹ Thới", number="1600000001"
        ),
        cycle_1048=make_cycle(places.old_province, 2022, administrator, regime="R1048"),
        cycle_148=make_cycle(places.old_province, 2025, administrator, regime="R148"),
        cycle_26=make_cycle(places.province, clock.today().year, administrator),
        foreign_cycle=make_cycle(places.an_giang, clock.today().year, administrator),
    )


def make_cycle(province: Place, year: int, opened_by: User, *, regime: str = "") -> Cycle:
    """A province's year; `regime` is the code of the rules it is held to, empty where the day decides."""
    return Cycle.objects.create(
        province=province,
        year=year,
        regime=Regime.objects.get(code=regime) if regime else None,
        regime_reason="Nhận tiếp hồ sơ của năm cũ" if regime else "",
        opened_on=LONG_AGO,
        opened_by=opened_by,
    )


def also_holds(person: User, role: Role, place: Place) -> User:
    """The same person with one more post."""
    Membership.objects.create(user=person, role=role, place=place, starts_on=LONG_AGO)
    person.refresh_from_db()
    return person


def _acts_for(producer: Producer, name: str) -> User:
    person = make_person(name, home=producer.commune)
    ProducerPost.objects.create(user=person, producer=producer, starts_on=LONG_AGO)
    return person
