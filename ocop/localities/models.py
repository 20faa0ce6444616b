"""Places, and which place took over the territory of which."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, F, Q, Value, When

from ocop.core.constraints import both_or_neither, in_order, known_choice
from ocop.localities.choices import CodeSystem, Extent, PlaceKind, PlaceLevel
from ocop.localities.names import full_name, name_in_address, phrases_of, whole_names

_ABOVE = ("parent", "parent__parent", "parent__parent__parent")  # as many tiers as stand above a commune


class PlaceQuerySet(models.QuerySet):
    """Reference data: everybody may read it."""

    def in_force(self, on: date) -> PlaceQuerySet:
        """The places that existed on a day."""
        return self.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))

    def at_level(self, level: str) -> PlaceQuerySet:
        return self.filter(level=level)

    def within(self, path: str) -> PlaceQuerySet:
        """The place with this path and all beneath it in its own tree."""
        return self.filter(path__startswith=path)

    def search(self, text: str) -> PlaceQuerySet:
        """Places one of whose names holds every word; what follows a comma is sought in the places above.

        Case, marks and Unicode form do not matter; “TT.”, “h.”, “TP” stand for their kinds. Without a word to
        look for nothing is found. `loose` is 0 for a name that is exactly the phrase and 1 for others.
        """
        own, *above = phrases_of(text) or [""]
        found = self.filter(_holds("search_key", own)) if own else self.none()
        found = found.annotate(loose=_looseness(own))
        for phrase in above:
            found = found.filter(reduce(or_, (_holds(f"{place}__search_key", phrase) for place in _ABOVE)))
        return found


def _holds(field: str, phrase: str) -> Q:
    return Q(*(Q(**{f"{field}__contains": word}) for word in phrase.split()))


def _looseness(phrase: str) -> Case:
    """0 where a name, with or without its kind, is the phrase; 1 elsewhere."""
    exact = reduce(or_, (Q(search_key__contains=name) for name in whole_names(phrase)))
    return Case(When(exact, then=Value(0)), default=Value(1), output_field=models.SmallIntegerField())


class Place(models.Model):
    """A unit of government with a code, of today or of the past. Never deleted.

    A place has two paths. `path` says where it stood in its own tree, `today_path` which place holds its
    territory now; for a place in force they are the same. `north` and `east` are the degrees of its middle,
    as far as they are known. Both paths are dot-ended chains of codes, so that “at or
    below” is a prefix match (`docs/adr/0002-two-paths-for-a-place.md`).
    """

    level = models.CharField("cấp", max_length=10, choices=PlaceLevel)
    system = models.CharField("danh mục mã", max_length=10, choices=CodeSystem)
    code = models.CharField("mã", max_length=10, help_text="Giữ nguyên các số 0 ở đầu.")
    kind = models.CharField("loại hình", max_length=20, choices=PlaceKind)
    name = models.CharField("tên", max_length=100)
    former_name = models.CharField(
        "tên cũ", max_length=120, blank=True, help_text="Tên đầy đủ giữa năm 2021, nếu khác khi còn cùng mã."
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    path = models.CharField("đường dẫn", max_length=60, unique=True)
    today_path = models.CharField("đường dẫn hiện nay", max_length=60, db_index=True)
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    north = models.DecimalField("vĩ độ", max_digits=7, decimal_places=4, null=True, blank=True)
    east = models.DecimalField("kinh độ", max_digits=7, decimal_places=4, null=True, blank=True)
    search_key = models.CharField("khóa tìm kiếm", max_length=240)
    sort_key = models.CharField("khóa sắp xếp", max_length=320)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        constraints = [
            known_choice("level", PlaceLevel),
            known_choice("system", CodeSystem),
            known_choice("kind", PlaceKind),
            in_order("valid_from", "valid_to"),
            both_or_neither("north", "east"),
            models.UniqueConstraint(fields=["system", "code", "level"], name="place_code_once"),
            models.CheckConstraint(condition=Q(path__endswith="."), name="place_path_closed"),
            models.CheckConstraint(condition=Q(today_path__endswith="."), name="place_today_path_closed"),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(level=PlaceLevel.COUNTRY), name="place_under_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """“Xã Mỹ Hiệp”, as a heading has it."""
        return full_name(self.kind, self.name)

    @property
    def name_in_address(self) -> str:
        """“xã Mỹ Hiệp”, as it stands inside a sentence."""
        return name_in_address(self.kind, self.name)

    @property
    def ancestor_paths(self) -> list[str]:
        """The paths of the places above, the nearest first, the country last."""
        steps = self.path.split(".")[:-2]
        return [".".join(steps[:length]) + "." for length in range(len(steps), 0, -1)]

    @property
    def province_path(self) -> str:
        """The path of the province that holds this place today, this place itself where it is one."""
        return ".".join(self.today_path.split(".")[:2]) + "."

    @property
    def is_former(self) -> bool:
        """No longer in force: its territory is elsewhere today."""
        return self.path != self.today_path


class Succession(models.Model):
    """The territory of `old`, or a part of it, went to `new`."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="successions", verbose_name="địa bàn cũ")
    new = models.ForeignKey(Place, models.PROTECT, related_name="predecessions", verbose_name="địa bàn mới")
    extent = models.CharField("phạm vi", max_length=10, choices=Extent)
    is_default = models.BooleanField("mặc định", default=True)

    class Meta:
        verbose_name = "kế tục địa bàn"
        verbose_name_plural = "kế tục địa bàn"
        constraints = [
            known_choice("extent", Extent),
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_default=True), name="succession_one_default"
            ),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
