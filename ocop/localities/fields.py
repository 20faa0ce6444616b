"""Fields for places: the box that finds one by its name, and the filters that pictures lead to."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.localities.models import Place
from ocop.localities.queries import note_of, with_last_day
from ocop.localities.territory import Territory, territory_of
from ocop.ui.fields import SearchField
from ocop.ui.forms import FilterForm


class PlaceField(SearchField):
    """A place by its present or former name; the province or district may follow after a comma.

    Exact names come first, places of today before former ones. `level` keeps to one tier. Where several are
    offered, each stands with its address, and a former one with its last day.
    """

    order = ("loose", "-valid_from", "sort_key", "pk")
    several = gettext_lazy("Có %(count)s nơi tên “%(text)s”. Hãy chọn một.")
    too_many = gettext_lazy(
        "Có hơn %(count)s nơi tên “%(text)s”. Hãy chọn, hoặc viết thêm tên tỉnh sau dấu phẩy."
    )

    def __init__(self, queryset: QuerySet, *, level: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Viết tên xã, phường. Ví dụ: Mỹ Hiệp, Đồng Tháp"))
        kwargs.setdefault("note_of", note_of)
        super().__init__(queryset.at_level(level) if level else queryset, **kwargs)
        self.widget.suggest_url = reverse_lazy("localities:suggest", kwargs={"level": level or "all"})


class CommuneField(forms.ModelChoiceField):
    """One of a person's own communes; a former one says until when it stood, so that two of a name are told
    apart.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Xã, phường"))
        super().__init__(queryset=None, empty_label=None, **kwargs)

    def label_from_instance(self, obj: Place) -> str:
        return with_last_day(obj, str(obj))


class TerritorySelect(forms.Select):
    """The territory in force, to be taken away; another is chosen where pictures are."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        self.choices = [("", _("Tất cả"))]
        for key in value:
            if territory := territory_of(key or ""):
                words = _("%(place)s, theo đơn vị lúc đó") if territory.then else "%(place)s"
                self.choices.append((key, words % {"place": territory.place}))
        return super().optgroups(name, value, attrs)


class TerritoryField(forms.CharField):
    widget = TerritorySelect

    def to_python(self, value: Any) -> Territory | None:
        text = super().to_python(value)
        if not text:
            return None
        if (territory := territory_of(text)) is None:
            raise forms.ValidationError(_("Không có địa bàn này."))
        return territory


class PictureFilter(FilterForm):
    """A filter that pictures lead to. The fields named in `quiet` are shown only where an address fills
    them: a reader comes with them and may drop them.
    """

    quiet: ClassVar[tuple[str, ...]] = ("place",)
    place = TerritoryField(label=gettext_lazy("Địa bàn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.quiet:
            if not self.data.get(name):
                self.fields[name].widget = forms.HiddenInput()
