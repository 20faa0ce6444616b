"""Places for tests: one at a time, or a small true piece of Đồng Tháp before and after July 2025."""

from dataclasses import dataclass
from datetime import date

from ocop.core.text import sort_key
from ocop.localities.choices import CodeSystem, Extent, PlaceKind, PlaceLevel
from ocop.localities.gazetteer import COUNTRY, LEVELS, MARKS, NEW_LIST_FROM, OLD_LIST_FROM, OLD_LIST_TO
from ocop.localities.models import Place, Succession
from ocop.localities.names import full_name, key_of


def make_place(
    kind: str,
    name: str,
    code: str,
    *,
    parent: Place | None = None,
    system: str = CodeSystem.NEW,
    today: Place | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    former_name: str = "",
) -> Place:
    """One place, beneath the country unless told otherwise. `today` is its default successor.

    A place of the list 124/2004 is former: it ended on 30 June 2025 and needs `today`.
    """
    old = system == CodeSystem.OLD
    parent = parent or make_country()
    path = f"{parent.path}{MARKS[CodeSystem(system)]}{code}."
    place = Place.objects.create(
        level=LEVELS[len(code)],
        system=system,
        code=code,
        kind=kind,
        name=name,
        former_name=former_name,
        parent=parent,
        path=path,
        today_path=today.today_path if today else path,
        valid_from=valid_from or (OLD_LIST_FROM if old else NEW_LIST_FROM),
        valid_to=valid_to or (OLD_LIST_TO if old else None),
        search_key=key_of(full_name(kind, name), former_name),
        sort_key=sort_key(name),
    )
    if today:
        Succession.objects.create(old=place, new=today, extent=Extent.WHOLE, is_default=True)
    return place


def make_country() -> Place:
    """The root, made once."""
    return Place.objects.get_or_create(
        system=COUNTRY.system,
        code=COUNTRY.code,
        level=PlaceLevel.COUNTRY,
        defaults={
            "kind": COUNTRY.kind,
            "name": COUNTRY.name,
            "path": "VN.",
            "today_path": "VN.",
            "valid_from": COUNTRY.valid_from,
            "search_key": key_of(COUNTRY.full_name),
            "sort_key": sort_key(COUNTRY.name),
        },
    )[0]


@dataclass(frozen=True)
class DongThap:
    """Names and codes as they are. `old_...` stood in the list of 124/2004/QĐ-TTg until 30 June 2025."""

    country: Place
    province: Place
    my_hiep: Place
    my_tho: Place
    phong_my: Place
    phu_cuong: Place
    an_giang: Place
    my_thoi: Place
    old_province: Place
    old_district: Place
    old_my_hiep: Place
    old_my_long: Place
    old_my_tho: Place
    old_gao_giong: Place
    """Divided: its greater part went to Phong Mỹ, another to Phú Cường."""


def make_dong_thap() -> DongThap:
    """Đồng Tháp (82) with four communes, its neighbour An Giang (91), and the old Đồng Tháp (87)."""
    province = make_place(PlaceKind.PROVINCE, "Đồng Tháp", "82")
    an_giang = make_place(PlaceKind.PROVINCE, "An Giang", "91")
    my_hiep = make_place(PlaceKind.COMMUNE, "Mỹ Hiệp", "30112", parent=province)
    my_tho = make_place(PlaceKind.COMMUNE, "Mỹ Thọ", "30076", parent=province)
    phong_my = make_place(PlaceKind.COMMUNE, "Phong Mỹ", "30088", parent=province)
    phu_cuong = make_place(PlaceKind.COMMUNE, "Phú Cường", "30025", parent=province)
    old_province = _old(PlaceKind.PROVINCE, "Đồng Tháp", "87", None, province)
    old_district = _old(PlaceKind.RURAL_DISTRICT, "Cao Lãnh", "873", old_province, province)
    old_gao_giong = _old(PlaceKind.COMMUNE, "Gáo Giồng", "30079", old_district, phong_my)
    Succession.objects.filter(old=old_gao_giong).update(extent=Extent.PART)
    Succession.objects.create(old=old_gao_giong, new=phu_cuong, extent=Extent.PART, is_default=False)
    return DongThap(
        country=make_country(),
        province=province,
        my_hiep=my_hiep,
        my_tho=my_tho,
        phong_my=phong_my,
        phu_cuong=phu_cuong,
        an_giang=an_giang,
        my_thoi=make_place(PlaceKind.WARD, "Mỹ Thới", "30301", parent=an_giang),
        old_province=old_province,
        old_district=old_district,
        old_my_hiep=_old(PlaceKind.COMMUNE, "Mỹ Hiệp", "30112", old_district, my_hiep),
        old_my_long=_old(PlaceKind.COMMUNE, "Mỹ Long", "30115", old_district, my_hiep),
        old_my_tho=_old(PlaceKind.TOWNSHIP, "Mỹ Thọ", "30076", old_district, my_tho),
        old_gao_giong=old_gao_giong,
    )


def _old(kind: str, name: str, code: str, parent: Place | None, today: Place) -> Place:
    return make_place(kind, name, code, parent=parent, system=CodeSystem.OLD, today=today)
