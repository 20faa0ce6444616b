"""The tiers, kinds and code lists of places."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.core.roles import Level


class PlaceLevel(TextChoices):
    """The tiers of the tree. The three lower ones bear the values of `ocop.core.roles.Level`."""

    COUNTRY = "country", _("cả nước")
    PROVINCE = Level.PROVINCE.value, _("tỉnh")
    DISTRICT = Level.DISTRICT.value, _("huyện")
    COMMUNE = Level.COMMUNE.value, _("xã")


class CodeSystem(TextChoices):
    """The list a code stands in. A code alone names nothing: 124/2004 and 19/2025 share many."""

    ISO = "ISO 3166", _("mã quốc gia ISO 3166")
    OLD = "124/2004", _("danh mục 124/2004/QĐ-TTg")
    NEW = "19/2025", _("danh mục 19/2025/QĐ-TTg")


class PlaceKind(TextChoices):
    """What a place is called by law. District kinds and townships ended on 30 June 2025."""

    COUNTRY = "country", _("quốc gia")
    PROVINCE = "province", _("tỉnh")
    CENTRAL_CITY = "central_city", _("thành phố trực thuộc trung ương")
    RURAL_DISTRICT = "rural_district", _("huyện")
    URBAN_DISTRICT = "urban_district", _("quận")
    TOWN = "town", _("thị xã")
    PROVINCIAL_CITY = "provincial_city", _("thành phố thuộc tỉnh")
    COMMUNE = "commune", _("xã")
    WARD = "ward", _("phường")
    TOWNSHIP = "township", _("thị trấn")
    SPECIAL_ZONE = "special_zone", _("đặc khu")


TITLES = {
    PlaceKind.COUNTRY: "",
    PlaceKind.PROVINCE: "tỉnh",
    PlaceKind.CENTRAL_CITY: "thành phố",
    PlaceKind.RURAL_DISTRICT: "huyện",
    PlaceKind.URBAN_DISTRICT: "quận",
    PlaceKind.TOWN: "thị xã",
    PlaceKind.PROVINCIAL_CITY: "thành phố",
    PlaceKind.COMMUNE: "xã",
    PlaceKind.WARD: "phường",
    PlaceKind.TOWNSHIP: "thị trấn",
    PlaceKind.SPECIAL_ZONE: "đặc khu",
}
"""The word that stands before the name in an address. Part of a proper name, so never translated."""


class Extent(TextChoices):
    """How much of the old place went to the new one."""

    WHOLE = "whole", _("toàn bộ")
    PART = "part", _("một phần")
