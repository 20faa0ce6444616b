"""Filters that addresses carry: the territory and the year that a picture led from."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.localities.territory import Territory, territory_of
from ocop.ui.forms import FilterForm


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
